"""Judge one target by one level: the case of printed figures, its status, and why."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from healthplans.measures.attainment import (
    SIGNS,
    Aim,
    Tolerances,
    achieved,
    expected,
    kept_at_start,
    satisfied,
    statuses,
)
from healthplans.measures.levels import figure_interval, half_of
from healthplans.quantities import Comparator, Interval
from healthplans.reading.relative import change_from
from healthplans.rows import Row
from healthplans.vocabulary.schema import Indicator

_WHOLE = 100  # percent


@dataclass(frozen=True)
class Case:
    """A target with its baseline and a later level, all in one unit.

    `base` is None where no baseline is known; `same_print` says whether the level is printed
    as the target is, with no fewer digits, `same_start` whether the baseline is.
    """

    aim: Aim
    base: Interval | None
    actual: Interval
    base_year: int
    year: int
    target_year: int
    polarity: str
    rising: bool | None
    same_print: bool
    same_start: bool = False

    @property
    def final(self) -> bool:
        """Whether the level is of the target's own year."""
        return self.year >= self.target_year

    @property
    def sign(self) -> int:
        """The direction that reaches a number without a bound; 0 where none is known.

        It is that of polarity, and for what has none the plan's own, from its baseline.
        """
        own = {True: 1, False: -1, None: 0}[self.rising]
        return SIGNS.get(self.polarity, own)


@dataclass(frozen=True)
class Verdict:
    """A status with its reason (a key of `messages.yaml` without ``progress_``).

    `possible` are the statuses that the digits leave open, of one that they do not decide.
    """

    status: str
    reason: str
    share: Interval | None = None
    possible: tuple[str, ...] = ()


def judge(case: Case, tolerances: Tolerances) -> Verdict:
    """Give the status of a target: one that the printed digits decide, or `undecided`."""
    share = case.base and achieved(case.base, case.actual, case.aim)
    if _holds(case):
        return _held(case)
    # baseline, target and level are one number, of what has no good side
    if case.rising is None and case.base is not None and case.same_print:
        return Verdict("kept", "as_printed")
    reaches = _reaches(case)
    if reaches:
        return Verdict("met", "as_printed" if reaches == "print" else "reached", share)
    if reaches is False and case.final:
        return Verdict("missed", "not_reached", share)
    return _underway(case, share, tolerances, open_=reaches is None)


def _holds(case: Case) -> bool:
    """Whether the target asks for no change: its baseline keeps it, or is printed as it is."""
    if case.base is None:
        return False
    is_sided = case.polarity != "none" or case.aim.comparator is not Comparator.EXACT
    named = case.same_start and is_sided
    return named or kept_at_start(case.base, case.aim, case.polarity)


def _reaches(case: Case) -> bool | str | None:
    if not case.aim.comparator and not case.sign:
        return None
    if case.sign == 0 and not case.aim.comparator.is_bound:
        return None
    base = case.base or Interval(0.0, 0.0)
    if case.base is None and case.aim.moved:
        return None
    found = satisfied(case.actual, case.aim.region(base, case.sign))
    return "print" if found is None and case.same_print else found


def _held(case: Case) -> Verdict:
    """Judge a target that asks for no change: whether it is still kept."""
    base = case.base or Interval()
    found = satisfied(case.actual, case.aim.region(base, case.sign))
    if found is None and case.same_print:
        return Verdict("kept", "as_printed")
    lost = "missed" if case.final else _back(case)
    status = {True: "kept", False: lost, None: "undecided"}[found]
    reason = {True: "kept_since_start", False: "no_longer_kept", None: "digits"}[found]
    possible = () if found is not None else ("kept", lost)
    return Verdict(status, reason, None, possible)


def _underway(
    case: Case, share: Interval | None, tolerances: Tolerances, *, open_: bool
) -> Verdict:
    if case.base is None:
        return Verdict("not_judged", "no_baseline")
    if share is None:
        return Verdict("not_judged", _why_no_share(case))
    elapsed = expected(case.base_year, case.year, case.target_year)
    known = statuses(share, elapsed, tolerances)
    found = {_back(case) if name == "back" else name for name in known}
    if case.final:
        found = {"missed"} if found else set()
    found |= {"met"} if open_ else set()
    if len(found) == 1:
        return Verdict(found.pop(), "pace", share)
    return Verdict("undecided", "digits", share, tuple(sorted(found)))


def _why_no_share(case: Case) -> str:
    base = case.base or Interval()
    is_known = math.isfinite(base.low) and math.isfinite(base.high)
    return "base_equals_target" if is_known else "baseline_is_bound"


def _back(case: Case) -> str:
    """Give the word for a move away from the target: what has no good side is not worse."""
    return "away" if case.polarity == "none" else "worse"


def doubted(actual: Row, entry: Indicator) -> str:
    """Give why a level is not to be judged by: it cannot be, or is far from what is known."""
    if actual["value"] < 0 or (actual["value"] > _WHOLE and entry.unit == "percent"):
        return "impossible"
    low, high = entry.range
    is_rate = entry.unit != "count"
    return "implausible" if is_rate and not low <= actual["value"] <= high else ""


def case_of(target: Row, base: Row | None, actual: Row, polarity: str) -> Case:
    """Make the case of a target, its baseline and a later level, from rows of `resolve`."""
    start, value = float(base["value"]) if base else None, float(target["value"])
    return Case(
        aim=aim_of(target, base),
        base=figure_interval(base) if base else None,
        actual=figure_interval(actual),
        base_year=int(base["year"]) if base else 0,
        year=int(actual["year"]),
        target_year=int(target["year"]),
        polarity=polarity,
        rising=None if start is None or start == value else value > start,
        same_print=_same_print(target, actual),
        same_start=base is not None and _same_print(target, base),
    )


def _same_print(target: Row, actual: Row) -> bool:
    """Whether a level is the very number of a target, printed with no fewer digits."""
    aimed, reached = (Comparator.of(row["comparator"]) for row in (target, actual))
    loose = Comparator.ABOUT in (aimed, reached)
    inclusive = not (loose or aimed.strict or reached.is_bound)
    same = abs(actual["value"] - target["value"]) <= 1e-9 * max(1.0, abs(target["value"]))
    finer = half_of(actual) <= half_of(target) * (1 + 1e-9) or target["kind"] == "relative"
    return bool(inclusive and same and finer)


def aim_of(target: Row, base: Row | None) -> Aim:
    """Make the aim of a target, counted from a baseline where it is relative to that."""
    value, sign = float(target["value"]), Comparator.of(target["comparator"])
    width = 2 * half_of(target) if sign is Comparator.ABOUT else 0.0
    if target["end"]:  # a range is a floor and a ceiling
        return Aim(value, Comparator.of_end(target["end"]), width)
    if target["kind"] != "relative":
        return Aim(value, sign, width)
    sign = Comparator.of_change(target["change_comparator"], rising=target["change"] > 0)
    counts = base is not None and base["observation_id"] == target["base_id"]
    return Aim(
        value, sign, moved=_moved(target, int(base["year"])) if counts and base else None
    )


def _moved(target: Row, base_year: int) -> Callable[[float], float]:
    change, years = Decimal(str(target["change"])), int(target["year"]) - base_year

    def moved(base: float) -> float:
        found = change_from(Decimal(repr(base)), change, target["change_unit"], years)
        return float(target["value"] if found is None else found)

    return moved
