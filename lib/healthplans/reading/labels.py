"""What a printed label means: indicator, unit, denominator and the components it names.

The unit is the label's last bracket, or the unit column, or, where both are lost, the
codelist's. A density prints its scale and denominator as a prefix (每千常住人口…); the counter
after it (张, 人, 个) is then no unit of its own.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from healthplans.reading.printed import Printed
from healthplans.texts import fold, split_unit_bracket
from healthplans.vocabulary.codelists import Codelists
from healthplans.vocabulary.schema import Indicator

__all__ = ["LabelReader", "Meaning"]

_SCALES = {"千": "per_1000", "万": "per_10000", "十万": "per_100000"}
_PREFIX = re.compile(r"每?(?P<scale>十万|千|万)(?:名)?(?P<denominator>[一-龥]{0,4}?人口)")
# a multiplier or a rounding word before the unit belongs to the figure: 万人次, 余人
_MULTIPLIED = re.compile(r"^[万亿余多]+(?=.)")


class Problem(NamedTuple):
    """Why a label or a unit cannot be read: column, text found, what was expected."""

    column: str
    text: str
    expected: str


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a label and its unit say, or why they cannot be read (`problem`)."""

    indicator: Indicator | None
    unit: str = ""
    unit_text: str = ""
    denominator: str = ""
    problem: Problem | None = None

    @property
    def parts(self) -> int:
        """How many values a cell under this label holds."""
        return max(1, len(self.indicator.components)) if self.indicator else 1


class LabelReader:
    """Reads labels by the codelists; the same label is read once."""

    def __init__(self, lists: Codelists) -> None:
        self._lists = lists
        self._read = lru_cache(maxsize=65536)(self._read_label)

    def read(self, figure: Printed) -> Meaning:
        """Give the meaning of a printed figure's label, unit and claim."""
        return self._read(figure.label, figure.unit, figure.indicator, figure.claim)

    def _read_label(self, label: str, unit: str, code: str, claim: str) -> Meaning:
        name, bracket = self._split(label, code)
        known = self._indicator(code, claim) if code else self._lists.aliases.get(name, "")
        if known not in self._lists.indicators:
            return Meaning(None, problem=self._unknown_label(label, code))
        indicator = self._lists.indicators[known]
        texts = [text for text in (bracket, _MULTIPLIED.sub("", fold(unit))) if text]
        units = {self._lists.printed_units.get(text) for text in texts}
        if None in units or len(units) > 1:
            expected = "one unit of units.csv, the same in label and unit column"
            return Meaning(indicator, problem=Problem("unit", unit or bracket, expected))
        prefix = _PREFIX.search(name)
        standard = self._unit(next(iter(units), None), indicator, prefix)
        # the unit of a sentence's figure may be that of a change: 15个百分点 of a count
        standard = standard or (indicator.unit if code else None)
        if standard is None:
            expected = f"a unit that converts to {indicator.unit}"
            return Meaning(indicator, problem=Problem("unit", texts[0], expected))
        denominator = self._denominator(prefix) or indicator.denominator
        return Meaning(indicator, standard, unit or bracket, denominator)

    def _split(self, label: str, code: str) -> tuple[str, str]:
        """Part a table's label from its unit; a label of prose carries none."""
        folded = fold(label)
        whole = code or folded in self._lists.aliases
        return (folded, "") if whole else split_unit_bracket(folded)

    def _indicator(self, code: str, claim: str) -> str:
        """Give the code; for a share claimed of a count, that of the count with `_share`."""
        share = f"{code}_share"
        return share if claim == "share" and share in self._lists.indicators else code

    def _unit(
        self, printed: str | None, indicator: Indicator, prefix: re.Match[str] | None
    ) -> str | None:
        units = self._lists.units
        scale = _SCALES[prefix["scale"]] if prefix else indicator.unit
        density = units[indicator.unit].family == "proportion"
        if printed is None:
            return scale if density and indicator.unit.startswith("per_1") else indicator.unit
        if units[printed].family == "count" and density:
            return scale
        return printed if self._lists.factor(printed, indicator.unit) is not None else None

    def _denominator(self, prefix: re.Match[str] | None) -> str:
        return (
            self._lists.printed_denominators.get(prefix["denominator"], "") if prefix else ""
        )

    def _unknown_label(self, label: str, code: str) -> Problem:
        # rapidfuzz is imported here because only a failing load needs it
        from rapidfuzz import process

        if code:
            near = process.extract(code, list(self._lists.indicators), limit=3)
            expected = "a code of indicators.yaml"
        else:
            near = process.extract(fold(label), list(self._lists.aliases), limit=3)
            expected = "a label of the indicator codelist"
        nearest = ", ".join(match for match, *_ in near)
        column = "indicator" if code else "label"
        return Problem(column, code or label, f"{expected}; nearest: {nearest}")
