"""Cells with figures that the table of indicators has no place for, and what names them.

A cell of a table of indicators is named by its row's label and its column's head.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from healthplans.drafting.document import Cell, Table
from healthplans.drafting.tables.captions import claim_of, counts_up, parted
from healthplans.drafting.tables.grids import Grid, Spot
from healthplans.drafting.tables.heads import Column, says
from healthplans.drafting.tables.indicators import Tables
from healthplans.drafting.tables.rows import Mapped, TableRow
from healthplans.drafting.words import codelist, pattern

_JUDGED = 7  # characters of a cell that says whether a target was reached


def spots(tables: Tables) -> Iterator[Spot]:
    """Give the cells of all tables that may hold a figure and stand in no column drafted."""
    for one in tables.mapped:
        yield from _beside(one)
    for one in tables.again:
        yield from _again(one)
    for table in tables.others:
        yield from Grid(table).spots()


def _beside(one: Mapped) -> Iterator[Spot]:
    """Give the cells of columns that are not mapped, and the notes below a table."""
    table, rows = one
    for row in rows:
        for head, cell in row.spare:
            scope = pattern("year").sub("", "".join(head.text.split()))
            spot = _of_row(row, head, cell, table, scope)
            claim = claim_of(head.text)
            yield _change(spot, row, head, claim) if claim else spot
    notes = [cell for cell in table.cells if says("note", cell.text)]
    yield from map(Spot, notes)


def _change(spot: Spot, row: TableRow, head: Column, claim: str) -> Spot:
    """Give a figure of a column of changes: up to the last year printed before it."""
    years = [one.year for one in row.columns if one.year and one.col < head.col]
    said = spot.dated if pattern("year").search(head.text) else ()
    year = None if said else max(years, default=None)
    unit = parted(head.text)[1] or spot.unit  # 增长（%） beside 常住人口（万人）
    return replace(spot, scope="", unit=unit, year=year, claim=claim)


def _again(one: Mapped) -> Iterator[Spot]:
    about = ""  # the row before that a row of changes is about
    for row in one[1]:
        claim = claim_of(row.label)
        about = parted(row.label)[0] if counts_up(row.label) else about
        for head, cell in zip(row.columns, row.figures, strict=True):
            if cell is not None and re.search(r"\w", cell.text):
                spot = _of_row(row, head, cell, one[0], "")
                changed = replace(spot, label=about, claim=claim)
                yield changed if claim and about else spot
    yield from _beside(one)


def _of_row(row: TableRow, head: Column, cell: Cell, table: Table, scope: str) -> Spot:
    label, unit = parted(row.label)
    label = f"{row.domain}{label}" if says("bare", label) else label
    role = head.kind or (head.role if head.role in {"level", "target"} else "")
    dated = (head.text, table.title)
    judged = _judgement(row) if role == "target" else ""
    unit = row.unit or unit
    return Spot(cell, label, scope, unit, head.year, role, dated, not scope, judged)


def _judgement(row: TableRow) -> str:
    """Give the cell of a row that says whether a target was reached (完成, 未完成)."""
    words = tuple(one["text"] for one in codelist("comparisons"))
    said = (cell.text.strip() for _, cell in row.spare)
    return next((text for text in said if text.endswith(words) and len(text) <= _JUDGED), "")
