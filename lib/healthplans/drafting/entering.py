"""An evaluator's own figures: a filled-in sheet becomes a document, or says what is wrong.

The sheet is any table with a head of labels and a column of the year asked for, or of actual
values (实际值); targets and other years beside it are left alone. Every cell that cannot be
read is named by its sheet and address, all of them at once; nothing is written then.
"""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from healthplans.drafting.document import Cell, Document, Places, Table
from healthplans.drafting.formats.sheets import LOST, read_csv, read_xlsx
from healthplans.drafting.reading import form_of
from healthplans.drafting.tables.heads import Column, Head, find_head
from healthplans.errors import InputError, Offence, OutputError, refuse
from healthplans.reading.read import CellReader
from healthplans.reading.records import Record
from healthplans.reading.whole import sized
from healthplans.vocabulary.codelists import Codelists
from healthplans.whole_files import read_whole
from healthplans.writing import make_folder

KINDS = ("bulletin", "evaluation", "report", "yearbook")
_FIGURES = ("exact", "approximate", "bound")
_ABSENT = ("missing", "blank")
_WHOLE = 100  # percent


@dataclass(frozen=True)
class Entry:
    """What is entered: the area's code, kind and year of the document, and its title."""

    area: str
    kind: str
    year: int
    title: str
    synthetic: bool = False

    @property
    def id(self) -> str:
        """The document's id, which names its folder."""
        return f"{self.area}-{self.kind}-{self.year}"


@dataclass(frozen=True)
class _Line:
    """One row of the sheet: its label, unit and value, each with its cell."""

    label: Cell
    unit: Cell | None
    value: Cell

    @property
    def texts(self) -> tuple[str, str, str]:
        return self.label.text, self.unit.text if self.unit else "", self.value.text


def enter(
    path: Path,
    entry: Entry,
    documents: Path,
    lists: Codelists,
    tell: Callable[[str], None] = lambda _: None,
) -> Path:
    """Make a document of a sheet of levels (.xlsx or .csv) among `documents`; give its folder.

    What the sheet hides is left aside, and told.

    Raises
    ------
    InputError
        Naming every cell that cannot be read, or cannot be.
    OutputError
        Where the document is there already.
    """
    if entry.kind not in KINDS:
        raise InputError([Offence("kind", f"one of {', '.join(KINDS)}", text=entry.kind)])
    document = _read(path)
    lines = list(_lines(document, entry.year))
    for note in document.notes:
        tell(note)
    if not lines:
        expected = f"a column {entry.year}, or one of actual values, with at least one figure"
        raise InputError([Offence(path.name, expected)])
    refuse(list(_offences(path.name, lines, entry, lists)))
    folder = documents / entry.id
    if folder.exists():
        raise OutputError(f"{folder} is there already; nothing was written")
    files = {"document.yaml": _about(entry), "table.csv": _table(lines, entry.year)}
    return make_folder(folder, sized(files))


def _lines(document: Document, year: int) -> Iterator[_Line]:
    """Give the rows with a figure of every table that has labels and such a column."""
    for table in (block for block in document.blocks if isinstance(block, Table)):
        grid = table.grid()
        head = find_head(grid)
        value = head and _value_column(head, year)
        if head and value and head.of("label"):
            unit = next(iter(head.of("unit")), None)
            places = head.of("label")[-1].col, unit.col if unit else None, value.col
            for row in grid[head.end :]:
                yield from _line(row, places)


def _read(path: Path) -> Document:
    data = read_whole(path, path.name)
    # what it is, is told by its bytes: an encrypted workbook, one that is named .csv
    form = form_of(data, path.name) if data.strip() else path.suffix
    read = {"xlsx": read_xlsx, "csv": read_csv}.get(form)
    if read is None:
        raise InputError([Offence(path.name, "a file .xlsx or .csv with figures", text=form)])
    return read(data, path.name)


def _value_column(head: Head, year: int) -> Column | None:
    """Give the column of the year that is no target, else the last of undated levels."""
    dated = [c for c in head.of("year") if c.year == year and c.kind != "target"]
    undated = [c for c in head.of("level") if c.year is None]
    return next(iter([*reversed(dated), *reversed(undated)]), None)


def _line(row: Places, places: tuple[int, int | None, int]) -> Iterator[_Line]:
    label, value = row[places[0]], row[places[2]]
    unit = None if places[1] is None else row[places[1]]
    if (
        label is not None
        and value is not None
        and (value.text.strip() or LOST in value.repairs)
    ):
        yield _Line(label, unit, value)


def _offences(
    name: str, lines: list[_Line], entry: Entry, lists: Codelists
) -> Iterator[Offence]:
    reader = CellReader(lists)
    first: dict[tuple[str, ...], _Line] = {}
    for line in lines:
        records = reader.read(*line.texts, year=entry.year, document_kind=entry.kind)
        yield from _unread(name, line, records[0])
        key = tuple(str(records[0][part]) for part in ("indicator", "part", "of", "end"))
        other = first.setdefault(key, line) if key[0] else line
        if other.value.text.strip() != line.value.text.strip():
            where = f"one value; {_at(other.value)} has {other.value.text!r}"
            yield _offence(name, line.value, where)


def _unread(name: str, line: _Line, record: Record) -> Iterator[Offence]:
    """Name what is wrong with one row, at the cell that it is about."""
    if LOST in line.value.repairs:
        yield _offence(name, line.value, f"a figure, not a {LOST}")
        return
    column, _, problem = str(record["problem"]).partition(": ")
    if problem:
        cell = {"label": line.label, "unit": line.unit}.get(column) or line.value
        yield _offence(name, cell, problem.partition("expected ")[2] or problem)
    elif record["kind"] in _FIGURES:
        yield from _impossible(name, line, record)
    elif record["kind"] not in _ABSENT:
        yield _offence(name, line.value, "a figure, such as 81.2 or 25.4%")


def _impossible(name: str, line: _Line, record: Record) -> Iterator[Offence]:
    value = record["value"]
    if value is not None and value < 0:
        yield _offence(name, line.value, "a figure of 0 or more")
    elif value is not None and record["unit"] == "percent" and value > _WHOLE:
        yield _offence(name, line.value, "a share of at most 100 percent")


def _offence(name: str, cell: Cell, expected: str) -> Offence:
    return Offence(f"{name}, {_at(cell)}", expected, text=cell.text)


def _at(cell: Cell) -> str:
    """Say where a cell is: its sheet and address, of a CSV file its line."""
    sheet, _, address = cell.origin.path.rpartition("!")
    if not sheet:
        return f"line {cell.origin.line}, cell {cell.col + 1}"
    return f"sheet {sheet}, cell {address}"


def _about(entry: Entry) -> str:
    said = {
        "area": entry.area,
        "kind": entry.kind,
        "title": entry.title,
        "year": entry.year,
        **({"status": "synthetic"} if entry.synthetic else {}),
    }
    return yaml.safe_dump(said, allow_unicode=True, sort_keys=False)


def _table(lines: list[_Line], year: int) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["label", "unit", str(year)])
    writer.writerows(dict.fromkeys(line.texts for line in lines))
    return text.getvalue()
