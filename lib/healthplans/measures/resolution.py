"""Choose the figure a chart shows, by a stated rule, and say which others stand beside it.

A plan may print the same quantity in its table and in several sentences. For each plan,
indicator, component and year one figure is shown: one that carries a value before one that
does not, the table's before the prose's, an exact before an approximate before a bound, the
first in the document before a later one. Nothing is averaged and nothing is dropped: the
others stay reachable by id, and a disagreement is marked.
"""

import pandas as pd

from healthplans.texts import fold

__all__ = ["KEY", "resolve", "rounding"]

KEY = ["plan", "indicator", "component", "year"]
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
    """Half a unit of the last printed digit, in the standard unit; 0 where unknown.

    A printed 4.45 stands for any value from 4.445 to 4.455; a printed 27.8万 for one from
    277,500 to 278,500. The printed digits are compared with the value to find the factor.
    """
    folded = observations["value_text"].map(fold)
    digits = folded.str.extract(r"(\d+(?:\.\d+)?)(?!.*\d+\.?\d*[‰%个张人岁])")[0]
    single = digits.where(folded.str.count(r"\d+(?:\.\d+)?") == 1)
    decimals = single.str.partition(".")[2].str.len().fillna(0)
    printed = pd.to_numeric(single, errors="coerce").astype("Float64")
    factor = (observations["value"] / printed).where(printed > 0, 1.0)
    half = 0.5 * (10.0 ** -decimals.astype("Float64"))
    return (half * factor).fillna(0.0)


def _is_claim(observations: pd.DataFrame) -> pd.Series:
    """A growth claim about a level is no figure of the indicator itself."""
    return (observations["kind"] == "relative") & (observations["role"] == "level")


def _disagreements(shown: pd.DataFrame, rest: pd.DataFrame) -> pd.Series:
    columns = ["value", "comparator", "_rounding"]
    pairs = rest.join(shown[columns], on=KEY, rsuffix="_shown")
    both = pairs[pairs["value"].notna() & pairs["value_shown"].notna()]
    apart = (both["value"] - both["value_shown"]).abs()
    tolerance = both["_rounding"] + both["_rounding_shown"]
    differs = apart > tolerance * (1 + 1e-9) + 1e-12
    worded = (both["comparator"] != both["comparator_shown"]) & ~differs
    marks = both[differs | worded].assign(mark="comparator")
    marks.loc[differs[differs | worded], "mark"] = "value"
    return marks.groupby(KEY)["mark"].max()
