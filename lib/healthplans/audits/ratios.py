"""Ratios of one kind of staff to another, beside the counts or densities they are made of."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from healthplans.audits.drafts import (
    HIGH,
    LOW,
    MEDIUM,
    Amount,
    Doubt,
    Draft,
    Pair,
    Place,
    Term,
    found,
)
from healthplans.audits.drafts import doubt as unsure
from healthplans.audits.figures import Figure
from healthplans.audits.sheets import Logic, Options, Sheet

__all__ = ["RULES"]

# numerator and denominator
Both = tuple[Figure, Figure]


def ratio_and_parts(sheet: Sheet, options: Options) -> Iterator[Draft | Doubt]:
    """Find a ratio that is not that of the counts, or else the densities, of its year."""
    for ratio in sheet.shown.values():
        for codes in options["ratios"].get(ratio.indicator, ()):
            both = _both(sheet, ratio, codes)
            if both:
                yield from _differs(ratio, both, options)
                # counts decide; the densities of one population say the same
                break


def part_of_density(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find a part of the staff whose density is too large a share of the whole's."""
    for (code, part, year), whole in sheet.shown.items():
        for few, limit in options["shares"].get(code, {}).items():
            # a commitment that is a bound is taken at its number
            member = sheet.at(few, year, part)
            if member is not None and whole.number > 0:
                yield from _too_large(sheet, member, whole, limit)


def nurses_below_physicians(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find fewer nurses than physicians; counts are looked at where densities are not."""
    for over, under in options["pairs"]:
        years = (sheet.document.base, sheet.document.last_year)
        stated = [(sheet.at(over, year), sheet.at(under, year)) for year in years]
        both = [(one, other) for one, other in stated if one and other and other.number > 0]
        below = [one for one, other in both if one.printed.below(other.printed)]
        if below:
            yield _fewer(below[0], both)
        if both:
            break


def _fewer(about: Figure, both: Sequence[Both]) -> Draft:
    ratios = {one.year: round(one.number / other.number, 2) for one, other in both}
    places: dict[str, Place] = {
        "under_name": Term(both[0][1].indicator),
        "ratios": tuple(Pair(year, Amount(r), joint="colon") for year, r in ratios.items()),
    }
    computed = {f"ratio_{year}": ratio for year, ratio in ratios.items()}
    return found(about, LOW, tuple(f for pair in both for f in pair), places, computed)


def _both(sheet: Sheet, ratio: Figure, codes: Sequence[str]) -> Both | None:
    """Give what a ratio is made of in its year, each stated as one value."""
    over, under = (sheet.at(code, ratio.year) for code in codes)
    if over is None or under is None or not (over.is_point and under.is_point):
        return None
    return (over, under) if under.number > 0 else None


def _differs(ratio: Figure, both: Both, options: Options) -> Iterator[Draft | Doubt]:
    over, under = both
    made = over.number / under.number
    if ratio.interval.meets(over.interval.over(under.interval)):
        return
    places: dict[str, Place] = {
        "ratio": ratio,
        "over_name": Term(over.indicator),
        "under_name": Term(under.indicator),
        "over": over,
        "under": under,
        "made": Amount(round(made, 2)),
    }
    evidence = (ratio, over, under)
    if ratio.part or ratio.indicator in options["narrower"]:
        yield unsure(ratio, evidence, places)
        return
    gap = abs(ratio.number / made - 1)
    severity = HIGH if gap > options["large"] else MEDIUM
    yield found(ratio, severity, evidence, places, {"stated": ratio.number, "made": made})


def _too_large(sheet: Sheet, few: Figure, whole: Figure, limit: float) -> Iterator[Draft]:
    factor = float(sheet.lists.factor(few.unit, whole.unit) or 0)
    scaled = few.printed.scaled(factor)
    if factor and whole.printed.scaled(limit).below(scaled):
        share = 100 * few.number * factor / whole.number
        places: dict[str, Place] = {
            "few": few,
            "whole": whole,
            "whole_name": Term(whole.indicator, whole.part),
            "share": Amount(round(share, 1), "percent"),
            "limit": Amount(round(100 * limit), "percent"),
        }
        draft = found(few, MEDIUM, (few, whole), places, {"share": share})
        more = whole.printed.below(scaled)
        yield replace(draft, severity=HIGH, message="more") if more else draft


RULES: Mapping[str, Logic] = {
    "ratio_and_parts": ratio_and_parts,
    "part_of_density": part_of_density,
    "nurses_below_physicians": nurses_below_physicians,
}
