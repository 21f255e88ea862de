"""Rows of a table as mappings from column name to value."""

from typing import Any, cast

import pandas as pd

__all__ = ["Row", "records"]

Row = dict[str, Any]


def records(table: pd.DataFrame) -> list[Row]:
    """Give the rows of a table, in order; its column names are strings."""
    return cast("list[Row]", table.to_dict("records"))
