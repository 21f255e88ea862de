"""Tables of a PDF's page by their rules, open ends closed.

A page break can leave a table's vertical rules without a horizontal one at their end; the row
there would be lost. Such ends get a closing rule, and the table remembers that it is open.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from healthplans.drafting.document import Box, Cell, Origin
from healthplans.drafting.formats.pdf_characters import (
    Mark,
    line_text,
    overprinted,
    rows_of,
)
from healthplans.drafting.formats.pdf_sides import lacking, levels, paths, rule
from healthplans.drafting.printed import join_lines

_NEAR = 3.0  # points within which two rules are one
_NUMBER = frozenset("0123456789.")
_SHORT = 6.0  # points: a horizontal edge as short is the end of a vertical rule
_FEWEST_RULES = 3
_OVER = 0.2  # of the size: a character further over its cell's side is cut by the rule
_CROSSED = 0.6
_CUT = "a rule runs through its text"
_OFF = "the table runs off the page"
_TWICE = "two texts in one place"
_FRAME = 2  # vertical rules of a frame around text, which is no table
_SETTINGS = {"vertical_strategy": "lines", "horizontal_strategy": "lines"}


@dataclass(frozen=True)
class PageTable:
    """The part of a table on one page.

    `columns` are the x positions of its rules; `open_top` and `open_bottom` are the columns
    whose cell the page break cut through. `roles` are those of a table without inner rules
    that no rule ends: the next page may go on with it.
    """

    cells: tuple[Cell, ...]
    page: int
    top: float
    bottom: float
    columns: tuple[float, ...]
    open_top: frozenset[int] = frozenset()
    open_bottom: frozenset[int] = frozenset()
    roles: tuple[str, ...] = ()

    def doubted(self, certainty: float, why: str) -> "PageTable":
        """Give it with all its cells as certain at most, and why."""
        return replace(self, cells=tuple(cell.doubted(certainty, why) for cell in self.cells))


@dataclass(frozen=True)
class _End:
    """A closing rule, at which side of the table, and the middles of the open columns."""

    rule: dict[str, Any]
    side: str
    gaps: tuple[float, ...]


def read_lattices(
    page: Any, number: int, marks: Sequence[Mark]
) -> tuple[list[PageTable], list[Mark]]:
    """Read a page's ruled tables.

    Gives the tables of at least two columns, and the characters outside them.
    """
    drawn = paths(page)
    verticals = [e for e in (*page.edges, *drawn) if e["orientation"] == "v"]
    if len(verticals) < _FEWEST_RULES:
        return [], list(marks)
    ends = _open_ends(page, verticals)
    tables = []
    for found in _found(page, [*drawn, *(end.rule for end in ends)], marks):
        table = _table(found, number, marks, ends)
        if len(table.columns) > _FRAME:
            # what is lost beyond the page's edge cannot be told
            tables.append(table.doubted(_CROSSED, _OFF) if _cut(table, page) else table)
            marks = _outside(marks, found.bbox)
    return tables, list(marks)


def _found(page: Any, closing: Sequence[dict[str, Any]], marks: Sequence[Mark]) -> list[Any]:
    """Find the tables of a page, once more where they lack rules."""
    found = list(page.find_tables(_with(closing)))
    more = lacking(page, [cell for table in found for cell in table.cells], marks)
    return list(page.find_tables(_with([*closing, *more]))) if more else found


def _with(rules: Sequence[dict[str, Any]]) -> dict[str, Any]:
    ways = ("v", "explicit_vertical_lines"), ("h", "explicit_horizontal_lines")
    lines = {name: [r for r in rules if r["orientation"] == way] for way, name in ways}
    return {**_SETTINGS, **{name: own for name, own in lines.items() if own}}


def _cut(table: PageTable, page: Any) -> bool:
    """Tell whether a rule of a table reaches the page's left or right edge."""
    rules = [e for e in page.edges if table.top - _NEAR <= e["top"] <= table.bottom + _NEAR]
    return any(e["x0"] < _NEAR or e["x1"] > float(page.width) - _NEAR for e in rules)


def _open_ends(page: Any, verticals: Sequence[Any]) -> list[_End]:
    """Give closing rules for the ends of vertical rules that no horizontal rule meets."""
    # a rule drawn as a thin box has short edges too: they close nothing
    rules = [e for e in page.edges if e["orientation"] == "h" and e["width"] > _SHORT]
    long = [v for v in verticals if v["height"] > _SHORT]
    ends = []
    for side, level in (("top", _extreme(long, "top")), ("bottom", _extreme(long, "bottom"))):
        reach = [v for v in long if abs(v[side] - level) <= _NEAR]
        met = [rule for rule in rules if abs(rule["top"] - level) <= _NEAR]
        gaps = _uncovered(levels(v["x0"] for v in reach), met)
        if len(reach) >= _FRAME and gaps:
            left, right = (pick(v["x0"] for v in reach) for pick in (min, max))
            ends.append(_End(rule(left, level, right, level), side, gaps))
    return ends


def _extreme(verticals: Sequence[Any], side: str) -> float:
    values = [float(v[side]) for v in verticals] or [0.0]
    return max(values) if side == "bottom" else min(values)


def _uncovered(xs: Sequence[float], rules: Sequence[Any]) -> tuple[float, ...]:
    """Give the middles of the columns that no rule closes."""
    middles = [(left + right) / 2 for left, right in pairwise(xs)]
    return tuple(x for x in middles if not any(r["x0"] <= x <= r["x1"] for r in rules))


def _table(found: Any, number: int, marks: Sequence[Mark], ends: Sequence[_End]) -> PageTable:
    boxes = [tuple(map(float, cell)) for cell in found.cells]
    xs = levels(side for box in boxes for side in (box[0], box[2]))
    ys = levels(side for box in boxes for side in (box[1], box[3]))
    cells = sorted(
        (_cell(box, xs, ys, number, marks) for box in boxes), key=lambda c: (c.row, c.col)
    )
    top, bottom = float(found.bbox[1]), float(found.bbox[3])
    return PageTable(
        _complete(cells, len(xs) - 1, len(ys) - 1),
        number,
        top,
        bottom,
        tuple(xs),
        _open(ends, "top", top, xs),
        _open(ends, "bottom", bottom, xs),
    )


def _open(
    ends: Sequence[_End], side: str, level: float, xs: Sequence[float]
) -> frozenset[int]:
    """Give the columns of a table that are open at its top or bottom."""
    own = [e for e in ends if e.side == side and abs(e.rule["top"] - level) <= _NEAR]
    gaps = [x for end in own for x in end.gaps]
    columns = enumerate(pairwise(xs))
    return frozenset(col for col, (a, b) in columns if any(a < x < b for x in gaps))


def _place(levels: Sequence[float], value: float) -> int:
    return min(range(len(levels)), key=lambda at: abs(levels[at] - value))


def _cell(
    box: Any, xs: Sequence[float], ys: Sequence[float], number: int, marks: Sequence[Mark]
) -> Cell:
    left, top, right, bottom = box
    inside = [m for m in marks if left <= m.middle[0] < right and top <= m.middle[1] < bottom]
    inside = [mark for mark in inside if mark.upright] or inside
    col, row = _place(xs, left), _place(ys, top)
    spans = _place(ys, bottom) - row, _place(xs, right) - col
    text, repairs = cell_text(inside, right)
    over = any(m.x0 < left - _OVER * m.size or m.x1 > right + _OVER * m.size for m in inside)
    doubts = [_CUT] * over + [_TWICE] * any(map(overprinted, rows_of(inside)))
    certainty = _CROSSED if doubts else 1.0
    place = Origin(number, tuple(box))
    return Cell(text, row, col, *spans, place, (*repairs, *doubts), certainty)


def cell_text(marks: Sequence[Mark], right: float) -> tuple[str, list[str]]:
    """Give the text of the characters in a cell, and what was repaired in it.

    A number that the cell's edge (`right`) broke over two lines is one number.
    """
    rows = [row for row in rows_of(marks) if line_text(row)]
    text = ""
    for before, row in zip([None, *rows], rows, strict=False):
        line = line_text(row)
        broken = before is not None and _broken(before, row, right)
        text = text + line if broken else join_lines([text, line])
    restored = any(mark.text != mark.stored for mark in marks)
    repairs = ["lines joined"] if len(rows) > 1 else []
    return text, [*repairs, *(["look-alike restored"] if restored else [])]


def _broken(before: Sequence[Mark], row: Sequence[Mark], right: float) -> bool:
    """Tell whether a number goes on in the next line only because its line was full."""
    last, first = before[-1], row[0]
    # a mark that may not begin a line takes the digit before it along
    bound = row[1] if len(row) > 1 and not row[1].text.isalnum() else first
    digits = last.text in _NUMBER and first.text in _NUMBER
    return digits and last.x1 + (bound.x1 - first.x0) + first.size / 2 > right


def _complete(cells: Sequence[Cell], width: int, height: int) -> tuple[Cell, ...]:
    """Drop cells without extent and cut spans at the table's edge."""
    kept = [cell for cell in cells if cell.rowspan > 0 and cell.colspan > 0]
    return tuple(
        replace(
            cell,
            rowspan=min(cell.rowspan, height - cell.row),
            colspan=min(cell.colspan, width - cell.col),
        )
        for cell in kept
    )


def _outside(marks: Sequence[Mark], box: Box) -> list[Mark]:
    left, top, right, bottom = box
    return [
        mark
        for mark in marks
        if not (left <= mark.middle[0] <= right and top <= mark.middle[1] <= bottom)
    ]
