"""Counts sorted by scope: which figures are parts of which.

A scope is a set of words of `scopes.csv`: {hospital, public} is a part of {hospital}, along
the dimension ownership. The options of a rule name the dimensions that split a count, the
classes that together make up everything, and the words that add nothing to an indicator.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from healthplans.audits.drafts import Amount, Pair, Place, Sum, Term
from healthplans.audits.figures import Figure
from healthplans.audits.sheets import Options, Scope, Sheet
from healthplans.parts import Part

Counts = Mapping[Scope, Figure]
_TOGETHER = "_years_total"  # what codes of the years that a change took end with


def counts_by_scope(
    sheet: Sheet, options: Options
) -> dict[tuple[str, int], dict[Scope, Figure]]:
    """Give exact counts by (indicator, year) and scope.

    One that is a class of another by its own name counts as that: tertiary hospitals.
    """
    found: dict[tuple[str, int], dict[Scope, Figure]] = {}
    named = options.get("named_classes", {})
    for (code, part, year), figure in sheet.counts:
        whole, *classes = named.get(code, [code])
        scope = narrowed(part.words.union(classes), whole, options)
        found.setdefault((whole, year), {}).setdefault(scope, figure)
    return found


def narrowed(words: Scope, indicator: str, options: Options) -> Scope:
    """Give the words of a scope, those left out that say nothing new."""
    if not words:  # the most frequent case by far
        return words
    implied = {*options["everything"], *options["implied"].get(indicator, ())}
    return words - implied


def dimension_of(sheet: Sheet, scope: Scope) -> str:
    """Name the dimension or dimensions along which a scope narrows."""
    return "+".join(sorted({sheet.lists.dimension(value) for value in scope}))


def exhaustive(known: Counts, base: Scope, options: Options) -> tuple[Figure, ...]:
    """Give the counts that together are a base not stated itself; empty if none are."""
    for values in options["exhaustive"]:
        parts = [known.get(base | {value}) for value in values]
        if all(parts):
            return tuple(f for f in parts if f is not None)
    return ()


def nested(
    sheet: Sheet, known: Counts
) -> Iterator[tuple[tuple[Scope, Figure], tuple[Scope, Figure]]]:
    """Give every stated count with every stated count that its scope lies in.

    It has all words of the other, or classes that lie in those: township centres lie in
    township and community centres.
    """
    around = sheet.lists.classes_around
    for one, other in combinations(known.items(), 2):
        for (small, part), (large, whole) in ((one, other), (other, one)):
            wide = small.union(*(around.get(word, frozenset()) for word in small))
            if large <= wide and large != small:
                yield (small, part), (large, whole)


def has_other_basis(sheet: Sheet, words: Scope, bases: Sequence[str]) -> bool:
    """Whether words say how a figure is reckoned, and narrow nothing.

    The births of five years together are no part of those of one, nor are the ambulances
    that a norm asks for a part of those that there are.
    """
    names = map(sheet.lists.narrowed_to, words)
    return any(basis in name for name in names for basis in bases)


def share_nothing(sheet: Sheet, dimensions: Sequence[str], one: Figure, other: Figure) -> bool:
    """Whether two scopes hold classes of one of these dimensions with nothing in common."""
    around, beside = sheet.lists.classes_around, sheet.lists.classes_beside
    dimension = sheet.lists.dimension
    return any(
        dimension(a) == dimension(b) in dimensions
        and a != b
        and a not in around[b]
        and b not in around[a]
        and b not in beside[a]
        for a in one.part.words & around.keys()
        for b in other.part.words & around.keys()
    )


def cause_of(indicator: str, year: int, parent: Scope, dimension: str) -> tuple[object, ...]:
    """Name what findings about one split share."""
    return "totals", indicator, year, tuple(sorted(parent)), dimension


def sums(total: float, whole: Figure) -> dict[str, float]:
    """Give the arithmetic of a sum as numbers."""
    return {"sum": total, "stated": whole.number, "difference": round(total - whole.number, 6)}


def sum_places(parts: Sequence[Figure], whole: Figure, total: float) -> dict[str, Place]:
    """Give the arithmetic of a sum as places of a sentence."""
    return {
        "parts": Sum(tuple(Pair(part_name(f, whole), f) for f in parts)),
        "sum": Amount(total, whole.unit),
        "whole": whole,
        "gap": Amount(abs(total - whole.number), whole.unit),
    }


def part_name(part: Figure, whole: Figure) -> Term:
    """Name a part by its scope alone where it is a part of the same indicator."""
    return Term(part.indicator, part.part, only=part.indicator == whole.indicator)


def reckoned(change: Figure) -> Part:
    """Give the part that a change is about; 五年累计 says how long it took, and of no part."""
    words = (word for word in change.part.words if not word.endswith(_TOGETHER))
    return change.part._replace(words=frozenset(words))
