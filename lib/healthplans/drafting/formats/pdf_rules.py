"""Tables of three rules (top, under the head, bottom): columns by the head's places."""

from typing import Any

from healthplans.drafting.formats.pdf_lines import Line
from healthplans.drafting.formats.pdf_tables import PageTable

__all__ = ["read_ruled"]


def read_ruled(
    page: Any, number: int, lines: list[Line]
) -> tuple[list[PageTable], list[Line]]:
    """Read tables without vertical rules; give them and the lines outside."""
    return [], lines
