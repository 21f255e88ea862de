"""The words of a table's head: which column is the label, the unit, a year, the obligation.

The words are data (`heads.csv`); a head that none of them reads leaves the table unmapped.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from healthplans.drafting.codelist import codelist
from healthplans.drafting.document import Cell
from healthplans.drafting.folding import fold

__all__ = ["Column", "Head", "find_head", "says"]

_YEAR = re.compile(r"(?P<before>\D{0,6})(?P<year>20\d\d)(?:\u5e74)?(?P<after>\D{0,10})")
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
    def values(self) -> list[Column]:
        """The columns that print figures: years, and levels or targets without a year."""
        return [c for c in self.columns if c.role in {"year", "level", "target"}]

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


_COLUMN_ROLES = (
    *("domain", "number", "label", "unit", "obligation"),
    *("level", "target", "remark"),
)


def column(col: int, text: str) -> Column:
    """Read one head: role, year, and whether a word beside the year says level or target."""
    folded = fold(text)
    match = _YEAR.fullmatch(folded)
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


def find_head(grid: Sequence[Sequence[Cell | None]]) -> Head | None:
    """Find the head rows of a table; None where no row reads as one."""
    for first in range(min(_DEPTH, len(grid))):
        if _is_head(grid[first], most=False):
            end = first + 1
            while end < len(grid) and _continues(grid, first, end):
                end += 1
            return Head(first, end, _columns(grid[first:end]))
    return None


def _texts(row: Sequence[Cell | None]) -> list[str]:
    cells = {id(cell): cell.text for cell in row if cell is not None and cell.text.strip()}
    return list(cells.values())


def _is_head(row: Sequence[Cell | None], *, most: bool) -> bool:
    """Tell whether a row reads as a head: at least two heads, and (`most`) nothing else."""
    texts = _texts(row)
    roles = [column(0, text).role for text in texts]
    known = [role for role in roles if role]
    if most:
        return bool(texts) and len(known) == len(texts)
    return len(set(known)) > 1 and 2 * len(known) >= len(texts)


def _continues(grid: Sequence[Sequence[Cell | None]], first: int, at: int) -> bool:
    """Tell whether a row still belongs to the head: merged from above, blank or heads only."""
    begun = {id(cell) for row in grid[first:at] for cell in row if cell is not None}
    own = [cell for cell in grid[at] if cell is not None and id(cell) not in begun]
    return not _texts(own) or _is_head(own, most=True)


def _columns(rows: Sequence[Sequence[Cell | None]]) -> tuple[Column, ...]:
    return tuple(_combined(col, rows) for col in range(len(rows[0])))


def _combined(col: int, rows: Sequence[Sequence[Cell | None]]) -> Column:
    """Read a column's heads from the top down, as one text and one by one."""
    cells = {id(row[col]): row[col] for row in rows if row[col] is not None}
    texts = [cell.text for cell in cells.values() if cell is not None and cell.text.strip()]
    found = [column(col, text) for text in ("".join(texts), *reversed(texts))]
    years = [one for one in found if one.role == "year"]
    named = [one for one in found if one.role]
    return (years or named or [Column(col, "", text="".join(texts))])[0]
