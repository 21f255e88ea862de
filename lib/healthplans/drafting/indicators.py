"""The table of indicators of a document, and the tables that are none or say it again."""

from collections.abc import Sequence
from dataclasses import dataclass

from healthplans.drafting.document import Document, Table
from healthplans.drafting.drawn import read_drawn
from healthplans.drafting.flowing import read_flow
from healthplans.drafting.folding import fold, split_unit_bracket
from healthplans.drafting.heads import Column
from healthplans.drafting.joins import join_tables
from healthplans.drafting.prose.years import Period
from healthplans.drafting.rows import TableRow, read_rows

__all__ = ["Mapped", "Tables", "indicator_rows", "read_tables"]

Mapped = tuple[Table, tuple[TableRow, ...]]
_AGAIN = 0.5  # share of a table's labels from which it says again what another says


@dataclass(frozen=True)
class Tables:
    """A document's tables.

    `mapped` are those of indicators with their rows, `again` those that print other years or
    the same labels again, `others` all that are none of indicators.
    """

    mapped: tuple[Mapped, ...]
    again: tuple[Mapped, ...]
    others: tuple[Table, ...]


def read_tables(document: Document, period: Period | None = None) -> Tables:
    """Find, join and map a document's tables.

    Returns
    -------
    Tables
        A document without any table of indicators is searched for one whose rows or whose
        cells became a paragraph each.
    """
    tables = join_tables([b for b in document.blocks])
    read = [(table, read_rows(table)) for table in tables]
    mapped = [(table, tuple(rows)) for table, rows in read if rows]
    others = tuple(table for table, rows in read if not rows)
    if not mapped:
        paragraphs = document.paragraphs
        mapped = read_drawn(paragraphs) or read_flow(paragraphs)
        return Tables(tuple(mapped), (), others)
    years = period or Period()
    main = max(mapped, key=lambda one: _size(one, years))
    own = [one is main or _goes_along(one, main, years) for one in mapped]
    parts = [
        tuple(one for one, held in zip(mapped, own, strict=True) if held is kept)
        for kept in (True, False)
    ]
    return Tables(parts[0], parts[1], others)


def _size(one: Mapped, period: Period) -> tuple[int, int]:
    """Count the targets that a table prints, and all its figures."""
    printed = [
        column
        for row in one[1]
        for column, cell in zip(row.columns, row.figures, strict=True)
        if cell is not None and cell.text
    ]
    return sum(_aimed(column, period) for column in printed), len(printed)


def _aimed(column: Column, period: Period) -> bool:
    if column.year is None or period.base is None:
        return "target" in {column.role, column.kind}
    return column.year > period.base


def _goes_along(one: Mapped, main: Mapped, period: Period) -> bool:
    """Tell whether a table prints other indicators than the main one, for its years."""
    labels, others = _labels(one), _labels(main)
    again = len(labels & others) >= _AGAIN * min(len(labels), len(others))
    return not again and _years(one, period) <= _years(main, period)


def _labels(one: Mapped) -> set[str]:
    return {split_unit_bracket(fold(row.label))[0] for row in one[1]}


def _years(one: Mapped, period: Period) -> set[int | str]:
    undated = {"level": period.base, "target": period.last}
    columns = [column for row in one[1] for column in row.columns]
    return {c.year or undated.get(c.role) or c.role for c in columns}


def indicator_rows(document: Document) -> Sequence[tuple[Table, TableRow]]:
    """Give every row of the table of indicators, with the table it stands in."""
    tables = read_tables(document)
    return [(table, row) for table, rows in tables.mapped for row in rows]
