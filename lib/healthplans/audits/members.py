"""Parts that must not exceed the whole they belong to, by definition or by scope.

Physicians and nurses are health technicians; public hospital beds are hospital beds. A part
may equal its whole only where the whole has no other members.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from healthplans.audits.drafts import HIGH, LOW, MEDIUM, Draft, found
from healthplans.audits.figures import Figure
from healthplans.audits.scoped import (
    cause_of,
    counts_by_scope,
    dimension_of,
    has_other_basis,
    nested,
    sum_places,
    sums,
)
from healthplans.audits.sheets import Logic, Options, Scope, Sheet
from healthplans.quantities import Interval


def subset_above_set(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find a part, or parts that share nothing, larger than the whole they belong to."""
    for (code, scope, year), whole in sheet.shown.items():
        for group in options["members"].get(code, ()):
            parts = [sheet.at(part, year, scope) for part in group]
            known = [f for f in parts if f and _of_same(sheet, whole, f)]
            if known:
                yield from _members_above(sheet, whole, known)


def scope_above_scope(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find a count of a narrower scope that is larger than that of the scope around it."""
    for (code, year), known in counts_by_scope(sheet, options).items():
        for (small, part), (large, whole) in nested(known):
            above = whole.interval.below(part.interval)
            if above and _is_narrower(sheet, small - large, whole, part, options):
                places = sum_places([part], whole, part.number)
                draft = found(whole, HIGH, (whole, part), places, sums(part.number, whole))
                dimension = dimension_of(sheet, small - large)
                yield replace(draft, cause=cause_of(code, year, large, dimension))


def _is_narrower(
    sheet: Sheet, words: Scope, whole: Figure, part: Figure, options: Options
) -> bool:
    """Whether words narrow a whole, of which no other statement has room for the part."""
    key = (whole.indicator, whole.part, whole.year, whole.role)
    room = any(not f.interval.below(part.interval) for f in sheet.stated.get(key, ()))
    return not room and not has_other_basis(sheet, words, options["bases"])


def no_room_for_others(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Members that use up the whole, though it has other members too."""
    for whole_code, codes in options["members"].items():
        for whole in sheet.levels(whole_code):
            parts = [
                f for f in (sheet.at(code, whole.year) for code in codes) if f is not None
            ]
            total = sum(f.number for f in parts)
            if len(parts) == len(codes) and total == whole.number and whole.is_exact:
                places = sum_places(parts, whole, total)
                yield found(whole, LOW, (whole, *parts), places, sums(total, whole))


def _of_same(sheet: Sheet, whole: Figure, part: Figure) -> bool:
    """Whether two densities are of the same people, and both levels or both targets."""
    return whole.role == part.role and sheet.people(whole) == sheet.people(part)


def _members_above(sheet: Sheet, whole: Figure, known: Sequence[Figure]) -> Iterator[Draft]:
    factors = [float(sheet.lists.factor(f.unit, whole.unit) or 0) for f in known]
    scaled = (f.interval.scaled(k) for f, k in zip(known, factors, strict=True))
    total = sum(f.number * k for f, k in zip(known, factors, strict=True))
    impossible = whole.interval.below(Interval.total(scaled))
    if impossible or (_all_floors(whole, *known) and total > whole.number):
        places = sum_places(known, whole, total)
        severity = HIGH if impossible else MEDIUM
        draft = found(whole, severity, (whole, *known), places, sums(total, whole))
        yield replace(draft, cause=("members", whole.id))


def _all_floors(*figures: Figure) -> bool:
    """Whether all are floors to be reached, of which those of the parts ask for more."""
    return all(f.role == "target" and f.sign.side == "low" for f in figures)


RULES: Mapping[str, Logic] = {
    "subset_above_set": subset_above_set,
    "scope_above_scope": scope_above_scope,
    "no_room_for_others": no_room_for_others,
}
