"""What projects, institutions and kinds of them are to add, each counted once."""

from collections.abc import Iterable, Mapping, Sequence

from healthplans.audits.figures import Figure
from healthplans.audits.sheets import Sheet, grouped
from healthplans.parts import Part

# two that are alike are no total and its one part
_SEVERAL = 3


def is_added(sheet: Sheet, figure: Figure) -> bool:
    """Whether a figure says how many are added, or given up, over the years of the plan."""
    counted = figure.kind == "relative" and figure.change_unit == "count"
    since = figure.base_year in (None, sheet.document.base)
    return counted and since and not is_of_one_year(figure) and bool(figure.change)


def is_of_one_year(figure: Figure) -> bool:
    """Whether a change is that of a single year, as tables of yearly tasks print it."""
    return figure.base_year == figure.year - 1


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
    listed = sheet.lists.classes_around
    gained = _without_total({p: f for p, f in least.items() if (f.change or 0.0) > 0})
    lost = [f for p, f in least.items() if (f.change or 0.0) <= 0 and p.words]
    kinds = [f for p, f in gained.items() if p.words and p.words <= listed.keys()]
    named = [f for p, f in gained.items() if not p.words <= listed.keys()]
    ways = [_outermost(kinds, listed) + lost, _longest(named) + lost]
    whole = [f for p, f in gained.items() if p.is_whole]
    return max(*ways, whole, key=total_added)


def _without_total(gained: Mapping[Part, Figure]) -> Mapping[Part, Figure]:
    """Leave out the row of all projects, which is what the others add together."""
    parts = {p: f for p, f in gained.items() if not p.is_whole}
    half = total_added(parts.values()) / 2
    sums = {p for p, f in parts.items() if f.change == half and len(parts) >= _SEVERAL}
    return {p: f for p, f in gained.items() if p not in sums}


def _outermost(kinds: Sequence[Figure], listed: Mapping[str, frozenset[str]]) -> list[Figure]:
    """Leave out kinds that lie within another one stated."""

    def around(part: Part) -> frozenset[str]:
        return part.words.union(*(listed[word] for word in part.words))

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
