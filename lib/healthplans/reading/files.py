"""Read a CSV file strictly: UTF-8, one header, rows of its length; every offender is named."""

import csv
import io
import sys
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from healthplans.errors import InputError, Offence, refuse

__all__ = ["Rows", "column_offences", "name_of", "read_rows", "twice"]

Rows = list[dict[str, str]]


def name_of(path: Path) -> str:
    """Name a file as messages do: its folder and itself."""
    return f"{path.parent.name}/{path.name}"


def read_rows(path: Path, known: Collection[str]) -> tuple[Rows, list[str]]:
    """Give the rows of a file, and its columns.

    A column of `known` that the file leaves out is blank in every row; a file without a column
    `row` has its rows numbered from 1.

    Raises
    ------
    InputError
        For an encoding other than UTF-8, ill-formed CSV, no row, or rows of another length.
    """
    reader = csv.reader(io.StringIO(_decoded(path), newline=""), strict=True)
    try:
        # the same labels stand in thousands of documents, and are kept once
        lines = [list(map(sys.intern, line)) for line in reader if line]
    except csv.Error as error:
        offence = Offence(
            name_of(path), "well-formed CSV", str(reader.line_num), text=str(error)
        )
        raise InputError([offence]) from error
    if len(lines) <= 1:
        raise InputError([Offence(name_of(path), "a header and at least one row")])
    header = lines[0]
    refuse(
        [
            Offence(name_of(path), f"{len(header)} cells", line[0], text=",".join(line))
            for line in lines[1:]
            if len(line) != len(header)
        ]
    )
    absent = dict.fromkeys([name for name in known if name not in header], "")
    rows = [absent | dict(zip(header, line, strict=True)) for line in lines[1:]]
    if "row" not in header:
        rows = [row | {"row": str(place)} for place, row in enumerate(rows, 1)]
    return rows, header


def twice(name: str, rows: Rows, *columns: str) -> Iterator[Offence]:
    """Name every row whose cells of `columns` stand in another row too."""
    keys = [tuple(row[column] for column in columns) for row in rows]
    times = Counter(keys)
    for row, key in zip(rows, keys, strict=True):
        if times[key] > 1:
            expected = f"each {' and '.join(columns)} once"
            yield Offence(name, expected, row["row"], columns[0], row[columns[0]])


def column_offences(
    name: str, found: Sequence[str], known: Sequence[str], needed: Sequence[str]
) -> Iterator[Offence]:
    """Name every column that is needed and not there, unknown, or there twice."""
    for column in needed:
        if column not in found:
            yield Offence(name, "this column", column=column)
    for column, times in Counter(found).items():
        if times > 1 or column not in known:
            yield Offence(name, f"each of {', '.join(known)} at most once", column=column)


def _decoded(path: Path) -> str:
    """Decode UTF-8; a leading byte-order mark and CRLF lose nothing and are digested."""
    name = name_of(path)
    if not path.exists():
        raise InputError([Offence(name, "a file")])
    raw = path.read_bytes()
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError([Offence(name, "UTF-8", text="a UTF-16 byte-order mark")])
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        found = raw[error.start : error.start + 8].decode("gb18030", errors="replace")
        expected = "UTF-8 (it may be GB18030; convert it first)"
        raise InputError([Offence(name, expected, f"line {line}", text=found)]) from error
    strange = [mark for mark in ("\ufeff", "\r", "\0") if mark in text]
    expected = "UTF-8 with LF or CRLF line ends and no byte-order mark inside"
    refuse([Offence(name, expected, text=mark) for mark in strange])
    return text
