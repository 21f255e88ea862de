"""Words by which a sentence holds a figure against another (高于, 达到, 最多), beside both."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from healthplans.audits.drafts import HIGH, MEDIUM, Amount, Draft, Place, Term, found
from healthplans.audits.figures import Figure
from healthplans.audits.sheets import Logic, Options, Scope, Sheet
from healthplans.parts import Part
from healthplans.quantities import Interval
from healthplans.texts import fold

# what each way asks for: the side on which the own figure may not stand
_ABOVE, _BELOW = "above", "below"
# what a table says of each target
_VERDICTS = ("reached", "missed")


@dataclass(frozen=True)
class Comparison:
    """A figure, the way in which the own one is said to stand to it, the words for it."""

    theirs: Figure
    way: str
    said: str


def words_of_comparison(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find own figures that stand to another's otherwise than the words say."""
    held = ((_own(sheet, told.theirs, options), told) for told in _told(sheet, options))
    for own, told in (*held, *_of_all(sheet, options)):
        wrong = [f for f in own if _is_wrong(sheet, f, told, options)]
        if own and wrong == own:
            places: dict[str, Place] = {
                "said": told.said,
                "own": wrong[0],
                "theirs": told.theirs,
            }
            computed = {"own": wrong[0].number, "theirs": told.theirs.number}
            yield found(wrong[0], MEDIUM, (wrong[0], told.theirs), places, computed)


def _told(sheet: Sheet, options: Options) -> Iterator[Comparison]:
    """Give what is held against a figure, and against an area whose figure is printed."""
    for figure in sheet.figures:
        if figure.compared and figure.value is not None and not figure.is_claim:
            said = fold(f"{figure.compared} {figure.text}")
            yield Comparison(figure, sheet.lists.way(figure.compared), said)
    areas = [f for f in sheet.figures if _area(sheet, f, options) and f.is_exact]
    for words in (f for f in sheet.figures if f.kind == "qualitative"):
        text = fold(words.text)
        for theirs in (f for f in areas if _is_of_another(words, f)):
            before, named, _ = text.partition(_named(sheet, theirs, options))
            if named and sheet.lists.way(before):
                yield Comparison(theirs, sheet.lists.way(before), text)


def _of_all(sheet: Sheet, options: Options) -> Iterator[tuple[list[Figure], Comparison]]:
    """Give what is called the most or the least of all with the one that is more, or less.

    They are of one year, and of scopes that differ in one word of a dimension: of the streets
    of a district, or of the kinds of its institutions.
    """
    for figure in (f for f in sheet.figures if f.compared and f.is_exact):
        way = sheet.lists.way(figure.compared)
        others = [
            f for f in sheet.figures if way in options["all"] and _is_like(sheet, figure, f)
        ]
        ordered = sorted(others, key=lambda f: f.number)
        for theirs in dict.fromkeys((*ordered[:1], *ordered[-1:])):
            told = Comparison(
                theirs, options["all"][way], fold(f"{figure.compared} {figure.text}")
            )
            if _is_wrong(sheet, figure, told, options):
                yield [figure], told


def _is_like(sheet: Sheet, one: Figure, other: Figure) -> bool:
    """Whether two figures are of one thing in two places, or of two classes of one sort."""
    both = [(f.indicator, f.year, f.role, f.unit, f.part.of) for f in (one, other)]
    words = one.part.words - other.part.words, other.part.words - one.part.words
    if both[0] != both[1] or not other.is_exact or any(len(more) != 1 for more in words):
        return False
    (mine,), (theirs,) = words
    lists, around = sheet.lists, sheet.lists.classes_around
    within = theirs in around.get(mine, ()) or mine in around.get(theirs, ())
    return lists.dimension(mine) == lists.dimension(theirs) and not within


def _is_of_another(words: Figure, theirs: Figure) -> bool:
    """Whether an area's figure is of what words without a number speak of."""
    said = (words.indicator, words.year, words.role)
    return said == (theirs.indicator, theirs.year, theirs.role) and not theirs.compared


def _named(sheet: Sheet, theirs: Figure, options: Options) -> str:
    (word,) = _area(sheet, theirs, options)
    return fold(sheet.lists.narrowed_to(word))


def _area(sheet: Sheet, figure: Figure, options: Options) -> Scope:
    """Give the words of a figure that name an area above."""
    ends = tuple(options["areas"])
    words = figure.part.words
    return frozenset(w for w in words if sheet.lists.narrowed_to(w).endswith(ends))


def _own(sheet: Sheet, theirs: Figure, options: Options) -> list[Figure]:
    """Give the document's own figures of the same, or what was reached of a target."""
    above = _area(sheet, theirs, options)
    if not above and theirs.role != "target":
        return []
    part = Part(theirs.part.words - above, theirs.part.of)
    role = theirs.role if above else "level"
    stated = sheet.stated.get((theirs.indicator, part, theirs.year, role), ())
    own = [f for f in stated if f.is_point and f.unit == theirs.unit]
    own = [f for f in own if _is_beside(f, theirs, options["stride"])] or own
    return own or (_last_before(sheet, theirs, role) if above else [])


def _is_beside(own: Figure, theirs: Figure, stride: int) -> bool:
    """Whether what was reached stands in the row of a table that judges a target."""
    cells = all(f.span is not None and f.span[0] <= 1 for f in (own, theirs))
    return cells and 0 < abs((own.paragraph or 0) - (theirs.paragraph or 0)) <= stride


def _last_before(sheet: Sheet, theirs: Figure, role: str) -> list[Figure]:
    """Give the last figure of the same before another's in its sentence: of a kind, or one."""
    told = [f for f in sheet.figures if f.indicator == theirs.indicator and f.role == role]
    alike = [f for f in told if f.is_point and (f.unit, f.year) == (theirs.unit, theirs.year)]
    beside = [f for f in alike if f.paragraph == theirs.paragraph is not None and f.span]
    before = [f for f in beside if not f.is_claim and (f.span or ()) < (theirs.span or ())]
    return sorted(before, key=lambda f: f.span or ())[-1:]


def _better(sheet: Sheet, own: Figure, theirs: Figure, options: Options) -> str:
    """Give the polarity of an indicator; of a target that of its bound, or the way to it."""
    polarity = sheet.about(own).polarity
    if theirs.sign.is_bound:
        return str(options["bounds"][theirs.sign.side])
    if polarity != "none" or theirs.role != "target":
        return polarity
    levels = sheet.levels(own.indicator, own.part)
    before = [f.number for f in levels if f.is_exact and f.year < own.year]
    rises = bool(before) and before[0] < theirs.number
    return "higher" if rises else "lower" if before and before[0] > theirs.number else polarity


def _is_wrong(sheet: Sheet, own: Figure, told: Comparison, options: Options) -> bool:
    """Whether a figure stands, beyond rounding, on the side that the words exclude."""
    excluded = options["excludes"].get(told.way)
    better = _better(sheet, own, told.theirs, options)
    side = excluded if isinstance(excluded, str) else (excluded or {}).get(better)
    one, other = own.printed, told.theirs.printed
    if told.theirs.role == "target":  # 18% asks for 18.0, and not for what is rounded to it
        other = Interval.printed(told.theirs.number)
    return (side == _BELOW and one.below(other)) or (side == _ABOVE and other.below(one))


def verdicts_counted(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find a number of targets met, or missed, that the verdicts of a table do not give."""
    judged = [f for f in sheet.figures if f.compared and f.role == "target"]
    met = {way: [f for f in judged if sheet.lists.way(f.compared) == way] for way in _VERDICTS}
    told = {way: _counted(sheet, way, options) for way in _VERDICTS}
    given = sum(f.number for f in told.values() if f is not None)
    every = sum(map(len, met.values()))
    for way, figure in told.items():
        # of another table, or of some of its rows, where they are not as many together
        wrong = figure is not None and figure.number != len(met[way])
        if figure is not None and wrong and every in (given, *_totals(sheet, figure, way)):
            places: dict[str, Place] = {
                "told": figure,
                "cells": Amount(len(met[way])),
                "rows": tuple(Term(f.indicator, f.part) for f in met[way][: options["named"]]),
            }
            computed = {"told": figure.number, "cells": len(met[way])}
            yield found(figure, HIGH, (figure, *met[way]), places, computed)
            return


def _counted(sheet: Sheet, way: str, options: Options) -> Figure | None:
    """Give the number of indicators that the plan says were met, or missed."""
    said = [f for f in sheet.figures if f.indicator in options["counts"] and f.is_exact]
    levels = (f for f in said if f.role == "level")
    return next((f for f in levels if _verdict(sheet, f, way)), None)


def _verdict(sheet: Sheet, figure: Figure, way: str) -> Scope:
    """Give the words of a number that say how those it counts were judged."""
    named = ((word, sheet.lists.narrowed_to(word)) for word in figure.part.words)
    return frozenset(word for word, name in named if sheet.lists.way(name) == way)


def _totals(sheet: Sheet, one: Figure, way: str) -> list[float]:
    """Give the numbers of all indicators that stand in the paragraph of one of some."""
    words = one.part.words - _verdict(sheet, one, way)
    rows = (f for f in sheet.figures if (f.indicator, f.year) == (one.indicator, one.year))
    whole = (f for f in rows if f.part.words == words and f.is_exact)
    return [f.number for f in whole if f.paragraph == one.paragraph]


RULES: Mapping[str, Logic] = {
    "verdicts_counted": verdicts_counted,
    "words_of_comparison": words_of_comparison,
}
