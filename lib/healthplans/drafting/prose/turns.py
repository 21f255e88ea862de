"""From one figure to another: the year of what there was, beside that of what it becomes.

The chapter's year is that of the second figure; the first has the year counted from, and what
a plan says to be there has its base year, also in a chapter of aims.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from healthplans.drafting.known import counted
from healthplans.drafting.prose import because
from healthplans.drafting.prose.aims import before_later, by_chapter, is_by_later
from healthplans.drafting.prose.figures import Statement, linked
from healthplans.drafting.prose.standing import Told, clause_head, dated, existing
from healthplans.drafting.prose.years import Dated
from healthplans.drafting.words import (
    Span,
    first_clause,
    last_clause,
    pattern,
    word,
)


@dataclass(frozen=True, slots=True)
class Times:
    """The years of a paragraph, the plan's base year, and the year counted from last.

    `there`: the sentence before told what there is; `aims`: the year of a chapter of aims;
    `going`: the units of what it aimed at, before a semicolon.
    """

    dates: Sequence[Dated]
    base: int | None
    earlier: int | None
    there: bool = False
    aims: int | None = None
    going: frozenset[str] = frozenset()


def turned(text: str, span: Span, made: Sequence[Statement], times: Times) -> list[Statement]:
    """Give a sentence's statements (its `span`) with the years of what there was."""
    done = before_later(text, span, [_behind(text, one) for one in made], times.base)
    for first, to in _turns(text, span, done):
        done[to] = by_chapter(text, span, done[first : to + 1], times.base, times.aims)
        year = _counted_from(span, done[first:to], done[to], times)
        for place in range(first, to):
            if not _touches_its_year(text, done[place]):
                done[place] = dated(done[place], *year)
        _changed(text, done, to, year[0])
        done[to] = _moved(text, done[to - 1], done[to])
    told = Told(times.base, times.there, bool(times.aims), times.going)
    done = existing(text, span, done, told)
    floors = (span[0], *(one.end for one in done))
    return [
        _doubted(text, (floor, span[1]), one, times.base)
        for floor, one in zip(floors, done, strict=False)
    ]


def _touches_its_year(text: str, one: Statement) -> bool:
    """Tell whether a figure of several moved from has its own year right before it."""
    words = text[: one.start].removesuffix(word("of"))
    return bool(one.year_text) and words.endswith(one.year_text)


def _behind(text: str, one: Statement) -> Statement:
    """Give a figure the year that stands alone in a bracket behind it."""
    match = re.match(r"\s*[(]((20\d\d)\D{0,3})[)]", text[one.end :])
    return dated(one, int(match[2]), match[1], because.BEHIND) if match else one


def _turns(text: str, span: Span, made: Sequence[Statement]) -> Iterator[Span]:
    """Give the places of the first figure moved from, and of the first moved to."""
    for to in range(1, len(made)):
        first, floor = _moved_from(text, made, to)
        between = text[floor : made[to].numeral.first]
        if not _of_one_unit(made[first], made[to]):
            continue
        begun = because.FROM_AIM in made[first].reasons and is_by_later(
            text, made[to - 1], made[to]
        )
        if begun or _left(text, span, made[: first + 1], between):
            yield _first(text, made, first), to


def _first(text: str, made: Sequence[Statement], place: int) -> int:
    """Give the place of the first of the figures that are joined to the one at `place`."""
    while place and _goes_on(text, made[place - 1], made[place]):
        place -= 1
    return place


def _left(text: str, span: Span, made: Sequence[Statement], between: str) -> bool:
    """Tell whether words turn from the last of these figures to what it becomes."""
    if not pattern("turn").fullmatch(between):
        return False
    first = _first(text, made, len(made) - 1)
    floor = made[first - 1].end if first else span[0]
    moved = pattern("moving").match(between)
    return bool(moved or pattern("from").search(text[floor : made[first].start]))


def _moved_from(text: str, made: Sequence[Statement], to: int) -> Span:
    """Give the place of the figure before a turn, and where what leads on from it begins.

    Another in a bracket behind it, or right behind it (5 teams of 126 people), is of it.
    """
    first, floor = to - 1, made[to - 1].end
    if not first:
        return first, floor
    apart = text[made[first - 1].end : made[first].numeral.first]
    closed = re.match("[^()\\d]{0,4}[)]", text[floor:])
    if closed and apart.startswith("("):
        return first - 1, floor + closed.end()
    return (first if apart else first - 1), floor


def _of_one_unit(one: Statement, other: Statement) -> bool:
    rates = all(
        each.numeral.share or pattern("unit_per").match(each.unit) for each in (one, other)
    )
    return rates or counted(one.unit) == counted(other.unit)


def _goes_on(text: str, one: Statement, other: Statement) -> bool:
    between = text[one.end : other.start]
    listed = between.startswith("、") and pattern("from").search(between)
    return one.unit == other.unit and bool(linked(text, one, other) or listed)


def _counted_from(
    span: Span, moved: Sequence[Statement], to: Statement, times: Times
) -> tuple[int | None, str, str]:
    """Give the year of figures that another one comes from, its words, and why."""
    for one in moved:
        why = {because.TOUCHED, because.BEHIND} & set(one.reasons)
        if why:
            return one.year, one.year_text, why.pop()
    until, last = moved[0].numeral.first, to.year or 0
    said = [d for d in times.dates if d.base and d.end <= until <= d.until and d.year < last]
    here = [one for one in said if one.start >= span[0]]
    if here:
        reason = because.FROM_UNDATED if last == times.base else because.FROM_AIM
        return here[-1].year, here[-1].text, reason
    if times.base is not None and last > times.base:
        return times.base, "", because.FROM_AIM
    known = said[-1].year if said else times.earlier
    return (known if known and known < last else None), "", because.FROM_UNDATED


def _moved(text: str, base: Statement, one: Statement) -> Statement:
    """Keep the verb that leads to a figure, where the year stands between the two."""
    verb = pattern("moved_to").search(text, base.end, one.start)
    return replace(one, shared=verb["verb"]) if verb and not one.shared else one


def _changed(text: str, done: list[Statement], to: int, year: int | None) -> None:
    """Let a change right behind both figures count from the first one's year."""
    after = done[to + 1] if to + 1 < len(done) else None
    if after is None or after.base_year or not (after.claim or after.numeral.change):
        return
    if re.fullmatch("[,，]?", text[done[to].end : after.numeral.start].strip()):
        done[to + 1] = replace(after, base_year=year)


def _doubted(text: str, span: Span, one: Statement, base: int | None) -> Statement:
    """Say of a figure that it may be of an area above, or a norm."""
    if pattern("above").search(last_clause(text[span[0] : one.numeral.start])):
        return replace(one, scope="", reasons=(*one.reasons, because.ABOVE))
    head = clause_head(text, span, one)
    tail = first_clause(text[one.end : span[1]])
    set_by = pattern("per").search(head) and pattern("norm_end").match(tail)
    aimed = base is None or one.year is None or one.year > base
    norm = set_by or (aimed and not one.numeral.share and pattern("norm").search(head))
    return replace(one, reasons=(*one.reasons, because.NORM)) if norm else one


def stale(text: str, one: Statement, base: int | None) -> Statement:
    """Keep as a target what a chapter of aims wants by a year that is already past."""
    at = text.rfind(one.year_text, 0, one.start) if one.year_text else -1
    begins = at == 0 or (at > 0 and pattern("hard").fullmatch(text[at - 1]))
    aimed = begins and pattern("by").match(one.year_text) and one.numeral.lead
    if not aimed or one.claim or base is None or (one.year or 0) > base:
        return one
    return replace(one, role="target", reasons=(*one.reasons, because.PAST))
