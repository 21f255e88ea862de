"""Parts against totals.

Counts are exact, so parts that are said to make up a total must add up to it. Which parts
belong to which total is read from the scopes (`scopes.csv`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from healthplans.audits.drafts import (
    HIGH,
    MEDIUM,
    Amount,
    Doubt,
    Draft,
    Pair,
    Place,
    Sum,
    Term,
    doubt,
    found,
)
from healthplans.audits.figures import Figure
from healthplans.audits.scoped import (
    Counts,
    counts_by_scope,
    narrowed,
    part_name,
    sum_places,
    sums,
)
from healthplans.audits.sheets import Logic, Options, Sheet, grouped
from healthplans.audits.splits import Split
from healthplans.audits.wholes import partitions, splits
from healthplans.parts import Part
from healthplans.quantities import Interval
from healthplans.vocabulary.shares import share_of


def parts_and_total(sheet: Sheet, options: Options) -> Iterator[Draft | Doubt]:
    """Parts of one count that do not add up to the total stated for them."""
    counts = counts_by_scope(sheet, options)
    for split in partitions(sheet, counts, options):
        whole = split.whole
        apart = whole is not None and split.parts.interval.apart(whole.interval)
        if whole is not None and apart and not _said_elsewhere(sheet, whole, split):
            known = counts[split.indicator, split.year]
            yield _sum_differs(sheet, split, whole, known, options)


def _said_elsewhere(sheet: Sheet, whole: Figure, split: Split) -> bool:
    """Whether the total is stated again as the sum; that it is stated twice is a finding."""
    same = sheet.stated.get((whole.indicator, whole.part, whole.year, whole.role), ())
    return any(f is not whole and f.is_exact and f.number == split.parts.total for f in same)


def splits_differ(sheet: Sheet, options: Options) -> Iterator[Draft | Doubt]:
    """Find a total that is stated nowhere and comes out differently when split two ways."""
    counts = counts_by_scope(sheet, options)
    split = grouped(
        ((s.indicator, s.year, s.parent), s) for s in splits(sheet, counts, options)
    )
    for (code, year, parent), ways in split.items():
        known = counts[code, year]
        full = [s for s in ways if s.complete]
        for other in ways if full and parent not in known else ():
            if other not in full[:1] and other.parts.interval.apart(full[0].parts.interval):
                yield _ways_differ(full[0], other)


def whole_outside_parts(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find a rate of the whole that no weights of its parts can give."""
    sums = options["sums"]
    rates = [f for f in sheet.shown.values() if f.unit not in sums and f.is_exact]
    plain = [f for f in rates if not f.part.of and not sheet.about(f).share_of]
    groups = grouped(((f.indicator, f.year, f.role), f) for f in plain)
    for (code, year, _), rows in groups.items():
        known = {narrowed(f.part.words, code, options): f for f in rows}
        for split in splits(sheet, {(code, year): known}, options):
            whole = split.whole
            if whole and split.complete and _averaged(whole, split, options):
                yield from _outside(whole, split.parts.figures)


def _averaged(whole: Figure, split: Split, options: Options) -> bool:
    """Whether the rate of a whole is a mean of those of its parts, and not their sum.

    Beds per person of two kinds of institutions add up; those of two groups of people do not.
    """
    return split.dimension in options["people"] or whole.unit in options["averaged"]


def _outside(whole: Figure, parts: tuple[Figure, ...]) -> Iterator[Draft]:
    span = Interval.hull(f.interval for f in parts)
    if span.apart(whole.interval):
        pairs = tuple(Pair(part_name(f, whole), f) for f in parts)
        yield found(
            whole,
            HIGH,
            (whole, *parts),
            {"whole": whole, "parts": pairs},
            {"whole": whole.number, "lowest": span.low, "highest": span.high},
        )


def _ways_differ(full: Split, other: Split) -> Draft | Doubt:
    """Give two sums of one total; a smaller one may only leave a class out."""
    rows, others = (split.parts.figures for split in (full, other))
    places: dict[str, Place] = {
        "parts": Sum(tuple(Pair(part_name(f, rows[0]), f) for f in rows)),
        "sum": Amount(full.parts.total),
        "others": Sum(tuple(Pair(part_name(f, rows[0]), f) for f in others)),
        "other_sum": Amount(other.parts.total),
        "total": Term(full.indicator, Part(full.parent)),
    }
    evidence = (*rows, *others)
    if other.parts.total < full.parts.total:
        return doubt(rows[0], evidence, places)
    computed = {"sum": full.parts.total, "other": other.parts.total}
    return replace(found(rows[0], HIGH, evidence, places, computed), part=Part(full.parent))


def _sum_differs(
    sheet: Sheet, split: Split, whole: Figure, known: Counts, options: Options
) -> Draft | Doubt:
    parts, total = split.parts.figures, split.parts.total
    places = sum_places(parts, whole, total)
    if _has_room(sheet, split, whole, options) or not split.parts.contradict(whole.interval):
        return doubt(whole, (whole, *parts), places)
    message, extra, evidence = _explained(sheet, split, whole, known)
    gap = abs(total - whole.number)
    severity = HIGH if gap > options["small"] * whole.number else MEDIUM
    computed = sums(total, whole)
    draft = found(whole, severity, (whole, *parts, *evidence), places | extra, computed)
    return replace(draft, cause=split.cause, message=message)


def _has_room(sheet: Sheet, split: Split, whole: Figure, options: Options) -> bool:
    """Whether the others make the whole without a class that may lie within one of them.

    No list places it: neither has it classes around it, nor is it around others.
    """
    around = sheet.lists.classes_around
    inner = frozenset(options["outside"]).union(*around.values())
    alone = [v for v in split.named if v in around and not around[v] - {v} and v not in inner]
    rest = [f.interval for v, f in split.named.items() if v not in alone]
    return len(alone) == 1 and bool(rest) and Interval.total(rest).meets(whole.interval)


def _explained(
    sheet: Sheet, split: Split, whole: Figure, known: Counts
) -> tuple[str, dict[str, Place], tuple[Figure, ...]]:
    """Look for what would make the sum right: another stated total, or one part misprinted."""
    for figure in known.values():
        if figure.number == split.parts.total and figure not in split.parts.figures:
            name = Term(figure.indicator, figure.part)
            return "other_total", {"other": figure, "other_name": name}, (figure,)
    for part in split.parts.figures:
        reading = whole.number - (split.parts.total - part.number)
        share = sheet.shown.get((share_of(sheet.about(part)), part.part, part.year))
        ratio = Interval.printed(100 * reading / whole.number)
        if share and share.interval.meets(ratio):
            places: dict[str, Place] = {
                "part": part,
                "reading": Amount(reading),
                "share": share,
            }
            return "reading", places, (share,)
    return "default", {}, ()


RULES: Mapping[str, Logic] = {
    "parts_and_total": parts_and_total,
    "splits_differ": splits_differ,
    "whole_outside_parts": whole_outside_parts,
}
