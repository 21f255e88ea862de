"""Which figures are of years near enough to stand together.

Figures more than two years apart are not compared or ranked together: what lies between may be
change over time and no difference of places. Of the figures of one group those stand together
that lie within two years of each other; the largest such set, of equal ones the latest.
"""

import numpy as np
import pandas as pd

FARTHEST = 2


def out_of_time(year: pd.Series, group: pd.Series) -> pd.Series:
    """Tell, row by row, whether a figure is of a year too far from the others of its group.

    Parameters
    ----------
    year : Series of int
        NA where nothing is stated; such a row is never out of time.
    group : Series
        What is compared with each other; a row without a group is never out of time.

    Returns
    -------
    Series of bool
    """
    years = year.to_numpy(float, na_value=np.nan)
    return pd.Series(outlying(years, pd.factorize(group)[0]), index=year.index)


def outlying(years: np.ndarray, codes: np.ndarray) -> np.ndarray:
    """Tell the same of years with NaN where nothing is stated, and groups by number.

    A negative number is no group.
    """
    stated = ~np.isnan(years) & (codes >= 0)
    far = np.zeros(len(years), dtype=bool)
    if len(np.unique(years[stated])) > 1:
        for code in np.unique(codes[stated]):
            places = np.flatnonzero(stated & (codes == code))
            far[places] = _outside(years[places])
    return far


def _outside(years: np.ndarray) -> np.ndarray:
    """Tell which years lie outside the span that holds most of them."""
    starts = np.unique(years)
    held = [int(((years >= start) & (years <= start + FARTHEST)).sum()) for start in starts]
    start = starts[len(held) - 1 - int(np.argmax(held[::-1]))]
    return np.asarray((years < start) | (years > start + FARTHEST))
