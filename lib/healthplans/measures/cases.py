"""Make a case of printed figures: a target, its baseline, a later level."""

from collections.abc import Callable
from decimal import Decimal

from healthplans.measures.attainment import Aim
from healthplans.measures.judging import Case
from healthplans.measures.levels import figure_interval, half_of
from healthplans.quantities import Comparator
from healthplans.reading.relative import change_from
from healthplans.rows import Row
from healthplans.vocabulary.schema import Indicator

_WHOLE = 100  # percent


def doubted(actual: Row, entry: Indicator) -> str:
    """Give why a level is not to be judged by: it cannot be, or is far from what is known."""
    if actual["value"] < 0 or (actual["value"] > _WHOLE and entry.unit == "percent"):
        return "impossible"
    low, high = entry.range
    is_rate = entry.unit != "count"
    return "implausible" if is_rate and not low <= actual["value"] <= high else ""


def case_of(target: Row, base: Row | None, actual: Row, polarity: str) -> Case:
    """Make the case of a target, its baseline and a later level, from rows of `resolve`."""
    start = float(base["value"]) if base else None
    return Case(
        aim=aim_of(target, base),
        base=figure_interval(base) if base else None,
        actual=figure_interval(actual),
        base_year=int(base["year"]) if base else 0,
        year=int(actual["year"]),
        target_year=int(target["year"]),
        polarity=polarity,
        rising=_rising(start, float(target["value"])),
        same_print=_same_print(target, actual),
        same_start=base is not None and _same_print(target, base),
    )


def _rising(start: float | None, value: float) -> bool | None:
    return None if start is None or start == value else value > start


def _same_print(target: Row, actual: Row) -> bool:
    """Whether a level is the very number of a target, printed with no fewer digits."""
    aimed, reached = (Comparator.of(row["comparator"]) for row in (target, actual))
    loose = Comparator.ABOUT in (aimed, reached)
    inclusive = not (loose or aimed.strict or reached.is_bound)
    same = abs(actual["value"] - target["value"]) <= 1e-9 * max(1.0, abs(target["value"]))
    finer = half_of(actual) <= half_of(target) * (1 + 1e-9) or target["kind"] == "relative"
    return bool(inclusive and same and finer)


def aim_of(target: Row, base: Row | None) -> Aim:
    """Make the aim of a target, counted from a baseline where it is relative to that."""
    value, sign = float(target["value"]), Comparator.of(target["comparator"])
    width = 2 * half_of(target) if sign is Comparator.ABOUT else 0.0
    if target["end"]:  # a range is a floor and a ceiling
        return Aim(value, Comparator.of_end(target["end"]), width)
    if target["kind"] != "relative":
        return Aim(value, sign, width)
    sign = Comparator.of_change(target["change_comparator"], rising=target["change"] > 0)
    counts = base is not None and base["observation_id"] == target["base_id"]
    return Aim(
        value, sign, moved=_moved(target, int(base["year"])) if counts and base else None
    )


def _moved(target: Row, base_year: int) -> Callable[[float], float]:
    change, years = Decimal(str(target["change"])), int(target["year"]) - base_year

    def moved(base: float) -> float:
        found = change_from(Decimal(repr(base)), change, target["change_unit"], years)
        return float(target["value"] if found is None else found)

    return moved
