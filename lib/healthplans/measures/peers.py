"""The districts as context of one of them: who states the same, and their spread if many.

A handful of districts can be named one by one; of thousands only the spread can be said.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from healthplans.measures.conventions import taken_as
from healthplans.measures.years import out_of_time
from healthplans.parts import PART, WHOLE, Part
from healthplans.rows import Row, records
from healthplans.vocabulary.codelists import Codelists

__all__ = ["FEW", "Group", "Peers", "Spread", "Standing", "peers", "spread"]

# what is said of another district's target; the rest of a row is not needed
_CONTEXT = [
    *("document", "area", "indicator", *PART, "unit", "target", "target_id"),
    *(
        "target_kind",
        "target_comparator",
        "target_text",
        "target_digits",
        "target_year",
        "target_locator",
    ),
    "target_denominator",
]
# printed denominator: what it is taken as, and by which convention
_Read = Mapping[str, tuple[str, str]]
FEW = 12  # as many districts as a reader can take in one by one


@dataclass(frozen=True)
class Spread:
    """How many figures there are, and their least, quartiles and greatest."""

    count: int
    low: float
    first: float
    median: float
    third: float
    high: float


@dataclass(frozen=True)
class Standing:
    """The figures of one indicator and part that are comparable, of about one time.

    `places` are theirs among all targets, `years` the first and the last of theirs; `lowest`
    and `highest` the rows at either end; `convention` the code of the one by which several
    printed denominators stand together, blank where none is needed.
    """

    places: np.ndarray
    years: tuple[int, int]
    spread: Spread
    lowest: Row
    highest: Row
    convention: str = ""


@dataclass(frozen=True)
class Group:
    """The targets of one indicator and part, of all districts, in their order.

    `targets` are the figures in the indicator's unit, NaN where none is stated; `plans` (by
    their numbers in `order`) and `stated` (whether there is a target, in figures or words) go
    with them; `standings` parts the figures by what their denominators, as in `read`, are
    taken as. `rows` are those with a target, by their places, unless there are too many to be
    named.
    """

    table: pd.DataFrame
    targets: np.ndarray
    plans: np.ndarray
    stated: np.ndarray
    standings: Mapping[str, Standing]
    read: Mapping[str, str]
    order: Mapping[str, int]
    rows: Mapping[int, Row]

    def beside(self, plan: str) -> np.ndarray:
        """Give the places of the targets that other plans state, in figures or words."""
        return np.flatnonzero(self.stated & (self.plans != self.order[plan]))

    def standing(self, row: Row) -> Standing | None:
        """Give the figures that a row's target stands among; None where it is apart."""
        printed = row["target_denominator"]
        found = self.standings.get(self.read.get(printed, printed))
        if found is None or not found.years[0] <= row["target_year"] <= found.years[1]:
            return None
        return found

    def at(self, places: Iterable[int]) -> list[Row]:
        """Give the rows at some places where a target is stated."""
        chosen = list(places)
        if set(chosen) <= set(self.rows):
            return [self.rows[place] for place in chosen]
        return records(self.table.iloc[chosen])


@dataclass(frozen=True)
class Peers:
    """The targets of all districts by indicator and part, and how many plans state each."""

    groups: Mapping[tuple[str, Part], Group]
    plans: Mapping[str, int]

    def of(self, indicator: str, part: Part = WHOLE) -> Group:
        """Give the targets of one indicator and part."""
        return self.groups[indicator, part]


def peers(every: pd.DataFrame, lists: Codelists, *, strict: bool = False) -> Peers:
    """Part the rows of all districts by indicator and part.

    Parameters
    ----------
    every : DataFrame
        Rows of `compare` of all districts.
    lists : Codelists
    strict : bool
        Take no denominator as another by convention.
    """
    # numbers, not texts: to compare a text in a fork of a process copies the memory around it
    numbers, names = pd.factorize(every["document"])
    order = {str(name): place for place, name in enumerate(names)}
    parted = every[_CONTEXT].assign(_plan=numbers).groupby(["indicator", *PART])
    groups = {}
    for (indicator, *about), rows in parted:
        key = str(indicator), Part.read(*about)
        printed = rows["target_denominator"].tolist()
        read = _taken(dict.fromkeys(printed), key, lists, strict=strict)
        groups[key] = _group(rows, order, printed, read)
    plans = every.groupby("indicator")["document"].nunique()
    return Peers(groups, {str(code): int(count) for code, count in plans.items()})


def _taken(
    printed: Iterable[str], about: tuple[str, Part], lists: Codelists, *, strict: bool
) -> _Read:
    """Give what each printed denominator is taken as, and by which convention."""
    indicator, part = about
    unit = lists.indicator(indicator).unit
    return {per: taken_as(lists, per, unit, part, strict=strict) for per in printed}


def _group(
    rows: pd.DataFrame, order: Mapping[str, int], printed: Sequence[str], read: _Read
) -> Group:
    ids = np.array(rows["target_id"].tolist(), dtype=object)
    per = np.array([read[one][0] for one in printed], dtype=object)
    targets = rows["target"].to_numpy(float, na_value=np.nan)
    figures = ~np.isnan(targets) & ~_far(rows, per)
    places = {
        one: np.flatnonzero(figures & (per == one)) for one in dict.fromkeys(per[figures])
    }
    standings = {
        one: _standing(
            rows[_CONTEXT],
            targets,
            which,
            {printed[n]: read[printed[n]] for n in which.tolist()},
        )
        for one, which in places.items()
    }
    plans, table, stated = rows["_plan"].to_numpy(), rows[_CONTEXT], ids != ""
    named = np.flatnonzero(stated).tolist() if stated.sum() <= FEW + 1 else []
    known = dict(zip(named, records(table.iloc[named]), strict=True))
    taken = {one: read[one][0] for one in read}
    return Group(table, targets, plans, stated, standings, taken, order, known)


def _far(rows: pd.DataFrame, per: np.ndarray) -> np.ndarray:
    """Tell which targets are of another time than those that they are compared with."""
    stated = rows["target_year"].where(rows["target"].notna())
    return out_of_time(stated, pd.Series(per, index=rows.index)).to_numpy()


def _standing(
    rows: pd.DataFrame, targets: np.ndarray, places: np.ndarray, read: _Read
) -> Standing:
    """Sum up the figures at some places; `read` is of the denominators printed there."""
    order = places[np.argsort(targets[places], kind="stable")]
    lowest, highest = records(rows.iloc[order[[0, -1]]])
    years = rows["target_year"].iloc[places]
    span = int(years.min()), int(years.max())
    codes = {code for _, code in read.values()} if len(read) > 1 else {""}
    return Standing(places, span, spread(targets[places]), lowest, highest, max(codes))


def spread(values: ArrayLike) -> Spread:
    """Summarize figures by their count, ends and quartiles (linear between figures).

    >>> spread([1.0, 2.0, 3.0, 4.0, 9.0])
    Spread(count=5, low=1.0, first=2.0, median=3.0, third=4.0, high=9.0)
    """
    figures = np.asarray(values, float)
    return Spread(len(figures), *np.quantile(figures, [0, 0.25, 0.5, 0.75, 1]).tolist())
