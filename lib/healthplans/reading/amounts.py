"""A reading under its label: the figure in the standard unit, and all that it leaves open.

This is the one place where what a value says (`Reading`) and what its label says (`Meaning`)
meet: multipliers, the unit repeated in the value, counts and densities, ratios, changes.
"""

import math
from dataclasses import dataclass, replace
from decimal import Decimal

from healthplans.quantities import Comparator, Interval
from healthplans.reading.meanings import Meaning
from healthplans.reading.readings import UNREAD, Reading
from healthplans.vocabulary.codelists import Codelists
from healthplans.vocabulary.units import DENSITIES

_ONE = Decimal(1)
_POINTS = "percentage_points"
# a change printed in percent of an indicator that is itself in percent reads two ways,
# unless the verb says growth of the quantity
_AMBIGUOUS = "percent_or_points"
_UNBOUNDED = Interval()


@dataclass(frozen=True, slots=True)
class Amount:
    """A printed figure under its label.

    Attributes
    ----------
    reading : Reading
        What the value says; `unread` where it contradicts its label.
    amount : Decimal or None
        The figure in the printed unit, all multipliers applied (3.4 亿元 -> 340000000).
    printed_unit : str
        The code of that unit.
    multiplier : Decimal
        The multiplier, of the value or of the unit column.
    factor : Decimal or None
        From the printed unit to the indicator's; None where either is not known.
    value : Decimal or None
        The figure in the indicator's standard unit.
    half : Decimal
        Half a unit of the last printed digit, in the standard unit.
    interval : Interval
        The true values that the print allows, in the standard unit.
    change : Decimal or None
        A signed change, in `change_unit`.
    change_unit : str
        A unit code, ``percent``, ``percentage_points`` or ``percent_or_points``, with
        ``_per_year`` where it is one of each year; ``proportional``; else blank.
    """

    reading: Reading
    amount: Decimal | None = None
    printed_unit: str = ""
    multiplier: Decimal = _ONE
    factor: Decimal | None = None
    value: Decimal | None = None
    half: Decimal = Decimal(0)
    interval: Interval = _UNBOUNDED
    change: Decimal | None = None
    change_unit: str = ""


def amount_of(reading: Reading, meaning: Meaning, lists: Codelists) -> Amount:
    """Give a reading under its label.

    A value that repeats a unit has to agree with its label; a count has no decimals; a ratio
    stands under a label of a ratio only. What contradicts is `unread`, never converted.
    """
    if reading.kind == "relative":
        return _change(reading, meaning, lists)
    against = meaning.ratio_order == "against"
    if (reading.sides and meaning.ratio_order) or (reading.ratio and against):
        reading = _turned(reading, against=against)
    if reading.amount is None:
        return Amount(reading)
    below = reading.amount < 0 and _never_negative(meaning)
    if below or not _agrees(reading, meaning, lists):
        return Amount(UNREAD)
    return _figure(reading, meaning, lists)


def _figure(reading: Reading, meaning: Meaning, lists: Codelists) -> Amount:
    times = _outer(reading, meaning)
    unit = meaning.unit or reading.unit
    amount = (reading.amount or Decimal(0)) * times
    if unit and _is_broken(amount, unit, meaning):
        return Amount(UNREAD)
    factor = _factor(unit, meaning, lists)
    partial = Amount(reading, amount, unit, reading.multiplier * times, factor)
    if factor is None:
        return partial
    value, half = amount * factor, reading.half * times * factor
    interval = Interval.printed(value, reading.comparator, half)
    return replace(partial, value=value, half=half, interval=interval)


def _outer(reading: Reading, meaning: Meaning) -> Decimal:
    """Give the multiplier of the unit column where the value does not print its own."""
    own = reading.unit or reading.multiplier != 1
    return _ONE if own else meaning.multiplier


def _agrees(reading: Reading, meaning: Meaning, lists: Codelists) -> bool:
    """Whether the value may stand under its label."""
    target = meaning.indicator.unit if meaning.indicator else ""
    if meaning.of_change or (
        reading.ratio and target and lists.units[target].family != "ratio"
    ):
        return False
    times = (reading.multiplier, meaning.multiplier)
    if not reading.unit and 1 not in times and times[0] != times[1]:
        # 1.2亿 in a column of 万张: once, or twice?
        return False
    if not reading.unit or not meaning.unit or reading.unit == meaning.unit:
        return True
    own, printed = lists.units[reading.unit], lists.units[meaning.unit]
    # the counter of a density is no unit of its own: 每千人口床位数 4.1张; 2例 of a rate is
    counter = (
        own.family == "count"
        and meaning.counter
        and meaning.unit in DENSITIES.values()
        and reading.multiplier == 1
    )
    same = own.family == printed.family and own.factor == printed.factor
    return counter or same


def _never_negative(meaning: Meaning) -> bool:
    """Whether a dash before a figure can be no minus: a density, or what begins at 0."""
    begins = meaning.indicator.range[0] if meaning.indicator else -math.inf
    return meaning.unit in DENSITIES.values() or begins >= 0


def _is_broken(amount: Decimal, unit: str, meaning: Meaning) -> bool:
    """Whether a number of things has decimals: 2.9 persons are a density, its unit lost.

    Visits of one person or to one doctor are a mean: 6.2人次.
    """
    counted = unit == "count" and not (meaning.indicator and meaning.indicator.unit == "times")
    return counted and amount != amount.to_integral_value()


def _factor(unit: str, meaning: Meaning, lists: Codelists) -> Decimal | None:
    if meaning.indicator is None or not unit:
        return None
    return lists.factor(unit, meaning.indicator.unit)


def _turned(reading: Reading, *, against: bool) -> Reading:
    """Read a ratio whose label says which way it is printed: 0.85:1 as 1 to 1/0.85."""
    exact = reading.kind == "exact" or reading.sides
    sides = reading.sides or (_ONE, reading.amount or Decimal(0))
    of, by = sides if against else reversed(sides)
    # a bound of the one is no bound of the other
    if not (by and exact):
        return UNREAD
    amount = of / by
    return Reading("exact", Comparator.EXACT.value, amount, ratio=True, remark=reading.remark)


def _change(reading: Reading, meaning: Meaning, lists: Codelists) -> Amount:
    if reading.amount is None:
        return Amount(reading, change_unit="proportional")
    times = _outer(reading, meaning)
    unit = _change_unit(reading, meaning, lists)
    if unit is None:
        return Amount(UNREAD)
    change = reading.amount * times
    yearly = f"{unit}_per_year" if reading.yearly and unit else unit
    shown = meaning.unit or reading.unit
    return Amount(
        reading,
        printed_unit=shown,
        multiplier=reading.multiplier * times,
        change=change,
        change_unit=yearly,
    )


def _change_unit(reading: Reading, meaning: Meaning, lists: Codelists) -> str | None:
    """Give the unit of a change; None where its own unit is not one of its label."""
    if reading.unit == _POINTS:
        return _POINTS
    if reading.unit == "percent":
        # what falls by 10.5% of so many per 100,000 has no percentage points
        own = meaning.indicator.unit if meaning.indicator else meaning.unit
        in_percent = meaning.unit == own == "percent" and not reading.growth
        return _AMBIGUOUS if in_percent else "percent"
    return meaning.unit or reading.unit if _agrees(reading, meaning, lists) else None
