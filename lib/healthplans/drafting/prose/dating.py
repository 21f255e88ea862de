"""Which of a paragraph's years a figure is of: the one it touches, or the last that holds.

One that its sentence does not date has the year of its chapter or its verb.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from healthplans.drafting.metadata import Period
from healthplans.drafting.prose import because
from healthplans.drafting.prose.figures import Numeral
from healthplans.drafting.prose.years import Dated, Found
from healthplans.drafting.words import Span, ends_in, pattern

_OUTLOOK = 5  # an outlook is to a year that this divides
_LENGTH = 5  # years of a plan
_NEAR = 2  # characters between a base year and the figure that it dates
# years of the chapter's default that a figure has only where no other is stated
_AIMED = {because.AIMS, because.ITSELF}


def year_of(
    numeral: Span,
    sentence: Span,
    found: Sequence[Dated],
    default: Found,
    text: str,
) -> Found:
    """Give the year of the figure at `numeral` (start, first digit) of a paragraph's text.

    `sentence` is the span that the figure stands in: a semicolon ends it too.
    """
    start, first = numeral
    before = [one for one in found if one.end <= first <= one.until]
    base = [one for one in before if one.base and one.start >= sentence[0]]
    since = base and ends_in("ever_since", base[-1].text)
    if base and not since and 0 <= start - base[-1].end <= _NEAR:
        return Found(base[-1].year, base[-1].text, because.TOUCHED)
    base_year = base[-1].year if base else None
    own = [one for one in before if not one.base]
    ends = [one for one in found if one.since <= first < one.start]
    here = [one for one in own if one.start >= sentence[0]]
    if here and not _later(default, here[-1]):
        return Found(here[-1].year, here[-1].text, because.STATED, base_year)
    if ends and default.reason in _AIMED:
        return Found(ends[0].year, ends[0].text, because.BUILT, default.base_year)
    if own and not here and not _spent(default, own, text[:first]):
        why = because.CARRIED if _other(default, own[-1]) else because.GOES_ON
        return Found(own[-1].year, own[-1].text, why, base_year)
    return Found(default.year, "", default.reason, base_year)


def _spent(default: Found, own: Sequence[Dated], text: str) -> bool:
    """Tell whether the last year does not hold for the sentence that the text ends with."""
    stated = own[-1]
    aimed = default.reason in _AIMED
    now = aimed and pattern("now").fullmatch(stated.text)
    # what a plan does is no more of a year reported before: its default says so by that year
    done = default.base_year is not None and stated.year <= default.base_year
    begun = aimed and (ends_in("begun", stated.text) or _beyond(default, stated))
    over = (
        bool(now or begun)
        or done
        or (aimed and _before_plan(default, stated))
        or default.reason == because.ITSELF
    )
    # a forecast that opens the sentence holds over semicolons, an aside in it does not
    stop = text.rfind("。")
    opening = next((one for one in own if one.start >= stop), None)
    opens = opening is not None and not re.search(r"\d", text[stop + 1 : opening.start])
    forecast = opens and opening is not None and opening.year != default.year
    past = _past(default, stated) and not _opens(default, stated, text)
    aside = past or _on_the_way(default, stated)
    return over or _later(default, stated) or (aside and not forecast)


def _beyond(default: Found, stated: Dated) -> bool:
    """Tell whether a year is later than the aims' and no outlook, to 2030 or 2035."""
    late = default.year is not None and stated.year > default.year
    return late and stated.year % _OUTLOOK > 0


def _before_plan(default: Found, stated: Dated) -> bool:
    """Tell whether chapters of aims aim at a year before their plan, by a slip or to quote."""
    early = default.year is not None and default.year - stated.year >= _LENGTH
    return early and pattern("by").match(stated.text) is not None


def _on_the_way(default: Found, stated: Dated) -> bool:
    """Tell whether aims go on behind a year within their plan: that of one step alone."""
    ahead = default.year - stated.year if default.year is not None else 0
    return default.reason in _AIMED and 0 < ahead < _LENGTH


def _other(default: Found, stated: Dated) -> bool:
    """Tell whether a chapter of aims goes on with a year that is not that of its aims."""
    return default.reason in _AIMED and stated.year != default.year


def _past(default: Found, stated: Dated) -> bool:
    """Tell whether a year carried on is not that which a chapter reports.

    One before it is an aside (2015年分别为…), and a later one no report.
    """
    return default.reason == because.REACHED and stated.year != default.year


def _opens(default: Found, stated: Dated, text: str) -> bool:
    """Tell whether a paragraph begins with a later year than its chapter reports.

    It tells what has become of it since, and so do its sentences without a year.
    """
    later = default.year is not None and stated.year > default.year
    words = text[: stated.start]
    looks_ahead = pattern("by").match(stated.text) or pattern("future").search(words)
    return later and not looks_ahead and not re.search(r"\d", words)


def _later(default: Found, stated: Dated) -> bool:
    """Tell whether a verb of what is to come overrides an earlier year."""
    future = default.reason == because.FUTURE
    return future and default.year is not None and stated.year < default.year


@dataclass(frozen=True, slots=True)
class Before:
    """The words before a figure in its clause and in its sentence, and since the last year.

    `sentence` begins behind a semicolon where a year stands in it; `since` are the sentences
    behind that of the last year. `limited`: the figure is a bound, or moved to.
    """

    clause: str
    sentence: str
    since: str
    limited: bool = False


def words_before(text: str, numeral: Numeral, span: Span, found: Sequence[Dated]) -> Before:
    """Give the words before a figure, and whether its own say that it is aimed at."""
    first = numeral.first
    moved = pattern("moving").match(numeral.lead)
    limited = bool(numeral.before or numeral.after or moved)
    stop = text.rfind("。", 0, first)
    begun = max((one.end for one in found if one.end <= first), default=0)
    clause = text[span[0] : first]
    # what a sentence does is done behind its semicolons too, unless it says of what year
    sentence = text[stop + 1 : first] if begun <= stop else clause
    return Before(clause, sentence, text[begun:first].partition("。")[2], limited)


def undated(before: Before, period: Period, part: str, last: int | None) -> Found:
    """Give the year of an undated figure, and why.

    `part` is the chapter's (level, target or blank), `last` the year that was stated last.
    """
    if period.reported:
        aims = part == "target" or pattern("strong").search(before.clause)
        year, reason = (None, because.LATER) if aims else (period.base, because.REPORTED)
        return Found(year, reason=reason)
    if pattern("future").search(before.clause):
        return Found(period.last, reason=because.FUTURE)
    if part == "level":
        return Found(period.base, reason=because.REACHED)
    known = Found(last, reason=because.BEFORE) if last is not None else None
    unsaid = known or Found(period.last, reason=because.NO_SIGN)
    return _aimed(before, period, part) or unsaid


def _aimed(before: Before, period: Period, part: str) -> Found | None:
    itself = pattern("itself").search(before.clause)
    if part == "target" or itself:
        tasks = before.limited or pattern("task").search(before.sentence)
        tasks = tasks or pattern("strong").search(before.since)
        over = period.base if tasks else None
        reason = because.ITSELF if itself else because.AIMS
        return Found(period.last, reason=reason, base_year=over)
    strong = pattern("strong").search(before.clause)
    return Found(period.last, reason=because.STRONG) if strong else None
