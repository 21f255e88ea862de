"""The year of a figure: stated, carried within the paragraph, or the chapter's default."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from healthplans.drafting.metadata import Period, five_year_end
from healthplans.drafting.prose.figures import Mask
from healthplans.drafting.words import (
    Span,
    chinese_value,
    classes,
    ends_in,
    first_clause,
    last_clause,
    pattern,
)

_YEAR = re.compile(r"(?:19[5-9]|20\d)\d")
_NEVER = 1 << 30
_LENGTH = 5  # years of a plan


@dataclass(frozen=True, slots=True)
class Dated:
    """A year in a paragraph: its span, and whether it is one that is counted from.

    `until` is where it ends to hold: a bracket with figures keeps its year to itself. `since`
    is where it begins to hold, for one that says behind its figures when they will be there.
    """

    start: int
    end: int
    year: int
    text: str
    base: bool
    until: int = _NEVER
    since: int = _NEVER


@dataclass(frozen=True, slots=True)
class Found:
    """The year given to a figure, its printed words, and how it was found."""

    year: int | None
    text: str = ""
    reason: str = "no year"
    base_year: int | None = None


def year_span(text: str, date: Dated) -> Span:
    """Give where the digits of a date's last year stand in the text."""
    [*_, last] = _YEAR.finditer(text, date.start, date.end)
    return last.span()


def dates(text: str, masked: Sequence[Mask], period: Period) -> list[Dated]:
    """Give the years of a paragraph in order, plan periods and "now" included."""
    days = [m for m in masked if m.kind == "date"]
    found = [_dated(text, m) for m in days if _YEAR.search(text[m.start : m.end])]
    periods = [m for m in pattern("period").finditer(text) if not _is_dated(text, masked, m)]
    found += [_period(m) for m in periods]
    censuses = classes("census")
    counted = [(int(year), m) for year, p in censuses for m in p.finditer(text)]
    found += [_census(match, year) for year, match in counted]
    if period.base:
        found += [
            Dated(m.start(), m.end(), period.base, m[0], _counts_from(text, m.start()))
            for m in pattern("now").finditer(text)
        ]
    found += [
        Dated(*m.span(), period.last, m[0], _counts_from(text, m.start()))
        for m in pattern("own_period").finditer(text)
        if period.last
    ]
    found += _last_years(text, found, period)
    kept = [_bounded(text, replace(one, until=_until(text, one)), period) for one in found]
    return _in_passing(text, sorted(kept, key=lambda one: one.start))


def _in_passing(text: str, found: Sequence[Dated]) -> list[Dated]:
    """Let years told in passing hold no longer than their sentence.

    So is an earlier year behind the sentence's own, and one by which something is to become
    another.
    """
    opening: dict[int, Dated] = {}
    kept = []
    for one in found:
        end = text.find("。", one.end)
        lasts = not one.base and 0 <= end <= one.until
        first = opening.setdefault(end, one) if lasts else one
        turns = pattern("later_turn").match(text, max(0, one.start - 1))
        passing = first is not one and (one.year < first.year or turns)
        kept.append(replace(one, until=end) if passing else one)
    return kept


def _last_years(text: str, found: Sequence[Dated], period: Period) -> list[Dated]:
    """Give the years before those that a sentence is about, where figures of them stand."""
    given = []
    for match in pattern("last_year").finditer(text):
        own = [one.year for one in found if one.end <= match.start() and not one.base]
        year = own[-1] if own else period.base
        anew = pattern("anew").search(text, match.end())
        until = anew.start() if anew else _NEVER
        given += [Dated(*match.span(), year - 1, match[0], True, until)] if year else []
    return given


def _is_dated(text: str, masked: Sequence[Mask], period: re.Match[str]) -> bool:
    """Tell whether the year that is meant stands in a bracket behind a period's end."""
    spans = [m for m in masked if m.kind == "date" and m.covers(*period.span())]
    return any(_YEAR.search(text[m.start : m.end]) for m in spans)


def _bounded(text: str, one: Dated, period: Period) -> Dated:
    """Keep the year of an event to its clause; give that of an end to what is before it."""
    clause = first_clause(text[one.end :])
    if pattern("aim_of").match(clause):
        return replace(one, until=one.end)
    if ends_in("begun", one.text) and one.year <= (period.base or 0):
        # what has begun in a year goes on: its clause alone tells of that year
        begun = one.end + (text[one.end : one.end + 1] in {",", "，"})
        return replace(one, until=begun + len(first_clause(text[begun:])))
    aside = pattern("aside_behind").match(text, one.end)
    if aside or pattern("aside_before").search(text, 0, one.start):
        # one of several years, or what is done already: the next sentence is of none of them
        stop = pattern("sentence").search(text, one.end)
        return replace(one, until=stop.start() if stop else one.until)
    if pattern("completed").match(clause):
        starts = [m.end() for m in pattern("sentence").finditer(text, 0, one.start)]
        size = pattern("completed_with").match(text, one.end + len(clause))
        until = size.end() if size else one.end
        return replace(one, until=until, since=max(starts, default=0))
    # a figure in the clause is of that year
    dated = re.search(r"\d", pattern("full_year").sub("", clause))
    named = ends_in("occasion", text[: one.start])
    event = (named or pattern("event").match(clause)) and not dated
    return replace(one, until=one.end) if event else one


def _census(match: re.Match[str], year: int) -> Dated:
    before = match.string[: match.start()]
    said = ends_in("full_year", before)
    base = _counts_from(before, said.start() if said else len(before))
    return Dated(match.start(), match.end(), year, match[0], base)


def _counts_from(text: str, start: int) -> bool:
    return bool(pattern("base_year").search(text[:start]))


def _until(text: str, one: Dated) -> int:
    """Give where a year ends to hold: at its bracket's end, if figures stand in that."""
    opened, closed = text.rfind("(", 0, one.start), text.find(")", one.end)
    inside = opened > text.rfind(")", 0, one.start) and closed >= 0
    rest = text[opened : one.start] + text[one.end : closed]
    behind = re.search(r"\d\D{0,5}$", text[:opened])
    told = inside and (re.search(r"\d", rest) or (behind and len(rest) == 1))
    return closed if told else one.until


def _dated(text: str, mask: Mask) -> Dated:
    printed = text[mask.start : mask.end]
    years = list(_YEAR.finditer(printed))
    after = pattern("after_base").match(text[mask.end :])
    # a preposition may be part of the date: "lower than in 2015"
    starts = (mask.start, mask.start + years[0].start())
    since = ends_in("ever_since", printed) is not None
    base = since or any(_counts_from(text, start) for start in starts) or bool(after)
    return Dated(mask.start, mask.end, int(years[-1][0]), printed, base)


def _period(match: re.Match[str]) -> Dated:
    last = five_year_end(match["n"])
    early = pattern("beginning").search(match["part"])
    base = _counts_from(match.string, match.start())
    return Dated(match.start(), match.end(), last - 4 if early else last, match[0], base)


def begun_before(found: Found, words: str) -> int | None:
    """Give the year that a change counts from whose years are told: a plan period, five years.

    `words` are those of its clause before the figure.
    """
    spans = list(pattern("years").finditer(last_clause(words)))
    if spans and pattern("average").search(words, spans[-1].end()):
        return int(spans[-1]["first"])
    period = pattern("over_period").fullmatch(found.text)
    if period:
        return five_year_end(period["n"]) - _LENGTH
    years = pattern("over_years").search(words)
    told = (years["near"] or years["n"]) if years else ""
    length = int(told) if told.isdecimal() else chinese_value(told)
    return found.year - length if found.year and length else None


def years_on(found: Found, words: str, base: int | None) -> Found:
    """Give the year that a change comes to behind that which it counts from: 五年增加.

    `words` are those before it; so many years on must be the year before the plan (`base`).
    """
    told = pattern("years_on").search(words, max(words.rfind(found.text), 0))
    if told is None or not found.text or not found.year:
        return found
    if found.year + chinese_value(told["n"]) != base:
        return found
    return replace(found, year=base, text="", base_year=found.year)
