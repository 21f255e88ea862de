"""How far a whole plan is, with what cannot be judged as large as it is.

    index = mean of min(max(achieved, 0), 100) over targets with an achieved share    percent

An implementation index of this kind was computed for provincial plans in 2024
(省级规划执行进程指数). A target that is more than reached makes up for no other, hence the
limits; it stands with its n, its spread and the share of targets that cannot be judged, never
alone.
"""

from decimal import Decimal

import pandas as pd

from healthplans.measures.attainment import Aim, Tolerances, expected
from healthplans.measures.judging import Case, judge
from healthplans.parts import PART
from healthplans.quantities import Interval
from healthplans.rows import Row
from healthplans.vocabulary.codelists import Codelists
from healthplans.vocabulary.judging import PublishedVerdict

STATUSES = (
    *("met", "ahead", "on_track", "behind", "missed", "kept", "worse", "away"),
    *("undecided", "not_judged"),
)
SUMMARY = [
    *("document", "area", "area_name", "targets", *STATUSES),
    *("binding", "binding_judged", "binding_reached", "binding_reached_percent"),
    *("index", "index_n", "index_sd", "index_low", "index_high", "not_judged_percent"),
]
OPEN = ("undecided", "not_judged")  # what the share that cannot be judged counts
_TARGET = ["document", "indicator", *PART, "target_year"]
_REACHED = ("met", "kept")


def summary(progress: pd.DataFrame) -> pd.DataFrame:
    """Count the targets of each plan by status, and give its implementation index.

    Parameters
    ----------
    progress : DataFrame
        From `healthplans.measures.progress`. Each target counts once, by its levels of the
        latest year. Of levels that agree within rounding those that decide count; where they
        contradict one another so that its status differs, it counts as ``undecided``, and has
        no share: neither is averaged.

    Returns
    -------
    DataFrame
        One row a plan: `targets`, the number of each of `STATUSES`, `binding` targets, those
        judged and those reached (``met`` or ``kept``) and the share reached of all binding,
        percent; `index` and its standard deviation, least and greatest, percent, over
        `index_n` targets; `not_judged_percent` of all targets (``undecided`` and
        ``not_judged``).
    """
    latest = progress[progress["latest"]]
    rows = [_one(group) for _, group in latest.groupby(_TARGET, sort=False)]
    targets = pd.DataFrame(rows, columns=["document", "area", "area_name", *_ONE])
    plans = targets.groupby(["document", "area", "area_name"], sort=False)
    found = [_plan(dict(zip(SUMMARY, key, strict=False)), own) for key, own in plans]
    return pd.DataFrame(found, columns=SUMMARY)


_ONE = ["status", "obligation", "share"]


def _one(group: pd.DataFrame) -> Row:
    first, shares = group.iloc[0], group["achieved_percent"].dropna()
    differ = bool(group["contradicted"].any())
    return {
        **{name: first[name] for name in ("document", "area", "area_name", "obligation")},
        "status": _agreed(set(group["status"]), differ=differ),
        "share": pd.NA if differ or shares.empty else shares.iloc[0],
    }


def _agreed(said: set[str], *, differ: bool) -> str:
    """Give the one status that is said; of levels that agree, that of one that decides."""
    decided = said - set(OPEN)
    if len(decided) == 1 and not (differ and "undecided" in said):
        return decided.pop()
    return said.pop() if len(said) == 1 else "undecided"


def _plan(key: Row, own: pd.DataFrame) -> Row:
    counts = own["status"].value_counts()
    binding = own.loc[own["obligation"] == "binding", "status"]
    reached = int(binding.isin(_REACHED).sum())
    return {
        **{name: key[name] for name in ("document", "area", "area_name")},
        "targets": len(own),
        **{name: int(counts.get(name, 0)) for name in STATUSES},
        "binding": len(binding),
        "binding_judged": int((~binding.isin(OPEN)).sum()),
        "binding_reached": reached,
        "binding_reached_percent": 100 * reached / len(binding) if len(binding) else pd.NA,
        **_index(own["share"].dropna().astype(float).clip(0, 100)),
        "not_judged_percent": 100 * float(own["status"].isin(OPEN).mean()),
    }


def _index(shares: pd.Series) -> Row:
    if shares.empty:
        return {"index_n": 0, **dict.fromkeys(["index", "index_sd"], pd.NA)}
    return {
        "index": shares.mean(),
        "index_n": len(shares),
        "index_sd": shares.std() if len(shares) > 1 else pd.NA,
        "index_low": shares.min(),
        "index_high": shares.max(),
    }


def published_verdicts(lists: Codelists, tolerances: Tolerances) -> pd.DataFrame:
    """Judge the cases whose verdict was published, by the printed digits alone.

    Returns
    -------
    DataFrame
        One row a case of `published_verdicts.csv`: `indicator`, `baseline`, `target`,
        `actual` and their years, `achieved_percent`, `achieved_low`, `achieved_high`,
        `expected_percent`, `status` as judged here, `verdict` as published, `source`.
    """
    return pd.DataFrame([_case(one, lists, tolerances) for one in lists.published_verdicts])


def _case(one: PublishedVerdict, lists: Codelists, tolerances: Tolerances) -> Row:
    base, actual = (_printed(number) for number in (one.baseline, one.actual))
    added = float(one.change or 0)
    target = float(one.baseline) + added if one.target is None else float(one.target)
    aim = Aim(target, moved=(lambda b: b + added) if one.target is None else None)
    polarity = str(lists.indicator(one.indicator).polarity)
    years = one.baseline_year, one.actual_year, one.target_year
    rising = target > float(one.baseline)
    case = Case(aim, base, actual, *years, polarity, rising, same_print=False)
    verdict = judge(case, tolerances)
    share = verdict.share or Interval()
    point = 100 * (float(one.actual) - float(one.baseline)) / (target - float(one.baseline))
    return {
        **one.model_dump(exclude={"change"}),
        "target": target,
        "achieved_percent": round(point, 9),
        "achieved_low": share.low,
        "achieved_high": share.high,
        "expected_percent": expected(*years),
        "status": verdict.status,
    }


def _printed(number: Decimal) -> Interval:
    exponent = int(number.as_tuple().exponent)
    return Interval.printed(number, half=Decimal(5).scaleb(exponent - 1))
