"""How many targets ask what, per district and topic."""

import pandas as pd

from healthplans.measures.stance import STANCES

__all__ = ["stance_counts"]

_KEY = ["document", "area", "area_name", "topic"]


def stance_counts(assessed: pd.DataFrame) -> pd.DataFrame:
    """Count the stances of the targets of each plan and topic.

    Parameters
    ----------
    assessed : DataFrame
        Rows of `assess`; those without a target, in figures or words, are not counted. A
        target for a part of an indicator counts as one of its own.

    Returns
    -------
    DataFrame
        One row per plan, topic and stance that occurs: plan, district, `topic`, `stance` (one
        of `STANCES`, in their order) and `targets`, a count.
    """
    targets = assessed[assessed["target_id"] != ""]
    counts = targets.groupby([*_KEY, "stance"], sort=False).size().reset_index(name="targets")
    order = {stance: place for place, stance in enumerate(STANCES)}
    return counts.sort_values(
        ["document", "topic", "stance"],
        key=lambda column: column.map(order) if column.name == "stance" else column,
        ignore_index=True,
    )
