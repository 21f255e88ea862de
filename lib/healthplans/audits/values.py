"""Single values, and pairs of values, that cannot be or are unlikely to be right."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import combinations

from healthplans.audits.drafts import HIGH, LOW, MEDIUM, Draft, Place, Term, found, terms
from healthplans.audits.figures import Figure
from healthplans.audits.sheets import Logic, Options, Sheet, grouped
from healthplans.texts import fold

# what is a plain number by definition, and prints no unit
_NO_SIGN = ("males_per_100_females", "ratio", "index")


def above_whole(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find a part of a whole that is said to be more than all of it."""
    whole = options["whole"]
    for figure in (f for f in sheet.valued if f.unit == "percent" and f.number >= whole):
        part = sheet.about(figure).range[1] <= whole
        over = figure.number > whole or figure.sign.side == "low"
        if part and over and figure.kind != "relative":
            severity = HIGH if figure.printed.low > whole else MEDIUM
            yield _draft(severity, (figure,), {}, {"value": figure.number})


def out_of_range(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find a value outside the range in which the indicator has been seen or can be."""
    # the ranges are those of districts; a city has more of everything
    is_district = sheet.lists.areas.level(sheet.area) == "district"
    for figure in sheet.valued if is_district else ():
        low, high = sheet.about(figure).range
        if low <= figure.number <= high:
            continue
        # of what is counted, and of any density, a part may be as small as it likes
        narrowed = figure.part and (figure.unit == "count" or figure.number < low)
        capped = figure.unit == "percent" and high <= options["whole"] < figure.number
        # none has been set up yet of what is to become more
        none = figure.number == 0 and sheet.about(figure).polarity == "higher"
        narrowed = narrowed or (none and figure.unit == "percent")
        if not narrowed and not capped and not _repeats_slip(sheet, figure):
            places: dict[str, Place] = {"low": low, "high": high}
            draft = _draft(MEDIUM, (figure,), places, {"value": figure.number})
            # one unit misprinted in a row puts every year of it out of range
            yield replace(draft, cause=("range", figure.indicator, figure.part, figure.origin))


def part_above_whole(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find a rate that contains another and is smaller than it."""
    for inner, outer in options["nested"]:
        for small, large in _both(sheet, inner, outer):
            if large.interval.below(small.interval) or _bounds_turned(small, large):
                places: dict[str, Place] = {
                    "inner": small,
                    "inner_name": Term(inner),
                    "outer": large,
                }
                yield _draft(
                    HIGH, (large, small), places, {"excess": small.number - large.number}
                )


def identical_mortality(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find a rate that contains another and equals it to the last digit."""
    for inner, outer in options["nested"]:
        for small, large in _both(sheet, inner, outer):
            same = small.is_exact and large.is_exact and small.value == large.value
            if same and small.role == "level" and small.number > 0:
                places: dict[str, Place] = {
                    "inner": small,
                    "inner_name": Term(inner),
                    "outer": large,
                }
                yield _draft(MEDIUM, (large, small), places, {"value": small.number})


def same_figure_two_names(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """One figure, to the last of several digits, under two definitions."""
    yield from _of_longer(sheet, options["longer"])
    nested = {frozenset(pair) for pair in options["nested"]}
    rows = [f for f in sheet.shown.values() if f.is_exact and f.role == "level"]
    for group in grouped(((f.value, f.unit, f.year), f) for f in rows).values():
        digits = sum(c.isdigit() for c in group[0].digits.strip("0."))
        for first, other in combinations(group, 2) if digits >= options["digits"] else ():
            both = ((first, other), (other, first))
            related = any(b.indicator in sheet.about(a).related for a, b in both)
            pair = frozenset((first.indicator, other.indicator))
            beside = _side_by_side(first, other) and not first.digits.endswith(("0", "5"))
            if (related or beside) and pair not in nested:
                places: dict[str, Place] = {
                    "other": other,
                    "other_name": Term(other.indicator, other.part),
                }
                # no two groups of people are equal to the last digit
                severity = MEDIUM if first.indicator in options["people"] else LOW
                draft = _draft(severity, (first, other), places, {"value": first.number})
                yield draft if related else replace(draft, message="paragraph")


def _of_longer(sheet: Sheet, longer: Mapping[str, str]) -> Iterator[Draft]:
    """Give what is printed as that of which it is but a part, as years of healthy life are."""
    for (code, part, year), figure in sheet.shown.items():
        other = sheet.at(longer[code], year, part) if code in longer else None
        if other and other.number == figure.number:
            places: dict[str, Place] = {"other": other, "other_name": Term(other.indicator)}
            yield _draft(MEDIUM, (figure, other), places, {"value": figure.number})


def _side_by_side(first: Figure, other: Figure) -> bool:
    """Whether two percentages of different things stand in one paragraph."""
    percent = first.unit == "percent" and first.indicator != other.indicator
    return percent and first.paragraph is not None and first.paragraph == other.paragraph


def several_values_in_cell(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """One cell of the table that prints the values of several indicators."""
    rows = [f for f in sheet.figures if f.origin == "table" and f.part]
    for group in grouped((f.indicator, f) for f in rows).values():
        cells = grouped(((f.year, f.text), f) for f in group)
        packed = [cell[0] for cell in cells.values() if len(cell) > 1]
        if packed:
            parts = dict.fromkeys(Term(f.indicator, f.part) for f in group)
            places: dict[str, Place] = {
                "cells": tuple(dict.fromkeys(f.text for f in packed)),
                "parts": tuple(parts),
            }
            yield _draft(LOW, tuple(group), places, {"values": len(parts)})


def lost_unit(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Rows of the table that print no unit where the indicator needs one."""
    units = sheet.lists.units
    printed = [
        f
        for f in sheet.figures
        if f.origin == "table" and units[f.unit].family not in _NO_SIGN
    ]
    rows = [f for f in printed if _unit_is_lost(f, options)]
    if rows:
        names = terms(rows)
        places: dict[str, Place] = {"names": names, "count": len(names)}
        yield Draft(LOW, tuple(rows), places, {"rows": len(names)})


def odd_unit(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find a percent sign in the unit of something that is no proportion."""
    rows = [f for f in sheet.figures if f.origin == "table" and "%" in fold(f.unit_text)]
    odd = [f for f in rows if sheet.lists.units[f.unit].family != "proportion"]
    for group in grouped((f.indicator, f) for f in odd).values():
        yield _draft(LOW, tuple(group), {"printed": group[0].unit_text}, {})


def unit_twice(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find a unit printed in the head of a row and again in its cell."""
    rows = [f for f in sheet.valued if f.origin == "table" and f.kind != "relative"]
    twice = [f for f in rows if f.unit_text and fold(f.unit_text) in fold(f.text)]
    if twice:
        places: dict[str, Place] = {"names": terms(twice), "count": len(terms(twice))}
        yield Draft(LOW, tuple(twice), places, {"figures": len(twice)})


def _repeats_slip(sheet: Sheet, figure: Figure) -> bool:
    """Whether another statement of the same figure shows what was meant."""
    key = (figure.indicator, figure.part, figure.year, figure.role)
    others = (f for f in sheet.stated.get(key, ()) if f is not figure)
    return not figure.shown and any(f.value is not None for f in others)


def _both(sheet: Sheet, inner: str, outer: str) -> Iterator[tuple[Figure, Figure]]:
    for (code, part, year), large in sheet.shown.items():
        small = sheet.at(inner, year, part) if code == outer else None
        if small is not None:
            yield small, large


def _bounds_turned(small: Figure, large: Figure) -> bool:
    """Whether two ceilings, or two floors, allow the part more than what contains it."""
    sides = {small.sign.side, large.sign.side}
    promised = small.role == large.role == "target" and len(sides) == 1
    return promised and small.sign.is_bound and small.number > large.number


def _unit_is_lost(figure: Figure, options: Options) -> bool:
    if figure.unit_text or figure.value is None or figure.unit in options["bare"]:
        return False
    in_label = any(word in fold(figure.label) for word in options["in_label"])
    return not in_label and not any(word in fold(figure.text) for word in options["in_value"])


def _draft(
    severity: str,
    evidence: tuple[Figure, ...],
    places: Mapping[str, Place],
    computed: Mapping[str, float],
) -> Draft:
    return found(evidence[0], severity, evidence, {"figure": evidence[0], **places}, computed)


RULES: Mapping[str, Logic] = {
    "above_whole": above_whole,
    "part_above_whole": part_above_whole,
    "out_of_range": out_of_range,
    "identical_mortality": identical_mortality,
    "same_figure_two_names": same_figure_two_names,
    "several_values_in_cell": several_values_in_cell,
    "lost_unit": lost_unit,
    "odd_unit": odd_unit,
    "unit_twice": unit_twice,
}
