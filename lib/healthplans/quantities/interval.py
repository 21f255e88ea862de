"""The interval of the true value behind one printed figure, and its arithmetic."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce

from healthplans.quantities.comparators import Comparator

_DIGITS = 12
_WHOLE = 10.0**_DIGITS


@dataclass(frozen=True, slots=True)
class Interval:
    """All values between two ends, in one unit; an end may be excluded, or infinite.

    Ends are rounded to twelve significant digits, so that 4.44 + 0.005 meets 4.45 - 0.005.
    """

    low: float = -math.inf
    high: float = math.inf
    low_open: bool = False
    high_open: bool = False

    @classmethod
    def printed(
        cls, value: Decimal | float, comparator: str = "=", half: Decimal | float = 0
    ) -> "Interval":
        """Give the interval of a printed figure.

        Parameters
        ----------
        value, half
            The figure and half a unit of its last printed digit, in one unit; `half` 0 takes
            an exact figure as it is printed.
        comparator
            ``= >= > <= < ~``; blank is read as ``=``.

        >>> Interval.printed(4.45, "=", 0.005)
        Interval(low=4.445, high=4.455, low_open=False, high_open=True)
        >>> Interval.printed(0, "=", 0.5).low
        0.0
        """
        sign, figure = Comparator.of(comparator), float(value)
        width = float(half) * _WIDTHS.get(sign, 0)
        low = max(figure - width, 0.0) if figure >= 0 else figure - width
        return cls(
            -math.inf if sign.side == "high" else _snapped(low),
            math.inf if sign.side == "low" else _snapped(figure + width),
            sign is Comparator.MORE or sign.side == "high",
            sign.side == "low"
            or sign is Comparator.LESS
            or (sign is Comparator.EXACT and width > 0),
        )

    def below(self, other: "Interval") -> bool:
        """Whether every value is below every value of the other."""
        touching = self.high == other.low and (self.high_open or other.low_open)
        return self.high < other.low or touching

    def apart(self, other: "Interval") -> bool:
        """Whether the two share no value."""
        return self.below(other) or other.below(self)

    def meets(self, other: "Interval") -> bool:
        """Whether the two share a value.

        >>> Interval.printed(4.44, "=", 0.005).meets(Interval.printed(4.45, "=", 0.005))
        False
        """
        return not self.apart(other)

    def within(self, other: "Interval") -> bool:
        """Whether every value is one of the other's."""
        low = self.low > other.low or (
            self.low == other.low and (self.low_open or not other.low_open)
        )
        high = self.high < other.high or (
            self.high == other.high and (self.high_open or not other.high_open)
        )
        return low and high

    def difference(self, other: "Interval") -> "Interval":
        """Give every value less every value of the other."""
        return Interval(
            _snapped(self.low - other.high),
            _snapped(self.high - other.low),
            self.low_open or other.high_open,
            self.high_open or other.low_open,
        )

    def scaled(self, factor: Decimal | float) -> "Interval":
        """Give every value times a factor; a negative one turns the interval round."""
        ends = [_snapped(end * float(factor)) for end in (self.low, self.high)]
        if factor < 0:
            return Interval(ends[1], ends[0], self.high_open, self.low_open)
        return Interval(ends[0], ends[1], self.low_open, self.high_open)

    def plus(self, other: "Interval") -> "Interval":
        """Give every value more every value of the other."""
        return self.difference(other.scaled(-1))

    def times(self, other: "Interval") -> "Interval":
        """Give every value times every value of the other; neither is below zero.

        >>> Interval(2, 3, high_open=True).times(Interval(4, 5))
        Interval(low=8.0, high=15.0, low_open=False, high_open=True)
        """
        return Interval(
            _snapped(self.low * other.low),
            _snapped(self.high * other.high),
            self.low_open or other.low_open,
            self.high_open or other.high_open,
        )

    def over(self, other: "Interval") -> "Interval":
        """Give every value divided by every value of the other; neither is below zero.

        >>> Interval(9, 11, high_open=True).over(Interval(2, 3, high_open=True))
        Interval(low=3.0, high=5.5, low_open=True, high_open=True)
        """
        high = self.high / other.low if other.low > 0 else math.inf
        return Interval(
            _snapped(self.low / other.high),
            _snapped(high),
            self.low_open or (other.high_open and self.low > 0),
            self.high_open or (other.low_open and high > 0) or math.isinf(high),
        )

    def power(self, exponent: float) -> "Interval":
        """Give every value to a positive power; none is below zero."""
        low, high = (_snapped(max(end, 0.0) ** exponent) for end in (self.low, self.high))
        return Interval(low, high, self.low_open, self.high_open)

    @staticmethod
    def total(parts: "Iterable[Interval]") -> "Interval":
        """Give every sum of one value of each.

        >>> Interval.total([Interval.printed(40, "=", 0.5), Interval.printed(2, "=", 0.5)])
        Interval(low=41.0, high=43.0, low_open=False, high_open=True)
        """
        return reduce(Interval.plus, parts, Interval(0.0, 0.0))

    @staticmethod
    def hull(parts: "Iterable[Interval]") -> "Interval":
        """Give the smallest interval around several."""
        known = list(parts)
        low, low_open = min((one.low, one.low_open) for one in known)
        high, closed = max((one.high, not one.high_open) for one in known)
        return Interval(low, high, low_open, not closed)


_WIDTHS = {Comparator.EXACT: 1, Comparator.ABOUT: 2}


def half(value: float, digits: str, factor: float = 1.0) -> float:
    """Give half a unit of the last of the printed digits, in the unit of `value`.

    `factor` leads from the printed unit to that of `value`, for a printed zero.

    >>> half(278000, "27.8"), half(6.9, "0.69"), half(0, "0.0")
    (500.0, 0.05, 0.05)
    """
    stated = float(digits)
    leads = value / stated if stated else factor
    return round(last_place(digits) / 2 * abs(leads), _DIGITS)


def last_place(digits: str) -> float:
    """Give a unit of the last of the printed digits, in the printed unit.

    >>> last_place("0.69"), last_place("12")
    (0.01, 1.0)
    """
    return 10.0 ** -len(digits.partition(".")[2])


def _snapped(value: float) -> float:
    # most figures are whole numbers, of fewer digits than are kept
    figure = float(value)
    if (figure.is_integer() and abs(figure) < _WHOLE) or not math.isfinite(figure):
        return figure
    return float(f"{value:.{_DIGITS - 1}e}")
