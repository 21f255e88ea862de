"""Cells with figures that the table of indicators has no place for, and what names them.

A cell of a table of indicators is named by its row's label and its column's head; in any other
table the head of its column names it where it prints a unit, else the head of its row does.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from healthplans.drafting.document import Cell, Table, distinct, printed
from healthplans.drafting.tables.captions import claim_of, counts_up, parted, unit_over
from healthplans.drafting.tables.heads import Column, column, says
from healthplans.drafting.tables.indicators import Tables
from healthplans.drafting.tables.rows import Mapped, TableRow
from healthplans.drafting.words import codelist, ends_in, pattern, source, unnumbered
from healthplans.texts import fold

__all__ = ["Spot", "spots"]

_NAME = 20  # characters of a cell that can name its row
_LONG_NAME = 60  # the same, where its head says that names stand below it
_UNIT = 7  # characters behind the number of a figure: its unit, and how near it is meant
_SENTENCE = re.compile("[，。；;,]")
_BOOKMARK = re.compile(r"\[bookmark: ?[^\]]*\]")  # what a conversion leaves of a heading
_FIGURE = re.compile(r"[^\w]*(?P<figure>\d[\d,.]*)")
_YEAR = re.compile("20\\d\\d\u5e74?")


@dataclass(frozen=True)
class Spot:
    """A cell, its label, scope and unit, and the texts that may print its year, nearest first.

    `judged` is the word by which its row says whether it was reached. `whole` says that the
    cell is a figure, in words or digits; without a label it is a text about its scope.
    """

    cell: Cell
    label: str = ""
    scope: str = ""
    unit: str = ""
    year: int | None = None
    role: str = ""
    dated: tuple[str, ...] = ()
    whole: bool = False
    judged: str = ""
    claim: str = ""


def spots(tables: Tables) -> Iterator[Spot]:
    """Give the cells of all tables that may hold a figure and stand in no column drafted."""
    for one in tables.mapped:
        yield from _beside(one)
    for one in tables.again:
        yield from _again(one)
    for table in tables.others:
        yield from _Grid(table).spots()


def _beside(one: Mapped) -> Iterator[Spot]:
    """Give the cells of columns that are not mapped, and the notes below a table."""
    table, rows = one
    for row in rows:
        for head, cell in row.spare:
            scope = _YEAR.sub("", "".join(head.text.split()))
            yield _of_row(row, head, cell, table, scope)
    notes = [cell for cell in table.cells if says("note", cell.text)]
    yield from map(Spot, notes)


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
    return next((text for text in said if text.endswith(words) and len(text) <= _UNIT), "")


class _Grid:
    """A table that is none of indicators: its heads above, its rows' names at the left."""

    def __init__(self, table: Table) -> None:
        self._table, self._grid = table, table.grid()
        self._begin = next(filter(self._counts, range(len(self._grid))), 0)
        self._aside = {at for at in range(table.width) if self._is_aside(at)}

    def spots(self) -> Iterator[Spot]:
        """Give the cells below the heads that hold a number."""
        for cell in self._table.cells:
            inside = cell.row >= self._begin and cell.col not in self._aside
            if inside and re.search(r"\d", cell.text):
                name = self._name(cell)
                yield self._spot(cell, name) if _is_figure(cell) else self._text(cell, name)

    def _text(self, cell: Cell, name: str) -> Spot:
        whom = name if says("whom", name) else ""
        return Spot(cell, scope=whom, dated=tuple(self._ending(cell)))

    def _counts(self, at: int) -> bool:
        """Tell whether a row prints a figure, beside a running number and a name."""
        cells = distinct(self._grid[at][1:])
        return any(cell.row == at and _is_figure(cell) for cell in cells)

    def _is_aside(self, at: int) -> bool:
        """Tell whether a column holds running numbers, or who is responsible."""
        heads = self._heads(at)
        cells = distinct(row[at] for row in self._grid[self._begin :])
        texts = [cell.text.strip() for cell in cells]
        runs = len(texts) > 1 and texts == [str(n) for n in range(1, len(texts) + 1)]
        return runs or any(says(r, text) for r in ("number", "remark") for text in heads)

    def _heads(self, at: int) -> list[str]:
        """Give the heads over a column, from the top down; not a title over all of them."""
        above = printed(row[at] for row in self._grid[: self._begin])
        own = [cell for cell in above if cell.colspan < self._table.width]
        return ["".join(_BOOKMARK.sub("", cell.text).split()) for cell in own]

    def _name(self, cell: Cell) -> str:
        """Give what names a cell's row: what stands under a head for names, else the last.

        Only short texts left of it are looked at.
        """
        row = self._grid[cell.row][: cell.col]
        places = [at for at, one in enumerate(row) if self._can_name(at, one)]
        headed = [at for at in places if self._is_headed(at, "label")]
        named = [at for at in places if self._is_headed(at, "row_name")]
        found = distinct(row[at] for at in headed or named or places)
        texts = [one.text.strip() for one in found] or [""]
        if says("subtotal", texts[-1]):
            return next((t for t in reversed(texts[:-1])), self._group(cell))
        return self._all() if says("sum", texts[-1]) else texts[-1]

    def _group(self, cell: Cell) -> str:
        """Give the line over all columns that begins the group of a cell's row."""
        lines = [one for one in self._table.cells if one.colspan == self._table.width]
        above = [one.text.strip() for one in lines if 0 < one.row < cell.row]
        return unnumbered(above[-1]) if above else ""

    def _all(self) -> str:
        """Give what a row of all rows is about: the institutions that the title names."""
        named = re.search(f"{source('modifier')}*{source('institution')}", self._table.title)
        return re.sub(source("own_area"), "", named[0]) if named else ""

    def _is_headed(self, at: int, role: str) -> bool:
        return any(says(role, head) for head in self._heads(at))

    def _can_name(self, at: int, cell: Cell | None) -> bool:
        if cell is None or at in self._aside or _is_figure(cell):
            return False
        most = _LONG_NAME if self._is_headed(at, "label") else _NAME
        words = len(cell.text) <= most and re.search(r"[^\W\d]", cell.text)
        sentence = _SENTENCE.search(cell.text)
        return bool(words) and not self._is_headed(at, "unit") and not sentence

    def _spot(self, cell: Cell, row: str) -> Spot:
        heads = self._heads(cell.col)
        head = heads[-1] if heads else ""
        title, unit = self._said(cell)
        own, other = parted(head)[1], parted(row)[1]
        label, scope = self._about(cell, row, heads)
        dated = (*reversed(heads), *self._ending(cell), row, title)
        units = own or unit or other or unit_over(heads[:-1]) or self._table.unit
        said = ";".join(filter(None, scope))
        return Spot(cell, label, said, units, dated=dated, claim=claim_of(head))

    def _about(self, cell: Cell, row: str, heads: Sequence[str]) -> tuple[str, list[str]]:
        """Give the label of a cell and what narrows it, by its row's name and its heads."""
        head, above = (heads[-1] if heads else ""), list(heads[:-1])
        by_row, by_column = parted(row)[0], parted(head)[0]
        if says("bare", by_column) and above:
            by_column = f"{above.pop()}{by_column}"
        elif says("figure", head) and above and says("whom", by_row):
            head = by_column = parted(above.pop())[0]
        per = [one for one in above if says("scale", one)]
        by_column = f"{per[-1]}{by_column}" if per else by_column
        over = _narrowing(above, by_column)
        if column(0, row).year is not None:
            return (self._changed(cell.col) if claim_of(head) else by_column), over
        if says("area", head):
            return by_row, [*over, by_column]
        plain = column(0, head).year is not None or says("figure", head) or not head
        counts = says("institutions", by_column) and ends_in("institution", by_row)
        by_its_row = plain or counts or claim_of(head)
        return (by_row, over) if by_its_row else (by_column, [*over, by_row])

    def _changed(self, at: int) -> str:
        """Give the head of the column whose figures one of changes is about."""
        heads = [head for place in range(at) for head in self._heads(place)[-1:]]
        return next((parted(head)[0] for head in reversed(heads) if counts_up(head)), "")

    def _ending(self, cell: Cell) -> list[str]:
        """Give the texts of a cell's row that say when what it names is done."""
        return [one.text for one in self._beside(cell, "ending")]

    def _beside(self, cell: Cell, role: str) -> list[Cell]:
        """Give the cells of a cell's row that stand under heads of a role."""
        row = enumerate(self._grid[cell.row])
        return [one for at, one in row if one is not None and self._is_headed(at, role)]

    def _said(self, cell: Cell) -> tuple[str, str]:
        """Give the table's title, above or inside it, and the unit of a cell's row."""
        inside = [one.text for one in self._table.cells if one.colspan == self._table.width]
        titles = [self._table.title, *inside]
        units = [one.text for one in self._beside(cell, "unit")]
        return " ".join(titles), next(iter(units), "")


def _is_figure(cell: Cell) -> bool:
    """Tell whether a cell is a number, with a sign before it or a unit behind."""
    text = fold(cell.text)
    match = _FIGURE.match(text)
    year = column(0, text).year is not None
    return match is not None and not year and len(text) - match.end() <= _UNIT


def _narrowing(heads: Sequence[str], label: str) -> list[str]:
    """Give the heads over a column that say of whom it is; people are none of their kinds."""
    over = [part for part, _ in map(parted, heads) if says("whom", part)]
    kinds = pattern("people").search(label)
    return [part for part in over if not (kinds and pattern("people").search(part))]
