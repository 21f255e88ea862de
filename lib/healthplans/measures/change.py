"""How far and how fast a plan means to move an indicator, and what room a bound leaves.

A change between a figure and a bound is itself a bound: from 77.7 to `>78.2` is a rise of more
than 0.5. Where both ends are bounds on the same side nothing is known of the difference.

A ceiling of 5.2 over a level of 1.62 leaves 3.58 to lose without missing it; a floor of 25
over a level of 21.7 leaves -3.3, which is still to be gained.
"""

from functools import cache

import numpy as np
import pandas as pd

from healthplans.measures.attainment import SIGNS
from healthplans.quantities import Comparator, sides


def change(comparison: pd.DataFrame) -> pd.DataFrame:
    """Give the planned change from level to target.

    Parameters
    ----------
    comparison : DataFrame
        Rows of `compare`: `level`, `target` (in the indicator's unit) with their comparators,
        kinds and years.

    Returns
    -------
    DataFrame
        Same index. `change` (target - level, in the indicator's unit; percentage points for
        percent), `change_comparator`, `change_per_year` (change / years between), and
        `annual_rate_percent`, ``100 * ((target / level) ** (1 / years) - 1)``, percent a year,
        with the change's comparator. `change_reason` and `rate_reason` are keys of
        `messages.yaml` that say why a figure is not given, else blank: neither is given
        where the target's year is not after the baseline's, and no rate where an end is zero.
    """
    span = (comparison["target_year"] - comparison["level_year"]).astype("Float64")
    comparator = difference_comparator(
        comparison["target_comparator"], comparison["level_comparator"]
    )
    reason = _change_reason(comparison, span, comparator)
    given = reason == ""
    amount = (comparison["target"] - comparison["level"]).round(10).where(given)
    positive = (comparison["level"] > 0) & (comparison["target"] > 0)
    ratio = (comparison["target"] / comparison["level"]).where(given & positive.fillna(False))
    return pd.DataFrame(
        {
            "change": amount,
            "change_comparator": comparator.where(given, ""),
            "change_per_year": (amount / span).round(10),
            "annual_rate_percent": 100 * (ratio ** (1 / span) - 1),
            "change_reason": reason,
            "rate_reason": _rate_reason(comparison, reason),
        }
    )


def difference_comparator(minuend: pd.Series, subtrahend: pd.Series) -> pd.Series:
    """Give the comparator of a difference of two figures; blank where it is undetermined.

    >>> difference_comparator(pd.Series([">", "="]), pd.Series(["=", ">="])).to_list()
    ['>', '<=']
    """
    pairs = zip(minuend.tolist(), subtrahend.tolist(), strict=True)
    return pd.Series([_joined(one, other) for one, other in pairs], index=minuend.index)


@cache
def _joined(one: str, other: str) -> str:
    signs = (Comparator.of(one), Comparator.of(other).reversed)
    bounds = [sign for sign in signs if sign.is_bound]
    if len({sign.side for sign in bounds}) > 1:
        return ""
    if bounds:
        return next((sign for sign in bounds if sign.strict), bounds[0]).value
    return (Comparator.ABOUT if Comparator.ABOUT in signs else Comparator.EXACT).value


def _change_reason(
    comparison: pd.DataFrame, span: pd.Series, comparator: pd.Series
) -> pd.Series:
    choices = {
        "change_no_level": comparison["level"].isna(),
        "change_no_target": comparison["target"].isna(),
        "change_target_before_baseline": span.isna() | (span <= 0).fillna(False),
        "change_undetermined": comparator == "",
    }
    keys = np.select([c.to_numpy(bool) for c in choices.values()], list(choices), "")
    return pd.Series(keys, index=comparison.index)


def _rate_reason(comparison: pd.DataFrame, reason: pd.Series) -> pd.Series:
    zero_level, zero_target = (
        (comparison[side] <= 0).fillna(False) for side in ("level", "target")
    )
    keys = reason.mask((reason == "") & zero_target, "change_not_positive")
    return keys.mask((reason == "") & zero_level, "change_zero_baseline")


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
