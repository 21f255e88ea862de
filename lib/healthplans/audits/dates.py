"""Years and dates that are printed, beside those that the plan is about and each other."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from healthplans.audits.drafts import HIGH, LOW, MEDIUM, Draft, Pair, Place, Term, found
from healthplans.audits.figures import Figure
from healthplans.audits.sheets import Logic, Options, Sheet, grouped
from healthplans.texts import fold

_YEAR = re.compile(r"(?:19|20)\d\d")
_DAY = re.compile(r"(?P<year>(?:19|20)\d\d)\D(?P<month>\d{1,2})\D(?P<day>\d{1,2})(?!\d)")


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


def target_beyond_period(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find a target of the prose for a year behind the plan that is no outlook."""
    last = sheet.document.last_year
    columns = {f.column_year for f in sheet.figures if f.column_year}
    every = (f for f in (*sheet.figures, *sheet.unnamed) if f.paragraph and f.dated)
    told = [f for f in every if f.role == "target"]
    beyond = [f for f in told if f.year > last and f.year % options["outlook"] > 0]
    late = grouped((f.dated, f) for f in beyond if f.year not in columns)
    for rows in late.values():
        words, name = fold(rows[0].dated), fold(rows[0].label)
        places: dict[str, Place] = {"name": name, "said": words, "last": last}
        yield found(rows[0], MEDIUM, tuple(rows), places, {"year": rows[0].year})


def _dated(severity: str, first: Figure, other: Figure, places: Mapping[str, Place]) -> Draft:
    both = {"level": first, "target": other, "level_year": first.year, **places}
    return found(other, severity, (first, other), both, {"year": first.year})


def impossible_date(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find dates that do not exist, and periods that end before they begin."""
    told = grouped((f.dated, f) for f in (*sheet.figures, *sheet.dates) if f.dated)
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


RULES: Mapping[str, Logic] = {
    "base_year_differs": base_year_differs,
    "target_in_the_past": target_in_the_past,
    "targets_of_another_year": targets_of_another_year,
    "impossible_date": impossible_date,
    "target_beyond_period": target_beyond_period,
}
