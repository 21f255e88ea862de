"""The districts as context of one of them: who states the same, and their spread if many.

A handful of districts can be named one by one; of thousands only the spread can be said.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from healthplans.measures.conventions import outlying, taken_as
from healthplans.parts import PART, WHOLE, Part, is_whole
from healthplans.rows import Row, records
from healthplans.vocabulary.codelists import Codelists

# what is said of another district's target; the rest of a row is not needed
_CONTEXT = [
    *("document", "area", "indicator", *PART, "unit", "target", "target_id"),
    *("target_kind", "target_comparator", "target_text", "target_digits", "target_year"),
    *("target_locator", "target_denominator"),
]
# printed denominator: what it is taken as, and by which convention
_Read = Mapping[str, tuple[str, str]]
_Reader = Callable[[Sequence[int]], list[Row]]
_PAIR = 2
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

    `table` holds all targets, and `where` says which of them these are: tables of their own
    would be hundreds. `targets` are the figures in the indicator's unit, NaN where none is
    stated; `plans` (by their numbers in `order`) and `stated` (whether there is a target, in
    figures or words) go with them; `standings` parts the figures by what their denominators,
    as in `read`, are taken as. `rows` are those with a target, by their places, unless there
    are too many to be named.
    """

    table: pd.DataFrame
    where: np.ndarray
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
        return records(self.table.iloc[self.where[chosen]])


@dataclass(frozen=True)
class Peers:
    """The targets of all districts by indicator and part, and how many plans state each."""

    groups: Mapping[tuple[str, Part], Group]
    plans: Mapping[str, int]

    def of(self, indicator: str, part: Part = WHOLE) -> Group:
        """Give the targets of one indicator and part."""
        return self.groups[indicator, part]

    def placed(self, own: pd.DataFrame) -> list[tuple[Row, Group, Standing]]:
        """Give a plan's targets that stand beside a comparable one of another plan."""
        stated = records(own[own["target"].notna() & is_whole(own)])
        groups = [(row, self.of(row["indicator"])) for row in stated]
        found = [(row, group, group.standing(row)) for row, group in groups]
        return [(r, g, one) for r, g, one in found if one and len(one.places) >= _PAIR]


@dataclass(frozen=True)
class _Figures:
    """The targets of rows as arrays, for there are hundreds of groups; see `Group`.

    `years` are NaN where no figure is stated, `printed` the denominators.
    """

    targets: np.ndarray
    years: np.ndarray
    stated: np.ndarray
    plans: np.ndarray
    printed: np.ndarray

    def at(self, places: np.ndarray) -> "_Figures":
        """Give those of some rows."""
        return _Figures(*(getattr(self, one.name)[places] for one in fields(self)))


def _figures(every: pd.DataFrame, plans: np.ndarray) -> _Figures:
    targets = every["target"].to_numpy(float, na_value=np.nan)
    years = every["target_year"].to_numpy(float, na_value=np.nan)
    ids, printed = (
        np.array(every[f"target_{name}"].tolist(), dtype=object)
        for name in ("id", "denominator")
    )
    return _Figures(
        targets, np.where(np.isnan(targets), np.nan, years), ids != "", plans, printed
    )


def peers(every: pd.DataFrame, lists: Codelists, *, strict: bool = False) -> Peers:
    """Part the rows of all districts by indicator and part.

    Parameters
    ----------
    every : DataFrame
        Rows of `compare` of all districts.
    strict : bool
        Take no denominator as another by convention.
    """
    # numbers, not texts: to compare a text in a fork of a process copies the memory around it
    numbers, names = pd.factorize(every["document"])
    order = {str(name): place for place, name in enumerate(names)}
    context, figures = every[_CONTEXT].reset_index(drop=True), _figures(every, numbers)
    # of few districts all rows are read at once: hundreds of groups take ten times as long
    known = records(context) if len(order) <= FEW else []
    groups: dict[tuple[str, Part], Group] = {}
    found: dict[Any, Any] = context.groupby(["indicator", *PART]).indices
    for (indicator, *about), where in sorted(found.items()):
        key, own = (str(indicator), Part.read(*about)), figures.at(where)
        read = _taken(dict.fromkeys(own.printed), key, lists, strict=strict)
        groups[key] = _group(_Rows(context, known), where, order, own, read)
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
    rows: "_Rows", where: np.ndarray, order: Mapping[str, int], own: _Figures, read: _Read
) -> Group:
    taken = {printed: per for printed, (per, _) in read.items()}
    per = np.array([taken[printed] for printed in own.printed], dtype=object)
    figures = ~np.isnan(own.targets) & ~outlying(own.years, pd.factorize(per)[0])
    record = rows.reader(where)
    standings = {
        one: _standing(own, np.flatnonzero(figures & (per == one)), record, read)
        for one in dict.fromkeys(per[figures])
    }
    named = np.flatnonzero(own.stated).tolist() if own.stated.sum() <= FEW + 1 else []
    known = dict(zip(named, record(named), strict=True))
    of_each = own.targets, own.plans, own.stated
    return Group(rows.table, where, *of_each, standings, taken, order, known)


@dataclass(frozen=True)
class _Rows:
    """The rows of all districts; `known` are they one by one, unless there are too many."""

    table: pd.DataFrame
    known: Sequence[Row]

    def reader(self, where: np.ndarray) -> _Reader:
        """Give how to read some by their places among them: few at once, which is faster."""
        if len(where) > FEW + 1:
            return lambda places: records(self.table.iloc[where[list(places)]])
        known = self.known
        every = [known[n] for n in where] if known else records(self.table.iloc[where])
        return lambda places: [every[place] for place in places]


def _standing(own: _Figures, places: np.ndarray, record: _Reader, read: _Read) -> Standing:
    """Sum up the figures at some places; `read` is of the denominators printed."""
    order = places[np.argsort(own.targets[places], kind="stable")]
    lowest, highest = record(order[[0, -1]].tolist())
    years = own.years[places]
    span = int(np.nanmin(years)), int(np.nanmax(years))
    printed = set(own.printed[places])
    codes = {read[one][1] for one in printed} if len(printed) > 1 else {""}
    return Standing(places, span, spread(own.targets[places]), lowest, highest, max(codes))


def spread(values: ArrayLike) -> Spread:
    """Summarize figures by their count, ends and quartiles (linear between figures).

    >>> spread([1.0, 2.0, 3.0, 4.0, 9.0])
    Spread(count=5, low=1.0, first=2.0, median=3.0, third=4.0, high=9.0)
    """
    figures = np.asarray(values, float)
    return Spread(len(figures), *np.quantile(figures, [0, 0.25, 0.5, 0.75, 1]).tolist())
