"""Read one printed value: a cell of a table or the figure of a sentence.

A value prints a figure with or without a comparator ("≥5.06", "8.5左右", "控制在20%以内"), a
change ("在2020年基础上提高1岁"), words only ("明显下降"), an absence ("——"), or several of
these at once ("100、100、98.5、100"). The vocabulary is data (`wordings.csv`, `units.csv`);
the grammar is here. A text that no form reads, or that two comparators claim, is `unread`: it
is never half read.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from healthplans.texts import fold
from healthplans.vocabulary.codelists import Codelists
from healthplans.vocabulary.schema import Wording

__all__ = ["Reader", "Reading"]

_MULTIPLIERS = {"": 1, "万": 10_000, "亿": 100_000_000}
_KINDS = {"=": "exact", "~": "approximate"}
_BASE = r"(?:(?:在|比|较)?(?P<base_year>\d{4})年(?:的?基础上)?)?"
_EVERY_YEAR = r"(?P<yearly>每年|年均|逐年)?"
_OWN_YEAR = r"(?:\((?P<year>\d{4})年\))?"


@dataclass(frozen=True, slots=True)
class Reading:
    """What one printed value says, before any harmonizing.

    Attributes
    ----------
    kind : str
        `exact`, `bound`, `approximate`, `relative`, `qualitative`, `missing` or `unread`.
    comparator : str
        One of ``= >= > <= < ~``; blank where the kind is not a figure.
    amount : Decimal or None
        The figure, or the signed change of a relative value; digits as printed.
    unit_text : str
        The unit repeated in the value, folded; blank where none is printed.
    part : str
        `lower` or `upper` for the ends of a range, `each` for one value of all components.
    yearly : bool
        True for a change a year.
    base_year, year : int or None
        The year a change counts from; a year of its own printed in the cell.
    """

    kind: str
    comparator: str = ""
    amount: Decimal | None = None
    unit_text: str = ""
    part: str = ""
    yearly: bool = False
    base_year: int | None = None
    year: int | None = None


class Reader:
    """Reads printed values by the project's wordings and units."""

    def __init__(self, lists: Codelists) -> None:
        by_position: dict[str, dict[str, Wording]] = {}
        for wording in lists.wordings:
            by_position.setdefault(wording.position, {})[fold(wording.text)] = wording
        self._words = by_position
        self._figure, self._range, self._change = _forms(by_position, lists.printed_units)
        self._around = [
            (*text.split(fold("…")), wording.comparator)
            for text, wording in by_position.get("around", {}).items()
        ]
        self.read = lru_cache(maxsize=65536)(self._read)

    def _read(self, text: str, parts: int = 1) -> tuple[Reading, ...]:
        """Read a printed value; `parts` is how many values the label says it holds.

        Returns one reading, or one a component, or the two ends of a range. A text that is not
        read in full gives one reading of kind `unread`.
        """
        folded = fold(text)
        if parts > 1:
            return self._read_parts(folded, parts)
        ends = self._read_range(folded)
        return ends or (self._read_one(folded),)

    def _read_parts(self, folded: str, parts: int) -> tuple[Reading, ...]:
        single = self._read_one(folded)
        if single.part == "each" or single.kind == "missing":
            return (replace(single, part=""),) * parts
        readings = tuple(self._read_one(piece) for piece in re.split("[、,;]", folded))
        whole = len(readings) == parts and all(r.kind != "unread" for r in readings)
        return readings if whole else (Reading("unread"),)

    def _read_one(self, folded: str) -> Reading:
        for kind in ("missing", "qualitative", "relative"):
            if folded in self._words.get(kind, {}):
                return Reading(kind)
        if folded in self._words.get("zero", {}):
            return Reading("exact", "=", Decimal(0))
        return self._read_figure(folded) or self._read_change(folded) or Reading("unread")

    def _read_figure(self, folded: str) -> Reading | None:
        for prefix, suffix, comparator in self._around:
            if folded.startswith(prefix) and folded.endswith(suffix):
                match = self._figure.fullmatch(folded[len(prefix) : -len(suffix)])
                bare = match and not (match["lead"] or match["before"] or match["after"])
                return _figure(match, comparator) if match and bare else None
        match = self._figure.fullmatch(folded)
        if match is None or sum(map(bool, match.group("before", "inner", "after"))) > 1:
            return None
        reading = _figure(match, self._comparator(match))
        return (
            replace(reading, part="each") if match["lead"] in self._words["all"] else reading
        )

    def _comparator(self, match: re.Match[str]) -> str:
        before, after = match["before"], match["after"] or match["inner"]
        if before:
            return self._words["before"][before].comparator
        return self._words["after"][after].comparator if after else "="

    def _read_range(self, folded: str) -> tuple[Reading, ...]:
        match = self._range.fullmatch(folded)
        if match is None or Decimal(match["lower"]) >= Decimal(match["upper"]):
            return ()
        times = _MULTIPLIERS[match["multiplier"] or ""]
        return tuple(
            Reading("bound", sign, Decimal(match[end]) * times, match["unit"], end)
            for end, sign in (("lower", ">="), ("upper", "<="))
        )

    def _read_change(self, folded: str) -> Reading | None:
        match = self._change.fullmatch(folded)
        if match is None:
            return None
        sign = int(self._words["change"][match["verb"]].sign)
        return Reading(
            "relative",
            amount=sign * _amount(match),
            unit_text=match["unit"],
            yearly=bool(match["yearly"] or match["yearly_before"]),
            base_year=_year(match["base_year"]),
        )


def _forms(
    words: Mapping[str, Mapping[str, Wording]], units: Iterable[str]
) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    unit = f"(?P<unit>(?:{_any(units)})?)"
    # "1:1.1" prints a ratio: so many of the second to one of the first
    digits = r"(?P<amount>\d+(?:\.\d+)?|[一二两三四五六七八九十])"
    amount = rf"(?:1:)?{digits}(?P<multiplier>[万亿])?{unit}"
    lead = f"(?P<lead>(?:{_any([*words.get('lead', {}), *words.get('all', {})])})?)"
    before = f"(?P<before>(?:{_any(words.get('before', {}))})?)"
    after = f"(?P<after>(?:{_any(words.get('after', {}))})?)"
    # a rounding word may stand between figure and unit: 40余人次, 3万余人
    inner = amount.replace(unit, f"(?P<inner>(?:余|多)?){unit}")
    verb = f"(?P<verb>{_any(words.get('change', {}))})"
    limits = (
        r"(?P<lower>\d+(?:\.\d+)?)%?[-~—–至](?P<upper>\d+(?:\.\d+)?)(?P<multiplier>[万亿])?"
    )
    return (
        re.compile(f"{lead}{before}{inner}{after}{_OWN_YEAR}"),
        re.compile(f"{lead}{limits}{unit}"),
        re.compile(
            f"(?:力争)?{_EVERY_YEAR.replace('yearly', 'yearly_before')}{_BASE}(?:力争)?"
            f"{_EVERY_YEAR}{verb}{amount}(?:以上|左右)?"
        ),
    )


def _any(texts: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(texts, key=len, reverse=True)))


def _figure(match: re.Match[str], comparator: str) -> Reading:
    return Reading(
        _KINDS.get(comparator, "bound"),
        comparator,
        _amount(match),
        match["unit"],
        year=_year(match["year"]),
    )


def _amount(match: re.Match[str]) -> Decimal:
    text = match["amount"]
    number = Decimal(text) if text[0].isdecimal() else Decimal(int(unicodedata.numeric(text)))
    return number * _MULTIPLIERS[match["multiplier"] or ""]


def _year(text: str | None) -> int | None:
    return int(text) if text else None
