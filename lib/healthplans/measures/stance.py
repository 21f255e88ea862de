"""What a target asks of the baseline: an advance, no change, or a retreat.

Plans state floors and ceilings as well as figures, and a ceiling above the present level
asks for nothing. Which way a target moves the level is judged first, without regard to what
is good; polarity then names it. Levels that are bounds or approximate are intervals, and
where the interval does not decide, the stance is `unknown`, never guessed.
"""

import numpy as np
import pandas as pd

from healthplans.quantities import Comparator, apart, intervals, sides, within
from healthplans.quantities import below as certainly_below

STANCES = ("advance", "hold", "retreat", "unknown", "raise", "keep", "lower")
NO_EFFORT = ("retreat", "hold")
_NAMES = {
    "higher": {1.0: "advance", 0.0: "hold", -1.0: "retreat"},
    "lower": {1.0: "retreat", 0.0: "hold", -1.0: "advance"},
    "none": {1.0: "raise", 0.0: "keep", -1.0: "lower"},
}
_KEY = ["document", "area", "area_name", "topic"]


def stance(comparison: pd.DataFrame) -> pd.DataFrame:
    """Give what each target asks of its baseline.

    Parameters
    ----------
    comparison : DataFrame
        Rows of `compare` with `polarity` (``higher``, ``lower``, ``none``) and
        `level_rounding` (half a printed unit of the level), as `describe` adds them.

    Returns
    -------
    DataFrame
        Same index: `movement` (1 the level must go up, 0 it may stay, -1 it must go down, NA
        undecided), `stance` (one of `STANCES`) and `stance_reason`, a key of `messages.yaml`
        where the stance is unknown, else blank. No unit.

    Notes
    -----
    With the level in the interval L and the target's figure T:

    - an exact, approximate or resolved relative target: 1 if L < T, -1 if L > T, 0 if L is T;
    - a floor (``>=``, ``>``): 0 if every value of L satisfies it, 1 if none does;
    - a ceiling (``<=``, ``<``): 0 if every value of L satisfies it, -1 if none does;
    - the same figure with the same comparator on both sides: 0;
    - a relative target without a stated baseline: the sign of its change.

    Exact figures are compared as printed; a level of "about" T is T plus or minus one unit of
    its last printed digit.
    """
    movement = _movement(comparison)
    named = [
        _NAMES[polarity].get(moved, "unknown")
        for polarity, moved in zip(
            comparison["polarity"].tolist(), movement.tolist(), strict=True
        )
    ]
    table = pd.DataFrame({"movement": movement, "stance": named}, index=comparison.index)
    return table.assign(
        movement=table["movement"].astype("Int64"),
        stance_reason=_reasons(comparison).where(table["stance"] == "unknown", ""),
    )


def no_effort(assessed: pd.DataFrame) -> pd.DataFrame:
    """Keep the targets that hold already or fall short of the level, of rows of `assess`."""
    return assessed[assessed["stance"].isin(NO_EFFORT)]


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


def _movement(comparison: pd.DataFrame) -> np.ndarray:
    comparator = comparison["target_comparator"]
    approximate = comparison["level_comparator"] == Comparator.ABOUT
    half = comparison["level_rounding"].where(approximate, 0.0)
    level = intervals(comparison["level"], comparison["level_comparator"], half)
    target = _point(comparison["target"])
    below, above = certainly_below(level, target), certainly_below(target, level)
    floor, ceiling = (sides(comparator) == side for side in ("low", "high"))
    allowed = intervals(comparison["target"], comparator, _none(comparator))
    stays = within(level, allowed) | _same(comparison)
    missed = apart(level, allowed)
    up = ~stays & ((below & ~ceiling) | (floor & missed))
    down = ~stays & ((above & ~floor) | (ceiling & missed))
    sign = _sign_of_change(comparison)
    return np.select([stays, up, down, sign.notna()], [0.0, 1.0, -1.0, sign], np.nan)


def _point(value: pd.Series) -> pd.DataFrame:
    exactly = pd.Series(Comparator.EXACT.value, index=value.index)
    return intervals(value, exactly, _none(value))


def _none(like: pd.Series) -> pd.Series:
    return pd.Series(0.0, index=like.index)


def _same(comparison: pd.DataFrame) -> pd.Series:
    figures = (comparison["level"] == comparison["target"]).fillna(False).astype(bool)
    return figures & (comparison["level_comparator"] == comparison["target_comparator"])


def _sign_of_change(comparison: pd.DataFrame) -> pd.Series:
    unresolved = (comparison["target_kind"] == "relative") & comparison["target"].isna()
    change = comparison["target_change"].where(unresolved)
    return pd.Series(np.sign(change.to_numpy(float, na_value=np.nan)), index=change.index)


def _reasons(comparison: pd.DataFrame) -> pd.Series:
    worded = comparison["target_kind"].isin(["qualitative", "relative"])
    choices = [
        comparison["target"].isna() & worded,
        comparison["target"].isna(),
        comparison["level"].isna(),
    ]
    keys = ["stance_words_only", "change_no_target", "change_no_level"]
    return pd.Series(np.select(choices, keys, "stance_undecidable"), index=comparison.index)
