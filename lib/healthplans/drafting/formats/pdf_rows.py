"""The grid of a table that has no rules between its rows.

What does not fit a row is read, and is then not certain.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from healthplans.drafting.document import Cell, Origin
from healthplans.drafting.formats.pdf_blocks import (
    SHORT,
    Block,
    Rows,
    distance,
    nearest,
    rows_without_rules,
)
from healthplans.drafting.formats.pdf_characters import Mark, rows_of

__all__ = ["MADE", "UNSURE", "Grid", "begins_cut", "read_grid"]

_FAR = 1e9
MADE = "rows put together without rules"
_NEARLY = 8.0  # points by which a domain may miss the middle of its rows
_SAME = 0.25  # of a line: heights that differ less are one
UNSURE = 0.6


@dataclass(frozen=True)
class Grid:
    """The columns of such a table: their sides, their roles, the page."""

    bounds: Sequence[float]
    roles: Sequence[str]
    page: int


def read_grid(marks: Sequence[Mark], grid: Grid) -> list[Cell]:
    """Give the cells of the rows below a table's head; row 1 is the first.

    Returns
    -------
    list of Cell
        Empty where no row can be told.
    """
    columns = [_lines(marks, grid, col) for col in range(len(grid.bounds) - 1)]
    made = rows_without_rules(columns, grid.roles)
    if made is None:
        return []
    cells: list[Cell] = []
    for col, found in enumerate(made.blocks):
        put = _domains if grid.roles[col] == "domain" else _column
        cells += put(found, made, (grid, col))
    return sorted(cells, key=lambda cell: (cell.row, cell.col))


def begins_cut(cells: Sequence[Cell], roles: Sequence[str]) -> bool:
    """Tell whether the first row lacks its short cells: it goes on from the page before."""
    first = [cell for cell in cells if cell.row == 1 and cell.text]
    return bool(first) and not any(roles[cell.col] in SHORT for cell in first)


def _lines(marks: Sequence[Mark], grid: Grid, col: int) -> list[list[Mark]]:
    left, right = grid.bounds[col], grid.bounds[col + 1]
    return rows_of([m for m in marks if left <= m.middle[0] < right and m.text.strip()])


def _column(found: Sequence[Block], made: Rows, where: tuple[Grid, int]) -> list[Cell]:
    """Give each block to the row at its height; two blocks of one row are one cell."""
    rows, top = made.rows, made.top
    placed: dict[int, list[Block]] = {}
    strange: set[int] = set()
    for block in found:
        at = nearest(block, rows, top=top)
        placed.setdefault(at, []).append(block)
        off = distance(block, rows, at, top=top)
        strange |= (
            {at} if off > _SAME * block.lines[0][0].size or len(placed[at]) > 1 else set()
        )
    named = where[0].roles[where[1]] == "label"
    texts = ["".join(b.text for b in placed.get(at, ())) for at in range(len(rows))]
    return [
        _cell(text, at, rows[at], where, (1, at in strange or (named and not text)))
        for at, text in enumerate(texts)
    ]


def _cell(
    text: str, at: int, row: Block, where: tuple[Grid, int], span: tuple[int, bool]
) -> Cell:
    """Make a cell of a row; `span`: how many rows it has, and whether it is uncertain."""
    grid, col = where
    rows, strange = span
    box = (grid.bounds[col], row.top, grid.bounds[col + 1], row.bottom)
    certainty = UNSURE if strange else 1.0
    return Cell(text, at + 1, col, rows, 1, Origin(grid.page, box), (MADE,), certainty)


def _domains(found: Sequence[Block], made: Rows, where: tuple[Grid, int]) -> list[Cell]:
    """Give domains their rows: each begins at its top, or is the middle of its rows."""
    rows = made.rows
    if not found:
        return []
    starts = [nearest(block, rows, top=True) for block in found]
    strange = False
    if not made.top:
        starts, strange = _middled(found, rows)
    texts = ["", *(block.text for block in found)]
    spans = zip(texts, [0, *starts], [*starts, len(rows)], strict=True)
    return [
        _cell(text, start, rows[start], where, (end - start, strange))
        for text, start, end in spans
        if end > start
    ]


def _middled(found: Sequence[Block], rows: Sequence[Block]) -> tuple[list[int], bool]:
    """Part the rows so that each domain stands in the middle of its own.

    The last rows may go on with theirs on the next page, the first with one of the page
    before. A domain that goes on may stand at its first row instead.

    Returns
    -------
    tuple
        The first row of each domain, and whether that is not certain.
    """
    whole, cut = (_groups(found, rows, 0, ends=ends) for ends in (True, False))
    for cost, starts in (whole, cut):
        if cost <= _NEARLY * len(found):
            return starts, False
    begins = range(len(rows))
    ways = [_groups(found, rows, begin, ends=True) for begin in begins]
    ways += [_topped(found, rows, begin) for begin in begins]
    return min([*ways, cut])[1], True


def _topped(
    found: Sequence[Block], rows: Sequence[Block], begin: int
) -> tuple[float, list[int]]:
    """Give the groups that begin at a row; the last domain stands at its first row."""
    off, starts = _groups(found[:-1], rows, begin, ends=False)
    last = nearest(found[-1], rows, top=True)
    parted = _groups(found, rows, begin, ends=False)[1][-1] == last
    return (off + round(abs(rows[last].top - found[-1].top)) if parted else _FAR), [
        *starts,
        last,
    ]


def _groups(
    found: Sequence[Block], rows: Sequence[Block], begin: int, *, ends: bool
) -> tuple[float, list[int]]:
    """Give the groups that begin at a row, and how far the domains are from their middles.

    `ends`: the last group ends with the last row.
    """
    starts: list[int] = []
    off = 0.0
    for place, block in enumerate(found):
        starts.append(min(begin, len(rows) - 1))
        last = ends and place == len(found) - 1
        ways = [
            (abs((rows[starts[-1]].top + rows[end].bottom) / 2 - block.middle), end)
            for end in range(len(rows) - 1 if last else begin, len(rows))
        ]
        cost, end = min(ways, default=(_FAR, begin))
        off, begin = off + cost, end + 1
    return round(off), starts
