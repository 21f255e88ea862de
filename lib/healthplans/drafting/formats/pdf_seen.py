"""Which characters of a PDF's page can be seen: not those drawn invisibly, off it, or white.

What cannot be seen is no text of the document: the layer that a scanner's program lays under
its picture is its own recognition.
"""

from collections.abc import Iterator
from typing import Any

__all__ = ["seen"]

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
