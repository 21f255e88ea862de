"""For whom a figure holds, where that stands before it and its noun behind it."""

import re
from dataclasses import replace
from functools import cache

from healthplans.drafting.prose.phrases import Label, opened
from healthplans.drafting.words import pattern, source

__all__ = ["ahead", "each", "fronted", "only_group", "scopes"]

Span = tuple[int, int]
_NONE = (0, 0)
_FOR = "\u4e3a\u5bf9\u5411"  # for, towards
_LONGEST = 26  # characters of a group


@cache
def _served() -> re.Pattern[str]:
    """Give the expression of a group, how often, and the verbs that serve it."""
    group = f"(?P<group>.*?(?:{source('scope_noun')}|{source('institution')}))"
    often = "(?:\u6bcf[\u5e74\u6708\u5468\u5929])?"
    return re.compile(
        f"{group}[\u5185\u4e2d]?(?:\u5747|\u81f3\u5c11|\u5e94|\u9700)?{often}"
        f"(?:\u8bbe?{source('take')})*{often}[\u7684\u6309\u7167]*$"
    )


def _front(text: str, floor: int, at: int, sentence: int) -> Span:
    """Give the span of the group or institution before a figure whose noun is behind it.

    `floor` is where the last figure ended, `at` where this one begins with its wording.
    """
    start, end = _clause(text, floor, at)
    begin = opened(text, start, end)
    if end - begin < 2:  # noqa: PLR2004  # only words that join
        start, end = _clause(text, max(sentence, floor), max(floor, start - 1))
        return (start, end) if _group(text[start:end]) else _NONE
    begin = max(begin, *(text.rfind(mark, start, end) + 1 for mark in _FOR))
    each = pattern("each").match(text[start:end].lstrip(_FOR))
    begin = text.index(each[0], start) if each else begin
    match = _served().match(text[begin:end])
    if match is None or len(match["group"]) > _LONGEST:
        return (begin, end) if each and end - begin < _LONGEST else _NONE
    return begin, begin + match.end("group")


def _clause(text: str, floor: int, at: int) -> Span:
    bounds = [m.end() for m in pattern("hard").finditer(text, floor, at)]
    piece = text[bounds[-1] if bounds else floor : at]
    start = at - len(piece)
    cut = re.search(f"(?:{source('density')}|[\u6309\u7167]|\\s)+$", piece)
    return start, start + (cut.start() if cut else len(piece))


def _group(piece: str) -> bool:
    """Tell whether a whole clause only names a group, without a verb."""
    named = re.search(f"{source('scope_noun')}$", piece)
    return bool(named) and len(piece) < _LONGEST and not re.search("[\u2019\u201d]", piece)


def _listed(text: str, floor: int, at: int) -> Span:
    """Give the institution that a list ends in, before "and others" and a figure."""
    start, end = _clause(text, floor, at)
    piece = pattern("listing").sub("", text[start:end])
    found = [m for m in pattern("institution").finditer(piece) if m.end() == len(piece)]
    return (start + found[0].start(), start + found[0].end()) if found else _NONE


def each(piece: str) -> bool:
    """Tell whether the clause before a figure says how many each of them has."""
    clause = re.split(pattern("hard"), piece)[-1].lstrip("\u4e3a\u5bf9\u5411")
    return bool(pattern("each").match(clause)) and not pattern("rate").search(clause)


def ahead(text: str, places: tuple[int, int, int], *, listing: bool) -> tuple[int, int]:
    """Give what stands before a figure whose noun is behind it; `listing`: a list does.

    `places` are where the last figure ended, where this one begins, and its sentence.
    """
    floor, at, sentence = places
    return _listed(text, floor, at) if listing else _front(text, floor, at, sentence)


def fronted(text: str, label: Label, ahead: tuple[int, int]) -> Label:
    """Add what stands before a figure to the scope, unless the label says it again."""
    own = text[slice(*label.scope)]
    group = re.search(f"{source('scope_noun')}$", own)
    again = group is not None and group[0] in text[slice(*ahead)]
    if not any(ahead) or text[slice(*ahead)] in text[label.start : label.end]:
        return label
    return replace(label, scope=(0, 0) if again else label.scope, front=ahead)


def scopes(text: str, label: Label) -> str:
    """Give the printed scopes of a label, joined where there are two."""
    words = (text[slice(*label.front)], text[slice(*label.scope)])
    return ";".join(filter(None, (pattern("built").sub("", one) for one in words)))


def only_group(text: str, label: Label) -> bool:
    """Tell whether what stands before the figure only says for whom it is."""
    return bool(re.search(f"{source('scope_noun')}$", text[label.start : label.end])) and (
        label.reason in {"the words before it", "after a group"}
    )
