"""What a target asks for, beside the level it starts from and the target after it.

A bound that the level already keeps asks for nothing. An exact target on the wrong side of the
level asks for a worsening. Which side is wrong follows from the indicator's polarity;
capacity (beds, staff) has none, so a fall is stated and not judged.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

import pandas as pd

from healthplans.audits.drafts import (
    HIGH,
    LOW,
    MEDIUM,
    Amount,
    Doubt,
    Draft,
    Place,
    Word,
    difference,
    doubt,
    found,
    terms,
)
from healthplans.audits.figures import Figure
from healthplans.audits.sheets import Logic, Options, Sheet
from healthplans.quantities import Comparator
from healthplans.rows import Row

# a step of one unit is no larger for a floating-point error
_DIGITS = 9
# the sign of a change for the worse, by polarity
_WORSE = {"higher": -1, "lower": 1}
_LOOSER = {"low": -1, "high": 1}  # of a bound, whatever is better


def target_already_met(sheet: Sheet, options: Options) -> Iterator[Draft | Doubt]:
    """Find a bound that the level of the base year already keeps, or the level itself."""
    for level, target, row in sheet.pairs:
        bound = target.sign.is_bound and sheet.about(target).polarity != "none"
        if bound and row["stance"] == "unknown":
            yield doubt(target, (level, target), {"level": level, "target": target})
        elif row["stance"] == "hold" and (bound or target.is_exact):
            slack = abs(float(row["slack"])) if row["slack"] is not pd.NA else 0.0
            severity = _slack_severity(sheet, level, target, options)
            places = {"slack": difference(slack, level.unit)}
            draft = _draft(severity, level, target, places, {"slack": slack})
            yield replace(draft, message="equal" if slack == 0 else "default")


def target_rounds_level(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find a target that is its own level, but for the digits printed of the two."""
    for level, target, row in sheet.pairs:
        asked = row["stance"] in ("advance", "raise") and level.is_exact
        if asked and target.is_exact and target.half > level.half:
            if level.interval.within(target.printed):
                yield _draft(LOW, level, target, {}, {"rounding": target.half})
        elif asked and target.half < level.half and target.printed.within(level.interval):
            draft = _draft(LOW, level, target, {}, {"rounding": level.half})
            yield replace(draft, message="finer")
        elif asked and _is_last_digit(level, target, options["share"]):
            draft = _draft(LOW, level, target, {}, {"rounding": level.half})
            yield replace(draft, message="step")


def target_worse_than_level(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find a target without a bound that is worse than the level already reached."""
    for level, target, row in sheet.pairs:
        retreat = row["stance"] == "retreat" and target.is_point and level.is_point
        # 左右 leaves room that the stance, which is about the number named, does not take
        if retreat and level.interval.apart(target.interval):
            gap = abs(target.number - level.number)
            large = gap > options["large"] * abs(level.number)
            severity = HIGH if large else MEDIUM
            places = {"gap": difference(gap, level.unit)}
            draft = _draft(severity, level, target, places, {"difference": gap})
            key = (target.indicator, target.part, target.year)
            yield replace(draft, cause=("target", key))


def capacity_falls(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find a target for beds, staff or places below the level of the base year."""
    for level, target, row in sheet.pairs:
        lower = row["stance"] == "lower" or _floor_below(level, target, row)
        capacity = lower and target.unit.startswith("per_1") and level.is_point
        if capacity and level.value and target.printed.below(level.interval):
            fall = 100 * (1 - target.number / level.number)
            places: dict[str, Place] = {
                "fall": Amount(round(fall, 1), "percent"),
                "was": Word("denominator", level.denominator),
                "becomes": Word("denominator", target.denominator),
            }
            severity = HIGH if fall > options["large"] else MEDIUM
            draft = _draft(severity, level, target, places, {"fall_percent": fall})
            same = level.denominator == target.denominator
            yield replace(draft, message="default" if same else "denominators")


def later_target_looser(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find a target for a later year that asks for less than the one before it."""
    for code, part in sheet.names:
        for early, late in pairwise(sheet.targets(code, part)):
            entry = sheet.lists.indicators[code]
            # nobody plans to take away again what is to be built up
            lower = -1 if entry.unit.startswith("per_1") else 0
            side = early.sign.side or late.sign.side
            worse = _WORSE.get(entry.polarity) or _LOOSER.get(side, lower)
            # both are commitments, so no rounding is allowed for
            gap = worse * (late.number - early.number)
            if gap > 0 and _one_sided(early, late):
                places = {"gap": difference(gap, late.unit)}
                draft = _draft(MEDIUM, early, late, places, {"difference": gap})
                judged = entry.polarity in _WORSE or bool(side)
                yield draft if judged else replace(draft, message="lower")


def _one_sided(early: Figure, late: Figure) -> bool:
    """Whether two targets are bounds of one side, or one of them is an exact value."""
    return early.is_exact or late.is_exact or early.sign.side == late.sign.side


def odd_bound(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find a floor where less is better, or a ceiling where more is."""
    natural = {"higher": "low", "lower": "high"}
    bounds = [f for f in sheet.figures if f.role == "target" and f.sign.is_bound]
    last = sorted(bounds, key=lambda f: f.shown)
    for key, figure in {(f.indicator, f.part, f.year): f for f in last}.items():
        side = natural.get(sheet.about(figure).polarity, figure.sign.side)
        # a floor beside a ceiling is the rule `comparator_differs`
        alone = sheet.shown.get(key, figure).sign.side in ("", figure.sign.side)
        if alone and not figure.part.end and figure.sign.side != side:
            yield _draft(MEDIUM, figure, figure, {}, {"bound": figure.number})


def bare_target(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Targets printed as one value in a plan that prints bounds for others like them."""
    rows = [
        f
        for f in sheet.shown.values()
        if f.origin == "table" and f.year == sheet.document.last_year
    ]
    judged = [f for f in rows if sheet.about(f).polarity != "none" and f.kind != "relative"]
    bare = [f for f in judged if f.is_exact and not _at_limit(sheet, f)]
    bound = [f for f in judged if f.sign.is_bound]
    if bare and bound:
        places: dict[str, Place] = {
            "names": terms(bare),
            "count": len(terms(bare)),
            "bounds": len(terms(bound)),
        }
        computed = {"bare": len(bare), "bound": len(bound)}
        yield Draft(LOW, tuple(bare), places, computed)


def approximate_target(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find a binding target of about a value, which nobody can say is kept or missed."""
    for figure in sheet.shown.values():
        about = figure.role == "target" and figure.sign is Comparator.ABOUT
        if about and figure.obligation == "binding":
            level = sheet.level(figure.indicator, figure.part)
            evidence = tuple(f for f in (figure, level) if f is not None)
            draft = found(figure, LOW, evidence, {"target": figure}, {})
            yield replace(draft, cause=("about", figure.indicator, figure.part))


def _slack_severity(sheet: Sheet, level: Figure, target: Figure, options: Options) -> str:
    """Judge by points for rising percentages, by ratio for the rest; no case is luck."""
    if level.number == target.number or (not level.number and level.unit in options["rare"]):
        return LOW
    if target.sign.side == "low" and target.unit == "percent":
        points = level.number - target.number
        # a floor that a national standard sets is to be held, not to be reached
        held = target.indicator in options["held"] and points < options["of_held"]
        # nor is one that is the level rounded
        return (
            LOW
            if held or points < target.half
            else HIGH
            if points >= options["points"]
            else MEDIUM
        )
    least, most = sorted((abs(level.number), abs(target.number)))
    # a ceiling set by the nation; one from which the level is to fall later is the plan's own
    later = [f for f in sheet.targets(target.indicator, target.part) if f.year > target.year]
    falls = any(f.value is not None and f.number < level.number for f in later)
    held = target.indicator in options["ceilings"] and most < options["of_ceilings"] * least
    return (
        LOW
        if held and not falls
        else HIGH
        if least and most >= options["ratio"] * least
        else MEDIUM
    )


def _is_last_digit(level: Figure, target: Figure, share: float) -> bool:
    """Whether a step is one unit of the last digit of the level, and next to nothing of it."""
    step = round(abs(target.number - level.number), _DIGITS)
    # 99.5% leaves half a point to be won
    rest = 100 - level.number if level.unit == "percent" else level.number
    least = share * min(level.number, rest)
    return step <= round(2 * level.half, _DIGITS) and step < least


def _floor_below(level: Figure, target: Figure, row: Row) -> bool:
    """Whether a floor that is already kept lies below the level: it allows a fall."""
    return row["stance"] == "keep" and target.sign.side == "low"


def _at_limit(sheet: Sheet, figure: Figure) -> bool:
    limits = {"percent": {"higher": 100.0, "lower": 0.0}}
    polarity = sheet.about(figure).polarity
    return figure.value == limits.get(figure.unit, {}).get(polarity)


def _draft(
    severity: str,
    level: Figure,
    target: Figure,
    places: Mapping[str, Place],
    computed: Mapping[str, float],
) -> Draft:
    both: dict[str, Place] = {"level": level, "target": target, "level_year": level.year}
    return found(target, severity, (level, target), both | {**places}, computed)


RULES: Mapping[str, Logic] = {
    "target_worse_than_level": target_worse_than_level,
    "target_already_met": target_already_met,
    "target_rounds_level": target_rounds_level,
    "capacity_falls": capacity_falls,
    "later_target_looser": later_target_looser,
    "odd_bound": odd_bound,
    "approximate_target": approximate_target,
    "bare_target": bare_target,
}
