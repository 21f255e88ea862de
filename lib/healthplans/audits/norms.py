"""Norms of so many for so many people, beside what there is and what they are said to ask for.

A norm is a figure whose scope says for how many people it is (每3万人口).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from healthplans.audits.drafts import HIGH, MEDIUM, Amount, Draft, Place, found
from healthplans.audits.figures import Figure
from healthplans.audits.sheets import Logic, Options, Sheet
from healthplans.parts import Part
from healthplans.quantities import Interval
from healthplans.reading.scales import scales

_ONE = Interval(-1.0, 1.0)


@dataclass(frozen=True)
class Norm:
    """A norm, for how many of whom it is, and the part that it is about but for that."""

    figure: Figure
    people: Interval
    denominator: str
    part: Part


def norm_and_count(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find counts that a norm, by the people printed, does not ask for or allow."""
    for norm in _norms(sheet):
        for (code, part, year), count in sheet.shown.items():
            same = code == norm.figure.indicator and count.is_point and count.unit == "count"
            due = part.words - norm.part.words
            if same and part == Part(norm.part.words | due, norm.part.of):
                people = _people(sheet, norm, year)
                if people is not None:
                    yield from _judged(sheet, norm, count, people, options)


def _norms(sheet: Sheet) -> Iterator[Norm]:
    found_in = scales(sheet.lists)
    for figure in sheet.figures:
        stated = figure.value is not None and not figure.part.end
        for word in figure.part.words if stated else ():
            if per := found_in.people(word):
                yield Norm(figure, *per, Part(figure.part.words - {word}, figure.part.of))


def _people(sheet: Sheet, norm: Norm, year: int) -> Figure | None:
    """Give the people of the area in a year, else in the base year."""
    codes = sheet.lists.populations(norm.denominator)
    years = (year, sheet.document.base)
    known = (sheet.at(code, at) for at in years for code in codes)
    return next((f for f in known if f is not None and f.is_point), None)


def _judged(
    sheet: Sheet, norm: Norm, count: Figure, people: Figure, options: Options
) -> Iterator[Draft]:
    needed = people.interval.over(norm.people).times(norm.figure.interval)
    words = count.part.words - norm.part.words
    if words:
        # a part of an institution less or more is rounded, up as a rule
        if words == {options["due"]} and needed.plus(_ONE).apart(count.interval):
            yield _draft("default", HIGH, norm, count, people)
        return
    way = sheet.lists.way(norm.figure.compared)
    slack = Interval(1 - options["slack"], 1 + options["slack"])
    room, stated = needed.times(slack), count.printed
    message = "said"
    if way in options["met"]:
        wrong = stated.below(room) and count.role == norm.figure.role
    elif way in options["unmet"]:
        wrong = room.below(stated) and count.role == norm.figure.role
    else:
        message = "far"
        wrong = needed.scaled(options["far"]).below(stated)
    if wrong:
        yield _draft(message, MEDIUM, norm, count, people)


def _draft(message: str, severity: str, norm: Norm, count: Figure, people: Figure) -> Draft:
    """Say what the norm asks for at least, and what is printed."""
    rooms = people.number / norm.people.high, people.number / norm.people.low
    asked = [round(room * norm.figure.number, 1) for room in rooms]
    places: dict[str, Place] = {
        "norm": norm.figure,
        "each": Amount(norm.people.low),
        "compared": norm.figure.compared,
        "people": people,
        "needed": tuple(Amount(number) for number in dict.fromkeys(asked)),
        "count": count,
    }
    evidence = (count, norm.figure, people)
    draft = found(count, severity, evidence, places, {"needed": asked[0]})
    return replace(draft, message=message, cause=("norm", norm.figure.id))


RULES: Mapping[str, Logic] = {"norm_and_count": norm_and_count}
