"""A table whose years stand below one another: turned, so that its labels do."""

from collections.abc import Sequence
from dataclasses import replace

from healthplans.drafting.document import Cell, Table
from healthplans.drafting.heads import Column, Head, column

__all__ = ["turned"]

Line = Sequence[Cell | None]


def turned(table: Table) -> tuple[Table, Head] | None:
    """Turn a table whose first column names the years; None where it names anything else.

    Returns
    -------
    tuple
        The table with rows for columns, and its head: what stood in the first column. The
        labels stood in the last row beside the corner, under their domains.
    """
    grid = table.grid()
    first = next((at for at, row in enumerate(grid) if len(_cells(row)) > 1), len(grid))
    corner = grid[first][0] if first < len(grid) else None
    if corner is None or corner.colspan > 1:
        return None
    begin = first + corner.rowspan
    named = [column(at - first, _text(grid[at][0])) for at in range(begin, len(grid))]
    if not named or not all(one.role for one in named):
        return None
    columns = (*_labels(corner.rowspan), *named)
    head = Head(0, 1, columns)
    cells = [cell for cell in table.cells if cell.row >= first]
    return (replace(table, cells=_turned(cells, first)), head) if head.mapped else None


def _cells(row: Line) -> set[int]:
    return {id(cell) for cell in row if cell is not None}


def _text(cell: Cell | None) -> str:
    return cell.text if cell else ""


def _labels(height: int) -> list[Column]:
    """Give the columns that the rows beside the corner become: domains, then labels."""
    return [Column(at, "label" if at == height - 1 else "domain") for at in range(height)]


def _turned(cells: Sequence[Cell], first: int) -> tuple[Cell, ...]:
    moved = [
        replace(
            cell,
            row=cell.col,
            col=cell.row - first,
            rowspan=cell.colspan,
            colspan=cell.rowspan,
        )
        for cell in cells
    ]
    return tuple(sorted(moved, key=lambda cell: (cell.row, cell.col)))
