"""From one figure to another: the year of what there was, beside that of what it becomes.

The chapter's year is that of the second figure; the first has the year counted from, and what
a plan says to be there has its base year, also in a chapter of aims.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from healthplans.drafting.known import counted
from healthplans.drafting.prose import because
from healthplans.drafting.prose.figures import Statement
from healthplans.drafting.prose.years import Dated
from healthplans.drafting.words import (
    Span,
    ends_in,
    first_clause,
    last_clause,
    pattern,
    source,
)

_JOINED = re.compile("^\\s*[\u3001\u548c\u4e0e\u53ca]\\s*$")
_OPENED = re.compile(
    "^\\s*([(]|[,\uff0c]?\\s*\u5176\u4e2d|\u3001|\u548c|\u7684$)|[\u3001\u548c\u4e0e\u53ca]\\s*$"
)


@dataclass(frozen=True, slots=True)
class Times:
    """The years of a paragraph, the plan's base year, and the year counted from last."""

    dates: Sequence[Dated]
    base: int | None
    earlier: int | None


def turned(text: str, span: Span, made: Sequence[Statement], times: Times) -> list[Statement]:
    """Give a sentence's statements (its `span`) with the years of what there was."""
    done = [_behind(text, one) for one in made]
    for first, to in _turns(text, span, done):
        year = _counted_from(span, done[first:to], done[to], times)
        for place in range(first, to):
            done[place] = _dated(done[place], *year)
        _changed(text, done, to, year[0])
        done[to] = _moved(text, done[to - 1], done[to])
    return _existing(text, span, done, times)


def _behind(text: str, one: Statement) -> Statement:
    """Give a figure the year that stands alone in a bracket behind it."""
    match = re.match(r"\s*[(]((20\d\d)\D{0,3})[)]", text[one.end :])
    return _dated(one, int(match[2]), match[1], because.BEHIND) if match else one


def _turns(text: str, span: Span, made: Sequence[Statement]) -> Iterator[Span]:
    """Give the places of the first figure moved from, and of the first moved to."""
    for to in range(1, len(made)):
        between = text[made[to - 1].end : made[to].numeral.first]
        if not _of_one_unit(made[to - 1], made[to]) or not pattern("turn").fullmatch(between):
            continue
        first = to - 1
        while first and _goes_on(text, made[first - 1], made[first]):
            first -= 1
        floor = made[first - 1].end if first else span[0]
        moved = pattern("moving").match(between)
        if moved or pattern("from").search(text[floor : made[first].start]):
            yield first, to


def _of_one_unit(one: Statement, other: Statement) -> bool:
    return counted(one.unit) == counted(other.unit)


def _goes_on(text: str, one: Statement, other: Statement) -> bool:
    between = text[one.end : other.start]
    listed = between.startswith("\u3001") and pattern("from").search(between)
    return one.unit == other.unit and bool(_JOINED.match(between) or listed)


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


def _dated(one: Statement, year: int | None, words: str, why: str) -> Statement:
    reasons = tuple(reason for reason in one.reasons if reason not in because.WHENCE)
    return replace(one, year=year, year_text=words, reasons=(*reasons, why))


def _changed(text: str, done: list[Statement], to: int, year: int | None) -> None:
    """Let a change right behind both figures count from the first one's year."""
    after = done[to + 1] if to + 1 < len(done) else None
    if after is None or after.base_year or not (after.claim or after.numeral.change):
        return
    if re.fullmatch("[,\uff0c]?", text[done[to].end : after.numeral.start].strip()):
        done[to + 1] = replace(after, base_year=year)


def _existing(
    text: str, span: Span, made: Sequence[Statement], times: Times
) -> list[Statement]:
    """Date what is said to be there, and doubt what may be."""
    done: list[Statement] = []
    why, floor = "", span[0]
    for one in made:
        between = text[floor : one.numeral.start]
        # a noun behind the figure before is no word between the two
        noun = done[-1].label_end if done else 0
        apart = between[max(0, noun - floor) :]
        opened = _OPENED.search(apart) or (why and pattern("going_on").match(between))
        goes_on = opened and not _aimed(between, one)
        why = _there(text, (floor, span[1]), one) or (why if goes_on else "")
        dated = _if_later(one, why, times.base)
        done.append(_doubted(text, (floor, span[1]), dated, times.base))
        floor = one.end
    return done


def _aimed(words: str, one: Statement) -> bool:
    """Tell whether words before a figure say that it is aimed at or a change."""
    led = one.numeral.lead and not words.endswith("\u5df2")
    changed = one.numeral.change or one.claim == "increase"
    return bool(led or changed or pattern("aiming").search(words))


def _there(text: str, span: Span, one: Statement) -> str:
    """Tell why a figure may be of what is there already; blank if nothing says so."""
    head = _head(text, span, one)
    if _starts(text, head, one) or _all_there(text, head, one):
        return because.THERE
    said = list(pattern("existing").finditer(head))
    if said and not _aimed(head[said[-1].end() :], one):
        reused = pattern("reused").search(head[: said[-1].start()])
        return because.REUSED if reused else because.THERE
    if one.numeral.lead or not pattern("served").search(head):
        return ""
    clause = first_clause(text[one.end : span[1]])
    return because.SERVED if pattern("sick").search(clause) else because.REUSED


def _starts(text: str, head: str, one: Statement) -> bool:
    """Tell whether an aim starts from a figure, also one that does not say where it goes."""
    if one.numeral.lead:
        return False
    left = one.numeral.share and ends_in("left", head)
    goes = pattern("moving_on").match(text, one.end) if left else None
    return bool(goes or pattern("from_there").match(text, one.end))


def _all_there(text: str, head: str, one: Statement) -> bool:
    """Tell whether a figure counts all that there is: those in the area, those among whom."""
    aimed = one.numeral.lead or one.numeral.before or one.numeral.after or one.claim
    counts = pattern("counter").fullmatch(one.unit) or pattern("person").fullmatch(one.unit)
    if aimed or not counts:
        return False
    if not one.year_text and _spoken_of(text, head, one):
        return True
    among = pattern("among").match(text, max(one.end, one.label_end))
    return bool(pattern("all_there").search(head) or among)


def _spoken_of(text: str, head: str, one: Statement) -> bool:
    """Tell whether a clause goes on about those counted, or they are on a register."""
    begins = pattern("subject_opening").search(head)
    if begins:
        return bool(pattern("spoken_of").match(text, one.end))
    return bool(pattern("registered").search(head)) and not _aimed(head, one)


def _head(text: str, span: Span, one: Statement) -> str:
    """Give the words of the clause before a figure."""
    return re.split(f"{source('hard')}|[(]", text[span[0] : one.numeral.start])[-1]


def _if_later(one: Statement, why: str, base: int | None) -> Statement:
    """Date a figure of what is there, unless a year is printed or it has that year."""
    printed = one.year_text and not one.year_text.startswith(("\u5230", "\u81f3"))
    if not why or base is None or one.year is None or one.year <= base or printed:
        return one
    if why == because.REUSED:
        return replace(one, reasons=(*one.reasons, why))
    return _dated(one, base, "", why)


def _doubted(text: str, span: Span, one: Statement, base: int | None) -> Statement:
    """Say of a figure that it may be a norm, or of an area above."""
    head = last_clause(text[span[0] : one.numeral.start])
    above = pattern("above").search(head)
    if above:
        return replace(one, scope="", reasons=(*one.reasons, because.ABOVE))
    return _normed(text, span, one, base)


def added_up(text: str, floor: int, one: Statement) -> Statement:
    """Keep the word by which a figure of several years is their sum, and none of one year."""
    words = text[floor : one.start]
    word = pattern("added_up").search(words)
    if word is None or one.claim or re.search(r"\d", words[word.end() :]):
        return one
    period = pattern("years").search(one.year_text) or pattern("period").search(one.year_text)
    if not period and not ends_in("years_long", words[: word.start()]):
        return one
    return replace(one, label=f"{word[0]}{one.label}")


def stale(text: str, one: Statement, base: int | None) -> Statement:
    """Keep as a target what a chapter of aims wants by a year that is already past."""
    at = text.rfind(one.year_text, 0, one.start) if one.year_text else -1
    begins = at == 0 or (at > 0 and pattern("hard").fullmatch(text[at - 1]))
    aimed = begins and one.year_text.startswith("\u5230") and one.numeral.lead
    if not aimed or one.claim or base is None or (one.year or 0) > base:
        return one
    return replace(one, role="target", reasons=(*one.reasons, because.PAST))


def _normed(text: str, span: Span, one: Statement, base: int | None) -> Statement:
    head = _head(text, span, one)
    tail = first_clause(text[one.end : span[1]])
    set_by = pattern("per").search(head) and pattern("norm_end").match(tail)
    aimed = base is None or one.year is None or one.year > base
    norm = set_by or (aimed and not one.numeral.share and pattern("norm").search(head))
    return replace(one, reasons=(*one.reasons, because.NORM)) if norm else one
