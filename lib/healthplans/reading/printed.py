"""Read `table.csv` and `text.csv`: printed cells and printed figures, verbatim.

Both give the same record, `Printed`, so that a figure of a table and a figure of a sentence
have equal standing from here on.
"""

import csv
import io
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from healthplans.errors import InputError, Offence

__all__ = ["TABLE_COLUMNS", "TEXT_COLUMNS", "Printed", "read_table", "read_text"]

TABLE_COLUMNS = ("row", "domain", "label", "unit", "obligation")
TEXT_COLUMNS = [
    "row",
    "label",
    "scope",
    "of",
    "claim",
    "unit",
    "shared",
    "value",
    "year",
    "year_text",
    "base_year",
    "paragraph",
    "start",
    "end",
    "indicator",
]
# the columns of prose that are taken over as they stand
_TEXTS = ("label", "unit", "shared", "value", "indicator", "scope", "of", "claim", "year_text")
CLAIMS = ("", "share", "growth", "average_growth", "increase")
_YEAR = re.compile(r"20\d\d")
_YEAR_OR_BLANK = re.compile(r"(?:20\d\d)?")
_WHOLE_NUMBER = re.compile(r"\d+")
_PRINTED = re.compile(r".*\S.*", re.DOTALL)


# not frozen, which makes each of hundreds of thousands three times as slow to build
@dataclass(slots=True)
class Printed:
    """One printed figure; texts verbatim, places as in the transcription.

    `label`, `unit` and `value` are as printed. `year` is the column's or the statement's.
    The fields after `obligation` belong to prose: `scope` and `of` are the printed words that
    narrow the figure or its base, joined by ``;``; `claim` says what kind of statement it is;
    `shared` is a printed wording that stands before an earlier figure and holds for this too.
    """

    file: str
    origin: str
    row: int
    locator: str
    label: str
    unit: str
    value: str
    year: int
    domain: str = ""
    obligation: str = ""
    indicator: str = ""
    scope: str = ""
    of: str = ""
    claim: str = ""
    shared: str = ""
    year_text: str = ""
    base_year: int | None = None


def read_table(path: Path) -> list[Printed]:
    """Read an indicator table: one `Printed` a cell of a year column, row by row.

    Raises
    ------
    InputError
        For an encoding other than UTF-8, missing or unknown columns, rows of another length,
        a row number or a label that stands twice, and a blank cell.
    """
    rows, columns = _rows(path)
    years = [column for column in columns if _YEAR.fullmatch(column)]
    name = _name(path)
    _refuse([*_columns(name, columns, TABLE_COLUMNS, years)])
    _refuse(
        [*_twice(name, rows, "row"), *_twice(name, rows, "label"), *_cells(name, rows, years)]
    )
    return [
        Printed(
            file=name,
            origin="table",
            row=int(row["row"]),
            locator=f"r{row['row']}c{year}",
            label=row["label"],
            unit=row["unit"],
            value=row[year],
            year=int(year),
            domain=row["domain"],
            obligation=row["obligation"],
        )
        for row in rows
        for year in years
    ]


def read_text(path: Path) -> list[Printed]:
    """Read the figures of a plan's prose: one `Printed` a row.

    Raises
    ------
    InputError
        As `read_table`, and for a claim, a year or a place that is not one.
    """
    rows, columns = _rows(path)
    name = _name(path)
    _refuse([*_columns(name, columns, TEXT_COLUMNS, ["value"])])
    _refuse([*_twice(name, rows, "row"), *_statements(name, rows)])
    return [
        Printed(
            file=name,
            origin="text",
            row=int(row["row"]),
            locator=f"p{row['paragraph']}:{row['start']}-{row['end']}",
            year=int(row["year"]),
            base_year=int(row["base_year"]) if row["base_year"] else None,
            **{key: row[key] for key in _TEXTS},
        )
        for row in rows
    ]


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def _refuse(offences: Sequence[Offence]) -> None:
    if offences:
        raise InputError(offences)


def _rows(path: Path) -> tuple[list[dict[str, str]], list[str]]:
    reader = csv.reader(io.StringIO(_decoded(path), newline=""), strict=True)
    try:
        # the same labels stand in thousands of plans, and are kept once
        lines = [list(map(sys.intern, line)) for line in reader if line]
    except csv.Error as error:
        offence = Offence(
            _name(path), "well-formed CSV", str(reader.line_num), text=str(error)
        )
        raise InputError([offence]) from error
    if len(lines) <= 1:
        raise InputError([Offence(_name(path), "a header and at least one row")])
    header = lines[0]
    _refuse(
        [
            Offence(_name(path), f"{len(header)} cells", line[0], text=",".join(line))
            for line in lines[1:]
            if len(line) != len(header)
        ]
    )
    return [dict(zip(header, line, strict=True)) for line in lines[1:]], header


def _decoded(path: Path) -> str:
    """Decode UTF-8; a leading byte-order mark and CRLF lose nothing and are digested."""
    name = _name(path)
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
    _refuse([Offence(name, expected, text=mark) for mark in strange])
    return text


def _columns(
    name: str, found: Sequence[str], required: Sequence[str], values: Sequence[str]
) -> Iterator[Offence]:
    for column in required:
        if column not in found:
            yield Offence(name, "this column", column=column)
    if not values:
        yield Offence(name, "at least one year column such as 2025", text=",".join(found))
    for column, times in Counter(found).items():
        if times > 1 or column not in {*required, *values}:
            yield Offence(name, f"each of {', '.join(required)} once", column=column)


def _twice(name: str, rows: Sequence[dict[str, str]], column: str) -> Iterator[Offence]:
    times = Counter(row[column] for row in rows)
    for row in rows:
        if times[row[column]] > 1:
            yield Offence(name, f"each {column} once", row["row"], column, row[column])


def _cells(
    name: str, rows: Sequence[dict[str, str]], years: Sequence[str]
) -> Iterator[Offence]:
    for row in rows:
        if not row["row"].isdecimal():
            yield Offence(name, "a whole number", row["row"], "row", row["row"])
        for column in ("label", *years):
            if not row[column].strip():
                yield Offence(name, "the printed text", row["row"], column, row[column])


def _statements(name: str, rows: Sequence[dict[str, str]]) -> Iterator[Offence]:
    known_claims = re.compile("|".join(CLAIMS))
    expected = {
        "row": (_WHOLE_NUMBER, "a whole number"),
        "paragraph": (_WHOLE_NUMBER, "a whole number"),
        "start": (_WHOLE_NUMBER, "a whole number"),
        "end": (_WHOLE_NUMBER, "a whole number"),
        "year": (_YEAR, "a year"),
        "base_year": (_YEAR_OR_BLANK, "a year or blank"),
        "claim": (known_claims, f"one of {', '.join(CLAIMS[1:])} or blank"),
        "value": (_PRINTED, "the printed text"),
    }
    for column, (pattern, what) in expected.items():
        texts = {row[column] for row in rows}
        wrong = {text for text in texts if not pattern.fullmatch(text)}
        for row in rows if wrong else ():
            if row[column] in wrong:
                yield Offence(name, what, row["row"], column, row[column])
