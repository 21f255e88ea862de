"""A scanned page set upright: its turn measured by its rows, and undone."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from healthplans.drafting.refusals import Unreadable

__all__ = ["Page", "straighten"]

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
