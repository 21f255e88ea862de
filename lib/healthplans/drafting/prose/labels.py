"""What a figure is about: the printed label, and the words that narrow it.

The label stands before the figure, within its clause; or after it, as what is counted. A known
label wins; else the noun at the end is the label and the group or institution before it the
scope.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from healthplans.drafting.known import Known
from healthplans.drafting.prose.figures import Numeral
from healthplans.drafting.prose.vocabulary import narrow, normal, pattern, source

__all__ = ["Label", "after", "before", "split"]

_LONGEST = 45  # characters back from the figure
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Label:
    """A printed label and scope, spans of the paragraph, and how they were found."""

    start: int
    end: int
    label: str
    scope: str = ""
    reason: str = ""


def before(text: str, floor: int, numeral: Numeral, known: Known) -> Label | None:
    """Read the label that stands before a figure; `floor` is where the last figure ended."""
    start = _clause(text, floor, numeral.start)
    start, end = _trimmed(text, start, numeral.start)
    if end - start < _SHORTEST or not re.search("[\u4e00-\u9fff]", text[start:end]):
        return None
    return split(text, start, end, known)


def _clause(text: str, floor: int, end: int) -> int:
    """Give where the clause of a label begins: after the last boundary or open bracket."""
    begin = max(floor, end - _LONGEST)
    piece = text[begin:end]
    ends = [match.end() for match in pattern("hard").finditer(piece)]
    opened = _unclosed(piece)
    return begin + max([0, *ends, *opened])


def _unclosed(piece: str) -> list[int]:
    stack = []
    for place, mark in enumerate(piece, 1):
        if mark == "(":
            stack.append(place)
        elif mark == ")" and stack:
            stack.pop()
    return stack[-1:]


_DATE = re.compile(
    r"^[^\u4e00-\u9fff]*(?:[\u4e00-\u9fff]?20\d\d\s*\u5e74[\u5ea6\u5e95\u672b\u521d\u524d]*)"
)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Take words off both ends that are no part of a label: dates, adverbs, verbs."""
    for _ in range(4):
        opening = _DATE.match(text[start:end]) or pattern("opening").match(text[start:end])
        closing = pattern("closing").search(text[start:end])
        moved = (start + (opening.end() if opening else 0), end)
        if closing and closing.start() > 0:
            moved = (moved[0], end - len(closing[0]))
        if moved == (start, end) or moved[0] >= moved[1]:
            break
        start, end = moved
    return start, max(start, end)


def split(text: str, start: int, end: int, known: Known) -> Label:
    """Part a phrase into label and scope."""
    return (
        _known(text, start, end, known)
        or _institution(text, start, end)
        or _by_group(text, start, end, known)
        or Label(start, end, text[start:end], reason="the words before it")
    )


def _known(text: str, start: int, end: int, known: Known) -> Label | None:
    """Take the longest known label at the phrase's end."""
    for at in range(start, end - 1):
        if known.has(text[at:end]) and _whole(text, start, at):
            scope = _scope(text[start:at])
            return Label(at, end, text[at:end], scope, "a known label")
    return None


def _whole(text: str, start: int, at: int) -> bool:
    """Tell whether a label may begin here: not inside a bracket that began before."""
    piece = text[start:at]
    return piece.count("(") == piece.count(")")


def _institution(text: str, start: int, end: int) -> Label | None:
    """Read a counted institution: its kind is the label, the whole its scope."""
    phrase = re.sub(r"\([^()]*\)$", "", text[start:end])
    match = re.search(f"{source('institution')}$", phrase)
    if match is None:
        return None
    scope = text[start:end] if match.start() else ""
    return Label(start + match.start(), start + len(phrase), match[0], scope, "an institution")


def _by_group(text: str, start: int, end: int, known: Known) -> Label | None:
    """Part after the last group or institution that leaves a label behind."""
    phrase = text[start:end]
    for match in reversed(list(pattern("scope_noun").finditer(phrase))):
        rest = phrase[match.end() :].lstrip("\u7684")
        if len(rest) >= _SHORTEST and phrase[: match.end()].count("(") == phrase[: match.end()].count(")"):
            at = end - len(rest)
            return Label(at, end, text[at:end], _scope(text[start:at]), "after a group")
    return None


def _scope(piece: str) -> str:
    """Give the words before a label without what joins them."""
    piece = re.sub(f"^{source('opening')}", "", piece) if piece else ""
    return piece.rstrip("\u7684\u3001\uff0c, ").strip()


def after(text: str, numeral: Numeral, known: Known, stop: int) -> Label | None:
    """Read what a figure counts, where it stands behind the figure."""
    piece = text[numeral.end : stop]
    lead = re.match(r"\s*\u7684?", piece)
    start = numeral.end + (lead.end() if lead else 0)
    end = numeral.end + _noun(piece)
    if end - start < _SHORTEST or not re.match("[\u4e00-\u9fffA-Za-z]", text[start:end]):
        return None
    return split(text, start, end, known)


def _noun(piece: str) -> int:
    """Give how far the noun behind a figure reaches: to a boundary or a verb."""
    ends = [len(piece)]
    for kind in ("hard", "verb"):
        match = pattern(kind).search(piece, 3)
        ends += [match.start()] if match else []
    match = re.search("[\u548c\u53ca\u4e0e\u3001(]", piece[2:])
    ends += [match.start() + 2] if match else []
    return min(ends)
