"""All tables of indicators of a document, and the tables that are none."""

from collections.abc import Sequence
from dataclasses import dataclass

from healthplans.drafting.document import Document, Table
from healthplans.drafting.flowing import read_flow
from healthplans.drafting.joins import join_tables
from healthplans.drafting.rows import TableRow, read_rows

__all__ = ["Tables", "indicator_rows", "read_tables"]


@dataclass(frozen=True)
class Tables:
    """A document's tables: those of indicators with their rows, and the others."""

    mapped: tuple[tuple[Table, tuple[TableRow, ...]], ...]
    others: tuple[Table, ...]


def read_tables(document: Document) -> Tables:
    """Find, join and map a document's tables.

    Returns
    -------
    Tables
        A document without any table of indicators is searched for one whose cells became a
        paragraph each.
    """
    tables = join_tables([b for b in document.blocks])
    read = [(table, read_rows(table)) for table in tables]
    mapped = [(table, tuple(rows)) for table, rows in read if rows]
    others = tuple(table for table, rows in read if not rows)
    if not mapped:
        mapped = read_flow(document.paragraphs)
    return Tables(tuple(mapped), others)


def indicator_rows(document: Document) -> Sequence[tuple[Table, TableRow]]:
    """Give every row of every table of indicators, with its table."""
    tables = read_tables(document)
    return [(table, row) for table, rows in tables.mapped for row in rows]
