"""How far the plan says it is from an area above, beside what both are printed to be.

Such a figure is a change with a word for the area as its scope (比全市), or a figure of its
own whose label says what it is compared with (每千人口床位高于全市).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from healthplans.audits.drafts import HIGH, Amount, Draft, Place, found
from healthplans.audits.figures import Figure
from healthplans.audits.sheets import Logic, Options, Sheet, grouped
from healthplans.parts import WHOLE
from healthplans.quantities import Interval
from healthplans.texts import fold


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
    """Give -1 for a difference that its word of comparison calls one to the lower side.

    One that is transcribed as so many fewer has its sign already.
    """
    lower = sheet.lists.way(claim.compared) in options["lower"]
    return -1 if lower and (claim.change or 0.0) > 0 else 1


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


RULES: Mapping[str, Logic] = {"gap_to_area": gap_to_area}
