"""Which figures may stand together: per what they are, by convention, and of which years.

A convention is data (`conventions.csv`): who reads what as what, in which units, and where it
does not hold. A strict call takes every convention away.

Figures more than two years apart are not compared or ranked together: what lies between may be
change over time and no difference of places. Of the figures of one group those stand together
that lie within two years of each other; the largest such set, of equal ones the latest.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from healthplans.parts import Part, part_of
from healthplans.rows import Row
from healthplans.vocabulary.codelists import Codelists
from healthplans.vocabulary.judging import convention_for

FARTHEST = 2


def taken_as(
    lists: Codelists, denominator: str, unit: str, about: Part, *, strict: bool = False
) -> tuple[str, str]:
    """Give what a denominator is taken as, and the convention's code; blank where none is.

    >>> from healthplans.parts import WHOLE, Part
    >>> from healthplans.vocabulary.codelists import read_codelists
    >>> lists = read_codelists()
    >>> taken_as(lists, "人口", "per_1000", WHOLE)
    ('常住人口', 'population_as_resident')
    >>> taken_as(lists, "人口", "per_1000", Part.about(["rural"]))
    ('人口', '')
    """
    if strict:
        return denominator, ""
    words = about.words | about.of
    found = convention_for(lists.conventions, denominator, unit, words)
    return (found.taken_as, found.convention) if found else (denominator, "")


def agreed(
    rows: Sequence[Row], lists: Codelists, *, strict: bool = False
) -> tuple[set[str], str]:
    """Give the denominators that some figures are per, and the convention that joins them.

    One denominator, or none stated, is as it is; a convention is asked only where figures are
    stated per several.
    """
    stated = [row for row in rows if row["denominator"]]
    printed = {str(row["denominator"]) for row in stated}
    if len(printed) <= 1:
        return printed, ""
    read = [
        taken_as(lists, row["denominator"], row["unit"], part_of(row), strict=strict)
        for row in stated
    ]
    per = {one for one, _ in read}
    joined = next((code for _, code in read if code), "")
    return per, joined if len(per) == 1 else ""


def conventional(
    rows: pd.DataFrame, denominator: pd.Series, lists: Codelists, *, strict: bool
) -> pd.DataFrame:
    """Give what the denominators of a table are taken as.

    Parameters
    ----------
    rows : DataFrame
        `unit`, `part`, `of`, `end`.
    denominator : Series of str
        As stated, of the same index.
    strict : bool
        Take every denominator as it is stated.

    Returns
    -------
    DataFrame
        Same index: `denominator`, and `convention`, the code of the convention that it is
        read by, blank where none is.
    """
    columns = [rows[name].tolist() for name in ("unit", "part", "of", "end")]
    keys = list(zip(denominator.tolist(), *columns, strict=True))
    # thousands of rows hold a few of them
    known = {
        (per, unit, *about): taken_as(lists, per, unit, Part.read(*about), strict=strict)
        for per, unit, *about in dict.fromkeys(keys)
    }
    found = [known[key] for key in keys]
    return pd.DataFrame(found, index=rows.index, columns=["denominator", "convention"])


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
            own, starts = years[places], np.unique(years[places])
            # the span that holds most of them, of equal ones the latest
            held = [int(((own >= one) & (own <= one + FARTHEST)).sum()) for one in starts]
            start = starts[len(held) - 1 - int(np.argmax(held[::-1]))]
            far[places] = (own < start) | (own > start + FARTHEST)
    return far
