"""The document's own figures beside those of areas above: above 全省 (4.1‰), 0.3 below 全市.

A figure held against the own one before it has that one's label and year, the area as its
scope and the word of comparison; how far the two are apart is a change, counted from no year.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from healthplans.drafting.prose import because
from healthplans.drafting.prose.figures import Statement, joined
from healthplans.drafting.words import codelist, ends_in, last_clause, pattern, source

_SHORT = 2  # characters of a word that may follow the area
_LARGE = 2  # how many times as large an area's figure may be
_PLAIN = {"", "share"}  # claims of the figure itself
_LEVEL, _DISTANCE = "level", "distance"
_OF_ALL = {"most", "least", "first"}  # ways of one among all like it


@dataclass(frozen=True)
class _Told:
    """What words around figures say: held how, the areas as printed, which kind."""

    held: str
    how: str
    areas: tuple[str, ...]
    kind: str
    in_order: bool = False


@cache
def _forms() -> dict[str, re.Pattern[str]]:
    """Give the forms of what holds a figure against one other.

    `area` is what stands before it with the area behind the word, `word` without; `further` is
    the short word behind a bracket: above, in 比 the city (79.1) 高 by so much.
    """
    held = [row["text"] for row in codelist("comparisons") if row["way"] not in _OF_ALL]
    held.sort(key=len, reverse=True)
    word = f"(?P<word>{'|'.join(w for w in held if len(w) > 1)}|{source('held_beside')})"
    how = f"(?P<how>{'|'.join(w for w in held if len(w) <= _SHORT)})"
    area = rf"{word}{source('areas_held_against')}(?:{how}{source('so_much')})?\s*$"
    forms = {"area": area, "word": f"{word}$", "further": rf"\s*[)]\s*{how}"}
    forms["alone"] = rf"{source('far')}*{word}"
    forms["gap"] = rf"\s*{how}{source('so_much')}\s*"
    return {name: re.compile(form) for name, form in forms.items()}


def comparison(before: str) -> str:
    """Give the word of comparison that a text ends in; blank for none."""
    match = _forms()["word"].search(before)
    return match["word"] if match else ""


def until_comparison(text: str, floor: int, end: int) -> int:
    """Give where words begin that hold what a bracket at `end` opens with against an area."""
    match = _forms()["area"].search(text, floor, end)
    return match.start() if match and match["given"] == "(" else end


def is_comparison(piece: str) -> bool:
    """Tell whether words are an area above, or a comparison with one, and no label."""
    alone = pattern("mean_alone").fullmatch(piece) or _forms()["alone"].fullmatch(piece)
    return bool(alone or _forms()["area"].fullmatch(piece))


def held_against(text: str, begin: int, made: Sequence[Statement]) -> list[Statement]:
    """Give a sentence's statements (from `begin`) with those of areas above told apart."""
    done: list[Statement] = []
    place, told = 0, None
    while place < len(made):
        told = _told(text, begin, made[place]) or _gap(text, told, made[:place], made[place])
        run = joined(text, made, place) if told else 1
        own = [one for one in done if one.label and not one.compared and one.claim in _PLAIN]
        last = done[-1].label if told and done and done[-1].compared else ""
        held = [replace(one, label=one.label or last) for one in made[place : place + run]]
        done += _compared(held, own, told) if told else [_earlier(text, one) for one in held]
        place += run
    return done


def _earlier(text: str, one: Statement) -> Statement:
    """Give a figure of another year, beside the own one before it, the word of comparison."""
    clause = last_clause(text[: one.numeral.first])
    dated = pattern("dated").search(clause)
    match = _forms()["alone"].fullmatch(clause[: dated.start()]) if dated else None
    told = match is not None and because.LABELLED in one.reasons
    return replace(one, compared=match["word"]) if match and told else one


def _told(text: str, begin: int, one: Statement) -> _Told | None:
    """Tell with what a figure is compared, by the words before and behind it."""
    first = one.numeral.first
    tail = text[one.numeral.last :]
    match = _forms()["area"].search(text, begin, first)
    if match and (match["how"] or not match["body"]):
        return _by_area(match, tail, text[max(begin, match.start() - 2) : first])
    behind = pattern("area_behind").match(tail)
    if behind and (match := _forms()["word"].search(text, begin, first)):
        return _Told("", match["word"], (behind["area"],), _LEVEL)
    return None


def _gap(
    text: str, told: _Told | None, earlier: Sequence[Statement], one: Statement
) -> _Told | None:
    """Tell how far the own figure is from an area's before it: 比全市的6.12张少0.52张."""
    between = text[earlier[-1].end : one.numeral.first] if told and earlier else ""
    match = _forms()["gap"].fullmatch(between)
    if told is None or match is None or told.kind != _LEVEL or not told.held:
        return None
    return replace(told, how=match["how"], kind=_DISTANCE)


def _by_area(match: re.Match[str], tail: str, said: str) -> _Told:
    """Tell with what a figure behind words for an area is compared; `said` are all words."""
    held, how = match["word"], match["how"]
    bracket = match["given"][:1] == "("
    apart = None if how else _forms()["gap"].match(tail)
    level = bracket or apart or pattern("mean_behind").match(tail)
    named = pattern("area_above").findall(match["areas"])
    areas = (match["body"],) if match["body"] else tuple(named)
    further = _forms()["further"].match(tail) if bracket else apart
    word = how or (further["how"] if further else held)
    kind = _DISTANCE if how else _LEVEL if level else ""
    return _Told(held, word, areas, kind, bool(pattern("in_order").search(said)))


def _compared(
    run: Sequence[Statement], own: Sequence[Statement], told: _Told
) -> Iterator[Statement]:
    """Give the figures of a run the own ones that they are held against."""
    many = len(run)
    paired = own[-many:] if told.in_order and len(told.areas) < many <= len(own) else []
    for place, one in enumerate(_same_unit(run)):
        area = told.areas[place] if len(told.areas) == many else told.areas[-1]
        same = [other for other in paired[place : place + 1] or own if _alike(one, other)]
        if same:
            yield _beside(one, same[-1], area, told)
        else:
            yield _alone(one, area, told)


def _same_unit(run: Sequence[Statement]) -> Iterator[Statement]:
    """Give figures that share the unit of the last: 2.25 and 5.55 percentage points."""
    for one in run:
        begun = run[-1].unit.startswith(one.unit) and one.unit
        yield replace(one, unit=run[-1].unit) if begun else one


def _alike(one: Statement, own: Statement) -> bool:
    return one.unit == own.unit or (_points(one) and own.numeral.share)


def _points(one: Statement) -> bool:
    return ends_in("points", one.unit) is not None


def _alone(one: Statement, area: str, told: _Told) -> Statement:
    """Give a figure held against something whose own figure is not printed before it."""
    words = _forms()["area"].search(one.label)
    label = pattern("closing").sub("", one.label[: words.start()] if words else one.label)
    doubted = replace(one, label=label, reasons=(*one.reasons, because.ABOVE))
    if not label:
        return doubted
    if told.kind == _LEVEL:
        scope = one.scope if area in one.scope.split(";") else area
        return replace(doubted, scope=scope, compared=told.how)
    scope = _printed(one, f"{told.held}{area}") or area
    return replace(doubted, scope=scope, compared=told.how, claim="increase", base_year=None)


def _beside(one: Statement, own: Statement, area: str, told: _Told) -> Statement:
    level = told.kind == _LEVEL or (not told.kind and _as_large(one, own))
    scope = area if level else _printed(one, f"{told.held}{area}") or area
    return replace(
        one,
        start=one.numeral.first,
        label=own.label,
        scope=";".join(filter(None, (scope, own.scope))),
        of=own.of,
        claim=own.claim if level else "increase",
        shared="",
        compared=told.how,
        year=own.year,
        year_text=own.year_text,
        base_year=None,
        prefix=own.prefix,
        reasons=(*own.reasons, because.ABOVE),
    )


def _as_large(one: Statement, own: Statement) -> bool:
    """Tell whether a figure may be the area's own and no distance from it."""
    small, large = sorted((one.numeral.number, own.numeral.number))
    return not _points(one) and 0 < large <= _LARGE * small


def _printed(one: Statement, words: str) -> str:
    """Give words where the paragraph prints them together."""
    return words if words in one.paragraph.text else ""
