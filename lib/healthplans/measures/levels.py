"""The levels of one area, from all its documents: baselines, and what was reached later."""

from collections.abc import Sequence

import pandas as pd

from healthplans.parts import PART
from healthplans.quantities import Interval, half
from healthplans.reading.about import CONFIDENCES
from healthplans.rows import Row

_SLACK = 1 + 1e-9
Key = tuple[str, ...]


class Levels:
    """The levels of one area; of one year those relied on most stand first.

    Parameters
    ----------
    rows : sequence of dict
        Rows of `resolve` with role ``level``.
    """

    def __init__(self, rows: Sequence[Row]) -> None:
        self._of: dict[Key, list[Row]] = {}
        stated = [r for r in rows if not pd.isna(r["value"]) and not pd.isna(r["year"])]
        for row in sorted(stated, key=_order):
            self._of.setdefault(_key(row), []).append(row)

    def baseline(self, target: Row, base_year: int) -> Row | None:
        """Give the level that a target counts from.

        It is the plan's own of its base year, else another document's of that year, else the
        plan's own latest before it.
        """
        known = [row for row in self._about(_key(target)) if row["year"] <= base_year]
        own = [row for row in known if row["document"] == target["document"]]
        dated = [
            *(row for row in own if row["year"] == base_year),
            *(row for row in known if row["year"] == base_year),
            *reversed(own),
        ]
        return dated[0] if dated else None

    def after(self, target: Row, base_year: int, indicator: str = "") -> list[Row]:
        """Give the levels after the base year, up to the target's, from the first year."""
        key = (indicator, *_key(target)[1:]) if indicator else _key(target)
        known = self._about(key)
        last = float("inf") if indicator else target["year"]
        return [row for row in known if base_year < row["year"] <= last]

    def before(self, target: Row, base_year: int) -> bool:
        """Whether there are levels, but none after the base year."""
        return any(row["year"] <= base_year for row in self._about(_key(target)))

    def _about(self, key: Key) -> list[Row]:
        """Give the levels of a key; of an end of a range also those of the whole."""
        return self._of.get(key) or self._of.get((*key[:-1], ""), [])

    def contradicted(self, actual: Row) -> bool:
        """Whether another level of the same year differs by more than rounding."""
        return any(
            abs(other["value"] - actual["value"])
            > (half_of(other) + half_of(actual)) * _SLACK + 1e-12
            for other in self._of[_key(actual)]
            if other["year"] == actual["year"]
        )


def half_of(row: Row) -> float:
    """Give half a unit of the last printed digit, in the standard unit; 0 where unknown."""
    if row["kind"] == "relative" or not row["digits"] or pd.isna(row["value"]):
        return 0.0
    return half(float(row["value"]), row["digits"], float(row["factor"]))


def figure_interval(row: Row) -> Interval:
    """Give the values that a printed level stands for."""
    return Interval.printed(float(row["value"]), row["comparator"], half_of(row))


def _key(row: Row) -> Key:
    return (row["indicator"], *(row[name] for name in PART))


def _order(row: Row) -> tuple[int, int, str]:
    return int(row["year"]), CONFIDENCES.index(row["confidence"]), row["document"]
