"""How far the plan says it is from an area above, beside what both are printed to be.

Such a figure is a change with a word for the area as its scope (比全市), or a figure of its
own whose label says what it is compared with (每千人口床位高于全市). The word by which a
sentence holds its own figure against another (高于, 达到) is judged by both.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from healthplans.audits.drafts import HIGH, MEDIUM, Amount, Draft, Place, found
from healthplans.audits.figures import Figure
from healthplans.audits.sheets import Logic, Options, Scope, Sheet, grouped
from healthplans.parts import WHOLE, Part
from healthplans.quantities import Interval
from healthplans.texts import fold

# what each way asks for: the side on which the own figure may not stand
_ABOVE, _BELOW = "above", "below"


@dataclass(frozen=True)
class Gap:
    """How far a figure of an indicator is said to be from that of an area."""

    said: Figure
    indicator: str
    area: str
    interval: Interval


def gap_to_area(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find a difference to an area above that the two printed levels do not give."""
    for gap in _gaps(sheet, options):
        own = _levels(sheet, gap)
        theirs = _of_area(sheet, gap, options)
        pairs = [(one, other) for one in own for other in theirs if one.unit == other.unit]
        rooms = [one.interval.difference(other.interval) for one, other in pairs]
        if pairs and not any(room.meets(gap.interval) for room in rooms):
            turned = [p for p, r in zip(pairs, rooms, strict=True) if _turned(r, gap)]
            yield _differs(gap, *(turned or pairs)[0], turned=bool(turned))


def _gaps(sheet: Sheet, options: Options) -> Iterator[Gap]:
    for claim in (f for f in sheet.claims if f.base_year is None and _is_difference(f)):
        name = sheet.lists.narrowed_to(claim.part.part)
        compares = claim.compared or any(word in name for word in options["compares"])
        areas = _areas(name, options) if compares else []
        if len(areas) == 1:
            room = claim.change_interval.scaled(_side(sheet, claim, options))
            yield Gap(claim, claim.indicator, areas[0], room)
    told = [f for f in sheet.figures if f.role == "level" and f.is_exact and not f.is_claim]
    lists = grouped(((f.paragraph, f.label, f.year), f) for f in told if f.span)
    for (_, label, _), figures in lists.items():
        yield from _labelled(sheet, fold(label), figures, options)


def _side(sheet: Sheet, claim: Figure, options: Options) -> int:
    """Give -1 for a difference that its word of comparison calls one to the lower side."""
    return -1 if sheet.lists.way(claim.compared) in options["lower"] else 1


def _is_difference(claim: Figure) -> bool:
    return claim.change_unit in (claim.unit, "percentage_points")


def _labelled(
    sheet: Sheet, label: str, figures: Sequence[Figure], options: Options
) -> Iterator[Gap]:
    """Give the differences of a label that says with which areas, in their order."""
    cuts = [label.find(word) for word in options["compares"] if label.find(word) > 0]
    if not cuts:
        return
    name, rest = label[: min(cuts)], label[min(cuts) :]
    areas, way = _areas(rest, options), _way(rest, options)
    known = {f.indicator for f in sheet.figures if fold(f.label) == name}
    if way and len(areas) == len(figures) and len(known) == 1:
        for figure, area in zip(figures, areas, strict=True):
            (indicator,) = known
            yield Gap(figure, indicator, area, figure.interval.scaled(way))


def _way(text: str, options: Options) -> int:
    """Give 1 for a word for more, -1 for one for less, and 0 for neither or both."""
    ways = {way for word, way in options["ways"].items() if word in text}
    return ways.pop() if len(ways) == 1 else 0


def _areas(text: str, options: Options) -> list[str]:
    """Give the areas that a text names, in their order."""
    places = {area: text.find(area) for area in options["areas"] if area in text}
    return sorted(places, key=lambda area: places[area])


def _levels(sheet: Sheet, gap: Gap) -> list[Figure]:
    key = (gap.indicator, WHOLE, gap.said.year, "level")
    return [f for f in sheet.stated.get(key, ()) if f.is_exact]


def _of_area(sheet: Sheet, gap: Gap, options: Options) -> list[Figure]:
    """Give the levels of the area: under its general name, or that of one of its kind."""
    ends = tuple(options["areas"][gap.area])
    same = [f for f in sheet.figures if f.indicator == gap.indicator and f.is_exact]
    dated = [f for f in same if f.year == gap.said.year and f.role == "level"]
    alone = [f for f in dated if len(f.part.words) == 1 and not f.part.of]
    return [f for f in alone if sheet.lists.narrowed_to(f.part.part).endswith(ends)]


def _turned(room: Interval, gap: Gap) -> bool:
    """Whether the difference is as large as said, the other way."""
    return room.meets(gap.interval.scaled(-1))


def _differs(gap: Gap, own: Figure, theirs: Figure, *, turned: bool) -> Draft:
    made = own.number - theirs.number
    places: dict[str, Place] = {
        "said": f"{fold(gap.said.label)} {fold(gap.said.text)}",
        "own": own,
        "theirs": theirs,
        "made": Amount(round(made, 2)),
    }
    draft = found(own, HIGH, (gap.said, own, theirs), places, {"difference": made})
    return replace(draft, message="turned") if turned else draft


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
    return own or (_last_before(sheet, theirs, role) if above else [])


def _last_before(sheet: Sheet, theirs: Figure, role: str) -> list[Figure]:
    """Give the last figure of the same before another's in its sentence: of a kind, or one."""
    told = [f for f in sheet.figures if f.indicator == theirs.indicator and f.role == role]
    alike = [f for f in told if f.is_point and (f.unit, f.year) == (theirs.unit, theirs.year)]
    beside = [f for f in alike if f.paragraph == theirs.paragraph is not None and f.span]
    before = [f for f in beside if not f.is_claim and (f.span or ()) < (theirs.span or ())]
    return sorted(before, key=lambda f: f.span or ())[-1:]


def _is_wrong(sheet: Sheet, own: Figure, told: Comparison, options: Options) -> bool:
    """Whether a figure stands, beyond rounding, on the side that the words exclude."""
    polarity = sheet.about(own).polarity
    if told.theirs.sign.is_bound:
        polarity = options["bounds"][told.theirs.sign.side]
    excluded = options["excludes"].get(told.way)
    side = excluded if isinstance(excluded, str) else (excluded or {}).get(polarity)
    one, other = own.printed, told.theirs.printed
    return (side == _BELOW and one.below(other)) or (side == _ABOVE and other.below(one))


RULES: Mapping[str, Logic] = {
    "gap_to_area": gap_to_area,
    "words_of_comparison": words_of_comparison,
}
