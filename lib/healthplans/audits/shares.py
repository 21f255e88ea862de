"""Shares against the counts they are shares of.

A printed share is recomputed as an interval. Where the counts stated do not give it, the
plan's other counts of the same thing are searched for a base that would.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from healthplans.audits.drafts import (
    HIGH,
    MEDIUM,
    Amount,
    Draft,
    Pair,
    Place,
    Sum,
    Term,
    found,
)
from healthplans.audits.figures import Figure
from healthplans.audits.scoped import (
    cause_of,
    counts_by_scope,
    dimension_of,
    exhaustive,
    narrowed,
    part_name,
)
from healthplans.audits.sheets import Logic, Options, Scope, Sheet, grouped
from healthplans.audits.splits import Parts
from healthplans.audits.wholes import covers
from healthplans.parts import Part
from healthplans.quantities import Interval
from healthplans.vocabulary.shares import count_of

_RECKONED = "basis"  # the dimension of how a figure is reckoned
Shares = tuple[Parts, tuple[object, ...]]  # with what other findings share with it


def share_and_count(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find a printed share that its own counts do not give."""
    counts = counts_by_scope(sheet, options)
    for share in (f for f in _shares(sheet) if not _is_narrower(sheet, f, options)):
        code = _counted(sheet, share)
        # counts that are aimed at need not be of one plan for the kinds of institutions
        known = counts.get((code, share.year), {}) if share.role == "level" else {}
        small, large = _share_scopes(sheet, share, code, options)
        part, base = known.get(small), known.get(large)
        if group := _group(sheet, share, options):
            own = sheet.at(code, share.year, Part(share.part.words))
            # so much money is no share of so many projects
            part, base = own if own and own.unit == group.unit else None, group
        terms = (base,) if base else exhaustive(known, large, options)
        cause = cause_of(code, share.year, large, dimension_of(sheet, small - large))
        # the count of another thing is no part of itself: of all visits there, those for TCM
        counted = part is not None and part.unit != share.unit and terms != (part,)
        stated = counted and part and terms and not _is_within(sheet, share, part)
        bases = (*known.values(), *_stated_again(sheet, terms))
        for draft in _share_differs(share, part, terms, bases) if part and stated else ():
            yield replace(draft, cause=cause)


def _stated_again(sheet: Sheet, terms: Sequence[Figure]) -> Iterator[Figure]:
    """Give what else the plan states of the figures that a share was recomputed from."""
    for term in terms:
        same = sheet.stated.get((term.indicator, term.part, term.year, term.role), ())
        yield from (f for f in same if f.is_exact and f.number != term.number)


def _is_within(sheet: Sheet, share: Figure, part: Figure) -> bool:
    """Whether it is a share of another number of the same part.

    Of the staff of disease control, 76 percent are health technicians.
    """
    others = (f for f in sheet.shown.values() if f is not part and f.is_exact)
    same = (f for f in others if (f.part, f.year, f.unit) == (part.part, part.year, part.unit))
    narrow = part.part.words and not share.part.of
    return bool(narrow) and any(_fits(share, part, f.number) for f in same)


def _counted(sheet: Sheet, share: Figure) -> str:
    """Give the indicator that counts what a share is the share of."""
    about = sheet.about(share)
    return about.share_of or about.counts or count_of(share.indicator)


def _is_narrower(sheet: Sheet, share: Figure, options: Options) -> bool:
    """Whether a share is of a kind that its indicator names, in institutions of its scope.

    The visits for traditional medicine among those of primary care are no share of all visits,
    nor are those registered, of whom so many are old, a share of those who live there.
    """
    registered = not share.part.words.isdisjoint(options["registered"])
    kind = not share.part.of and count_of(share.indicator) != _counted(sheet, share)
    dimensions = {sheet.lists.dimension(word) for word in share.part.words}
    elsewhere = registered and not share.part.of
    return elsewhere or (kind and dimensions <= {*options["dimensions"]})


def _group(sheet: Sheet, share: Figure, options: Options) -> Figure | None:
    """Give the figure of a group or a total that a share is of, an indicator of its own.

    The beds of hospitals are named by two words: what is counted, and where.
    """
    known = (
        sheet.at(options["groups"].get(word, word), share.year, Part(words))
        for word in share.part.of
        for rest in [share.part.of - {word}]
        for words in dict.fromkeys((share.part.words | rest, rest))
    )
    return next((f for f in known if f and f.is_exact and f.role == share.role), None)


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


def _share_scopes(
    sheet: Sheet, share: Figure, code: str, options: Options
) -> tuple[Scope, Scope]:
    """Give the scopes of a part and of its whole, which is reckoned alike: of all years."""
    about = share.part
    kept = {word for word in about.words if sheet.lists.dimension(word) == _RECKONED}
    whole = about.of or frozenset(kept)
    return narrowed(about.words, code, options), narrowed(whole, code, options)


def _shares(sheet: Sheet) -> list[Figure]:
    return [
        f
        for f in sheet.shown.values()
        if f.part and f.is_exact and (f.part.of or sheet.about(f).share_of)
    ]


def _share_differs(
    share: Figure, part: Figure, terms: tuple[Figure, ...], bases: Sequence[Figure]
) -> Iterator[Draft]:
    base = sum(f.number for f in terms)
    if _ratio(part, Interval.total(f.interval for f in terms)).meets(share.interval):
        return
    fits = tuple(f for f in bases if f is not part and _fits(share, part, f.number))
    ratio, implied = 100 * part.number / base, round(100 * part.number / share.number)
    places: dict[str, Place] = {
        "part": part,
        "part_name": Term(part.indicator, part.part),
        "base": Amount(base, part.unit),
        "share": share,
        "ratio": Amount(ratio, "percent"),
        "implied": Amount(implied, part.unit),
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


RULES: Mapping[str, Logic] = {"share_and_count": share_and_count, "shares_sum": shares_sum}
