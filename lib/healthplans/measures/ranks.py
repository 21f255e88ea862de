"""Ranks as intervals: what the printed digits and comparators allow, and no more.

A figure of 4.0 may be 3.95 or 4.04, and `>=6` may be anything above. A district's rank is
therefore an interval: from one more than the districts that are certainly better to n minus
those that are certainly worse. Figures that may not be compared are not ranked together.
"""

from collections import Counter
from collections.abc import Mapping

import numpy as np
import pandas as pd

from healthplans.measures.comparability import comparable_groups
from healthplans.measures.conventions import conventional, out_of_time
from healthplans.parts import PART
from healthplans.quantities import LIMITS, intervals
from healthplans.vocabulary.codelists import Codelists

_SHOWN = [
    *("document", "area", "area_name", "indicator", *PART),
    *("unit", "denominator", "polarity"),
]

_NUMBERS = ["rank_low", "rank_high", "tied", "n"]
_Group = tuple[str, ...]
# why, within which group, who else states it per what, by which convention, of which year
_Reasoned = tuple[str, _Group, Mapping[str, int], str, int]
_LANGUAGES = ("zh", "en")


def ranks(
    described: pd.DataFrame, lists: Codelists, side: str = "level", *, strict: bool = False
) -> pd.DataFrame:
    """Rank the districts of one indicator within what is comparable.

    Parameters
    ----------
    described : DataFrame
        Rows of one indicator from `describe`.
    side : str
        ``level`` or ``target``: which figure is ranked.
    strict : bool
        Take no denominator as another by convention.

    Returns
    -------
    DataFrame
        One row per row given: plan, district, indicator, part, of, end, unit, denominator,
        polarity; `convention` (code of the one by which several stated denominators stand
        together in its group, else blank); `value`, `comparator`, `text`, `digits`, `year`;
        `low` and `high` in the indicator's unit; `group` (the denominator and part within
        which figures are comparable), `n` (districts ranked in it), `rank_low` and `rank_high`
        from 1, `tied` (number of the set of districts whose intervals overlap in a chain),
        `ordering`: ``rank`` with 1 the best by polarity, ``order`` with 1 the largest where
        polarity is none. Where a row is not ranked those are NA. `reason` is a key of
        `messages.yaml`, `reason_zh` and `reason_en` its text: no figure, no other district,
        districts left out because of their denominator, a figure of another time (also given
        for rows that are ranked among their own), a rank by convention; blank else.
    """
    limits = intervals(
        described[side], described[f"{side}_comparator"], described[f"{side}_rounding"]
    )
    stated = described[side].notna()
    denominator = described[f"{side}_denominator"].where(stated, described["denominator"])
    read = conventional(described, denominator, lists, strict=strict)
    group = comparable_groups(described, read["denominator"])
    year = described[f"{side}_year"]
    far = out_of_time(year.where(stated), group)
    table = described[_SHOWN].assign(
        denominator=denominator,
        convention=read["convention"],
        taken_as=read["denominator"],
        value=described[side],
        comparator=described[f"{side}_comparator"],
        text=described[f"{side}_text"],
        digits=described[f"{side}_digits"],
        year=year,
        group=group,
        ordering=np.where(described["polarity"] == "none", "order", "rank"),
        low=limits["low"],
        high=limits["high"],
    )
    better_is_less = (described["polarity"] == "lower").to_numpy()
    numbers = _numbers(limits, group.where(stated & ~far), better_is_less)
    table = _joined(pd.concat([table, numbers], axis=1))
    return _explained(table, far, lists).drop(columns="taken_as")


def rank_intervals(limits: np.ndarray) -> np.ndarray:
    """Give the interval of ranks of each figure, 1 the smallest.

    Parameters
    ----------
    limits : array of shape (4, n)
        A row each of `LIMITS`, as `intervals` gives them, without NaN.

    Returns
    -------
    array of shape (n, 3)
        1 + figures certainly smaller, n - figures certainly larger, and the number of the
        chain of overlapping intervals.
    """
    low, high = _ends(limits)
    smaller = np.searchsorted(np.sort(high), low, side="left")
    larger = len(low) - np.searchsorted(np.sort(low), high, side="right")
    return np.column_stack([1 + smaller, len(low) - larger, _chains(low, high)])


def _ends(limits: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Give the ends as whole numbers in the same order, an open end strictly inside."""
    low, high, low_open, high_open = limits
    keys = np.unique(np.concatenate([low, high]), return_inverse=True)[1] * 3
    lows, highs = keys[: len(low)] + low_open, keys[len(low) :] - high_open
    return lows.astype(int), highs.astype(int)


def _chains(low: np.ndarray, high: np.ndarray) -> np.ndarray:
    order = np.argsort(low, kind="stable")
    reach = np.maximum.accumulate(high[order])
    starts = np.concatenate([[True], low[order][1:] > reach[:-1]])
    chains = np.empty(len(low), dtype=int)
    chains[order] = np.cumsum(starts)
    return chains


def _numbers(
    limits: pd.DataFrame, group: pd.Series, better_is_less: np.ndarray
) -> pd.DataFrame:
    """Rank the rows of each group of two and more; a row of no group has no rank."""
    every, mirrored = (side.to_numpy(float).T for side in (limits[LIMITS], _mirrored(limits)))
    codes, names = pd.factorize(group)
    numbers = np.zeros((len(group), len(_NUMBERS)), dtype=int)
    for code in range(len(names)):
        places = np.flatnonzero(codes == code)
        if len(places) > 1:
            ends = every if better_is_less[places[0]] else mirrored
            numbers[places, :3] = rank_intervals(ends[:, places])
            numbers[places, 3] = len(places)
    table = pd.DataFrame(numbers, index=group.index, columns=_NUMBERS).astype("Int64")
    return table.where(table["n"] > 0)


def _mirrored(rows: pd.DataFrame) -> pd.DataFrame:
    columns = {
        "low": -rows["high"],
        "high": -rows["low"],
        "low_open": rows["high_open"],
        "high_open": rows["low_open"],
    }
    return pd.DataFrame(columns)


def _joined(table: pd.DataFrame) -> pd.DataFrame:
    """Give the convention of each group that holds figures of several stated denominators."""
    stated = table["denominator"].where(table["value"].notna())
    several = stated.groupby(table["group"]).transform("nunique") > 1
    shared = table.groupby("group")["convention"].transform("max")
    return table.assign(convention=shared.where(several, ""))


def _explained(table: pd.DataFrame, far: pd.Series, lists: Codelists) -> pd.DataFrame:
    """Say of each row why it is not ranked, with whom it is not, or what its rank rests on."""
    columns = [table[name].tolist() for name in ("indicator", *PART, "taken_as")]
    keys, stated = list(zip(*columns, strict=True)), table["value"].notna()
    sizes = Counter(key for key, is_stated in zip(keys, stated, strict=True) if is_stated)
    apart = {group: _apart(group, sizes) for group in sizes}
    others = [apart.get(key, {}) for key in keys]
    choices = {
        "ranks_year": far,
        "ranks_no_figure": ~stated,
        "ranks_denominator": [bool(one) for one in others],
        "ranks_alone": table["n"].isna(),
        "ranks_convention": table["convention"] != "",
    }
    reasons = np.select([np.asarray(c, bool) for c in choices.values()], list(choices), "")
    of_each = list(
        zip(reasons.tolist(), keys, others, table["convention"], table["year"], strict=True)
    )
    texts = {
        f"reason_{lang}": [_text(of, lists, lang) for of in of_each] for lang in _LANGUAGES
    }
    said = {"reason": reasons, **texts}
    return table.assign(
        **{name: pd.Series(one, table.index, dtype="str") for name, one in said.items()}
    )


def _apart(group: _Group, sizes: Mapping[_Group, int]) -> dict[str, int]:
    """Count the districts that state the same per another denominator."""
    others = sorted((key, n) for key, n in sizes.items() if key[:-1] == group[:-1])
    return {key[-1]: n for key, n in others if key != group}


def _text(of: _Reasoned, lists: Codelists, lang: str) -> str:
    reason, group, apart, code, year = of
    if not reason:
        return ""
    words = [lists.denominator(one, lang) for one in (group[-1], *apart)]
    convention = next((c for c in lists.conventions if c.convention == code), None)
    return lists.message(
        reason,
        lang,
        denominator=words[0],
        others=lists.message("list_pause", lang).join(words[1:]),
        n=sum(apart.values()),
        convention=getattr(convention, lang, ""),
        year=year,
    )
