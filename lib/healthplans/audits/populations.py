"""The populations that a plan's own counts and rates imply, where they contradict each other.

What they imply, and which pairs agree, is measured in `healthplans.measures.population`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

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
    terms,
)
from healthplans.audits.figures import Figure
from healthplans.audits.sheets import Logic, Options, Sheet, grouped
from healthplans.quantities import Interval
from healthplans.rows import Row


def implied_populations(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Rates of one year that cannot have been taken on one population."""
    year = sheet.document.base
    sets = populations_of(sheet, year)
    if not sets[1:]:
        return
    people = [row["population"] for row in sets]
    spread = max(people) / min(people) - 1
    of_code = {row["indicator"]: row for row in sheet.implied(year)}
    members = [[of_code[code] for code in row["indicators"].split(";")] for row in sets]
    places: dict[str, Place] = {
        "groups": tuple(_group(rows) for rows in members),
        "count": len(sets),
        "ratio": Amount(round(100 * spread, 1), "percent"),
        "year": year,
    }
    named = dict.fromkeys(row["indicator"] for rows in members for row in rows)
    evidence = tuple(f for code in named for f in sheet.counted(of_code[code]))
    severity = HIGH if spread > options["large"] else MEDIUM
    computed = {code: round(of_code[code]["population"]) for code in named}
    yield Draft(severity, evidence, places, computed, year=year)


def planned_population(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find targets that, at face value, are for far more or fewer people than planned."""
    last, base = sheet.document.last_year, sheet.document.base
    now = [row for row in sheet.implied(base) if not row["count_part"]]
    for row in (row for row in sheet.measured.planned if not row["count_part"]):
        due = row["year"] == last
        ahead = _people(sheet, row, row["year"], options)
        people = ahead or (_people(sheet, row, base, options) if due else [])
        if people:
            certain = ahead and (_all_points(sheet, row) or _falls_short(sheet, row, ahead))
            limit = options["printed" if certain else "factor"]
            yield from _beside_people(sheet, row, people, limit)
        elif due and now:
            yield from _beside_implied(sheet, row, now, options["factor"])


def density_of_a_part(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find a density for the whole district that only a part of its counts reproduces."""
    year = sheet.document.base
    pairs = {row["indicator"]: row for row in sheet.implied(year)}
    for known in populations_of(sheet, year):
        rows = [pairs[code] for code in known["indicators"].split(";")]
        narrowed = [row for row in rows if row["count_part"] not in options["everyone"]]
        parts = [row for row in narrowed if sheet.counted(row)[0].is_exact]
        witnesses = [row for row in rows if row not in parts and _per_head(sheet, row)]
        if known["main"] and len(witnesses) >= options["witnesses"]:
            yield from (_part_only(sheet, row, known, witnesses) for row in parts)


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


def denominators_mixed(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find targets of one plan that are densities per different populations."""
    last = [f for f in sheet.shown.values() if f.year == sheet.document.last_year]
    rows = [f for f in last if f.role == "target" and f.unit in options["units"]]
    people = grouped(
        (f.denominator, f) for f in rows if f.denominator in options["populations"]
    )
    if len(people) > 1:
        groups = tuple(
            Pair(Word("denominator", name), terms(group), joint="colon")
            for name, group in people.items()
        )
        evidence = tuple(f for group in people.values() for f in group)
        yield Draft(LOW, evidence, {"groups": groups}, {"populations": len(groups)})


def implied_births(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find counts and rates of one year's births that imply different births."""
    year = sheet.document.base
    pairs = [(sheet.at(count, year), sheet.at(rate, year)) for count, rate in options["pairs"]]
    known = [
        (c, r) for c, r in pairs if c and r and c.is_exact and r.is_exact and r.number > 0
    ]
    births = sorted(known, key=lambda pair: pair[0].number / pair[1].number)
    for (few, rate), (many, other) in [(births[0], births[-1])] if births[1:] else ():
        low, high = few.printed.over(rate.printed), many.printed.over(other.printed)
        ends = [100 * c.number / r.number for c, r in ((few, rate), (many, other))]
        if low.below(high) and ends[1] > ends[0] * options["factor"]:
            places: dict[str, Place] = {
                "few": Amount(round(ends[0])),
                "many": Amount(round(ends[1])),
                "few_name": Term(rate.indicator),
                "many_name": Term(other.indicator),
            }
            computed = {"few": ends[0], "many": ends[1]}
            yield found(rate, MEDIUM, (few, rate, many, other), places, computed)


def populations_of(sheet: Sheet, year: int) -> list[Row]:
    """Give the sets of pairs of a year that agree, most pairs first."""
    return [row for row in sheet.measured.populations if row["year"] == year]


def _per_head(sheet: Sheet, row: Row) -> bool:
    return sheet.named(row["density_id"]).unit.startswith("per_")


def _group(rows: Sequence[Row]) -> tuple[Place, ...]:
    return tuple(Pair(Term(r["indicator"]), Amount(round(r["population"]))) for r in rows)


def _people(sheet: Sheet, row: Row, year: int, options: Options) -> list[Figure]:
    """Give the populations printed for a year that a density can be per."""
    known = (sheet.at(code, year) for code in sheet.lists.populations(row["denominator"]))
    return [figure for figure in known if figure is not None and figure.is_point]


def _all_points(sheet: Sheet, row: Row) -> bool:
    return all(figure.is_point for figure in sheet.counted(row))


def _falls_short(sheet: Sheet, row: Row, people: Sequence[Figure]) -> bool:
    """Whether a count misses the least that a floor asks for all the people of that year."""
    count, rate = sheet.counted(row)
    fewer = all(row["population"] < f.number for f in people)
    return count.is_point and rate.sign.side == "low" and fewer


def _beside_people(
    sheet: Sheet, row: Row, people: Sequence[Figure], limit: float
) -> Iterator[Draft]:
    planned = Interval(row["low"], row["high"])
    far = [f for f in people if _far(row["population"] / f.number, limit)]
    if [f for f in far if f.interval.apart(planned)] == people:
        nearest = min(people, key=lambda f: abs(f.number - row["population"]))
        places: dict[str, Place] = {
            "people": nearest,
            "people_name": Term(nearest.indicator),
            "people_year": nearest.year,
        }
        draft = _planned(sheet, row, nearest.number, (nearest,), places)
        yield replace(draft, message="printed")


def _beside_implied(
    sheet: Sheet, row: Row, now: Sequence[Row], limit: float
) -> Iterator[Draft]:
    if all(_far(row["population"] / one["population"], limit) for one in now):
        nearest = min(now, key=lambda one: abs(one["population"] - row["population"]))
        count, rate = sheet.counted(nearest)
        places: dict[str, Place] = {
            "present": Amount(round(nearest["population"])),
            "present_name": Term(rate.indicator),
            "base_year": rate.year,
        }
        yield _planned(sheet, row, nearest["population"], (count, rate), places)


def _far(factor: float, limit: float) -> bool:
    return not 1 / limit <= factor <= limit


def _planned(
    sheet: Sheet,
    row: Row,
    present: float,
    known: Sequence[Figure],
    beside: Mapping[str, Place],
) -> Draft:
    count, rate = sheet.counted(row)
    planned = row["population"]
    places: dict[str, Place] = {
        "count": count,
        "rate": rate,
        "count_name": Term(count.indicator),
        "planned": Amount(round(planned)),
        "change": Amount(round(100 * (planned / present - 1), 1), "percent"),
        **beside,
    }
    computed = {"planned": round(planned), "present": round(present)}
    return found(rate, MEDIUM, (count, rate, *known), places, computed)


def _part_only(sheet: Sheet, row: Row, known: Row, witnesses: Sequence[Row]) -> Draft:
    part, rate = sheet.counted(row)
    people = known["population"]
    places: dict[str, Place] = {
        "rate": rate,
        "part": part,
        "part_name": Term(part.indicator, part.part),
        "implied": Amount(round(row["population"])),
        "people": Amount(round(people)),
        "others": tuple(Term(other["indicator"]) for other in witnesses),
    }
    evidence = (rate, part, *(f for other in witnesses for f in sheet.counted(other)))
    computed = {"implied": round(row["population"]), "others": round(people)}
    return found(rate, MEDIUM, evidence, places, computed)


RULES: Mapping[str, Logic] = {
    "implied_populations": implied_populations,
    "planned_population": planned_population,
    "density_of_a_part": density_of_a_part,
    "denominators_within": denominators_within,
    "implied_births": implied_births,
    "denominators_mixed": denominators_mixed,
}
