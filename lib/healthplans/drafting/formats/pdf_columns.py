"""The reading order of a page: where text is set in columns, the left one comes first.

A gutter is a vertical band that most lines leave blank, with text on both sides that fills
its column. Gaps that stand one below another without that may be columns or a table without
rules: then the order is that of the lines, and nothing of the page is certain.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from healthplans.drafting.formats.pdf_characters import Mark, line_text
from healthplans.drafting.formats.pdf_lines import Line, extent, lines_of
from healthplans.drafting.formats.pdf_rows import MADE, UNSURE
from healthplans.drafting.formats.pdf_tables import PageTable
from healthplans.drafting.tables.heads import says

_CUT = 0.95  # of the size: a wider gap can be a gutter
_INNER = 0.2  # of the text's width: further left a gap stands behind a number or mark
_GAPS = 2  # lines beside each other from which a gap is no chance
_FEWEST = 3  # lines beside each other that make columns
_NARROWEST = 10  # characters of a column's width at least
_SLACK = 2.0  # characters by which a full line may end early
_MOST = 0.5  # share of lines: that are full, that stand in columns
_REACHED = 0.9  # share of lines that end at the column's edge or before: page numbers may not
_UNTOLD = "columns or gaps: the page does not say"

Item = Line | PageTable


@dataclass(frozen=True, slots=True)
class _Piece:
    """A line's part between wide gaps, or a table: its row, extent, middle and size."""

    row: int
    left: float
    right: float
    middle: float
    size: float
    item: PageTable | tuple[Mark, ...]

    def crosses(self, gutter: float) -> bool:
        """Tell whether it stands on both sides."""
        return self.left < gutter < self.right


def in_order(lines: Sequence[Line], tables: Sequence[PageTable]) -> list[Item]:
    """Give the lines and tables of a page, or of a column, in the order to be read.

    `lines` are those outside the tables, as they stand across the whole page. Lines of columns
    come with their column's sides; all are uncertain where it cannot be told.
    """
    items: list[Item] = sorted([*tables, *lines], key=lambda item: item.top)
    pieces = [piece for row, item in enumerate(items) for piece in _pieces(item, row)]
    gutter = _gutter([line for piece in pieces for line in _as_lines(piece)])
    if gutter is None:
        return items
    if not _told(pieces, gutter):
        return [_doubted(item) for item in items]
    return list(_by_column(items, pieces, gutter))


def _pieces(item: Item, row: int) -> Iterator[_Piece]:
    if isinstance(item, PageTable):
        middle = (item.top + item.bottom) / 2
        yield _Piece(row, item.columns[0], item.columns[-1], middle, 0.0, item)
        return
    held: list[Mark] = []
    for mark in (mark for mark in item.marks if mark.text.strip()):
        if held and mark.x0 - held[-1].x1 > _CUT * item.size:
            yield _piece(held, item, row)
            held = []
        held.append(mark)
    if held:
        yield _piece(held, item, row)


def _as_lines(piece: _Piece) -> Iterator[_Piece]:
    """Give a line, or the rows of a table as lines that fill its width."""
    if isinstance(piece.item, tuple):
        yield piece
        return
    boxes = {cell.origin.box for cell in piece.item.cells if cell.rowspan == 1}
    for top, bottom in {(box[1], box[3]) for box in boxes if box}:
        yield replace(piece, middle=(top + bottom) / 2, size=bottom - top)


def _piece(marks: Sequence[Mark], line: Line, row: int) -> _Piece:
    sides = marks[0].x0, max(mark.x1 for mark in marks)
    middle = sum(mark.middle[1] for mark in marks) / len(marks)
    return _Piece(row, *sides, middle, line.size, tuple(marks))


def _gutter(pieces: Sequence[_Piece]) -> float | None:
    """Give where most lines have text on both sides of a gap; None for a chance."""
    left = min((piece.left for piece in pieces), default=0.0)
    width = max((piece.right for piece in pieces), default=0.0) - left
    low = left + _INNER * width
    places = sorted({round(piece.left) - 1.0 for piece in pieces if piece.left > low})
    best = max(places, key=lambda place: _beside(pieces, place), default=left)
    most = max((_beside(run, best) for run, _ in _runs(pieces, best)), default=0)
    return best if most >= _GAPS else None


def _beside(pieces: Sequence[_Piece], gutter: float) -> int:
    """Count the lines that have one at their height on the gutter's other side."""
    left, right = _sides(pieces, gutter)
    pairs = [
        (one.middle, other.middle)
        for one in left
        for other in right
        if abs(one.middle - other.middle) <= max(one.size, other.size)
    ]
    return min((len(set(side)) for side in zip(*pairs, strict=True)), default=0)


def _sides(pieces: Sequence[_Piece], gutter: float) -> tuple[list[_Piece], list[_Piece]]:
    return (
        [piece for piece in pieces if piece.right <= gutter],
        [piece for piece in pieces if piece.left >= gutter],
    )


def _told(pieces: Sequence[_Piece], gutter: float) -> bool:
    """Tell whether the text on both sides of a gap is columns beyond doubt."""
    rows = {piece.row for piece in pieces if isinstance(piece.item, tuple)}
    kept = [p for run, split in _runs(pieces, gutter) if split for p in run]
    if any(_made(piece.item) for piece in pieces if not piece.crosses(gutter)):
        return False  # its cells hold the other column's text
    most = len({p.row for p in kept if isinstance(p.item, tuple)}) >= _MOST * len(rows)
    sides = [line for piece in kept for line in _as_lines(piece)]
    enough = _beside(sides, gutter) >= _FEWEST
    return most and enough and all(map(_filled, _sides(sides, gutter)))


def _made(item: PageTable | tuple[Mark, ...]) -> bool:
    return isinstance(item, PageTable) and any(MADE in cell.repairs for cell in item.cells)


def _filled(side: Sequence[_Piece]) -> bool:
    """Tell whether a side is wide enough for text, and most of its lines are full."""
    sizes = sorted(piece.size for piece in side if isinstance(piece.item, tuple))
    size = sizes[len(sizes) // 2] if sizes else 0.0
    ends: dict[int, float] = {}
    for piece in side:
        ends[piece.row] = max(piece.right, ends.get(piece.row, 0.0))
    edge = sorted(ends.values())[int(_REACHED * (len(ends) - 1))]
    full = sum(end > edge - _SLACK * size for end in ends.values())
    wide = edge - min(piece.left for piece in side) >= _NARROWEST * size
    return wide and full >= _MOST * len(ends)


def _runs(pieces: Sequence[_Piece], gutter: float) -> Iterator[tuple[list[_Piece], bool]]:
    """Part a page where something stands across the gutter; tell which parts have columns."""
    across = {piece.row for piece in pieces if piece.crosses(gutter)}
    across |= {one.row for one, other in pairwise(pieces) if _titles(one, other, gutter)}
    for crossing, run in groupby(pieces, key=lambda piece: piece.row in across):
        found = list(run)
        # the last lines of a page may all stand in the left column
        rows = len({piece.row for piece in found})
        yield found, not crossing and (rows >= _FEWEST or _beside(found, gutter) > 0)


def _titles(one: _Piece, other: _Piece, gutter: float) -> bool:
    """Tell whether a short line is the title of a table across the page."""
    table = isinstance(other.item, PageTable) and other.crosses(gutter)
    return table and isinstance(one.item, tuple) and says("title", line_text(one.item))


def _by_column(
    items: Sequence[Item], pieces: Sequence[_Piece], gutter: float
) -> Iterator[Item]:
    page = next(item.page for item in items)
    for run, split in _runs(pieces, gutter):
        if not split:
            yield from (items[row] for row in dict.fromkeys(piece.row for piece in run))
            continue
        for side in filter(None, _sides(run, gutter)):
            yield from _column(side, page)


def _column(side: Sequence[_Piece], page: int) -> Iterator[Item]:
    """Give a column's lines and tables; it may be two columns itself."""
    marks = [mark for p in side if isinstance(p.item, tuple) for mark in p.item]
    tables = [p.item for p in side if isinstance(p.item, PageTable)]
    lines = lines_of(marks, page)
    sides = extent(lines) if lines else None
    for item in in_order(lines, tables):
        if isinstance(item, Line) and item.column is None:
            yield replace(item, column=sides)
        else:
            yield item


def _doubted(item: Item) -> Item:
    if isinstance(item, Line):
        return replace(item, certainty=min(item.certainty, UNSURE))
    return item.doubted(UNSURE, _UNTOLD)
