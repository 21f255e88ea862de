"""One printed figure, verbatim, and the reader of `table.csv`.

A table and a prose give the same record, `Printed`, so that a figure of a table and a figure
of a sentence have equal standing from here on.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from healthplans.errors import Offence, refuse
from healthplans.reading.about import CONFIDENCES
from healthplans.reading.files import (
    WHOLE_NUMBER,
    Rows,
    column_offences,
    name_of,
    read_rows,
    twice,
)

TABLE_COLUMNS = ("row", "domain", "label", "unit", "obligation", "confidence")
TEXT_COLUMNS = (
    *("row", "label", "scope", "of", "claim", "unit", "shared", "value", "year", "role"),
    *("year_text", "base_year", "paragraph", "start", "end", "indicator", "confidence"),
    "compared",
)
CLAIMS = ("", "share", "growth", "average_growth", "increase", "decrease")
ROLES = ("level", "target")
_NO_WORDS: Mapping[str, str] = MappingProxyType({})
_YEAR_HEAD = re.compile(r"(?P<year>(?:19|20)[0-9]{2})\D?(?:\s*(?P<role>\D+))?")


# not frozen, which makes each of hundreds of thousands three times as slow to build
@dataclass(slots=True)
class Printed:
    """One printed figure; texts verbatim, places as in the transcription.

    `label`, `unit` and `value` are as printed. `year` is the column's or the statement's, None
    where none was printed; `role` is blank unless the column or the row says it. The fields
    after `obligation` belong to prose: `scope` and `of` are the printed words that narrow the
    figure or its base, joined by ``;``; `claim` says what kind of statement it is; `shared` is
    a printed wording that stands before an earlier figure and holds for this too;
    `compared` is the word by which the sentence holds its own figure against this one. `full`
    is the label of a table's row with what the row says that it stands under; else blank.
    """

    file: str
    origin: str
    row: int
    locator: str
    label: str
    unit: str
    value: str
    year: int | None
    role: str = ""
    domain: str = ""
    obligation: str = ""
    confidence: str = ""
    indicator: str = ""
    scope: str = ""
    of: str = ""
    claim: str = ""
    shared: str = ""
    compared: str = ""
    full: str = ""
    year_text: str = ""
    base_year: int | None = None
    paragraph: int | None = None


class _Column(NamedTuple):
    """A year column: its head, the year, its role where the head says one, what names it."""

    head: str
    year: str
    role: str
    key: str


def read_table(
    path: Path, roles: Mapping[str, str] = _NO_WORDS, leads: tuple[str, ...] = ()
) -> list[Printed]:
    """Read an indicator table: one `Printed` a cell of a year column, row by row.

    A year column is ``2020``, or with its role where a table prints two of one year: ``2020
    level``, ``2020 target``, or with a printed word of `roles` (2020年现状). A blank cell
    means that nothing is printed there. A row without a number, or with that of the row above
    under the same label, belongs to the group above. Labels that open with one of `leads`
    (其中) stand under the row above them, and may stand again under another.

    Raises
    ------
    InputError
        As `read_rows`, and for missing or unknown columns, a year twice without roles, a role
        that is none, a row number that stands twice, a label that stands twice in one domain,
        and a row without any text.
    """
    rows, header = read_rows(path, TABLE_COLUMNS)
    name = name_of(path)
    columns = _year_columns(header, roles)
    _group(rows)
    refuse([*_heads(name, header, columns)])
    refuse(
        [
            *_numbers(name, rows),
            *twice(name, [row | {"row": row["place"]} for row in rows], "row"),
            *twice(name, _placed(rows, leads), "label", "domain"),
            *_cells(name, rows),
        ]
    )
    return [_cell(name, row, column) for row in rows for column in columns]


def _year_columns(header: Sequence[str], roles: Mapping[str, str]) -> list[_Column]:
    """Give the year columns; the role names a column only where its year has several."""
    found = [(head, match) for head in header if (match := _YEAR_HEAD.fullmatch(head.strip()))]
    times = Counter(match["year"] for _, match in found)
    columns = []
    for head, match in found:
        year, words = match["year"], (match["role"] or "").strip()
        role = roles.get(words, words)
        columns.append(_Column(head, year, role, f"{year}{role}" if times[year] > 1 else year))
    return columns


def _group(rows: Rows) -> None:
    """Give each row its `place`: its number, and which of its group it is where it has one."""
    above, size = {"row": "", "label": ""}, 1
    for row in rows:
        continued = not row["row"] or (row["row"], row["label"]) == (
            above["row"],
            above["label"],
        )
        row["row"] = row["row"] or above["row"]
        size = size + 1 if continued and above["row"] else 1
        row["place"] = f"{row['row']}.{size}" if size > 1 else row["row"]
        above = row


def _placed(rows: Rows, leads: tuple[str, ...]) -> Rows:
    """Give the rows with a domain of its own for what stands under another."""
    placed, above = [], ""
    for row in rows:
        led = row["label"].lstrip().startswith(leads)
        above = above if led else row["label"]
        placed.append(row | {"domain": f"{row['domain']}/{above}"} if led else row)
    return placed


def _cell(name: str, row: dict[str, str], column: _Column) -> Printed:
    return Printed(
        file=name,
        origin="table",
        row=int(row["row"]),
        locator=f"r{row['place']}c{column.key}",
        label=row["label"],
        unit=row["unit"],
        value=row[column.head],
        year=int(column.year),
        role=column.role,
        domain=row["domain"],
        obligation=row["obligation"],
        confidence=row["confidence"],
    )


def _heads(name: str, found: Sequence[str], columns: Sequence[_Column]) -> Iterator[Offence]:
    known = [*TABLE_COLUMNS, *(column.head for column in columns)]
    yield from column_offences(name, found, known, ("label",))
    if not columns:
        yield Offence(name, "at least one year column", text=",".join(found))
    times = Counter(column.key for column in columns)
    for column in columns:
        if column.role not in ("", *ROLES):
            expected = f"a year, or a year with {' or '.join(ROLES)}"
            yield Offence(name, expected, column=column.head, text=column.role)
        if times[column.key] > 1:
            expected = f"each year once, or with its role: {column.year} level"
            yield Offence(name, expected, column=column.head)


def _numbers(name: str, rows: Rows) -> Iterator[Offence]:
    for row in rows:
        if not re.fullmatch(WHOLE_NUMBER, row["row"]):
            yield Offence(name, "a whole number", row["row"], "row", row["row"])


def _cells(name: str, rows: Rows) -> Iterator[Offence]:
    known = ("", *CONFIDENCES)
    for row in rows:
        if not row["label"].strip():
            yield Offence(name, "the printed text", row["row"], "label", row["label"])
        if row["confidence"] not in known:
            expected = f"one of {', '.join(CONFIDENCES)} or blank"
            yield Offence(name, expected, row["row"], "confidence", row["confidence"])
