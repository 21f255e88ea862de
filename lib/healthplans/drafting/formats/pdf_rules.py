"""Tables of three rules (top, under the head, bottom): columns by gaps, rows by anchors.

Without rules between rows, a row is where its figures stand; a label of several lines goes to
the figures it is nearest to, and is then less certain.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from healthplans.drafting.document import Cell, Origin
from healthplans.drafting.formats.pdf_characters import Mark, line_text, rows_of
from healthplans.drafting.formats.pdf_lines import Line
from healthplans.drafting.formats.pdf_rows import Grid, begins_cut, read_grid
from healthplans.drafting.formats.pdf_tables import PageTable
from healthplans.drafting.printed import join_lines
from healthplans.drafting.tables.heads import column, says

_LONG = 150.0  # points of a table's rule at least
_NEAR = 4.0  # points within which rules begin or end alike, or columns are apart
_DOUBLE = 4.0  # points between the two strokes of one double rule
_ENDLESS = 1e6  # where a table ends that no rule ends on its page
_FEWEST = 3  # columns of such a table at least
Rule = tuple[float, float, float]  # from left to right, and its height


@dataclass(frozen=True)
class _Area:
    """A table's extent on the page, and where its head ends."""

    left: float
    right: float
    top: float
    head: float
    bottom: float


def read_ruled(
    page: Any, number: int, lines: list[Line], before: PageTable | None = None
) -> tuple[list[PageTable], list[Line]]:
    """Read tables without vertical rules; give them and the lines outside.

    `before` is such a table of the page before that no rule ended.
    """
    tables = []
    areas = _areas(page)
    if before is not None and not areas:
        table, inside = _rest(page, number, lines, before)
        if table is not None:
            tables.append(table)
            lines = [line for line in lines if line not in inside]
    for area in areas:
        inside = [line for line in lines if area.top < _middle(line) < area.bottom]
        table = _table(area, inside, number, goes_on=before is not None)
        if table is not None:
            tables.append(table)
            lines = [line for line in lines if line not in inside]
    return tables, lines


def _rest(
    page: Any, number: int, lines: Sequence[Line], before: PageTable
) -> tuple[PageTable | None, list[Line]]:
    """Read what goes on from the page before, without a head, up to the rule that ends it."""
    long = _rules(page)
    bottom = min((rule[2] for rule in long), default=float(page.height))
    inside = [line for line in lines if _middle(line) < bottom]
    inside = inside if long else _fitting(inside, before.columns)
    inside = [line for line in inside if not says("page", line.text)]
    grid = Grid(before.columns, before.roles, number, bool(long), goes_on=True)
    cells = read_grid(_marks(inside), grid)
    if not cells or len(_fitting(inside, before.columns)) < len(inside):
        return None, []
    moved = tuple(replace(cell, row=cell.row - 1) for cell in cells)
    top, end = inside[0].box[1], inside[-1].box[3]
    roles = () if long else before.roles
    cut = _cut(cells, before.roles)
    return PageTable(moved, number, top, end, before.columns, cut, roles=roles), inside


def _cut(cells: Sequence[Cell], roles: Sequence[str]) -> frozenset[int]:
    """Give the columns that the page break cut through, where the first row goes on."""
    return frozenset(range(len(roles))) if begins_cut(cells, roles) else frozenset()


def _fitting(lines: Sequence[Line], bounds: Sequence[float]) -> list[Line]:
    """Give the lines from the top on that no column's side cuts through."""
    fitting = []
    for line in lines:
        sides = [side for side in bounds[1:-1] for m in line.marks if m.x0 < side < m.x1]
        if sides:
            break
        fitting.append(line)
    return fitting


def _middle(line: Line) -> float:
    return (line.box[1] + line.box[3]) / 2


def _areas(page: Any) -> list[_Area]:
    """Give the areas between rules of one extent: two at the head, one at the end if there."""
    groups: list[list[Rule]] = []
    for rule in _rules(page):
        last = groups[-1][-1] if groups else None
        if last and abs(last[0] - rule[0]) < _NEAR and abs(last[1] - rule[1]) < _NEAR:
            if rule[2] - groups[-1][-1][2] > _DOUBLE:
                groups[-1].append(rule)
        else:
            groups.append([rule])
    areas = []
    for group in (group for group in groups if len(group) > 1):
        left, right, top = group[0]
        bottom = group[-1][2] if len(group) > 2 else _ENDLESS  # noqa: PLR2004
        areas.append(_Area(left, right, top, group[1][2], bottom))
    return areas


def _rules(page: Any) -> list[Rule]:
    """Give a page's long rules from the top down: one is often drawn cell by cell."""
    rules: list[Rule] = []
    edges = [e for e in page.edges if e["orientation"] == "h"]
    for edge in sorted(edges, key=lambda e: (round(e["top"]), e["x0"])):
        left, right, top = float(edge["x0"]), float(edge["x1"]), float(edge["top"])
        last = rules[-1] if rules else None
        if last and abs(last[2] - top) < _NEAR / 2 and left - last[1] < _NEAR:
            rules[-1] = (last[0], max(last[1], right), last[2])
        else:
            rules.append((left, right, top))
    long = [rule for rule in rules if rule[1] - rule[0] >= _LONG]
    return sorted(long, key=lambda rule: rule[2])


def _table(
    area: _Area, lines: Sequence[Line], number: int, *, goes_on: bool
) -> PageTable | None:
    bounds = _columns([mark for mark in _marks(lines) if mark.text.strip()], area)
    head = _marks([line for line in lines if _middle(line) < area.head])
    names = [_text(head, sides) for sides in pairwise(bounds)]
    roles = [column(col, name).role for col, name in enumerate(names)]
    if len(bounds) <= _FEWEST or "label" not in roles or not {"year", "target"} & set(roles):
        return None
    body = [line for line in lines if _middle(line) > area.head]
    ended = area.bottom < _ENDLESS
    read = read_grid(_marks(body), Grid(bounds, roles, number, ended, goes_on))
    if not read:
        return None
    cells = []
    for col, name in enumerate(names):
        box = (bounds[col], area.top, bounds[col + 1], area.head)
        cells.append(Cell(name, 0, col, origin=Origin(number, box)))
    bottom = max(line.box[3] for line in lines)
    kept = () if ended else tuple(roles)
    cut = _cut(read, roles)
    whole = (*cells, *read)
    return PageTable(whole, number, area.top, bottom, tuple(bounds), cut, roles=kept)


def _columns(marks: Sequence[Mark], area: _Area) -> list[float]:
    """Give the sides of the columns: the middles of the gaps that no character crosses."""
    spans: list[list[float]] = []
    for mark in sorted(marks, key=lambda m: m.x0):
        if spans and mark.x0 - spans[-1][1] < _NEAR:
            spans[-1][1] = max(spans[-1][1], mark.x1)
        else:
            spans.append([mark.x0, mark.x1])
    inner = [(one[1] + other[0]) / 2 for one, other in pairwise(spans)]
    return [area.left, *inner, area.right]


def _marks(lines: Sequence[Line]) -> list[Mark]:
    return [mark for line in lines for mark in line.marks]


def _text(marks: Sequence[Mark], sides: tuple[float, float]) -> str:
    """Give the text between two sides of a column."""
    own = [mark for mark in marks if sides[0] <= mark.middle[0] < sides[1]]
    return join_lines([line_text(row) for row in rows_of(own)])
