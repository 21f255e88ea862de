"""What a printed figure leaves open: the interval in which the true value lies.

A printed 4.45 stands for any value from 4.445 up to, but not including, 4.455; `>=90` for
anything from 90 upwards; `<5.2` for anything below. An approximate figure (左右) is given one
unit of its last printed digit on either side: the plans do not say how much more is meant.
The limit of a bound is taken as printed, since a commitment is not a rounded measurement.
"""

import numpy as np
import pandas as pd

__all__ = ["LIMITS", "certainly_less", "half_units", "intervals"]

LIMITS = ["low", "high", "low_open", "high_open"]
_DIGITS = 12


def intervals(value: pd.Series, comparator: pd.Series, half: pd.Series) -> pd.DataFrame:
    """Give the interval of each figure.

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
    figure = value.to_numpy(float, na_value=np.nan)
    width = _width(comparator, half.to_numpy(float, na_value=0.0))
    below, above = comparator.isin(["<", "<="]), comparator.isin([">", ">="])
    stated = ~np.isnan(figure)
    # nothing the plans state is below zero, so rounding does not lead there either
    least = np.where(figure >= 0, np.maximum(figure - width, 0.0), figure - width)
    low = np.where(below & stated, -np.inf, _snapped(least))
    high = np.where(above & stated, np.inf, _snapped(figure + width))
    rounded = comparator.isin(["=", ""]).to_numpy() & (width > 0)
    columns = {
        "low": low,
        "high": high,
        "low_open": (comparator == ">").to_numpy() | below.to_numpy(),
        "high_open": (comparator == "<").to_numpy() | above.to_numpy() | rounded,
    }
    return pd.DataFrame(columns, index=value.index)


def certainly_less(one: pd.DataFrame, other: pd.DataFrame) -> pd.Series:
    """Tell, row by row, whether every value of `one` is below every value of `other`."""
    touching = (one["high"] == other["low"]) & (one["high_open"] | other["low_open"])
    return (one["high"] < other["low"]) | touching


def half_units(
    value: pd.Series, kind: pd.Series, level: pd.Series, half: pd.Series
) -> pd.Series:
    """Give half a printed unit of targets, that of a resolved relative one from its baseline.

    `level` and `half` are the baseline and its own half unit: a target of "30 percent more" is
    as uncertain as the baseline it multiplies, ``half * value / level``.
    """
    scale = (value / level).where((level != 0) & (kind == "relative"), 1.0)
    return half * scale.astype("Float64").fillna(1.0)


def _width(comparator: pd.Series, half: np.ndarray) -> np.ndarray:
    bound = comparator.isin([">", ">=", "<", "<="]).to_numpy()
    return np.where(bound, 0.0, np.where((comparator == "~").to_numpy(), 2 * half, half))


def _snapped(value: np.ndarray) -> np.ndarray:
    """Round to twelve significant digits, so that 4.44 + 0.005 meets 4.45 - 0.005."""
    size = np.where((value == 0) | ~np.isfinite(value), 1.0, np.abs(value))
    scale = 10.0 ** (_DIGITS - 1 - np.floor(np.log10(size)))
    return np.round(value * scale) / scale
