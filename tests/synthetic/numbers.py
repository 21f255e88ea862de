"""Other numbers in the place of printed ones: at random, and wrong ones on purpose."""

import random
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from synthetic.models import Cells, Model

__all__ = ["Dice", "Planted", "plant"]

SPREAD = 0.05  # standard deviation of a plan's factor
WITHIN = 0.005  # and of an indicator's beside it
KEPT = 0.92  # share of the rows of table and prose that a plan has
PERCENT = re.compile(r"[%％]")
# A number, but not a year, nor the 10万 of a unit.
NUMBER = re.compile(r"(?<![\d./])\d+(?:\.\d+)?(?![\d.]*年)(?!\d)")


@dataclass(frozen=True)
class Planted:
    """One error made on purpose: where it stands, what kind it is, what was there before."""

    plan: str
    row: str
    column: str
    error: str
    before: str
    after: str


class Dice:
    """What is random of one plan; it does not depend on how many plans there are."""

    def __init__(self, code: str, seed: int, models: Sequence[Model]) -> None:
        self.name = f"{seed} {code}"
        self.draw = random.Random(self.name)
        self.model = self.draw.choice(models)
        self.factor = max(0.5, self.draw.gauss(1, SPREAD))

    def is_so(self, share: float) -> bool:
        """Say yes in that share of cases."""
        return self.draw.random() < share

    def table(self, years: Sequence[str]) -> list[Cells]:
        """Give the rows of the model's table that this plan has, with its numbers."""
        return [self._row(row, years) for row in self.model.rows if self.is_so(KEPT)]

    def text(self) -> list[Cells]:
        """Give the figures of the model's prose that this plan has, with its numbers."""
        return [self._statement(row) for row in self.model.text_rows if self.is_so(KEPT)]

    def _row(self, row: Cells, years: Iterable[str]) -> Cells:
        unit = row["label"] + row.get("unit", "")
        places = {year: ("table", f"r{row['row']}c{year}") for year in years}
        cells = {year: self._varied(row[year], place, unit) for year, place in places.items()}
        return {**row, **cells}

    def _statement(self, row: Cells) -> Cells:
        if row["claim"]:  # a share or a growth stays what it is when all figures are scaled
            return row
        place = ("text", f"p{row['paragraph']}:{row['start']}-{row['end']}")
        return {**row, "value": self._varied(row["value"], place, row["unit"])}

    def _varied(self, cell: str, place: tuple[str, str], unit: str) -> str:
        """Scale every number of a cell by the factor of its plan and its indicator."""
        indicator = self.model.subjects.get(place, "")
        within = random.Random(f"{self.name} {indicator}").gauss(1, WITHIN)
        cap = 100.0 if PERCENT.search(unit + cell) else float("inf")
        # a count is not varied alone: parts would not make their total any more
        factor = self.factor * (within if "." in cell else 1)
        return NUMBER.sub(lambda number: _scaled(number[0], factor, cap), cell)


def _scaled(number: str, factor: float, cap: float = float("inf")) -> str:
    decimals = len(number.partition(".")[2])
    return f"{min(float(number) * factor, max(cap, float(number))):.{decimals}f}"


def plant(
    plan: str, rows: Sequence[Cells], years: Sequence[str], dice: random.Random
) -> list[Planted]:
    """Spoil one cell: ten times its value, or a value with the digits of its decimals lost."""
    cells = [(row, year) for row in rows for year in years if NUMBER.search(row[year])]
    row, year = dice.choice(cells)
    error, spoil = dice.choice([*SPOILS.items()])
    before = row[year]
    after = NUMBER.sub(lambda number: spoil(number[0]), before)
    return [Planted(plan, row["row"], year, error, before, after)] if after != before else []


def _pointless(number: str) -> str:
    return number.replace(".", "")


SPOILS: Mapping[str, Callable[[str], str]] = {
    "tenfold": partial(_scaled, factor=10),
    "point lost": _pointless,
}
