"""What a printed figure leaves open: comparators, and the interval of the true value.

A printed 4.45 stands for any value from 4.445 up to, but not including, 4.455; `>=90` for
anything from 90 upwards; `<5.2` for anything below. An approximate figure (左右) is given one
unit of its last printed digit on either side: the plans do not say how much more is meant.
The limit of a bound is taken as printed, since a commitment is not a rounded measurement.
Nothing that plans state is below zero, so rounding does not lead there either.

The same rule stands here twice, for one figure (`Interval.printed`) and for the columns of a
table (`intervals`); a test holds them together.
"""

import math
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

__all__ = ["LIMITS", "Comparator", "Interval", "below", "half", "half_units", "intervals"]

LIMITS = ["low", "high", "low_open", "high_open"]
_DIGITS = 12


class Comparator(StrEnum):
    """How a printed number bounds the figure; the value is the sign as written."""

    EXACT = "="
    AT_LEAST = ">="
    MORE = ">"
    AT_MOST = "<="
    LESS = "<"
    ABOUT = "~"

    @property
    def side(self) -> str:
        """`low` for a bound from below, `high` for one from above; blank for neither."""
        return {">": "low", "<": "high"}.get(self.value[0], "")

    @property
    def strict(self) -> bool:
        """Whether the limit itself is excluded."""
        return self in (Comparator.MORE, Comparator.LESS)

    @property
    def reversed(self) -> "Comparator":
        """The comparator seen from the other side: `>=` for `<=`."""
        return Comparator(self.value.translate(str.maketrans("<>", "><")))


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
        sign, figure = Comparator(comparator or Comparator.EXACT), float(value)
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


_WIDTHS = {Comparator.EXACT: 1, Comparator.ABOUT: 2}


def intervals(
    value: "pd.Series", comparator: "pd.Series", half: "pd.Series"
) -> "pd.DataFrame":
    """Give the interval of each figure of a table, as `Interval.printed` gives one.

    Parameters
    ----------
    value, half : Series of float
        The figure and half a unit of its last printed digit, in one unit; a figure that is
        absent is NA. `half` 0 takes exact figures as they are printed.
    comparator : Series of str
        ``= >= > <= < ~``; blank is read as ``=`` (a relative target, once resolved).

    Returns
    -------
    DataFrame
        `low`, `high` in the unit of `value` (infinite at the open end of a bound) and
        `low_open`, `high_open`, True where the end itself is excluded. Same index; NaN where
        there is no figure.
    """
    # pandas is imported here because reading one cell does not need it
    import numpy as np
    import pandas as pd

    figure = value.to_numpy(float, na_value=np.nan)
    times = comparator.map({"=": 1, "": 1, "~": 2}).fillna(0).to_numpy(float)
    width = half.to_numpy(float, na_value=0.0) * times
    below = comparator.isin(["<", "<="]).to_numpy()
    above = comparator.isin([">", ">="]).to_numpy()
    stated = ~np.isnan(figure)
    least = np.where(figure >= 0, np.maximum(figure - width, 0.0), figure - width)
    limits = {
        "low": np.where(below & stated, -np.inf, _rounded(least)),
        "high": np.where(above & stated, np.inf, _rounded(figure + width)),
        "low_open": (comparator == ">").to_numpy() | below,
        "high_open": (comparator == "<").to_numpy() | above | ((times == 1) & (width > 0)),
    }
    return pd.DataFrame(limits, index=value.index)


def below(one: "pd.DataFrame", other: "pd.DataFrame") -> "pd.Series":
    """Tell, row by row, whether every value of `one` is below every value of `other`.

    As `Interval.below`, for the columns `LIMITS` of two tables.
    """
    touching = (one["high"] == other["low"]) & (one["high_open"] | other["low_open"])
    return (one["high"] < other["low"]) | touching


def half(value: float, digits: str, factor: float = 1.0) -> float:
    """Give half a unit of the last of the printed digits, in the unit of `value`.

    `factor` leads from the printed unit to that of `value`, for a printed zero.

    >>> half(278000, "27.8"), half(6.9, "0.69"), half(0, "0.0")
    (500.0, 0.05, 0.05)
    """
    printed = 0.5 * 10.0 ** -len(digits.partition(".")[2])
    stated = float(digits)
    return round(printed * abs(value / stated if stated else factor), _DIGITS)


def half_units(
    value: "pd.Series", kind: "pd.Series", level: "pd.Series", half: "pd.Series"
) -> "pd.Series":
    """Give half a printed unit of targets, that of a resolved relative one from its baseline.

    `level` and `half` are the baseline and its own half unit: a target of "30 percent more" is
    as uncertain as the baseline it multiplies, ``half * value / level``.
    """
    scale = (value / level).where((level != 0) & (kind == "relative"), 1.0)
    return half * scale.astype("Float64").fillna(1.0)


def _snapped(value: float) -> float:
    if value == 0 or not math.isfinite(value):
        return value
    return float(f"{value:.{_DIGITS - 1}e}")


def _rounded(value: "np.ndarray") -> "np.ndarray":
    import numpy as np

    size = np.where((value == 0) | ~np.isfinite(value), 1.0, np.abs(value))
    scale = 10.0 ** (_DIGITS - 1 - np.floor(np.log10(size)))
    return np.round(value * scale) / scale
