"""A table that is none of indicators: which of its cells are figures, and what names them.

The head of a figure's column names it where it prints a unit, else the head of its row does.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from healthplans.drafting.document import Cell, Table, distinct, printed
from healthplans.drafting.tables.captions import (
    bare,
    claim_of,
    counts_up,
    parted,
    undated,
    unit_of,
    unit_over,
    year_in,
)
from healthplans.drafting.tables.heads import column, says
from healthplans.drafting.tables.naming import about, by_head, of_institutions
from healthplans.drafting.words import narrow, pattern, unnumbered
from healthplans.texts import fold

_NAME = 20  # characters of a cell that can name its row
_LONG_NAME = 60  # the same, where its head says that names stand below it
_UNIT = 7  # characters behind the number of a figure: its unit, and how near it is meant
_SENTENCE = re.compile("[，。；;,]")
_FIGURE = re.compile(r"[^\w]*(?P<figure>\d[\d,.]*)")


@dataclass(frozen=True)
class Spot:
    """A cell, its label, scope and unit, and the texts that may print its year, nearest first.

    `judged` is the word by which its row says whether it was reached. `whole` says that the
    cell is a figure, in words or digits; without a label it is a text about its scope. `ends`
    says that it prints from when to when a project of its scope is built.
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
    ends: bool = False


class Grid:
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
                whole = _is_figure(cell) or self._is_count(cell)
                other = self._spot(cell, name) if whole else self._text(cell, name)
                yield self._period(cell, name) or other

    def _period(self, cell: Cell, name: str) -> Spot | None:
        """Give a cell that says from when to when a named row's work is done."""
        heads = (re.split("[（(]", head)[0] for head in self._heads(cell.col))
        head = next((one for one in heads if says("ending", one)), "")
        named = bool(name) and name != self._all("")
        return (
            Spot(cell, head, name, dated=(cell.text,), ends=True) if head and named else None
        )

    def _text(self, cell: Cell, name: str) -> Spot:
        whom = name if says("whom", name) else ""
        return Spot(cell, scope=whom, dated=tuple(self._ending(cell)))

    def _is_count(self, cell: Cell) -> bool:
        """Tell whether a cell that looks like a year is as many as its head counts."""
        return bool(cell.text.strip().isdecimal() and unit_over(self._heads(cell.col)))

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
        return [bare(pattern("bookmark").sub("", cell.text)) for cell in own]

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
        if says("sum", texts[-1]):
            return self._all(unit_over(self._heads(cell.col)))
        graded = self._graded(found[-1].col) if found else ""
        graded = graded if pattern("grade").fullmatch(texts[-1]) else ""
        return f"{bare(texts[-1])}{graded}"

    def _graded(self, at: int) -> str:
        """Give the institutions whose grades stand in a column; blank for none."""
        found = map(pattern("graded").fullmatch, self._heads(at))
        return next((one["whole"] for one in found if one), "")

    def _group(self, cell: Cell) -> str:
        """Give the line over all columns that begins the group of a cell's row."""
        lines = [one for one in self._table.cells if one.colspan == self._table.width]
        above = [one.text.strip() for one in lines if 0 < one.row < cell.row]
        return unnumbered(above[-1]) if above else ""

    def _all(self, unit: str) -> str:
        """Give what a row of all rows is about: institutions or projects that the title names.

        Money and floor area are those of projects anyway; beds would be all of the area.
        """
        counted = bool(pattern("bed_unit").fullmatch(unit))
        kinds = ("kind_of_institution", *(("projects_of_title",) if counted else ()))
        found = (pattern(kind).search(self._table.title) for kind in kinds)
        named = next(filter(None, found), None)
        return pattern("own_area").sub("", named[0]) if named else ""

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
        before = self._dated_before(cell.col)
        ended = (before, "") if claim_of(head) else ("", before)
        dated = (*reversed(heads), ended[0], *self._ending(cell), row, title, ended[1])
        units = own or unit or other or unit_over(heads[:-1])
        units = units or unit_of(label, self._table.unit)
        said = ";".join(filter(None, scope))
        return Spot(cell, label, said, units, dated=dated, claim=claim_of(head))

    def _about(self, cell: Cell, row: str, heads: Sequence[str]) -> tuple[str, list[str]]:
        """Give the label of a cell and what narrows it, by its row's name and its heads."""
        if column(0, row).year is None:
            return self._of_title(*about(row, heads), heads)
        label, over = by_head(heads)
        return (self._changed(cell.col) if claim_of(heads[-1]) else label), over

    def _of_title(
        self, label: str, over: list[str], heads: Sequence[str]
    ) -> tuple[str, list[str]]:
        """Give what the title counts as the label where rows name only institutions.

        They and the owners in the heads say whose they are; a row of all has no name.
        """
        measure = pattern("measured_noun").search(narrow(self._table.title))
        units = pattern("unit_of_measure").search(self._table.unit)
        if not (measure and units) or (label and not of_institutions(label)):
            return label, over
        owner = undated(heads[-1]) if heads else ""
        narrower = [one for one in (owner, label) if one and one not in over]
        return measure[0], [*over, *narrower]

    def _changed(self, at: int) -> str:
        """Give the head of the column whose figures one of changes is about."""
        heads = [head for place in range(at) for head in self._heads(place)[-1:]]
        return next((parted(head)[0] for head in reversed(heads) if counts_up(head)), "")

    def _dated_before(self, at: int) -> str:
        """Give the nearest head at the left of a column, if any, that prints a year."""
        heads = [head for place in range(at) for head in self._heads(place)]
        return next((one for one in reversed(heads) if year_in(one)), "")

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
