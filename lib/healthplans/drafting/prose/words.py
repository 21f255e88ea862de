"""Targets in words only, beside a known label: proposed with low confidence."""

from collections.abc import Sequence

from healthplans.drafting.known import Known
from healthplans.drafting.prose.figures import Numeral
from healthplans.drafting.prose.labels import Label, before
from healthplans.drafting.prose.vocabulary import pattern

__all__ = ["aims_in_words", "in_words", "rated"]


def in_words(
    text: str,
    span: tuple[int, int],
    known: Known,
    taken: Sequence[Numeral],
) -> list[tuple[Numeral, Label]]:
    """Give words that stand for a figure, each right behind a known label."""
    found = []
    for match in pattern("words").finditer(text, *span):
        start, end = match.span()
        if any(one.start < end + 12 and start < one.end for one in taken):
            continue
        numeral = Numeral(start, end, start, end, "", "", words=True)
        label = before(text, span[0], start, known)
        if label and label.end == start and _ends(text, end) and rated(text, label):
            found.append((numeral, label))
    return found


def aims_in_words(
    text: str, span: tuple[int, int], known: Known, taken: Sequence[Numeral]
) -> list[tuple[Numeral, Label]]:
    """Give words that stand before what they are about: to raise the share of something."""
    found = []
    for match in pattern("aim_words").finditer(text, *span):
        bound = pattern("hard").search(text, match.end(), span[1])
        end = bound.start() if bound else span[1]
        if any(one.start < end and match.start() < one.end for one in taken):
            continue
        label = before(text, match.end(), end, known)
        if label is not None and label.end == end and rated(text, label):
            start, last = match.span()
            found.append((Numeral(start, last, start, last, "", "", words=True), label))
    return found


def rated(text: str, label: Label) -> bool:
    """Tell whether a label is known, or ends as labels of indicators do."""
    return label.sure or bool(pattern("rate").search(text[label.start : label.end]))


def _ends(text: str, end: int) -> bool:
    """Tell whether the clause ends here."""
    return end >= len(text) or bool(pattern("hard").match(text, end)) or text[end] == "\u3001"
