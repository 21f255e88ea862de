"""Parts against totals, shares against counts, subsets against their sets.

Counts are exact, so parts that are said to make up a total must add up to it; a share is
rounded, so it is recomputed as an interval. Which parts belong to which total is read from
the scopes (`scopes.csv`) and, across indicators, from the options of the rule.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from healthplans.audits.drafts import HIGH, LOW, MEDIUM, Amount, Doubt, Draft, Pair, Sum, Term
from healthplans.audits.figures import Figure, Interval, apart, interval
from healthplans.audits.sheets import Scope, Sheet, grouped

__all__ = ["RULES", "members_above"]

Options = Mapping[str, Any]
Counts = Mapping[Scope, Figure]
_WHOLE: Scope = frozenset()


@dataclass(frozen=True)
class _Split:
    """One total taken apart along one dimension of scope."""

    indicator: str
    year: int
    parent: Scope
    dimension: str
    parts: Mapping[str, Figure]

    @property
    def total(self) -> float:
        return sum(f.number for f in self.parts.values())

    @property
    def half(self) -> float:
        return sum(f.half for f in self.parts.values())

    @property
    def cause(self) -> tuple[object, ...]:
        return _cause(self.indicator, self.year, self.parent, self.dimension)


def parts_and_total(sheet: Sheet, options: Options) -> Iterator[Draft | Doubt]:
    """Parts of one count that do not add up to the total stated for them."""
    counts = _counts(sheet, options)
    for split in _splits(sheet, counts, options):
        whole = counts[split.indicator, split.year].get(split.parent)
        if whole is not None and apart(
            (split.total - split.half, split.total + split.half), interval(whole)
        ):
            yield from _sum_differs(sheet, split, whole, counts, options)


def members_and_total(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Indicators that together make up another, by definition, and do not."""
    for whole_code, codes in options["compositions"].items():
        for whole in sheet.levels(whole_code):
            parts = [sheet.at(code, whole.year) for code in codes]
            known = [f for f in parts if f is not None and f.is_exact]
            total = sum(f.number for f in known)
            if len(known) == len(codes) and total != whole.number:
                places = _sum_places(known, whole, total)
                yield _draft(whole, HIGH, (whole, *known), places, _sums(total, whole))


def share_and_count(sheet: Sheet, options: Options) -> Iterator[Draft | Doubt]:
    """A printed share that its own counts do not give."""
    counts = _counts(sheet, options)
    for share in _shares(sheet):
        code = sheet.about(share).share_of or ""
        known = counts.get((code, share.year), {})
        part_scope, base_scope = _share_scopes(share, code, options)
        part, base = known.get(part_scope), known.get(base_scope)
        terms = (base,) if base else _exhaustive(sheet, known, base_scope, options)
        if part is None or not terms:
            continue
        yield from _share_differs(sheet, share, part, terms, known, (part_scope, base_scope))


def shares_sum(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Shares of one whole, along one dimension, that add up to more than all of it."""
    by_base = grouped(
        ((f.indicator, f.year, f.component.partition("/")[2]), f) for f in _shares(sheet)
    )
    for rows in by_base.values():
        for group in _along_dimensions(sheet, rows):
            total, half = sum(f.number for f in group), sum(f.half for f in group)
            if len(group) > 1 and total - half > options["whole"]:
                places = {"parts": Sum(tuple(group)), "sum": Amount(total, "percent")}
                yield _draft(group[0], HIGH, tuple(group), places, {"sum": total})


def whole_outside_parts(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """A rate of the whole that no weights of its parts can give."""
    rates = [f for f in sheet.shown.values() if f.unit == "percent" and f.is_exact]
    plain = [f for f in rates if "/" not in f.component and not sheet.about(f).share_of]
    for (code, year), rows in grouped(((f.indicator, f.year), f) for f in plain).items():
        known = {_scope(f.component, code, options): f for f in rows}
        for split in _splits(sheet, {(code, year): known}, options):
            whole = known.get(split.parent)
            complete = any(set(v) == set(split.parts) for v in options["exhaustive"])
            if whole is not None and complete:
                yield from _outside(whole, tuple(split.parts.values()))


def _outside(whole: Figure, parts: tuple[Figure, ...]) -> Iterator[Draft]:
    ends = [interval(f) for f in parts]
    span = min(low for low, _ in ends), max(high for _, high in ends)
    if apart(interval(whole), span):
        pairs = tuple(Pair(_part_name(f, whole), f) for f in parts)
        yield _draft(
            whole,
            HIGH,
            (whole, *parts),
            {"whole": whole, "parts": pairs},
            {"whole": whole.number, "lowest": span[0], "highest": span[1]},
        )


def subset_above_set(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """A part that is larger than the whole it belongs to."""
    for whole_code, codes in options["members"].items():
        for component in {c for code, c in sheet.names if code == whole_code}:
            years = {
                year
                for code, comp, year in sheet.shown
                if (code, comp) == (whole_code, component)
            }
            for year in sorted(years):
                yield from _members_above(sheet, whole_code, codes, component, year)
    for (code, year), known in _counts(sheet, options).items():
        for (small, part), (large, whole) in _nested(known):
            if interval(part)[0] > interval(whole)[1]:
                cause = _cause(code, year, large, _dimension(sheet, small - large))
                places = _sum_places([part], whole, part.number)
                yield _draft(
                    part, HIGH, (part, whole), places, _sums(part.number, whole), cause
                )


def no_room_for_others(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Members that use up the whole, though it has other members too."""
    for whole_code, codes in options["members"].items():
        for whole in sheet.levels(whole_code):
            parts = [
                f for f in (sheet.at(code, whole.year) for code in codes) if f is not None
            ]
            total = sum(f.number for f in parts)
            if len(parts) == len(codes) and total == whole.number and whole.is_exact:
                places = _sum_places(parts, whole, total)
                yield _draft(whole, LOW, (whole, *parts), places, _sums(total, whole))


def members_above(sheet: Sheet, whole: Interval, parts: Sequence[Interval]) -> bool:
    """Whether members must exceed their whole, whatever the rounding."""
    return sum(low for low, _ in parts) > whole[1] + 1e-9


def _members_above(
    sheet: Sheet, whole_code: str, codes: Sequence[str], component: str, year: int
) -> Iterator[Draft]:
    whole = sheet.at(whole_code, year, component)
    parts = [sheet.at(code, year, component) for code in codes]
    known = [f for f in parts if f is not None and f.is_point]
    if whole is None or not whole.is_point or not known:
        return
    factors = [float(sheet.lists.factor(f.unit, whole.unit) or 0) for f in known]
    scaled = [
        (interval(f)[0] * k, interval(f)[1] * k) for f, k in zip(known, factors, strict=True)
    ]
    if members_above(sheet, interval(whole), scaled):
        total = sum(f.number * k for f, k in zip(known, factors, strict=True))
        places = _sum_places(known, whole, total)
        yield _draft(whole, HIGH, (whole, *known), places, _sums(total, whole))


def _counts(sheet: Sheet, options: Options) -> dict[tuple[str, int], dict[Scope, Figure]]:
    """Exact counts by (indicator, year) and scope, scopes that say nothing new left out."""
    found: dict[tuple[str, int], dict[Scope, Figure]] = {}
    for (code, component, year), figure in sheet.shown.items():
        if figure.unit == "count" and figure.is_exact and "." not in component:
            scope = _scope(component, code, options)
            found.setdefault((code, year), {}).setdefault(scope, figure)
    return found


def _scope(component: str, indicator: str, options: Options) -> Scope:
    implied = {*options["everything"], *options["implied"].get(indicator, ())}
    return frozenset(filter(None, component.split("+"))) - implied


def _share_scopes(share: Figure, code: str, options: Options) -> tuple[Scope, Scope]:
    part, _, base = share.component.partition("/")
    return _scope(part, code, options), _scope(base, code, options)


def _shares(sheet: Sheet) -> list[Figure]:
    return [
        f
        for f in sheet.shown.values()
        if f.component and f.role == "level" and f.is_exact and sheet.about(f).share_of
    ]


def _dimension(sheet: Sheet, scope: Scope) -> str:
    known = {s.value: s.dimension for s in sheet.lists.scopes}
    return "+".join(sorted({known.get(value, "") for value in scope}))


def _splits(
    sheet: Sheet, counts: Mapping[tuple[str, int], Counts], options: Options
) -> Iterator[_Split]:
    for (code, year), known in counts.items():
        for parent in _parents(known):
            children = {
                next(iter(c - parent)): f
                for c, f in known.items()
                if parent < c and len(c - parent) == 1
            }
            for dimension, parts in _by_dimension(sheet, children).items():
                if dimension in options["dimensions"] and len(parts) > 1:
                    yield _Split(code, year, parent, dimension, parts)


def _parents(known: Counts) -> list[Scope]:
    """Every scope that a stated scope narrows by one word, stated itself or not."""
    parents = {scope - {value} for scope in known for value in scope} | {_WHOLE}
    return sorted(parents, key=sorted)


def _by_dimension(
    sheet: Sheet, children: Mapping[str, Figure]
) -> dict[str, dict[str, Figure]]:
    """Sort children by dimension; a child inside another child is left out."""
    scopes = {s.value: s for s in sheet.lists.scopes if s.value in children}
    found: dict[str, dict[str, Figure]] = {}
    for value, scope in scopes.items():
        if scope.parent not in children:
            found.setdefault(scope.dimension, {})[value] = children[value]
    return found


def _exhaustive(
    sheet: Sheet, known: Counts, base: Scope, options: Options
) -> tuple[Figure, ...]:
    """The counts that together are a base that is not stated itself; empty if none are."""
    for values in options["exhaustive"]:
        parts = [known.get(base | {value}) for value in values]
        if all(parts):
            return tuple(f for f in parts if f is not None)
    return ()


def _sum_differs(
    sheet: Sheet,
    split: _Split,
    whole: Figure,
    counts: Mapping[tuple[str, int], Counts],
    options: Options,
) -> Iterator[Draft | Doubt]:
    parts = tuple(split.parts.values())
    places = _sum_places(parts, whole, split.total)
    complete = any(set(values) <= set(split.parts) for values in options["exhaustive"])
    if split.total < whole.number and not complete:
        yield Doubt((whole, *parts), places, whole.indicator, whole.component, whole.year)
        return
    message, extra, evidence = _explained(sheet, split, whole, counts)
    gap = abs(split.total - whole.number)
    severity = HIGH if gap > options["small"] * whole.number else MEDIUM
    yield _draft(
        whole,
        severity,
        (whole, *parts, *evidence),
        places | extra,
        _sums(split.total, whole),
        split.cause,
        message,
    )


def _explained(
    sheet: Sheet, split: _Split, whole: Figure, counts: Mapping[tuple[str, int], Counts]
) -> tuple[str, dict[str, Any], tuple[Figure, ...]]:
    """Look for what would make the sum right: another stated total, or one part misprinted."""
    known = counts[split.indicator, split.year]
    for figure in known.values():
        if figure.number == split.total and figure not in split.parts.values():
            other = {"other": figure, "other_name": Term(figure.indicator, figure.component)}
            return "other_total", other, (figure,)
    for part in split.parts.values():
        reading = whole.number - (split.total - part.number)
        share = sheet.shown.get((f"{part.indicator}_share", part.component, part.year))
        printed = share and interval(share)
        if share and printed and not apart((100 * reading / whole.number,) * 2, printed):
            places = {"part": part, "reading": Amount(reading), "share": share}
            return "reading", places, (share,)
    return "default", {}, ()


def _share_differs(
    sheet: Sheet,
    share: Figure,
    part: Figure,
    terms: tuple[Figure, ...],
    known: Counts,
    scopes: tuple[Scope, Scope],
) -> Iterator[Draft]:
    base = sum(f.number for f in terms)
    ratio = _ratio(part, base, sum(f.half for f in terms))
    if not apart(ratio, interval(share)):
        return
    fits = [f for f in known.values() if f is not part and _fits(share, part, f.number)]
    places = {
        "part": part,
        "part_name": Term(part.indicator, part.component),
        "base": Amount(base),
        "share": share,
        "ratio": Amount(100 * part.number / base, "percent"),
        "implied": Amount(round(100 * part.number / share.number)),
        "fits": tuple(fits),
        "fit_names": tuple(Term(f.indicator, f.component) for f in fits),
    }
    gap = abs(100 * part.number / base - share.number)
    cause = _cause(
        part.indicator, part.year, scopes[1], _dimension(sheet, scopes[0] - scopes[1])
    )
    whole_number = _fits(share, part, round(100 * part.number / share.number))
    yield _draft(
        share,
        HIGH if gap > 1 else MEDIUM,
        (share, part, *terms, *fits),
        places,
        {"share": share.number, "recomputed": round(100 * part.number / base, 4)},
        cause,
        "fits" if fits else ("default" if whole_number else "none"),
    )


def _ratio(part: Figure, base: float, half: float) -> Interval:
    low, high = part.number - part.half, part.number + part.half
    return 100 * low / (base + half), 100 * high / max(base - half, 1e-9)


def _fits(share: Figure, part: Figure, base: float) -> bool:
    return base > 0 and not apart(_ratio(part, base, 0.0), interval(share))


def _along_dimensions(sheet: Sheet, rows: Sequence[Figure]) -> Iterator[list[Figure]]:
    """Give groups of shares whose scopes differ in one word of one dimension."""
    known = {s.value: s for s in sheet.lists.scopes}
    parts = [(frozenset(f.component.partition("/")[0].split("+")), f) for f in rows]
    keys = grouped(
        ((scope - {v}, known[v].dimension), (v, f))
        for scope, f in parts
        for v in scope
        if v in known
    )
    for group in keys.values():
        values = {v for v, _ in group}
        yield [f for v, f in group if known[v].parent not in values]


def _nested(known: Counts) -> Iterator[tuple[tuple[Scope, Figure], tuple[Scope, Figure]]]:
    for one, other in combinations(known.items(), 2):
        for (small, part), (large, whole) in ((one, other), (other, one)):
            if large < small:
                yield (small, part), (large, whole)


def _cause(indicator: str, year: int, parent: Scope, dimension: str) -> tuple[object, ...]:
    return "totals", indicator, year, tuple(sorted(parent)), dimension


def _sums(total: float, whole: Figure) -> dict[str, float]:
    return {"sum": total, "stated": whole.number, "difference": round(total - whole.number, 6)}


def _sum_places(parts: Sequence[Figure], whole: Figure, total: float) -> dict[str, Any]:
    return {
        "parts": Sum(tuple(Pair(_part_name(f, whole), f) for f in parts)),
        "sum": Amount(total, whole.unit),
        "whole": whole,
        "gap": Amount(abs(total - whole.number), whole.unit),
    }


def _part_name(part: Figure, whole: Figure) -> Term:
    """Name a part by its scope alone where it is a part of the same indicator."""
    return Term(part.indicator, part.component, only=part.indicator == whole.indicator)


def _draft(
    about: Figure,
    severity: str,
    evidence: tuple[Figure, ...],
    places: Mapping[str, Any],
    computed: Mapping[str, float],
    cause: tuple[object, ...] = (),
    message: str = "default",
) -> Draft:
    filled = {"name": Term(about.indicator, about.component), "year": about.year, **places}
    key = (about.indicator, about.component, about.year)
    return Draft(severity, evidence, filled, computed, *key, cause=cause, message=message)


RULES = {
    "parts_and_total": parts_and_total,
    "members_and_total": members_and_total,
    "share_and_count": share_and_count,
    "shares_sum": shares_sum,
    "whole_outside_parts": whole_outside_parts,
    "subset_above_set": subset_above_set,
    "no_room_for_others": no_room_for_others,
}
