"""Resources beside each other: counts against densities, capacity against its staff."""

from collections.abc import Iterator, Mapping
from itertools import combinations

from healthplans.audits.drafts import (
    HIGH,
    LOW,
    MEDIUM,
    Amount,
    Draft,
    Place,
    Term,
    found,
)
from healthplans.audits.figures import Figure
from healthplans.audits.sheets import Logic, Options, Sheet
from healthplans.rows import Row

__all__ = ["RULES"]


def order_of_densities(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find two counts whose densities stand in the opposite order."""
    year = sheet.document.base
    rows = [r for r in sheet.measured.pairs if r["year"] == year and not r["count_part"]]
    for one, other in combinations(rows, 2):
        (many, dense), (few, thin) = sorted(
            (_figures(sheet, row) for row in (one, other)), key=lambda f: -f[0].number
        )
        fewer = few.printed.below(many.printed) and dense.unit == thin.unit
        if fewer and dense.printed.below(thin.printed):
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


def capacity_outgrows_staff(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find a capacity that is to grow by a large factor while the staff for it is to fall."""
    for code, staff in options["staff"].items():
        grown = [p for p in _both(sheet, code) if _factor(*p) >= options["factor"]]
        fallen = [p for other in staff for p in _both(sheet, other) if _falls(*p)]
        for level, target in grown[:1]:
            if fallen:
                places: dict[str, Place] = {
                    "level": level,
                    "target": target,
                    "factor": Amount(round(_factor(level, target), 2)),
                    "staff": tuple(Term(f.indicator) for f, _ in fallen),
                }
                evidence = (level, target, *(f for pair in fallen for f in pair))
                computed = {"factor": _factor(level, target)}
                yield found(target, MEDIUM, evidence, places, computed)


def baseline_not_measurable(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Targets of the table whose level is a bound, approximate or absent."""
    targets = [(row, sheet.own(row["target_id"])) for row in sheet.measured.compared.values()]
    tabled = [(row, f) for row, f in targets if f is not None and f.origin == "table"]
    valued = [(row, f) for row, f in tabled if f.value is not None]
    open_ = [f for row, f in valued if not _exact_level(sheet, row)]
    if len(open_) >= options["least"]:
        binding = [f for f in open_ if f.obligation == "binding"]
        places: dict[str, Place] = {
            "count": len(open_),
            "all": len(valued),
            "binding": len(binding),
            "names": tuple(dict.fromkeys(Term(f.indicator, f.part) for f in open_)),
        }
        computed = {"open": len(open_), "targets": len(valued), "binding": len(binding)}
        yield Draft(LOW, tuple(open_), places, computed)


def _figures(sheet: Sheet, row: Row) -> tuple[Figure, Figure]:
    return sheet.named(row["count_id"]), sheet.named(row["density_id"])


def _both(sheet: Sheet, code: str) -> list[tuple[Figure, Figure]]:
    """Give level and target of the whole district, where both carry a value."""
    level, target = sheet.level(code), sheet.target(code)
    return [(level, target)] if level and target and level.number > 0 else []


def _factor(level: Figure, target: Figure) -> float:
    return target.number / level.number


def _falls(level: Figure, target: Figure) -> bool:
    return target.is_point and target.printed.below(level.interval)


def _exact_level(sheet: Sheet, row: Row) -> bool:
    level = sheet.own(row["level_id"])
    return level is not None and level.is_exact


RULES: Mapping[str, Logic] = {
    "order_of_densities": order_of_densities,
    "capacity_outgrows_staff": capacity_outgrows_staff,
    "baseline_not_measurable": baseline_not_measurable,
}
