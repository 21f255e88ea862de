"""What a target asks for, beside the level it starts from and the target after it.

A bound that the level already keeps asks for nothing. An exact target on the wrong side of the
level asks for a worsening. Which side is wrong follows from the indicator's polarity;
capacity (beds, staff) has none, so a fall is stated and not judged.
"""

import math
from collections.abc import Iterator, Mapping
from typing import Any

from healthplans.audits.drafts import HIGH, LOW, MEDIUM, Amount, Doubt, Draft, Pair, Term, Word
from healthplans.audits.figures import Figure, interval
from healthplans.audits.sheets import Sheet
from healthplans.texts import fold

__all__ = ["RULES"]

Options = Mapping[str, Any]
_WORSE = {"higher": -1, "lower": 1}


def target_already_met(sheet: Sheet, options: Options) -> Iterator[Draft | Doubt]:
    """A bound that the level of the base year already keeps."""
    for level, target in _pairs(sheet):
        if target.side not in ("low", "high") or sheet.about(target).polarity == "none":
            continue
        holds = _holds(level, target)
        if holds is None:
            yield _doubt(level, target)
        elif holds:
            slack = abs(level.number - target.number)
            severity = _slack_severity(sheet, level, target, options)
            places = {"slack": Amount(slack, level.unit)}
            message = "equal" if slack == 0 else "default"
            yield _draft(severity, level, target, places, {"slack": slack}, message)


def target_worse_than_level(sheet: Sheet, options: Options) -> Iterator[Draft | Doubt]:
    """A target without a bound that is worse than the level already reached."""
    for level, target in _pairs(sheet):
        worse = _WORSE.get(sheet.about(target).polarity, 0)
        if not worse or not target.is_point or not level.is_point:
            continue
        low, high = (interval(f) for f in (level, target))
        gap = worse * (target.number - level.number)
        beyond = high[0] > low[1] if worse > 0 else high[1] < low[0]
        if gap > 0 and beyond:
            large = gap > options["large"] * abs(level.number)
            places = {"gap": Amount(gap, level.unit)}
            key = (target.indicator, target.component, target.year)
            computed = {"difference": gap}
            yield _draft(
                HIGH if large else MEDIUM,
                level,
                target,
                places,
                computed,
                cause=("target", key),
            )


def capacity_falls(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """A target for beds, staff or places below the level of the base year."""
    for level, target in _pairs(sheet):
        capacity = sheet.about(target).polarity == "none" and target.unit.startswith("per_1")
        stated = capacity and level.is_point and level.value and target.value is not None
        if stated and (
            interval(target)[1] < interval(level)[0] or _floor_below(level, target)
        ):
            fall = 100 * (1 - target.number / level.number)
            severity = HIGH if fall > options["large"] else MEDIUM
            places = {"fall": Amount(round(fall, 1), "percent")}
            message = "default" if level.denominator == target.denominator else "denominators"
            places |= {
                "was": Word("denominator", level.denominator),
                "becomes": Word("denominator", target.denominator),
            }
            yield _draft(severity, level, target, places, {"fall_percent": fall}, message)


def later_target_looser(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """A target for a later year that asks for less than the one before it."""
    for code, component in sheet.names:
        rows = sheet.targets(code, component)
        worse = _WORSE.get(sheet.lists.indicators[code].polarity, 0)
        for early, late in zip(rows, rows[1:], strict=False):
            gap = worse * (late.number - early.number)
            # both are commitments, so no rounding is allowed for
            if worse and gap > 1e-9 and early.side == late.side:
                places = {"gap": Amount(gap, late.unit)}
                yield _draft(MEDIUM, early, late, places, {"difference": gap})


def odd_bound(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """A floor where less is better, or a ceiling where more is."""
    natural = {"higher": "low", "lower": "high"}
    for figure in sheet.shown.values():
        side = natural.get(sheet.about(figure).polarity, figure.side)
        ranged = figure.component.endswith(("lower", "upper"))
        if figure.role == "target" and figure.side in ("low", "high") and not ranged:
            if figure.side != side:
                yield _draft(MEDIUM, figure, figure, {}, {"bound": figure.number})


def bare_target(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Targets printed as one value in a plan that prints bounds for others like them."""
    rows = [
        f
        for f in sheet.shown.values()
        if f.origin == "table" and f.year == sheet.document.period[1]
    ]
    judged = [f for f in rows if sheet.about(f).polarity != "none" and f.kind != "relative"]
    bare = [f for f in judged if f.is_exact and not _at_limit(sheet, f)]
    bound = [f for f in judged if f.side in ("low", "high")]
    if bare and bound:
        places = {
            "names": _names(bare),
            "count": len(_names(bare)),
            "bounds": len(_names(bound)),
        }
        computed = {"bare": len(bare), "bound": len(bound)}
        yield Draft(LOW, tuple(bare), places, computed)


def implausible_change(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """A change faster than any that districts have shown."""
    for code, component in sheet.names:
        level = sheet.level(code, component)
        target = sheet.target(code, component)
        levels = [f for f in sheet.levels(code, component) if f.value is not None]
        pairs = [*zip(levels, levels[1:], strict=False)]
        worse = _WORSE.get(sheet.lists.indicators[code].polarity, 0)
        pairs += [(level, target)] if level and target and _asks(level, target, worse) else []
        for early, late in pairs:
            yield from _too_fast(early, late, options)


def _asks(level: Figure, target: Figure, worse: int) -> bool:
    """Whether a target asks for the change; a bound already kept or a worsening does not."""
    change = target.number - level.number
    wanted = {"low": change > 0, "high": change < 0}.get(target.side, True)
    return wanted and worse * change <= 0


def _too_fast(early: Figure, late: Figure, options: Options) -> Iterator[Draft]:
    years = late.year - early.year
    limit = options["limits"].get(early.unit)
    if limit is None or years <= 0 or not (early.is_point and late.value is not None):
        return
    if limit["kind"] == "factor":
        speed = late.number / early.number if early.number > 0 else 1.0
    else:
        speed = abs(late.number - early.number) / years
    bound = limit["limit"] ** (years / 5) if limit["kind"] == "factor" else limit["limit"]
    if speed > bound * (1 + 1e-9):
        amount = late.number - early.number
        places = {
            "speed": Amount(round(speed, 2), "" if limit["kind"] == "factor" else early.unit),
            "limit": Amount(round(bound, 2), "" if limit["kind"] == "factor" else early.unit),
            "amount": Amount(amount, early.unit),
            "years": years,
        }
        severity = HIGH if speed > options["large"] * bound else MEDIUM
        computed = {"speed": round(speed, 4), "limit": round(bound, 4)}
        yield _draft(severity, early, late, places, computed, limit["kind"])


def relative_without_base(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Changes to be made from a level that the plan does not state."""
    rows = [f for f in _changes(sheet) if f.value is None and f.change_unit != _AMBIGUOUS]
    yield from _listed(rows, "open")


def ambiguous_percent(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Changes of a percentage printed in percent: of the rate, or in points."""
    yield from _listed(
        [f for f in _changes(sheet) if f.change_unit == _AMBIGUOUS], "ambiguous"
    )


def relative_repeated(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """The same relative change for two years, which leaves the second without any."""
    seen: dict[tuple[str, str], Figure] = {}
    for figure in _changes(sheet):
        key = (figure.indicator, figure.component)
        early = seen.setdefault(key, figure)
        yearly = figure.change_unit.endswith("per_year")
        if early.year < figure.year and early.change == figure.change and not yearly:
            yield _draft(LOW, early, figure, {}, {"change": figure.change or 0.0})


def unmeasurable(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Commitments in words that no later figure can be held against."""
    rows = [f for f in sheet.figures if f.role == "target" and f.kind == "qualitative"]
    rows += [f for f in sheet.figures if f.change_unit == "proportional"]
    yield from _listed(list(dict.fromkeys(rows)), "words")


def base_year_differs(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Levels of the table that are not of the year its column says."""
    for figure in sheet.shown.values():
        table = figure.origin == "table" and figure.role == "level"
        if table and figure.year != sheet.document.base_year:
            places = {"base_year": sheet.document.base_year}
            yield _draft(LOW, figure, figure, places, {"year": figure.year})


_AMBIGUOUS = "percent_or_points"


def _changes(sheet: Sheet) -> list[Figure]:
    """Relative targets; a number to be added needs no base to be counted."""
    return [
        f
        for f in sheet.figures
        if f.kind == "relative" and f.role == "target" and f.change is not None
        if f.change_unit != "count"
    ]


def _pairs(sheet: Sheet) -> Iterator[tuple[Figure, Figure]]:
    for code, component in sheet.names:
        level, target = sheet.level(code, component), sheet.target(code, component)
        if level is not None and target is not None:
            yield level, target


def _holds(level: Figure, target: Figure) -> bool | None:
    """Whether a level keeps a bound; None where what is printed leaves it open."""
    low = -math.inf if level.side == "high" else level.number
    high = math.inf if level.side == "low" else level.number
    strict = target.comparator in ("<", ">") and level.comparator not in ("<", ">")
    if strict and level.number == target.number:
        return False if level.is_point else None
    if target.side == "low":
        return _decided(low >= target.number, high < target.number)
    return _decided(high <= target.number, low > target.number)


def _decided(yes: bool, no: bool) -> bool | None:
    if yes:
        return True
    return False if no else None


def _slack_severity(sheet: Sheet, level: Figure, target: Figure, options: Options) -> str:
    """Judge by points for percentages that should rise, by ratio for what should fall."""
    if target.side == "low" and target.unit == "percent":
        points = level.number - target.number
        large, some = options["points"]
    else:
        ends = sorted((abs(level.number), abs(target.number)))
        points = ends[1] / ends[0] if ends[0] else options["from_zero"]
        large, some = options["ratios"]
    if points >= large:
        return HIGH
    return MEDIUM if points >= some else LOW


def _floor_below(level: Figure, target: Figure) -> bool:
    return target.side == "low" and target.number < level.number - level.half - target.half


def _at_limit(sheet: Sheet, figure: Figure) -> bool:
    limits = {"percent": {"higher": 100.0, "lower": 0.0}}
    polarity = sheet.about(figure).polarity
    return figure.value == limits.get(figure.unit, {}).get(polarity)


def _names(rows: list[Figure]) -> tuple[Term, ...]:
    return tuple(dict.fromkeys(Term(f.indicator) for f in rows))


def _listed(rows: list[Figure], name: str) -> Iterator[Draft]:
    """One finding for all commitments of a plan that share one flaw."""
    if rows:
        quoted = tuple(
            dict.fromkeys(Pair(Term(f.indicator, f.component), _quoted(f)) for f in rows)
        )
        places = {"items": quoted, "count": len(quoted)}
        only = rows[0].indicator if len({f.indicator for f in rows}) == 1 else ""
        yield Draft(LOW, tuple(rows), places, {name: len(quoted)}, only)


def _quoted(figure: Figure) -> str:
    return f"“{fold(figure.text)}”"


def _doubt(level: Figure, target: Figure) -> Doubt:
    places = {
        "name": Term(target.indicator, target.component),
        "level": level,
        "target": target,
    }
    return Doubt((level, target), places, target.indicator, target.component, target.year)


def _draft(
    severity: str,
    level: Figure,
    target: Figure,
    places: Mapping[str, Any],
    computed: Mapping[str, float],
    message: str = "default",
    cause: tuple[object, ...] = (),
) -> Draft:
    filled = {
        "name": Term(target.indicator, target.component),
        "level": level,
        "target": target,
        "year": target.year,
        "level_year": level.year,
        **places,
    }
    evidence = tuple(dict.fromkeys((level, target)))
    key = (target.indicator, target.component, target.year)
    numbers = {name: round(value, 6) for name, value in computed.items()}
    return Draft(severity, evidence, filled, numbers, *key, cause=cause, message=message)


RULES = {
    "target_worse_than_level": target_worse_than_level,
    "target_already_met": target_already_met,
    "capacity_falls": capacity_falls,
    "later_target_looser": later_target_looser,
    "odd_bound": odd_bound,
    "implausible_change": implausible_change,
    "relative_without_base": relative_without_base,
    "ambiguous_percent": ambiguous_percent,
    "relative_repeated": relative_repeated,
    "unmeasurable": unmeasurable,
    "base_year_differs": base_year_differs,
    "bare_target": bare_target,
}
