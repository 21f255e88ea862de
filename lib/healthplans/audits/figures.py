"""One printed figure as the rules see it: an interval, not a point.

Two figures contradict each other only where their intervals (`healthplans.quantities`) do not
meet. A count printed in full is exact; one printed in units of ten thousand (27.8万) is
rounded.
"""

import math
import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal

import pandas as pd

from healthplans import measures
from healthplans.parts import PART, Part
from healthplans.quantities import Comparator, Interval, half
from healthplans.rows import texts
from healthplans.texts import fold

_TEXTS = [
    "observation_id",
    "document",
    "area",
    "indicator",
    "role",
    "origin",
    "locator",
    "label_text",
    "unit_text",
    "value_text",
    "digits",
    "kind",
    "comparator",
    "unit",
    "denominator",
    "change_unit",
    "change_comparator",
    "direction",
    "obligation",
    "remark",
    "base_id",
]
_COLUMN = re.compile(r"c(\d{4})")  # of a locator such as r6c2020
_SPAN = re.compile(r"p(\d+):(?:(\d+)-(\d+))?")  # of a locator such as p15:61-68


# not frozen, which makes each of hundreds of thousands three times as slow to build
@dataclass(slots=True, eq=False)
class Figure:
    """One observation with its rounding; `shown` where charts show it.

    A figure is equal to itself only; the same value elsewhere is another figure. `sign` is
    its comparator; one without is taken as exact. `stands_in` is the paragraph of one whose
    transcription gives no more of its place, `dated` the printed words for its year, `shared`
    those that lead to it from further ahead, `compared` the word that holds the own figure
    against it. `number` is the value, NaN where none is stated;
    `is_claim` tells a statement about growth from a figure of the indicator, `is_point` what
    states one value, exactly or about, `is_exact` what states one without a comparator.
    """

    id: str
    document: str
    area: str
    indicator: str
    role: str
    origin: str
    locator: str
    label: str
    unit_text: str
    text: str
    digits: str
    kind: str
    comparator: str
    unit: str
    denominator: str
    change_unit: str
    change_comparator: str
    direction: str
    obligation: str
    remark: str
    base_id: str
    part: Part
    year: int
    value: float | None
    half: float
    change: float | None
    change_half: float
    base_year: int | None
    shown: bool
    sign: Comparator = field(init=False)
    stands_in: int | None = field(init=False, default=None)
    dated: str = field(init=False, default="")
    shared: str = field(init=False, default="")
    compared: str = field(init=False, default="")
    number: float = field(init=False)
    is_claim: bool = field(init=False)
    is_point: bool = field(init=False)
    is_exact: bool = field(init=False)
    _interval: Interval | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        """Keep what the rules ask of every figure many times."""
        self.sign = sign = Comparator.of(self.comparator)
        stated = self.value is not None
        self.number = math.nan if self.value is None else self.value
        self.is_claim = self.kind == "relative" and self.role == "level"
        self.is_point = stated and not sign.is_bound
        self.is_exact = stated and sign is Comparator.EXACT

    @property
    def column_year(self) -> int | None:
        """The year of the table's column it stands in; None for a figure of the prose."""
        column = _COLUMN.search(self.locator) if self.origin == "table" else None
        return int(column[1]) if column else None

    @property
    def paragraph(self) -> int | None:
        """The paragraph it stands in; None for a figure of the table or without a place."""
        place = _place(self.locator) if self.origin == "text" else None
        return place[0] if place else self.stands_in

    @property
    def span(self) -> tuple[int, int] | None:
        """Where in its paragraph it begins and ends; None where that is not known."""
        place = _place(self.locator) if self.origin == "text" else None
        return place[1] if place else None

    @property
    def said(self) -> str:
        """Its value as printed, folded, with the words that lead to it."""
        return fold(f"{self.shared}{self.text}")

    @property
    def interval(self) -> Interval:
        """All values that it can stand for; any, where it states none."""
        if self._interval is None:
            printed = (self.number, self.sign, self.half)
            self._interval = Interval() if self.value is None else Interval.printed(*printed)
        return self._interval

    @property
    def printed(self) -> Interval:
        """All values that its number can stand for, whatever comparator stands before it."""
        return Interval.printed(self.number, Comparator.EXACT, self.half)

    @property
    def change_sign(self) -> Comparator:
        """The comparator of its change: growth of 25%以上 is growth of 25 percent or more."""
        sign = Comparator.of(self.change_comparator)
        # that of a fall is printed of its size
        return sign.reversed if self.change and self.change < 0 else sign

    @property
    def change_interval(self) -> Interval:
        """All changes that its number and comparator can stand for, in `change_unit`."""
        return Interval.printed(self.change or 0.0, self.change_sign, self.change_half)


@lru_cache(maxsize=65536)
def _place(locator: str) -> tuple[int, tuple[int, int] | None] | None:
    """Read the paragraph of a locator of the prose, and the span in it, where it has one."""
    place = _SPAN.match(locator)
    if place is None:
        return None
    paragraph, start, end = place.groups()
    return int(paragraph), (int(start), int(end)) if start else None


def figures(observations: pd.DataFrame) -> list[Figure]:
    """Give every observation as a `Figure`, in the table's order.

    Parameters
    ----------
    observations : DataFrame
        The observations table.
    """
    shown = measures.shown_ids(observations)
    halves = measures.certain(observations)
    columns = [texts(observations[name]) for name in _TEXTS]
    changes = _optional(observations["change"], "Float64")
    changed = zip(changes, columns[_TEXTS.index("digits")], strict=True)
    numbers = [
        [*map(Part.read, *(texts(observations[name]) for name in PART))],
        observations["year"].tolist(),
        _optional(observations["value"], "Float64"),
        halves.tolist(),
        changes,
        [half(c, digits) if c is not None and digits else 0.0 for c, digits in changed],
        _optional(observations["base_year"], "Int64"),
        [name in shown for name in columns[0]],
    ]
    return [Figure(*cells) for cells in zip(*columns, *numbers, strict=True)]


def _optional(column: pd.Series, dtype: Literal["Int64", "Float64"]) -> list[Any]:
    """Give the numbers of a column; None where there is none."""
    numbers = column.astype(dtype)
    return numbers.astype(object).where(numbers.notna(), None).tolist()
