"""What a printed label and its unit mean, or why they cannot be read."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from healthplans.vocabulary.codelists import Codelists
from healthplans.vocabulary.schema import Indicator
from healthplans.vocabulary.units import Units

_ONE = Decimal(1)
# below this likeness (0 to 100) the nearest label is hardly ever the right one
PROBABLY_NEW = 70


class Problem(NamedTuple):
    """Why a label or a unit cannot be read: column, text found, what was expected.

    `expected` is in English, as errors are; `key` and `named` say it in any language.
    """

    column: str
    text: str
    expected: str
    nearest: str = ""
    key: str = ""
    named: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a label and its unit say, or why they cannot be read (`problem`).

    Attributes
    ----------
    indicator : Indicator or None
        None where the label is in no codelist.
    unit : str
        Code of the printed unit, its multiplier taken out; 每千 of a label is ``per_1000``.
    unit_text : str
        The unit as printed.
    denominator : str
        What it is per: the label's, the unit's or, where both print none, the indicator's.
    problem : Problem or None
    multiplier : Decimal
        That of the unit column (10,000 of 万元); a value that prints its unit has its own.
    remark : str
        Footnote marks of the label, as printed, joined by ``;``.
    words : frozenset of str
        Codes of the scope words that the label prints and the indicator does not imply.
    scope_words : tuple of str
        These words as printed.
    parts_seen : tuple of (str, str)
        What the label was parsed into: (part, text), as printed; or the whole as `alias`.
    counted : bool
        Whether the label adds up things, money or area, so that commas may part thousands.
    counter : bool
        Whether label or unit says how many of what the figure is per, so that a value may
        repeat the counting word: 每千人口床位数 4.1张.
    ratio_order : str
        How the label itself says that the sides of a ratio are printed: ``as_named``,
        ``against`` its name; blank where it does not say.
    of_change : bool
        Whether the printed unit can only be that of a change; no figure stands in it.
    turned : bool
        Whether the label lists its components in another order than the indicator does, so
        that values could not be paired with them.
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
    counter: bool = False
    ratio_order: str = ""
    of_change: bool = False
    turned: bool = False

    @property
    def parts(self) -> int:
        """How many values a cell under this label holds."""
        named = self.indicator.components if self.indicator and not self.turned else ()
        return max(1, len(named))


class Problems:
    """Words what is wrong with a label or its unit; the sentences are `messages.yaml`."""

    def __init__(
        self, lists: Codelists, units: Units, canonical: Callable[[str], str]
    ) -> None:
        self._lists, self._units, self._canonical = lists, units, canonical

    def _problem(self, column: str, text: str, key: str, **values: str) -> Problem:
        expected = self._lists.message(f"expected_{key}", "en", **values)
        named = tuple(values.items())
        return Problem(column, text, expected, values.get("nearest", ""), key, named)

    def unknown_unit(self, text: str) -> Problem:
        """Say that a unit is not known, with the one most like it."""
        return self._problem("unit", text, "one_unit", nearest=self._units.nearest(text))

    def other_unit(self, text: str, indicator: Indicator) -> Problem:
        """Say that a unit is not one of the indicator's."""
        unit = self._lists.units[indicator.unit]
        named = {"unit": unit.en, "unit_zh": unit.zh}
        return self._problem("unit", text, "convertible_unit", **named)

    def unknown_label(self, label: str, code: str, claimants: tuple[str, ...]) -> Problem:
        """Say that a label is not known, with those most like it, or which claim it."""
        if code:
            return self._unknown_code(code)
        if claimants:
            both = ", ".join(claimants)
            return self._problem("label", label, "one_claimant", nearest=both)
        near_by = self._nearest(label)
        names = ", ".join(f"{text} ({name})" for text, name, _ in near_by)
        if near_by and near_by[0][2] >= PROBABLY_NEW:
            return self._problem("label", label, "known_label", nearest=names)
        return self._problem("label", label, "new_label")

    def _nearest(self, label: str) -> list[tuple[str, str, float]]:
        """Give three listed labels, with code and likeness (0 to 100): a hint, no reading."""
        # rapidfuzz is imported here because only a failing reading needs it
        from rapidfuzz import fuzz, process

        found = process.extract(
            self._canonical(label), list(self._listed), scorer=fuzz.ratio, limit=3
        )
        return [(*self._listed[text], score) for text, score, _ in found]

    @cached_property
    def _listed(self) -> dict[str, tuple[str, str]]:
        return {
            self._canonical(text): (text, code)
            for code, entry in self._lists.described.items()
            for text in (*entry.aliases, entry.zh)
        }

    def _unknown_code(self, code: str) -> Problem:
        from rapidfuzz import process  # only a failing load needs it

        near = process.extract(code, list(self._lists.indicators), limit=3)
        nearest = ", ".join(match for match, *_ in near)
        return self._problem("indicator", code, "known_code", nearest=nearest)


def said(problem: Problem, lists: Codelists, lang: str) -> str:
    """Say a problem in a language: column, text found, what was expected."""
    named = dict(problem.named)
    own = {name: named.get(f"{name}_{lang}", value) for name, value in named.items()}
    expected = lists.message(f"expected_{problem.key}", lang, **own)
    column = lists.message(f"problem_{problem.column}", lang)
    found = {"column": column, "text": problem.text, "expected": expected}
    return lists.message("problem_found", lang, **found)
