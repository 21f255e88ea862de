"""Choose the figure a chart shows, by a stated rule, and say which others stand beside it.

A plan may print the same quantity in its table and in several sentences. For each plan,
indicator, part, year and role one figure is shown: one that carries a value before one that
does not, the table's before the prose's, an exact before an approximate before a bound, the
first in the document before a later one. Nothing is averaged and nothing is dropped: the
others stay reachable by id, and a disagreement is marked.
"""

import operator

import numpy as np
import pandas as pd

from healthplans.parts import PART
from healthplans.quantities import Comparator, apart, halves, intervals, same_values

KEY = ["document", "indicator", *PART, "year", "role"]
# what decides which figure is shown, and what tells two figures of a key apart: a table is cut
# down to these, as each column of text costs as much to cut as all else that is done with it
_FOOTNOTE = r"\[\d+\]"  # its mark
_RANKED = [*KEY, "value", "origin", "kind"]
_BESIDE = [
    *("document", "observation_id", "role", "value", "comparator", "remark"),
    *("digits", "factor", "kind", "unit", "change", "change_unit", "change_comparator"),
]
_KINDS = ("exact", "approximate", "bound", "relative", "qualitative", "missing", "blank")
_PRECISION = {kind: place for place, kind in enumerate((*_KINDS, "unread"))}


def resolve(observations: pd.DataFrame) -> pd.DataFrame:
    """Give the figure shown for each plan, indicator, part, year and role.

    Parameters
    ----------
    observations : DataFrame
        The observations table.

    Returns
    -------
    DataFrame
        One row per key, all columns of the observation shown, and `others` (ids of the
        other observations of that key, ``;``-separated) and `disagreement`: ``value`` where
        another figure contradicts it (see `disagreements`), ``comparator`` where only the
        comparator differs, else blank.
    """
    shown, rest = _parted(observations)
    marks = _marks(_beside(shown, rest), rest)
    disagreement = marks[marks != ""].groupby(rest["key"]).max()
    return shown.assign(others=_listed(rest), disagreement=disagreement).fillna(
        {"others": "", "disagreement": ""}
    )


def _parted(observations: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Give the figures shown, each at the place of its `key`, and the others with theirs."""
    stated = np.flatnonzero(~_is_claim(observations))
    ranked = _ranked(observations[_RANKED].iloc[stated].reset_index(drop=True))
    is_first = ~ranked["key"].duplicated().to_numpy()
    places = stated[ranked.index]
    # keys count from 0 in order, so a row's place is its key
    shown = observations.iloc[places[is_first]].reset_index(drop=True)
    rest = observations[_BESIDE].iloc[places[~is_first]].reset_index(drop=True)
    return shown, rest.assign(key=ranked["key"].to_numpy()[~is_first])


def _beside(shown: pd.DataFrame, rest: pd.DataFrame) -> pd.DataFrame:
    """Give the figure shown of the key of each other one."""
    return shown[_BESIDE].loc[rest["key"]].set_axis(rest.index)


def shown_ids(observations: pd.DataFrame) -> set[str]:
    """Give the ids of the figures that `resolve` shows, without the rest of its table."""
    ranked = _ranked(observations[_RANKED][~_is_claim(observations)])
    first = ranked.index[~ranked["key"].duplicated()]
    return set(observations["observation_id"].loc[first])


def rounding(figures: pd.DataFrame) -> pd.Series:
    """Half a unit of the last printed digit, in the standard unit; 0 where not printed.

    A printed 4.45 stands for any value from 4.445 to 4.455; a printed 27.8万 for one from
    277,500 to 278,500. A value worked out from a change has no rounding of its own.

    `figures` are `value`, `digits`, `factor` and `kind` of observations.
    """
    printed = halves(figures["value"], figures["digits"], figures["factor"])
    return printed.mask((figures["kind"] == "relative").fillna(False), 0.0)


def certain(figures: pd.DataFrame) -> pd.Series:
    """Give `rounding`, but none to a count that is printed to its last unit.

    20,000 beds are counted, not rounded; 2.0万张 and 20,000左右 are. The zeros at the end of
    an approximate count are no printed digits, as far as a tenth of it: 近3000人 says that it
    is counted in thousands, and leaves open 300 more or less.

    `figures` are `value`, `digits`, `factor`, `kind`, `unit` and `comparator` of observations.
    """
    printed = pd.to_numeric(figures["digits"], errors="coerce").astype("Float64")
    whole = (figures["unit"] == "count") & (printed == figures["value"]).fillna(False)
    about = figures["comparator"] == Comparator.ABOUT
    return rounding(figures).mask(whole, 0.0).mask(whole & about, _in_round_numbers(figures))


def _in_round_numbers(figures: pd.DataFrame) -> pd.Series:
    """Give half a unit of the last digit that is not zero, half a tenth of it at most."""
    zeros = figures["digits"].str.len() - figures["digits"].str.rstrip("0").str.len()
    unit = (10.0**zeros).where(figures["value"] > 0, 1.0)
    tenth = figures["value"].astype("Float64") / 10
    return unit.mask((tenth < unit) & (unit > 1), tenth).fillna(0.0) / 2


def _ranked(stated: pd.DataFrame) -> pd.DataFrame:
    """Give each row its key, counted in their order; the figure shown stands first."""
    ranks = {
        "key": stated.groupby(KEY, dropna=False).ngroup(),
        "is_empty": stated["value"].isna(),
        "is_text": stated["origin"] == "text",
        "precision": stated["kind"].map(_PRECISION),
    }
    return pd.DataFrame(ranks).sort_values(list(ranks), kind="stable")


def _listed(rest: pd.DataFrame) -> pd.Series:
    """Join the ids of each key, in a plain loop: pandas would make a table a key."""
    ids: dict[int, list[str]] = {}
    for key, name in zip(rest["key"].tolist(), rest["observation_id"].tolist(), strict=True):
        ids.setdefault(key, []).append(name)
    return pd.Series({key: ";".join(names) for key, names in ids.items()}, dtype="str")


def _is_claim(observations: pd.DataFrame) -> pd.Series:
    """Mark growth claims about a level: they are no figure of the indicator itself."""
    return (observations["kind"] == "relative") & (observations["role"] == "level")


def disagreements(observations: pd.DataFrame) -> pd.DataFrame:
    """Give every figure that stands beside the one shown and says something else.

    Parameters
    ----------
    observations : DataFrame
        The observations table.

    Returns
    -------
    DataFrame
        One row a figure not shown: `document`, `observation_id`, `other_id` (that of the
        figure shown for its key) and `disagreement`: ``value`` where the two contradict each
        other, ``comparator`` where they state one value with other comparators.

    Notes
    -----
    Levels contradict each other where no value is allowed by both: printed rounding, bounds
    and 左右 are intervals. A target is a commitment, so two targets do where they name other
    values. A bracket that qualifies only one of the two says that they count on another basis.
    """
    shown, rest = _parted(observations[[*dict.fromkeys((*_RANKED, *_BESIDE))]])
    beside = _beside(shown, rest)
    table = rest[["document", "observation_id"]].assign(
        other_id=beside["observation_id"], disagreement=_marks(beside, rest)
    )
    return table[table["disagreement"] != ""].reset_index(drop=True)


def _marks(one: pd.DataFrame, other: pd.DataFrame) -> pd.Series:
    """Say of each pair whether it differs in ``value`` or ``comparator``; else blank."""
    # a number of a footnote says nothing of what it is a remark on
    remarks = (f["remark"].str.replace(_FOOTNOTE, "", regex=True) for f in (one, other))
    both = one["value"].notna() & other["value"].notna() & operator.eq(*remarks)
    same, printed_alike = (
        same_values(one["value"], margin(one), other["value"], margin(other))
        for margin in (_certain_enough, _by_digits)
    )
    level = one["role"] == "level"
    first, second = (intervals(f["value"], f["comparator"], certain(f)) for f in (one, other))
    differs = both & ((level & apart(first, second)) | ~(level | same))
    worded = both & printed_alike & (one["comparator"] != other["comparator"])
    return pd.Series("", other.index).mask(worded, "comparator").mask(differs, "value")


def _certain_enough(figures: pd.DataFrame) -> pd.Series:
    """Give `certain`, and what the last digit of a change leaves open.

    A fall by 7.0 percent from 342,000 may lead to 318,000 as well as to 318,060, and 近10个
    百分点 above 38.1 to 48.0. So many points are exact.
    """
    percent = figures["change_unit"] == "percent"
    about = figures["change_comparator"] == Comparator.ABOUT
    base = figures["value"] / (1 + figures["change"] / 100)
    half = halves(figures["change"], figures["digits"], figures["factor"])
    own = (base.abs() * half / 100).where(percent, half.where(about, 0.0))
    return certain(figures) + own.astype("Float64").fillna(0.0)


def _by_digits(figures: pd.DataFrame) -> pd.Series:
    """Give `certain`, but of an approximate figure what its digits leave open alone."""
    about = figures["comparator"] == Comparator.ABOUT
    return certain(figures).mask(about, rounding(figures))
