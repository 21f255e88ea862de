"""The texts of a scanned table's cells: recognized lines, dashes by their ink, second looks.

A short cell is read twice, on the page and alone; where the two differ it is left open.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from healthplans.drafting.document import Cell, Origin
from healthplans.drafting.formats.pdf_characters import Mark
from healthplans.drafting.formats.pdf_lines import Line, lines_of
from healthplans.drafting.formats.pdf_tables import PageTable
from healthplans.drafting.formats.scan_pages import Grid, Page
from healthplans.drafting.printed import join_lines
from healthplans.texts import fold

Box = tuple[float, float, float, float]
_BEST = 0.9  # no recognized cell is more certain than this
_OPEN = 0.4
_ALIKE = 0.3  # of the usual height of a line: less apart is one size of print
_SPECK = 12  # pixels of a stroke at least, at 200 dots an inch
_WIDE = 1654  # pixels across a page of A4, at 200 dots an inch
_UNREAD = "ink that could not be read"
_SHORT = 8  # characters up to which a cell is read a second time
_PER_MILLE = re.compile(r"(?<=[(\uff08])%[0oO](?=[)\uff09])|^%[0oO]$")
_LONE = re.compile(r"^[<>\u2264\u2265\uff1c\uff1e]?=?.$|%[0oO]")


@dataclass(frozen=True)
class Recognized:
    """A recognized line: its box (left, top, right, bottom), text and score."""

    box: Box
    text: str
    score: float

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of the box."""
        return (self.box[0] + self.box[2]) / 2, (self.box[1] + self.box[3]) / 2


def fill(grid: Grid, page: Page, found: Sequence[Recognized], engine: Any) -> PageTable:
    """Put the recognized lines of a page into a table's cells."""
    size = _size(found)
    cells = tuple(
        _cell(rect, grid.box(rect), page, found, (engine, size)) for rect in grid.cells
    )
    return PageTable(cells, page.number, grid.ys[0], grid.ys[-1], grid.xs)


def _size(found: Sequence[Recognized]) -> float:
    heights = sorted(one.box[3] - one.box[1] for one in found)
    return heights[len(heights) // 2] if heights else 40.0


def _cell(
    rect: tuple[int, int, int, int],
    box: Box,
    page: Page,
    found: Sequence[Recognized],
    tools: tuple[Any, float],
) -> Cell:
    row, col, down, across = rect
    inside = [one for one in found if _within(one.middle, box)]
    lines = _rows(inside)
    text = join_lines(lines)
    score = min((one.score for one in inside), default=1.0)
    text, certainty, repairs = _checked(text, score, box, page, tools)
    origin = Origin(page.number, box)
    return Cell(text, row, col, down, across, origin, tuple(repairs), certainty)


def _within(point: tuple[float, float], box: Box) -> bool:
    return box[0] <= point[0] < box[2] and box[1] <= point[1] < box[3]


def _rows(inside: Sequence[Recognized]) -> list[str]:
    """Sort the pieces of a cell into lines."""
    rows: list[list[Recognized]] = []
    for one in sorted(inside, key=lambda piece: piece.middle[1]):
        height = one.box[3] - one.box[1]
        if rows and one.middle[1] - rows[-1][0].middle[1] < height / 2:
            rows[-1].append(one)
        else:
            rows.append([one])
    lines = [sorted(row, key=lambda piece: piece.box[0]) for row in rows]
    return ["".join(piece.text for piece in line) for line in lines]


def _checked(
    text: str, score: float, box: Box, page: Page, tools: tuple[Any, float]
) -> tuple[str, float, list[str]]:
    """Read a short cell again, a dash by its ink, and a per-mille sign for what it is not."""
    engine, size = tools
    repairs = ["recognized"]
    dash = _dash(box, page, size)
    if dash:
        return dash, _BEST, [*repairs, "dash by its ink"]
    certain = min(_BEST, score)
    if len(text) <= _SHORT and _pieces(box, page):
        again, second = _alone(box, page, engine)
        text, certain, differs = _settled(text, score, again, second)
        repairs += [f"read alone: {again}" if again or text else _UNREAD] if differs else []
    if _LONE.search(fold(text)):
        certain = _OPEN
    mended = _PER_MILLE.sub("\u2030", text)
    if mended != text:
        repairs.append("per mille for a percent sign and a circle")
    return mended, certain, repairs


def _settled(text: str, score: float, again: str, second: float) -> tuple[str, float, bool]:
    """Choose between two readings; where they differ nothing is certain.

    Ink that is read as nothing twice is something that could not be read.
    """
    if text and fold(text) == fold(again):
        return text, min(_BEST, max(score, second)), False
    if not again:
        return text, _OPEN, True  # also where neither look gave anything
    better = again if not text or second > score else text
    return better, _OPEN, True


def _ink(box: Box, page: Page) -> Any:
    """Give a cell's ink without the rules around it."""
    left, top, right, bottom = (int(side) for side in box)
    import cv2
    import numpy

    across, down = page.rules
    area = (slice(top + 5, bottom - 5), slice(left + 5, right - 5))
    rules = cv2.dilate(cv2.bitwise_or(across, down)[area], numpy.ones((3, 3), numpy.uint8))
    near = numpy.zeros_like(rules)
    near[:8], near[-8:], near[:, :8], near[:, -8:] = 255, 255, 255, 255
    ink = page.ink[area].copy()
    ink[(rules > 0) & (near > 0)] = 0
    return ink


def _pieces(box: Box, page: Page) -> list[tuple[int, int, int, int]]:
    """Give the boxes of a cell's strokes; specks left out."""
    import cv2

    ink = _ink(box, page)
    if not ink.size:
        return []
    count, _, stats, _ = cv2.connectedComponentsWithStats(ink)
    speck = _SPECK * (page.image.shape[1] / _WIDE) ** 2
    return [
        (int(x), int(y), int(w), int(h)) for x, y, w, h, area in stats[1:count] if area > speck
    ]


def _dash(box: Box, page: Page, size: float) -> str:
    """Give the dash that a cell holds and nothing else: a flat bar, by its length."""
    pieces = [p for p in _pieces(box, page) if max(p[2], p[3]) > size / 8]
    if not pieces or any(high > size / 5 for _, _, _, high in pieces):
        return ""
    left = min(x for x, *_ in pieces)
    right = max(x + wide for x, _, wide, _ in pieces)
    levels = [y for _, y, _, _ in pieces]
    if max(levels) - min(levels) > size / 5 or right - left < size / 6:
        return ""
    length = (right - left) / size
    return "-" if length < 0.6 else "\u2014" if length < 1.05 else "\u2014\u2014"  # noqa: PLR2004


def _alone(box: Box, page: Page, engine: Any) -> tuple[str, float]:
    """Recognize a cell's ink alone, enlarged, as one line."""
    pieces = _pieces(box, page)
    left = min(x for x, *_ in pieces)
    top = min(y for _, y, *_ in pieces)
    right = max(x + w for x, _, w, _ in pieces)
    bottom = max(y + h for _, y, _, h in pieces)
    at = (int(box[0]) + 5, int(box[1]) + 5)
    margin = 8
    picture = page.clean[
        max(0, at[1] + top - margin) : at[1] + bottom + margin,
        max(0, at[0] + left - margin) : at[0] + right + margin,
    ]
    result = engine(picture, use_det=False, use_cls=False, use_rec=True)
    texts = list(result.txts or ())
    scores = list(result.scores or ())
    return (texts[0], float(scores[0])) if texts else ("", 0.0)


def lines_outside(
    tables: Sequence[PageTable], page: Page, found: Sequence[Recognized]
) -> list[Line]:
    """Give the lines that stand in no table; the pieces of a line are its characters."""
    boxes = [(t.columns[0], t.top, t.columns[-1], t.bottom) for t in tables]
    outside = [one for one in found if not any(_within(one.middle, box) for box in boxes)]
    usual = _size(found)
    return lines_of([_mark(one, usual) for one in outside], page.number)


def _mark(one: Recognized, usual: float) -> Mark:
    left, top, right, bottom = one.box
    # a box is as high as its signs: most of the heights are one size of print
    near = abs(bottom - top - usual) < _ALIKE * usual
    size, sure = usual if near else bottom - top, min(_BEST, one.score)
    return Mark(one.text, one.text, left, right, top, bottom, size, True, sure)
