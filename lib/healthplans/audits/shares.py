"""Shares against the counts they are shares of.

A printed share is recomputed as an interval. Where the counts stated do not give it, the
plan's other counts of the same thing are searched for a base that would.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from healthplans.audits.drafts import HIGH, MEDIUM, Amount, Draft, Place, Sum, Term, found
from healthplans.audits.figures import Figure
from healthplans.audits.scoped import (
    Counts,
    cause_of,
    counts_by_scope,
    dimension_of,
    exhaustive,
    narrowed,
)
from healthplans.audits.sheets import Logic, Options, Scope, Sheet, grouped
from healthplans.quantities import Interval

__all__ = ["RULES"]


def share_and_count(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find a printed share that its own counts do not give."""
    counts = counts_by_scope(sheet, options)
    for share in _shares(sheet):
        code = sheet.about(share).share_of or ""
        known = counts.get((code, share.year), {})
        small, large = _share_scopes(share, code, options)
        part, base = known.get(small), known.get(large)
        terms = (base,) if base else exhaustive(known, large, options)
        cause = cause_of(code, share.year, large, dimension_of(sheet, small - large))
        for draft in _share_differs(share, part, terms, known) if part and terms else ():
            yield replace(draft, cause=cause)


def shares_sum(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Shares of one whole, along one dimension, that add up to more than all of it."""
    by_base = grouped(((f.indicator, f.year, f.part.of), f) for f in _shares(sheet))
    for rows in by_base.values():
        for group in _along_dimensions(sheet, rows):
            possible = Interval(high=options["whole"])
            if len(group) > 1 and possible.below(Interval.total(f.interval for f in group)):
                total = sum(f.number for f in group)
                places: dict[str, Place] = {
                    "parts": Sum(tuple(group)),
                    "sum": Amount(total, "percent"),
                }
                yield found(group[0], HIGH, tuple(group), places, {"sum": total})


def _share_scopes(share: Figure, code: str, options: Options) -> tuple[Scope, Scope]:
    about = share.part
    return narrowed(about.words, code, options), narrowed(about.of, code, options)


def _shares(sheet: Sheet) -> list[Figure]:
    return [
        f
        for f in sheet.shown.values()
        if f.part and f.role == "level" and f.is_exact and sheet.about(f).share_of
    ]


def _share_differs(
    share: Figure, part: Figure, terms: tuple[Figure, ...], known: Counts
) -> Iterator[Draft]:
    base = sum(f.number for f in terms)
    if _ratio(part, Interval.total(f.interval for f in terms)).meets(share.interval):
        return
    fits = tuple(f for f in known.values() if f is not part and _fits(share, part, f.number))
    ratio, implied = 100 * part.number / base, round(100 * part.number / share.number)
    places: dict[str, Place] = {
        "part": part,
        "part_name": Term(part.indicator, part.part),
        "base": Amount(base),
        "share": share,
        "ratio": Amount(ratio, "percent"),
        "implied": Amount(implied),
        "fits": fits,
        "fit_names": tuple(Term(f.indicator, f.part) for f in fits),
    }
    severity = HIGH if abs(ratio - share.number) > 1 else MEDIUM
    computed = {"share": share.number, "recomputed": ratio}
    draft = found(share, severity, (share, part, *terms, *fits), places, computed)
    unexplained = "default" if _fits(share, part, implied) else "none"
    yield replace(draft, message="fits" if fits else unexplained)


def _ratio(part: Figure, base: Interval) -> Interval:
    return part.interval.over(base).scaled(100)


def _fits(share: Figure, part: Figure, base: float) -> bool:
    return base > 0 and _ratio(part, Interval.printed(base)).meets(share.interval)


def _along_dimensions(sheet: Sheet, rows: Sequence[Figure]) -> Iterator[list[Figure]]:
    """Give groups of shares whose scopes differ in one word of one dimension."""
    known = {s.value: s for s in sheet.lists.scopes}
    parts = [(f.part.words, f) for f in rows]
    keys = grouped(
        ((scope - {v}, known[v].dimension), (v, f))
        for scope, f in parts
        for v in scope
        if v in known
    )
    for group in keys.values():
        values = {v for v, _ in group}
        yield [f for v, f in group if known[v].parent not in values]


RULES: Mapping[str, Logic] = {"share_and_count": share_and_count, "shares_sum": shares_sum}
