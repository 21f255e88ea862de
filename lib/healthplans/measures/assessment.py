"""All that is measured of each figure pair, in one table: one call for a page."""

import pandas as pd

from healthplans.measures.benchmarks import gaps
from healthplans.measures.change import change, slack
from healthplans.measures.resolution import rounding
from healthplans.measures.stance import stance
from healthplans.quantities import half_units
from healthplans.vocabulary.codelists import Codelists


def assess(
    comparison: pd.DataFrame, lists: Codelists, references: pd.DataFrame
) -> pd.DataFrame:
    """Join every measure of a single plan's figures onto the comparison.

    Parameters
    ----------
    comparison : DataFrame
        From `compare`.
    references : DataFrame
        From `benchmark_figures`.

    Returns
    -------
    DataFrame
        The rows of `comparison` with the columns of `describe`, `change`, `stance`, `slack`
        and `gaps`; units and formulas are stated there.
    """
    described = describe(comparison, lists)
    parts = [
        change(described),
        stance(described),
        slack(described),
        gaps(described, references, lists),
    ]
    return pd.concat([described, *parts], axis=1)


def describe(comparison: pd.DataFrame, lists: Codelists) -> pd.DataFrame:
    """Add what the measures need to know of each row's indicator and figures.

    Parameters
    ----------
    comparison : DataFrame
        Rows of `compare`.

    Returns
    -------
    DataFrame
        The same rows with `topic`, `polarity` (``higher``, ``lower``, ``none``),
        `denominators_differ` (True where the plan itself prints its level and its target per
        different denominators, as 人口 and 常住人口), `level_rounding` and
        `target_rounding`: half a unit of the last printed digit, in the indicator's unit; 0
        where it is not known.
    """
    entries = [lists.indicator(code) for code in comparison["indicator"].tolist()]
    level = _rounding(comparison, "level")
    relative = comparison["target_kind"] == "relative"
    own = _rounding(comparison, "target").mask(relative, level)
    target = half_units(
        comparison["target"], comparison["target_kind"], comparison["level"], own
    )
    level_per, target_per = comparison["level_denominator"], comparison["target_denominator"]
    return comparison.assign(
        denominators_differ=(level_per != target_per) & (level_per != "") & (target_per != ""),
        topic=pd.Series([entry.topic for entry in entries], comparison.index, dtype="str"),
        polarity=pd.Series(
            [entry.polarity for entry in entries], comparison.index, dtype="str"
        ),
        level_rounding=level,
        target_rounding=target.fillna(0.0),
    )


def _rounding(comparison: pd.DataFrame, side: str) -> pd.Series:
    names = [side, *(f"{side}_{name}" for name in ("digits", "factor", "kind"))]
    return rounding(comparison[names].set_axis(["value", "digits", "factor", "kind"], axis=1))
