"""Choose the figure a chart shows, by a stated rule, and say which others stand beside it.

A plan may print the same quantity in its table and in several sentences. For each plan,
indicator, component and year one figure is shown: one that carries a value before one that
does not, the table's before the prose's, an exact before an approximate before a bound, the
first in the document before a later one. Nothing is averaged and nothing is dropped: the
others stay reachable by id, and a disagreement is marked.
"""

import re
from functools import lru_cache

import pandas as pd

from healthplans.texts import fold

__all__ = ["KEY", "resolve", "rounding"]

KEY = ["plan", "indicator", "component", "year"]
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
# a year in brackets and the 10万 of a unit are digits, but not the figure's
_NOT_THE_FIGURE = re.compile(r"\(\d{4}年\)|1?/10万")
_PRECISION = {
    "exact": 0,
    "approximate": 1,
    "bound": 2,
    "relative": 3,
    "qualitative": 4,
    "missing": 5,
    "unread": 6,
}


def resolve(observations: pd.DataFrame) -> pd.DataFrame:
    """Give the figure shown for each plan, indicator, component and year.

    Parameters
    ----------
    observations : DataFrame
        The observations table.

    Returns
    -------
    DataFrame
        One row per key, all columns of the observation shown, and `others` (ids of the
        other observations of that key, ``;``-separated) and `disagreement`: ``value`` where
        another figure differs by more than printed rounding, ``comparator`` where only the
        comparator differs, else blank.
    """
    stated = observations[~_is_claim(observations)]
    ranked = stated.assign(
        _empty=stated["value"].isna().astype(int),
        _text=(stated["origin"] == "text").astype(int),
        _precision=stated["kind"].map(_PRECISION),
        _rounding=rounding(stated),
    ).sort_values([*KEY, "_empty", "_text", "_precision"], kind="stable")
    shown = ranked.drop_duplicates(KEY).set_index(KEY)
    rest = ranked[ranked.duplicated(KEY)]
    shown["others"] = rest.groupby(KEY)["observation_id"].agg(";".join)
    shown["disagreement"] = _disagreements(shown, rest)
    helpers = ["_empty", "_text", "_precision", "_rounding"]
    filled = shown.reset_index().fillna({"others": "", "disagreement": ""})
    return filled[[*observations.columns, "others", "disagreement"]].drop(
        columns=helpers, errors="ignore"
    )


def rounding(observations: pd.DataFrame) -> pd.Series:
    """Half a unit of the last printed digit, in the standard unit; 0 where not printed.

    A printed 4.45 stands for any value from 4.445 to 4.455; a printed 27.8万 for one from
    277,500 to 278,500. A value worked out from a relative target has no rounding of its own.
    """
    pairs = zip(observations["value_text"], observations["value"], strict=True)
    halves = [
        0.0 if pd.isna(value) else _half_unit(text, float(value)) for text, value in pairs
    ]
    return pd.Series(halves, index=observations.index, dtype="float64")


@lru_cache(maxsize=65536)
def _half_unit(text: str, value: float) -> float:
    numbers = _NUMBER.findall(_NOT_THE_FIGURE.sub("", fold(text)))
    matching = numbers if len(numbers) == 1 else [n for n in numbers if float(n) == value]
    if not matching:
        return 0.0
    digits = matching[0]
    half = 0.5 * 10.0 ** -len(digits.partition(".")[2])
    return half * value / float(digits) if float(digits) else half


def _is_claim(observations: pd.DataFrame) -> pd.Series:
    """Mark growth claims about a level: they are no figure of the indicator itself."""
    return (observations["kind"] == "relative") & (observations["role"] == "level")


def _disagreements(shown: pd.DataFrame, rest: pd.DataFrame) -> pd.Series:
    columns = ["value", "comparator", "_rounding"]
    pairs = rest.join(shown[columns].add_suffix("_shown"), on=KEY)
    both = pairs[pairs["value"].notna() & pairs["value_shown"].notna()]
    apart = (both["value"] - both["value_shown"]).abs()
    tolerance = both["_rounding"] + both["_rounding_shown"]
    differs = apart > tolerance * (1 + 1e-9) + 1e-12
    worded = (both["comparator"] != both["comparator_shown"]) & ~differs
    marks = both[differs | worded].assign(mark="comparator")
    marks.loc[differs[differs | worded], "mark"] = "value"
    return marks.groupby(KEY)["mark"].max()
