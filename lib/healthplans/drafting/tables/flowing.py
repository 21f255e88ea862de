"""A table whose cells became a paragraph each, empty cells lost: rows put together again.

The head words stand one after another; a row begins with its running number and ends before
the next. Between label and figures at most one cell, the unit, can stand. A row that does not
come out is left open, with all its cells in the label.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from healthplans.drafting.document import Cell, Origin, Paragraph, Table
from healthplans.drafting.printed import join_lines
from healthplans.drafting.tables.heads import Column, column, says
from healthplans.drafting.tables.rows import OUT, Mapped, TableRow, titled

_FEWEST = 4  # heads one after another: label, number and figures at least
_LONGEST = 60  # characters of a cell


def read_flow(paragraphs: Sequence[Paragraph]) -> list[Mapped]:
    """Find tables among paragraphs and map them; an empty list where there is none."""
    found: list[Mapped] = []
    at = 0
    while at < len(paragraphs):
        heads = _heads(paragraphs, at)
        roles = {head.role for head in heads}
        if len(heads) >= _FEWEST and {"number", "label", "year"} <= roles:
            rows, end = _rows(paragraphs, at + len(heads), heads)
            if rows:
                found.append((_table(paragraphs, at, end), tuple(rows)))
            at = end
        at += max(1, len(heads))
    return found


def _heads(paragraphs: Sequence[Paragraph], at: int) -> list[Column]:
    heads: list[Column] = []
    for paragraph in paragraphs[at:]:
        head = column(len(heads), paragraph.text)
        if not head.role:
            break
        heads.append(head)
    return heads


def _rows(
    paragraphs: Sequence[Paragraph], at: int, heads: Sequence[Column]
) -> tuple[list[TableRow], int]:
    """Cut the cells into rows at the running numbers, and map each."""
    end = _end(paragraphs, at)
    starts = list(_numbers(paragraphs[at:end], at))
    if not starts:
        return [], at
    last = _last_end(paragraphs, starts[-1], end, heads)
    rows: list[TableRow] = []
    domain = join_lines([p.text for p in paragraphs[at : starts[0]]])
    for start, stop in pairwise([*starts, last]):
        row, after = _row(paragraphs[start:stop], heads, domain)
        rows.append(row)
        domain = after or domain
    return rows, last


def _end(paragraphs: Sequence[Paragraph], at: int) -> int:
    while at < len(paragraphs) and len(paragraphs[at].text) <= _LONGEST:
        at += 1
    return at


def _numbers(paragraphs: Sequence[Paragraph], at: int) -> Iterator[int]:
    """Give the places of the running numbers 1, 2, 3 ... each followed by a label."""
    wanted = 1
    for place, (one, other) in enumerate(pairwise(paragraphs)):
        figure = other.text.strip().replace(".", "").isdecimal()
        if one.text.strip() == str(wanted) and not figure:
            yield at + place
            wanted += 1


def _last_end(
    paragraphs: Sequence[Paragraph], start: int, end: int, heads: Sequence[Column]
) -> int:
    """End the last row at its obligation, else where it has a cell for each head."""
    most = min(end, start + len(heads))
    for at in range(start, most):
        if says("obligation_value", paragraphs[at].text):
            return at + 1
    return most


def _row(
    cells: Sequence[Paragraph], heads: Sequence[Column], domain: str
) -> tuple[TableRow, str]:
    """Map a row's cells; what follows the obligation is the next rows' domain."""
    ends = [n + 1 for n, cell in enumerate(cells) if says("obligation_value", cell.text)]
    own = list(cells[1 : ends[0]] if ends else cells[1:])
    after = join_lines([cell.text for cell in cells[ends[0] :]]) if ends else ""
    obligation = own.pop().text if ends else ""
    values = tuple(head for head in heads if head.role == "year")
    spare = len(own) - 1 - len(values)
    if spare not in {0, 1}:
        return _open(own, values, domain, obligation), after
    unit = own[1].text if spare else ""
    figures = tuple(_cell(cell) for cell in own[len(own) - len(values) :])
    printed = tuple(_cell(cell) for cell in cells)
    return TableRow(
        domain, own[0].text, unit, obligation, values, figures, printed, _FLOW
    ), after


_FLOW = ("the table's cells stood one below another",)


def _open(
    own: Sequence[Paragraph], values: tuple[Column, ...], domain: str, obligation: str
) -> TableRow:
    reasons = (*_FLOW, OUT)
    printed = tuple(_cell(cell) for cell in own)
    label = " ".join(cell.text for cell in own)
    none = tuple(None for _ in values)
    return TableRow(domain, label, "", obligation, values, none, printed, reasons)


def _cell(paragraph: Paragraph) -> Cell:
    return Cell(
        paragraph.text.strip(),
        0,
        0,
        origin=Origin(line=paragraph.number),
        number=paragraph.number,
    )


def _table(paragraphs: Sequence[Paragraph], at: int, end: int) -> Table:
    cells = tuple(_cell(paragraph) for paragraph in paragraphs[at:end])
    return Table(cells, paragraphs[at].number, paragraphs[at].origin, titled(paragraphs, at))
