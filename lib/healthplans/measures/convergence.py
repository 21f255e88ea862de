"""Whether the districts would grow more alike if every plan came true.

Convergence in spread (sigma convergence, Barro & Sala-i-Martin, *Economic Growth*, ch. 11):
the spread over the same districts in the baseline year and with all targets met. Only
comparable districts that state both are counted, and fewer than three are no spread.
"""

import pandas as pd

from healthplans.measures.comparability import comparable_groups
from healthplans.measures.years import out_of_time
from healthplans.parts import PART
from healthplans.quantities import is_point

__all__ = ["LEAST_DISTRICTS", "convergence"]

LEAST_DISTRICTS = 3
_KEY = ["indicator", *PART, "unit", "level_denominator", "target_denominator"]


def convergence(assessed: pd.DataFrame) -> pd.DataFrame:
    """Compare the spread between districts now and with all targets met.

    Parameters
    ----------
    assessed : DataFrame
        Rows of `compare` with `movement` (from `stance`); any indicators.

    Returns
    -------
    DataFrame
        One row per indicator, part and pair of denominators that any plan states: those,
        `unit`, `n` (districts counted), and for ``level`` and ``target``: `_range` (largest -
        smallest), `_sd` (sample standard deviation, divisor n - 1), both in the indicator's
        unit, and `_cv` (sd / mean; NA for a mean of zero). `sd_ratio` is target_sd / level_sd
        and `cv_ratio` target_cv / level_cv: below 1 the districts converge; NA where the
        baseline has no spread. `reason` is a key of `messages.yaml` where n is below
        `LEAST_DISTRICTS` and no spread is given, else blank.

    Notes
    -----
    A level counts if it is a figure (exact or approximate) of about the others' year. A target
    that is a bound is met with the least change: the level itself where it already satisfies
    the bound, else the bound's limit.
    """
    counted = _counted(assessed)
    groups = assessed.assign(_group=_groups(assessed)).drop_duplicates("_group")
    parted, none = dict(iter(counted.groupby("_group"))), counted.iloc[:0]
    rows = [_spread(parted.get(group, none)) for group in groups["_group"]]
    spreads = pd.DataFrame(rows, index=groups.index)
    return groups[_KEY].join(spreads).reset_index(drop=True)


def _groups(assessed: pd.DataFrame) -> pd.Series:
    """Give groups in which both the levels and the targets are comparable."""
    both = assessed["level_denominator"] + "|" + assessed["target_denominator"]
    return comparable_groups(assessed, both)


def _counted(assessed: pd.DataFrame) -> pd.DataFrame:
    met = assessed["target"].mask((assessed["movement"] == 0).fillna(False), assessed["level"])
    grouped = assessed.assign(_group=_groups(assessed), _met=met)
    stated = grouped["level"].notna() & grouped["_met"].notna()
    after = (grouped["target_year"] > grouped["level_year"]).fillna(False)
    near = stated & after & is_point(grouped["level_comparator"])
    far = [
        out_of_time(grouped[f"{side}_year"].where(near), grouped["_group"])
        for side in ("level", "target")
    ]
    return grouped[near & ~far[0] & ~far[1]]


def _spread(rows: pd.DataFrame) -> dict[str, object]:
    if len(rows) < LEAST_DISTRICTS:
        return {"n": len(rows), "reason": "convergence_too_few"}
    sides = {"level": rows["level"], "target": rows["_met"]}
    measured: dict[str, object] = {"n": len(rows), "reason": ""}
    for side, values in sides.items():
        mean, deviation = float(values.mean()), float(values.std(ddof=1))
        measured[f"{side}_range"] = float(values.max() - values.min())
        measured[f"{side}_sd"] = deviation
        measured[f"{side}_cv"] = deviation / mean if mean else None
    return measured | _ratios(measured)


def _ratios(measured: dict[str, object]) -> dict[str, object]:
    return {
        f"{name}_ratio": _ratio(measured[f"target_{name}"], measured[f"level_{name}"])
        for name in ("sd", "cv")
    }


def _ratio(target: object, level: object) -> float | None:
    if isinstance(target, float) and isinstance(level, float) and level:
        return target / level
    return None
