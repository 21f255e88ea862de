"""Indicators that together make up another by definition: staff, institutions by kind.

A member that is stated nowhere is taken apart into its own members, so that the kinds of
primary care stand for it. Only a complete list can fall short of its whole; what has been
added up of an incomplete one can still be too much.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, combinations

from healthplans.audits.alike import of_two_names
from healthplans.audits.drafts import HIGH, LOW, MEDIUM, Amount, Draft, Pair, Place, Sum, found
from healthplans.audits.figures import Figure
from healthplans.audits.scoped import (
    cause_of,
    counts_by_scope,
    dimension_of,
    has_other_basis,
    nested,
    part_name,
    share_nothing,
    sum_places,
    sums,
)
from healthplans.audits.sheets import Logic, Options, Scope, Sheet, grouped
from healthplans.audits.splits import Parts
from healthplans.parts import Part
from healthplans.quantities import Interval
from healthplans.texts import fold


def members_and_total(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find indicators that together make up another, by definition, and do not."""
    for name, whole in _wholes(sheet, options):
        if not whole.is_claim:
            tally = _added(sheet, name, whole, options)
            told = tally.complete or name in options["partial"]
            if told and tally.contradict(whole.interval):
                draft = _differs(whole, tally, options)
                said = _reading(sheet, whole, tally, options) or draft
                yield replace(said, cause=("members", whole.id))


def _wholes(sheet: Sheet, options: Options) -> Iterator[tuple[str, Figure]]:
    """Give each total by the name that the lists know it by, once where it is stated alike."""
    named = [(_name(f, options), f) for f in sheet.shown.values()]
    wholes = [(name, f) for name, f in named if name in options["compositions"]]
    once = {(name, f.year, f.role, f.number): (name, f) for name, f in reversed(wholes)}
    yield from reversed(once.values())


def _differs(whole: Figure, tally: Parts, options: Options) -> Draft:
    places = sum_places(tally.figures, whole, tally.total)
    evidence, computed = (whole, *tally.figures), sums(tally.total, whole)
    above = whole.interval.below(tally.interval)
    # a total may be meant without some kinds, and some lists leave a rare kind out
    doubtful = options["left_out"] if above else options["rest"]
    sure = [f.interval for f in tally.figures if f.indicator not in doubtful]
    meant = len(sure) < len(tally.figures)
    if meant and above:
        meant = not whole.interval.below(Interval.total(sure))
    draft = found(whole, MEDIUM if meant else HIGH, evidence, places, computed)
    return replace(draft, message="left_out") if meant and above else draft


def _reading(sheet: Sheet, whole: Figure, tally: Parts, options: Options) -> Draft | None:
    """Look for a member whose own members say what would make the sum right."""
    figures, total = tally.figures, tally.total
    for figure in figures:
        inner = _added(sheet, _name(figure, options), whole, options)
        due = whole.number - (total - figure.number)
        if inner.figures and inner.total == due != figure.number:
            places: dict[str, Place] = {
                **sum_places(figures, whole, total),
                "part": figure,
                "part_name": part_name(figure, whole),
                "kinds": Sum(tuple(Pair(part_name(f, figure), f) for f in inner.figures)),
                "reading": Amount(inner.total),
            }
            evidence = (whole, *figures, *inner.figures)
            draft = found(whole, HIGH, evidence, places, sums(total, whole))
            return replace(draft, message="reading")
    return None


def _name(figure: Figure, options: Options) -> str:
    """Give the name that the lists know a figure by."""
    own = f"{figure.indicator}.{figure.part}" if figure.part else figure.indicator
    return next((name for name, others in options["also"].items() if own in others), own)


def _added(sheet: Sheet, name: str, whole: Figure, options: Options) -> Parts:
    """Add up the members of a name; a figure is counted once."""
    members = options["compositions"].get(name, ())
    tallies = [(one, _tally(sheet, one, whole, options)) for one in members]
    figures = dict.fromkeys(f for _, tally in tallies for f in tally.figures)
    known = [t.complete or one in options["rare"] for one, t in tallies]
    complete = bool(figures) and all(known) and name not in options["open"]
    return Parts(tuple(figures), complete)


def _tally(sheet: Sheet, name: str, whole: Figure, options: Options) -> Parts:
    """Give the figure of a name, of whichever of its codes, else its members."""
    for code in (name, *options["also"].get(name, ())):
        figure = _stated(sheet, code, whole)
        unlike = options["unlike"].get(code, ())
        if figure is not None and not any(word in figure.label for word in unlike):
            return Parts((figure,), complete=True)
    return _added(sheet, name, whole, options)


def _stated(sheet: Sheet, name: str, whole: Figure) -> Figure | None:
    code, _, words = name.partition(".")
    figure = sheet.at(code, whole.year, Part.read(words))
    return figure if figure and figure.is_point and figure.role == whole.role else None


def subset_above_set(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find a part, or parts that share nothing, larger than the whole they belong to."""
    for (code, scope, year), whole in sheet.shown.items():
        named = Part(scope.words | {options["implied"].get(code, "")} - {""}, scope.of)
        for group in options["members"].get(code, ()):
            parts = [sheet.at(p, year, scope) or sheet.at(p, year, named) for p in group]
            known = [f for f in parts if f and _of_same(sheet, whole, f)]
            if known:
                yield from _members_above(sheet, whole, known)
    yield from _more_than_there_are(sheet, options)
    yield from _classes_above(sheet, options)


def _classes_above(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find densities of classes of institutions that together exceed that of all.

    Beds per 1,000 people in hospitals of both ownerships and in primary care add up; those of
    parts of the area are of people of their own.
    """
    several = grouped(
        ((code, year, f.role), f)
        for (code, part, year), f in sheet.shown.items()
        if code in options["adding_up"] and f.is_point and not part.of
    )
    for rows in several.values():
        whole = next((f for f in rows if not f.part), None)
        parts = [f for f in rows if f.part and whole and _of_same(sheet, whole, f)]
        pairs = combinations(parts, 2)
        apart = all(share_nothing(sheet, options["dimensions"], *pair) for pair in pairs)
        if whole is not None and len(parts) > 1 and apart:
            yield from _members_above(sheet, whole, parts)


def _more_than_there_are(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find more people of an age, or with a disease, served than the plan counts at all."""
    counters = tuple(options["people"])
    for (code, part, year), served in sheet.shown.items():
        lists = (options["served"].get(code, {}), options["groups"])
        counted = [known[word] for known in lists for word in part.words if word in known]
        alone = len(part.words) == 1 and not part.of and served.unit == "count"
        if alone and fold(served.unit_text).endswith(counters):
            wholes = (sheet.at(whole, year) for whole in counted if whole != code)
            above = (_members_above(sheet, whole, [served]) for whole in wholes if whole)
            yield from [*chain.from_iterable(above)][:1]


def scope_above_scope(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find a count of a narrower scope that is larger than that of the scope around it."""
    for (code, year), known in counts_by_scope(sheet, options).items():
        for (small, part), (large, whole) in nested(sheet, known):
            above = whole.interval.below(part.interval)
            if above and _is_narrower(sheet, small - large, whole, part, options):
                places = sum_places([part], whole, part.number)
                draft = found(whole, HIGH, (whole, part), places, sums(part.number, whole))
                dimension = dimension_of(sheet, small - large)
                yield replace(draft, cause=cause_of(code, year, large, dimension))


def _is_narrower(
    sheet: Sheet, words: Scope, whole: Figure, part: Figure, options: Options
) -> bool:
    """Whether words narrow a whole, of which no other statement has room for the part."""
    key = (whole.indicator, whole.part, whole.year, whole.role)
    room = any(not f.interval.below(part.interval) for f in sheet.stated.get(key, ()))
    # what institutions do for anybody, and what the insured have done anywhere
    apart = whole.indicator in options["services"] and not words.isdisjoint(
        options["anywhere"]
    )
    # births of residents, and births as their hospitals report them
    twice = of_two_names(whole, part, options["near"])
    # 新建 and 改造 are two classes together, and no part of one; a class within one is
    around = sheet.lists.classes_around
    inner = frozenset().union(*(around.get(word, frozenset()) for word in words))
    dimensions = {sheet.lists.dimension(word) for word in whole.part.words - inner} - {""}
    joined = not dimensions.isdisjoint(map(sheet.lists.dimension, words))
    # those registered here who live elsewhere are no residents
    elsewhere = not words.isdisjoint(options["registered"])
    reckoned = elsewhere or has_other_basis(sheet, words, options["bases"])
    return not (room or apart or twice or joined or reckoned)


def no_room_for_others(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Members that use up the whole, though it has other members too."""
    for whole_code, codes in options["members"].items():
        for whole in sheet.levels(whole_code):
            parts = [
                f for f in (sheet.at(code, whole.year) for code in codes) if f is not None
            ]
            total = sum(f.number for f in parts)
            if len(parts) == len(codes) and total == whole.number and whole.is_exact:
                places = sum_places(parts, whole, total)
                yield found(whole, LOW, (whole, *parts), places, sums(total, whole))


def _of_same(sheet: Sheet, whole: Figure, part: Figure) -> bool:
    """Whether two densities are of the same people, and both levels or both targets."""
    return whole.role == part.role and sheet.people(whole) == sheet.people(part)


def _members_above(sheet: Sheet, whole: Figure, known: Sequence[Figure]) -> Iterator[Draft]:
    factors = [float(sheet.lists.factor(f.unit, whole.unit) or 0) for f in known]
    scaled = (f.interval.scaled(k) for f, k in zip(known, factors, strict=True))
    total = sum(f.number * k for f, k in zip(known, factors, strict=True))
    impossible = whole.interval.below(Interval.total(scaled))
    if impossible or (_all_floors(whole, *known) and total > whole.number):
        places = sum_places(known, whole, total)
        severity = HIGH if impossible else MEDIUM
        draft = found(whole, severity, (whole, *known), places, sums(total, whole))
        yield replace(draft, cause=("members", whole.id))


def _all_floors(*figures: Figure) -> bool:
    """Whether all are floors to be reached, of which those of the parts ask for more."""
    return all(f.role == "target" and f.sign.side == "low" for f in figures)


RULES: Mapping[str, Logic] = {
    "members_and_total": members_and_total,
    "subset_above_set": subset_above_set,
    "scope_above_scope": scope_above_scope,
    "no_room_for_others": no_room_for_others,
}
