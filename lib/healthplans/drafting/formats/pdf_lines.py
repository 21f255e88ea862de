"""Lines of a PDF's page and the paragraphs they make, page furniture told apart."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from healthplans.drafting.document import Box, Origin, Paragraph
from healthplans.drafting.formats.pdf_characters import (
    Mark,
    line_text,
    overprinted,
    rows_of,
)
from healthplans.drafting.tables.heads import says

_EDGE = 0.1  # of the page's height at top and bottom: where running heads and numbers stand
_STOPS = ("\u3002", "\uff1b")
_OVERPRINTED = 0.5
_NO_BEGINNING = "\u3001\u3002\uff0c\uff1b\uff1a\uff01\uff1f%\u2030,.;:!?"
_OFTEN = 3  # pages on which a running head stands, but for its numbers
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: its text, its characters, its page and box.

    `column` are the sides of the column it stands in, on a page set in columns; `certainty`
    is the reader's own, from 0 to 1.
    """

    text: str
    page: int
    box: Box
    size: float
    marks: tuple[Mark, ...]
    column: tuple[float, float] | None = None
    certainty: float = 1.0

    @property
    def top(self) -> float:
        """Distance from the page's top, in points."""
        return self.box[1]

    @property
    def origin(self) -> Origin:
        """The line's place."""
        return Origin(self.page, self.box)


def lines_of(marks: Iterable[Mark], page: int) -> list[Line]:
    """Give the lines that characters make."""
    rows = rows_of(marks)
    lines = [(row, line_text(row)) for row in rows]
    return [_line(row, text, page) for row, text in lines if text]


def _line(row: Sequence[Mark], text: str, page: int) -> Line:
    printed = [mark for mark in row if mark.text.strip()]
    left, right = min(m.x0 for m in printed), max(m.x1 for m in printed)
    top, bottom = min(m.top for m in printed), max(m.bottom for m in printed)
    size = max(mark.size for mark in printed)
    certainty = min(mark.certainty for mark in printed)
    certainty = min(certainty, _OVERPRINTED) if overprinted(row) else certainty
    box = (left, top, right, bottom)
    return Line(text, page, box, size, tuple(row), certainty=certainty)


def furniture(pages: Sequence[tuple[list[Line], float]]) -> list[Line]:
    """Give page numbers and running heads: at the page's edge, a number or often there."""
    edge = [
        line
        for lines, height in pages
        for line in lines
        if line.top < _EDGE * height or line.box[3] > (1 - _EDGE) * height
    ]
    pages_of = {(line.page, _DIGITS.sub("0", line.text)) for line in edge}
    times = Counter(text for _, text in pages_of)
    return [
        line
        for line in edge
        if says("page", line.text) or times[_DIGITS.sub("0", line.text)] >= _OFTEN
    ]


def paragraphs(lines: Sequence[Line]) -> Iterator[Paragraph]:
    """Join lines to paragraphs: a line that ends early, or an indent, parts them."""
    if not lines:
        return
    sides = extent([line for line in lines if line.column is None] or lines)
    held: list[Line] = []
    for line in lines:
        if held and _parts(held[-1], line, sides):
            yield _paragraph(held)
            held = []
        held.append(line)
    yield _paragraph(held)


def extent(lines: Sequence[Line]) -> tuple[float, float]:
    """Give where lines begin, indents left out, and where the longest ends."""
    return _common(line.box[0] for line in lines), max(line.box[2] for line in lines)


def _common(values: Iterable[float]) -> float:
    """Give the left margin: the smallest of the places where lines often begin."""
    counts = Counter(round(value) for value in values)
    most = max(counts.values())
    return float(min(value for value, n in counts.items() if n >= 0.2 * most))


def _parts(one: Line, other: Line, sides: tuple[float, float]) -> bool:
    size = one.size
    left, right = (other.column or sides)[0], (one.column or sides)[1]
    early = one.box[2] + _token(other) + 0.9 * size < right
    # a full stop before the line's end ends the paragraph, whatever comes next
    early = early or (one.text.endswith(_STOPS) and one.box[2] + 1.2 * size < right)
    indented = other.box[0] > left + 1.2 * size
    turned = (one.column is None) != (other.column is None)
    parted = early or indented or turned or abs(other.size - size) > 0.15 * size
    mark = other.text[:1]
    closes = mark in _NO_BEGINNING or unicodedata.category(mark) in {"Pe", "Pf"}
    return parted and not closes


def _token(line: Line) -> float:
    """Give the width of what could not be broken off the line's beginning.

    That is a Latin word or number, or one character, with the marks that may not begin a line.
    """
    end = line.box[0]
    latin = line.text[:1].isascii()
    for place, mark in enumerate(line.marks):
        begins = mark.text.isascii() and mark.text.strip() if latin else not place
        if (not begins and mark.text[:1].isalnum()) or not mark.text.strip():
            break
        end = mark.x1
    return end - line.box[0]


def _paragraph(lines: Sequence[Line]) -> Paragraph:
    text = lines[0].text
    for line in lines[1:]:
        latin = text[-1:].isascii() and text[-1:].isalpha() and line.text[:1].isascii()
        text += (" " if latin and line.text[:1].isalpha() else "") + line.text
    certainty = min(line.certainty for line in lines)
    return Paragraph(text, origin=lines[0].origin, certainty=certainty)
