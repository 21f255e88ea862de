"""Read a CSV file strictly: UTF-8, one header, rows of its length; every offender is named."""

import contextlib
import csv
import io
import re
import sys
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from pathlib import Path

from healthplans.errors import InputError, Offence, refuse
from healthplans.whole_files import decoded, read_whole

Rows = list[dict[str, str]]
# characters of one cell; a longer one is a damaged file
_LARGEST_CELL = 131_072
# of a row or a place, in the digits that stand in its figure's id
WHOLE_NUMBER = "[0-9]{1,9}"
# what no workbook and no XML can hold, a lone CR, a byte-order mark in the midst, and what
# stands for what another encoding or a sheet program has lost
_UNPRINTED = re.compile(
    "[\0-\x08\x0b-\x1f\x7f\ufeff\ufffd-\uffff]|[?]{3,}"
    "|#(?:REF!|VALUE!|NAME[?]|N/A|DIV/0!|NUM!|NULL!)"
)
_SHOWN = 100  # offenders, of a file that is none


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
    name = name_of(path)
    # the same labels stand in thousands of documents, and are kept once
    lines = [list(map(sys.intern, line)) for _, line in read_lines(path, name)]
    if len(lines) <= 1:
        raise InputError([Offence(name, "a header and at least one row")])
    header = lines[0]
    refuse(
        [
            Offence(name, f"{len(header)} cells", line[0], text=",".join(line))
            for line in lines[1:]
            if len(line) != len(header)
        ]
    )
    absent = dict.fromkeys([name for name in known if name not in header], "")
    rows = [absent | dict(zip(header, line, strict=True)) for line in lines[1:]]
    if "row" not in header:
        rows = [row | {"row": str(place)} for place, row in enumerate(rows, 1)]
    return rows, header


@contextlib.contextmanager
def largest_cell(size: int) -> Iterator[None]:
    """Read cells of so many characters at most, whatever other libraries ask for."""
    usual = csv.field_size_limit(size)
    try:
        yield
    finally:
        csv.field_size_limit(usual)


def read_lines(path: Path, name: str) -> list[tuple[int, list[str]]]:
    """Give the lines of a CSV file that are not empty, each with its number in the file."""
    reader = csv.reader(io.StringIO(_printed(path, name), newline=""), strict=True)
    try:
        with largest_cell(_LARGEST_CELL):
            return [(reader.line_num, line) for line in reader if line]
    except csv.Error as error:
        place = f"line {reader.line_num}"
        offence = Offence(name, "well-formed CSV", place, text=str(error))
        raise InputError([offence]) from error


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


def _printed(path: Path, name: str) -> str:
    """Give a file's text; signs that no page, workbook or document can hold are named."""
    text = decoded(read_whole(path, name), name)
    expected = (
        "UTF-8 with LF or CRLF line ends, no control sign, no byte-order mark inside and "
        "nothing lost"
    )
    if _UNPRINTED.search(text):
        found = (
            (at, sign)
            for at, line in enumerate(text.split("\n"), 1)
            for sign in _UNPRINTED.findall(line)
        )
        first = dict.fromkeys(islice(found, _SHOWN))
        refuse([Offence(name, expected, f"line {at}", text=sign) for at, sign in first])
    return text
