"""What is said of institutions, beside how many of them the plan itself counts.

A rate of tertiary hospitals needs a tertiary hospital, and a share of five institutions is a
multiple of 20 percent.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from healthplans.audits.drafts import (
    HIGH,
    LOW,
    MEDIUM,
    Amount,
    Doubt,
    Draft,
    Pair,
    Place,
    Term,
    doubt,
    found,
    terms,
)
from healthplans.audits.figures import Figure
from healthplans.audits.scoped import counts_by_scope, part_name
from healthplans.audits.sheets import Logic, Options, Sheet
from healthplans.quantities import Interval
from healthplans.texts import fold


def absent_institution(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find an indicator about institutions that the plan's own counts say are not there."""
    for code, asked in options["about"].items():
        stated = [f for f in (sheet.level(code), sheet.target(code)) if f is not None]
        if stated and all(f.value == 0 for f in _such(sheet, asked)):
            yield from _no_such(sheet, stated[-1], asked, options)


def share_of_few(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find a share of institutions that their own number cannot give."""
    known_shares = [(k, f) for k, f in sheet.shown.items() if f.indicator in options["counts"]]
    for (code, part, year), share in known_shares:
        counts = options["counts"][code].get(part.part, ())
        counted = [sheet.at(name, year) for name in counts]
        known = [f for f in counted if f is not None and f.is_exact]
        due = share.role == "level" and share.is_exact and not part.of
        if due and known and len(known) == len(counted):
            yield from _not_of_so_many(share, known)


def indicator_of_wider_area(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find an indicator that counts areas of a kind of which a district is only one."""
    area = sheet.lists.areas.get(sheet.area)
    # a county-level city is a city itself
    due = area.level == "district" and not area.zh.endswith(options["city"])
    for code in options["of_areas"] if due else ():
        stated = [f for f in (*sheet.levels(code), *sheet.targets(code)) if not f.is_claim]
        if stated:
            yield found(stated[-1], LOW, tuple(stated), {"stated": stated[-1]}, {})


def part_counted_again(sheet: Sheet, options: Options) -> Iterator[Doubt]:
    """Note a count and, in another paragraph, nearly the same count for one kind of owner."""
    for (code, part, year), few in sheet.shown.items():
        if not part.words:
            continue
        whole = sheet.at(code, year)
        owners = {*map(sheet.lists.dimension, part.words)} == {"ownership"}
        due = owners and not part.of and not part.end
        both = whole is not None and {f.unit for f in (few, whole)} == {"count"}
        if whole is not None and due and both and _nearly(few, whole, options["nearly"]):
            places: dict[str, Place] = {
                "whole": whole,
                "part": few,
                "part_name": part_name(few, whole),
            }
            yield doubt(whole, (whole, few), places)


def present_and_task(sheet: Sheet, options: Options) -> Iterator[Draft | Doubt]:
    """Find the number of all institutions of a kind told otherwise by a task than today's.

    A sentence that says 达到 or 增至 sets a target; one that only names so many speaks of
    those that there are, where nothing says that their number changes.
    """
    for code in options["kinds"]:
        now = next((f for f in reversed(sheet.levels(code)) if f.is_exact), None)
        ahead = [f for f in sheet.figures if f.indicator == code and f.role == "target"]
        told = [f for f in ahead if f.part.is_whole and f.year > sheet.document.base]
        changed = not all(map(_is_bare, told))
        for task in told if now and not changed else ():
            if now and task.number != now.number:
                yield _of_another_number(now, task, options)


def _of_another_number(now: Figure, task: Figure, options: Options) -> Draft | Doubt:
    places: dict[str, Place] = {"now": now, "task": task}
    gap = task.number - now.number
    turned = len(now.digits) > 1 and sorted(now.digits) == sorted(task.digits)
    if turned or abs(gap) <= options["near"] * now.number:
        return found(task, MEDIUM, (now, task), places, {"difference": gap})
    return doubt(task, (now, task), places)


def _is_bare(figure: Figure) -> bool:
    """Whether a sentence prints a number and what it counts, without a word of change."""
    sentence = figure.span is not None and figure.span[0] > 1
    number = fold(figure.text).removesuffix(fold(figure.unit_text)).replace(",", "")
    return (
        sentence and number == figure.digits and figure.kind == "exact" and not figure.shared
    )


def _such(sheet: Sheet, asked: Mapping[str, str]) -> list[Figure]:
    """Give every figure, of whatever year, that is about such institutions."""
    value = asked.get("value")
    return [
        f for f in sheet.figures if f.indicator == asked.get("count") or value in f.part.words
    ]


def _no_such(
    sheet: Sheet, figure: Figure, asked: Mapping[str, str], options: Options
) -> Iterator[Draft]:
    name: dict[str, Place] = {"figure": figure}
    none = _such(sheet, asked)
    if none:
        draft = found(figure, HIGH, (figure, *none), {**name, "count": none[0]}, {})
        yield replace(draft, message="zero")
    classes = () if none else _classes(sheet, asked.get("kind", ""), options)
    if len(classes) > 1:
        pairs = tuple(Pair(Term(f.indicator, f.part, only=True), f) for f in classes)
        yield found(figure, MEDIUM, (figure, *classes), {**name, "classes": pairs}, {})


def _classes(sheet: Sheet, kind: str, options: Options) -> tuple[Figure, ...]:
    """Give the counts of the other classes that the plan sorts such institutions into."""
    for (code, _), known in counts_by_scope(sheet, options).items():
        named = [known.get(frozenset({v})) for v in options["classes"].get(kind, ())]
        if code == kind:
            return tuple(f for f in named if f is not None and f.number > 0)
    return ()


def _not_of_so_many(share: Figure, counted: Sequence[Figure]) -> Iterator[Draft]:
    many = sum(f.number for f in counted)
    nearest = round(share.number / 100 * many)
    tried = (k for k in (nearest - 1, nearest, nearest + 1) if 0 <= k <= many)
    fits = any(Interval.printed(100 * k / many).meets(share.interval) for k in tried)
    if many > 0 and not fits:
        few = math.floor(share.number / 100 * many)
        low, high = (100 * k / many for k in (few, few + 1))
        places: dict[str, Place] = {
            "share": share,
            "counts": terms(counted),
            "many": Amount(many),
            "low": Amount(round(low, 2), "percent"),
            "high": Amount(round(high, 2), "percent"),
        }
        draft = found(share, MEDIUM, (share, *counted), places, {"institutions": many})
        # 24 of 33 are 72.73 percent: printed as 72, digits were cut off instead of rounded
        cut = high - share.number < 2 * share.half
        yield replace(draft, severity=LOW, message="cut") if cut else draft


def _nearly(few: Figure, whole: Figure, share: float) -> bool:
    apart = few.paragraph != whole.paragraph
    both = few.is_exact and whole.is_exact and few.role == whole.role == "level"
    return apart and both and share * whole.number <= few.number < whole.number


RULES: Mapping[str, Logic] = {
    "absent_institution": absent_institution,
    "share_of_few": share_of_few,
    "indicator_of_wider_area": indicator_of_wider_area,
    "part_counted_again": part_counted_again,
    "present_and_task": present_and_task,
}
