"""What projects, institutions and kinds of them are to add, each counted once."""

from collections.abc import Iterable, Mapping, Sequence

from healthplans.audits.figures import Figure
from healthplans.audits.sheets import Sheet, grouped
from healthplans.parts import Part
from healthplans.vocabulary.schema import Scope

__all__ = ["added_once", "is_added", "total_added"]


def is_added(sheet: Sheet, figure: Figure) -> bool:
    """Whether a figure says how many are added, or given up, over the years of the plan."""
    counted = figure.kind == "relative" and figure.change_unit == "count"
    since = figure.base_year in (None, sheet.document.base)
    return counted and since and bool(figure.change)


def total_added(figures: Iterable[Figure]) -> float:
    """Give what figures add together, less what some of them give up."""
    return sum(f.change or 0.0 for f in figures)


def added_once(sheet: Sheet, rows: Sequence[Figure]) -> list[Figure]:
    """Give the one way of splitting what is added that adds most.

    Kinds of institutions and named projects are two ways of telling the same beds, and so is
    the number for all; what is given up elsewhere is taken off.
    """
    least = {
        part: min(same, key=lambda f: f.change or 0.0)
        for part, same in grouped((f.part, f) for f in rows).items()
    }
    listed = sheet.lists.scopes_by_value
    gained = {p: f for p, f in least.items() if (f.change or 0.0) > 0}
    lost = [f for p, f in least.items() if f not in gained.values() and p.words]
    kinds = [f for p, f in gained.items() if p.words and p.words <= listed.keys()]
    named = [f for p, f in gained.items() if not p.words <= listed.keys()]
    ways = [_outermost(kinds, listed) + lost, _longest(named) + lost]
    whole = [f for p, f in gained.items() if p.is_whole]
    return max(*ways, whole, key=total_added)


def _outermost(kinds: Sequence[Figure], known: Mapping[str, Scope]) -> list[Figure]:
    """Leave out kinds that lie within another one stated."""

    def around(part: Part) -> frozenset[str]:
        return part.words | {known[word].parent for word in part.words}

    return [
        f
        for f in kinds
        if not any(g is not f and g.part.words <= around(f.part) for g in kinds)
    ]


def _longest(named: Sequence[Figure]) -> list[Figure]:
    """Leave out names that stand in a longer one: 区中医院 beside 区中医院扩建工程."""
    names = {f.id: f.part.part for f in named}
    return [
        f
        for f in named
        if not any(names[f.id] in n and names[f.id] != n for n in names.values())
    ]
