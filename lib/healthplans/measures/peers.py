"""The other districts as context of one: who states the same, and their spread if many.

A handful of districts can be named one by one; of thousands only the spread can be said.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

__all__ = ["FEW", "Peers", "Spread", "peers", "spread"]

# what is said of another district's target; the rest of a row is not needed
_CONTEXT = [
    *("plan", "district", "indicator", "component", "unit", "target", "target_id"),
    *("target_kind", "target_comparator", "target_text", "target_year", "target_locator"),
    "target_denominator",
]
FEW = 12  # as many districts as a reader can take in one by one


@dataclass(frozen=True)
class Peers:
    """The rows of all districts on the indicators of some, and how many plans state each."""

    rows: Mapping[tuple[str, str], pd.DataFrame]
    plans: Mapping[str, int]

    def of(self, indicator: str, component: str) -> pd.DataFrame:
        """Give the targets of one indicator and part, of all districts, in their order."""
        return self.rows[indicator, component]


@dataclass(frozen=True)
class Spread:
    """How many figures there are, and their least, quartiles and greatest."""

    count: int
    low: float
    first: float
    median: float
    third: float
    high: float


def peers(own: pd.DataFrame, every: pd.DataFrame) -> Peers:
    """Part the rows of all districts by the indicators that a district states.

    Parameters
    ----------
    own, every : DataFrame
        Rows of `compare` of one district, and of all, this one included.
    """
    same = every.loc[every["indicator"].isin(own["indicator"]), _CONTEXT]
    rows = {(str(i), str(c)): r for (i, c), r in same.groupby(["indicator", "component"])}
    plans = same.groupby("indicator")["plan"].nunique()
    return Peers(rows, {str(code): int(count) for code, count in plans.items()})


def spread(values: "pd.Series[float]") -> Spread:
    """Summarize figures by their count, ends and quartiles (linear between figures).

    >>> spread(pd.Series([1.0, 2.0, 3.0, 4.0, 9.0]))
    Spread(count=5, low=1.0, first=2.0, median=3.0, third=4.0, high=9.0)
    """
    quartiles = [float(values.quantile(share)) for share in (0, 0.25, 0.5, 0.75, 1)]
    return Spread(len(values), *quartiles)
