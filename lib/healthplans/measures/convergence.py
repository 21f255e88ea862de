"""Whether the districts would grow more alike if every plan came true.

Convergence in spread (sigma convergence, Barro & Sala-i-Martin, *Economic Growth*, ch. 11):
the spread over the same districts in the baseline year and with all targets met. Only
comparable districts that state both are counted, and fewer than three are no spread.
"""

import pandas as pd

from healthplans.measures.comparability import comparable_groups
from healthplans.measures.conventions import conventional, out_of_time
from healthplans.parts import PART
from healthplans.quantities import is_point
from healthplans.rows import Row
from healthplans.vocabulary.codelists import Codelists

LEAST_DISTRICTS = 3
_KEY = ["indicator", *PART, "unit", "level_denominator", "target_denominator"]
_SAID = ["n", "convention", "reason"]
_SPREADS = [f"{side}_{name}" for side in ("level", "target") for name in ("range", "sd", "cv")]
_RATIOS = ["sd_ratio", "cv_ratio"]


def convergence(
    assessed: pd.DataFrame, lists: Codelists, *, strict: bool = False
) -> pd.DataFrame:
    """Compare the spread between districts now and with all targets met.

    Parameters
    ----------
    assessed : DataFrame
        Rows of `compare` with `movement` (from `stance`); any indicators.
    strict : bool
        Take no denominator as another by convention.

    Returns
    -------
    DataFrame
        One row per indicator, part and pair of denominators that any plan states, as they are
        read: those, `convention` (code of the one by which several printed denominators of the
        districts counted stand together, else blank), `unit`, `n` (districts counted), and for
        ``level`` and ``target``: `_range` (largest - smallest), `_sd` (sample standard
        deviation, divisor n - 1), both in the indicator's unit, and `_cv` (sd / mean; NA for a
        mean of zero). `sd_ratio` is target_sd / level_sd and `cv_ratio` target_cv / level_cv:
        below 1 the districts converge; NA where the baseline has no spread. `reason` is a key
        of `messages.yaml` where n is below `LEAST_DISTRICTS` and no spread is given, else
        blank.

    Notes
    -----
    A level counts if it is a figure (exact or approximate) of about the others' year. A target
    that is a bound is met with the least change: the level itself where it already satisfies
    the bound, else the bound's limit.
    """
    read = _read(assessed, lists, strict=strict)
    # both the levels and the targets of a group are comparable
    both = read["level_denominator"] + "|" + read["target_denominator"]
    grouped = read.assign(_group=comparable_groups(read, both))
    counted = dict(iter(_counted(grouped).groupby("_group")))
    groups = grouped.drop_duplicates("_group")
    none = grouped.iloc[:0]
    rows = [_spread(counted.get(group, none)) for group in groups["_group"]]
    # of few districts no group has a spread, and the columns are there all the same
    spreads = pd.DataFrame(rows, index=groups.index, columns=[*_SAID, *_SPREADS, *_RATIOS])
    return groups[_KEY].join(spreads).reset_index(drop=True)


def _read(assessed: pd.DataFrame, lists: Codelists, *, strict: bool) -> pd.DataFrame:
    """Give the rows with each end's denominator as it is read, and what is printed beside."""
    ends = {}
    for side in ("level", "target"):
        printed = assessed[f"{side}_denominator"]
        found = conventional(assessed, printed, lists, strict=strict)
        ends[f"_{side}_printed"] = printed
        ends[f"_{side}_convention"] = found["convention"]
        ends[f"{side}_denominator"] = found["denominator"]
    return assessed.assign(**ends)


def _counted(grouped: pd.DataFrame) -> pd.DataFrame:
    met = grouped["target"].mask((grouped["movement"] == 0).fillna(False), grouped["level"])
    stated = grouped["level"].notna() & met.notna()
    after = (grouped["target_year"] > grouped["level_year"]).fillna(False)
    near = stated & after & is_point(grouped["level_comparator"])
    far = [
        out_of_time(grouped[f"{side}_year"].where(near), grouped["_group"])
        for side in ("level", "target")
    ]
    return grouped.assign(_met=met)[near & ~far[0] & ~far[1]]


def _convention(rows: pd.DataFrame) -> str:
    """Give the convention by which several printed denominators stand together."""
    codes = {
        code
        for side in ("level", "target")
        if len(set(rows[f"_{side}_printed"])) > 1
        for code in rows[f"_{side}_convention"]
    }
    return max(codes, default="")


def _spread(rows: pd.DataFrame) -> Row:
    if len(rows) < LEAST_DISTRICTS:
        return {"n": len(rows), "convention": "", "reason": "convergence_too_few"}
    sides = {"level": rows["level"], "target": rows["_met"]}
    measured: Row = {"n": len(rows), "convention": _convention(rows), "reason": ""}
    for side, values in sides.items():
        mean, deviation = float(values.mean()), float(values.std(ddof=1))
        measured[f"{side}_range"] = float(values.max() - values.min())
        measured[f"{side}_sd"] = deviation
        measured[f"{side}_cv"] = deviation / mean if mean else None
    for name in ("sd", "cv"):
        target, level = measured[f"target_{name}"], measured[f"level_{name}"]
        known = target is not None and level
        measured[f"{name}_ratio"] = target / level if known else None
    return measured
