"""What parts make a whole: where sets of parts are found, and when one is complete.

Figures are parts of a count where their scopes take it apart one way, where they are the
rows of a table before its total, or where one sentence lists them behind it; an indicator
can have others for members by definition. A set is complete where the lists say that its
classes are all there are, or where enough other counts of the same parts add up to their own
totals: where residents and beds of 老城片区 and 滨海片区 do, the physicians must too. Parts
contradict a whole that they exceed; a whole that they fall short of, only if complete.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from healthplans.audits.figures import Figure
from healthplans.audits.listed import listed
from healthplans.audits.scoped import Counts, has_other_basis
from healthplans.audits.sheets import Options, Scope, Sheet, grouped
from healthplans.audits.splits import OWN, WHOLE, Split, by_scope

Key = tuple[str, int]


def covers(words: Collection[str], options: Options) -> bool:
    """Whether words of scope have among them all classes there are."""
    return any({*all_} <= {*words} for all_ in options["exhaustive"])


def partitions(
    sheet: Sheet, counts: Mapping[Key, Counts], options: Options
) -> Iterator[Split]:
    """Give every set of parts of a count: by scope, in tables, and as sentences list them."""
    yield from splits(sheet, counts, options)
    for dimension in options["divides"]:
        yield from _proven(_divided(sheet, counts, dimension, options), options)
    for table in _tables(sheet, options):
        yield from _proven(_columns(table, options), options, table=True)
    yield from listed(sheet, options)


def splits(sheet: Sheet, counts: Mapping[Key, Counts], options: Options) -> Iterator[Split]:
    """Give every way in which stated counts split one scope into classes."""
    several = (entry for entry in counts.items() if len(entry[1]) > 1)
    for (code, year), known in several:
        for parent in _parents(known):
            inner = ((_narrows(sheet, c, parent), f) for c, f in known.items())
            children = {value: f for value, f in inner if value}
            classes = _by_dimension(sheet, children) if len(children) > 1 else {}
            for dimension, parts in classes.items():
                if dimension in options["dimensions"] and len(parts) > 1:
                    about = (code, year, parent, dimension, known.get(parent))
                    yield Split(*about, parts, covers(parts, options))


def _narrows(sheet: Sheet, scope: Scope, parent: Scope) -> str:
    """Give the word by which a scope narrows another: one more, or a class within its own."""
    more, less = scope - parent, parent - scope
    value = next(iter(more)) if len(more) == 1 else ""
    return value if value and less <= sheet.lists.classes_around.get(value, WHOLE) else ""


def _parents(known: Counts) -> list[Scope]:
    """Every scope that is stated, or that a stated one narrows by one word."""
    parents = {scope - {value} for scope in known for value in scope} | {WHOLE, *known}
    return sorted(parents, key=sorted)


def _by_dimension(
    sheet: Sheet, children: Mapping[str, Figure]
) -> dict[str, dict[str, Figure]]:
    """Sort children by dimension; one inside another is left out, as are two that overlap."""
    known, around = sheet.lists.scopes_by_value, sheet.lists.classes_around
    outer = {v for v in children if v in known and around[v].isdisjoint(children)}
    found: dict[str, dict[str, Figure]] = {}
    for value in (v for v in known if v in outer):
        if outer.isdisjoint(sheet.lists.classes_beside[value]):
            found.setdefault(known[value].dimension, {})[value] = children[value]
    return found


def _divided(
    sheet: Sheet, counts: Mapping[Key, Counts], dimension: str, options: Options
) -> Iterator[Split]:
    """Give counts taken apart by words of one dimension that no list knows to be all."""
    bases = options["bases"]
    for key, known in counts.items():
        single = {next(iter(scope)): f for scope, f in known.items() if len(scope) == 1}
        own = {
            word: f
            for word, f in single.items()
            if sheet.lists.dimension(word) == dimension
            and not has_other_basis(sheet, frozenset({word}), bases)
        }
        yield Split(*key, WHOLE, OWN, known.get(WHOLE), own)


def _tables(sheet: Sheet, options: Options) -> Iterator[list[Figure]]:
    """Give runs of counts that begin their lines, as the cells of a table do."""
    table: list[Figure] = []
    for figure in sheet.figures:
        cell = figure.span is not None and figure.span[0] <= 1 and figure.unit == "count"
        if not cell or not figure.is_exact or figure.role != "level":
            continue
        gap = (figure.paragraph or 0) - (table[-1].paragraph or 0) if table else 0
        if not 0 <= gap <= options["stride"]:
            yield table
            table = []
        table.append(figure)
    yield table


def _columns(table: Sequence[Figure], options: Options) -> Iterator[Split]:
    """Give the columns of a table whose last cell is the total of those before it."""
    for key, (*parts, last) in grouped(((f.indicator, f.year), f) for f in table).items():
        together = last.part.words <= {*options["everything"]} and not last.part.of
        named = by_scope(parts)
        if together and len(named) >= options["least"]:
            yield Split(*key, WHOLE, OWN, last, named)


def _proven(
    ways: Iterable[Split], options: Options, *, table: bool = False
) -> Iterator[Split]:
    """Give splits by words that so many others, which add up, show to be the whole.

    A cell that a table leaves out is none; elsewhere nothing says that it is.
    """
    known = [way for way in ways if way.whole and len(way.named) > 1]
    proofs = [w for w in known if w.whole and w.parts.interval.meets(w.whole.interval)]
    for way in known:
        others = [frozenset(one.named) for one in proofs if one is not way]
        own = frozenset(way.named)
        for words in [own] if table else dict.fromkeys(others):
            shown = [one for one in others if words == one or (table and words <= one)]
            if words <= own and len(shown) >= options["proofs"]:
                named = {word: f for word, f in way.named.items() if word in words}
                yield replace(way, named=named, complete=True)
