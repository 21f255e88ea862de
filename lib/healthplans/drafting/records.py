"""A draft as the rows of its files, and their columns in order."""

from collections.abc import Iterator, Sequence

from healthplans.drafting.document import Cell
from healthplans.drafting.metadata import Period
from healthplans.drafting.suggest import Suggestion
from healthplans.drafting.tables.heads import Column
from healthplans.drafting.transcription import Judged, Line, Transcription

__all__ = [
    *("LEDGER", "OTHERS", "REVIEW", "TABLE_FIRST", "TABLE_LAST", "TEXT", "ledger_rows"),
    *("other_rows", "review_rows", "table_columns", "table_rows", "text_rows"),
]

TABLE_FIRST = ("row", "domain", "label", "unit")
TABLE_LAST = ("obligation",)
TEXT = (
    *("row", "label", "scope", "of", "claim", "unit", "shared", "value", "year", "role"),
    *("year_text", "base_year", "paragraph", "start", "end", "indicator"),
)
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
        yield {
            "row": number,
            "domain": row.domain,
            "label": row.label,
            "unit": row.unit,
            **{
                _name(column, line, draft.period): cell.text if cell else ""
                for column, cell in zip(row.columns, row.figures, strict=True)
            },
            "obligation": row.obligation,
        }


def text_rows(draft: Transcription) -> Iterator[Row]:
    """Give the rows of `text.csv`; likeness alone fills in no indicator."""
    for number, (statement, judged) in enumerate(draft.statements, 1):
        yield {
            "row": number,
            **{key: getattr(statement, key) for key in _TEXTS},
            "year": statement.year or "",
            "role": statement.role,
            "base_year": statement.base_year or "",
            "paragraph": statement.paragraph.number,
            "start": statement.start,
            "end": statement.end,
            "indicator": judged.suggestion.taken,
        }


_TEXTS = ("label", "scope", "of", "claim", "unit", "shared", "value", "year_text")


def review_rows(draft: Transcription) -> Iterator[Row]:
    """Give the rows of `review.csv`: sureness, reasons and alternatives of every row."""
    for number, line in enumerate(draft.lines, 1):
        yield _review(
            "table.csv", number, line.judged, line.row.label, _places(line.row.cells)
        )
    for number, (statement, judged) in enumerate(draft.statements, 1):
        place = str(statement.paragraph.origin)
        yield _review("text.csv", number, judged, statement.label, place)


def _review(file: str, row: int, judged: Judged, label: str, place: str) -> Row:
    suggestion = judged.suggestion
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
        "alternatives": _alternatives(suggestion, label),
        "repairs": "; ".join(judged.repairs),
        "place": place,
    }


def _alternatives(suggestion: Suggestion, label: str) -> str:
    codes = [f"{code} {score}" for code, score in suggestion.codes]
    return "; ".join([*codes, *([f"new: {label}"] if not suggestion.taken else [])])


def _places(cells: Sequence[Cell]) -> str:
    return str(cells[0].origin) if cells else ""


def ledger_rows(draft: Transcription) -> Iterator[Row]:
    """Give the rows of `ledger.csv`: every number of the prose and its class."""
    for entry in draft.entries:
        yield {
            "paragraph": entry.paragraph,
            "start": entry.start,
            "end": entry.end,
            "text": entry.text,
            "class": entry.kind,
        }


def other_rows(draft: Transcription) -> Iterator[Row]:
    """Give the cells of the tables that are none of indicators, so that nothing is dropped."""
    for number, table in enumerate(draft.others, 1):
        for cell in table.cells:
            yield {
                "table": number,
                "title": table.title,
                "row": cell.row + 1,
                "column": cell.col + 1,
                "rowspan": cell.rowspan,
                "colspan": cell.colspan,
                "text": cell.text,
                "place": str(cell.origin),
            }
