"""Read .csv and .xlsx: each sheet a table, each cell as its number format shows it."""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from healthplans.drafting.document import (
    Block,
    Cell,
    Document,
    Origin,
    Paragraph,
    Table,
    assemble,
)
from healthplans.drafting.formats.decoding import decode
from healthplans.drafting.formats.packages import head_of, open_package
from healthplans.drafting.printed import join_lines
from healthplans.drafting.refusals import Limits, Unreadable, missing

_FAILED = "a formula's error"
LOST = "formula without a stored result: open the workbook and save it"


def read_csv(data: bytes, name: str) -> Document:
    """Read a file of comma-, tab- or semicolon-separated cells."""
    text = decode(data, name)
    separator = max(",\t;", key=text[:4096].count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise Unreadable(name, "well-formed CSV", str(error)) from error
    _count(sum(map(len, rows)), name)
    cells = [
        Cell(join_lines(text.split("\n")), at, col, origin=Origin(line=at + 1))
        for at, row in enumerate(row for row in rows if any(row))
        for col, text in enumerate(row)
    ]
    return assemble(name, "csv", [Table(tuple(cells))] if cells else [])


def read_xlsx(data: bytes, name: str) -> Document:
    """Read a workbook: shown sheets, rows and columns; formulas by their stored value."""
    _refuse_entities(data, name)
    values, formulas = _book(data, name, cached=True), _book(data, name, cached=False)
    blocks: list[Block] = []
    notes: list[str] = []
    for sheet in values.worksheets:
        _count(sheet.max_row * sheet.max_column, name)
        if sheet.sheet_state == "visible":
            cells = tuple(_cells(sheet, formulas[sheet.title]))
            blocks.append(Paragraph(sheet.title, origin=Origin(path=sheet.title)))
            blocks += [Table(cells, origin=Origin(path=sheet.title))] if cells else []
        notes += _aside(sheet)
    return assemble(name, "xlsx", blocks, notes)


def _aside(sheet: Any) -> Iterator[str]:
    """Say what holds something and is left aside, such as the rows that a filter hides."""
    filled = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    if sheet.sheet_state != "visible":
        if filled:
            yield f"sheet {sheet.title}: hidden, left aside"
        return
    hidden = _hidden_columns(sheet)
    kinds = {
        "row": [cell.row for cell in filled if sheet.row_dimensions[cell.row].hidden],
        "column": [cell.column_letter for cell in filled if cell.column in hidden],
    }
    for kind, places in kinds.items():
        if places:
            named = ", ".join(map(str, dict.fromkeys(places)))
            yield f"sheet {sheet.title}: hidden {kind} {named}, left aside"


def _count(cells: int, name: str) -> None:
    if cells > Limits.cells:
        raise Unreadable(name, f"at most {Limits.cells:,} cells", f"{cells:,} cells")


def _refuse_entities(data: bytes, name: str) -> None:
    package = open_package(data, name)
    for member in package.infolist():
        if member.filename.endswith((".xml", ".rels")):
            if member.file_size > Limits.member_bytes:
                raise Unreadable(name, f"parts of at most {Limits.member_bytes:,} bytes")
            if b"<!DOCTYPE" in head_of(package, member.filename, name):
                raise Unreadable(name, "XML without a document type", member.filename)


def _book(data: bytes, name: str, *, cached: bool) -> Any:
    try:
        import openpyxl
    except ImportError as error:
        raise missing(name, "the reader of sheets", "draft") from error
    try:
        return openpyxl.load_workbook(io.BytesIO(data), data_only=cached, keep_links=False)
    except Exception as error:  # openpyxl lets errors of every part through
        raise Unreadable(name, "a whole workbook; save it again", str(error)) from error


def _cells(sheet: Any, formulas: Any) -> Iterator[Cell]:
    """Give the cells of the rows and columns that are shown and not wholly empty."""
    hidden = _hidden_columns(sheet)
    columns = [col for col in range(1, sheet.max_column + 1) if col not in hidden]
    rows = [
        row
        for row in range(1, sheet.max_row + 1)
        if not sheet.row_dimensions[row].hidden
        and any(sheet.cell(row, col).value is not None for col in columns)
    ]
    merged = {(area.min_row, area.min_col): area for area in sheet.merged_cells.ranges}
    areas = [[place for line in area.rows for place in line] for area in merged.values()]
    under = {place for covered in areas for place in covered[1:]}
    for at, row in enumerate(rows):
        for place, col in enumerate(columns):
            if (row, col) not in under:
                area = merged.get((row, col))
                spans = _spans(area, rows[at:], columns[place:])
                yield _cell(sheet, formulas, (row, col), (at, place), spans)


def _hidden_columns(sheet: Any) -> set[int]:
    # one entry may be of several columns side by side
    every = [one for one in sheet.column_dimensions.values() if one.hidden]
    return {col for one in every for col in range(one.min, one.max + 1)}


def _spans(area: Any, rows: Sequence[int], columns: Sequence[int]) -> tuple[int, int]:
    if area is None:
        return 1, 1
    down = sum(1 for row in rows if row <= area.max_row)
    return max(1, down), max(1, sum(1 for col in columns if col <= area.max_col))


def _cell(
    sheet: Any, formulas: Any, at: tuple[int, int], place: tuple[int, int], spans: Any
) -> Cell:
    stored = sheet.cell(*at)
    text, repairs = shown(stored.value, stored.number_format)
    if str(formulas.cell(*at).value or "").startswith("="):
        lost = stored.value is None
        repairs.append(LOST if lost else "formula: the stored result")
    repairs += [_FAILED] if stored.data_type == "e" else []
    certainty = 0.5 if {"number format not known", LOST, _FAILED} & set(repairs) else 1.0
    origin = Origin(path=f"{sheet.title}!{stored.coordinate}")
    lines = text.split("\n")
    row, col = place
    down, across = spans
    text = join_lines(lines)
    return Cell(text, row, col, down, across, origin, tuple(repairs), certainty)


_PLAIN = re.compile(r"(?P<group>#,##)?0(?:\.(?P<places>0+))?(?P<percent>%)?(?:_[ )])*")
_QUOTED = re.compile(
    r'^(?P<before>(?:"[^"]*"|[≥≤<>])?)(?P<core>[^"]*)(?P<after>(?:"[^"]*")?)$'
)


def shown(value: Any, number_format: str) -> tuple[str, list[str]]:
    """Give the text that a cell shows, and what had to be done for it.

    >>> shown(0.65, "0%")
    ('65%', ['number format applied'])
    >>> shown(5.1, "General")
    ('5.1', [])
    """
    if value is None or isinstance(value, str):
        return value or "", []
    if isinstance(value, bool | dt.date | dt.time | dt.timedelta):
        return str(value), ["number format not known"]
    if number_format in {"General", "@", ""}:
        return _general(value), []
    text = _formatted(*_section(value, number_format))
    if not text:
        return _general(value), ["number format not known"]
    return text, ["number format applied"]


def _section(value: Any, number_format: str) -> tuple[Any, str]:
    """Give the part of a format that is for a number; one for negatives shows the sign."""
    sections = number_format.split(";")
    if value < 0 and len(sections) > 1:
        return -value, sections[1]
    return value, sections[2] if value == 0 and len(sections) > 2 else sections[0]  # noqa: PLR2004


def _general(value: Any) -> str:
    return f"{value:.10g}" if isinstance(value, float) else str(value)


def _formatted(value: Any, pattern: str) -> str:
    framed = _QUOTED.match(pattern)
    match = _PLAIN.fullmatch(framed["core"]) if framed else None
    if framed is None or match is None:
        return ""
    try:
        number = Decimal(str(value)) * (100 if match["percent"] else 1)
        places = Decimal(1).scaleb(-len(match["places"] or ""))
        digits = number.quantize(places, ROUND_HALF_UP)
    except InvalidOperation:
        return ""
    text = f"{digits:,}" if match["group"] else f"{digits}"
    before, after = (framed[part].strip('"') for part in ("before", "after"))
    return f"{before}{text}{match['percent'] or ''}{after}"
