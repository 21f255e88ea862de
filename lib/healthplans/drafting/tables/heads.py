"""The words of a table's head: which column is the label, the unit, a year, the obligation.

The words are data (`heads.csv`); a head that none of them reads leaves the table unmapped.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import starmap

from healthplans.drafting.document import Places, distinct, printed
from healthplans.drafting.words import codelist
from healthplans.texts import fold

_DEPTH = 6  # rows from the top in which the head may begin
_LONGEST = 24  # characters of a head word


@dataclass(frozen=True)
class Column:
    """One column: its place, its role, its year where the role is `year`."""

    col: int
    role: str
    year: int | None = None
    kind: str = ""
    text: str = ""


@dataclass(frozen=True)
class Head:
    """Where a table's head begins and ends (exclusive), and what its columns are."""

    first: int
    end: int
    columns: tuple[Column, ...]

    def of(self, role: str) -> list[Column]:
        """Give the columns of a role."""
        return [column for column in self.columns if column.role == role]

    @property
    def printing(self) -> list[Column]:
        """The columns that print figures: years, and levels or targets without a year."""
        return [c for c in self.columns if c.role in _FIGURES]

    @property
    def values(self) -> list[Column]:
        """Of the columns that print figures, one of each year and role: the document's own.

        Beside it stand the figures of the areas above; where no word says so, the first.
        """
        first: dict[tuple[str, int | None, str], Column] = {}
        for one in sorted(self.printing, key=_above):
            first.setdefault((one.role, one.year, one.kind), one)
        return [one for one in self.printing if one in first.values()]

    @property
    def spare(self) -> list[Column]:
        """The columns of which nothing goes into the table of indicators."""
        known = {"domain", "number", "label", "unit", "obligation"}
        values = self.values
        return [one for one in self.columns if one.role not in known and one not in values]

    @property
    def doubled(self) -> list[Column]:
        """The columns left out beside another of their year, where no word parts the two."""
        spare = [one for one in self.spare if one.role in _FIGURES]
        taken = {(one.role, one.year, one.kind): _above(one) for one in self.values}
        return [one for one in spare if taken[one.role, one.year, one.kind] == _above(one)]

    @property
    def parts(self) -> list["Head"]:
        """The heads that stand side by side in one, each with labels and figures."""
        groups: list[list[Column]] = [[]]
        for one in self.columns:
            begun = any(c.role in _FIGURES for c in groups[-1])
            if begun and one.role in _BEGINS:
                groups.append([])
            groups[-1].append(one)
        heads = [replace(self, columns=tuple(group)) for group in groups]
        return heads if all(head.mapped for head in heads) else [self]

    @property
    def mapped(self) -> bool:
        """Whether the table names indicators and figures."""
        return bool(self.of("label") and self.values)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {row["role"]: re.compile(row["pattern"]) for row in codelist("heads")}


def says(role: str, text: str) -> bool:
    """Tell whether a text is a word of this role, whatever its spacing and width."""
    return bool(_patterns()[role].fullmatch(fold(text)))


_FIGURES = frozenset({"year", "level", "target"})
_BEGINS = frozenset({"domain", "number", "label"})
_AREAS = ("own_area", "district_area", "", "city_area", "province_area", "nation_area")
_BRACKETS = "()（）"
_COLUMN_ROLES = (
    *("domain", "number", "label", "unit", "obligation"),
    *("level", "target", "remark"),
)


def unit_said(text: str) -> str:
    """Give the unit that a line above a table prints for all of it; blank for none.

    >>> unit_said("（\u5355\u4f4d：％）")
    '％'
    """
    match = _patterns()["unit_said"].search(text)
    return match["unit"].strip(f" {_BRACKETS}") if match else ""


def _above(one: Column) -> int:
    """Tell how far above the document's own area a column is, by the area that it names."""
    text = fold(one.text)
    named = [at for at, role in enumerate(_AREAS) if role and _patterns()[role].search(text)]
    return min(named, default=_AREAS.index(""))


def column(col: int, text: str) -> Column:
    """Read one head: role, year, and whether a word beside the year says level or target."""
    folded = fold(text)
    match = _patterns()["year"].fullmatch(folded)
    if match:
        words = match["before"] + match["after"]
        return Column(col, "year", int(match["year"]), _kind(words), text)
    roles = [role for role in _COLUMN_ROLES if says(role, folded)]
    return Column(col, roles[0] if roles and len(folded) <= _LONGEST else "", text=text)


def _kind(words: str) -> str:
    for kind in ("level", "target"):
        if _patterns()[f"{kind}_word"].search(words):
            return kind
    return ""


def find_head(grid: Sequence[Places]) -> Head | None:
    """Find the head rows of a table; None where no row reads as one."""
    for first in range(min(_DEPTH, len(grid))):
        if _is_head(grid[first], most=False):
            end = first + 1
            while end < len(grid) and _continues(grid, first, end):
                end += 1
            top = _top(grid, first)
            columns = enumerate(zip(*grid[top:end], strict=True))
            return Head(top, end, tuple(starmap(_combined, columns)))
    return None


def _top(grid: Sequence[Places], first: int) -> int:
    """Give the row in which cells begin that reach down into the first row that is a head."""
    return min((cell.row for cell in printed(grid[first])), default=first)


def _texts(row: Places) -> list[str]:
    return [cell.text for cell in printed(row)]


def _is_head(row: Places, *, most: bool) -> bool:
    """Tell whether a row reads as a head: at least two heads, and (`most`) nothing else."""
    texts = _texts(row)
    roles = [column(0, text).role for text in texts]
    known = [role for role in roles if role]
    if most:
        return bool(texts) and len(known) == len(texts)
    return len(set(known)) > 1 and 2 * len(known) >= len(texts)


def _continues(grid: Sequence[Places], first: int, at: int) -> bool:
    """Tell whether a row still belongs to the head: merged from above, blank or heads only."""
    begun = distinct(cell for row in grid[first:at] for cell in row)
    own = [cell for cell in distinct(grid[at]) if not any(cell is one for one in begun)]
    # beside the head of the labels there are heads only, whatever they say
    labels = [one for one in begun if any(cell is one for cell in grid[at])]
    beside = any(column(0, cell.text).role == "label" for cell in labels)
    return beside or not _texts(own) or _is_head(own, most=True)


def _combined(col: int, places: Places) -> Column:
    """Read a column's heads from the top down, as one text and one by one."""
    texts = _texts(places)
    found = [column(col, text) for text in ("".join(texts), *reversed(texts))]
    years = [one for one in found if one.role == "year"]
    named = [one for one in found if one.role]
    best = (years or named or [Column(col, "")])[0]
    return replace(best, text="".join(texts))
