"""What the document itself says about how firm its figures are."""

from collections.abc import Iterator, Mapping
from typing import Any

from healthplans.audits.drafts import LOW, MEDIUM, Draft, Word
from healthplans.audits.sheets import Sheet

__all__ = ["RULES"]


def draft_document(sheet: Sheet, options: Mapping[str, Any]) -> Iterator[Draft]:
    """A text put out for consultation or decision, whose figures may still change."""
    if sheet.document.is_draft:
        places = {"status": Word("status", sheet.document.status)}
        yield Draft(MEDIUM, (), places, {"status": sheet.document.status})


def undated_document(sheet: Sheet, options: Mapping[str, Any]) -> Iterator[Draft]:
    """A text without date and number, which cannot be cited as issued."""
    if sheet.document.status == "undated":
        yield Draft(LOW, (), {}, {"status": sheet.document.status})


RULES = {"draft_document": draft_document, "undated_document": undated_document}
