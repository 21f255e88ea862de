"""Rows of a table as mappings from column name to value."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

Row = dict[str, Any]


def chosen(table: pd.DataFrame, rows: pd.Series) -> pd.DataFrame:
    """Give some rows of a table; itself, and no copy of it, where they are all."""
    return table if rows.all() else table[rows]


def joined(tables: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Give tables of the same columns as one, its texts in one piece each.

    What cuts a few rows out of texts in several pieces would put the pieces together first.
    """
    if len(tables) == 1:
        return tables[0]
    whole = pd.concat([t for t in tables if len(t)] or tables[:1], ignore_index=True)
    for name in map(str, whole.select_dtypes("str")):
        pieces = pa.array(whole[name])
        if isinstance(pieces, pa.ChunkedArray):  # as Arrow keeps them, and not Python
            whole[name] = pd.array(pieces.combine_chunks(), dtype=whole[name].dtype)
    return whole


def texts(column: pd.Series) -> list[str]:
    """Give the cells of a column of text, each distinct text made once.

    As `tolist`, which makes a new text of every cell: of a long table that repeats its texts
    in half the time, and the memory of the distinct ones.
    """
    codes, distinct = pd.factorize(column, use_na_sentinel=False)
    known = distinct.tolist()
    return [known[code] for code in codes.tolist()]


def places(table: pd.DataFrame, column: str) -> dict[str, np.ndarray]:
    """Give where the rows of each value of a column stand."""
    found = table.groupby(column).indices
    return {str(value): np.asarray(rows) for value, rows in found.items()}


def records(table: pd.DataFrame) -> list[Row]:
    """Give the rows of a table, in order; its column names are strings.

    As `DataFrame.to_dict("records")`, several times faster for the short tables of a page.
    """
    names = [str(name) for name in table.columns]
    columns = [table[name].tolist() for name in names]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def records_by_area(table: pd.DataFrame) -> Iterator[list[Row]]:
    """Give the rows of each area, in the order in which the areas first stand.

    The table is put in order once: to cut rows out of it costs a column each, and there are
    thousands of areas.
    """
    codes, values = pd.factorize(table["area"])
    ordered = table.iloc[np.argsort(codes, kind="stable")]
    ends = np.searchsorted(np.sort(codes), np.arange(len(values)), side="right")
    for start, end in pairwise([0, *ends]):
        yield records(ordered.iloc[start:end])
