"""Rows of a table as mappings from column name to value."""

from typing import Any

import pandas as pd

__all__ = ["Row", "records"]

Row = dict[str, Any]


def records(table: pd.DataFrame) -> list[Row]:
    """Give the rows of a table, in order; its column names are strings.

    As `DataFrame.to_dict("records")`, several times faster for the short tables of a page.
    """
    names = [str(name) for name in table.columns]
    columns = [table[name].tolist() for name in names]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]
