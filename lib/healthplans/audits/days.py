"""Printed dates, and projects dated by two years or told by two sizes."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import combinations

from healthplans.audits.added import is_of_one_year
from healthplans.audits.drafts import MEDIUM, Draft, Place, found
from healthplans.audits.figures import Figure
from healthplans.audits.sheets import Logic, Options, Sheet, grouped
from healthplans.texts import fold

_YEAR = re.compile(r"(?:19|20)\d\d")
_DAY = re.compile(r"(?P<year>(?:19|20)\d\d)\D(?P<month>\d{1,2})\D(?P<day>\d{1,2})(?!\d)")
_AREA = "square_metres"
_DIGITS = 2  # of a number that two projects hardly share


def impossible_date(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find dates that do not exist, and periods that end before they begin."""
    told = grouped((f.dated, f) for f in sheet.figures if f.dated)
    for words, figures in told.items():
        said = fold(words)
        years = [int(year) for year in _YEAR.findall(said)]
        day = _DAY.search(said)
        turned = len(years) > 1 and years[-1] < years[0]
        if turned or (day and not _exists(day)):
            places: dict[str, Place] = {"words": said}
            draft = found(figures[0], MEDIUM, tuple(figures[:1]), places, {"words": said})
            yield replace(draft, message="turned" if turned else "default")


def _exists(day: re.Match[str]) -> bool:
    try:
        date(*(int(day[name]) for name in ("year", "month", "day")))
    except ValueError:
        return False
    return True


def project_dated_twice(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find one project, told by its size or its cost, whose end is dated by two years."""
    sized = [f for f in sheet.figures if _is_project(sheet, f, options)]
    told: set[frozenset[str]] = set()
    for rows in grouped(((f.unit, _size(f)), f) for f in sized).values():
        for one, other in combinations(rows, 2):
            names = one.part.words, other.part.words
            if one.year == other.year or not _one_project(sheet, one, other):
                continue
            if frozenset().union(*names) not in told:
                places: dict[str, Place] = {"first": one, "second": other}
                places |= {"first_date": fold(one.dated), "second_date": fold(other.dated)}
                yield found(one, MEDIUM, (one, other), places, {"year": other.year})
            told.add(frozenset().union(*names))


def project_sized_twice(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find one project, known by its building or its cost, of two sizes."""
    aims = [f for f in sheet.figures if f.role == "target" and f.paragraph and f.part.words]
    built = {f.part for f in aims if f.indicator in options["built"]}
    sized = [f for f in aims if f.part in built and f.indicator in options["lasting"]]
    for rows in grouped(((f.indicator, f.part), f) for f in sized if f.is_exact).values():
        first = rows[0]
        others = [f for f in rows if f.interval.apart(first.interval) and f.year != first.year]
        if others and _names_one(sheet, first, options):
            places: dict[str, Place] = {"first": first, "second": others[0]}
            sizes = {"first": first.number, "second": others[0].number}
            yield found(first, MEDIUM, (first, others[0]), places, sizes)


def _names_one(sheet: Sheet, figure: Figure, options: Options) -> bool:
    """Whether a scope names a single project, and no kind of them."""
    dimensions = {sheet.lists.dimension(word) for word in figure.part.words}
    return not dimensions <= {*options["classes"]}


def _is_project(sheet: Sheet, figure: Figure, options: Options) -> bool:
    """Whether a figure is of something named, and dated by a year of its own."""
    certain = len(figure.digits.replace(".", "").strip("0")) >= _DIGITS
    once = not figure.part.of and not is_of_one_year(figure)
    named = _names_one(sheet, figure, options)
    return bool(named and once and _YEAR.search(figure.dated) and certain)


def _size(figure: Figure) -> float | None:
    return figure.change if figure.kind == "relative" else figure.value


def _one_project(sheet: Sheet, one: Figure, other: Figure) -> bool:
    """Whether two figures are of one project: under one name, or one short for the other."""
    short, long = sorted(("".join(sorted(f.part.words)) for f in (one, other)), key=len)
    rest = iter(long)
    # 区疾控中心 is short for 区疾病预防控制中心
    within = all(sign in rest for sign in short)
    area = sheet.lists.units[one.unit].family == _AREA
    due = area or one.role == other.role == "target"
    same = one.indicator == other.indicator or area
    return due and same and within and one.paragraph != other.paragraph


RULES: Mapping[str, Logic] = {
    "impossible_date": impossible_date,
    "project_dated_twice": project_dated_twice,
    "project_sized_twice": project_sized_twice,
}
