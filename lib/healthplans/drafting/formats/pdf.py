"""Read a PDF with a text layer: tables by their rules, paragraphs by their lines.

The page is never drawn and nothing in it is run. A page without text is said to be a scan;
a text layer whose characters are not mapped to text is refused, since its figures would be
noise.
"""

import io
import logging
from typing import Any

from healthplans.drafting.document import Document, assemble
from healthplans.drafting.formats.pdf_characters import mostly_upright, seen, unmapped, upright
from healthplans.drafting.formats.pdf_lines import Line, lines_of
from healthplans.drafting.formats.pdf_pages import beside, in_blocks
from healthplans.drafting.formats.pdf_rules import read_ruled
from healthplans.drafting.formats.pdf_tables import PageTable, read_lattices
from healthplans.drafting.refusals import Limits, Unreadable, missing

_LOCKED = "a PDF without a password; print it to a new PDF"
_WHOLE = "a whole PDF; download or print it again"
_UNMAPPED = 0.05  # share of characters without a meaning from which a text layer is refused
_FEWEST = 20  # characters a page: fewer on every page, and the file is a scan


def read(data: bytes, name: str) -> Document:
    """Read the bytes of a PDF.

    Raises
    ------
    Unreadable
        For a damaged or encrypted file, one of too many pages, a scan, a page whose lines
        run several ways, and an unmapped text layer.
    """
    with _open(data, name) as pdf:
        try:
            pages = _pages(pdf, name)
        except (Unreadable, TimeoutError, MemoryError):
            raise
        except Exception as error:  # a damaged page fails in pdfminer in many ways
            raise Unreadable(name, _WHOLE, repr(error)) from error
    blocks = in_blocks([(p.lines, p.tables, p.height) for p in pages])
    aside = [line for page in pages for line in page.aside]
    return assemble(name, "pdf", [*blocks, *map(beside, aside)], _notes(pages))


def _notes(pages: "list[_Page]") -> list[str]:
    """Say which pages are pictures: nothing of them was read."""
    blank = [str(p.number) for p in pages if len(p.marks) < _FEWEST and p.pictures]
    told = "page(s) {} are pictures and were not read: save them as .png and draft those"
    return [told.format(", ".join(blank))] if blank else []


def _pages(pdf: Any, name: str) -> "list[_Page]":
    pages = [_Page(page, number) for number, page in enumerate(pdf.pages, 1)]
    _refuse(pages, name)
    before: PageTable | None = None
    for page in pages:
        before = page.find_tables(before)
    return pages


def has_text(data: bytes, name: str) -> bool:
    """Tell whether a PDF has a text layer at all."""
    with _open(data, name) as pdf:
        try:
            return any(len(list(seen(page))) >= _FEWEST for page in pdf.pages)
        except TimeoutError:
            raise
        except Exception as error:  # as in `read`
            raise Unreadable(name, _WHOLE, repr(error)) from error


def _open(data: bytes, name: str) -> Any:
    try:
        import pdfplumber
        from pdfminer.pdfdocument import PDFPasswordIncorrect
    except ImportError as error:
        raise missing(name, "the reader of PDFs", "draft") from error
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    try:
        pdf = pdfplumber.open(io.BytesIO(data))
        pages = len(pdf.pages)
    except Exception as error:  # pdfminer lets errors of every kind through
        if "PDFPasswordIncorrect" in repr(error) or isinstance(error, PDFPasswordIncorrect):
            raise Unreadable(name, _LOCKED) from error
        raise Unreadable(name, _WHOLE, repr(error)) from error
    if pages > Limits.pages:
        expected = f"at most {Limits.pages} pages; cut out the plan's own"
        raise Unreadable(name, expected, f"{pages:,} pages")
    return pdf


class _Page:
    """One page: its characters, then its tables and the lines outside them."""

    def __init__(self, page: Any, number: int) -> None:
        self.number = number
        self._page, self.marks, slanted = upright(page)
        self.height = float(self._page.height)
        self.aside = lines_of(slanted, number)
        self.pictures = len(self._page.images)
        self.lines: list[Line] = []
        self.tables: list[PageTable] = []

    def find_tables(self, before: PageTable | None) -> PageTable | None:
        """Read ruled tables, then tables of three rules in what is left.

        Takes the table that the page before left open, and gives the one that is left so.
        """
        tables, rest = read_lattices(self._page, self.number, self.marks)
        self.aside += lines_of([mark for mark in rest if not mark.upright], self.number)
        lines = lines_of([mark for mark in rest if mark.upright], self.number)
        ruled, self.lines = read_ruled(self._page, self.number, lines, before)
        self.tables = [*tables, *ruled]
        self._page.close()
        return next((table for table in reversed(ruled) if table.roles), None)


def _refuse(pages: list[_Page], name: str) -> None:
    marks = [mark for page in pages for mark in page.marks]
    if all(len(page.marks) < _FEWEST for page in pages):
        raise Unreadable(name, "a text layer; read it as a scan with the extra `scan`")
    strange = unmapped(marks)
    if strange > _UNMAPPED * len(marks):
        found = f"{strange:,} of {len(marks):,} characters without a meaning"
        expected = (
            "a text layer of real characters; save its pages as pictures and draft those"
        )
        raise Unreadable(name, expected, found)
    lined = [page for page in pages if len(page.marks) >= _FEWEST]
    mixed = [page.number for page in lined if not mostly_upright(page.marks)]
    if mixed:
        found = f"page(s) {', '.join(map(str, mixed))} whose lines run several ways"
        raise Unreadable(name, "upright pages; turn them and save the file again", found)
