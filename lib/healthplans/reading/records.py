"""The records of cells that were read: their columns, how they are written and taken in."""

import csv
import io
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, TextIO

from healthplans.errors import InputError, Offence
from healthplans.reading.files import largest_cell

READ_COLUMNS: tuple[str, ...] = (
    *("line", "label", "unit_text", "value_text", "indicator", "problem", "printed_unit"),
    *("unit", "denominator", "part", "of", "end", "role", "kind", "comparator", "amount"),
    *("value", "low", "high", "change", "change_unit", "change_comparator", "direction"),
    *("base_year", "year", "remark"),
)
NEEDED = ("label", "unit", "value")
_DIGITS = 12
_LINE_END = "\r\n"
_LARGEST_CELL = 2**30

Record = dict[str, Any]


def written(records: Iterable[Record]) -> str:
    """Write records as CSV: UTF-8 text, no byte-order mark, numbers in plain digits."""
    target = io.StringIO(newline="")
    # a writer quotes what is in its line end, so a carriage return too
    writer = csv.writer(target, lineterminator=_LINE_END)
    lines = [READ_COLUMNS]
    lines += [tuple(plain(record[name]) for name in READ_COLUMNS) for record in records]
    return "".join(_line(writer, target, line) for line in lines)


def _line(writer: Any, target: io.StringIO, cells: tuple[str, ...]) -> str:
    target.seek(0)
    target.truncate()
    writer.writerow(cells)
    return target.getvalue().removesuffix(_LINE_END) + "\n"


def plain(cell: Any) -> str:
    """Write one cell of a record.

    >>> plain(Decimal("340000000.0")), plain(None), plain(Decimal(1) / 3)
    ('340000000', '', '0.333333333333')
    """
    if not isinstance(cell, Decimal):
        return "" if cell is None else str(cell)
    rounded = Decimal(f"{cell:.{_DIGITS}g}")
    return format(rounded.normalize(), "f")


def read_rows(stream: TextIO, name: str) -> list[dict[str, str]]:
    """Read a table of cells called `name`; raise `InputError` for a column that is missing."""
    reader = csv.DictReader(stream)
    try:
        with largest_cell(_LARGEST_CELL):
            rows = [*reader]
    except csv.Error as error:
        raise InputError([Offence(name, "well-formed CSV", text=str(error))]) from error
    columns = [(name or "").strip().lstrip("\ufeff") for name in reader.fieldnames or ()]
    missing = [column for column in NEEDED if column not in columns]
    if missing:
        raise InputError(Offence(name, "this column", column=column) for column in missing)
    return [dict(zip(columns, list(row.values()), strict=False)) for row in rows]
