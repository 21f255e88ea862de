"""Resources beside each other: counts against densities, capacity against its staff."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from healthplans.audits.drafts import (
    HIGH,
    LOW,
    MEDIUM,
    Amount,
    Draft,
    Pair,
    Place,
    Term,
    found,
    terms,
)
from healthplans.audits.figures import Figure
from healthplans.audits.sheets import Logic, Options, Sheet
from healthplans.quantities import Interval
from healthplans.rows import Row

# level and target of one indicator
Both = tuple[Figure, Figure]


def order_of_densities(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find two counts whose densities stand in the opposite order."""
    rows = [r for r in sheet.implied(sheet.document.base) if not r["count_part"]]
    for one, other in combinations(rows, 2):
        (many, dense), (few, thin) = sorted(
            (sheet.counted(row) for row in (one, other)), key=lambda f: -f[0].number
        )
        fewer = few.printed.below(many.printed) and dense.unit == thin.unit
        if fewer and _share_people(sheet, dense, thin) and dense.printed.below(thin.printed):
            places: dict[str, Place] = {
                "count_name": Term(many.indicator),
                "count": many,
                "rate": dense,
                "other_name": Term(few.indicator),
                "other_count": few,
                "other_rate": thin,
            }
            evidence = (dense, many, thin, few)
            yield found(dense, HIGH, evidence, places, {"count": many.number})


def _share_people(sheet: Sheet, *rates: Figure) -> bool:
    """Whether rates can be per the same people: not per the residents and the farmers."""
    known = [{*sheet.lists.populations(sheet.people(rate))} for rate in rates]
    return bool(set.intersection(*known))


def capacity_outgrows_staff(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find a capacity that is to grow by a large factor while the staff for it is to fall."""
    for code, staff in options["staff"].items():
        present = [p for other in staff for p in _both(sheet, other)]
        for grown in _both(sheet, code):
            fallen = [p for p in present if _falls(*p)]
            factor = _factor(*grown)
            thinner = [
                p for p in present if _falls(*p) or _factor(*p) < options["ratio"] * factor
            ]
            if fallen and factor >= options["factor"]:
                yield _outgrown(grown, fallen)
            elif thinner and _rises(*grown):
                yield replace(_outgrown(grown, thinner), severity=LOW, message="thinner")


def capacity_outgrew_staff(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find a growth of capacity that its staff has not kept up with over the same years."""
    claims = [f for f in sheet.claims if f.change_unit == "percent" and not f.part]
    by_years = {(f.indicator, f.base_year, f.year): f for f in claims if f.base_year}
    for (code, *years), grown in by_years.items():
        staff = [by_years.get((one, *years)) for one in options["staff"].get(code, ())]
        # staff that grew by so much or more may have kept up
        known = [f for f in staff if f is not None and f.change_sign.side != "low"]
        behind = [(f, _grown(f) / _grown(grown)) for f in known]
        lost = [(f, ratio) for f, ratio in behind if ratio < options["ratio"]]
        if lost and grown.change_sign.side != "high":
            ratios = tuple(_per_bed(f, ratio) for f, ratio in lost)
            places: dict[str, Place] = {"claim": grown, "ratios": ratios}
            places["base_year"] = grown.base_year or 0
            evidence = (grown, *(f for f, _ in lost))
            yield found(grown, LOW, evidence, places, {"factor": _grown(grown)})


def part_outgrows_whole(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find a part that is to grow by more than the whole it belongs to."""
    for code, parts in options["members"].items():
        for level, target in _both(sheet, code) if _is_point(sheet, code) else ():
            whole = _step(level, target)
            for few, more in [p for part in parts for p in _both(sheet, part)]:
                factor = float(sheet.lists.factor(few.unit, level.unit) or 0)
                grown = _step(few, more).scaled(factor)
                if few.is_point and more.sign.side != "high" and whole.below(grown):
                    yield _overgrown((level, target), (few, more))


def density_without_count(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find densities of the base year whose count the plan states nowhere."""
    year = sheet.document.base
    paired = {row["indicator"] for row in sheet.implied(year)}
    stated = [sheet.at(code, year) for code in sheet.lists.counted]
    due = (f for f in stated if f and f.is_exact and f.number > 0 and f.role == "level")
    dense = [f for f in due if f.unit.startswith("per_1")]
    alone = [f for f in dense if f.indicator not in paired]
    if len(alone) >= options["least"]:
        names = terms(alone)
        places: dict[str, Place] = {"names": names, "count": len(alone), "all": len(dense)}
        computed = {"alone": len(alone), "densities": len(dense)}
        yield Draft(LOW, tuple(alone), {**places, "year": year}, computed, year=year)


def baseline_not_measurable(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Targets of the table whose level is a bound, approximate or absent."""
    targets = [(row, sheet.own(row["target_id"])) for row in sheet.measured.compared.values()]
    tabled = [(row, f) for row, f in targets if f is not None and f.origin == "table"]
    valued = [(row, f) for row, f in tabled if f.value is not None or f.change is not None]
    open_ = [f for row, f in valued if not _measurable(sheet, row, f)]
    binding = [f for f in open_ if f.obligation == "binding"]
    if binding or len(open_) >= options["least"]:
        places: dict[str, Place] = {
            "count": len(open_),
            "all": len(valued),
            "binding": len(binding),
            "names": tuple(dict.fromkeys(Term(f.indicator, f.part) for f in open_)),
        }
        computed = {"open": len(open_), "targets": len(valued), "binding": len(binding)}
        yield Draft(MEDIUM if binding else LOW, tuple(open_), places, computed)


def _both(sheet: Sheet, code: str) -> list[Both]:
    """Give level and target of the whole district, where both carry a value."""
    level, target = sheet.level(code), sheet.target(code)
    return [(level, target)] if level and target and level.number > 0 else []


def _factor(level: Figure, target: Figure) -> float:
    return target.number / level.number


def _falls(level: Figure, target: Figure) -> bool:
    return target.is_point and target.printed.below(level.interval)


def _grown(claim: Figure) -> float:
    return 1 + (claim.change or 0.0) / 100


def _per_bed(staff: Figure, ratio: float) -> Pair:
    """Name a kind of staff with its change for each bed, in percent."""
    return Pair(Term(staff.indicator), Amount(round(100 * (ratio - 1), 1)))


def _rises(level: Figure, target: Figure) -> bool:
    """Whether a target lies above its level beyond rounding: 6.9 is no more than 6.86."""
    return level.printed.below(target.printed)


def _step(level: Figure, target: Figure) -> Interval:
    """Give the step asked for; a target is a commitment, so its number is not rounded."""
    return Interval.printed(target.number).difference(level.interval)


def _is_point(sheet: Sheet, code: str) -> bool:
    return all(f is not None and f.is_point for f in (sheet.level(code), sheet.target(code)))


def _outgrown(grown: Both, staff: Sequence[Both]) -> Draft:
    level, target = grown
    factor = _factor(level, target)
    places: dict[str, Place] = {
        "level": level,
        "target": target,
        "factor": Amount(round(factor, 2)),
        "staff": terms(f for f, _ in staff),
        "ratios": tuple(_per_bed(few, _factor(few, more) / factor) for few, more in staff),
    }
    evidence = (level, target, *(f for pair in staff for f in pair))
    return found(target, MEDIUM, evidence, places, {"factor": factor})


def _overgrown(whole: Both, part: Both) -> Draft:
    (level, target), (few, more) = whole, part
    places: dict[str, Place] = {
        "part_name": Term(few.indicator),
        "few": few,
        "more": more,
        "level": level,
        "target": target,
    }
    computed = {"whole": target.number - level.number, "part": more.number - few.number}
    return found(target, LOW, (level, target, few, more), places, computed)


def _measurable(sheet: Sheet, row: Row, target: Figure) -> bool:
    """Whether the level is exact, or the very bound that is to be kept."""
    level = sheet.own(row["level_id"])
    if level is None or level.is_exact:
        return level is not None
    kept = level.value is not None and level.value == target.value
    return kept and level.sign is target.sign


RULES: Mapping[str, Logic] = {
    "order_of_densities": order_of_densities,
    "capacity_outgrows_staff": capacity_outgrows_staff,
    "capacity_outgrew_staff": capacity_outgrew_staff,
    "part_outgrows_whole": part_outgrows_whole,
    "density_without_count": density_without_count,
    "baseline_not_measurable": baseline_not_measurable,
}
