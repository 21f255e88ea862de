"""Put together what a page break parted: tables that go on, with nothing between them."""

from collections.abc import Sequence
from dataclasses import replace

from healthplans.drafting.document import Block, Cell, Paragraph, Table
from healthplans.drafting.heads import find_head, says, unit_said

__all__ = ["join_tables"]

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
    moved = [_moved(cell, one.height - dropped) for cell in other.cells if cell.row >= dropped]
    return replace(one, cells=(*one.cells, *moved))


def _moved(cell: Cell, rows: int) -> Cell:
    return replace(cell, row=cell.row + rows)
