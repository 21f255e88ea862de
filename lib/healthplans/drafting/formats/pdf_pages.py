"""The pages of a PDF or scan as one text: running heads told apart, columns, page breaks.

Tables are put together over page breaks part by part, with the rows that a break cut in two.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from healthplans.drafting.document import Block, Cell, Origin, Paragraph, Table
from healthplans.drafting.formats.pdf_columns import in_order
from healthplans.drafting.formats.pdf_lines import Line, furniture, paragraphs
from healthplans.drafting.formats.pdf_rows import MADE, UNSURE
from healthplans.drafting.formats.pdf_tables import PageTable
from healthplans.drafting.printed import join_lines
from healthplans.drafting.tables.heads import find_head


def in_blocks(pages: Sequence[tuple[list[Line], list[PageTable], float]]) -> Iterator[Block]:
    """Give pages' blocks in reading order; what goes on over a page is one block.

    Of each page come the lines outside tables, the tables, and the height.
    """
    running = furniture([(lines, height) for lines, _, height in pages])
    items: list[Line | PageTable] = []
    for lines, tables, _ in pages:
        # a page number or running head stands in no column
        items += in_order([line for line in lines if line not in running], tables)
    for item in join_pages(items):
        if isinstance(item, Table):
            yield item
        else:
            yield from paragraphs(item)
    yield from map(beside, running)


def beside(line: Line) -> Paragraph:
    """Give a line that is none of the text: a running head, a watermark."""
    return Paragraph(line.text, origin=line.origin, kind="page")


_NEAR = 3.0  # points by which the columns of two parts may differ
_FIGURE = 10  # characters: a shorter text with a digit is a figure


def join_pages(items: Sequence[Line | PageTable]) -> Iterator[list[Line] | Table]:
    """Give tables, each whole, and the runs of lines between them, in reading order."""
    for kind, run in groupby(items, key=type):
        if kind is Line:
            yield [item for item in run if isinstance(item, Line)]
        else:
            tables = [item for item in run if isinstance(item, PageTable)]
            yield from map(_whole, _put_together(tables))


def _put_together(parts: Sequence[PageTable]) -> list[PageTable]:
    tables: list[PageTable] = []
    for part in parts:
        if tables and _goes_on(tables[-1], part):
            tables[-1] = _joined(tables[-1], part)
        else:
            tables.append(part)
    return tables


def _whole(table: PageTable) -> Table:
    box = table.columns[0], table.top, table.columns[-1], table.bottom
    return Table(table.cells, origin=Origin(table.page, box))


def _goes_on(one: PageTable, other: PageTable) -> bool:
    if other.page <= one.page or len(one.columns) != len(other.columns):
        return False
    sides = [abs(a - b) for a, b in zip(one.columns, other.columns, strict=True)]
    # without rules the sides are middles of gaps, as wide as a page's texts leave them
    made = bool(one.roles and _repeated(one, other))
    return all(side <= _NEAR for side in (sides[:: len(sides) - 1] if made else sides))


def _joined(one: PageTable, other: PageTable) -> PageTable:
    """Put the next page's part under a table, without its repeated head."""
    head = _repeated(one, other)
    rows = Table(one.cells).height
    moved = [
        replace(cell, row=cell.row - head + rows) for cell in other.cells if cell.row >= head
    ]
    cut = one.open_bottom | other.open_top
    whole = len(cut) == len(one.columns) - 1
    halves = _row(one.cells, rows - 1), _row(moved, rows)
    rest = not cut and _rest(other, head, *halves)
    if rest:
        cut, whole = frozenset(range(len(one.columns) - 1)), True
    elif whole and _two_rows(*halves):
        # only what stands left of them, their domain, goes on
        cut, whole = frozenset(range(min(halves[0].keys() & halves[1].keys()))), False
    cells = _merged(one.cells, moved, cut, rows, lost=int(whole))
    if rest:
        last = [cell.row + cell.rowspan == rows for cell in cells]
        cells = [c.doubted(UNSURE) if at else c for c, at in zip(cells, last, strict=True)]
    return replace(
        one,
        cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.col))),
        page=other.page,
        open_bottom=other.open_bottom,
    )


def _row(cells: Sequence[Cell], row: int) -> dict[int, str]:
    """Give the texts of a row by column."""
    standing = [cell for cell in cells if cell.row <= row < cell.row + cell.rowspan]
    return {cell.col: cell.text for cell in standing if cell.text}


def _two_rows(one: dict[int, str], other: dict[int, str]) -> bool:
    """Tell whether what stands beside a page break is two rows: their numbers follow."""
    both = [(one[col], other[col]) for col in one.keys() & other.keys()]
    whole = [(int(a), int(b)) for a, b in both if a.isdecimal() and b.isdecimal()]
    return any(b == a + 1 for a, b in whole)


def _rest(other: PageTable, head: int, one: dict[int, str], rest: dict[int, str]) -> bool:
    """Tell whether a page begins with the rest of a row whose rules were closed.

    It has text in some of that row's cells and no figure or number of its own.
    """
    row = [cell for cell in other.cells if cell.row == head]
    single = all(cell.colspan == 1 for cell in row)
    fewer = set(rest) <= set(one) and 2 * len(rest) < len(one)
    counts = any(text.replace(".", "").isdecimal() for text in rest.values())
    return bool(rest) and single and fewer and not counts


def _repeated(one: PageTable, other: PageTable) -> int:
    """Count the rows of a head that the next page repeats."""
    grid = Table(other.cells).grid()
    head = find_head(grid)
    if head is None or head.first:
        return 0
    first = [cell.text for cell in one.cells if cell.row < head.end]
    return head.end if first == [c.text for c in other.cells if c.row < head.end] else 0


def _merged(
    cells: Sequence[Cell], moved: Sequence[Cell], cut: frozenset[int], rows: int, *, lost: int
) -> list[Cell]:
    """Make one cell of each that the page break cut in two.

    Where it cut through every column (`lost` = 1), the two half rows are one row.
    """
    first = {cell.col: cell for cell in moved if cell.row == rows and cell.col in cut}
    kept = []
    for cell in cells:
        other = first.get(cell.col) if cell.row + cell.rowspan == rows else None
        kept.append(_continued(cell, other, lost) if other else cell)
        first = {c: o for c, o in first.items() if o is not other}
    rest = [cell for cell in moved if cell.row > rows or cell.col not in cut]
    rest += first.values()
    return [*kept, *(replace(cell, row=cell.row - lost) for cell in rest)]


def _continued(cell: Cell, other: Cell, lost: int) -> Cell:
    repairs = (*cell.repairs, *other.repairs, "joined over a page break")
    halves = (cell, other)
    # without rules, and of two figures, nothing shows whether the two are one cell
    figures = all(re.search(r"\d", half.text) and len(half.text) < _FIGURE for half in halves)
    guessed = cell.text and other.text and (MADE in cell.repairs or figures)
    return replace(
        cell,
        certainty=min(cell.certainty, other.certainty, UNSURE if guessed else 1.0),
        text=join_lines([cell.text, other.text]),
        rowspan=cell.rowspan + other.rowspan - lost,
        repairs=tuple(dict.fromkeys(repairs)),
    )
