"""A scanned page set upright, its turn measured by its rows, and the grids of its rules."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from healthplans.drafting.refusals import Unreadable

_MOST_TURN = 5.0  # degrees
_FEWEST_PIXELS = 1100  # across a page of A4: about 135 dots an inch
_WIDEST = 30.0  # degrees up to which a turn is measured


@dataclass(frozen=True)
class Page:
    """An upright page: picture (rows, columns, 3 colours), number and turn in degrees."""

    image: Any
    number: int
    turn: float

    @property
    def height(self) -> float:
        """Pixels from top to bottom."""
        return float(self.image.shape[0])

    @cached_property
    def ink(self) -> Any:
        """Where there is ink: 255, else 0."""
        import cv2

        grey = cv2.cvtColor(self.image, cv2.COLOR_BGR2GRAY)
        grey = cv2.GaussianBlur(grey, (3, 3), 0)
        return cv2.adaptiveThreshold(
            grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 15
        )

    @cached_property
    def rules(self) -> tuple[Any, Any]:
        """The horizontal and the vertical rules, as ink."""
        import cv2

        def opened(width: int, height: int) -> Any:
            shape = cv2.getStructuringElement(cv2.MORPH_RECT, (width, height))
            return cv2.morphologyEx(self.ink, cv2.MORPH_OPEN, shape)

        high, wide = self.image.shape[:2]
        return opened(max(40, wide // 25), 1), opened(1, max(40, high // 45))

    @cached_property
    def clean(self) -> Any:
        """The picture with its rules painted over, so that they are no strokes."""
        import cv2
        import numpy

        across, down = self.rules
        mask = cv2.dilate(cv2.bitwise_or(across, down), numpy.ones((3, 3), numpy.uint8))
        clean = self.image.copy()
        clean[mask > 0] = numpy.median(self.image.reshape(-1, 3), axis=0)
        return clean


def straighten(image: Any, number: int, name: str) -> Page:
    """Turn a page upright.

    Raises
    ------
    Unreadable
        For a page too coarse, or turned by more than five degrees.
    """
    import cv2

    high, wide = image.shape[:2]
    if min(high, wide) < _FEWEST_PIXELS:
        found = f"page {number}: {wide} x {high} pixels"
        raise Unreadable(name, "a scan of at least 150 dots an inch", found)
    turn = _turn(image)
    if abs(turn) > _MOST_TURN:
        found = f"page {number} turned by {turn:.1f} degrees"
        raise Unreadable(name, f"a page turned by at most {_MOST_TURN:g} degrees", found)
    matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), turn, 1.0)
    upright = cv2.warpAffine(
        image, matrix, (wide, high), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return Page(upright, number, turn)


def _turn(image: Any) -> float:
    """Measure a page's turn in degrees: upright, its rows are ink or blank, not both."""
    import numpy

    small, half = (_inked(image, size) for size in (0.25, 0.5))
    turn = _sharpest(small, numpy.arange(-_WIDEST, _WIDEST, 0.5))
    turn = _sharpest(half, turn + numpy.arange(-0.5, 0.51, 0.1))
    return _sharpest(half, turn + numpy.arange(-0.1, 0.11, 0.05))


def _inked(image: Any, size: float) -> Any:
    """Give the ink of a smaller picture: enough for an angle, and noise averages away."""
    import cv2

    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    grey = cv2.resize(grey, None, fx=size, fy=size, interpolation=cv2.INTER_AREA)
    return cv2.adaptiveThreshold(
        grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 15
    )


def _sharpest(ink: Any, angles: Any) -> float:
    """Give the angle at which the ink of neighbouring rows differs most."""
    import cv2
    import numpy

    high, wide = ink.shape

    def contrast(angle: float) -> float:
        matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), angle, 1.0)
        turned = cv2.warpAffine(ink, matrix, (wide, high))
        rows = cv2.reduce(turned, 1, cv2.REDUCE_SUM, dtype=cv2.CV_32F)
        return float((numpy.diff(rows, axis=0) ** 2).sum())

    return max(map(float, angles), key=contrast)


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
