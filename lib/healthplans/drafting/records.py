"""A draft as the rows of its files, and their columns in order."""

from collections.abc import Iterator
from dataclasses import astuple

from healthplans.drafting.metadata import Period
from healthplans.drafting.tables.heads import Column
from healthplans.drafting.transcription import Judged, Line, Transcription

TABLE_FIRST = ("row", "domain", "label", "unit")
TABLE_LAST = ("obligation",)
TEXT = (
    *("row", "label", "scope", "of", "claim", "unit", "shared", "value", "year", "role"),
    *("year_text", "base_year", "paragraph", "start", "end", "indicator", "compared"),
)
_DECIDED = ("row", "paragraph", "indicator")  # what a statement does not hold itself
REVIEW = (
    *("file", "row", "reading", "reading_class", "binding", "binding_class", "indicator"),
    *("how", "reasons", "alternatives", "repairs", "place"),
)
LEDGER = ("paragraph", "start", "end", "text", "class")
OTHERS = ("table", "title", "row", "column", "rowspan", "colspan", "text", "place")


Row = dict[str, object]


def table_columns(draft: Transcription) -> list[str]:
    """Give the columns of `table.csv`: every year printed, in the order of the heads."""
    names = [_name(c, line, draft.period) for line in draft.lines for c in line.row.columns]
    return [*TABLE_FIRST, *dict.fromkeys(names), *TABLE_LAST]


def _name(column: Column, line: Line, period: Period) -> str:
    """Name a column by its year; by its role too where a table prints two of one year."""
    year = _year(column, period)
    same = [c for c in line.row.columns if _year(c, period) == year]
    role = column.kind or (column.role if column.role != "year" else "")
    if year is None:
        return role or column.text
    return f"{year} {role}" if len(same) > 1 and role else str(year)


def _year(column: Column, period: Period) -> int | None:
    """Give a column's year; the plan's own where the head only says level or target."""
    return column.year or (period.base if column.role == "level" else period.last)


def table_rows(draft: Transcription) -> Iterator[Row]:
    """Give the rows of `table.csv`, cells verbatim."""
    for number, line in enumerate(draft.lines, 1):
        row = line.row
        names = [_name(column, line, draft.period) for column in row.columns]
        texts = [cell.text if cell else "" for cell in row.figures]
        own = {key: getattr(row, key) for key in (*TABLE_FIRST[1:], *TABLE_LAST)}
        yield {"row": number, **own, **dict(zip(names, texts, strict=True))}


def text_rows(draft: Transcription) -> Iterator[Row]:
    """Give the rows of `text.csv`; likeness alone fills in no indicator."""
    for number, (statement, judged) in enumerate(draft.statements, 1):
        own = {key: getattr(statement, key) for key in TEXT if key not in _DECIDED}
        place = {"row": number, "paragraph": statement.paragraph.number}
        yield {**own, **place, "indicator": judged.suggestion.taken}


def review_rows(draft: Transcription) -> Iterator[Row]:
    """Give the rows of `review.csv`: sureness, reasons and alternatives of every row."""
    for number, line in enumerate(draft.lines, 1):
        place = str(line.row.cells[0].origin) if line.row.cells else ""
        yield _review("table.csv", number, line.judged, line.row.label, place)
    for number, (statement, judged) in enumerate(draft.statements, 1):
        place = str(statement.paragraph.origin)
        yield _review("text.csv", number, judged, statement.label, place)


def _review(file: str, row: int, judged: Judged, label: str, place: str) -> Row:
    suggestion = judged.suggestion
    codes = [f"{code} {score}" for code, score in suggestion.codes]
    codes += [] if suggestion.taken else [f"new: {label}"]
    return {
        "file": file,
        "row": row,
        "reading": judged.reading,
        "reading_class": judged.reading_class,
        "binding": judged.binding,
        "binding_class": judged.binding_class,
        "indicator": suggestion.taken,
        "how": suggestion.how,
        "reasons": "; ".join(judged.reasons),
        "alternatives": "; ".join(codes),
        "repairs": "; ".join(judged.repairs),
        "place": place,
    }


def ledger_rows(draft: Transcription) -> Iterator[Row]:
    """Give the rows of `ledger.csv`: every number of the prose and its class."""
    for entry in draft.entries:
        yield dict(zip(LEDGER, astuple(entry), strict=True))


def other_rows(draft: Transcription) -> Iterator[Row]:
    """Give the cells of the tables that are none of indicators, so that nothing is dropped."""
    for number, table in enumerate(draft.others, 1):
        for cell in table.cells:
            at = (cell.row + 1, cell.col + 1, cell.rowspan, cell.colspan)
            row = (number, table.title, *at, cell.text, str(cell.origin))
            yield dict(zip(OTHERS, row, strict=True))
