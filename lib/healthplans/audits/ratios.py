"""Ratios and other figures beside the counts, densities or rates that they are made of."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial, reduce
from itertools import product

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
    found,
)
from healthplans.audits.drafts import doubt as unsure
from healthplans.audits.figures import Figure
from healthplans.audits.sheets import Logic, Options, Sheet
from healthplans.parts import Part
from healthplans.quantities import Interval
from healthplans.texts import fold

# numerator and denominator
Both = tuple[Figure, Figure]
# the terms of a formula, and the formula
Way = tuple[tuple[Figure, ...], Options]


def ratio_and_parts(sheet: Sheet, options: Options) -> Iterator[Draft | Doubt]:
    """Find a figure that its own formula does not give from the other figures of its year."""
    for stated in sheet.shown.values():
        known = [
            (terms, formula)
            for formula in options["formulas"].get(stated.indicator, ())
            if not _of_other_age(stated, formula)
            if (terms := _terms(sheet, stated, formula))
        ]
        # counts decide, and the densities of one population say the same; but people who are
        # counted by residence or by registration give two readings, and either will do
        others = [one for one in known[1:] if "or" in one[1]]
        ways = [known[0], *others] if known else []
        ways += [w for way in ways for w in _of_years(sheet, stated, way, options)]
        if ways and not any(_agrees(sheet, f, *way) for f, way in _told(sheet, stated, ways)):
            yield _differs(sheet, stated, *known[0], options)


def _of_other_age(stated: Figure, formula: Options) -> bool:
    """Whether the label names an age that a formula is not of."""
    return any(age in fold(stated.label) for age in formula.get("unless", ()))


def part_of_density(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find a part of the staff whose density is too large a share of the whole's."""
    for (code, part, year), whole in sheet.shown.items():
        for few, limit in options["shares"].get(code, {}).items():
            # a commitment that is a bound is taken at its number
            member = sheet.at(few, year, part)
            if member is not None and whole.number > 0:
                yield from _too_large(sheet, member, whole, limit)


def nurses_below_physicians(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find fewer nurses than physicians; counts are looked at where densities are not."""
    for over, under in options["pairs"]:
        years = (sheet.document.base, sheet.document.last_year)
        stated = [(sheet.at(over, year), sheet.at(under, year)) for year in years]
        both = [(one, other) for one, other in stated if one and other and other.number > 0]
        below = [one for one, other in both if one.printed.below(other.printed)]
        if below:
            yield _fewer(below[0], both)
        if both:
            break


def _fewer(about: Figure, both: Sequence[Both]) -> Draft:
    ratios = {one.year: round(one.number / other.number, 2) for one, other in both}
    places: dict[str, Place] = {
        "under_name": Term(both[0][1].indicator),
        "ratios": tuple(Pair(year, Amount(r), joint="colon") for year, r in ratios.items()),
    }
    computed = {f"ratio_{year}": ratio for year, ratio in ratios.items()}
    return found(about, LOW, tuple(f for pair in both for f in pair), places, computed)


def _terms(sheet: Sheet, stated: Figure, formula: Options) -> tuple[Figure, ...]:
    """Give what a figure is made of in its year, each stated as one value; else nothing."""
    terms = [_term(sheet, code, stated) for code in _codes(formula)]
    return _complete(terms)


def _complete(terms: Sequence[Figure | None]) -> tuple[Figure, ...]:
    known = tuple(f for f in terms if f is not None and f.is_point)
    return known if len(known) == len(terms) and all(f.number > 0 for f in known[1:]) else ()


def _codes(formula: Options) -> tuple[str, ...]:
    return (*formula["of"], *formula.get("less", ()), *formula.get("by", ()))


def _of_years(sheet: Sheet, stated: Figure, way: Way, options: Options) -> Iterator[Way]:
    """Give the terms of several years together, of which a rate of few events is the mean."""
    # 累计 alone leaves unsaid of which years
    unsaid = Part(frozenset({options["unsaid"]}))
    for word in options["years"] if not stated.part else ():
        part, year = Part(frozenset({word})), stated.year
        terms = _complete(
            [sheet.at(c, year, part) or sheet.at(c, year, unsaid) for c in _codes(way[1])]
        )
        if terms:
            yield terms, way[1]


def _told(sheet: Sheet, stated: Figure, ways: Sequence[Way]) -> Iterator[tuple[Figure, Way]]:
    """Give a figure beside its terms in all that is said of them.

    That one of them is stated with two values is a finding of its own.
    """
    for terms, formula in ways:
        for figure, *others in product(*(_said_of(sheet, f) for f in (stated, *terms))):
            yield figure, (tuple(others), formula)


def _said_of(sheet: Sheet, stated: Figure) -> list[Figure]:
    key = (stated.indicator, stated.part, stated.year, stated.role)
    return [f for f in sheet.stated.get(key, [stated]) if f.is_point or f is stated]


def _term(sheet: Sheet, code: str, stated: Figure) -> Figure | None:
    """Give the figure of the same part, else of the whole, else of the one part stated."""
    parts = sheet.parts.get((code, stated.year), ())
    same = sheet.at(code, stated.year, stated.part) or sheet.at(code, stated.year)
    return same or (parts[0] if len(parts) == 1 else None)


def _agrees(sheet: Sheet, stated: Figure, terms: tuple[Figure, ...], formula: Options) -> bool:
    made = _value([_base(sheet, f) for f in terms], formula)
    scaled = made.scaled(formula.get("times", 1) / sheet.factor(stated))
    slack = formula.get("slack", 0)
    ends = (scaled.scaled(1 - slack), scaled.scaled(1 + slack))
    return stated.interval.meets(Interval.hull(ends))


def _differs(
    sheet: Sheet,
    stated: Figure,
    terms: tuple[Figure, ...],
    formula: Options,
    options: Options,
) -> Draft | Doubt:
    exact = [Interval.printed(f.number * sheet.factor(f)) for f in terms]
    made = _value(exact, formula).low * formula.get("times", 1) / sheet.factor(stated)
    places: dict[str, Place] = {
        "stated": stated,
        "formula": _written(terms, formula),
        "made": Amount(round(made, 2), "" if stated.unit == "ratio" else stated.unit),
    }
    evidence = (stated, *terms)
    # all of one part, such as the registered people, are one thing as the whole is
    parts = {f.part for f in (stated, *terms)}
    if stated.indicator in options["narrower"] or parts != {stated.part} or stated.part.of:
        return unsure(stated, evidence, places)
    far = abs(stated.number - made) > options["large"] * abs(made)
    computed = {"stated": stated.number, "made": made}
    draft = found(stated, HIGH if far else MEDIUM, evidence, places, computed)
    return replace(draft, cause=("formula", stated.id))


def _base(sheet: Sheet, figure: Figure) -> Interval:
    return figure.interval.scaled(sheet.factor(figure))


def _value(terms: Sequence[Interval], formula: Options) -> Interval:
    """Give the first terms less the others, or their product divided by the others."""
    first, rest = terms[: len(formula["of"])], terms[len(formula["of"]) :]
    if "by" in formula:
        return reduce(Interval.over, rest, reduce(Interval.times, first))
    return Interval.total(first).difference(Interval.total(rest))


def _written(terms: Sequence[Figure], formula: Options) -> Place:
    named: list[Place] = [Pair(Term(f.indicator, f.part), f) for f in terms]
    first, rest = named[: len(formula["of"])], named[len(formula["of"]) :]
    ways = ("times", "over") if "by" in formula else ("plus", "less")
    whole = reduce(partial(Pair, joint=ways[0]), first)
    return reduce(partial(Pair, joint=ways[1]), rest, whole)


def _too_large(sheet: Sheet, few: Figure, whole: Figure, limit: float) -> Iterator[Draft]:
    factor = float(sheet.lists.factor(few.unit, whole.unit) or 0)
    scaled = few.printed.scaled(factor)
    if factor and whole.printed.scaled(limit).below(scaled):
        share = 100 * few.number * factor / whole.number
        places: dict[str, Place] = {
            "few": few,
            "whole": whole,
            "whole_name": Term(whole.indicator, whole.part),
            "share": Amount(round(share, 1), "percent"),
            "limit": Amount(round(100 * limit), "percent"),
        }
        draft = found(few, MEDIUM, (few, whole), places, {"share": share})
        more = whole.printed.below(scaled)
        yield replace(draft, severity=HIGH, message="more") if more else draft


RULES: Mapping[str, Logic] = {
    "ratio_and_parts": ratio_and_parts,
    "part_of_density": part_of_density,
    "nurses_below_physicians": nurses_below_physicians,
}
