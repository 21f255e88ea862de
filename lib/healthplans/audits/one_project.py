"""One project that two places of a plan date or size differently."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, permutations

from healthplans.audits.alike import are_one_name, is_one_name, name_of, significant
from healthplans.audits.drafts import HIGH, MEDIUM, Draft, Place, found
from healthplans.audits.figures import Figure
from healthplans.audits.projects import is_added, is_of_one_year
from healthplans.audits.sheets import Logic, Options, Sheet, grouped
from healthplans.parts import Part
from healthplans.quantities import Interval
from healthplans.texts import fold

_YEAR = re.compile(r"(?:19|20)\d\d")
_AREA, _COUNT = "square_metres", "count"
_DIGITS = 2  # of a number that two projects hardly share


def project_dated_twice(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find one project, told by its size, cost or completion, dated by two years."""
    told: set[frozenset[str]] = set()
    # what is impossible goes before what is doubtful: one finding a project
    ways = (_of_beginnings, _of_one_size, _of_two_dates)
    for one, other in (pair for way in ways for pair in way(sheet, options)):
        names = one.part.words | other.part.words
        if names not in told:
            places: dict[str, Place] = {"first": one, "second": other}
            places |= {"first_date": fold(one.dated), "second_date": fold(other.dated)}
            begun = one.indicator in options["beginnings"]
            severity = HIGH if begun and other.year < one.year else MEDIUM
            draft = found(one, severity, (one, other), places, {"year": other.year})
            message = "begun" if begun else "built" if one in sheet.dates else "default"
            yield replace(draft, message=message)
        told.add(names)


def _of_beginnings(sheet: Sheet, options: Options) -> Iterator[tuple[Figure, Figure]]:
    """Give the year in which something is begun, and one that leaves no room for it."""
    named = [f for f in sheet.dates if _names_one(sheet, f, options)]
    begun = [f for f in named if f.indicator in options["beginnings"]]
    sized = [f for f in sheet.figures if f.indicator in options["built"]]
    for one in begun:
        for other in (*named, *(f for f in sized if _is_project(sheet, f, options))):
            late = other.year < one.year or _first_year(other) not in {None, one.year}
            if late and other not in begun and _alike(sheet, one, other, options):
                yield one, other


def _first_year(figure: Figure) -> int | None:
    """Give the year in which a period begins that dates a figure; None for a single year."""
    years = _YEAR.findall(fold(figure.dated))
    return int(years[0]) if len(years) > 1 else None


def _of_one_size(sheet: Sheet, options: Options) -> Iterator[tuple[Figure, Figure]]:
    """Give two figures of one project's size or cost of different years."""
    sized = [f for f in sheet.figures if _is_project(sheet, f, options)]
    dated = [f for f in sized if not _is_due(sheet, f, options)]
    for rows in grouped(((f.unit, _size(f)), f) for f in dated).values():
        for one, other in combinations(rows, 2):
            certain = significant(one) >= _DIGITS or _is_told_alike(sheet, one, other, options)
            if one.year != other.year and certain and _one_project(sheet, one, other):
                yield one, other


def _of_two_dates(sheet: Sheet, options: Options) -> Iterator[tuple[Figure, Figure]]:
    """Give the completion of something, and its size, cost or completion of another year."""
    ended = [f for f in sheet.dates if f.indicator not in options["beginnings"]]
    named = [f for f in ended if _names_one(sheet, f, options)]
    aims = [f for f in sheet.figures if f.role == "target" and _is_project(sheet, f, options)]
    sized = [f for f in aims if f.indicator in options["built"] or is_added(sheet, f)]
    for place, one in enumerate(named):
        for other in (*named[place + 1 :], *sized):
            apart = one.year != other.year and one.paragraph != other.paragraph
            if (
                apart
                and not _is_due(sheet, other, options)
                and _alike(sheet, one, other, options)
            ):
                yield one, other


def _alike(sheet: Sheet, one: Figure, other: Figure, options: Options) -> bool:
    """Whether two names are one, 疾控中心 being short for 疾病预防控制中心."""
    first, second = name_of(sheet, one), name_of(sheet, other)
    for synonym in sheet.lists.synonyms:
        first = first.replace(synonym.text, synonym.canonical)
        second = second.replace(synonym.text, synonym.canonical)
    return are_one_name(first, second, options)


def project_sized_twice(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find one project, known by its building or its cost, of two sizes."""
    aims = [f for f in sheet.figures if f.role == "target" and f.paragraph and f.part.words]
    built = {f.part for f in aims if f.indicator in options["built"]}
    lasting = [f for f in aims if f.indicator in options["lasting"]]
    named = [f for f in lasting if _names_one(sheet, f, options)]
    known = [f for f in named if f.part in built]
    single = [f for f in named if f.part in built or _is_called_so(sheet, f, known, options)]
    told = [f for f in single if f.is_exact or is_added(sheet, f) or _is_built(f, options)]
    for rows in grouped(((f.indicator, _sort(f, options)), f) for f in told).values():
        seen: set[Part] = set()
        for one, other in combinations(rows, 2):
            if one.part not in seen and _of_two_sizes(sheet, one, other, options):
                if one.indicator in options["costs"] and not _built_alike(one, other, single):
                    continue  # what it costs in a year, or in phases
                seen |= {one.part, other.part}
                places: dict[str, Place] = {"first": one, "second": other}
                sizes = {"first": _size(one) or 0.0, "second": _size(other) or 0.0}
                yield found(one, MEDIUM, (one, other), places, sizes)


def _is_called_so(
    sheet: Sheet, figure: Figure, known: Sequence[Figure], options: Options
) -> bool:
    """Whether a figure is of something built, under another name of it.

    All beds of a hospital are not those of its project.
    """
    ends = tuple(sheet.lists.words_of("institution"))
    whole = name_of(sheet, figure).endswith(ends) and not is_added(sheet, figure)
    return not whole and any(is_one_name(sheet, figure, one, options) for one in known)


def _built_alike(one: Figure, other: Figure, sized: Sequence[Figure]) -> bool:
    """Whether something else than what they cost shows two projects to be one: its size."""
    sizes = [f for f in sized if f.indicator != one.indicator]
    return any(
        (a.part, b.part, a.indicator) == (one.part, other.part, b.indicator)
        and a.paragraph != b.paragraph
        and _size(a) == _size(b)
        for a, b in permutations(sizes, 2)
    )


def _is_built(figure: Figure, options: Options) -> bool:
    """Whether so much more is what a project builds or costs, in the unit of its size."""
    return figure.indicator in options["built"] and figure.change_unit == figure.unit


def _sort(figure: Figure, options: Options) -> str:
    """Give what a size is compared with: what is built is all of it, beds may be added."""
    return "" if figure.indicator in options["built"] else figure.kind


def _of_two_sizes(sheet: Sheet, one: Figure, other: Figure, options: Options) -> bool:
    """Whether two figures give one project two sizes, as no difference within the text does.

    That is what two levels of one year under one name are.
    """
    apart = _extent(one).apart(_extent(other)) and is_one_name(sheet, one, other, options)
    return apart and bool(other.change or (one.part, one.year) != (other.part, other.year))


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
    """Whether two counts stand under one name."""
    return is_one_name(sheet, one, other, options) and one.unit == _COUNT


def _is_due(sheet: Sheet, figure: Figure, options: Options) -> bool:
    """Whether a figure is dated by the end of the plan, and may be there long before."""
    horizon = options["horizon"].format(year=sheet.document.last_year)
    return fold(figure.dated).startswith(horizon)


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
    "project_dated_twice": project_dated_twice,
    "project_sized_twice": project_sized_twice,
}
