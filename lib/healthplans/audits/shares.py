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
    Place,
    Term,
    found,
)
from healthplans.audits.figures import Figure
from healthplans.audits.scoped import (
    Counts,
    cause_of,
    counts_by_scope,
    dimension_of,
    exhaustive,
    narrowed,
)
from healthplans.audits.sheets import Logic, Options, Scope, Sheet
from healthplans.parts import Part
from healthplans.quantities import Interval
from healthplans.vocabulary.shares import count_of

_RECKONED = "basis"  # the dimension of how a figure is reckoned


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
        terms = _of_same_people(share, terms or _around(known, small, large), options)
        cause = cause_of(code, share.year, large, dimension_of(sheet, small - large))
        # the count of another thing is no part of itself: of all visits there, those for TCM
        counted = part is not None and part.unit != share.unit and terms != (part,)
        stated = counted and part and terms and not _is_within(sheet, share, part)
        bases = (*known.values(), *_stated_again(sheet, terms))
        for draft in _share_differs(share, part, terms, bases) if part and stated else ():
            yield replace(draft, cause=cause)


def _around(known: Counts, small: Scope, large: Scope) -> tuple[Figure, ...]:
    """Give the only count stated between a part and a whole that nobody states.

    Of the registered births so many were Caesarean, and nothing is said of all births.
    """
    between = [f for words, f in known.items() if large < words < small]
    return tuple(between) if len(between) == 1 else ()


def _of_same_people(
    share: Figure, terms: tuple[Figure, ...], options: Options
) -> tuple[Figure, ...]:
    """Leave out those who live there where a share of those registered is printed."""
    registered = share.part.words & {*options["registered"]}
    same = share.part.of or all(registered <= term.part.words for term in terms)
    return terms if same else ()


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

    The visits for traditional medicine among those of primary care are no share of all visits.
    """
    kind = not share.part.of and count_of(share.indicator) != _counted(sheet, share)
    dimensions = {sheet.lists.dimension(word) for word in share.part.words}
    return kind and dimensions <= {*options["dimensions"]}


def _group(sheet: Sheet, share: Figure, options: Options) -> Figure | None:
    """Give the figure of a group or a total that a share is of, an indicator of its own.

    The beds of hospitals are named by two words: what is counted, and where.
    """
    of = share.part.of - {_counted(sheet, share)}
    known = (
        sheet.at(options["groups"].get(word, word), share.year, Part(words))
        for word in of
        for rest in [of - {word}]
        for words in dict.fromkeys((share.part.words | rest, rest))
    )
    return next((f for f in known if f and f.is_exact and f.role == share.role), None)


def _share_scopes(
    sheet: Sheet, share: Figure, code: str, options: Options
) -> tuple[Scope, Scope]:
    """Give the scopes of a part and of its whole, which is reckoned alike: of all years."""
    about = share.part
    kept = {word for word in about.words if sheet.lists.dimension(word) == _RECKONED}
    # of the births those of one kind are a share of births
    whole = about.of - {code} or frozenset(kept)
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


RULES: Mapping[str, Logic] = {"share_and_count": share_and_count}
