"""What a published table is: its columns, their types and units, and what names a row.

`columns.csv` says it, once, for the check here, the data package and the codebook. A library
of table contracts (pandera) would bring its own words for the same file and 15 MB; what is
asked of a table here is that it is as described, which takes these few lines.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pandas as pd
from pandas.api import types

from healthplans.errors import HealthplansError
from healthplans.paths import project_codelists
from healthplans.rows import Row, records

_IS = {
    "string": types.is_string_dtype,
    "number": types.is_float_dtype,
    "integer": types.is_integer_dtype,
    "boolean": types.is_bool_dtype,
}


class ContractError(HealthplansError):
    """A table is not what `columns.csv` says; the message holds everything that differs."""


@dataclass(frozen=True)
class Column:
    """One column: `type` is string, number, integer or boolean; `unit` as in `units.csv`."""

    name: str
    type: str
    unit: str
    zh: str
    en: str
    key: bool


@dataclass(frozen=True)
class Contract:
    """A published table, by name."""

    name: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> list[str]:
        """The columns in their order."""
        return [column.name for column in self.columns]

    @property
    def key(self) -> list[str]:
        """The columns that together name a row."""
        return [column.name for column in self.columns if column.key]

    def check(self, table: pd.DataFrame) -> pd.DataFrame:
        """Give the table back if it is as described.

        Raises
        ------
        ContractError
            Naming every column that is missing, unknown, out of order or of another type,
            and how many rows share a key or have none.
        """
        if breaches := list(self._breaches(table)):
            raise ContractError(f"table {self.name}: {'; '.join(breaches)}")
        return table

    def _breaches(self, table: pd.DataFrame) -> Iterator[str]:
        found = list(map(str, table.columns))
        yield from (f"no column {name}" for name in self.names if name not in found)
        yield from (f"unknown column {name}" for name in found if name not in self.names)
        if sorted(found) == sorted(self.names) and found != self.names:
            yield f"columns in another order: {', '.join(found)}"
        for column in self.columns:
            if column.name in found and not _IS[column.type](table[column.name]):
                yield f"{column.name} is {table[column.name].dtype}, not {column.type}"
        if self.key and set(self.key) <= set(found):
            yield from self._keys(table[self.key])

    def _keys(self, keys: pd.DataFrame) -> Iterator[str]:
        named = ", ".join(self.key)
        if twice := int(keys.duplicated().sum()):
            first = keys[keys.duplicated()].iloc[0].tolist()
            yield f"{twice} row(s) repeat a key ({named}), such as {first}"
        if empty := int(keys.isna().any(axis=1).sum()):
            yield f"{empty} row(s) without a key ({named})"


def contract(name: str) -> Contract:
    """Give the contract of a table; `KeyError` for one that is not published."""
    return contracts()[name]


@cache
def contracts() -> dict[str, Contract]:
    """Give the contract of every published table, in the order of `columns.csv`."""
    return {
        str(name): Contract(str(name), tuple(map(_column, records(own))))
        for name, own in codebook().groupby("table", sort=False)
    }


def codebook() -> pd.DataFrame:
    """Give `columns.csv` as it is: every column of every table."""
    path = project_codelists() / "columns.csv"
    return pd.read_csv(path, keep_default_na=False, dtype=str)


def _column(row: Row) -> Column:
    said = {name: row[name] for name in ("type", "unit", "zh", "en")}
    return Column(row["column"], **said, key=row["key"] == "primary")
