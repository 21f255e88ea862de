"""Phrases that are labels as they stand: rates, shares of something and densities."""

from dataclasses import dataclass

from healthplans.drafting.known import Known
from healthplans.drafting.words import Span, pattern

_SHORTEST = 2  # characters of a label
_BARE = 3  # characters: a group that narrows nothing is part of a short label


@dataclass(frozen=True, slots=True)
class Label:
    """A label and a scope, spans of the paragraph (an empty scope is ``(0, 0)``), and why.

    `front` is a second scope, printed before the figure where the label stands behind it.
    """

    start: int
    end: int
    scope: Span = (0, 0)
    reason: str = ""
    front: Span = (0, 0)

    @property
    def sure(self) -> bool:
        """Whether the label is one that was printed before."""
        return self.reason == "a known label"


def opened(text: str, start: int, end: int) -> int:
    """Take words off the beginning that are no part of a label: dates, adverbs, verbs."""
    for _ in range(5):
        piece = text[start:end]
        match = pattern("date_before").match(piece) or pattern("opening").match(piece)
        if match is None or not match.end():
            break
        start += match.end()
    return start


def whole(text: str, start: int, end: int) -> Label | None:
    """Keep a label whole that says of what it is a share, or whose first word names it."""
    phrase = text[start:end]
    named = pattern("naming").match(phrase)
    rest = phrase[named.end() :] if named else ""
    group = pattern("scope_noun").search(rest)
    narrowed = group and not pattern("plain_head").match(rest[group.end() :])
    rated = pattern("rate").search(rest) and not narrowed
    share = pattern("nominal").search(phrase)
    if rated or (share and share.start()):
        return Label(start, end, reason="a name of several words")
    return None


def joined(text: str, start: int, end: int) -> Label | None:
    """Keep two rates together that share one figure."""
    named = pattern("rate_joined").search(text, start, end)
    if named and pattern("rate").search(text, start, end):
        return Label(start, end, reason="a name of several words")
    return None


def insured(text: str, start: int, end: int) -> Label | None:
    """Read a phrase that names those of one insurance and no more."""
    begin = opened(text, start, end)
    named = pattern("insurance").fullmatch(text, begin, end)
    return Label(begin, end, reason="a group") if named else None


def attributed(text: str, start: int, end: int) -> Label | None:
    """Keep the share of those that have something whole, with what they have."""
    match = pattern("share_of_those").search(text, start, end)
    dated = pattern("date_before").match(text[start:end])
    start += dated.end() if dated else 0
    return Label(start, end, reason="a name of several words") if match else None


def dense(text: str, start: int, end: int) -> Label | None:
    """Keep a label whole that begins with "per 1,000 people"."""
    if pattern("density").match(text[start:end]):
        return Label(start, end, reason="a density")
    return None


def led(text: str, start: int, end: int, known: Known) -> Label | None:
    """Read a known label with whose it is behind it: the bed use of the county hospital."""
    for at in range(end - _SHORTEST, start + _SHORTEST, -1):
        if pattern("body").fullmatch(text, at, end) and known.has(text[start:at]):
            return Label(start, at, (at, end), "a known label")
    return None


def leaves(head: str, rest: str) -> bool:
    """Tell whether what stands behind a group is a label of its own."""
    bare = pattern("all").match(head) and len(head) <= _BARE
    short = len(rest) < _SHORTEST + bool(bare)
    torn = bool(pattern("joining").match(rest) or pattern("after").match(rest))
    return not (short or pattern("plain_head").match(rest) or torn)
