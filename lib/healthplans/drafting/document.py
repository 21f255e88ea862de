"""What every reader gives: paragraphs and tables in reading order, each with its place.

The text conversion of a document is one line a paragraph; a table's cells are lines that
begin with a tab, a row a block of lines, rows parted by a blank line. A paragraph's number is
its line there, from 1, and a span counts code points of that line. The same bytes give the
same conversion.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

Box = tuple[float, float, float, float]
# where a line may break: soft hyphens and what has no width are not printed
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))


@dataclass(frozen=True, slots=True)
class Origin:
    """Where something stands in the file: page and box (points), XML path, or line."""

    page: int = 0
    box: Box | None = None
    path: str = ""
    line: int = 0

    def __str__(self) -> str:
        """Say the place in one short text.

        >>> str(Origin(page=3, box=(10.0, 20.26, 30.0, 40.0)))
        'page 3 (10.0 20.3 30.0 40.0)'
        """
        box = f" ({' '.join(f'{side:.1f}' for side in self.box)})" if self.box else ""
        page = f"page {self.page}{box}" if self.page else ""
        line = f"line {self.line}" if self.line else ""
        return page or self.path or line


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: its line in the conversion, its text, its outline level (0 = text).

    `kind` is `text`, `footnote`, `box` (a text box) or `page` (what surrounds the document on
    a saved web page); `certainty` is as a cell's.
    """

    text: str
    number: int = 0
    level: int = 0
    origin: Origin = Origin()
    kind: str = "text"
    certainty: float = 1.0


@dataclass(frozen=True, slots=True)
class Cell:
    """One printed cell: text, first row and column from 0, spans, place, what was repaired.

    `repairs` names every way in which the text is not simply what the file stores;
    `certainty` is the reader's own, from 0 to 1 (1 for a format that stores text).
    """

    text: str
    row: int
    col: int
    rowspan: int = 1
    colspan: int = 1
    origin: Origin = Origin()
    repairs: tuple[str, ...] = ()
    certainty: float = 1.0
    number: int = 0

    def doubted(self, certainty: float, *why: str) -> "Cell":
        """Give it as certain at most, with what makes it so among its repairs."""
        repairs = tuple(dict.fromkeys((*self.repairs, *why)))
        return replace(self, certainty=min(self.certainty, certainty), repairs=repairs)


Places = Sequence[Cell | None]  # of a row or column of a grid: the cell that stands at each


def distinct(places: Iterable[Cell | None]) -> list[Cell]:
    """Give the cells at places of a grid, each once, in order."""
    return list({id(cell): cell for cell in places if cell is not None}.values())


def printed(places: Iterable[Cell | None]) -> list[Cell]:
    """Give those of the cells at places of a grid that print something."""
    return [cell for cell in distinct(places) if cell.text.strip()]


@dataclass(frozen=True, slots=True)
class Table:
    """A table's cells in reading order; `number` is the line of its first cell.

    `title` and `unit` are what is printed above it for all of it.
    """

    cells: tuple[Cell, ...]
    number: int = 0
    origin: Origin = Origin()
    title: str = ""
    unit: str = ""

    @property
    def height(self) -> int:
        """Number of rows."""
        return max((cell.row + cell.rowspan for cell in self.cells), default=0)

    @property
    def width(self) -> int:
        """Number of columns."""
        return max((cell.col + cell.colspan for cell in self.cells), default=0)

    def grid(self) -> list[list[Cell | None]]:
        """Give rows of cells, a cell standing at every place that it spans."""
        grid: list[list[Cell | None]] = [[None] * self.width for _ in range(self.height)]
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.rowspan):
                for col in range(cell.col, cell.col + cell.colspan):
                    grid[row][col] = cell
        return grid


Block = Paragraph | Table


@dataclass(frozen=True)
class Document:
    """A file as read: its blocks in order, its text conversion, what a reader must be told."""

    name: str
    format: str
    blocks: tuple[Block, ...]
    lines: tuple[str, ...]
    notes: tuple[str, ...] = field(default=())

    @property
    def paragraphs(self) -> list[Paragraph]:
        """The paragraphs, in order."""
        return [block for block in self.blocks if isinstance(block, Paragraph)]

    @property
    def tables(self) -> list[Table]:
        """The tables, in order."""
        return [block for block in self.blocks if isinstance(block, Table)]

    @property
    def text(self) -> str:
        """The text conversion, one line a paragraph."""
        return "\n".join(self.lines)


def assemble(
    name: str, format_: str, blocks: Iterable[Block], notes: Sequence[str] = ()
) -> Document:
    """Give the blocks of a file numbers by the lines of its text conversion.

    Paragraphs without text are left out; a line break inside a paragraph parts it.
    """
    lines: list[str] = []
    kept: list[Block] = []
    for block in blocks:
        if isinstance(block, Table):
            kept.append(_placed(block, lines))
        else:
            kept.extend(_numbered(block, lines))
    return Document(name, format_, tuple(kept), (*lines, ""), tuple(notes))


def _numbered(paragraph: Paragraph, lines: list[str]) -> Iterator[Paragraph]:
    for part in paragraph.text.translate(_UNSEEN).splitlines():
        # a tab at the start of a line would say "cell"
        text = part.replace("\t", " ").rstrip()
        if text.strip():
            lines.append(text)
            yield replace(paragraph, text=text, number=len(lines))


def _placed(table: Table, lines: list[str]) -> Table:
    cells, row = [], -1
    for cell in table.cells:
        if cell.row != row and row >= 0:
            lines.append("")
        row = cell.row
        text = cell.text.translate(_UNSEEN)
        lines.append("\t" + " ".join(text.splitlines()))
        cells.append(replace(cell, text=text, number=len(lines)))
    lines.append("")
    first = cells[0].number if cells else len(lines)
    return replace(table, cells=tuple(cells), number=first)
