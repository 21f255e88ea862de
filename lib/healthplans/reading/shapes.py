"""Read values of one shape once: 82.5岁 and 79岁 differ in nothing but their digits.

A document says the same thing of many numbers. What stands before and after the first number
is read with a digit in its place; a value of that shape then takes the reading and its own
digits. Where what is read depends on more than that digit, there is no shape.
"""

import re
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache

from healthplans.reading.readings import Reading

_FORM = re.compile(
    r"(?P<before>[^0-9]*)(?P<digits>[0-9]+(?:\.[0-9]+)?)(?![0-9.,])(?P<after>.*)", re.DOTALL
)
# 2025年 is a year, and no figure of the shape of 5年
_YEAR_LENGTH = 4
_DIGIT = "5"
_KINDS = ("exact", "bound", "approximate", "relative")
_HALF = Decimal("0.5")


class Shapes:
    """Keeps the reading of each shape."""

    def __init__(self, read: Callable[[str, bool], tuple[Reading, ...]]) -> None:
        """Take `read`, which reads a folded text in full."""
        self._full = read
        self._shape = lru_cache(maxsize=65536)(self._read_shape)

    def read(self, folded: str, counted: bool) -> tuple[Reading, ...]:
        """Read a folded text by its shape, or in full where it has none."""
        match = _FORM.fullmatch(folded)
        if match is None:
            return self._full(folded, counted)
        before, digits, after = match.groups()
        # the cheap question first: this is asked of every figure
        if len(digits) == _YEAR_LENGTH and after and digits[0] in "12":
            return self._full(folded, counted)
        shape = self._shape(before, after, counted)
        return self._full(folded, counted) if shape is None else (_filled(*shape, digits),)

    def _read_shape(
        self, before: str, after: str, counted: bool
    ) -> tuple[Reading, Decimal] | None:
        """Give a reading and what one of its digits is worth; None where there is no shape."""
        [reading, *more] = self._full(f"{before}{_DIGIT}{after}", counted)
        plain = not more and reading.kind in _KINDS and reading.digits == _DIGIT
        if not plain or reading.ratio or reading.amount is None:
            return None
        return reading, reading.amount / int(_DIGIT)


def _filled(reading: Reading, worth: Decimal, digits: str) -> Reading:
    half = _HALF.scaleb(-len(digits.partition(".")[2])) * abs(worth)
    return reading._replace(amount=Decimal(digits) * worth, digits=digits, half=half)
