"""One target or level that stands twice: with another bound, or in two rows of the table."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from healthplans.audits.drafts import (
    HIGH,
    LOW,
    MEDIUM,
    Doubt,
    Draft,
    Pair,
    Place,
    Term,
    Word,
    doubt,
    found,
)
from healthplans.audits.figures import Figure
from healthplans.audits.sheets import Logic, Options, Sheet, grouped
from healthplans.parts import Part
from healthplans.texts import fold


def comparator_differs(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """One value stated once as a bound and once without, or bound from another side."""
    for shown, others in sheet.beside.items():
        first = sheet.named(shown)
        reworded = [f for f, mark in others if mark == "comparator"]
        if len(reworded) == len(others):
            # `<20` and `20以下` ask for the same
            other = next((f for f in reworded if _worded(f) != _worded(first)), None)
            against = next((f for f in reworded if _against(first, f)), None)
            if against is not None:
                yield replace(_stated(HIGH, first, against), message="opposite")
            elif other is not None:
                yield _stated(LOW, first, other)


def row_twice(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find one indicator in two rows of the table with another level or another target."""
    cells = [f for f in sheet.figures if f.origin == "table" and not f.is_claim]
    keyed = (((f.indicator, f.part, sheet.people(f)), f) for f in cells)
    for rows in grouped(keyed).values():
        by_row = grouped((f.locator.partition("c")[0], f) for f in rows)
        for one, other in pairwise(by_row.values()):
            yield from _row_twice(one, other)


def _row_twice(one: Sequence[Figure], other: Sequence[Figure]) -> Iterator[Draft]:
    beside = {(f.year, f.role): f for f in other if f.value is not None}
    both = [(f, beside[f.year, f.role]) for f in one if (f.year, f.role) in beside]
    apart = [pair for pair in both if pair[0].value is not None and _differ(*pair)]
    if apart and one[0].remark == other[0].remark:
        first = apart[0][0]
        cells = tuple(f for pair in apart for f in pair)
        places: dict[str, Place] = {
            "labels": tuple(f"“{fold(rows[0].label)}”" for rows in (one, other)),
            "cells": tuple(Pair(str(f.year), (f, g), joint="colon") for f, g in apart),
        }
        same_name = fold(one[0].label) == fold(other[0].label)
        computed = {"cells": len(apart)}
        draft = found(first, HIGH if same_name else MEDIUM, cells, places, computed)
        # names that do not mean the same are why there are two rows
        yield replace(draft, cause=("names", first.indicator))


def _differ(one: Figure, other: Figure) -> bool:
    """Whether two cells contradict each other; a target is another at another value."""
    if one.role == "target":
        return one.number != other.number or one.sign.side != other.sign.side
    return one.interval.apart(other.interval)


def _worded(figure: Figure) -> tuple[str, bool]:
    return figure.sign.side, figure.is_exact


def _against(one: Figure, other: Figure) -> bool:
    """Whether one target is a floor and the other a ceiling."""
    both = one.sign.is_bound and other.sign.is_bound
    return both and one.role == "target" and one.sign.side != other.sign.side


def _stated(severity: str, first: Figure, other: Figure) -> Draft:
    places: dict[str, Place] = {
        "first": first,
        "second": other,
        "first_origin": Word("origin", first.origin),
        "second_origin": Word("origin", other.origin),
    }
    return found(first, severity, (first, other), places, {"value": first.number})


def scope_differs(sheet: Sheet, options: Options) -> Iterator[Draft | Doubt]:
    """Find a target stated again for its own group and one more; note any other scope."""
    named = [(key, f) for key, f in sheet.shown.items() if f.part.words and not f.is_claim]
    for (code, part, year), figure in named:
        whole = None if part.end or part.of else sheet.at(code, year)
        rate = sheet.lists.indicators[code].unit == "percent"
        if whole and rate and whole.origin == "table" and _scopes_differ(whole, figure):
            places: dict[str, Place] = {
                "other": Term(code, part),
                "first": whole,
                "second": figure,
            }
            both = whole.role == figure.role == "target"
            if both and _joined(sheet, whole, part, options["joints"]):
                yield found(whole, MEDIUM, (whole, figure), places, {"stated": figure.number})
            else:
                yield doubt(whole, (whole, figure), places)


def _joined(sheet: Sheet, whole: Figure, part: Part, joints: Sequence[str]) -> bool:
    """Whether the scope's name joins a group that the indicator names to one it does not."""
    known = sheet.lists.scopes_by_value
    names = [known[word].zh for word in part.words if word in known]
    pattern = "|".join(map(re.escape, joints))
    about = sheet.about(whole).zh
    joined = [re.split(pattern, name) for name in names if re.search(pattern, name)]
    return any({_names(about, group) for group in one} == {True, False} for one in joined)


def _names(name: str, group: str) -> bool:
    """Whether a name holds all characters of a group in their order."""
    rest = iter(name)
    return all(char in rest for char in group)


def _scopes_differ(whole: Figure, part: Figure) -> bool:
    """Whether what is said of a group is not what is said of all."""
    if whole.role == "level":
        return whole.interval.apart(part.interval)
    return whole.printed.apart(part.printed)


def unnamed_twice(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find a count under a label that no list knows given two values for one year."""
    told = [f for f in sheet.unnamed if f.span and f.digits and _is_bare(f)]
    for (name, *_), rows in grouped((_called(sheet, f), f) for f in told).items():
        apart = [f for f in rows if f.digits != rows[0].digits]
        if apart and len(name) >= options["letters"]:
            first, second = (fold(f.text) for f in (rows[0], apart[0]))
            places: dict[str, Place] = {"name": name, "first": first, "second": second}
            computed = {"first": rows[0].digits, "second": apart[0].digits}
            yield found(rows[0], MEDIUM, (rows[0], apart[0]), places, computed)


def _is_bare(figure: Figure) -> bool:
    """Whether nothing is printed but a number and a unit that counts."""
    unit = fold(figure.unit_text)
    return bool(unit) and "%" not in unit and fold(figure.text) == f"{figure.digits}{unit}"


def _called(sheet: Sheet, figure: Figure) -> tuple[str, str, int, str, Part]:
    """Give what a figure without an indicator is of: label, unit, year, role, part.

    The label is told without what its scope says again: who has it, of that insurance.
    """
    label = fold(figure.label)
    for word in figure.part.words:
        label = label.replace(sheet.lists.narrowed_to(word), "")
    return label, fold(figure.unit_text), figure.year, figure.role, figure.part


RULES: Mapping[str, Logic] = {
    "comparator_differs": comparator_differs,
    "row_twice": row_twice,
    "scope_differs": scope_differs,
    "unnamed_twice": unnamed_twice,
}
