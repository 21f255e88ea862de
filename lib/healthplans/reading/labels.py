"""What a printed label means: indicator, unit, denominator and the components it names.

The unit is the label's last bracket, or the unit column, or, where both are lost, the
codelist's. A density prints its scale and denominator as a prefix (每千常住人口…); the counter
after it (张, 人, 个) is then no unit of its own. A count is never a density: without a scale
in label or unit, persons are a number of persons.
"""

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from healthplans.reading.printed import Printed
from healthplans.reading.scales import Scale, Scales
from healthplans.texts import fold, split_marks, split_unit_bracket
from healthplans.vocabulary.codelists import Codelists
from healthplans.vocabulary.schema import Indicator
from healthplans.vocabulary.units import PrintedUnit, Units

__all__ = ["LabelReader", "Meaning", "Problem"]

_ONE = Decimal(1)
_COUNTED = ("count", "yuan")


class Problem(NamedTuple):
    """Why a label or a unit cannot be read: column, text found, what was expected."""

    column: str
    text: str
    expected: str


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a label and its unit say, or why they cannot be read (`problem`).

    Attributes
    ----------
    indicator : Indicator or None
        None where the label is in no codelist.
    unit : str
        The code of the unit that the figure is printed in, its multiplier taken out; 每千 of
        the label is ``per_1000``.
    unit_text : str
        The unit as printed.
    denominator : str
        What it is per: the label's, the unit's or, where both print none, the indicator's.
    problem : Problem or None
    multiplier : Decimal
        The multiplier of the unit column: 10,000 of 万元. A value that prints its own unit
        has its own multiplier, and this one then does not apply.
    remark : str
        Footnote marks of the label, as printed, joined by ``;``.
    words : frozenset of str
        Codes of the scope words that the label prints and the indicator does not imply.
    scope_words : tuple of str
        These words as printed.
    parts_seen : tuple of (str, str)
        What the label was parsed into: (part, text), in the order printed; the whole label
        as `alias` where it is listed.
    counted : bool
        Whether the label counts things or money, so that commas may part thousands.
    reversed_ratio : bool
        Whether the label itself says which side of a ratio is printed first.
    """

    indicator: Indicator | None
    unit: str = ""
    unit_text: str = ""
    denominator: str = ""
    problem: Problem | None = None
    multiplier: Decimal = _ONE
    remark: str = ""
    words: frozenset[str] = frozenset()
    scope_words: tuple[str, ...] = ()
    parts_seen: tuple[tuple[str, str], ...] = ()
    counted: bool = False
    reversed_ratio: bool = False

    @property
    def parts(self) -> int:
        """How many values a cell under this label holds."""
        return max(1, len(self.indicator.components)) if self.indicator else 1

    @property
    def printed_unit(self) -> str:
        """The code of the printed unit, its multiplier taken out."""
        return self.unit


class LabelReader:
    """Reads labels by the codelists; the same label is read once."""

    def __init__(self, lists: Codelists) -> None:
        self._lists = lists
        self._units = Units(lists)
        self._scales = Scales(lists)
        self._read = lru_cache(maxsize=65536)(self._read_label)

    def read(self, figure: Printed) -> Meaning:
        """Give the meaning of a printed figure's label, unit and claim."""
        return self._read(figure.label, figure.unit, figure.indicator, figure.claim)

    def _read_label(self, label: str, unit: str, code: str, claim: str) -> Meaning:
        unmarked, marks = split_marks(label)
        name, bracket = self._split(unmarked, code)
        known = self._indicator(code, claim) if code else self._lists.aliases.get(name, "")
        own = self._own(bracket, unit)
        if known not in self._lists.indicators:
            problem = self._unknown_label(label, code)
            meaning = Meaning(None, own.code if own else "", unit, problem=problem)
        elif own is None:
            problem = self._unknown_unit(unit or bracket)
            meaning = Meaning(self._lists.indicators[known], problem=problem)
        else:
            scale, indicator = self._scales.of(name), self._lists.indicators[known]
            # the unit of a growth is that of the change
            kept = indicator.unit if claim else None
            standard = self._unit(own, indicator, scale, prose=bool(code)) or kept
            if standard is None:
                expected = f"a unit that converts to {indicator.unit}"
                problem = Problem("unit", unit or bracket, expected)
                return Meaning(indicator, problem=problem, remark=marks)
            meaning = self._meaning(indicator, standard, own, scale)
        times = own.multiplier if own else _ONE
        text = "" if own is None else unit or bracket
        return replace(meaning, multiplier=times, remark=marks, unit_text=text)

    def _own(self, *printed: str) -> PrintedUnit | None:
        """Read the unit of bracket and column; None where one is unknown or they differ."""
        units = [self._units.read(text) for text in map(fold, printed) if text]
        if None in units or len({(u.code, u.multiplier) for u in units if u}) > 1:
            return None
        return units[0] if units else PrintedUnit("")

    def _meaning(
        self,
        indicator: Indicator,
        standard: str,
        own: PrintedUnit,
        scale: Scale | None,
    ) -> Meaning:
        denominator = self._denominator(scale, own) or indicator.denominator
        counted = self._lists.units[standard].family in _COUNTED
        return Meaning(indicator, standard, denominator=denominator, counted=counted)

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
        self, own: PrintedUnit, indicator: Indicator, scale: Scale | None, *, prose: bool
    ) -> str | None:
        """Give the unit a figure is printed in; None where it does not fit the indicator."""
        families = {name: unit.family for name, unit in self._lists.units.items()}
        target, dense = indicator.unit, self._scales.is_density(indicator)
        printed = scale.unit if scale and families[target] == "proportion" else target
        if not own.code:
            return printed
        family = families[own.code]
        if family == "count" and families[target] == "proportion" and (scale or prose):
            return printed
        if own.scale and scale and own.scale != scale.size:
            return None
        if dense and not own.scale and own.code != "per_mille" and family == "proportion":
            return None
        # the unit of a sentence's figure may be that of a change: 15个百分点 of a count
        fits = self._lists.factor(own.code, target) is not None
        return own.code if fits else (target if prose else None)

    def _denominator(self, scale: Scale | None, own: PrintedUnit) -> str:
        words = scale.denominator if scale else own.per if own.scale else ""
        return self._lists.printed_denominators.get(words, "")

    def _unknown_unit(self, text: str) -> Problem:
        nearest = self._units.nearest(text)
        expected = "one unit of units.csv, the same in label and unit column"
        return Problem("unit", text, f"{expected}; nearest: {nearest}")

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
