"""The plan's own figures beside those that its words hold them against.

A row of the prose can carry the word by which the sentence compares: 高于 of "above the mean
of the province (4.1‰)", 达到 of a target that is said to be reached.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from healthplans.audits.drafts import MEDIUM, Draft, Place, found
from healthplans.audits.figures import Figure
from healthplans.audits.sheets import Logic, Options, Scope, Sheet
from healthplans.parts import Part
from healthplans.texts import fold

# what each way asks for: the side on which the own figure may not stand
_ABOVE, _BELOW = "above", "below"


@dataclass(frozen=True)
class Comparison:
    """A figure, the way in which the own one is said to stand to it, the words for it."""

    theirs: Figure
    way: str
    said: str


def words_of_comparison(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find own figures that stand to another's otherwise than the words say."""
    for told in _told(sheet, options):
        own = _own(sheet, told.theirs, options)
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
    return [f for f in stated if f.is_point and f.unit == theirs.unit]


def _is_wrong(sheet: Sheet, own: Figure, told: Comparison, options: Options) -> bool:
    """Whether a figure stands, beyond rounding, on the side that the words exclude."""
    polarity = sheet.about(own).polarity
    if told.theirs.sign.is_bound:
        polarity = options["bounds"][told.theirs.sign.side]
    excluded = options["excludes"].get(told.way)
    side = excluded if isinstance(excluded, str) else (excluded or {}).get(polarity)
    one, other = own.printed, told.theirs.printed
    return (side == _BELOW and one.below(other)) or (side == _ABOVE and other.below(one))


RULES: Mapping[str, Logic] = {"words_of_comparison": words_of_comparison}
