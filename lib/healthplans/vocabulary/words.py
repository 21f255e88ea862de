"""Words and numbers as a Chinese or an English reader expects them, from the codelists.

Sentences are data (`data/codelists/messages.yaml`), names are data (`names.csv` and the
codelists); this module only looks them up and writes numbers with the digits that were
printed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any

import pandas as pd

from healthplans.errors import UnknownNameError
from healthplans.parts import Part, part_of
from healthplans.quantities import USUAL, Comparator
from healthplans.vocabulary.codelists import Codelists
from healthplans.vocabulary.glosses import Glosses
from healthplans.vocabulary.schema import LANGUAGES

_UNGROUPED = 4


@dataclass(frozen=True)
class Words:
    """Everything that is said to a reader of one language about one period."""

    lang: str
    lists: Codelists
    base_year: int = 0
    target_year: int = 0

    @staticmethod
    def of(lang: str, lists: Codelists, base_year: int = 0, target_year: int = 0) -> "Words":
        """Give the words of one language; raise `UnknownNameError` for any other.

        `base_year` and `target_year` are the usual years of the period that is spoken of;
        figures of other years are marked with theirs.
        """
        if lang not in LANGUAGES:
            raise UnknownNameError("language", lang, LANGUAGES)
        return Words(lang, lists, base_year, target_year)

    def of_years(self, base_year: int, target_year: int) -> "Words":
        """Give the same words for another period."""
        return replace(self, base_year=base_year, target_year=target_year)

    def __deepcopy__(self, memo: object) -> "Words":
        """Give itself: nothing in it changes, and a renderer copies all that it is given."""
        return self

    def say(self, key: str, **values: object) -> str:
        """Give a sentence of `messages.yaml` with its places filled."""
        return self.lists.message(key, self.lang, **values)

    def name(self, list_: str, code: str) -> str:
        """Give the word for a code of `names.csv`."""
        return self.lists.name(list_, code, self.lang)

    def codes(self, list_: str) -> list[str]:
        """Give the codes of a list of `names.csv`, in the order of the file."""
        return [code for name, code in self.lists.names if name == list_]

    def indicator(self, code: str, *, short: bool = False) -> str:
        """Give an indicator's name, or its short name for a chart."""
        entry = self.lists.indicator(code)
        return str(getattr(entry, f"short_{self.lang}" if short else self.lang))

    def counted(self, code: str) -> str:
        """Name in short what an indicator counts: beds, where it is beds per 1,000."""
        return self.indicator(self.lists.indicator(code).counts or code, short=True)

    def part(self, indicator: str, part: Part) -> str:
        """Give the name of what a figure is about; blank for the whole."""
        key = (indicator, part)
        if key not in self._parts:
            self._parts[key] = self._part(indicator, part)
        return self._parts[key]

    @cached_property
    def _parts(self) -> dict[tuple[str, Part], str]:
        return {}

    def _part(self, indicator: str, part: Part) -> str:
        named = self.lists.indicator(indicator).components.get(str(part))
        if named or not part:
            return str(getattr(named, self.lang)) if named else ""
        # the name of an institution stands for itself
        scopes = [
            self.say("list_comma").join(self._scopes.get(one, one) for one in sorted(words))
            for words in (part.words, part.of)
            if words
        ]
        words = [self.say("share_of").join(scopes)] if scopes else []
        return self.say("list_comma").join(
            [*words, *([self.say(f"range_{part.end}")] if part.end else [])]
        )

    def part_of(self, row: Mapping[str, Any]) -> str:
        """Give the name of what a row of a table is about; blank for the whole."""
        return self.part(row["indicator"], part_of(row))

    def subject(self, row: Mapping[str, Any], *, short: bool = False) -> str:
        """Name what a row is about: its indicator, and the part of it in brackets."""
        name, part = self.indicator(row["indicator"], short=short), self.part_of(row)
        return self.say("bracketed", text=name, note=part) if part else name

    @cached_property
    def _scopes(self) -> dict[str, str]:
        """Names of what a figure is narrowed to, or a share is of: scopes, and indicators."""
        counted = {code: self.indicator(code, short=True) for code in self.lists.indicators}
        listed = {scope.value: str(getattr(scope, self.lang)) for scope in self.lists.scopes}
        return counted | listed

    def district(self, code: str) -> str:
        """Give a district's name."""
        area = self.lists.areas.get(code)
        return area.zh if self.lang == "zh" else area.en

    def place(self, code: str) -> str:
        """Give a district's name with its city and province."""
        return self.lists.areas.place(code, self.lang)

    def denominator(self, code: str) -> str:
        """Give what a figure is per; blank for no denominator."""
        return self.lists.denominator(code, self.lang)

    def unit(self, code: str) -> str:
        """Give what follows a number in this unit; blank for no unit."""
        unit = self.lists.units.get(code)
        return str(getattr(unit, f"symbol_{self.lang}")) if unit else ""

    def change_unit(self, code: str) -> str:
        """Name the unit of a change: a reading of percent, or any unit, by the year or not."""
        if ("change_unit", code) in self.lists.names:
            return self.name("change_unit", code)
        unit = self.lists.units[code.removesuffix("_per_year")]
        name = str(getattr(unit, self.lang))
        return self.say("a_year", unit=name) if code.endswith("_per_year") else name

    def measured(self, figure: str, unit: str) -> str:
        """Write a figure with its unit, in the order and spacing of the language."""
        if not unit:
            return figure
        pattern = getattr(self.lists.units[unit], f"pattern_{self.lang}")
        return str(pattern).format(n=figure).strip()

    def figure(self, row: Mapping[str, Any], prefix: str = "") -> str:
        """Write one figure: comparator and digits, or the words or the dash that stand there.

        `row` is an observation, or a row of a comparison with `prefix` `level` or `target`.
        """
        value, text, digits, kind, comparator = _parts(row, prefix)
        if not kind:
            return ""
        if not pd.isna(value):
            return self.bounded(number(value, digits), comparator)
        return self.printed(kind, text)

    def bounded(self, figure: str, comparator: str) -> str:
        """Put a comparator before a figure, unless it is exact."""
        exact = Comparator.of(comparator) is Comparator.EXACT
        sign = "" if exact else self.name("comparator", comparator)
        joint = " " if sign.isascii() and sign.isalpha() else ""
        return f"{sign}{joint}{figure}"

    def amount(self, row: Mapping[str, Any], prefix: str = "") -> str:
        """Write `figure` with its unit."""
        return self.measured(self.figure(row, prefix), row["unit"])

    def year_of(self, side: str) -> int:
        """Give the usual year of a `level` or a `target`."""
        return self.base_year if side == "level" else self.target_year

    @cached_property
    def _glosses(self) -> Glosses:
        return Glosses(self.lists.wordings)

    def printed(self, kind: str, text: str) -> str:
        """Give printed words for a reader: as they stand, or with their meaning in English."""
        if self.lang == "zh" or kind == "missing":
            return text
        meaning = self._glosses.of(text)
        return f"{meaning} ({text})" if meaning else text


def _parts(row: Mapping[str, Any], prefix: str) -> tuple[Any, str, str, str, str]:
    names = ("text", "digits", "kind", "comparator")
    if prefix:
        text, digits, kind, comparator = (row[f"{prefix}_{name}"] for name in names)
        return row[prefix], text, digits, kind, comparator
    return row["value"], row["value_text"], row["digits"], row["kind"], row["comparator"]


@lru_cache(maxsize=65536)
def number(value: float, digits: str = "") -> str:
    """Write a number with the digits printed; a converted or computed one with at most 4.

    >>> number(4.0, "4.0")
    '4.0'
    >>> number(6.9, "0.69")
    '6.9'
    >>> number(278000.0, "27.8")
    '278,000'
    """
    exact = Decimal(str(value))
    if digits and Decimal(digits) == exact:
        return _grouped(digits)
    return _grouped(format(Decimal(str(round(float(value), 4))).normalize(USUAL), "f"))


def _grouped(digits: str) -> str:
    whole, point, rest = digits.partition(".")
    return f"{int(whole):,}{point}{rest}" if len(whole) > _UNGROUPED else digits
