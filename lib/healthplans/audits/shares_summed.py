"""Shares of one whole, which add up to it at most."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from healthplans.audits.drafts import HIGH, MEDIUM, Amount, Draft, Pair, Place, Sum, found
from healthplans.audits.figures import Figure
from healthplans.audits.scoped import cause_of, narrowed, part_name
from healthplans.audits.sheets import Logic, Options, Sheet, grouped
from healthplans.audits.splits import Parts
from healthplans.audits.wholes import covers
from healthplans.quantities import Interval

Shares = tuple[Parts, tuple[object, ...]]  # with what other findings share with it


def shares_sum(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Shares of one whole that add up to more than it, or all of its shares to less."""
    whole = Interval(options["whole"] - options["slack"], options["whole"])
    for shares, cause in (*_scoped(sheet, options), *_listed(sheet, options)):
        if shares.contradict(whole):
            parts, added = shares.figures, shares.total
            places: dict[str, Place] = {
                "parts": Sum(tuple(Pair(part_name(f, parts[0]), f) for f in parts)),
                "sum": Amount(added, "percent"),
            }
            less = shares.interval.below(whole)
            severity, message = (MEDIUM, "less") if less else (HIGH, "default")
            draft = found(parts[0], severity, parts, places, {"sum": added})
            yield replace(draft, message=message, cause=cause)


def _scoped(sheet: Sheet, options: Options) -> Iterator[Shares]:
    """Give the shares of one whole whose scopes differ in one word of one dimension."""
    rows = [f for f in sheet.shown.values() if f.part and sheet.about(f).share_of]
    one = grouped(((f.indicator, f.year, f.part.of, f.role), f) for f in rows)
    for (code, year, base, _), same in one.items():
        split = [p for p in _along_dimensions(sheet, same) if p[0] in options["dimensions"]]
        for dimension, values in split:
            # of all beds, those of public and of private hospitals are not all
            whole = base or not frozenset.intersection(
                *(f.part.words for f in values.values())
            )
            complete = bool(whole) and covers(values, options)
            counted = sheet.lists.indicators[code].share_of or ""
            cause = cause_of(counted, year, narrowed(base, counted, options), dimension)
            parts = _without_joint([*values.values()])
            if len(parts) > 1:
                yield Parts(tuple(parts), complete), cause


def _without_joint(shares: list[Figure]) -> list[Figure]:
    """Leave out a share that several others add up to: 三者合计 of the causes of death."""
    rest = {f.id: [g.interval for g in shares if g is not f] for f in shares}
    return [
        f
        for f in shares
        if not rest[f.id][1:] or not Interval.total(rest[f.id]).meets(f.interval)
    ]


def _listed(sheet: Sheet, options: Options) -> Iterator[Shares]:
    """Give shares of one whole that are indicators of their own: staff by education."""
    for codes in (*options["lists"], *options["partial"]):
        rows = [f for f in sheet.shown.values() if f.indicator in codes and not f.is_claim]
        for shares in grouped(((f.part, f.year, f.role), f) for f in rows).values():
            if len(shares) > 1:
                complete = len(shares) == len(codes) and codes in options["lists"]
                yield Parts(tuple(shares), complete), ()


def _along_dimensions(
    sheet: Sheet, rows: Sequence[Figure]
) -> Iterator[tuple[str, dict[str, Figure]]]:
    """Give groups of shares whose scopes differ in one word of one dimension."""
    known = sheet.lists.scopes_by_value
    keys = grouped(
        ((f.part.words - {v}, known[v].dimension), (v, f))
        for f in rows
        for v in f.part.words
        if v in known
    )
    for (_, dimension), group in keys.items():
        values = dict(group)
        around = sheet.lists.classes_around
        yield dimension, {v: f for v, f in group if not around[v] & {*values}}


RULES: Mapping[str, Logic] = {"shares_sum": shares_sum}
