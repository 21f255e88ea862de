"""Turn a printed figure into observations: one row a value, in the standard unit.

What label and value say together is worked out in `amounts`; here it is recorded, so that no
later room has to open a printed text again.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from healthplans.parts import Part
from healthplans.quantities import Interval
from healthplans.reading.amounts import Amount
from healthplans.reading.meanings import Meaning
from healthplans.reading.printed import Printed
from healthplans.reading.readings import Reading

_CLAIM_UNITS = {"growth": "percent", "average_growth": "percent_per_year"}
CHANGE_CLAIMS = (*_CLAIM_UNITS, "increase", "decrease")
_JOINT = ";"


# not frozen: a figure's document, role and base are known only later
@dataclass(slots=True)
class Observation:
    """One row of the observations table; the fields are the table's columns."""

    observation_id: str = ""
    document: str = ""
    area: str = ""
    area_name: str = ""
    indicator: str = ""
    part: str = ""
    of: str = ""
    end: str = ""
    year: int | None = None
    role: str = ""
    origin: str = ""
    row: int = 0
    locator: str = ""
    source_id: str = ""
    label_text: str = ""
    unit_text: str = ""
    value_text: str = ""
    kind: str = ""
    comparator: str = ""
    value: Decimal | None = None
    unit: str = ""
    denominator: str = ""
    printed_unit: str = ""
    factor: Decimal | None = None
    low: float | None = None
    high: float | None = None
    low_open: bool = False
    high_open: bool = False
    change: Decimal | None = None
    change_unit: str = ""
    change_comparator: str = ""
    direction: str = ""
    base_year: int | None = None
    base_id: str = ""
    obligation: str = ""
    remark: str = ""
    confidence: str = ""
    digits: str = ""


def observe(
    figure: Printed, meaning: Meaning, amounts: Sequence[Amount], scope: Part
) -> Iterator[Observation]:
    """Give the observations of one printed figure, their document and area still blank."""
    for amount, part in zip(amounts, _parts(meaning, amounts, scope), strict=True):
        observation = _blank(figure, meaning, part)
        if figure.claim in CHANGE_CLAIMS:
            _claim(observation, figure, amount.reading)
        else:
            _record(observation, figure, amount)
        yield observation


def _parts(meaning: Meaning, amounts: Sequence[Amount], scope: Part) -> list[Part]:
    if meaning.indicator and len(amounts) == len(meaning.indicator.components):
        return [Part(frozenset({name})) for name in meaning.indicator.components]
    ends = [amount.reading.part for amount in amounts]
    return [scope if end == scope.end else scope._replace(end=end) for end in ends]


def _blank(figure: Printed, meaning: Meaning, part: Part) -> Observation:
    """Begin an observation with all that does not depend on how its value reads."""
    indicator = meaning.indicator
    return Observation(
        observation_id=_place(figure, part),
        indicator=indicator.code if indicator else "",
        part=part.part,
        of=part.base,
        end=part.end,
        year=figure.year,
        origin=figure.origin,
        row=figure.row,
        locator=figure.locator,
        label_text=figure.label,
        unit_text=meaning.unit_text or figure.unit,
        value_text=figure.value,
        unit=indicator.unit if indicator else "",
        denominator=meaning.denominator,
        printed_unit=meaning.unit,
        remark=meaning.remark,
    )


def _place(figure: Printed, part: Part) -> str:
    """Name a figure by its place; a part of it by its component or its end of a range."""
    own = str(part) if figure.origin == "table" else part.end
    return ".".join(filter(None, (figure.origin, figure.locator.replace(":", "c"), own)))


def _record(observation: Observation, figure: Printed, amount: Amount) -> None:
    """Write down what value and label say together."""
    reading = amount.reading
    observation.kind = reading.kind
    observation.year = reading.year or figure.year
    observation.comparator = reading.comparator
    observation.value = amount.value
    observation.change = amount.change
    observation.change_unit = amount.change_unit
    if reading.kind == "relative":
        # the unit of a change is `change_unit`
        observation.base_year = reading.base_year or figure.base_year
    else:
        observation.printed_unit = amount.printed_unit or observation.printed_unit
        observation.factor = amount.factor
    _qualify(observation, reading)
    if amount.value is not None:
        with_interval(observation, amount.interval)


def _qualify(observation: Observation, reading: Reading) -> None:
    observation.digits = reading.digits
    observation.change_comparator = reading.change_comparator
    observation.direction = reading.direction
    if reading.remark:
        observation.remark = _JOINT.join(filter(None, (observation.remark, reading.remark)))


def with_interval(observation: Observation, interval: Interval) -> None:
    """Record the true values that the print allows; an end that is not bounded is blank."""
    observation.low = interval.low if math.isfinite(interval.low) else None
    observation.high = interval.high if math.isfinite(interval.high) else None
    observation.low_open, observation.high_open = interval.low_open, interval.high_open


def _claim(observation: Observation, figure: Printed, reading: Reading) -> None:
    """Write down a statement of growth: a change, not a figure of the indicator."""
    _qualify(observation, reading)
    observation.kind = "relative" if reading.amount is not None else reading.kind
    observation.change = _change(reading.amount, figure.claim)
    observation.change_comparator = reading.change_comparator or reading.comparator
    observation.base_year = figure.base_year
    observation.change_unit = _unit_of_claim(observation.unit, figure.claim, reading.unit)


def _change(amount: Decimal | None, claim: str) -> Decimal | None:
    """Give a stated change; what a decrease prints without a sign is so much less."""
    return -abs(amount) if amount is not None and claim == "decrease" else amount


def _unit_of_claim(unit: str, claim: str, printed: str) -> str:
    """Give the unit of a stated change: percent, points, or what it is printed in."""
    points = printed == "percentage_points"
    if claim not in _CLAIM_UNITS:
        return printed if points else unit
    # a rate per 1,000 that falls by 2.6‰ has not fallen by 2.6 percent
    own = printed == unit and unit != "percent"
    return (
        unit
        if own
        else _CLAIM_UNITS[claim].replace("percent", printed if points else "percent")
    )
