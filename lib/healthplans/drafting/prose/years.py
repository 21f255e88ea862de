"""The year of a figure: stated, carried within the paragraph, or the chapter's default."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from healthplans.drafting.numerals import chinese_value
from healthplans.drafting.prose.masks import Mask
from healthplans.drafting.prose.vocabulary import classes, pattern

__all__ = ["Dated", "Found", "Parts", "Period", "dates", "five_year_end", "year_of"]

_YEAR = re.compile(r"20\d\d")
_NEAR = 2  # characters between a base year and the figure that it dates


@dataclass(frozen=True, slots=True)
class Period:
    """The years that a plan is for; None where the document does not say."""

    first: int | None = None
    last: int | None = None

    @property
    def base(self) -> int | None:
        """The year before the period."""
        return self.first - 1 if self.first else None


@dataclass(frozen=True, slots=True)
class Dated:
    """A year in a paragraph: its span, and whether it is one that is counted from."""

    start: int
    end: int
    year: int
    text: str
    base: bool


@dataclass(frozen=True, slots=True)
class Found:
    """The year given to a figure, its printed words, and how it was found."""

    year: int | None
    text: str = ""
    reason: str = "no year"
    base_year: int | None = None


class Parts:
    """Follows the chapters: what was reached comes first, and never again after the aims."""

    def __init__(self) -> None:
        self.part = ""

    def heading(self, title: str) -> None:
        """Take note of a heading; blank for a paragraph without."""
        if self.part != "target" and pattern("level_part").search(title):
            self.part = "level"
        if pattern("target_part").search(title) and not pattern("level_part").search(title):
            self.part = "target"


def dates(text: str, masked: Sequence[Mask], period: Period) -> list[Dated]:
    """Give the years of a paragraph in order, plan periods and "now" included."""
    days = [m for m in masked if m.kind == "date"]
    found = [_dated(text, m) for m in days if _YEAR.search(text[m.start : m.end])]
    found += [_period(m) for m in pattern("period").finditer(text)]
    if period.base:
        found += [
            Dated(m.start(), m.end(), period.base, m[0], False)
            for m in pattern("now").finditer(text)
        ]
    return sorted(found, key=lambda one: one.start)


def _dated(text: str, mask: Mask) -> Dated:
    printed = text[mask.start : mask.end]
    year = int(_YEAR.findall(printed)[-1])
    before = pattern("base_year").search(text[: mask.start])
    after = pattern("after_base").match(text[mask.end :])
    return Dated(mask.start, mask.end, year, printed, bool(before or after))


def five_year_end(units: str) -> int:
    """Give the last year of a five-year plan from the units of its number: 四 of 十四五."""
    [(number, year)] = classes("five_year_end")
    return int(year.pattern) + 5 * (chinese_value(units) or 0) + 5 * (10 - int(number))


def _period(match: re.Match[str]) -> Dated:
    last = five_year_end(match["n"])
    early = "\u521d" in match["part"]
    base = bool(pattern("base_year").search(match.string[: match.start()]))
    return Dated(match.start(), match.end(), last - 4 if early else last, match[0], base)


def year_of(
    numeral: tuple[int, int], sentence: tuple[int, int], found: Sequence[Dated], default: Found
) -> Found:
    """Give the year of the figure at `numeral` (start, first digit) in a sentence."""
    start, first = numeral
    before = [one for one in found if one.end <= first]
    base = [one for one in before if one.base and one.start >= sentence[0]]
    if base and 0 <= start - base[-1].end <= _NEAR:
        return Found(base[-1].year, base[-1].text, "the year that it touches")
    base_year = base[-1].year if base else None
    own = [one for one in before if not one.base]
    here = [one for one in own if one.start >= sentence[0]]
    if here and not _later(default, here[-1]):
        return Found(here[-1].year, here[-1].text, "the year in the sentence", base_year)
    if own and not here and not _later(default, own[-1]) and not _past(default, own[-1]):
        return Found(own[-1].year, own[-1].text, "the year carried on", base_year)
    return Found(default.year, "", default.reason, base_year)


def _past(default: Found, stated: Dated) -> bool:
    """Tell whether a year carried on is later than all that a chapter can report."""
    reported = default.reason == "chapter of what was reached"
    return reported and default.year is not None and stated.year > default.year


def _later(default: Found, stated: Dated) -> bool:
    """Tell whether a verb of what is to come overrides an earlier year."""
    future = default.reason == "verb of what is to come"
    return future and default.year is not None and stated.year < default.year
