"""How much room a bound leaves over the present level.

A ceiling of 5.2 over a level of 1.62 leaves 3.58 to lose without missing it; a floor of 25
over a level of 21.7 leaves -3.3, which is still to be gained.
"""

import numpy as np
import pandas as pd

from healthplans.measures.attainment import SIGNS
from healthplans.measures.change import difference_comparator
from healthplans.quantities import Comparator, sides


def slack(comparison: pd.DataFrame) -> pd.DataFrame:
    """Give the slack of each bound over the level.

    Parameters
    ----------
    comparison : DataFrame
        Rows of `compare` with `polarity`.

    Returns
    -------
    DataFrame
        Same index: `slack`, in the indicator's unit, positive where the level is on the good
        side of the bound: level - bound for polarity ``higher``, bound - level for ``lower``;
        for ``none``, which has no good side, positive within the bound. `slack_comparator`
        (from that of the level alone) and `slack_percent`, slack in percent of the bound, NA
        for a bound of zero. NA for targets that are no bounds and for levels without a figure.
    """
    sign = _direction(comparison)
    over = (comparison["level"] - comparison["target"]).round(10)
    comparator = _comparator(comparison, sign)
    amount = over * sign
    limit = comparison["target"].abs()
    return pd.DataFrame(
        {
            "slack": amount,
            "slack_comparator": comparator.where(amount.notna(), ""),
            "slack_percent": (100 * amount / limit).where((limit > 0).fillna(False)),
        }
    )


def _direction(comparison: pd.DataFrame) -> pd.Series:
    """Give 1 where more is better, -1 where less is; without polarity, the bound's side."""
    bounds = sides(comparison["target_comparator"]).map({"low": 1, "high": -1})
    good = comparison["polarity"].map(SIGNS)
    return good.fillna(bounds).where(bounds.notna()).astype("Float64")


def _comparator(comparison: pd.DataFrame, sign: pd.Series) -> pd.Series:
    """Give the slack's comparator; the bound is a fixed limit, only the level is uncertain."""
    exactly = pd.Series(Comparator.EXACT.value, index=comparison.index)
    level = comparison["level_comparator"]
    rising = difference_comparator(level, exactly)
    falling = difference_comparator(exactly, level)
    return pd.Series(np.where((sign < 0).fillna(False), falling, rising), index=level.index)
