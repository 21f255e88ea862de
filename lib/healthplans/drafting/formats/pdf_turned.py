"""Pages whose lines run up, down or upside down: turned as their reader turns the sheet."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from healthplans.drafting.formats.pdf_characters import Mark, marks_of

__all__ = ["mostly_upright", "upright"]

_HALF = 0.5  # share of characters that stand upright, at least


def upright(page: Any) -> tuple[Any, list[Mark], list[Mark]]:
    """Give a page as it is read, with its characters; a wide table is often set sideways.

    Returns
    -------
    tuple
        The page, its characters and those that stand slanted.
    """
    marks, slanted = marks_of(page)
    if mostly_upright(marks) or not marks:
        return page, marks, slanted
    turned = _turned(page, _way(page))
    own, aside = marks_of(turned)
    return (turned, own, aside) if mostly_upright(own) else (page, marks, slanted)


def mostly_upright(marks: Sequence[Mark]) -> bool:
    """Tell whether most characters stand upright."""
    return sum(mark.upright for mark in marks) >= _HALF * len(marks)


def _way(page: Any) -> int:
    """Give the degrees, clockwise, by which a page is to be turned to be read."""
    ways = Counter(_direction(*char["matrix"][:2]) for char in page.chars)
    return ways.most_common(1)[0][0]


def _direction(along: float, up: float) -> int:
    if abs(up) > abs(along):
        return 90 if up > 0 else 270
    return 0 if along > 0 else 180


def _turned(page: Any, degrees: int) -> Any:
    """Give a page laid out anew after a turn."""
    from pdfplumber.page import Page

    raw = page.page_obj
    turn = (int(raw.rotate) + degrees) % 360
    raw.rotate = raw.attrs["Rotate"] = turn
    return Page(page.pdf, raw, page.page_number, page.initial_doctop)
