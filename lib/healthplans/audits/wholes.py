"""What parts make a whole: where sets of parts are found, and when one is complete.

Figures are parts of a count where their scopes take it apart one way, where they are the
rows of a table before its total, or where one sentence lists them behind it; an indicator
can have others for members by definition. A set is complete where the lists say that its
classes are all there are, or where enough other counts of the same parts add up to their own
totals: where residents and beds of 老城片区 and 滨海片区 do, the physicians must too. Parts
contradict a whole that they exceed; a whole that they fall short of, only if complete.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from healthplans.audits.figures import Figure
from healthplans.audits.scoped import Counts, cause_of, has_other_basis
from healthplans.audits.sheets import Options, Scope, Sheet, grouped
from healthplans.quantities import Interval

_WHOLE: Scope = frozenset()
_OWN = "own"  # the dimension of a division that the plan makes
Key = tuple[str, int]
Named = Mapping[str, Figure]


@dataclass(frozen=True)
class Parts:
    """Figures that share nothing, and whether they are all that there is."""

    figures: tuple[Figure, ...]
    complete: bool

    @property
    def total(self) -> float:
        """The figures added up."""
        return sum(f.number for f in self.figures)

    @property
    def interval(self) -> Interval:
        """All values that the sum can have."""
        return Interval.total(f.interval for f in self.figures)

    def contradict(self, whole: Interval) -> bool:
        """Whether they are more than a whole, or all of it and less."""
        less = self.complete and self.interval.below(whole)
        return less or whole.below(self.interval)

    def in_another_unit(self, whole: Interval, factors: Sequence[float]) -> float:
        """Give the factor by which one of them, or all, would make a whole; 0 for none."""
        rests = [[f.interval for f in self.figures if f is not one] for one in self.figures]
        for factor in factors:
            ones = zip((f.interval.scaled(factor) for f in self.figures), rests, strict=True)
            sums = (Interval.total((one, *rest)) for one, rest in ones)
            if any(one.meets(whole) for one in (self.interval.scaled(factor), *sums)):
                return factor
        return 0.0

    def nested(self, whole: Interval) -> bool:
        """Whether they make a whole without one, which is then a part of another."""
        rests = ([f.interval for f in self.figures if f is not one] for one in self.figures)
        return any(Interval.total(rest).meets(whole) for rest in rests)


@dataclass(frozen=True)
class Split:
    """One total taken apart one way, along a dimension of scope or the plan's own."""

    indicator: str
    year: int
    parent: Scope
    dimension: str
    whole: Figure | None
    named: Named
    complete: bool = False

    @property
    def parts(self) -> Parts:
        """The figures of the parts, whatever they are named."""
        return Parts(tuple(self.named.values()), self.complete)

    @property
    def cause(self) -> tuple[object, ...]:
        """What other findings about the same split share with this one."""
        return cause_of(self.indicator, self.year, self.parent, self.dimension)


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
    yield from _lists(sheet, options)


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
    return value if value and less <= sheet.lists.classes_around.get(value, _WHOLE) else ""


def _parents(known: Counts) -> list[Scope]:
    """Every scope that is stated, or that a stated one narrows by one word."""
    parents = {scope - {value} for scope in known for value in scope} | {_WHOLE, *known}
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
        yield Split(*key, _WHOLE, _OWN, known.get(_WHOLE), own)


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
        named = _by_scope(parts)
        if together and len(named) >= options["least"]:
            yield Split(*key, _WHOLE, _OWN, last, named)


def _lists(sheet: Sheet, options: Options) -> Iterator[Split]:
    """Give counts with the parts that a sentence lists and that exceed them by little.

    Parts that overlap exceed their total by more, and a list need not be complete. The total
    opens the list, or stands elsewhere for what is told by places or names: the township
    centres of two medical communities are no more than the county has.
    """
    exact = [f for f in sheet.figures if f.unit == "count" and f.is_exact and f.paragraph]
    told = (f for f in exact if f.role == "level")
    rows = grouped(((f.paragraph, f.indicator, f.year), f) for f in told)
    for (_, code, year), listed in rows.items():
        for place, whole in enumerate(listed):
            inner = [f for f in listed[place + 1 :] if whole.part.words < f.part.words]
            split = Split(code, year, whole.part.words, _OWN, whole, _by_scope(inner))
            # fewer where words of one dimension tell them apart
            least = options["alike" if len(_dimensions(sheet, split)) == 1 else "names"]
            if len(split.named) >= least and _exceeds(split, options):
                yield split
        split = Split(code, year, _WHOLE, _OWN, sheet.at(code, year), _by_scope(listed))
        if _are_places(sheet, split, options) and _exceeds(split, options):
            yield split


def _are_places(sheet: Sheet, split: Split, options: Options) -> bool:
    """Whether parts are told by names, or by a plan's own division of its area."""
    own = _dimensions(sheet, split)
    return len(own) == 1 and own <= {*options["divides"]} and len(split.named) > 1


def _dimensions(sheet: Sheet, split: Split) -> set[str]:
    """Give the dimensions of the words by which parts differ; none where several are."""
    words = [word for f in split.named.values() for word in f.part.words - split.parent]
    known = set(map(sheet.lists.dimension, words))
    return known if len(words) == len(split.named) else set()


def _exceeds(split: Split, options: Options) -> bool:
    """Whether parts are more than a level stated of their whole, by little."""
    whole = split.whole if split.whole and split.whole.role == "level" else None
    more = split.parts.total - whole.number if whole else 0.0
    return bool(whole and 0 < more < options["near"] * whole.number)


def _by_scope(parts: Sequence[Figure]) -> Named:
    """Name figures by their scopes; none, where two have one or one has none."""
    named = {"+".join(sorted(f.part.words)): f for f in parts}
    return named if len(named) == len(parts) and "" not in named else {}


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
