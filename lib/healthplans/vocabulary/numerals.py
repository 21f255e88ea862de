"""Numbers as plans print them: digits, digits in threes, words, parts of a whole.

The signs are data (`numerals.csv`); how they make a number is here. A number keeps the digits
it was printed with, since a printed 90.0 says more than a printed 90.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from healthplans.texts import alternatives
from healthplans.vocabulary.schema import Numeral

_ONE = Decimal(1)
_TEN = 10
_HALF = Decimal("0.5")
_DIGITS = r"[0-9]+(?:\.[0-9]+)?"
# 3,456 and 12,345.6; whether commas part thousands or values, the label says
_THOUSANDS = r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?"


@dataclass(frozen=True, slots=True)
class Number:
    """One printed number.

    Attributes
    ----------
    amount : Decimal
        The number, its multiplier applied.
    digits : str
        The digits as printed, without separators and before the multiplier; of a number in
        words the digits that it stands for, 0.7 for 三分之二.
    multiplier : Decimal
        10,000 for 27.8万.
    half : Decimal
        Half a unit of the last printed digit, multiplier applied.
    unit : str
        The code of the unit that the words hold (``percent`` for 百分之八十五); else blank.
    grouped : bool
        Whether commas stand between its digits.
    """

    amount: Decimal
    digits: str
    multiplier: Decimal = _ONE
    half: Decimal = Decimal(0)
    unit: str = ""
    grouped: bool = False


class Numerals:
    """Reads numbers by the project's numerals."""

    def __init__(self, entries: Iterable[Numeral]) -> None:
        by_role: dict[str, dict[str, Numeral]] = {}
        for entry in entries:
            by_role.setdefault(entry.role, {})[entry.text] = entry
        self._by_role = by_role
        self._digit = {t: int(e.value) for t, e in by_role.get("digit", {}).items()}
        self._one = next((t for t, value in self._digit.items() if value == 1), "")
        self._place = {t: int(e.value) for t, e in by_role.get("place", {}).items()}
        self._myriad = {t: int(e.value) for t, e in by_role.get("myriad", {}).items()}
        self.multipliers = {
            text: Decimal(entry.value) for text, entry in by_role.get("multiplier", {}).items()
        }
        # only a growth is printed so: 翻一番 is one of 100 percent
        self.doublings = frozenset(by_role.get("doubling", ()))
        self.pattern = self._pattern()
        self.read = lru_cache(maxsize=65536)(self._read)

    def _pattern(self) -> str:
        """Give the form of a number with its multiplier, without groups."""
        signs = "".join((*self._digit, *self._place, *self._myriad))
        point = "".join(self._by_role.get("point", ()))
        words = f"[{signs}]+(?:[{point}][{signs}]+)?"
        over = alternatives(self._by_role.get("fraction", ()))
        tenths = f"[{signs}](?:{alternatives(self._by_role.get('tenth', ()))})"
        figures = alternatives((*self._by_role.get("figure", ()), *self.doublings))
        times = f"(?:{alternatives(self.multipliers)})?"
        whole = f"(?:[{signs}]+|[0-9]+{times})"
        part = f"{whole}(?:{over})(?:{_DIGITS}|{words})"
        return f"(?:{part}|{figures}|{tenths}|(?:{_THOUSANDS}|{_DIGITS}){times}|{words})"

    def _read(self, text: str) -> Number | None:
        """Read a text that has the form of a number; None where its words make none."""
        for read in (self._figure, self._tenths, self._part, self._printed, self._worded):
            number = read(text)
            if number is not None:
                return number
        return None

    def _figure(self, text: str) -> Number | None:
        role = "doubling" if text in self.doublings else "figure"
        entry = self._by_role.get(role, {}).get(text)
        return Number(Decimal(entry.value), entry.value, unit=entry.unit) if entry else None

    def _tenths(self, text: str) -> Number | None:
        entry = self._by_role.get("tenth", {}).get(text[1:])
        if entry is None or text[0] not in self._digit:
            return None
        count, each = self._digit[text[0]], Decimal(entry.value)
        return Number(count * each, str(count), each, _HALF * each, entry.unit)

    def _part(self, text: str) -> Number | None:
        """Read 百分之八十五, 10万分之九 (so many of 100, of 100,000) and 三分之一."""
        over = next((word for word in self._by_role.get("fraction", {}) if word in text), "")
        if not over:
            return None
        below, _, above = text.partition(over)
        # 万分之三 is short for 一万分之三
        bare = below[:1] in self._myriad or self._place.get(below[:1], 0) > _TEN
        whole = self._integer(f"{self._one}{below}" if bare else below)
        if whole is None and (digits := self._printed(below)):
            whole = int(digits.amount)
        count = self._printed(above) or self._worded(above)
        if not whole or count is None:
            return None
        unit = _PARTS.get(whole)
        if unit:
            return Number(count.amount, count.digits, half=count.half, unit=unit)
        share = count.amount / whole
        return _of_a_whole(share) if 0 < share <= 1 else None

    def _printed(self, text: str) -> Number | None:
        match = re.fullmatch(rf"(?P<digits>{_THOUSANDS}|{_DIGITS})(?P<times>.*)", text)
        if match is None:
            return None
        digits = match["digits"].replace(",", "")
        times = self.multipliers.get(match["times"]) if match["times"] else _ONE
        if times is None:
            return None
        half = _HALF.scaleb(-len(digits.partition(".")[2])) * times
        return Number(Decimal(digits) * times, digits, times, half, "", "," in match["digits"])

    def _worded(self, text: str) -> Number | None:
        point = next((sign for sign in self._by_role.get("point", {}) if sign in text), "")
        whole, _, rest = text.partition(point) if point else (text, "", "")
        number = self._integer(whole)
        if number is None or any(sign not in self._digit for sign in rest):
            return None
        digits = ".".join(
            filter(None, (str(number), "".join(str(self._digit[s]) for s in rest)))
        )
        return Number(Decimal(digits), digits, half=_HALF.scaleb(-len(rest)))

    def _integer(self, text: str) -> int | None:
        """Read a whole number in words (二十三, 三万五千); None for any other run of them."""
        for sign in sorted(self._myriad, key=lambda s: -self._myriad[s]):
            if sign in text:
                above, _, below = text.partition(sign)
                high, size = self._integer(above), self._myriad[sign]
                low = self._integer(self._without_zero(below)) if below else 0
                fits = bool(high) and low is not None and low < size
                # 三万五 may mean 35,000
                fits = fits and not (len(below) == 1 and size > _TEN)
                return (high or 0) * size + (low or 0) if fits else None
        return self._below_myriad(text)

    def _without_zero(self, text: str) -> str:
        """Take away the zero that stands for empty places: 一万零一."""
        return text[1:] if len(text) > 1 and self._digit.get(text[0]) == 0 else text

    def _below_myriad(self, text: str) -> int | None:
        if len(text) == 1 and text in self._digit:
            return self._digit[text]
        total, digit, least = 0, None, 10_000
        for place, sign in enumerate(text):
            if sign in self._digit:
                zero = self._digit[sign] == 0
                if digit is not None or (zero and place == 0):
                    return None
                digit = None if zero else self._digit[sign]
            elif self._follows(sign, least, digit, place):
                least = self._place[sign]
                total, digit = total + (digit or 1) * least, None
            else:
                return None
        # 三五 is no number: a digit stands after a place, or alone; 三千五 may mean 3500
        short = bool(digit) and least > _TEN and text[-2] in self._place
        return total + (digit or 0) if total and not short else None

    def _follows(self, sign: str, least: int, digit: int | None, place: int) -> bool:
        """Whether a sign of place may stand here: 十五 may begin with it, 百五 may not."""
        size = self._place.get(sign, least)
        return size < least and bool(digit or (place == 0 and size == _TEN))


def _of_a_whole(share: Decimal) -> Number:
    """Give a share as percent; 三分之二 says no more than its first digit, 0.7, if not all."""
    if share == 1:
        return Number(100 * share, "100", unit="percent")
    digits = Decimal(f"{share:.1g}")
    half = 100 * _HALF.scaleb(int(digits.as_tuple().exponent))
    return Number(100 * share, str(digits), 100 * share / digits, half, "percent")


# parts of a hundred, a thousand ... are units of their own
_PARTS = {100: "percent", 1000: "per_mille", 10_000: "per_10000", 100_000: "per_100000"}
