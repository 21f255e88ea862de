"""Put the plans' figures of one indicator side by side: baseline level and target."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from healthplans.parts import PART
from healthplans.rows import chosen

_SHOWN = [
    *("observation_id", "year", "value", "kind", "comparator", "value_text", "digits"),
    *("factor", "printed_unit", "origin", "locator", "unit_text", "denominator", "others"),
    *("disagreement", "change", "change_unit", "change_comparator"),
]
_KEY = ["document", "indicator", *PART]
_YEARS = ["document", "baseline_year", "asked_year"]
_OWN = ["area", "area_name", "unit", "denominator", "obligation", "role"]
_USED = [*dict.fromkeys((*_KEY, *_OWN, *_SHOWN))]
_ORDERED = ["key", *_YEARS[1:], "year", "value"]


def compare(resolved: pd.DataFrame, plans: pd.DataFrame) -> pd.DataFrame:
    """Join each baseline to its target.

    Parameters
    ----------
    resolved : DataFrame
        The figures shown, from `resolve`; any indicators and documents.
    plans : DataFrame
        One row a plan to compare: `document`, its `baseline_year`, and `asked_year`, the year
        that targets are asked for. The baseline is the level of the base year, else the latest
        before it, else the first after it; the target that of the asked year, else the next
        after it, else the last before it; each with its own year. One with a value stands
        before one without.

    Returns
    -------
    DataFrame
        One row per (document, indicator, part) with a level or a target: `document`, `area`,
        `area_name`, `baseline_year`, `asked_year`, `indicator`, `part`, `of`, `end`, `unit`,
        `denominator`, `obligation`, and `level_*` and `target_*` for each of value (`level`,
        `target`), `id`, `year`, `kind`, `comparator`, `text`, `digits`, `factor`,
        `printed_unit`, `origin`, `locator`, `unit_text`, `denominator`, `others`,
        `disagreement`, `change` and `change_unit` (of a relative target).
    """
    # what is in no codelist, or of no year, stands beside nothing
    known = resolved["year"].notna() & (resolved["indicator"] != "")
    own = chosen(resolved[_USED], known).merge(plans[[*_YEARS]], on="document")
    # one number a key, in their order: five columns of text are put in order once
    own["key"] = own.groupby(_KEY, dropna=False).ngroup()
    level, target = _side(_baselines(own), "level"), _side(_targets(own), "target")
    joined = level.join(target, how="outer")
    table = _head(own).loc[joined.index].join(joined).reset_index(drop=True)
    texts = table.select_dtypes(include=["object", "string"]).columns
    return table.fillna(dict.fromkeys(texts, ""))


def blank(table: pd.DataFrame, indicators: Sequence[str]) -> pd.DataFrame:
    """Give what is known of indicators that a plan does not state: nothing but their codes.

    Parameters
    ----------
    table : DataFrame
        Rows of `compare`, for their columns.
    indicators : sequence of str

    Returns
    -------
    DataFrame
        As `compare`, one row an indicator, in their order; texts are blank and numbers NA.
    """
    rows = table.iloc[:0].reindex(range(len(indicators)))
    texts = rows.select_dtypes(include=["object", "string"]).columns
    codes = pd.Series(indicators, rows.index, dtype="str")
    return rows.fillna(dict.fromkeys(texts, "")).assign(indicator=codes)


def complete(
    rows: pd.DataFrame, districts: pd.DataFrame, absent: pd.DataFrame
) -> pd.DataFrame:
    """Add a row for every plan that does not state an indicator.

    Parameters
    ----------
    rows : DataFrame
        Rows of `compare`, or of a measure of them, of one indicator.
    districts : DataFrame
        `document`, `area`, `area_name` of all plans, and what else is known of a plan
        that is silent, in the order to be shown.
    absent : DataFrame
        The one row of the same columns that stands for a plan which does not state it, as
        `blank` gives it.

    Returns
    -------
    DataFrame
        The same columns, at least one row a plan, in the order of `districts`, then by
        part.
    """
    silent = districts[~districts["document"].isin(rows["document"])]
    if len(silent):
        added = absent.iloc[[0] * len(silent)].assign(
            **{str(column): silent[column].array for column in silent}
        )
        rows = pd.concat([rows, added], ignore_index=True)
    places = {plan: place for place, plan in enumerate(districts["document"])}
    parts = [rows[name].to_numpy(object) for name in reversed(PART)]
    keys = [*parts, rows["document"].map(places).to_numpy(int)]
    return rows.iloc[np.lexsort(keys)].reset_index(drop=True)


def _baselines(own: pd.DataFrame) -> pd.DataFrame:
    rows = own.loc[own["role"] == "level", _ORDERED]
    year, base = rows["year"], rows["baseline_year"]
    return own.loc[_first(rows, rows["value"].isna(), year > base, (year - base).abs())]


def _targets(own: pd.DataFrame) -> pd.DataFrame:
    rows = own.loc[own["role"] == "target", _ORDERED]
    year, asked = rows["year"], rows["asked_year"]
    empty = rows["value"].isna()
    order = (year != asked, empty, year < asked, (year - asked).abs())
    return own.loc[_first(rows, *order)]


def _first(rows: pd.DataFrame, *order: pd.Series) -> pd.Index:
    """Give of each key the place of the row that stands first in the order given."""
    ranked = {f"_{place}": keys for place, keys in enumerate(order)}
    ordered = rows[["key"]].assign(**ranked).sort_values(["key", *ranked], kind="stable")
    return ordered.drop_duplicates("key").index


def _side(rows: pd.DataFrame, name: str) -> pd.DataFrame:
    renamed = {column: f"{name}_{column}" for column in _SHOWN}
    renamed |= {"value": name, "value_text": f"{name}_text", "observation_id": f"{name}_id"}
    return rows.set_index("key")[_SHOWN].rename(columns=renamed)


def _head(own: pd.DataFrame) -> pd.DataFrame:
    columns = ["area", "area_name", "baseline_year", "asked_year", "unit", "denominator"]
    first = own[["key", "origin"]].sort_values("origin", kind="stable").drop_duplicates("key")
    head = own.loc[first.index, ["key", *_KEY, *columns]].set_index("key")
    stated = own.loc[own["obligation"] != "", ["key", "obligation"]]
    obligation = stated.drop_duplicates("key").set_index("key")
    return head.assign(obligation=obligation["obligation"]).fillna({"obligation": ""})
