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
from healthplans.audits.scoped import reckoned
from healthplans.audits.sheets import Logic, Options, Sheet


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
    """Find a step that leads from the level to another value than the target stated.

    A sentence that names no year to count from counts from the base year. Where what it leads
    to is a value of the target itself, that is compared with what other places state.
    """
    steps = [f for f in sheet.figures if f.role == "target" and f.kind == "relative"]
    for step in (f for f in steps if f.change is not None):
        part = reckoned(step)
        years = step.change_unit.endswith(options["yearly"])
        base = sheet.at(step.indicator, step.base_year or sheet.document.base, part)
        aim = next((f for f in sheet.targets(step.indicator, part) if _is_aim(f, step)), None)
        told = step.value is not None and part == step.part
        if aim and base and base.is_exact and not told and _is_step(step, base, options):
            change = step.change_interval.scaled(step.year - base.year if years else 1)
            if base.interval.plus(change).apart(aim.interval):
                yield _led(step, base, aim, years=step.year - base.year if years else 1)


def _is_aim(figure: Figure, step: Figure) -> bool:
    """Whether a target is stated as such, for the year that a step leads to."""
    return figure.year == step.year and figure.change is None


def _is_step(step: Figure, base: Figure, options: Options) -> bool:
    """Whether a change is added to its level; beside what is added to a count some closes."""
    added: str | None = options["units"].get(base.unit)
    return step.change_unit.removesuffix(options["yearly"]) == added


def _led(step: Figure, base: Figure, aim: Figure, years: int) -> Draft:
    made = base.number + years * (step.change or 0.0)
    places: dict[str, Place] = {
        "step": step,
        "base": base,
        "years": step.year - base.year,
        "made": Amount(round(made, 9), base.unit),
        "aim": aim,
    }
    return found(aim, MEDIUM, (step, aim, base), places, {"made": made, "stated": aim.number})


RULES: Mapping[str, Logic] = {"past_pace": past_pace, "step_and_target": step_and_target}
