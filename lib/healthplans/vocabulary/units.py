"""Printed units by grammar: numerator, scale, denominator, and a multiplier before them.

Units that a plan prints compose (人/千人, 张/千人口, 例/10万, 元/人, 万人次, 十万分之一), so
they are read by their parts; the words are data (`units.csv`, `unit_words.csv`,
`numerals.csv`). A unit that is listed in full wins over any composition.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from healthplans.texts import alternatives, fold
from healthplans.vocabulary.codelists import Codelists
from healthplans.vocabulary.numerals import Numerals
from healthplans.vocabulary.schema import UnitWord

_ONE = Decimal(1)
_LONGEST = 40
_BRACKETS = re.compile(r"[(\[](?P<inside>.+)[)\]]")
_LISTED = re.compile(r"[、,;|]")
# 个(家), 平方米(㎡): one unit printed twice
_TWICE = re.compile(r"(?P<first>[^()]+)\((?P<again>[^()]+)\)")
_EVENTS = "times"
# per thousand of what is counted is a density, per thousand of nothing named a rate
DENSITIES = {
    100: "per_100",
    1000: "per_1000",
    10_000: "per_10000",
    30_000: "per_30000",
    50_000: "per_50000",
    100_000: "per_100000",
    1_000_000: "per_1000000",
}
_RATES = {**DENSITIES, 100: "percent", 1000: "per_mille"}


@dataclass(frozen=True, slots=True)
class PrintedUnit:
    """One printed unit.

    Attributes
    ----------
    code : str
        A code of `units.csv`, the multiplier taken out; blank for a multiplier alone (万).
    multiplier : Decimal
        10,000 for 万元.
    per : str
        What one unit is per, as printed (人口, 人, 年); blank where nothing is.
    scale : int
        How many of `per`: 1,000 for 人/千人; 0 where the unit has no scale.
    counter : str
        The counting word before the scale: 人 of 人/千人.
    """

    code: str
    multiplier: Decimal = _ONE
    per: str = ""
    scale: int = 0
    counter: str = ""


class Units:
    """Reads printed units by the project's codelists."""

    def __init__(self, lists: Codelists) -> None:
        self._lists = lists
        self._numerals = Numerals(lists.numerals)
        inner = [wording.text for wording in lists.wordings if wording.position == "inner"]
        times = alternatives(self._numerals.multipliers)
        self._times = re.compile(f"(?P<times>{times})(?:{alternatives(inner)})?(?P<unit>.*)")
        self._rounded = re.compile(f"(?:{alternatives(inner)})(?P<unit>.+)")
        self._scales = {word.text: int(word.value) for word in self._of("scale")}
        self._forms = self._composed()
        self.read = lru_cache(maxsize=65536)(self._read)

    def _of(self, *roles: str) -> list[UnitWord]:
        return [word for word in self._lists.unit_words if word.role in roles]

    def _composed(self) -> tuple[re.Pattern[str], ...]:
        separator = alternatives(fold(word.text) for word in self._of("separator"))
        scale = f"(?P<scale>(?:{alternatives(self._scales)})?)"
        things = alternatives(word.text for word in self._of("person", "time", "event"))
        per = f"(?P<per>(?:{things})?)"
        first = f"(?P<counter>.*?)(?:{separator})+{scale}{per}"
        last = f"(?:{separator}){scale}{per}(?:{separator})?(?P<counter>.*)"
        return re.compile(first), re.compile(last)

    def _read(self, text: str) -> PrintedUnit | None:
        """Read a printed unit; None where no rule reads it. A blank one is no unit at all.

        A list of one unit (%，%) is that unit; of different ones none.
        """
        folded = fold(text)
        if len(folded) > _LONGEST:
            return None
        if folded in self._lists.printed_units:
            return PrintedUnit(self._lists.printed_units[folded])
        bracket = _BRACKETS.fullmatch(folded)
        if bracket:
            return self._read(bracket["inside"])
        for read in (self._fraction, self._per, self._multiplied, self._several):
            unit = read(folded)
            if unit is not None:
                return unit
        return None

    def _fraction(self, text: str) -> PrintedUnit | None:
        """Read 十万分之一, one of 100,000."""
        number = self._numerals.read(text) if text else None
        if number is None or not number.unit or number.amount != 1:
            return None
        return PrintedUnit(number.unit)

    def _per(self, text: str) -> PrintedUnit | None:
        for form in self._forms:
            match = form.fullmatch(text.replace(",", ""))
            unit = self._composition(match) if match else None
            if unit is not None:
                return unit
        return None

    def _composition(self, match: re.Match[str]) -> PrintedUnit | None:
        scale, per = self._scales.get(match["scale"], 0), match["per"]
        counter = "" if match["counter"] == "1" else match["counter"]
        own = self._simple(counter) if counter else PrintedUnit("")
        if own is None or not (scale or (per and own.code)):
            return None
        if not scale:
            return replace(own, per=per) if self._without_scale(own.code, per) else None
        if own.code and self._lists.units[own.code].family != "count":
            return None
        codes = DENSITIES if counter else _RATES
        return PrintedUnit(codes[scale], own.multiplier, per, scale, counter)

    def _without_scale(self, code: str, per: str) -> bool:
        """Whether the unit is the numerator's: persons per one person are no count."""
        persons = {word.text for word in self._of("person")}
        counted = self._lists.units[code].family == "count" and code != _EVENTS
        return not (counted and per in persons)

    def _simple(self, text: str) -> PrintedUnit | None:
        code = self._lists.printed_units.get(text)
        return PrintedUnit(code) if code else self._multiplied(text)

    def _multiplied(self, text: str) -> PrintedUnit | None:
        match = self._times.fullmatch(text)
        if match is None:
            rounded = self._rounded.fullmatch(text)
            code = self._lists.printed_units.get(rounded["unit"]) if rounded else None
            return PrintedUnit(code) if code else None
        times = self._numerals.multipliers[match["times"]]
        if not match["unit"]:
            return PrintedUnit("", times)
        own = self._lists.printed_units.get(match["unit"]) or ""
        unit = PrintedUnit(own) if own else self._per(match["unit"])
        return replace(unit, multiplier=times) if unit and unit.multiplier == 1 else None

    def _several(self, text: str) -> PrintedUnit | None:
        twice = _TWICE.fullmatch(text)
        listed = twice.groups() if twice else _LISTED.split(text)
        pieces = [piece for piece in listed if piece]
        if len(pieces) <= 1:
            return None
        units = {self._read(piece) for piece in pieces}
        return units.pop() if len(units) == 1 else None

    def nearest(self, text: str) -> str:
        """Name the listed unit that is most like an unknown one."""
        # rapidfuzz is imported here because only a failing reading needs it
        from rapidfuzz import fuzz, process

        found = process.extractOne(
            fold(text), list(self._lists.printed_units), scorer=fuzz.ratio
        )
        return str(found[0]) if found else ""
