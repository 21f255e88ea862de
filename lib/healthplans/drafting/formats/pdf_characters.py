"""The characters of a PDF's page as they are seen, upright, and text put together from them.

What cannot be seen is no text of the document: the layer that a scanner's program lays under
its picture is its own recognition. A page whose lines run sideways is turned as its reader
turns the sheet.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from healthplans.drafting.printed import private, restore

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
        if near and mark.middle[1] - level(near) <= 0.5 * max(mark.size, near[0].size):
            near.append(mark)
        else:
            rows.append([mark])
    return [sorted(row, key=lambda m: m.x0) for row in rows]


def level(row: Sequence[Mark]) -> float:
    """Give the height of a line: the middle of its largest character."""
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


_INVISIBLE = {3, 7}  # text rendering modes that paint nothing
_WHITE = {(1,), (1, 1, 1), (0, 0, 0, 0)}


def seen(page: Any) -> Iterator[Any]:
    """Give the characters of a page that print something, as pdfplumber has them."""
    _lay_out(page)
    left, top, right, bottom = page.cropbox
    for char in page.chars:
        x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
        if left <= x <= right and top <= y <= bottom and not _white(char, (x, y), page):
            yield char


def _lay_out(page: Any) -> None:
    """Read a page without its invisible text."""
    from pdfminer.pdfinterp import PDFPageInterpreter
    from pdfplumber.page import PDFPageAggregatorWithMarkedContent

    class Printed(PDFPageAggregatorWithMarkedContent):  # type: ignore[misc, unused-ignore]
        def render_string(self, textstate: Any, *rest: Any) -> None:
            before = len(self.cur_item._objs)  # pdfminer names no other way
            super().render_string(textstate, *rest)
            if textstate.render in _INVISIBLE:
                del self.cur_item._objs[before:]

    if not hasattr(page, "_layout"):
        device = Printed(page.pdf.rsrcmgr, pageno=page.page_number, laparams=None)
        PDFPageInterpreter(page.pdf.rsrcmgr, device).process_page(page.page_obj)
        page._layout = device.get_result()  # where pdfplumber looks for it


def _white(char: Any, middle: tuple[float, float], page: Any) -> bool:
    """Tell whether a character is white and nothing dark can lie behind it."""
    colour = char["non_stroking_color"]
    if colour is None or tuple(colour) not in _WHITE:
        return False
    behind = [*page.rects, *page.curves, *page.images]
    return not any(
        shape["x0"] <= middle[0] <= shape["x1"]
        and shape["top"] <= middle[1] <= shape["bottom"]
        for shape in behind
    )


_HALF = 0.5  # share of characters that stand upright, at least


def upright(page: Any) -> tuple[Any, list[Mark], list[Mark]]:
    """Give a page as it is read, with its characters; a wide table is often set sideways.

    Gives the page, its characters and those that stand slanted.
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

    def way(along: float, up: float) -> int:
        if abs(up) > abs(along):
            return 90 if up > 0 else 270
        return 0 if along > 0 else 180

    return Counter(way(*char["matrix"][:2]) for char in page.chars).most_common(1)[0][0]


def _turned(page: Any, degrees: int) -> Any:
    """Give a page laid out anew after a turn."""
    from pdfplumber.page import Page

    raw = page.page_obj
    turn = (int(raw.rotate) + degrees) % 360
    raw.rotate = raw.attrs["Rotate"] = turn
    return Page(page.pdf, raw, page.page_number, page.initial_doctop)
