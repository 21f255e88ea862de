"""The columns of the draft's files, in their order."""

__all__ = ["LEDGER", "OTHERS", "REVIEW", "TABLE_FIRST", "TABLE_LAST", "TEXT"]

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
