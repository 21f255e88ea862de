"""Headings, also of a text whose styles do not say so, and the parts that they open."""

import re

from healthplans.drafting.document import Paragraph
from healthplans.drafting.metadata import Period
from healthplans.drafting.words import classes, masks, pattern

_LONGEST = 40  # characters of a heading
_MIDWAY = 2  # years from the first of a plan to that in the middle
_ENDS = re.compile("[。；;.，,:：]\\s*$")


def is_heading(paragraph: Paragraph, text: str) -> bool:
    """Tell whether a paragraph (`text`: its narrow form) is a heading.

    It has an outline level, or is short, ends without a full stop, and is numbered or marked.
    """
    if paragraph.level:
        return True
    bare = pattern("marked").sub("", text)
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


class Parts:
    """Follows the chapters: what was reached comes first, and never again after the aims.

    `year` is that within the plan which a chapter of what came of it midway reports.
    """

    def __init__(self, period: Period) -> None:
        self.part = ""
        self.year: int | None = None
        self._opened = ("", 0)  # the rank of the heading that opened the part
        self._midway = ("", 0)  # and of that which opened the chapter of a year
        self._period = period

    def heading(self, paragraph: Paragraph, title: str) -> None:
        """Take note of a heading; `title` is blank for a paragraph without."""
        (way, depth), (opened, above) = _rank(paragraph, title), self._midway
        if title and (way != opened or depth <= above or self.year is None):
            self.year, self._midway = self._reported(title), (way, depth)
        told = self._told(paragraph, title)
        if told and told != self.part:
            self.part, self._opened = told, _rank(paragraph, title)

    def _reported(self, title: str) -> int | None:
        """Give the year of the plan that a chapter reports by its title, if it does."""
        found = pattern("midway_part").search(title)
        first, last = self._period.first, self._period.last
        if found is None or first is None or last is None:
            return None
        year = int(found["year"] or found["before"] or first + _MIDWAY)
        return year if first <= year <= last else None

    def _told(self, paragraph: Paragraph, title: str) -> str:
        if pattern("level_part").search(title):
            return "" if self.part == "target" else "level"
        if pattern("target_part").search(title):
            return "target"
        # below a heading of what was reached, tasks and projects are those of the past
        (way, depth), (opened, above) = _rank(paragraph, title), self._opened
        within = self.part == "level" and way == opened and depth > above > 0
        return "target" if pattern("task_part").search(title) and not within else ""


def _rank(paragraph: Paragraph, title: str) -> tuple[str, int]:
    """Give how deep a heading stands, by its number, else by its style; 0 if neither says."""
    numbers = classes("heading_number")
    depth = next((int(depth) for depth, p in numbers if p.match(title)), 0)
    # not every form of a document gives a style to each of its headings
    return ("number", depth) if depth else ("style", paragraph.level)
