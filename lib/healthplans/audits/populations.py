"""The populations that a plan's own counts and rates imply.

A count divided by its rate is the population the rate was taken on: 1,925 beds at 2.37 per
1,000 are 812,236 people, and, with the printed rounding, between 810,500 and 814,000. Rates
of one year on one population must give intervals that meet. Where they do not, the fewest
groups of indicators that do agree among themselves are given.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from healthplans.audits.drafts import HIGH, LOW, MEDIUM, Amount, Doubt, Draft, Pair, Term, Word
from healthplans.audits.figures import Figure, Interval, apart, interval
from healthplans.audits.sheets import Sheet, grouped

__all__ = ["RULES", "Implied", "agreeing_groups", "implied_population"]

Options = Mapping[str, Any]


@dataclass(frozen=True)
class Implied:
    """The population implied by one count and one rate."""

    count: Figure
    rate: Figure
    best: float
    ends: Interval


def implied_populations(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Rates of one year that cannot have been taken on one population."""
    year = sheet.document.base_year
    pairs = implied_population(sheet, options, year)
    groups = agreeing_groups(pairs)
    if len(groups) > 1:
        centres = [median(p.best for p in group) for group in groups]
        ratio = max(centres) / min(centres)
        spread = ratio - 1
        places = {
            "groups": tuple(_group(group) for group in groups),
            "count": len(groups),
            "ratio": Amount(round(100 * spread, 1), "percent"),
            "year": year,
        }
        evidence = tuple(f for group in groups for p in group for f in (p.count, p.rate))
        severity = HIGH if spread > options["large"] else MEDIUM
        computed = {p.rate.indicator: round(p.best) for group in groups for p in group}
        yield Draft(severity, evidence, places, computed, year=year)


def planned_population(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Targets that, at face value, are for far more or fewer people than the levels are."""
    base_year, last = sheet.document.base_year, sheet.document.period[1]
    now = implied_population(sheet, options, base_year)
    for pair in implied_population(sheet, options, last):
        factors = [pair.best / p.best for p in now]
        if factors and all(
            not 1 / options["factor"] <= f <= options["factor"] for f in factors
        ):
            nearest = min(now, key=lambda p: abs(p.best - pair.best))
            change = 100 * (pair.best / nearest.best - 1)
            places = {
                "count": pair.count,
                "rate": pair.rate,
                "count_name": Term(pair.count.indicator),
                "planned": Amount(round(pair.best)),
                "present": Amount(round(nearest.best)),
                "present_name": Term(nearest.rate.indicator),
                "change": Amount(round(change, 1), "percent"),
                "year": last,
                "base_year": base_year,
            }
            evidence = (pair.count, pair.rate, nearest.count, nearest.rate)
            computed = {"planned": round(pair.best), "present": round(nearest.best)}
            code = pair.rate.indicator
            yield Draft(MEDIUM, evidence, places, computed, code, "", last)


def density_of_a_part(sheet: Sheet, options: Options) -> Iterator[Draft | Doubt]:
    """A density for the whole district that only a part of its counts reproduces."""
    year = sheet.document.base_year
    pairs = implied_population(sheet, options, year)
    if len(pairs) < options["witnesses"] or any(
        apart(p.ends, q.ends) for p in _densities(pairs) for q in _densities(pairs)
    ):
        return
    witnesses = _densities(pairs)
    for rate in _rates(sheet, year):
        code = sheet.about(rate).counts or ""
        parts = [sheet.shown[k] for k in sheet.shown if k[0] == code and k[2] == year and k[1]]
        counted = sheet.at(code, year) is not None
        found = [p for p in parts if p.is_exact and "." not in p.component]
        if counted or len(witnesses) < options["witnesses"] or len(found) != 1:
            continue
        implied = _implied(sheet, found[0], rate)
        if not any(apart(implied.ends, p.ends) for p in witnesses):
            yield _part_only(rate, implied, witnesses)


def denominators_within(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """One indicator printed per one population here and per another there."""
    densities = [f for f in sheet.figures if f.unit.startswith("per_1") and f.denominator]
    items, evidence = [], []
    for code, rows in grouped((f.indicator, f) for f in densities).items():
        found = {f.denominator: f for f in reversed(rows) if f.value is not None}
        if len(found) > 1:
            words = tuple(Word("denominator", name) for name in sorted(found))
            items.append(Pair(Term(code), words, joint="colon"))
            evidence += list(found.values())
    if items:
        places = {"items": tuple(items), "count": len(items)}
        yield Draft(LOW, tuple(evidence), places, {"indicators": len(items)})


def implied_population(sheet: Sheet, options: Options, year: int) -> list[Implied]:
    """Give the populations that counts and rates of the whole district imply in a year."""
    pairs = [
        (rate, sheet.at(sheet.about(rate).counts or "", year)) for rate in _rates(sheet, year)
    ]
    for rate_code, count_code in options["pairs"].items():
        rate = sheet.at(rate_code, year)
        pairs += [(rate, sheet.at(count_code, year))] if rate else []
    return [
        _implied(sheet, count, rate)
        for rate, count in pairs
        if count is not None and count.value and rate.value and _near(rate) and _near(count)
    ]


def agreeing_groups(pairs: Sequence[Implied]) -> list[list[Implied]]:
    """Part the pairs into the fewest groups whose intervals share a value.

    Going up by upper end and opening a group only when the next interval starts beyond the
    first one's end gives the fewest points that touch every interval (interval stabbing).
    """
    groups: list[list[Implied]] = []
    for pair in sorted(pairs, key=lambda p: p.ends[1]):
        if groups and not apart(groups[-1][0].ends, pair.ends):
            groups[-1].append(pair)
        else:
            groups.append([pair])
    return groups


def _near(figure: Figure) -> bool:
    """A bound is read at face value only for a target; a level stated as one says too little."""
    return figure.is_point or figure.role == "target"


def _rates(sheet: Sheet, year: int) -> list[Figure]:
    return [
        f
        for (code, component, when), f in sheet.shown.items()
        if when == year and not component and sheet.about(f).counts
    ]


def _densities(pairs: Sequence[Implied]) -> list[Implied]:
    return [p for p in pairs if p.rate.unit.startswith("per_")]


def _implied(sheet: Sheet, count: Figure, rate: Figure) -> Implied:
    unit = sheet.lists.units[rate.unit]
    factor = float(unit.factor) if unit.family == "proportion" else 1.0
    low = (count.number - count.half) / ((rate.number + rate.half) * factor)
    high = (count.number + count.half) / ((rate.number - rate.half) * factor)
    return Implied(count, rate, count.number / (rate.number * factor), (low, high))


def _group(group: Sequence[Implied]) -> tuple[Any, ...]:
    return tuple(Pair(Term(p.rate.indicator), Amount(round(p.best))) for p in group)


def _part_only(rate: Figure, implied: Implied, witnesses: Sequence[Implied]) -> Draft:
    part = implied.count
    people = median(p.best for p in witnesses)
    places = {
        "name": Term(rate.indicator),
        "rate": rate,
        "part": part,
        "part_name": Term(part.indicator, part.component),
        "implied": Amount(round(implied.best)),
        "people": Amount(round(people)),
        "others": tuple(Term(p.rate.indicator) for p in witnesses),
        "year": rate.year,
    }
    evidence = (rate, part, *(f for p in witnesses for f in (p.count, p.rate)))
    computed = {"implied": round(implied.best), "others": round(people)}
    return Draft(MEDIUM, evidence, places, computed, rate.indicator, "", rate.year)


RULES = {
    "implied_populations": implied_populations,
    "planned_population": planned_population,
    "density_of_a_part": density_of_a_part,
    "denominators_within": denominators_within,
}
