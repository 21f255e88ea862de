"""Resolve changes against the level that they count from, where that is known.

The base is a level of the same area, indicator and part: that of the same document before one
of another, the table's before the prose's, of other documents the one relied on most. Its year
is the one printed; a cell of a table that prints none counts from the table's own level
column; a sentence that prints none has no known base.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from healthplans.quantities import Comparator, Interval
from healthplans.reading.about import CONFIDENCES
from healthplans.reading.figures import Observation, with_interval

Key = tuple[str, str, str, str, int]
_YEARLY = "_per_year"


def resolve_relative(
    observations: Sequence[Observation], base_years: Mapping[str, int]
) -> None:
    """Record the base of every change, and the value of relative targets, in place.

    `base_years` gives the base year of each document. An ambiguous change (提高5%) has a base
    and no value.
    """
    bases = _bases(observations)
    for one in observations:
        if one.kind != "relative" or one.change is None:
            continue
        if one.base_year is None and one.origin == "table" and one.role == "target":
            one.base_year = base_years[one.document]
        base = _base(one, bases)
        if base is not None:
            one.base_id = base.observation_id
            if one.role == "target":
                _resolve(one, base)


def change_from(base: Decimal, change: Decimal, unit: str, years: int) -> Decimal | None:
    """Apply a change to its base; None where the unit of the change does not say how.

    >>> change_from(Decimal("0.32"), Decimal(30), "percent", 5)
    Decimal('0.416')
    >>> change_from(Decimal("53.6"), Decimal(-1), "percentage_points_per_year", 5)
    Decimal('48.6')
    """
    name = unit.removesuffix(_YEARLY)
    times = years if name != unit else 1
    if name == "percent":
        return base * (1 + change / 100) ** times
    return None if name in ("percent_or_points", "proportional", "") else base + change * times


def _bases(observations: Iterable[Observation]) -> Mapping[Key, Observation]:
    """Give levels by document, and by area; the one to count from stands last and stays."""
    levels = [
        one
        for one in observations
        if one.role == "level"
        and one.value is not None
        and not Comparator.of(one.comparator).is_bound
    ]
    trusted = sorted(
        levels, key=lambda o: (-CONFIDENCES.index(o.confidence), o.origin == "table")
    )
    by_area = {_key(one, one.area, one.year): one for one in trusted}
    by_document = sorted(levels, key=lambda one: one.origin == "table")
    return by_area | {_key(one, one.document, one.year): one for one in by_document}


def _key(one: Observation, place: str, year: int | None) -> Key:
    return place, one.indicator, one.part, one.of, year or 0


def _base(one: Observation, bases: Mapping[Key, Observation]) -> Observation | None:
    if one.base_year is None:
        return None
    own = bases.get(_key(one, one.document, one.base_year))
    return own or bases.get(_key(one, one.area, one.base_year))


def _resolve(one: Observation, base: Observation) -> None:
    """Give a relative target its value, and the interval that base and change leave open."""
    years = (one.year or 0) - (base.year or 0)
    change, unit = one.change or Decimal(0), one.change_unit
    value = change_from(base.value or Decimal(0), change, unit, years)
    if value is None:
        return
    one.value = value
    moved = [_moved(end, change, unit, years) for end in (base.low, base.high)]
    low, high = (-math.inf if moved[0] is None else moved[0], moved[1] or math.inf)
    side = Comparator.of_change(one.change_comparator, rising=change > 0).side
    with_interval(
        one,
        Interval(
            -math.inf if side == "high" else max(low, 0.0),
            math.inf if side == "low" else high,
            base.low_open,
            base.high_open,
        ),
    )


def _moved(end: float | None, change: Decimal, unit: str, years: int) -> float | None:
    moved = None if end is None else change_from(Decimal(str(end)), change, unit, years)
    return None if moved is None else float(moved)
