"""Cells and rows of a table without rules between rows, by where its lines stand.

Either cells stand further apart than the lines of one cell, or rows stand as close as lines;
then each row is what stands around its figures.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from healthplans.drafting.formats.pdf_characters import Mark, level, line_text
from healthplans.drafting.printed import join_lines
from healthplans.drafting.tables.heads import says

SHORT = frozenset({"year", "target", "level", "number", "unit", "obligation"})
_CLOSER = 1.06  # times the smallest distance of two lines: further apart are two cells
_LEFT = 9.0  # points: what it costs that lines belong to a row of the page before
_EMPTY = 30.0  # points: what a row without text costs
_FAR = 1e9
_LEVEL = 4.0  # points within which two lines stand at one height
_OFF = 3.0  # points within which two cells begin at one height
_TALLEST = 14  # lines of one cell at most

Line = Sequence[Mark]
Way = tuple[float, tuple[int, ...]]  # its cost, and where each row's run of lines ends


@dataclass(frozen=True)
class Block:
    """The lines of one cell, from the top down."""

    lines: tuple[tuple[Mark, ...], ...]

    @property
    def top(self) -> float:
        """The height of its first line."""
        return level(self.lines[0])

    @property
    def bottom(self) -> float:
        """The height of its last line."""
        return level(self.lines[-1])

    @property
    def middle(self) -> float:
        """The middle of its lines."""
        return (self.top + self.bottom) / 2

    @property
    def text(self) -> str:
        """Its lines as one text."""
        return join_lines([line_text(line) for line in self.lines])


@dataclass(frozen=True)
class Rows:
    """Rows as a column gives them, the blocks of all, whether cells begin at one height."""

    rows: Sequence[Block]
    blocks: list[list[Block]]
    top: bool


def rows_without_rules(columns: Sequence[Sequence[Line]], roles: Sequence[str]) -> Rows | None:
    """Part the lines of a table's columns into cells and rows; None where no row is told.

    `columns` are the lines of each, from the top down; of the `roles`, one is the label.
    """
    anchors = _anchors(columns, roles)
    if not anchors:
        return None
    steps = [level(b) - level(a) for lines in columns for a, b in pairwise(lines)]
    blocks = [_joined(lines, min(steps, default=0.0) * _CLOSER) for lines in columns]
    label = roles.index("label")
    # the labels' blocks are the rows, where cells stand further apart than lines
    loose = Rows(blocks[label], blocks, _top_aligned(blocks, label))
    ways = (loose, _tight(columns, blocks, anchors, roles))
    return min(ways, key=lambda made: _misfit(made, roles))


def _joined(lines: Sequence[Sequence[Mark]], limit: float) -> list[Block]:
    groups: list[list[tuple[Mark, ...]]] = []
    for line in lines:
        near = bool(groups) and level(line) - level(groups[-1][-1]) <= limit
        if near:
            groups[-1].append(tuple(line))
        else:
            groups.append([tuple(line)])
    return [Block(tuple(group)) for group in groups]


def _anchors(columns: Sequence[Sequence[Line]], roles: Sequence[str]) -> list[float]:
    """Give the heights of the rows: of the numbers, else where most short cells stand."""
    short = [
        [level(line) for line in lines]
        for lines, role in zip(columns, roles, strict=True)
        if role in SHORT
    ]
    for lines, role in zip(columns, roles, strict=True):
        texts = [line_text(line) for line in lines]
        told = role == "obligation" and all(says("obligation_value", t) for t in texts)
        if role == "number" or (told and len(texts) == max(map(len, short))):
            return [level(line) for line in lines]
    found: list[list[float]] = []
    for place in sorted(place for column in short for place in column):
        if found and place - found[-1][0] < _LEVEL:
            found[-1].append(place)
        else:
            found.append([place])
    return [group[0] for group in found if 2 * len(group) >= len(short)]


def _tight(
    columns: Sequence[Sequence[Line]],
    blocks: Sequence[Sequence[Block]],
    anchors: Sequence[float],
    roles: Sequence[str],
) -> Rows:
    """Part columns whose rows stand as close as their lines: each row around its figures."""
    label = columns[roles.index("label")]
    ways = {top: _parted(label, anchors, top=top) for top in (True, False)}
    top = ways[True][0] <= ways[False][0]
    done = []
    for lines, found, role in zip(columns, blocks, roles, strict=True):
        parted = [list(g) for g in _parted(lines, anchors, top=top)[1] if g]
        done.append(list(found) if role == "domain" else [_block(g) for g in parted])
    cut, *groups = ways[top][1]
    rows = [
        _block(group) if group else _block([_at(columns, anchor)])
        for group, anchor in zip(groups, anchors, strict=True)
    ]
    return Rows([*([_block(cut)] if cut else []), *rows], done, top)


def _block(lines: Sequence[Line]) -> Block:
    return Block(tuple(tuple(line) for line in lines))


def _at(columns: Sequence[Sequence[Line]], anchor: float) -> Line:
    lines = [line for column in columns for line in column]
    return min(lines, key=lambda line: abs(level(line) - anchor))


def _parted(
    lines: Sequence[Line], anchors: Sequence[float], *, top: bool
) -> tuple[float, list[Sequence[Line]]]:
    """Part lines into one run a row, so that the runs stand nearest to their rows.

    Gives the sum of the distances, and the runs, of which some may be empty; first what a row
    of the page before left over.
    """
    heights = [level(line) for line in lines]
    best: list[Way] = [(_LEFT * bool(end), (end,)) for end in range(len(lines) + 1)]
    for place, anchor in enumerate(anchors, 1):
        # the last row of a page begins at the top, whatever the others do
        features = {top, top or place == len(anchors)}
        best = [_ended(best, heights, end, anchor, features) for end in range(len(lines) + 1)]
    cost, ends = best[-1]
    return cost, [lines[a:b] for a, b in zip((0, *ends), ends, strict=False)]


def _ended(
    best: Sequence[Way],
    heights: Sequence[float],
    end: int,
    anchor: float,
    tops: Iterable[bool],
) -> Way:
    """Give the cheapest way for a row's run to end before a line."""
    ways = []
    for begin in range(max(0, end - _TALLEST), end + 1):
        cost, ends = best[begin]
        run = heights[begin:end]
        places = [run[0] if top else (run[0] + run[-1]) / 2 for top in tops if run]
        off = min((abs(place - anchor) for place in places), default=_EMPTY)
        ways.append((cost + off, (*ends, end)))
    return min(ways)


def _misfit(made: Rows, roles: Sequence[str]) -> float:
    """Count short cells that are missing, too tall, or at no row's height, by row."""
    wrong = 0
    for found, role in zip(made.blocks, roles, strict=True):
        if role in SHORT and found:
            near = [nearest(block, made.rows, top=made.top) for block in found]
            off = [
                distance(b, made.rows, at, top=made.top) > _OFF
                for b, at in zip(found, near, strict=True)
            ]
            wrong += sum(off) + len(made.rows) - len(set(near)) + len(found) - len(set(near))
            wrong += sum(len(block.lines) - 1 for block in found)
    return wrong / max(1, len(made.rows)) if made.rows else _FAR


def _top_aligned(blocks: Sequence[Sequence[Block]], leading: int) -> bool:
    """Tell whether cells of a row begin at one height, more often than share a middle."""
    others = [one for col, found in enumerate(blocks) if col != leading for one in found]
    rows = blocks[leading]
    tops = sum(any(abs(row.top - one.top) < _OFF for row in rows) for one in others)
    middles = sum(any(abs(row.middle - one.middle) < _OFF for row in rows) for one in others)
    return tops > middles


def _feature(block: Block, *, top: bool) -> float:
    return block.top if top else block.middle


def distance(block: Block, rows: Sequence[Block], at: int, *, top: bool) -> float:
    """Give how far a cell stands from a row; a page's last row may stand at its top."""
    off = abs(_feature(block, top=top) - _feature(rows[at], top=top))
    return min(off, abs(block.top - rows[at].top)) if at == len(rows) - 1 else off


def nearest(block: Block, rows: Sequence[Block], *, top: bool) -> int:
    """Give the place of the row that a cell stands nearest to."""
    return min(range(len(rows)), key=lambda at: distance(block, rows, at, top=top))
