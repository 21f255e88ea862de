"""Years and dates that are printed, beside those that the plan is about and each other."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import combinations

from healthplans.audits.alike import is_one_name, name_of, significant
from healthplans.audits.drafts import HIGH, LOW, MEDIUM, Draft, Pair, Place, Term, found
from healthplans.audits.figures import Figure
from healthplans.audits.projects import is_added, is_of_one_year
from healthplans.audits.sheets import Logic, Options, Sheet, grouped
from healthplans.quantities import Interval
from healthplans.texts import fold

_YEAR = re.compile(r"(?:19|20)\d\d")
_DAY = re.compile(r"(?P<year>(?:19|20)\d\d)\D(?P<month>\d{1,2})\D(?P<day>\d{1,2})(?!\d)")
_AREA, _COUNT = "square_metres", "count"
_DIGITS = 2  # of a number that two projects hardly share


def base_year_differs(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Levels of the table that are not of the year its column says."""
    for figure in sheet.shown.values():
        column = figure.column_year
        if figure.role == "level" and column is not None and figure.year != column:
            yield _dated(LOW, figure, figure, {"base_year": column})


def target_in_the_past(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find a target among the plan's aims for a year that was over when it begins."""
    promised = [f for f in sheet.figures if f.role == "target" and f.origin == "text"]
    due = [f for f in promised if f.year <= sheet.document.base]
    past = [f for f in due if not _has_result(sheet, f, options)]
    for figure in past if sheet.document.is_plan else ():
        targets = sheet.targets(figure.indicator, figure.part)
        ahead = next((f for f in targets if f.year > sheet.document.base), None)
        if ahead is not None and (
            _among_aims(sheet, figure, options) or ahead.value == figure.value
        ):
            draft = _dated(HIGH, figure, ahead, {"past": figure.year})
            yield replace(draft, message="later", cause=_year_of(figure))
        elif _among_aims(sheet, figure, options):
            draft = _dated(MEDIUM, figure, figure, {"past": figure.year})
            yield replace(draft, cause=_year_of(figure))


def _year_of(figure: Figure) -> tuple[object, ...]:
    """Name what all targets share that one paragraph dates by one year."""
    return ("past", figure.paragraph or figure.id, figure.year)


def _among_aims(sheet: Sheet, figure: Figure, options: Options) -> bool:
    """Whether it stands where the plan states its aims, and tells of no earlier plan."""
    first, paragraph = sheet.document.aims_from, figure.paragraph
    if first is None or paragraph is None:
        # else a paragraph that promises something for the years of the plan is one of its aims
        ahead = (f for f in sheet.figures if f.paragraph == paragraph is not None)
        promised = any(f.role == "target" and f.year > sheet.document.base for f in ahead)
        return promised or _behind_goals(sheet, figure, options)
    return paragraph >= first


def _behind_goals(sheet: Sheet, figure: Figure, options: Options) -> bool:
    """Whether it stands in a sentence behind the paragraph that states the plan's goals."""
    ahead = [f for f in sheet.figures if f.role == "target" and f.year > sheet.document.base]
    told = grouped((f.paragraph, f) for f in ahead if f.paragraph is not None)
    goals = [place for place, rows in told.items() if len(rows) >= options["goals"]]
    sentence = figure.span is not None and figure.span[0] > 1
    return sentence and bool(goals) and (figure.paragraph or 0) > min(goals)


def _has_result(sheet: Sheet, figure: Figure, options: Options) -> bool:
    """Whether what was reached stands beside it, as in a table of the plan before.

    What it is to be raised from, in its own sentence, is no result, nor is any level that a
    sentence behind the goals begins with.
    """
    same = sheet.stated.get((figure.indicator, figure.part, figure.year, "level"), ())
    verb = figure.said.startswith(tuple(options["moves"]))
    moved = verb or _behind_goals(sheet, figure, options)
    others = [f for f in same if not (moved and f.paragraph == figure.paragraph)]
    places = [f.paragraph for f in others if f.paragraph is not None]
    own, near = figure.paragraph, options["beside"]
    return own is not None and any(abs(place - own) <= near for place in places)


def targets_of_another_year(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find a paragraph whose targets the table prints for another year than it says.

    One that is the same may be reached early; several together are dated wrongly.
    """
    columns = {f.column_year for f in sheet.figures if f.column_year}
    told = [
        f for f in sheet.figures if f.paragraph and f.role == "target" and f.change is None
    ]
    ahead = [f for f in told if f.year > sheet.document.base and f.year not in columns]
    for (_, year), rows in grouped(((f.paragraph, f.year), f) for f in ahead).items():
        pairs = [
            (f, t) for f in rows for t in sheet.targets(f.indicator, f.part) if _same(f, t)
        ]
        others = {target.year for _, target in pairs}
        items = tuple(Pair(Term(f.indicator, f.part), f) for f, _ in pairs)
        if len(others) == 1 and len(items) >= options["least"]:
            places: dict[str, Place] = {"items": items, "year": year, "other": others.pop()}
            evidence = tuple(f for pair in pairs for f in pair)
            yield Draft(MEDIUM, evidence, places, {"targets": len(items)}, year=year)


def _same(told: Figure, cell: Figure) -> bool:
    """Whether a cell of the table prints the number of a sentence for another year."""
    apart = cell.column_year is not None and told.year != cell.year
    return apart and told.value is not None and told.number == cell.number


def _dated(severity: str, first: Figure, other: Figure, places: Mapping[str, Place]) -> Draft:
    both = {"level": first, "target": other, "level_year": first.year, **places}
    return found(other, severity, (first, other), both, {"year": first.year})


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
            certain = significant(one) >= _DIGITS or _is_told_alike(sheet, one, other, options)
            if one.year == other.year or not (certain and _one_project(sheet, one, other)):
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
    told = [f for f in sized if f.is_exact or is_added(sheet, f)]
    for rows in grouped(((f.indicator, f.part, f.kind), f) for f in told).values():
        first = rows[0]
        unlike = [f for f in rows if _extent(f).apart(_extent(first))]
        # two levels of one year are a difference within the text
        others = [f for f in unlike if f.change or f.year != first.year]
        if others and _names_one(sheet, first, options):
            places: dict[str, Place] = {"first": first, "second": others[0]}
            sizes = {"first": _size(first) or 0.0, "second": _size(others[0]) or 0.0}
            yield found(first, MEDIUM, (first, others[0]), places, sizes)


def _names_one(sheet: Sheet, figure: Figure, options: Options) -> bool:
    """Whether a scope names a single project, and no kind of them."""
    dimensions = {sheet.lists.dimension(word) for word in figure.part.words}
    return not dimensions <= {*options["classes"]}


def _is_project(sheet: Sheet, figure: Figure, options: Options) -> bool:
    """Whether a figure is of something named, and dated by a year of its own."""
    once = not figure.part.of and not is_of_one_year(figure)
    named = _names_one(sheet, figure, options)
    return bool(named and once and _YEAR.search(figure.dated))


def _is_told_alike(sheet: Sheet, one: Figure, other: Figure, options: Options) -> bool:
    """Whether two counts stand under one name, neither as due by the end of the plan."""
    horizon = options["horizon"].format(year=sheet.document.last_year)
    due = any(fold(f.dated).startswith(horizon) for f in (one, other))
    return is_one_name(sheet, one, other, options) and one.unit == _COUNT and not due


def _extent(figure: Figure) -> Interval:
    return figure.change_interval if figure.kind == "relative" else figure.interval


def _size(figure: Figure) -> float | None:
    return figure.change if figure.kind == "relative" else figure.value


def _one_project(sheet: Sheet, one: Figure, other: Figure) -> bool:
    """Whether two figures are of one project: under one name, or one short for the other."""
    short, long = sorted((name_of(sheet, f) for f in (one, other)), key=len)
    rest = iter(long)
    # 区疾控中心 is short for 区疾病预防控制中心
    within = all(sign in rest for sign in short)
    area = sheet.lists.units[one.unit].family == _AREA
    due = area or one.role == other.role == "target"
    same = one.indicator == other.indicator or area
    return due and same and within and one.paragraph != other.paragraph


RULES: Mapping[str, Logic] = {
    "base_year_differs": base_year_differs,
    "target_in_the_past": target_in_the_past,
    "targets_of_another_year": targets_of_another_year,
    "impossible_date": impossible_date,
    "project_dated_twice": project_dated_twice,
    "project_sized_twice": project_sized_twice,
}
