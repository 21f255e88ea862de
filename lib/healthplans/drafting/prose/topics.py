"""What a sentence, or those behind it, go on about: of whom or of what some are counted."""

from healthplans.drafting.known import Known, counted
from healthplans.drafting.prose.figures import Numeral, Statement
from healthplans.drafting.prose.labels import before
from healthplans.drafting.prose.phrases import Label
from healthplans.drafting.prose.selection import rated
from healthplans.drafting.words import Span, pattern

_TREND = 6  # characters of the words that say how a rate moves
_SAID = 12  # the same, of what is said of a rate before its own figure


def topic_of(text: str, figure: Statement) -> str:
    """Give the noun of "among X," at the beginning of a sentence or of its last part.

    Some of the institutions, or of their beds, are told in units of these.
    """
    at = figure.numeral.start
    begin = text.rfind("。", 0, at) + 1
    kinds = ("topic", "topic_listed", "topic_sorted")
    found = (m for kind in kinds for m in pattern(kind).finditer(text[begin:at]))
    said = sorted(found, key=lambda match: match.start("topic"))
    named = pattern("so_many").sub("", said[-1]["topic"].strip()) if said else ""
    suits = bool(pattern("of_wholes").fullmatch(figure.numeral.unit))
    known = suits if pattern("whole_named").search(named) else is_whole(named)
    return named if known or pattern("head").fullmatch(named) else ""


def is_whole(topic: str) -> bool:
    """Tell whether "among X," names people, beds or institutions, of whom some are counted."""
    kinds = ("people", "whole_named", "event_named")
    return any(pattern(kind).search(topic) for kind in kinds)


def counts_staff(one: Statement) -> bool:
    """Tell whether a figure counts all staff of a kind, who may be sorted after it."""
    plain = not (one.claim or one.scope) and pattern("person").fullmatch(counted(one.unit))
    named = pattern("people").search(one.label) and not pattern("inhabitants").search(
        one.label
    )
    return bool(plain and named)


def said_before(text: str, span: Span, numeral: Numeral, known: Known) -> Label | None:
    """Give the label of the clause before, where the last of a span has only a verb."""
    floor, end = span
    bounds = [m.start() for m in pattern("hard").finditer(text, floor, end)]
    reach = _SAID if numeral.share else _TREND
    for stop in range(bounds[-1], max(floor, bounds[-1] - reach), -1) if bounds else ():
        label = before(text, floor, stop, known)
        if label is not None and rated(text, label):
            return label
    return None
