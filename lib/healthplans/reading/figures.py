"""Turn a printed figure into observations: one row a value, in the standard unit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from healthplans.parts import Part, joined
from healthplans.reading.labels import Meaning
from healthplans.reading.printed import Printed
from healthplans.reading.values import Reading
from healthplans.texts import fold
from healthplans.vocabulary.codelists import Codelists

__all__ = ["Observation", "observe"]

_CLAIM_UNITS = {"growth": "percent", "average_growth": "percent_per_year"}
_CHANGE_CLAIMS = (*_CLAIM_UNITS, "increase")
# a change printed in percent of an indicator that is itself in percent reads two ways,
# unless the verb says growth of the quantity
_AMBIGUOUS = "percent_or_points"
_GROWTH_VERBS = ("增长", "增加")


@dataclass(slots=True)
class Observation:
    """One row of the observations table; the fields are the table's columns."""

    observation_id: str
    document: str
    area: str
    area_name: str
    indicator: str
    part: str
    of: str
    end: str
    year: int | None
    role: str
    origin: str
    row: int
    locator: str
    source_id: str
    label_text: str
    unit_text: str
    value_text: str
    kind: str
    comparator: str = ""
    value: Decimal | None = None
    unit: str = ""
    denominator: str = ""
    change: Decimal | None = None
    change_unit: str = ""
    base_year: int | None = None
    obligation: str = ""
    confidence: str = ""


def observe(
    figure: Printed,
    meaning: Meaning,
    readings: Sequence[Reading],
    lists: Codelists,
    scope: Part,
) -> Iterator[Observation]:
    """Give the observations of one printed figure, their document and area still blank."""
    for reading, part in zip(readings, _parts(meaning, readings, scope), strict=True):
        agreed = (
            reading if figure.claim in _CHANGE_CLAIMS else _agreed(reading, meaning, lists)
        )
        yield _observation(figure, meaning, agreed, lists, part)


def _parts(meaning: Meaning, readings: Sequence[Reading], scope: Part) -> list[Part]:
    if meaning.indicator and len(readings) == len(meaning.indicator.components):
        return [Part(frozenset({name})) for name in meaning.indicator.components]
    return [scope._replace(end=reading.part) for reading in readings]


def _agreed(reading: Reading, meaning: Meaning, lists: Codelists) -> Reading:
    """Refuse a figure whose own unit is not the one its label prints."""
    own = lists.printed_units.get(fold(reading.unit_text))
    if not own or not meaning.unit or reading.kind == "relative":
        return reading
    counted = lists.units[own].family == "count" and meaning.unit.startswith("per_1")
    return reading if own == meaning.unit or counted else Reading("unread")


def _observation(
    figure: Printed, meaning: Meaning, reading: Reading, lists: Codelists, part: Part
) -> Observation:
    observation = _blank(figure, meaning, part)
    observation.kind = reading.kind
    observation.year = reading.year or figure.year
    if figure.claim in _CHANGE_CLAIMS:
        _claim(observation, figure, reading)
    elif reading.kind == "relative":
        _change(observation, figure, reading, meaning)
    elif reading.amount is not None:
        observation.comparator = reading.comparator
        observation.value = _standard(reading.amount, meaning, lists)
    return observation


def _standard(amount: Decimal, meaning: Meaning, lists: Codelists) -> Decimal | None:
    """Convert an amount to the indicator's unit; None where the label is in no codelist."""
    if meaning.indicator is None:
        return None
    factor = lists.factor(meaning.unit, meaning.indicator.unit)
    return None if factor is None else amount * factor


def _blank(figure: Printed, meaning: Meaning, part: Part) -> Observation:
    """Begin an observation with all that does not depend on how its value reads."""
    indicator = meaning.indicator
    return Observation(
        observation_id=_place(figure, part),
        document="",
        area="",
        area_name="",
        indicator=indicator.code if indicator else "",
        part=joined(part.words),
        of=joined(part.of),
        end=part.end,
        year=figure.year,
        role="",
        origin=figure.origin,
        row=figure.row,
        locator=figure.locator,
        source_id="",
        label_text=figure.label,
        unit_text=meaning.unit_text or figure.unit,
        value_text=figure.value,
        kind="",
        unit=indicator.unit if indicator else "",
        denominator=meaning.denominator,
    )


def _place(figure: Printed, part: Part) -> str:
    """Name a figure by its place; a part of it by its component or its end of a range."""
    own = str(part) if figure.origin == "table" else part.end
    return ".".join(filter(None, (figure.origin, figure.locator.replace(":", "c"), own)))


def _claim(observation: Observation, figure: Printed, reading: Reading) -> None:
    observation.kind = "relative" if reading.amount is not None else reading.kind
    observation.change = reading.amount
    observation.base_year = figure.base_year
    points = reading.unit_text.endswith("百分点")
    default = "percentage_points" if points else "percent"
    observation.change_unit = (
        observation.unit
        if figure.claim == "increase"
        else _CLAIM_UNITS[figure.claim].replace("percent", default)
    )


def _change(
    observation: Observation, figure: Printed, reading: Reading, meaning: Meaning
) -> None:
    observation.change = reading.amount
    observation.base_year = reading.base_year or figure.base_year
    observation.change_unit = _change_unit(reading, figure.value, meaning)


def _change_unit(reading: Reading, value: str, meaning: Meaning) -> str:
    if reading.amount is None:
        return "proportional"
    unit = "percentage_points" if reading.unit_text.endswith("百分点") else meaning.unit
    if reading.unit_text == "%":
        in_percent = meaning.unit == "percent" and not any(v in value for v in _GROWTH_VERBS)
        unit = _AMBIGUOUS if in_percent else "percent"
    return f"{unit}_per_year" if reading.yearly else unit
