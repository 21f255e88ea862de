"""Read scanned pages by character recognition: the extra `scan`."""

from healthplans.drafting.document import Document
from healthplans.drafting.refusals import missing

__all__ = ["read_image", "read_pdf"]


def read_image(data: bytes, name: str) -> Document:
    """Read the bytes of a page's picture."""
    raise missing(name, "the reader of scans", "scan")


def read_pdf(data: bytes, name: str) -> Document:
    """Read the bytes of a PDF of pictures."""
    raise missing(name, "the reader of scans", "scan")
