"""Resolve relative targets against the plan's own level, where the base is known."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from healthplans.reading.figures import Observation

__all__ = ["change_from", "resolve_relative"]

Key = tuple[str, str, str, int]


def resolve_relative(observations: Sequence[Observation], base_year: int) -> None:
    """Give relative targets their value, in place, where the plan states the base.

    The base is the level of the base year: the table's before the prose's. A cell of a table
    that prints no base year counts from the table's level column, `base_year`; a sentence that
    prints none has no known base. An ambiguous change (提高5%) is never resolved.
    """
    bases = _bases(observations)
    for observation in observations:
        if observation.kind != "relative" or observation.role != "target":
            continue
        if observation.base_year is None and observation.origin == "table":
            observation.base_year = base_year if observation.change is not None else None
        key = (
            observation.indicator,
            observation.part,
            observation.of,
            observation.base_year or 0,
        )
        base = bases.get(key)
        if base is not None and observation.change is not None:
            years = (observation.year or key[-1]) - key[-1]
            observation.value = change_from(
                base, observation.change, observation.change_unit, years
            )


def change_from(base: Decimal, change: Decimal, unit: str, years: int) -> Decimal | None:
    """Apply a change to its base; None where the unit of the change does not say how.

    >>> change_from(Decimal("0.32"), Decimal(30), "percent", 5)
    Decimal('0.416')
    >>> change_from(Decimal("53.6"), Decimal(-1), "percentage_points_per_year", 5)
    Decimal('48.6')
    """
    name = unit.removesuffix("_per_year")
    times = years if name != unit else 1
    if name == "percent":
        return base * (1 + change / 100) ** times
    return None if name in ("percent_or_points", "proportional", "") else base + change * times


def _bases(observations: Iterable[Observation]) -> dict[Key, Decimal]:
    levels = [
        o
        for o in observations
        if o.role == "level" and o.value is not None and o.comparator in ("=", "~")
    ]
    ordered = sorted(levels, key=lambda o: o.origin == "table")
    return {
        (o.indicator, o.part, o.of, o.year or 0): o.value
        for o in ordered
        if o.value is not None
    }
