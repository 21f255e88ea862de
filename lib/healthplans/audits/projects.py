"""What named projects cost and add, beside the total and the target printed for all of them.

Projects have names that no list can hold: where a sum of money in the paragraph of a total
has a label that is not known, it is taken for one of them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from healthplans.audits.added import added_once, is_added, total_added
from healthplans.audits.drafts import (
    HIGH,
    MEDIUM,
    Amount,
    Doubt,
    Draft,
    Pair,
    Place,
    Sum,
    Term,
    doubt,
    found,
)
from healthplans.audits.figures import Figure
from healthplans.audits.scoped import sums
from healthplans.audits.sheets import Logic, Options, Sheet, grouped
from healthplans.parts import WHOLE, Part
from healthplans.quantities import Interval, half

__all__ = ["RULES"]


def projects_and_total(sheet: Sheet, options: Options) -> Iterator[Draft | Doubt]:
    """Find money of named projects that does not add up to the total of their paragraph."""
    texts = [f for f in sheet.figures if f.paragraph and f.indicator in options["totals"]]
    rows = grouped(((f.paragraph, f.indicator, f.year, f.role), f) for f in texts)
    for (paragraph, *_), figures in rows.items():
        totals = [f for f in figures if f.part.is_whole and f.is_point]
        for total in totals if len(totals) == 1 else ():
            own = [f for f in sheet.unnamed if f.paragraph == paragraph]
            others = [_priced(f, total) for f in own if _alike(f, total)]
            parts = [f for f in figures if f is not total and f.is_point] + others
            yield from _against_total(sheet, total, parts, options)


def projects_and_target(sheet: Sheet, options: Options) -> Iterator[Draft | Doubt]:
    """Find what projects add, or all that is added, at odds with the target of the count."""
    added = [f for f in sheet.figures if f.role == "target" and is_added(sheet, f)]
    for code, rows in grouped((f.indicator, f) for f in added).items():
        yield from _against_aim(sheet, (code, WHOLE), added_once(sheet, rows), options)
        own = grouped((f.part, f) for f in rows if f.part.words)
        for part, same in own.items():
            yield from _against_aim(sheet, (code, part), same[:1], options)
            yield from _against_own(sheet, same[0], options)


def _against_aim(
    sheet: Sheet, key: tuple[str, Part], parts: Sequence[Figure], options: Options
) -> Iterator[Draft]:
    level, aim = sheet.level(*key), _aim(sheet, *key, options)
    if level and aim and level.is_point:
        interval, places, evidence = aim
        room = interval.difference(level.interval)
        message = _at_odds(key[1], parts, room, evidence)
        # that the level is stated twice is a finding of its own
        fits = [interval.difference(f.interval) for f in _said_again(sheet, level)]
        if message and all(_at_odds(key[1], parts, one, evidence) for one in fits):
            filled = {**places, **_added(key, parts, level, room)}
            computed = {"added": total_added(parts), "room": room.high}
            cells = (*parts, level, *evidence)
            draft = found(evidence[0], MEDIUM, cells, filled, computed)
            yield replace(draft, message=message)


def _said_again(sheet: Sheet, level: Figure) -> list[Figure]:
    key = (level.indicator, level.part, level.year, level.role)
    return [f for f in sheet.stated.get(key, ()) if f is not level and f.is_point]


def _against_own(sheet: Sheet, added: Figure, options: Options) -> Iterator[Draft | Doubt]:
    """Compare what something new adds with what it is to have; it has had nothing before."""
    key = (added.indicator, added.part)
    aim = sheet.targets(*key)[-1] if sheet.targets(*key) else None
    printed = not added.part.words <= {s.value for s in sheet.lists.scopes}
    own = aim is not None and not aim.change and aim.is_exact and not sheet.levels(*key)
    if not printed or not own or aim is None or aim.interval.meets(added.change_interval):
        return
    rest = aim.number - (added.change or 0.0)
    levels = [f for f in sheet.figures if f.indicator == key[0] and f.role == "level"]
    if any(f.number == rest for f in levels):
        return
    places: dict[str, Place] = {"added": added, "aim": aim, "gap": Amount(abs(rest))}
    new = any(word in added.part.part for word in options["new"]) or rest < 0
    if new:
        draft = found(aim, MEDIUM, (aim, added), places, {"gap": rest})
        yield replace(draft, message="own")
    else:
        yield doubt(aim, (aim, added), places)


def _at_odds(
    part: Part, parts: Sequence[Figure], room: Interval, evidence: tuple[Figure, ...]
) -> str:
    """Name the sentence that says how; blank where what is added and the target agree."""
    if room.high < total_added(parts) and all(f.sign.side != "high" for f in parts):
        return "density" if len(evidence) > 1 else "default"
    # all that is added, and not what single projects add, is what the target asks for
    whole = all(f.part == part and f.change_interval.below(room) for f in parts)
    # of one kind of institutions others may add too; one paragraph is about one of them
    told = part.is_whole or parts[0].paragraph == evidence[0].paragraph is not None
    return "short" if whole and told and len(evidence) == 1 and evidence[0].is_exact else ""


def _added(
    key: tuple[str, Part], parts: Sequence[Figure], level: Figure, room: Interval
) -> dict[str, Place]:
    return {
        "name": Term(*key),
        "parts": Sum(tuple(Pair(Term(key[0], f.part, only=True), f) for f in parts)),
        "sum": Amount(total_added(parts)),
        "level": level,
        "room": Amount(round(room.high)),
    }


def _alike(figure: Figure, total: Figure) -> bool:
    """Whether a figure without a known label is printed in the unit of a total."""
    same = figure.unit_text == total.unit_text and figure.role == total.role
    return same and figure.year == total.year and bool(figure.digits and float(total.digits))


def _priced(figure: Figure, total: Figure) -> Figure:
    """Give a figure without a known label its value, in the unit of the total beside it."""
    factor = total.number / float(total.digits)
    value = float(figure.digits) * factor
    width = half(value, figure.digits, factor)
    return replace(figure, value=value, half=width, unit=total.unit)


def _against_total(
    sheet: Sheet, total: Figure, parts: Sequence[Figure], options: Options
) -> Iterator[Draft | Doubt]:
    # in one list 12 beside 3.6 is 12.0: the zeros behind a point are left out
    finest = min(f.half for f in (total, *parts))
    total, *parts = (replace(f, half=finest) if f.is_exact else f for f in (total, *parts))
    added = Interval.total(f.interval for f in parts)
    # a part of a part, as the state's share of one project, is no part of the total
    nested = any(_without(parts, f).meets(total.interval) for f in parts)
    if len(parts) < options["least"] or nested or added.meets(total.interval):
        return
    number = sum(f.number for f in parts)
    places: dict[str, Place] = {
        "parts": Sum(tuple(Pair(_named(f), f) for f in parts)),
        "sum": Amount(number, total.unit),
        "whole": total,
        "gap": Amount(abs(number - total.number), total.unit),
    }
    evidence = (total, *parts)
    less = added.below(total.interval)
    near = number >= (1 - options["near"]) * total.number and len(parts) >= options["several"]
    if not less or (near and not sheet.document.partial):
        severity = MEDIUM if less else HIGH
        yield found(total, severity, evidence, places, sums(number, total))
    elif not sheet.document.partial:
        yield doubt(total, evidence, places)


def _without(parts: Sequence[Figure], one: Figure) -> Interval:
    return Interval.total(f.interval for f in parts if f is not one)


def _named(figure: Figure) -> Place:
    known = figure.indicator and figure.part
    return Term(figure.indicator, figure.part, only=True) if known else figure.label


def _aim(
    sheet: Sheet, code: str, part: Part, options: Options
) -> tuple[Interval, dict[str, Place], tuple[Figure, ...]] | None:
    """Give the number aimed at: as stated, else as a density of the people planned for."""
    aim = sheet.target(code, part)
    if aim is not None and not aim.change:
        return aim.interval, {"aim": aim}, (aim,)
    if part.words:
        return None
    for density, entry in sheet.lists.indicators.items():
        rate = sheet.target(density) if entry.counts == code else None
        people = rate and sheet.target(options["people"].get(rate.denominator, ""))
        if rate and people and people.year == rate.year:
            factor = float(sheet.lists.units[rate.unit].factor)
            number = _product(rate.interval, people.interval).scaled(factor)
            places: dict[str, Place] = {
                "rate": rate,
                "rate_name": Term(density),
                "people": people,
                "aim": Amount(round(rate.number * people.number * factor)),
            }
            return number, places, (rate, people)
    return None


def _product(one: Interval, other: Interval) -> Interval:
    return Interval(one.low * other.low, one.high * other.high)


RULES: Mapping[str, Logic] = {
    "projects_and_total": projects_and_total,
    "projects_and_target": projects_and_target,
}
