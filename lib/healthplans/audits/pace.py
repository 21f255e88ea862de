"""The pace that a target asks for, beside the pace of the years before."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from healthplans.audits.drafts import (
    LOW,
    MEDIUM,
    Amount,
    Doubt,
    Draft,
    Place,
    Term,
    doubt,
    found,
)
from healthplans.audits.figures import Figure
from healthplans.audits.sheets import Logic, Options, Sheet

__all__ = ["RULES"]


def past_pace(sheet: Sheet, options: Options) -> Iterator[Draft | Doubt]:
    """Find capacity that is to grow at less than half, or more than twice, its past pace."""
    for level, target, _ in sheet.pairs:
        if level.unit in options["units"] and level.is_exact and level.number > 0:
            for claim in sheet.claims:
                if claim.year == level.year and _past(sheet, claim) > 0:
                    yield from _compared(sheet, claim, (level, target), options)


def _compared(
    sheet: Sheet, claim: Figure, pair: tuple[Figure, Figure], options: Options
) -> Iterator[Draft | Doubt]:
    level, target = pair
    past, asked = _past(sheet, claim), _asked(level.number, target, level.year)
    message = _message(past, claim, pair, options)
    own = (claim.indicator, claim.part) == (level.indicator, level.part)
    # a count grows with the population too, and the claim may be about a part of it
    counted = claim.indicator == sheet.about(level).counts and not level.part
    places: dict[str, Place] = {
        "claim": claim,
        "claim_name": Term(claim.indicator, claim.part),
        "base_year": claim.base_year or 0,
        "level_year": level.year,
        "level": level,
        "target": target,
        "past": Amount(round(past, 1), "percent"),
        "asked": Amount(round(asked, 1), "percent"),
    }
    evidence = (level, target, claim)
    if message and own:
        draft = found(target, LOW, evidence, places, {"past": past, "asked": asked})
        yield replace(draft, message=message)
    elif message and counted:
        yield doubt(target, evidence, places)


def _message(past: float, claim: Figure, pair: tuple[Figure, Figure], options: Options) -> str:
    """Name the sentence; blank where rounding or a bound leaves open that the paces differ."""
    level, target = pair
    most, least = (
        _asked(level.number + half, target, level.year) for half in (-level.half, level.half)
    )
    asked, told = target.sign.side, claim.change_sign.side
    if asked != "low" and told != "high" and most < past / options["factor"]:
        return "default"
    faster = asked != "high" and told != "low" and least > past * options["factor"]
    return "faster" if faster else ""


def _past(sheet: Sheet, claim: Figure) -> float:
    """Give the growth claimed, in percent a year; 0 where it cannot be worked out."""
    years = claim.year - (claim.base_year or claim.year)
    now = sheet.at(claim.indicator, claim.year, claim.part)
    change = claim.change or 0.0
    factor = 0.0
    if claim.change_unit == "percent":
        factor = 1 + change / 100
    elif claim.change_unit == "count" and now is not None and now.number > change:
        factor = now.number / (now.number - change)
    return _yearly(factor, years) if years > 0 and factor > 0 else 0.0


def _asked(start: float, target: Figure, since: int) -> float:
    return _yearly(target.number / start, target.year - since)


def _yearly(factor: float, years: int) -> float:
    return float(100 * (factor ** (1 / years) - 1))


def step_and_target(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find a yearly step that leads from the level to another value than the target stated.

    A sentence names no year to count from; the level of the base year is the only one that
    its plan prints.
    """
    for rows in sheet.restated:
        aims = [f for f in rows if f.role == "target" and f.value is not None]
        steps = [f for f in rows if f.change_unit in options["units"] and f.value is None]
        for step in steps if aims else ():
            base = sheet.level(step.indicator, step.part)
            if base is not None and base.is_exact and base.year == sheet.document.base:
                made = base.interval.plus(step.change_interval.scaled(step.year - base.year))
                yield from [_led(step, base, aims[0])] if made.apart(aims[0].interval) else []


def _led(step: Figure, base: Figure, aim: Figure) -> Draft:
    years = step.year - base.year
    made = base.number + years * (step.change or 0.0)
    places: dict[str, Place] = {
        "step": step,
        "base": base,
        "years": years,
        "made": Amount(made, base.unit),
        "aim": aim,
    }
    return found(aim, MEDIUM, (step, aim, base), places, {"made": made, "stated": aim.number})


RULES: Mapping[str, Logic] = {"past_pace": past_pace, "step_and_target": step_and_target}
