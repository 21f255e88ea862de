"""What projects, institutions and kinds of them add, beside the target of what is counted."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from healthplans.audits.drafts import (
    MEDIUM,
    Amount,
    Doubt,
    Draft,
    Pair,
    Place,
    Sum,
    Term,
    doubt,
    found,
)
from healthplans.audits.figures import Figure
from healthplans.audits.sheets import Logic, Options, Sheet, grouped
from healthplans.parts import WHOLE, Part
from healthplans.quantities import Interval

# two that are alike are no total and its one part
_SEVERAL = 3


def projects_and_target(sheet: Sheet, options: Options) -> Iterator[Draft | Doubt]:
    """Find what projects add, or all that is added, at odds with the target of the count."""
    added = [f for f in sheet.figures if f.role == "target" and is_added(sheet, f)]
    for code, rows in grouped((f.indicator, f) for f in added).items():
        yield from _against_aim(sheet, (code, WHOLE), rows, options)
        own = grouped((f.part, f) for f in rows if f.part.words)
        for part, same in own.items():
            yield from _against_aim(sheet, (code, part), same[:1], options)
            yield from _against_own(sheet, same[0], options)


def _against_aim(
    sheet: Sheet, key: tuple[str, Part], rows: Sequence[Figure], options: Options
) -> Iterator[Draft]:
    parts = added_once(sheet, rows, options)
    level, aim = sheet.level(*key), _aim(sheet, *key, options)
    if level and aim and level.is_point:
        interval, places, evidence = aim
        room = interval.difference(level.interval)
        message = "" if _listed_alone(rows, room) else _at_odds(key[1], parts, room, evidence)
        # that the level is stated twice is a finding of its own
        fits = [interval.difference(f.interval) for f in _said_again(sheet, level)]
        if message and all(_at_odds(key[1], parts, one, evidence) for one in fits):
            filled = {**places, **_added(key, parts, level, room)}
            computed = {"added": total_added(parts), "room": room.high}
            cells = (*parts, level, *evidence)
            draft = found(evidence[0], MEDIUM, cells, filled, computed)
            yield replace(draft, message=message)


def _listed_alone(rows: Sequence[Figure], room: Interval) -> bool:
    """Whether one paragraph lists just what is to be added; the others lie within that."""
    parts = [f for f in rows if not f.part.is_whole]
    lists = grouped((f.paragraph, f) for f in parts if f.paragraph).values()
    several = [own for own in lists if 1 < len(own) < len(parts)]
    return any(Interval.total(f.change_interval for f in own).meets(room) for own in several)


def _said_again(sheet: Sheet, level: Figure) -> list[Figure]:
    key = (level.indicator, level.part, level.year, level.role)
    return [f for f in sheet.stated.get(key, ()) if f is not level and f.is_point]


def _against_own(sheet: Sheet, added: Figure, options: Options) -> Iterator[Draft | Doubt]:
    """Compare what something new adds with what it is to have; it has had nothing before."""
    key = (added.indicator, added.part)
    aim = sheet.targets(*key)[-1] if sheet.targets(*key) else None
    printed = not added.part.words <= sheet.lists.scopes_by_value.keys()
    own = aim is not None and not aim.change and aim.is_exact and not sheet.levels(*key)
    if not printed or not own or aim is None or aim.interval.meets(added.change_interval):
        return
    rest = aim.number - (added.change or 0.0)
    levels = [f for f in sheet.figures if f.indicator == key[0] and f.role == "level"]
    if any(f.number == rest for f in levels):
        return
    places: dict[str, Place] = {"added": added, "aim": aim, "gap": Amount(abs(rest))}
    new = any(word in added.part.part for word in options["new"]) or rest < 0
    if new:
        draft = found(aim, MEDIUM, (aim, added), places, {"gap": rest})
        yield replace(draft, message="own")
    else:
        yield doubt(aim, (aim, added), places)


def _at_odds(
    part: Part, parts: Sequence[Figure], room: Interval, evidence: tuple[Figure, ...]
) -> str:
    """Name the sentence that says how; blank where what is added and the target agree."""
    # a target that asks for no more has others close what single projects add
    named = all(f.part != part for f in parts)
    if not parts or (named and room.low <= 0):
        return ""
    if room.high < total_added(parts) and all(f.sign.side != "high" for f in parts):
        return "density" if len(evidence) > 1 else "default"
    # all that is added, and not what single projects add, is what the target asks for
    whole = all(f.part == part and f.change_interval.below(room) for f in parts)
    # of one kind of institutions others may add too; one paragraph is about one of them
    told = part.is_whole or parts[0].paragraph == evidence[0].paragraph is not None
    return "short" if whole and told and len(evidence) == 1 and evidence[0].is_exact else ""


def _added(
    key: tuple[str, Part], parts: Sequence[Figure], level: Figure, room: Interval
) -> dict[str, Place]:
    return {
        "name": Term(*key),
        "parts": Sum(tuple(Pair(Term(key[0], f.part, only=True), f) for f in parts)),
        "sum": Amount(total_added(parts)),
        "level": level,
        "room": Amount(round(room.high)),
    }


def _aim(
    sheet: Sheet, code: str, part: Part, options: Options
) -> tuple[Interval, dict[str, Place], tuple[Figure, ...]] | None:
    """Give the number aimed at: as stated, else as a density of the people planned for."""
    aim = sheet.target(code, part)
    if aim is not None and not aim.change:
        return aim.interval, {"aim": aim}, (aim,)
    if part.words:
        return None
    for density, count in sheet.lists.counted.items():
        rate = sheet.target(density) if count == code else None
        counted = sheet.lists.populations(rate.denominator) if rate else ()
        people = sheet.target(counted[0]) if counted else None
        if rate and people and people.year == rate.year:
            factor = float(sheet.lists.units[rate.unit].factor)
            number = _product(rate.interval, people.interval).scaled(factor)
            places: dict[str, Place] = {
                "rate": rate,
                "rate_name": Term(density),
                "people": people,
                "aim": Amount(round(rate.number * people.number * factor)),
            }
            return number, places, (rate, people)
    return None


def _product(one: Interval, other: Interval) -> Interval:
    return Interval(one.low * other.low, one.high * other.high)


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


def added_once(sheet: Sheet, rows: Sequence[Figure], options: Options) -> list[Figure]:
    """Give the one way of splitting what is added that adds most.

    Kinds of institutions, parts of the area and named projects are ways of telling the same
    beds, and so is the number for all; what is given up elsewhere is taken off.
    """
    least = {
        part: min(same, key=lambda f: f.change or 0.0)
        for part, same in grouped((f.part, f) for f in rows).items()
    }
    listed = sheet.lists.classes_around
    more = {p: f for p, f in least.items() if (f.change or 0.0) > 0}
    gained = _without_total(sheet, more, options)
    lost = [f for p, f in least.items() if (f.change or 0.0) <= 0 and p.words]
    kinds = [f for p, f in gained.items() if p.words and p.words <= listed.keys()]
    named = [f for p, f in gained.items() if not p.words <= listed.keys()]
    told = {sheet.lists.dimension(word) for f in kinds for word in f.part.words}
    ways = [_longest(named) + lost]
    for dimension in sorted(told):
        own = [f for f in kinds if dimension in map(sheet.lists.dimension, f.part.words)]
        ways.append(_outermost(own, listed) + lost)
    whole = [f for p, f in gained.items() if p.is_whole]
    return max(*ways, whole, key=total_added)


def _without_total(
    sheet: Sheet, gained: Mapping[Part, Figure], options: Options
) -> Mapping[Part, Figure]:
    """Leave out all projects together, which are what the others add, by number or by name."""
    parts = {p: f for p, f in gained.items() if not p.is_whole}
    half = total_added(parts.values()) / 2
    sums = {p for p, f in parts.items() if f.change == half and len(parts) >= _SEVERAL}
    names = {p: [*map(sheet.lists.narrowed_to, p.words)] for p in parts}
    ends = tuple(options["together"])
    named = {p for p in parts if names[p] and all(n.endswith(ends) for n in names[p])}
    together = named if parts.keys() - named else set()
    return {p: f for p, f in gained.items() if p not in sums | together}


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


RULES: Mapping[str, Logic] = {
    "projects_and_target": projects_and_target,
}
