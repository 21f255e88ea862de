"""Whose a figure is: of an area named in its sentence, a project, an institution.

Where figures of several areas stand in a row, each is of its own.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from healthplans.drafting.prose.figures import Statement
from healthplans.drafting.words import Span, codelist, ends_in, narrow, pattern

_LEAST, _MOST = 2, 14  # characters of a name
_SHORTEST = 3  # characters of what stands before a name
_FAR = 25  # characters between an area and its figure at most


@cache
def _names() -> frozenset[str]:
    rows = (row for row in codelist("areas") if row["level"] != "nation")
    names = (row["zh"] for row in rows)
    return frozenset(name for name in names if not pattern("common_word").fullmatch(name))


def is_area(text: str) -> bool:
    """Tell whether a text is an area's name, or that with a remark."""
    bare = _bare(text)
    return bare in _names() or bool(pattern("own_division").fullmatch(bare))


def _is_place(text: str) -> bool:
    """Tell whether a text is the name of an area, or of a town in one."""
    return is_area(text) or bool(pattern("town").fullmatch(text))


def _bare(text: str) -> str:
    return re.sub(r"\([^()]*\)$", "", text)


def _spans(text: str, start: int, end: int) -> list[Span]:
    """Give the spans of the names of areas, the longest that ends at a place."""
    found = []
    for match in pattern("division_end").finditer(text, start, end):
        last = match.end()
        begins = range(max(start, last - _MOST), last - _LEAST + 1)
        begin = next((at for at in begins if text[at:last] in _names()), None)
        if begin is not None:
            found.append((begin, last))
    own = (match.span() for match in pattern("own_division").finditer(text, start, end))
    return sorted({*found, *own})


def area_end(piece: str) -> int:
    """Give where the area begins that a label ends in; the piece's length without one."""
    bare = _bare(piece)
    spans = _spans(bare, 0, len(bare))
    ends = bool(spans) and spans[-1][1] == len(bare) and spans[-1][0] >= _SHORTEST
    return spans[-1][0] if ends else len(piece)


def _area_of(text: str, sentence: Span, floor: int, figure: Span) -> str:
    """Give the area of a figure (its span) where a sentence names those of several.

    `floor` is where the figure before it ended.
    """
    at = figure[0]
    # a figure stands in the clause behind the name, or behind that clause
    ends = [(span, min(sentence[1], span[1] + _FAR)) for span in _spans(text, *sentence)]
    told = [span for span, end in ends if re.search(r"\d", text[span[1] : end])]
    own = [span for span in told if floor <= span[0] and span[1] <= at]
    several = len({text[slice(*span)] for span in told}) > 1
    if not own or not (several or pattern("own_division").fullmatch(text[slice(*own[0])])):
        return ""
    last = own[0][1]
    for start, end in own[1:]:
        last = end if pattern("split").fullmatch(text[last:start]) else last
    return text[own[0][0] : last]


def placed(text: str, sentence: Span, floor: int, figure: Statement) -> str:
    """Give a figure's scope, with the area that it is of where the sentence names several."""
    area = _area_of(text, sentence, floor, (figure.start, figure.end))
    if not area or area in figure.scope + figure.label:
        return figure.scope
    parts = [part for part in figure.scope.split(";") if part]
    # the area stands for the parts of the scope that name areas only
    named = [all(map(_is_place, pattern("split").split(p))) for p in parts]
    return ";".join([area, *(p for p, own in zip(parts, named, strict=True) if not own)])


def owner_of(text: str, sentence: Span, statement: Statement) -> str:
    """Give the scope of a figure, else the project or institution that it goes on about."""
    changed = statement.claim or statement.numeral.relative
    if changed and pattern("years_long").fullmatch(statement.scope):
        return ""  # how long it took is nobody
    if not pattern("own_site").fullmatch(statement.scope):
        return statement.scope
    span = _institution(text, sentence[0], statement) or _project(text, sentence[0], statement)
    return statement.paragraph.text[slice(*span)] if span else statement.scope


def accumulated(text: str, start: int, figure: Statement) -> Statement:
    """Move the words that years are added up from a label to its scope: 五年累计 births.

    They stand at its head or before it, or before the figure that a label is carried to.
    """
    label, scope = narrow(figure.label), narrow(figure.scope)
    printed = text.rfind(label, start, figure.start) if label else -1
    at, last = (printed, printed + len(label)) if printed >= 0 else (figure.start,) * 2
    dated = any(pattern(kind).search(figure.year_text) for kind in ("years", "period"))
    for told in pattern("accumulated").finditer(text, start, last):
        between = text[told.end() : at].removesuffix(scope)
        rest = figure.label[max(told.end() - at, 0) :]
        of_years = (dated or told["years"]) and len(rest) >= _LEAST
        if of_years and told.start() <= at and pattern("done_for").fullmatch(between):
            words = figure.paragraph.text[slice(*told.span())]
            scope = ";".join(filter(None, (words, figure.scope)))
            return replace(figure, label=rest, scope=scope)
    return figure


def of_own_years(scope: str) -> str:
    """Give a scope that is carried on, without words for the years that were added up."""
    parts = (part for part in scope.split(";") if not pattern("accumulated").fullmatch(part))
    return ";".join(parts)


def _project(text: str, start: int, statement: Statement) -> Span | None:
    """Find the project that a paragraph opens with, or that its sentence builds."""
    if not pattern("project_part").search(statement.label):
        return None
    opened = pattern("project").match(text)
    if opened and opened.end() <= statement.start:
        return opened.span("name")
    built = list(pattern("building").finditer(text, start, statement.start))
    return built[-1].span("name") if built else None


def _institution(text: str, start: int, statement: Statement) -> Span | None:
    """Find the one institution that the clauses before a figure are about."""
    # a clause begins behind the mark that ends the sentence before
    named = list(pattern("body_named").finditer(text, max(0, start - 1), statement.start))
    if not named or pattern("of_area").search(statement.label):
        return None
    between = text[named[-1].end() : statement.start]
    other = pattern("other_owner").search(between)
    # what is counted itself is of no institution named before it
    counts = pattern("counter").fullmatch(statement.unit)
    counted = counts and ends_in("body_counted", statement.label)
    return None if other or counted else _with_project(text, named[-1].span("name"), statement)


def _with_project(text: str, span: Span, statement: Statement) -> Span:
    """Add what is built of an institution, where a figure is a size or cost of that."""
    begin, end = span
    part = pattern("project_part").search(narrow(statement.label))
    there = pattern("existing").search(text, end, statement.start)
    built = pattern("project_tail").match(text, end, statement.start)
    return (begin, built.end()) if built and part and not there else span


def institutions_of(statement: Statement, own: Sequence[Statement]) -> str:
    """Give the kind of institutions that a clause begins with and goes on about.

    `own` are the figures before it in its sentence.
    """
    if not pattern("of_institutions").fullmatch(narrow(statement.label)):
        return ""
    text = narrow(statement.paragraph.text)
    name, behind = _counted_kind(own) if own else ("", 0)
    if not name and pattern("hospital_money").fullmatch(narrow(statement.label)):
        name, behind = _opening_kind(text, statement.start)
    between = text[behind : statement.start].removeprefix(name)
    between = between.removesuffix(narrow(statement.label))
    return "" if pattern("other_institution").search(between) else name


def _counted_kind(own: Sequence[Statement]) -> tuple[str, int]:
    """Give the kind that the first figure counts or is of, and where that figure ends."""
    counted = pattern("counter").fullmatch(own[0].numeral.unit)
    name = narrow(own[0].label if counted else own[0].scope)
    one = pattern("everything").search(name) or pattern("body").search(name)
    kind = pattern("institution").search(name)
    return (name, own[0].end) if kind and not one else ("", 0)


def _opening_kind(text: str, at: int) -> tuple[str, int]:
    """Give the kind that a clause before a place begins with, without a count of them."""
    begin = max((m.end() for m in pattern("sentence").finditer(text, 0, at)), default=0)
    # a clause begins behind the mark that ends the sentence before
    found = list(pattern("kind_opening").finditer(text, max(0, begin - 1), at))
    told = not found or re.search(r"\d", text[found[-1].end() : at])
    return ("", 0) if told else (found[-1]["kind"], found[-1].end())
