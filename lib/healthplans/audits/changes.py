"""Changes that are promised: how fast, from which base, and whether in figures at all."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any

from healthplans.audits.drafts import (
    HIGH,
    LOW,
    MEDIUM,
    Draft,
    Pair,
    Place,
    Term,
    difference,
    found,
)
from healthplans.audits.figures import Figure
from healthplans.audits.sheets import Logic, Options, Sheet
from healthplans.parts import Part
from healthplans.texts import fold

_AMBIGUOUS = "percent_or_points"
# a speed at its limit is not above it for a floating-point error
_DIGITS = 9
# a bound that is kept asks for no change, and nobody asks for a worsening
_ASKING = ("advance", "raise", "lower")
# years over which the limits of a factor are stated
_PERIOD = 5


def implausible_change(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find a change faster than any that districts usually show."""
    asked = {
        (target.indicator, target.part): [(level, target)]
        for level, target, row in sheet.pairs
        if row["stance"] in _ASKING
    }
    for code, part in sheet.names:
        # a street, and what is new, begins with next to nothing
        if not {sheet.lists.dimension(word) for word in part.words} <= {*options["classes"]}:
            continue
        pairs = [*pairwise(sheet.levels(code, part)), *asked.get((code, part), ())]
        for early, late in pairs:
            limit = options["own"].get(code) or options["limits"].get(early.unit)
            # what one decision sets up in every institution has no usual pace
            about = sheet.lists.indicators[code]
            # nor has that of which nothing is known: neither whose share nor what is better
            known = about.denominator or early.unit != "percent" or about.polarity != "none"
            judged = limit is not None and known and about.denominator not in options["set_up"]
            judged = judged and not _told_itself(sheet, early, late)
            if judged and late.year > early.year and early.is_point:
                yield from _too_fast(early, late, limit, options["large"])


def _told_itself(sheet: Sheet, early: Figure, late: Figure) -> bool:
    """Whether the plan says itself that a level changed by just that, as of no misprint."""
    same = (late.indicator, late.part, late.year)
    told = [f for f in sheet.claims if (f.indicator, f.part, f.year) == same]
    since = [f for f in told if f.base_year == early.year and f.role == late.role == "level"]
    steps = [f for f in since if f.change_unit in ("percentage_points", "count")]
    gap = late.interval.difference(early.interval)
    return any(f.change_interval.meets(gap) for f in steps)


def _too_fast(
    early: Figure, late: Figure, limit: Mapping[str, Any], large: float
) -> Iterator[Draft]:
    """Compare the speed of a change, as a factor or as a step a year, with its limit."""
    years, unit = late.year - early.year, ""
    if limit["kind"] == "factor":
        # what starts at zero has no factor
        speed = late.number / early.number if early.number > 0 else 0.0
        bound = limit["limit"] ** (years / _PERIOD)
        slowest, limit_at = late.number - _rounded(late), bound * (early.number + early.half)
    else:
        gap = abs(late.number - early.number)
        speed, bound, unit = gap / years, limit["limit"], early.unit
        slowest, limit_at = gap - early.half - _rounded(late), bound * years
    asked = late.number <= limit.get("asked", -math.inf)
    if speed and not asked and round(slowest - limit_at, _DIGITS) > 0:
        places: dict[str, Place] = {
            "speed": difference(round(speed, 2), unit),
            "limit": difference(round(bound, 2), unit),
            "years": years,
            "level": early,
            "target": late,
            "level_year": early.year,
        }
        grades = (MEDIUM, LOW) if late.role == "level" else (HIGH, MEDIUM)
        severity = grades[0] if speed > large * bound else grades[1]
        draft = found(late, severity, (early, late), places, {"speed": speed, "limit": bound})
        yield replace(draft, message=limit["kind"])


def _rounded(late: Figure) -> float:
    """Give the rounding of a level; a target is a commitment, so its number is not rounded."""
    return late.half if late.role == "level" else 0.0


def relative_without_base(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find changes to be made from a level that the plan does not state."""
    rows = [f for f in _changes(sheet) if f.value is None]
    # either reading of 5% needs a level; where one is stated, the reading alone is open
    open_ = [f for f in rows if f.change_unit != _AMBIGUOUS or not _any_level(sheet, f)]
    # what a project builds is so much more whatever there was
    yield from _listed([f for f in open_ if f.indicator not in options["built"]], "open")


def ambiguous_percent(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find changes of a percentage printed in percent: of the rate, or in points."""
    yield from _listed(
        [f for f in _changes(sheet) if f.change_unit == _AMBIGUOUS], "ambiguous"
    )


def relative_repeated(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find the same relative change for two years, which leaves the second without any."""
    seen: dict[tuple[str, Part], Figure] = {}
    for figure in _changes(sheet):
        key = (figure.indicator, figure.part)
        early = seen.setdefault(key, figure)
        yearly = figure.change_unit.endswith("per_year")
        same = early.change == figure.change and early.base_year == figure.base_year
        if early.year < figure.year and same and not yearly:
            places: dict[str, Place] = {"level": early, "level_year": early.year}
            computed = {"change": figure.change or 0.0}
            draft = found(figure, LOW, (early, figure), places, computed)
            based = {**draft.places, "base_year": figure.base_year or ""}
            known = replace(draft, places=based, message="same_base")
            yield known if _prints_base(figure, sheet.document.base) else draft


def target_repeated(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find targets that ask for progress, and for a later year for no more than that."""
    asking = {
        (t.indicator, t.part): t for _, t, row in sheet.pairs if row["stance"] in _ASKING
    }
    rows = []
    for key, early in asking.items():
        later = [f for f in sheet.targets(*key) if f.year > early.year]
        same = later and all((f.value, f.sign) == (early.value, early.sign) for f in later)
        if same and early.kind != "relative" and early.value not in options["ends"]:
            rows.append((early, later[-1]))
    if len(rows) >= options["least"]:
        items = tuple(Pair(Term(f.indicator, f.part), f) for f, _ in rows)
        year, later_year = rows[0][0].year, rows[0][1].year
        places: dict[str, Place] = {"items": items, "year": year, "later_year": later_year}
        evidence = tuple(f for pair in rows for f in pair)
        named = {**places, "count": len(items)}
        yield Draft(LOW, evidence, named, {"targets": len(items)}, year=later_year)


def _prints_base(figure: Figure, own: int) -> bool:
    """Whether a base is printed; a cell without one counts from its table's level column."""
    return figure.base_year is not None and (
        figure.origin == "text" or figure.base_year != own
    )


def unmeasurable(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find commitments in words that no later figure can be held against."""
    rows = [f for f in sheet.figures if f.role == "target" and f.kind == "qualitative"]
    rows = [f for f in rows if not (_is_kept(f, options) and _any_level(sheet, f))]
    rows += [f for f in sheet.figures if f.change_unit == "proportional"]
    yield from _listed(list(dict.fromkeys(rows)), "words")


def _is_kept(figure: Figure, options: Options) -> bool:
    """Whether a target asks for the very level, a figure where that is stated."""
    said = fold(figure.text)
    return said.endswith(tuple(options["kept"])) and not any(
        w in said for w in options["about"]
    )


def _any_level(sheet: Sheet, figure: Figure) -> bool:
    return bool(sheet.levels(figure.indicator, figure.part))


def _changes(sheet: Sheet) -> list[Figure]:
    """Relative targets; a number to be added needs no base to be counted."""
    return [
        f
        for f in sheet.figures
        if (f.kind, f.role) == ("relative", "target")
        and f.change is not None
        and f.change_unit != "count"
    ]


def _listed(rows: list[Figure], name: str) -> Iterator[Draft]:
    """One finding for all commitments of a plan that share one flaw; one for binding ones."""
    # a sentence that repeats a binding target is about the same commitment
    names = {(f.indicator, f.part) for f in rows if f.obligation == "binding"}
    binding = [f for f in rows if (f.indicator, f.part) in names]
    rest = [f for f in rows if f not in binding]
    for severity, message, group in ((MEDIUM, "binding", binding), (LOW, "default", rest)):
        if group:
            # 1个百分点 and 一个百分点 are one commitment
            first = {_promise(f): f for f in reversed(group)}
            unique = [f for f in group if first[_promise(f)] is f]
            quoted = tuple(Pair(Term(f.indicator, f.part), _quoted(f)) for f in unique)
            places: dict[str, Place] = {"items": quoted, "count": len(quoted)}
            only = group[0].indicator if len({f.indicator for f in group}) == 1 else ""
            draft = Draft(severity, tuple(group), places, {name: len(quoted)}, only)
            yield replace(draft, message=message)


def _promise(figure: Figure) -> tuple[object, ...]:
    said = fold(figure.text) if figure.change is None and figure.kind != "qualitative" else ""
    change = (figure.change, figure.change_unit, figure.comparator)
    return (figure.indicator, figure.part, said, *change)


def _quoted(figure: Figure) -> str:
    return f"“{fold(figure.text)}”"


RULES: Mapping[str, Logic] = {
    "implausible_change": implausible_change,
    "relative_without_base": relative_without_base,
    "ambiguous_percent": ambiguous_percent,
    "relative_repeated": relative_repeated,
    "target_repeated": target_repeated,
    "unmeasurable": unmeasurable,
}
