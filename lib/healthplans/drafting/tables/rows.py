"""Rows of an indicator table: domain, label, unit, figures, obligation, each with its cell.

A table whose years stand below one another is turned first, so that its labels do.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from healthplans.drafting.document import Cell, Paragraph, Places, Table, distinct, printed
from healthplans.drafting.tables.heads import Column, Head, column, find_head, says
from healthplans.texts import fold, split_unit_bracket

OUT = "its cells do not come out: place them by hand"
ASKEW = "its cells are not those of the head: one may stand beside its column"


@dataclass(frozen=True)
class TableRow:
    """One printed row.

    `figures` holds a cell a value column, in the order of `columns`; `spare` what stands
    beside them and goes into no column; `reasons` says what a reviewer must look at.
    """

    domain: str
    label: str
    unit: str
    obligation: str
    columns: tuple[Column, ...]
    figures: tuple[Cell | None, ...]
    cells: tuple[Cell, ...]
    reasons: tuple[str, ...] = field(default=())
    spare: tuple[tuple[Column, Cell], ...] = field(default=())


Mapped = tuple[Table, tuple[TableRow, ...]]


def titled(paragraphs: Sequence[Paragraph], at: int) -> str:
    """Give the title of a table whose first paragraph is at a place: what stands before."""
    before = paragraphs[at - 1].text if at else ""
    return before if says("title", before) else ""


def read_rows(table: Table) -> list[TableRow] | None:
    """Map a table's rows by its head words; None where it is no table of indicators."""
    head = find_head(table.grid())
    if head is None or not head.mapped:
        table, head = turned(table) or (table, None)
    if head is None:
        return None
    grid = table.grid()
    body, heads = grid[head.end :], set(map(_texts, grid[head.first : head.end]))
    if len(head.parts) > 1:
        rows = [row for part in head.parts for row in _part(part, body, heads)]
    else:
        width = max(len(_texts(row)) - _blank_end(row) for row in grid[head.first : head.end])
        rows = list(_Mapper(head, width).rows(body, heads))
    return rows if head.of("unit") else [_with_unit(row, table.unit) for row in rows]


def _with_unit(row: TableRow, unit: str) -> TableRow:
    """Give a row the unit above its table, where its label prints none."""
    own = split_unit_bracket(fold(row.label))[1]
    if own or not unit:
        return row
    return replace(row, unit=unit, reasons=(*row.reasons, "the unit stands above the table"))


def _part(
    part: Head, body: Sequence[Places], heads: set[tuple[str, ...]]
) -> Iterator[TableRow]:
    """Map one of several parts that stand side by side; the last may have fewer rows."""
    first, last = part.columns[0].col, part.columns[-1].col
    columns = tuple(replace(one, col=one.col - first) for one in part.columns)
    lines = [row[first : last + 1] for row in body if _texts(row) not in heads]
    own = replace(part, columns=columns)
    yield from _Mapper(own, last + 1 - first).rows(lines, heads)


def _blank_end(row: Places) -> int:
    """Count the places at a row's end at which no cell stands."""
    ends = (at + 1 for at, cell in enumerate(row) if cell is not None)
    return len(row) - max(ends, default=0)


def _texts(row: Places) -> tuple[str, ...]:
    return tuple(cell.text if cell else "" for cell in row)


class _Mapper:
    """Maps rows from the top down, carrying the domain."""

    def __init__(self, head: Head, width: int) -> None:
        self._head, self._width = head, width
        self._domain = ""
        self._source: list[Cell | None] = []  # the cells that the domain stands in

    def rows(self, body: Sequence[Places], heads: set[tuple[str, ...]]) -> Iterator[TableRow]:
        for row in body:
            found = printed(row)
            if not found or _texts(row) in heads or says("note", found[0].text):
                continue
            section = self._section(found)
            if section is not None:
                self._domain, self._source = section, [*found]
            else:
                yield self._row(row)

    def _section(self, found: Sequence[Cell]) -> str | None:
        """Give the domain that a row of one text prints; None for an ordinary row."""
        if len(found) > 1:
            return None
        cell = found[0]
        values = {column.col for column in self._head.values}
        spans = values & set(range(cell.col, cell.col + cell.colspan))
        in_label = cell.col in {c.col for c in self._head.of("label")}
        if spans or not in_label or not self._head.of("domain"):
            return cell.text
        return None

    def _row(self, row: Places) -> TableRow:
        found = printed(row)
        domain = self._text(row, "domain")
        if domain:
            self._domain = domain
            self._source = [row[column.col] for column in self._head.of("domain")]
        columns = tuple(self._head.values)
        figures = tuple(row[column.col] for column in columns)
        return TableRow(
            self._domain,
            self._text(row, "label"),
            self._text(row, "unit"),
            self._text(row, "obligation"),
            columns,
            figures,
            (*found, *_doubted([*row, *self._source], found)),
            (*self._doubts(), *_reasons(columns, figures), *([ASKEW] * self._askew(row))),
            tuple(self._spare(row)),
        )

    def _doubts(self) -> Iterator[str]:
        if self._head.doubled:
            yield "two columns print one year: the first is taken"
        if len(self._head.printing) > len(self._head.values) + len(self._head.doubled):
            yield "of two columns of one year the area's own is taken"

    def _spare(self, row: Places) -> Iterator[tuple[Column, Cell]]:
        for one in self._head.spare:
            cell = row[one.col]
            if cell is not None and cell.text.strip():
                yield one, cell

    def _askew(self, row: Places) -> bool:
        """Tell whether a row has cells beyond the head, or none below one of its years."""
        beyond = any(cell is not None and cell.text for cell in row[self._width :])
        return beyond or None in row[: max(column.col for column in self._head.values) + 1]

    def _text(self, row: Places, role: str) -> str:
        """Give the text of a role's columns, each cell once.

        A cell over a domain's column and the label's is the label.
        """
        others = self._head.of("label") if role == "domain" else []
        labels = {id(row[column.col]) for column in others}
        cells = distinct(row[column.col] for column in self._head.of(role))
        return " ".join(cell.text for cell in cells if cell.text and id(cell) not in labels)


def _doubted(cells: Places, found: Sequence[Cell]) -> list[Cell]:
    """Give what else makes a row uncertain: blank cells, and the domain carried from above."""
    return [cell for cell in distinct(cells) if cell.certainty < 1 and cell not in found]


def _reasons(columns: Sequence[Column], figures: Places) -> Iterator[str]:
    for head, cell in zip(columns, figures, strict=True):
        if head.year is None:
            yield f"the head {head.text} prints no year"
        if cell is not None and cell.rowspan > 1:
            yield "one figure's cell stands beside several rows"
        if cell is not None and cell.colspan > 1 and len(columns) > 1:
            yield "one figure's cell stands under several years"


def turned(table: Table) -> tuple[Table, Head] | None:
    """Turn a table whose first column names the years; None where it names anything else.

    Gives the table with rows for columns, and its head: what stood in the first column. The
    labels stood in the last row beside the corner, under their domains.
    """
    grid = table.grid()
    first = next((at for at, row in enumerate(grid) if len(distinct(row)) > 1), len(grid))
    corner = grid[first][0] if first < len(grid) else None
    if corner is None or corner.colspan > 1:
        return None
    begin = first + corner.rowspan
    named = [column(at - first, _text(grid[at][0])) for at in range(begin, len(grid))]
    if not named or not all(one.role for one in named):
        return None
    # the rows beside the corner become columns: of domains, then of labels
    beside = [Column(at, "domain") for at in range(corner.rowspan - 1)]
    head = Head(0, 1, (*beside, Column(corner.rowspan - 1, "label"), *named))
    cells = [cell for cell in table.cells if cell.row >= first]
    return (replace(table, cells=_turned(cells, first)), head) if head.mapped else None


def _text(cell: Cell | None) -> str:
    return cell.text if cell else ""


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
