"""Rules that a table lacks and whose place its other rules show.

A table without rules at its sides has horizontal rules that go on beyond the last vertical
one; rows of which only every other is shaded have edges above and below the ones between. A
rule drawn as a path is no rule to the reader of rules.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from healthplans.drafting.document import Box
from healthplans.drafting.formats.pdf_characters import Mark

_NEAR = 3.0  # points within which two rules are one
_THIN = 2.0  # points: a path as thin is a rule
_FEWEST = 3  # rules that reach equally far beyond the last column
_COLUMN = 12.0  # points: a rule that goes on for less shows no column
Rule = dict[str, Any]


def paths(page: Any) -> list[Rule]:
    """Give the rules of a page that are drawn as thin paths, not quite upright or level."""
    return [rule for curve in page.curves for rule in _path(curve)]


def lacking(page: Any, boxes: Sequence[Box], marks: Sequence[Mark]) -> list[Rule]:
    """Give the rules that a page's tables, read once as `boxes` of cells, lack."""
    tables = _tables(boxes)
    sides = [rule for table in tables for rule in _sides(page, table)]
    return [*sides, *_bands(tables, marks)]


def rule(x0: float, top: float, x1: float, bottom: float) -> Rule:
    """Give a rule between two points."""
    upright = "v" if x0 == x1 else "h"
    ends = {"x0": x0, "x1": x1, "top": top, "bottom": bottom}
    size = {"width": x1 - x0, "height": bottom - top}
    return {**ends, **size, "orientation": upright, "object_type": "line"}


def _path(curve: Any) -> Iterator[Rule]:
    x0, x1, top, bottom = (float(curve[side]) for side in ("x0", "x1", "top", "bottom"))
    if x1 - x0 <= _THIN < bottom - top:
        yield rule(x0, top, x0, bottom)
    elif bottom - top <= _THIN < x1 - x0:
        yield rule(x0, top, x1, top)


def _tables(boxes: Sequence[Box]) -> list[list[Box]]:
    """Group rows of cells that begin and end at the same columns, from the top down."""
    tables: list[list[Box]] = []
    for box in sorted(boxes, key=lambda one: (one[1], one[0])):
        left, right = box[0], box[2]
        own = [t for t in tables if _columns(t)[0] - _NEAR <= left <= _columns(t)[-1] + _NEAR]
        near = [t for t in own if box[1] - max(b[3] for b in t) <= 2 * (box[3] - box[1])]
        if near and right <= _columns(near[-1])[-1] + _NEAR:
            near[-1].append(box)
        else:
            beside = (one for one in boxes if abs(one[1] - box[1]) <= _NEAR and one != box)
            tables.append([box, *beside])
    return [list(dict.fromkeys(table)) for table in tables]


def _columns(table: Sequence[Box]) -> list[float]:
    return levels(side for box in table for side in (box[0], box[2]))


def levels(values: Iterable[float]) -> list[float]:
    """Give the places at which rules lie: of those that are near, the first."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _NEAR:
            found.append(value)
    return found


def _sides(page: Any, table: Sequence[Box]) -> Iterator[Rule]:
    """Give the rule at each side where the table's horizontal rules go on without one."""
    xs = _columns(table)
    top, bottom = min(box[1] for box in table), max(box[3] for box in table)
    inside = [e for e in page.edges if top - _NEAR <= e["top"] <= bottom + _NEAR]
    rules = [e for e in inside if e["orientation"] == "h"]
    for side, at, outward in (("x0", xs[0], -1), ("x1", xs[-1], 1)):
        ends = [float(e[side]) for e in rules if outward * (e[side] - at) > _COLUMN]
        end = (min if outward < 0 else max)(ends, default=at)
        levels = {round(e["top"] / _NEAR) for e in rules if abs(e[side] - end) <= _NEAR}
        if end != at and len(levels) >= _FEWEST:
            yield rule(end, top, end, bottom)


def _bands(tables: Sequence[Sequence[Box]], marks: Sequence[Mark]) -> Iterator[Rule]:
    """Give the rules of rows that stand between shaded ones, and of one below the last."""
    for table in tables:
        rows = sorted({(box[1], box[3]) for box in table})
        gaps = [(a[1], b[0]) for a, b in pairwise(rows) if b[0] - a[1] > _NEAR]
        held = [gap for gap in gaps if _filled(gap, _columns(table), marks)]
        if held:
            # the last row may be one of those between: as high as the shaded row above it
            end = rows[-1][1], 2 * rows[-1][1] - rows[-1][0]
            held += [end] if _filled(end, _columns(table), marks) else []
            for top, bottom in held:
                xs = _columns(table)
                yield from (rule(x, top, x, bottom) for x in xs)
                yield from (rule(xs[0], level, xs[-1], level) for level in (top, bottom))


def _filled(gap: tuple[float, float], xs: Sequence[float], marks: Sequence[Mark]) -> bool:
    """Tell whether characters stand in most columns between two heights."""
    inside = [m.middle[0] for m in marks if gap[0] <= m.middle[1] <= gap[1]]
    columns = [any(a <= x <= b for x in inside) for a, b in pairwise(xs)]
    return 2 * sum(columns) > len(columns)
