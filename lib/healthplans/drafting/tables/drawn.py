"""A table that paragraphs draw: a row a line, its cells parted by bars, rules or gaps.

The head words tell it, and how many cells a row has. What only blanks part is likely and no
more: a label may hold a blank itself.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from healthplans.drafting.document import Cell, Origin, Paragraph, Table
from healthplans.drafting.printed import join_lines
from healthplans.drafting.tables.heads import column, says
from healthplans.drafting.tables.rows import OUT, Mapped, TableRow, read_rows, titled

_BARS = re.compile(r"\s*[|\uff5c\u2502\u2503\u2551]\s*")
_TABS = re.compile("\t")
_GAPS = (re.compile(r"\s{2,}|[\t\u2003\u3000]+"), re.compile(r"\s+"))
_RULE = re.compile(r"[^\w]+")
_FEWEST = 3  # cells of a head
_DRAWN = "its cells are told by the gaps between them"

Line = tuple[int, list[str]]


@dataclass(frozen=True)
class _Drawing:
    """How a table's lines are parted, how many cells one has, and where its label stands."""

    parts: re.Pattern[str]
    width: int
    label: int

    @property
    def barred(self) -> bool:
        """Whether bars or single tabs part the cells: then an empty one is seen."""
        return self.parts in {_BARS, _TABS}

    def cells(self, text: str) -> list[str]:
        """Give the cells of a line; between bars also the empty ones."""
        bare = text.strip()
        if self.parts is _TABS:
            cells = [cell.strip() for cell in text.rstrip().split("\t")]
            return cells + [""] * (self.width - len(cells)) if len(cells) > 1 else cells
        if self.barred:
            inner = bare[1:] if _BARS.match(bare) else bare
            inner = inner[:-1] if _BARS.fullmatch(inner[-1:]) else inner
            return [cell.strip() for cell in _BARS.split(inner)]
        return [cell for cell in self.parts.split(bare) if cell]

    def fitted(self, cells: list[str]) -> list[str]:
        """Give a line's cells one a column: what is too many was a label with blanks."""
        spare = len(cells) - self.width
        if spare <= 0 or self.barred:
            return cells
        end = self.label + spare + 1
        return [*cells[: self.label], join_lines(cells[self.label : end]), *cells[end:]]


def read_drawn(paragraphs: Sequence[Paragraph]) -> list[Mapped]:
    """Find tables drawn by paragraphs and map them; an empty list where there is none."""
    found: list[Mapped] = []
    at = 0
    while at < len(paragraphs):
        drawing = _head(paragraphs[at].text)
        lines, end = _lines(paragraphs, at, drawing) if drawing else ([], at)
        table = _table(paragraphs, at, lines) if len(lines) > 1 else None
        rows = read_rows(table) if table else None
        if table and drawing and rows:
            found.append((table, tuple(_doubted(row, drawing) for row in rows)))
        at = max(end, at + 1)
    return found


def _head(text: str) -> _Drawing | None:
    """Read a line as the head of a table: every cell a head word, a label and a figure."""
    for parts in (_BARS, _TABS, *_GAPS):
        cells = _Drawing(parts, 0, 0).cells(text)
        roles = [column(at, cell).role for at, cell in enumerate(cells)]
        if len(cells) >= _FEWEST and all(roles) and {"label", "year"} <= set(roles):
            return _Drawing(parts, len(cells), roles.index("label"))
    return None


def _lines(
    paragraphs: Sequence[Paragraph], at: int, drawing: _Drawing
) -> tuple[list[Line], int]:
    """Give the rows from the head on, and where they end; what rules enclose is one row."""
    groups: list[list[Line]] = [[]]
    while at < len(paragraphs):
        text = paragraphs[at].text
        cells = drawing.fitted(drawing.cells(text))
        if drawing.parts is _BARS and _RULE.fullmatch(text):
            groups.append([])
        elif _is_row(cells, drawing):
            groups[-1].append((paragraphs[at].number, cells))
        else:
            break
        at += 1
    kept = [group for group in groups if group]
    ruled = len(groups) > len(kept) and max(map(len, kept), default=0) < len(kept)
    return [line for group in kept for line in (_one(group) if ruled else group)], at


def _is_row(cells: Sequence[str], drawing: _Drawing) -> bool:
    """Tell whether a line goes on with the table: as wide, or a title of some of its rows."""
    if says("note", " ".join(cells)):
        return False
    return len(cells) == drawing.width or (len(cells) > 1 and len(cells) == drawing.width - 1)


def _one(group: Sequence[Line]) -> Iterator[Line]:
    """Join the lines between two rules cell by cell."""
    texts = zip(*(cells for _, cells in group), strict=False)
    yield group[0][0], [join_lines(cell) for cell in texts]


def _table(paragraphs: Sequence[Paragraph], at: int, lines: Sequence[Line]) -> Table:
    width = len(lines[0][1])
    cells = [
        Cell(text, row, col + width - len(texts), origin=Origin(line=number), number=number)
        for row, (number, texts) in enumerate(lines)
        for col, text in enumerate(texts)
    ]
    return Table(
        tuple(cells), paragraphs[at].number, paragraphs[at].origin, titled(paragraphs, at)
    )


def _doubted(row: TableRow, drawing: _Drawing) -> TableRow:
    """Doubt a row that blanks part; one that lacks a cell stands for nothing."""
    if drawing.barred:
        return row
    lacking = len({cell.col for cell in row.cells}) < drawing.width
    return replace(row, reasons=(*row.reasons, OUT if lacking else _DRAWN))
