"""The characters of a PDF's page, look-alikes restored, and text put together from them."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from healthplans.drafting.formats.pdf_seen import seen
from healthplans.drafting.glyphs import private, restore

__all__ = ["Mark", "line_text", "marks_of", "overprinted", "rows_of", "unmapped"]

_GAP = 0.6  # of the size: a wider gap between two Latin characters is a space
_SLANTED = 0.2  # of a character's height: it is neither upright nor on its side
_SHADOW = 0.2  # of the size: the same character so near is bold type or a shadow
_OVER = 0.4  # of a character's width: so much of another in it, and two texts lie there
_WIDE = 2.5  # of the size: a wider gap is a space whatever stands beside it


@dataclass(frozen=True, slots=True)
class Mark:
    """One character: what it means, what the file stores, its box in points from the top.

    On a scan it is a piece of a line, as certain as it was recognized.
    """

    text: str
    stored: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    upright: bool
    certainty: float = 1.0

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of the box."""
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2


def marks_of(page: Any) -> tuple[list[Mark], list[Mark]]:
    """Give the characters of a page, and those that stand slanted: a watermark's.

    Each is given once: bold type and shadows by printing twice are undone.
    """
    found: dict[tuple[str, int, int], Mark] = {}
    slanted: list[Mark] = []
    for char in seen(page):
        along, up = (float(part) for part in char["matrix"][:2])
        mark = _mark(char, upright=along > 0 and abs(up) <= _SLANTED * along)
        if min(abs(along), abs(up)) > _SLANTED * max(abs(along), abs(up)):
            slanted.append(mark)
        elif not _printed_before(mark, found):
            found[_bucket(mark)] = mark
    return list(found.values()), slanted


def _mark(char: Any, *, upright: bool) -> Mark:
    stored = str(char["text"])
    x0, x1, top, bottom, size = (
        float(char[key]) for key in ("x0", "x1", "top", "bottom", "size")
    )
    return Mark(restore(private(stored)), stored, x0, x1, top, bottom, size, upright)


def _bucket(mark: Mark) -> tuple[str, int, int]:
    step = max(1.0, _SHADOW * mark.size)
    return mark.stored, int(mark.x0 // step), int(mark.top // step)


def _printed_before(mark: Mark, found: dict[tuple[str, int, int], Mark]) -> bool:
    stored, x, y = _bucket(mark)
    near = (found.get((stored, x + i, y + j)) for i in (-1, 0, 1) for j in (-1, 0, 1))
    far = max(1.0, _SHADOW * mark.size)
    return any(
        other is not None and max(abs(mark.x0 - other.x0), abs(mark.top - other.top)) < far
        for other in near
    )


def overprinted(row: Sequence[Mark]) -> bool:
    """Tell whether two letters or digits of a line stand in one place."""
    printed = [mark for mark in row if mark.text.isalnum()]
    return any(
        one.x1 - other.x0 > _OVER * min(one.x1 - one.x0, other.x1 - other.x0)
        for one, other in pairwise(printed)
    )


def unmapped(marks: Iterable[Mark]) -> int:
    """Count characters that mean nothing: (cid:n), private use, replacement."""
    return sum(1 for mark in marks if _strange(mark.text))


def _strange(text: str) -> bool:
    private = any(unicodedata.category(mark) == "Co" for mark in text)
    return text.startswith("(cid:") or "\ufffd" in text or private


def rows_of(marks: Iterable[Mark]) -> list[list[Mark]]:
    """Sort characters into lines, from the top down, each from left to right."""
    rows: list[list[Mark]] = []
    for mark in sorted(marks, key=lambda m: (m.middle[1], m.x0)):
        near = rows[-1] if rows else []
        if near and mark.middle[1] - _level(near) <= 0.5 * max(mark.size, near[0].size):
            near.append(mark)
        else:
            rows.append([mark])
    return [sorted(row, key=lambda m: m.x0) for row in rows]


def _level(row: Sequence[Mark]) -> float:
    largest = max(row, key=lambda mark: mark.size)
    return largest.middle[1]


def line_text(row: Sequence[Mark]) -> str:
    """Put a line's characters together; gaps that only set Latin off are no spaces."""
    text, before = "", None
    for mark in row:
        if before is not None and _apart(before, mark) and not text.endswith(" "):
            text += " "
        text += mark.text
        before = mark
    return text.strip()


def _apart(before: Mark, mark: Mark) -> bool:
    gap = mark.x0 - before.x1
    latin = before.text[-1:].isascii() and mark.text[:1].isascii()
    return gap > (_GAP if latin else _WIDE) * max(mark.size, before.size)
