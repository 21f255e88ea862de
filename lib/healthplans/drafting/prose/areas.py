"""Areas named in a sentence: where figures of several stand in a row, each is of its own."""

import re
from functools import cache

from healthplans.drafting.codelist import codelist
from healthplans.drafting.prose.subjects import Figure
from healthplans.drafting.prose.vocabulary import pattern

__all__ = ["area_end", "is_area", "placed"]

_ENDS = re.compile("[\u533a\u53bf\u5e02\u65d7\u76df\u5dde]")  # what names of areas end in
_LEAST, _MOST = 2, 14  # characters of a name
_SHORTEST = 3  # characters of what stands before a name
_COMMON = "\u533a"  # a name of one character and this is an ordinary word too
_REMARK = r"(?:\([^()]*\))?[\s:\u4e3a\u6709]*"  # what it includes, and words that lead to it
_FAR = 25  # characters between an area and its figure at most


@cache
def _names() -> frozenset[str]:
    rows = (row for row in codelist("areas") if row["level"] != "nation")
    names = (row["zh"] for row in rows)
    return frozenset(n for n in names if len(n) > _LEAST or n[-1:] != _COMMON)


def is_area(text: str) -> bool:
    """Tell whether a text is an area's name, or that with a remark."""
    return _bare(text) in _names()


def _bare(text: str) -> str:
    return re.sub(r"\([^()]*\)$", "", text)


def _spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Give the spans of the names of areas, the longest that ends at a place."""
    found = []
    for match in _ENDS.finditer(text, start, end):
        last = match.end()
        begins = range(max(start, last - _MOST), last - _LEAST + 1)
        begin = next((at for at in begins if text[at:last] in _names()), None)
        if begin is not None:
            found.append((begin, last))
    return found


def area_end(piece: str) -> int:
    """Give where the area begins that a label ends in; the piece's length without one."""
    bare = _bare(piece)
    spans = _spans(bare, 0, len(bare))
    ends = bool(spans) and spans[-1][1] == len(bare) and spans[-1][0] >= _SHORTEST
    return spans[-1][0] if ends else len(piece)


def _area_of(text: str, sentence: tuple[int, int], floor: int, figure: tuple[int, int]) -> str:
    """Give the area of a figure (its span) where a sentence names those of several.

    `floor` is where the figure before it ended. A sentence of nothing but an area and its
    figure names it too.
    """
    at = figure[0]
    told = [span for span in _spans(text, *sentence) if _figured(text, span[1], sentence[1])]
    own = [span for span in told if floor <= span[0] and span[1] <= at]
    several = len({text[slice(*span)] for span in told}) > 1
    if not own or not (several or _alone(text, own[0], sentence, figure)):
        return ""
    last = own[0][1]
    for start, end in own[1:]:
        last = end if pattern("split").fullmatch(text[last:start]) else last
    return text[own[0][0] : last]


def _figured(text: str, end: int, stop: int) -> bool:
    """Tell whether a figure stands in the clause behind a name, or behind that clause."""
    return bool(re.search(r"\d", text[end : min(stop, end + _FAR)]))


def _alone(
    text: str, area: tuple[int, int], sentence: tuple[int, int], figure: tuple[int, int]
) -> bool:
    front = re.search(r"[\u4e00-\u9fff]", text[sentence[0] : area[0]])
    behind = re.search(r"[\u4e00-\u9fff\d]", text[figure[1] : sentence[1]])
    return not front and not behind and bool(re.fullmatch(_REMARK, text[area[1] : figure[0]]))


def placed(text: str, sentence: tuple[int, int], floor: int, figure: Figure) -> str:
    """Give a figure's scope, with the area that it is of where the sentence names several."""
    area = _area_of(text, sentence, floor, (figure.start, figure.end))
    if not area or area in figure.scope + figure.label:
        return figure.scope
    return ";".join(filter(None, (area, _without_areas(figure.scope))))


def _without_areas(scope: str) -> str:
    """Give the parts of a scope that are no names of areas."""
    parts = [part for part in scope.split(";") if part]
    return ";".join(part for part in parts if not _only_areas(part))


def _only_areas(part: str) -> bool:
    names = pattern("split").split(part)
    return all(name in _names() for name in names)
