"""The cells of a scanned table, by the rules between them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from healthplans.drafting.formats.scan_pages import Page

__all__ = ["Grid", "find_grids"]

_NEAR = 12.0  # pixels within which two rules are one
_COVERED = 0.6  # of a cell's side that a rule must cover to part two cells

Rect = tuple[int, int, int, int]  # row, column, row span, column span


@dataclass(frozen=True)
class Grid:
    """A table's rule positions in pixels, and its cells."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[Rect, ...]

    def box(self, cell: Rect) -> tuple[float, float, float, float]:
        """Give a cell's box: left, top, right, bottom."""
        row, col, down, across = cell
        return self.xs[col], self.ys[row], self.xs[col + across], self.ys[row + down]


def find_grids(page: Page) -> list[Grid]:
    """Find the ruled tables of a page, from the top down."""
    import cv2
    import numpy

    across, down = page.rules
    joined = cv2.dilate(cv2.bitwise_or(across, down), numpy.ones((9, 9), numpy.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    grids = []
    for left, top, width, height, _ in sorted(stats[1:count].tolist(), key=lambda s: s[1]):
        if width > page.image.shape[1] // 4 and height > _NEAR * 4:
            area = (slice(top, top + height), slice(left, left + width))
            grid = _grid(across[area], down[area], (left, top))
            grids += [grid] if grid else []
    return grids


def _grid(across: Any, down: Any, corner: tuple[int, int]) -> Grid | None:
    ys = _levels(across, axis=1)
    xs = _levels(down, axis=0)
    if len(xs) < 3 or len(ys) < 2:  # noqa: PLR2004  # two columns and a row
        return None
    cells = _merged(xs, ys, across, down)
    left, top = corner
    ys, cells = _without_strokes(ys, cells)
    return Grid(tuple(x + left for x in xs), tuple(y + top for y in ys), tuple(cells))


def _without_strokes(ys: list[float], cells: list[Rect]) -> tuple[list[float], list[Rect]]:
    """Drop the levels at which no cell begins or ends: a long dash is no rule."""
    used = sorted({row for row, *_ in cells} | {row + down for row, _, down, _ in cells})
    place = {old: new for new, old in enumerate(used)}
    kept = [
        (place[row], col, place[row + down] - place[row], across)
        for row, col, down, across in cells
    ]
    return [ys[row] for row in used], kept


def _levels(rules: Any, *, axis: int) -> list[float]:
    """Give where rules lie: the middles of the bands in which they have most ink."""
    import cv2

    count, _, stats, centres = cv2.connectedComponentsWithStats(rules)
    side = 3 if axis else 2  # height or width of a rule's box
    long = [c for c in range(1, count) if stats[c][5 - side] > 3 * stats[c][side]]
    values = sorted(float(centres[c][axis]) for c in long)
    groups: list[list[float]] = []
    for value in values:
        if groups and value - groups[-1][-1] <= _NEAR:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]


def _merged(xs: Sequence[float], ys: Sequence[float], across: Any, down: Any) -> list[Rect]:
    """Give the cells: places of the grid joined wherever no rule parts them."""
    taken: set[tuple[int, int]] = set()
    cells = []
    for row in range(len(ys) - 1):
        for col in range(len(xs) - 1):
            if (row, col) in taken:
                continue
            wide, high = 1, 1
            sides = ys[row : row + 2]
            while col + wide < len(xs) - 1 and not _wall(down, xs[col + wide], sides):
                wide += 1
            span = (xs[col], xs[col + wide])
            while row + high < len(ys) - 1 and not _floor(across, ys[row + high], span):
                high += 1
            taken |= {(row + r, col + c) for r in range(high) for c in range(wide)}
            cells.append((row, col, high, wide))
    return cells


def _wall(down: Any, x: float, ys: Iterable[float]) -> bool:
    top, bottom = (int(y) for y in ys)
    piece = down[top + 6 : bottom - 6, max(0, int(x - _NEAR)) : int(x + _NEAR)]
    return bool(piece.size) and float(piece.any(axis=1).mean()) > _COVERED


def _floor(across: Any, y: float, xs: Iterable[float]) -> bool:
    left, right = (int(x) for x in xs)
    piece = across[max(0, int(y - _NEAR)) : int(y + _NEAR), left + 6 : right - 6]
    return bool(piece.size) and float(piece.any(axis=0).mean()) > _COVERED
