"""The table of indicators of a document, and the tables that are none or say it again.

What a page break parted, with nothing between the parts, is put together first.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import compress
from operator import not_

from healthplans.drafting.document import Block, Document, Paragraph, Table
from healthplans.drafting.metadata import Period
from healthplans.drafting.tables.drawn import read_drawn
from healthplans.drafting.tables.flowing import read_flow
from healthplans.drafting.tables.heads import Column, find_head, says, unit_said
from healthplans.drafting.tables.rows import Mapped, TableRow, read_rows
from healthplans.texts import fold, split_unit_bracket

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

    A document without any table of indicators is searched for one whose rows or whose cells
    became a paragraph each.
    """
    tables = join_tables(document.blocks)
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
    return Tables(
        tuple(compress(mapped, own)), tuple(compress(mapped, map(not_, own))), others
    )


def _size(one: Mapped, period: Period) -> tuple[int, int]:
    """Count the rows of a table that print a target, and all its figures.

    A table of investment by year has a target in each of five columns, but few rows.
    """
    printed = [
        [c for c, cell in zip(row.columns, row.figures, strict=True) if cell and cell.text]
        for row in one[1]
    ]
    aimed = sum(any(_aimed(column, period) for column in row) for row in printed)
    return aimed, sum(map(len, printed))


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


_LINES = 3  # lines above a table in which its title and its unit are looked for


def join_tables(blocks: Sequence[Block]) -> list[Table]:
    """Give a document's tables, those that go on as one, each with the title above it.

    A table goes on if it is as wide as the one before, only page numbers and "continued" stand
    between, and it has no head of its own or repeats the head.
    """
    tables: list[Table] = []
    between: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            between.append(block.text)
            continue
        if tables and _goes_on(tables[-1], block, between):
            tables[-1] = _joined(tables[-1], block)
        else:
            tables.append(_titled(block, between))
        between = []
    return tables


def _titled(table: Table, between: Sequence[str]) -> Table:
    inside = [cell.text for cell in table.cells if cell.colspan == table.width]
    units = [unit_said(text) for text in (*between[-_LINES:], *inside)]
    unit = next(filter(None, reversed(units)), "")
    return replace(table, title=table.title or _title(between), unit=unit)


def _title(between: Sequence[str]) -> str:
    texts = [text for text in between[-_LINES:] if text.strip()]
    named = [text for text in texts if says("title", text)]
    return (named or [""])[-1].strip()


def _goes_on(one: Table, other: Table, between: Sequence[str]) -> bool:
    if one.width != other.width or not find_head(one.grid()):
        return False
    if not all(says("page", text) or says("continued", text) for text in between):
        return False
    return find_head(other.grid()) is None or _head(one) == _head(other)


def _head(table: Table) -> tuple[str, ...]:
    head = find_head(table.grid())
    return tuple(column.text for column in head.columns) if head else ()


def _joined(one: Table, other: Table) -> Table:
    head = find_head(other.grid())
    dropped = head.end if head else 0
    down = one.height - dropped
    kept = (cell for cell in other.cells if cell.row >= dropped)
    return replace(one, cells=(*one.cells, *(replace(c, row=c.row + down) for c in kept)))
