"""Read a denominator by convention: what it is taken as, and by which convention.

A convention is data (`conventions.csv`): who reads what as what, in which units, and where it
does not hold. A strict call takes every convention away.
"""

from collections.abc import Sequence

import pandas as pd

from healthplans.parts import Part, part_of
from healthplans.rows import Row
from healthplans.vocabulary.codelists import Codelists
from healthplans.vocabulary.judging import convention_for


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
