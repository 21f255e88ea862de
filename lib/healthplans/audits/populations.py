"""The populations that a plan's own counts and rates imply.

A count divided by its rate is the population the rate was taken on: 1,925 beds at 2.37 per
1,000 are 812,236 people, and, with the printed rounding, between 810,500 and 814,000. Rates
of one year on one population must give intervals that meet. Where they do not, the fewest
groups of indicators that do agree among themselves are given.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from healthplans.audits.drafts import (
    HIGH,
    LOW,
    MEDIUM,
    Amount,
    Draft,
    Pair,
    Place,
    Term,
    Word,
    found,
)
from healthplans.audits.figures import Figure
from healthplans.audits.sheets import Logic, Options, Sheet, grouped
from healthplans.quantities import Interval

__all__ = ["RULES", "Implied", "agreeing_groups", "implied_population"]


@dataclass(frozen=True)
class Implied:
    """The population implied by one count and one rate."""

    count: Figure
    rate: Figure
    best: float
    ends: Interval


def implied_populations(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Rates of one year that cannot have been taken on one population."""
    year = sheet.document.base
    pairs = implied_population(sheet, options, year)
    groups = agreeing_groups(pairs)
    if len(groups) > 1:
        centres = [median(p.best for p in group) for group in groups]
        ratio = max(centres) / min(centres)
        spread = ratio - 1
        places: dict[str, Place] = {
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
    """Find targets that, at face value, are for far more or fewer people than the levels."""
    now = implied_population(sheet, options, sheet.document.base)
    for pair in implied_population(sheet, options, sheet.document.last_year):
        factors = [pair.best / p.best for p in now]
        limit = options["factor"]
        if factors and all(not 1 / limit <= factor <= limit for factor in factors):
            yield _planned(pair, min(now, key=lambda p: abs(p.best - pair.best)))


def density_of_a_part(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find a density for the whole district that only a part of its counts reproduces."""
    year = sheet.document.base
    pairs = implied_population(sheet, options, year)
    witnesses = [p for p in pairs if p.rate.unit.startswith("per_")]
    if len(witnesses) < options["witnesses"] or len(agreeing_groups(witnesses)) > 1:
        return
    for rate in _rates(sheet, year):
        part = _only_part(sheet, sheet.about(rate).counts or "", year)
        implied = _implied(sheet, part, rate) if part is not None else None
        if implied and all(implied.ends.meets(p.ends) for p in witnesses):
            yield _part_only(rate, implied, witnesses)


def _only_part(sheet: Sheet, code: str, year: int) -> Figure | None:
    """Give the one count of a part, where the count of the whole is not stated."""
    rows = [f for (c, _, y), f in sheet.shown.items() if (c, y) == (code, year)]
    parts = [f for f in rows if f.part and f.is_exact and not f.part.end]
    return parts[0] if len(rows) == len(parts) == 1 else None


def _planned(pair: Implied, nearest: Implied) -> Draft:
    change = 100 * (pair.best / nearest.best - 1)
    places: dict[str, Place] = {
        "count": pair.count,
        "rate": pair.rate,
        "count_name": Term(pair.count.indicator),
        "planned": Amount(round(pair.best)),
        "present": Amount(round(nearest.best)),
        "present_name": Term(nearest.rate.indicator),
        "change": Amount(round(change, 1), "percent"),
        "base_year": nearest.rate.year,
    }
    evidence = (pair.count, pair.rate, nearest.count, nearest.rate)
    computed = {"planned": round(pair.best), "present": round(nearest.best)}
    return found(pair.rate, MEDIUM, evidence, places, computed)


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
        places: dict[str, Place] = {"items": tuple(items), "count": len(items)}
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
    for pair in sorted(pairs, key=lambda p: p.ends.high):
        if groups and groups[-1][0].ends.meets(pair.ends):
            groups[-1].append(pair)
        else:
            groups.append([pair])
    return groups


def _near(figure: Figure) -> bool:
    """Say whether to read it as a point: a bound only where it is a target."""
    return figure.is_point or figure.role == "target"


def _rates(sheet: Sheet, year: int) -> list[Figure]:
    return [
        f
        for (code, part, when), f in sheet.shown.items()
        if when == year and not part and sheet.about(f).counts
    ]


def _implied(sheet: Sheet, count: Figure, rate: Figure) -> Implied:
    unit = sheet.lists.units[rate.unit]
    factor = float(unit.factor) if unit.family == "proportion" else 1.0
    ends = count.printed.over(rate.printed.scaled(factor))
    return Implied(count, rate, count.number / (rate.number * factor), ends)


def _group(group: Sequence[Implied]) -> tuple[Place, ...]:
    return tuple(Pair(Term(p.rate.indicator), Amount(round(p.best))) for p in group)


def _part_only(rate: Figure, implied: Implied, witnesses: Sequence[Implied]) -> Draft:
    part = implied.count
    people = median(p.best for p in witnesses)
    places: dict[str, Place] = {
        "rate": rate,
        "part": part,
        "part_name": Term(part.indicator, part.part),
        "implied": Amount(round(implied.best)),
        "people": Amount(round(people)),
        "others": tuple(Term(p.rate.indicator) for p in witnesses),
    }
    evidence = (rate, part, *(f for p in witnesses for f in (p.count, p.rate)))
    computed = {"implied": round(implied.best), "others": round(people)}
    return found(rate, MEDIUM, evidence, places, computed)


RULES: Mapping[str, Logic] = {
    "implied_populations": implied_populations,
    "planned_population": planned_population,
    "density_of_a_part": density_of_a_part,
    "denominators_within": denominators_within,
}
