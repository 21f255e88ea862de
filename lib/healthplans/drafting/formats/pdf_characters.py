"""The characters of a PDF's page, look-alikes restored, and text put together from them."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from healthplans.drafting.glyphs import private, restore

__all__ = ["Mark", "line_text", "marks_of", "rows_of", "unmapped"]

_GAP = 0.6  # of the size: a wider gap between two Latin characters is a space
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


def marks_of(page: Any) -> list[Mark]:
    """Give the characters of a page, each once: bold by printing twice is undone."""
    found: dict[tuple[str, int, int], Mark] = {}
    for char in page.chars:
        stored = str(char["text"])
        x0, x1, top, bottom, size = (
            float(char[key]) for key in ("x0", "x1", "top", "bottom", "size")
        )
        meant = restore(private(stored))
        mark = Mark(meant, stored, x0, x1, top, bottom, size, bool(char["upright"]))
        found.setdefault((stored, round(mark.x0), round(mark.top)), mark)
    return list(found.values())


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
