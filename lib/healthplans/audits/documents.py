"""What the document itself says about how firm its figures are."""

from collections.abc import Iterator, Mapping

from healthplans.audits.drafts import LOW, MEDIUM, Draft, Word
from healthplans.audits.sheets import Logic, Options, Sheet


def draft_document(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find a text put out for consultation or decision, whose figures may still change."""
    if sheet.document.is_draft:
        places = {"status": Word("status", sheet.document.status)}
        yield Draft(MEDIUM, (), places, {"status": sheet.document.status})


def undated_document(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find a text without date and number, which cannot be cited as issued."""
    if sheet.document.status == "undated":
        yield Draft(LOW, (), {}, {"status": sheet.document.status})


def no_obligation(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find a table of targets that says of none whether it is binding."""
    rows = [f for f in sheet.figures if f.origin == "table" and f.role == "target"]
    if len(rows) >= options["least"] and not any(f.obligation for f in rows):
        many = len({(f.indicator, f.part) for f in rows})
        yield Draft(LOW, tuple(rows), {"count": many}, {"targets": many})


RULES: Mapping[str, Logic] = {
    "draft_document": draft_document,
    "undated_document": undated_document,
    "no_obligation": no_obligation,
}
