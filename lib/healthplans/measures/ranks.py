"""Ranks as intervals: what the printed digits and comparators allow, and no more.

A figure of 4.0 may be 3.95 or 4.04, and `>=6` may be anything above. A district's rank is
therefore an interval: from one more than the districts that are certainly better to n minus
those that are certainly worse. Figures that may not be compared are not ranked together.
"""

import numpy as np
import pandas as pd

from healthplans.codelists import Codelists
from healthplans.measures.comparability import comparable_groups
from healthplans.measures.intervals import LIMITS, intervals

__all__ = ["rank_intervals", "ranks"]

_SHOWN = [
    *("plan", "district", "district_name", "indicator", "component"),
    *("unit", "denominator", "polarity"),
]


def ranks(described: pd.DataFrame, lists: Codelists, side: str = "level") -> pd.DataFrame:
    """Rank the districts of one indicator within what is comparable.

    Parameters
    ----------
    described : DataFrame
        Rows of one indicator from `describe`.
    lists : Codelists
    side : str
        ``level`` or ``target``: which figure is ranked.

    Returns
    -------
    DataFrame
        One row per row given: plan, district, indicator, component, unit, denominator,
        polarity; `value`, `comparator`, `text`; `low` and `high` in the indicator's unit;
        `group` (the denominator and part within which figures are comparable), `n` (districts
        ranked in it), `rank_low` and `rank_high` from 1, `tied` (number of the set of
        districts whose intervals overlap in a chain), `ordering`: ``rank`` with 1 the best by
        polarity, ``order`` with 1 the largest where polarity is none. Where a row is not
        ranked those are NA. `reason` is a key of `messages.yaml`, `reason_zh` and `reason_en`
        its text: no figure, no other district, or districts left out because of their
        denominator (also given for rows that are ranked among their own); blank else.
    """
    limits = intervals(
        described[side], described[f"{side}_comparator"], described[f"{side}_rounding"]
    )
    denominator = described[f"{side}_denominator"].where(
        described[side].notna(), described["denominator"]
    )
    table = described[_SHOWN].assign(
        denominator=denominator,
        value=described[side],
        comparator=described[f"{side}_comparator"],
        text=described[f"{side}_text"],
        group=comparable_groups(described, denominator),
        ordering=np.where(described["polarity"] == "none", "order", "rank"),
        **{column: limits[column] for column in LIMITS},
    )
    stated = table[table["value"].notna()]
    parts = [_ranked(rows) for _, rows in stated.groupby("group", sort=False)]
    numbers = pd.concat(parts) if parts else _unranked(stated)
    joined = table.drop(columns=["low_open", "high_open"]).join(numbers)
    return _reasons(joined, lists)


def rank_intervals(limits: pd.DataFrame) -> pd.DataFrame:
    """Give the interval of ranks of each figure, 1 the smallest.

    Parameters
    ----------
    limits : DataFrame
        `low`, `high`, `low_open`, `high_open`, from `intervals`, without NaN.

    Returns
    -------
    DataFrame
        Same index: `rank_low` = 1 + figures certainly smaller, `rank_high` = n - figures
        certainly larger, `tied`, the number of the chain of overlapping intervals.
    """
    low, high = _ends(limits)
    smaller = np.searchsorted(np.sort(high), low, side="left")
    larger = len(low) - np.searchsorted(np.sort(low), high, side="right")
    chain = pd.Series(_chains(low, high), index=limits.index)
    return pd.DataFrame(
        {"rank_low": 1 + smaller, "rank_high": len(low) - larger, "tied": chain},
        index=limits.index,
    ).astype("Int64")


def _ends(limits: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Give the ends as whole numbers in the same order, an open end strictly inside."""
    values = np.concatenate([limits["low"].to_numpy(float), limits["high"].to_numpy(float)])
    nudges = np.concatenate([limits["low_open"], ~limits["high_open"].to_numpy(bool)])
    keys = np.unique(values, return_inverse=True)[1] * 3
    half = len(limits)
    low, high = keys[:half] + nudges[:half], keys[half:] + nudges[half:].astype(int) - 1
    return low.astype(int), high.astype(int)


def _chains(low: np.ndarray, high: np.ndarray) -> np.ndarray:
    order = np.argsort(low, kind="stable")
    reach = np.maximum.accumulate(high[order])
    starts = np.concatenate([[True], low[order][1:] > reach[:-1]])
    chains = np.empty(len(low), dtype=int)
    chains[order] = np.cumsum(starts)
    return chains


def _ranked(rows: pd.DataFrame) -> pd.DataFrame:
    if len(rows) == 1:
        return _unranked(rows)
    best_is_least = rows["polarity"].iloc[0] == "lower"
    limits = rows[LIMITS] if best_is_least else _mirrored(rows)
    numbers = rank_intervals(limits)
    return numbers.assign(n=pd.Series(len(rows), index=rows.index, dtype="Int64"))


def _mirrored(rows: pd.DataFrame) -> pd.DataFrame:
    columns = {
        "low": -rows["high"],
        "high": -rows["low"],
        "low_open": rows["high_open"],
        "high_open": rows["low_open"],
    }
    return pd.DataFrame(columns)


def _unranked(rows: pd.DataFrame) -> pd.DataFrame:
    columns = ["rank_low", "rank_high", "tied", "n"]
    absent = pd.Series(pd.NA, index=rows.index, dtype="Int64")
    return pd.DataFrame(dict.fromkeys(columns, absent))


def _reasons(table: pd.DataFrame, lists: Codelists) -> pd.DataFrame:
    """Say for each row why it is not ranked, or with whom it is not ranked."""
    stated = table["value"].notna()
    sizes = table[stated].groupby(["indicator", "component", "denominator"]).size()
    apart = {group: _apart(group, sizes) for group in sizes.index}
    keys = list(zip(table["indicator"], table["component"], table["denominator"], strict=True))
    key = pd.Series("", index=table.index).mask(table["rank_low"].isna(), "ranks_alone")
    crowded = pd.Series([bool(apart.get(group)) for group in keys], index=table.index)
    key = key.mask(crowded, "ranks_denominator").mask(~stated, "ranks_no_figure")
    texts = {
        f"reason_{lang}": pd.Series(
            [
                _text(reason, group, apart.get(group, {}), lists, lang)
                for reason, group in zip(key, keys, strict=True)
            ],
            index=table.index,
            dtype="str",
        )
        for lang in ("zh", "en")
    }
    return table.assign(reason=key, **texts)


def _apart(group: tuple[str, str, str], sizes: "pd.Series[int]") -> dict[str, int]:
    """Count the districts that state the same per another denominator."""
    counted = zip(sizes.index, sizes, strict=True)
    return {key[2]: int(n) for key, n in counted if key[:2] == group[:2] and key != group}


def _text(
    reason: str,
    group: tuple[str, str, str],
    apart: dict[str, int],
    lists: Codelists,
    lang: str,
) -> str:
    if not reason:
        return ""
    words = [_denominator(code, lists, lang) for code in (group[2], *apart)]
    others = ("、" if lang == "zh" else ", ").join(words[1:])
    count = sum(apart.values())
    return lists.message(reason, lang, denominator=words[0], others=others, n=count)


def _denominator(code: str, lists: Codelists, lang: str) -> str:
    entry = lists.denominators.get(code)
    return str(getattr(entry, lang)) if entry else ""
