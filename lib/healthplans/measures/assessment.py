"""All that is measured of each figure pair, in one table: one call for a page."""

import pandas as pd

from healthplans.measures.change import change
from healthplans.measures.description import describe
from healthplans.measures.gaps import gaps
from healthplans.measures.slack import slack
from healthplans.measures.stance import stance
from healthplans.vocabulary.codelists import Codelists

__all__ = ["assess"]


def assess(
    comparison: pd.DataFrame, lists: Codelists, references: pd.DataFrame
) -> pd.DataFrame:
    """Join every measure of a single plan's figures onto the comparison.

    Parameters
    ----------
    comparison : DataFrame
        From `compare`.
    lists : Codelists
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
