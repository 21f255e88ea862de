"""The grid of a table that has no rules between its rows.

What does not fit a row is read, and is then not certain.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

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

_FAR = 1e9
MADE = "rows put together without rules"
_NEARLY = 3.0  # points by which a domain may miss the middle of its rows
_SAME = 0.25  # of a line: heights that differ less are one
UNSURE = 0.6

Extent = tuple[float, float]


@dataclass(frozen=True)
class Grid:
    """The columns of such a table on a page.

    Their sides, their roles, the page; whether the table ends there, and whether it goes on
    from the page before.
    """

    bounds: Sequence[float]
    roles: Sequence[str]
    page: int
    ended: bool
    goes_on: bool


def read_grid(marks: Sequence[Mark], grid: Grid) -> list[Cell]:
    """Give the cells of the rows below a table's head; row 1 is the first.

    Empty where no row can be told.
    """
    shown = [mark for mark in marks if mark.text.strip()]
    columns = [
        rows_of(mark for mark in shown if left <= mark.middle[0] < right)
        for left, right in pairwise(grid.bounds)
    ]
    made = rows_without_rules(columns, grid.roles)
    if made is None:
        return []
    cells: list[Cell] = []
    for col, found in enumerate(made.blocks):
        put = _domains if grid.roles[col] == "domain" else _column
        cells += put(found, made, (grid, col))
    return sorted(_doubted(cells, grid), key=lambda cell: (cell.row, cell.col))


def _doubted(cells: Sequence[Cell], grid: Grid) -> list[Cell]:
    """Doubt a label that may lack a line: beside a row that does not fit, or cut."""
    label = grid.roles.index("label")
    odd = {c.row for c in cells if c.certainty < 1 and grid.roles[c.col] != "domain"}
    near = {row + step for row in odd for step in (-1, 1)}
    near |= set() if grid.ended else {max(cell.row for cell in cells)}
    return [
        cell.doubted(UNSURE) if cell.col == label and cell.row in near else cell
        for cell in cells
    ]


def begins_cut(cells: Sequence[Cell], roles: Sequence[str]) -> bool:
    """Tell whether the first row lacks its short cells: it goes on from the page before."""
    first = [cell for cell in cells if cell.row == 1 and cell.text]
    return bool(first) and not any(roles[cell.col] in SHORT for cell in first)


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
    doubted = [False] * (len(found) + 1)
    if not made.top:
        starts, doubted = _middled(found, _whole(made, where), where[0])
    texts = ["", *(block.text for block in found)]
    spans = zip(texts, [0, *starts], [*starts, len(rows)], doubted, strict=True)
    return [
        _cell(text, start, rows[start], where, (end - start, doubt))
        for text, start, end, doubt in spans
        if end > start
    ]


def _whole(made: Rows, where: tuple[Grid, int]) -> list[Extent]:
    """Give the height of the first and of the last line of each row, whichever cell's."""
    extents = [(row.top, row.bottom) for row in made.rows]
    for col, blocks in enumerate(made.blocks):
        for block in blocks if col != where[1] else ():
            at = nearest(block, made.rows, top=made.top)
            top, bottom = extents[at]
            extents[at] = min(top, block.top), max(bottom, block.bottom)
    return extents


def _middled(
    found: Sequence[Block], rows: Sequence[Extent], grid: Grid
) -> tuple[list[int], list[bool]]:
    """Part the rows so that each domain stands in the middle of its own.

    The first rows may go on with a domain of the page before; where the table does not end
    on the page the last domain goes on, and may stand at its first row.

    Gives the first row of each domain; whether the rows before them and those of each are not
    certain.
    """
    begins = range(len(rows) if grid.goes_on else 1)
    known = found if grid.ended else found[:-1]
    ways = [_groups(known, rows, begin, ends=grid.ended) for begin in begins]
    near = [begin for begin in begins if ways[begin][0] <= 2 * _NEARLY]
    if known and len(near) == 1 and ways[near[0]][0] <= _NEARLY:
        starts = _groups(found, rows, near[0], ends=grid.ended)[1]
        return starts, [False] * (len(known) + 1) + [True] * (not grid.ended)
    ways = [_groups(found, rows, begin, ends=True) for begin in range(len(rows))]
    ways += [_topped(found, rows, begin) for begin in range(len(rows))]
    return min(ways)[1], [True] * (len(found) + 1)


def _topped(
    found: Sequence[Block], rows: Sequence[Extent], begin: int
) -> tuple[float, list[int]]:
    """Give the groups that begin at a row; the last domain stands at its first row."""
    off, starts = _groups(found[:-1], rows, begin, ends=False)
    last = _groups(found, rows, begin, ends=False)[1][-1]
    return max(off, abs(rows[last][0] - found[-1].top)), [*starts, last]


def _groups(
    found: Sequence[Block], rows: Sequence[Extent], begin: int, *, ends: bool
) -> tuple[float, list[int]]:
    """Give the groups that begin at a row, and how far a domain is from its middle at most.

    `ends`: the last group ends with the last row.
    """
    starts: list[int] = []
    off = 0.0
    for place, block in enumerate(found):
        starts.append(min(begin, len(rows) - 1))
        last = ends and place == len(found) - 1
        ways = [
            (abs((rows[starts[-1]][0] + rows[end][1]) / 2 - block.middle), end)
            for end in range(len(rows) - 1 if last else begin, len(rows))
        ]
        cost, end = min(ways, default=(_FAR, begin))
        off, begin = max(off, cost), end + 1
    return off, starts
