"""A Word table: rows and cells wherever they stand, with their spans."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from healthplans.drafting.document import Cell, Origin, Table
from healthplans.drafting.formats.word_names import attribute, children, local, value, w
from healthplans.drafting.printed import join_lines
from healthplans.drafting.refusals import Limits, Unreadable

_PASSED = {"w:sdt", "w:sdtContent", "w:ins", "w:customXml", "w:smartTag", "w:moveTo"}
_PARTS = {*_PASSED, "AlternateContent", "Choice"}
_MOST_COLUMNS = 200

Text = Callable[[Any], tuple[str, list[str]]]


def read_table(element: Any, path: str, text: Text, name: str) -> tuple[Table, list[Any]]:
    """Read one ``w:tbl``; give it and the tables nested in its cells, tables of their own.

    `path` is where it stands, `text` gives a paragraph's text and repairs, `name` is the
    file's, for errors.
    """
    cells: list[Cell] = []
    above: dict[int, int] = {}  # column -> place in `cells` of the cell that may grow down
    nested: list[Any] = []
    for row, line in enumerate(_rows(element)):
        grown: dict[int, int] = {}
        for col, span, cell in _placed(line):
            merge = children(_properties(cell, "w:tcPr"), "w:vMerge")
            if merge and attribute(merge[0], "val", "continue") == "continue" and col in above:
                grown[col] = above[col]
                old = cells[above[col]]
                cells[above[col]] = replace(old, rowspan=row - old.row + 1)
                continue
            grown[col] = len(cells)
            place = f"{path}/tr[{row + 1}]/tc[{col + 1}]"
            parts = [text(paragraph) for paragraph in _paragraphs(cell)]
            cells.append(_cell(parts, (row, col, span), place))
            nested += _inside(cell, "w:tbl")
        above = grown
        if len(cells) > Limits.cells:
            raise Unreadable(name, f"tables of at most {Limits.cells:,} cells")
    return Table(tuple(cells), origin=Origin(path=path)), nested


def cells(table: Any) -> list[Any]:
    """Give all cells of a table, nested tables' cells not."""
    return [cell for row in _rows(table) for cell in _cells(row)]


def one_column(table: Any) -> bool:
    """Tell whether a table is a frame around text: no row has a second cell."""
    return all(len(list(_cells(row))) <= 1 for row in _rows(table))


def _inside(element: Any, name: str) -> Iterator[Any]:
    """Give the elements of a name in another, also in what only wraps them."""
    for child in element:
        if local(child) == name:
            yield child
        elif local(child) in _PARTS:
            yield from _inside(child, name)


def _rows(table: Any) -> Iterator[Any]:
    for row in _inside(table, "w:tr"):
        if not children(_properties(row, "w:trPr"), "w:del"):
            yield row


def _placed(row: Any) -> Iterator[tuple[int, int, Any]]:
    """Give each cell with its first column and its span."""
    col = _number(value(row, "w:trPr/w:gridBefore", "0"))
    for cell in _cells(row):
        span = max(1, _number(value(cell, "w:tcPr/w:gridSpan", "1")))
        yield col, span, cell
        col = min(col + span, _MOST_COLUMNS)


def _number(text: str) -> int:
    return min(int(text), _MOST_COLUMNS) if text.isdecimal() else 0


def _cells(row: Any) -> Iterator[Any]:
    for cell in _inside(row, "w:tc"):
        if not children(_properties(cell, "w:tcPr"), "w:cellDel"):
            yield cell


def _properties(element: Any, name: str) -> Any:
    found = children(element, name)
    return found[0] if found else []


def _cell(
    parts: Sequence[tuple[str, list[str]]], place: tuple[int, int, int], path: str
) -> Cell:
    row, col, span = place
    lines = [line for part, _ in parts for line in part.split("\n") if line.strip()]
    repairs = dict.fromkeys(repair for _, found in parts for repair in found)
    if len(lines) > 1:
        repairs["lines joined"] = None
    return Cell(join_lines(lines), row, col, 1, span, Origin(path=path), tuple(repairs))


def _paragraphs(cell: Any) -> Iterator[Any]:
    """Give a cell's own paragraphs, text boxes in it included, nested tables not."""
    for paragraph in _inside(cell, "w:p"):
        yield paragraph
        for box in paragraph.iter(w("txbxContent")):
            if not any(local(parent) == "Fallback" for parent in box.iterancestors()):
                yield from _paragraphs(box)
