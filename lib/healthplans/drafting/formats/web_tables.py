"""A table of a web page: rows of cells laid out by their spans, as a browser does it."""

from collections.abc import Iterator
from typing import Any

from healthplans.drafting.document import Cell, Origin, Table
from healthplans.drafting.formats.web_names import hidden
from healthplans.drafting.formats.web_text import cell_lines
from healthplans.drafting.joining import join_lines
from healthplans.drafting.refusals import Limits, Unreadable

__all__ = ["read_table"]

_MOST_COLUMNS = 200


def read_table(element: Any, path: str, name: str) -> Table:
    """Read a ``table`` element; a row span ends with the table.

    Raises
    ------
    Unreadable
        Beyond the limit of cells.
    """
    rows = list(_rows(element))
    taken: set[tuple[int, int]] = set()
    cells = []
    for place, row in enumerate(rows):
        col = 0
        for cell in _cells(row):
            while (place, col) in taken:
                col += 1
            down, across = _span(cell, "rowspan", len(rows) - place), _across(cell, col)
            taken |= {(place + r, col + c) for r in range(down) for c in range(across)}
            cells.append(_cell(cell, place, col, (down, across), path))
            col += across
        if len(taken) > Limits.cells:
            raise Unreadable(name, f"tables of at most {Limits.cells:,} cells")
    return Table(tuple(cells), origin=Origin(path=path))


def _rows(table: Any) -> Iterator[Any]:
    for child in table:
        if child.tag == "tr" and not hidden(child):
            yield child
        elif child.tag in {"thead", "tbody", "tfoot"}:
            yield from _rows(child)


def _cells(row: Any) -> list[Any]:
    return [cell for cell in row if cell.tag in {"td", "th"} and not hidden(cell)]


def _span(cell: Any, attribute: str, most: int) -> int:
    text = (cell.get(attribute) or "1").strip()
    number = int(text[:6]) if text[:6].isdecimal() and text.isascii() else 1
    return most if not number else max(1, min(number, most))


def _across(cell: Any, col: int) -> int:
    return max(1, min(_span(cell, "colspan", 1000) or 1, _MOST_COLUMNS - col))


def _cell(cell: Any, row: int, col: int, spans: tuple[int, int], path: str) -> Cell:
    lines = cell_lines(cell)
    place = Origin(path=f"{path}/tr[{row + 1}]/td[{col + 1}]")
    repairs = ("lines joined",) if len(lines) > 1 else ()
    return Cell(join_lines(lines), row, col, *spans, place, repairs)
