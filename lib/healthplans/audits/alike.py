"""Whether two figures under one name are about one thing."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from healthplans.audits.figures import Figure
from healthplans.audits.sheets import Options, Sheet, grouped
from healthplans.texts import fold

_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
_POWERS = (10.0, 100.0, 1000.0, 10000.0)


def of_same_people(sheet: Sheet, one: Figure, other: Figure) -> bool:
    """Whether two are not per two kinds of people: residents, and those registered."""
    known, names = sheet.lists.denominators, {sheet.people(f) for f in (one, other)}
    return len({name for name in names if getattr(known.get(name), "of", "")}) <= 1


def counted_with(
    sheet: Sheet, first: Figure, other: Figure, groups: Sequence[Sequence[str]]
) -> Figure | None:
    """Give the count of a like kind that one of two totals may have been counted with."""
    own = first.indicator
    codes = [code for group in groups if own in group for code in group if code != own]
    found = (sheet.at(code, first.year, first.part) for code in codes)
    gap = abs(first.number - other.number)
    return next((f for f in found if f is not None and f.is_exact and f.number == gap), None)


def of_two_names(first: Figure, other: Figure, near: float) -> bool:
    """Whether two counts are nearly alike, under names of which neither holds the other.

    Births as registered and live births as reported are counted by two statistics.
    """
    names = [fold(f.label) for f in (first, other)]
    apart = names[0] not in names[1] and names[1] not in names[0]
    return apart and abs(first.number - other.number) <= near * abs(first.number)


def with_one_area(figures: Iterable[Figure], options: Options) -> bool:
    """Whether labels that compare with areas name one of them at most.

    How far from the city and how far from the nation are two things.
    """
    return len({area for f in figures for area in _areas(f, options)}) <= 1


def _areas(figure: Figure, options: Options) -> set[str]:
    """Give the areas that a label compares with."""
    compares = any(word in figure.label for word in options["compares"])
    return {area for area in options["areas"] if compares and area in figure.label}


def power_between(one: Figure, other: Figure) -> float:
    """Give the power of ten between two values, where rounding allows exactly one; else 0."""
    small, large = sorted((one, other), key=lambda f: f.number)
    for power in _POWERS:
        if small.number and small.printed.scaled(power).meets(large.printed):
            return power
    return 0.0


def significant(figure: Figure) -> int:
    """Give how many digits a number has but for zeros at its ends."""
    return len(figure.digits.replace(".", "").strip("0"))


def of_a_name(sheet: Sheet, options: Options) -> Iterator[tuple[Figure, Figure]]:
    """Give a figure of the whole, and one under the name of its own place, of many digits.

    What a platform or a ledger holds is what the district has; that it should be a tenth of
    it, digit for digit, is no chance.
    """
    told = [f for f in sheet.figures if f.is_exact and not f.is_claim and f.unit == "count"]
    rare = [f for f in told if significant(f) >= options["digits"]]
    for rows in grouped(((f.indicator, f.year, f.role), f) for f in rare).values():
        whole = [f for f in rows if f.part.is_whole]
        named = [f for f in rows if f.part.words and not _is_known(sheet, f)]
        yield from ((f, g) for f in whole for g in named if f.paragraph != g.paragraph)


def _is_known(sheet: Sheet, figure: Figure) -> bool:
    """Whether a scope is made of words for kinds, and names nothing of its own."""
    return figure.part.words <= sheet.lists.scopes_by_value.keys()


def of_any_year(sheet: Sheet, options: Options) -> Iterator[tuple[Figure, Figure]]:
    """Give two figures of what a building has once and for all, dated by different years."""
    lasting = [f for f in sheet.figures if f.indicator in options["lasting"] and f.is_point]
    for rows in grouped(
        ((f.indicator, f.part.of), f) for f in lasting if f.part.words
    ).values():
        yield from (
            (one, other)
            for one, other in combinations(rows, 2)
            if one.year != other.year and is_one_name(sheet, one, other, options)
        )


def name_of(sheet: Sheet, figure: Figure) -> str:
    """Give what a scope names, as a plan or a list of its own prints it."""
    return "".join(sorted(sheet.lists.narrowed_to(word) for word in figure.part.words))


def is_one_name(sheet: Sheet, one: Figure, other: Figure, options: Options) -> bool:
    """Whether two scopes name one thing: 市妇女儿童医院 and 市妇女儿童医院新建项目."""
    return are_one_name(name_of(sheet, one), name_of(sheet, other), options)


def are_one_name(one: str, other: str, options: Options) -> bool:
    """Whether two names differ at most in words for what is done to the project.

    What stands in brackets is another name of the same, or a remark.
    """
    short, long = sorted((_BRACKETS.sub("", name) for name in (one, other)), key=len)
    rest = long.removeprefix(short)
    for word in options["project_words"]:
        rest = rest.replace(word, "")
    return long.startswith(short) and not rest
