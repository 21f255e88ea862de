"""Headings of a text whose styles do not say so."""

import re

from healthplans.drafting.document import Paragraph
from healthplans.drafting.prose.vocabulary import masks, pattern

__all__ = ["chapter", "is_heading"]

_LONGEST = 40  # characters of a heading
_ENDS = re.compile("[\u3002\uff1b;.\uff0c,:：]\\s*$")
_MARK = re.compile(r"^\s*(\[bookmark: [^\]]*\]\s*)+")


def is_heading(paragraph: Paragraph, text: str) -> bool:
    """Tell whether a paragraph (`text`: its narrow form) is a heading.

    It has an outline level, or is short, ends without a full stop, and is numbered or marked.
    """
    if paragraph.level:
        return True
    bare = _MARK.sub("", text)
    if len(bare) > _LONGEST or _ENDS.search(bare):
        return False
    numbered = any(kind == "ordinal" and p.match(bare) for kind, p in masks())
    return numbered or bare != text


def chapter(paragraph: Paragraph, text: str) -> str:
    """Give the title of the chapter that a paragraph begins, alone or before its sentences."""
    if is_heading(paragraph, text):
        return text
    title = pattern("chapter").match(text)
    return title[0] if title else ""
