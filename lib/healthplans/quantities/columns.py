"""The algebra of figures for the columns of a table."""

from typing import TYPE_CHECKING

from healthplans.quantities.comparators import Comparator
from healthplans.quantities.interval import last_place

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

LIMITS = ["low", "high", "low_open", "high_open"]
_DIGITS = 12
_SIDES = {sign.value: sign.side for sign in Comparator}


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
    side, strict = sides(comparator), is_strict(comparator).to_numpy()
    below, above = (side == "high").to_numpy(), (side == "low").to_numpy()
    stated = ~np.isnan(figure)
    least = np.where(figure >= 0, np.maximum(figure - width, 0.0), figure - width)
    limits = {
        "low": np.where(below & stated, -np.inf, _rounded(least)),
        "high": np.where(above & stated, np.inf, _rounded(figure + width)),
        "low_open": (above & strict) | below,
        "high_open": (below & strict) | above | ((times == 1) & (width > 0)),
    }
    return pd.DataFrame(limits, index=value.index)


def below(one: "pd.DataFrame", other: "pd.DataFrame") -> "pd.Series":
    """Tell, row by row, whether every value of `one` is below every value of `other`.

    As `Interval.below`, for the columns `LIMITS` of two tables.
    """
    touching = (one["high"] == other["low"]) & (one["high_open"] | other["low_open"])
    return (one["high"] < other["low"]) | touching


def apart(one: "pd.DataFrame", other: "pd.DataFrame") -> "pd.Series":
    """Tell, row by row, whether two intervals share no value; as `Interval.apart`."""
    return below(one, other) | below(other, one)


def within(one: "pd.DataFrame", other: "pd.DataFrame") -> "pd.Series":
    """Tell, row by row, whether every value of `one` is one of `other`'s.

    As `Interval.within`, for the columns `LIMITS` of two tables.
    """
    low = (one["low"] > other["low"]) | (
        (one["low"] == other["low"]) & (one["low_open"] | ~other["low_open"])
    )
    high = (one["high"] < other["high"]) | (
        (one["high"] == other["high"]) & (one["high_open"] | ~other["high_open"])
    )
    return low & high


def sides(comparator: "pd.Series") -> "pd.Series":
    """Give the side of each bound, ``low`` or ``high``; blank for what is none."""
    return comparator.map(_SIDES).fillna("")


def is_bound(comparator: "pd.Series") -> "pd.Series":
    """Tell which comparators leave one side open."""
    return sides(comparator) != ""


def is_point(comparator: "pd.Series") -> "pd.Series":
    """Tell which figures state one value, exactly or about; a blank comparator states none."""
    return comparator.isin([sign for sign in Comparator if not sign.is_bound])


def is_strict(comparator: "pd.Series") -> "pd.Series":
    """Tell which bounds exclude their limit."""
    return comparator.isin([sign for sign in Comparator if sign.strict])


def same_values(
    one: "pd.Series", half: "pd.Series", other: "pd.Series", other_half: "pd.Series"
) -> "pd.Series":
    """Tell, row by row, whether two figures print one value, whatever their comparators."""
    import pandas as pd

    exactly = pd.Series(Comparator.EXACT.value, index=one.index)
    return ~apart(intervals(one, exactly, half), intervals(other, exactly, other_half))


def half_units(
    value: "pd.Series", kind: "pd.Series", level: "pd.Series", half: "pd.Series"
) -> "pd.Series":
    """Give half a printed unit of targets, that of a resolved relative one from its baseline.

    `level` and `half` are the baseline and its own half unit: a target of "30 percent more" is
    as uncertain as the baseline it multiplies, ``half * value / level``.
    """
    scale = (value / level).where((level != 0) & (kind == "relative"), 1.0)
    return half * scale.astype("Float64").fillna(1.0)


def halves(value: "pd.Series", digits: "pd.Series", factor: "pd.Series") -> "pd.Series":
    """Give half a unit of the last printed digit of each figure; as `half`.

    0 where no value or no digits are printed.
    """
    import numpy as np
    import pandas as pd

    places, texts = pd.factorize(digits.fillna("").to_numpy(object))
    known = [(last_place(text), float(text)) if text else (0.0, np.nan) for text in texts]
    unit, stated = np.array(known, float).reshape(-1, 2)[places].T
    figure, times = (column.to_numpy(float, na_value=np.nan) for column in (value, factor))
    leads = np.where(stated == 0, times, figure / np.where(stated == 0, 1.0, stated))
    found = np.where(np.isnan(figure), np.nan, unit / 2 * np.abs(leads))
    # a larger number has no twelfth decimal place to round to
    rounded = np.where(found < 2**13, np.round(found, _DIGITS), found)
    return pd.Series(rounded, index=value.index).fillna(0.0)


def _rounded(value: "np.ndarray") -> "np.ndarray":
    import numpy as np

    size = np.where((value == 0) | ~np.isfinite(value), 1.0, np.abs(value))
    scale = 10.0 ** (_DIGITS - 1 - np.floor(np.log10(size)))
    return np.round(value * scale) / scale
