"""The year of a figure that its sentence does not date: its chapter's, or its verb's."""

from healthplans.drafting.prose.vocabulary import pattern
from healthplans.drafting.prose.years import ITSELF, LATER, REPORTED, Found, Period

__all__ = ["undated"]


def undated(sentence: str, period: Period, part: str, last: int | None) -> Found:
    """Give the year of an undated figure, and why.

    `sentence` are the words before the figure, `part` is the chapter's (level, target or
    blank), `last` the year that was stated last.
    """
    if period.reported:
        aims = part == "target" or pattern("strong").search(sentence)
        return Found(None, reason=LATER) if aims else Found(period.base, reason=REPORTED)
    if pattern("future").search(sentence):
        return Found(period.last, reason="verb of what is to come")
    if part == "level":
        return Found(period.base, reason="chapter of what was reached")
    return _aimed(sentence, period, part) or _by_last(period, last)


def _aimed(sentence: str, period: Period, part: str) -> Found | None:
    itself = pattern("itself").search(sentence)
    if part == "target" or itself:
        over = period.base if pattern("task").search(sentence) else None
        reason = ITSELF if itself else "chapter of aims"
        return Found(period.last, reason=reason, base_year=over)
    strong = pattern("strong").search(sentence)
    return Found(period.last, reason="verb of aims") if strong else None


def _by_last(period: Period, last: int | None) -> Found:
    if last is not None:
        return Found(last, reason="the year of the paragraph before")
    return Found(period.last, reason="no sign: taken for an aim")
