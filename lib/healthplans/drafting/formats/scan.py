"""Read scanned pages by character recognition: the extra `scan`.

Nothing that was recognized is ever called sure: a reviewer sees each cell beside its picture.
"""

import io
from collections.abc import Iterator
from functools import cache
from typing import Any

from healthplans.drafting.document import Document, assemble
from healthplans.drafting.formats.pdf_lines import Line
from healthplans.drafting.formats.pdf_pages import in_blocks
from healthplans.drafting.formats.pdf_tables import PageTable
from healthplans.drafting.formats.scan_cells import Recognized, fill, lines_outside
from healthplans.drafting.formats.scan_pages import Page, find_grids, straighten
from healthplans.drafting.refusals import Limits, Unreadable, missing

_NOTE = "read by character recognition: compare every figure with the picture"
_DPI = 200
_LONGEST = 1472  # pixels of the longer side on which lines are looked for
_LEAST = 120  # pixels to which a line of 48 pixels' height is filled up at least
_SETTINGS = {
    "Det.limit_type": "max",
    "Det.limit_side_len": _LONGEST,
    # each line alone: filled up to the longest of several, most of a short one is blank
    "Rec.rec_batch_num": 1,
    "Rec.rec_img_shape": [3, 48, _LEAST],
    # more threads wait for each other by computing: half as much again for the same page
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
}


def read_image(data: bytes, name: str) -> Document:
    """Read the bytes of a page's picture."""
    return read_pictures([data], name)


def read_pictures(pictures: list[bytes], name: str) -> Document:
    """Read pages that are a picture each, in order.

    Raises
    ------
    Unreadable
        Without the extra; for a picture too large, too coarse or turned too far.
    """
    cv2, numpy = _libraries(name)
    images = []
    for data in pictures:
        _refuse_size(data, name)
        image = cv2.imdecode(numpy.frombuffer(data, numpy.uint8), cv2.IMREAD_COLOR)
        if image is None:
            raise Unreadable(name, "a whole picture; save it again as .png or .jpg")
        images.append(image)
    return _document(images, name)


def read_pdf(data: bytes, name: str) -> Document:
    """Read the bytes of a PDF whose pages are pictures."""
    _libraries(name)
    return _document(_drawn(data, name), name)


def _libraries(name: str) -> tuple[Any, Any]:
    try:
        import cv2
        import numpy
        import rapidocr  # noqa: F401  # only to know whether it is there
    except ImportError as error:
        raise missing(name, "the reader of scans", "scan") from error
    return cv2, numpy


def _refuse_size(data: bytes, name: str) -> None:
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data)) as picture:
            width, height = picture.size
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        Image.DecompressionBombError,
    ) as error:
        expected = "a whole picture; save it again as .png or .jpg"
        raise Unreadable(name, expected, str(error)) from error
    if width * height > Limits.pixels:
        found = f"{width} x {height}"
        raise Unreadable(name, f"a picture of at most {Limits.pixels:,} pixels", found)


def _drawn(data: bytes, name: str) -> Iterator[Any]:
    """Draw each page of a PDF at the resolution of a scan."""
    import numpy
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise Unreadable(name, "a whole PDF without a password", str(error)) from error
    try:
        if len(pdf) > Limits.pages:
            raise Unreadable(name, f"at most {Limits.pages} pages", f"{len(pdf):,} pages")
        for page in pdf:
            width, height = page.get_size()
            fit = (Limits.pixels / max(1.0, width * height)) ** 0.5
            picture = page.render(scale=min(_DPI / 72, fit), rev_byteorder=True)
            yield numpy.ascontiguousarray(picture.to_numpy()[:, :, 2::-1])
    finally:
        pdf.close()


@cache
def engine() -> Any:
    """Give the recognition engine; its models lie inside its package."""
    import logging

    from rapidocr import RapidOCR

    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    made = RapidOCR(params=_SETTINGS)
    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    return made


def _document(images: Any, name: str) -> Document:
    pages: list[tuple[list[Line], list[PageTable], float]] = []
    for number, image in enumerate(images, 1):
        page = straighten(image, number, name)
        pages.append((*_page(page), page.height))
    return assemble(name, "scan", in_blocks(pages), [_NOTE])


def _page(page: Page) -> tuple[list[Line], list[PageTable]]:
    """Read one page: its ruled tables, and the lines outside them."""
    grids = find_grids(page)
    result = engine()(page.image, use_det=True, use_cls=False, use_rec=True)
    boxes = result.boxes if result.boxes is not None else []
    found = [
        Recognized(_box(corners), text, float(score))
        for corners, text, score in zip(
            boxes, result.txts or (), result.scores or (), strict=True
        )
    ]
    tables = [fill(grid, page, found, engine()) for grid in grids]
    return lines_outside(tables, page, found), tables


def _box(corners: Any) -> tuple[float, float, float, float]:
    (left, top), _, (right, bottom), _ = corners
    return float(left), float(top), float(right), float(bottom)
