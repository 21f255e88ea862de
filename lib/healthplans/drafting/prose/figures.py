"""Numerals that may be figures: digits with the words that belong to the printed value.

What only looks like one is masked: dates, ordinals, ages inside labels, names.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from healthplans.drafting.document import Paragraph
from healthplans.drafting.words import Span, masks, pattern


@dataclass(frozen=True, slots=True)
class Mask:
    """A span of a paragraph that holds no figure, and its class in the ledger."""

    start: int
    end: int
    kind: str

    def covers(self, start: int, end: int) -> bool:
        """Tell whether the mask and a span have a character in common."""
        return start < self.end and self.start < end


def mask(text: str) -> list[Mask]:
    """Give the masks of a paragraph whose signs are narrow; of two that overlap, the first."""
    taken = bytearray(len(text))
    found = []
    for kind, expression in masks():
        for match in expression.finditer(text):
            start, end = match.span()
            if end > start and not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                found.append(Mask(start, end, kind))
    return sorted(found, key=lambda one: one.start)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A printed figure in a paragraph.

    `start, end` is the printed value with its wording; `first, last` the digits with their
    unit. `lead`, `change`, `base`, `before`, `after` are the words around, "" where absent.
    """

    start: int
    end: int
    first: int
    last: int
    digits: str
    unit: str
    lead: str = ""
    change: str = ""
    base: str = ""
    before: str = ""
    after: str = ""
    words: bool = False

    @property
    def chinese(self) -> bool:
        """Whether the number is written in Chinese characters."""
        return not re.search(r"\d", self.digits)

    @property
    def number(self) -> float:
        """The first number of its digits; 0 for one in Chinese characters."""
        match = re.match(r"\d+(?:\.\d+)?", self.digits.replace(",", ""))
        return float(match[0]) if match else 0.0

    @property
    def share(self) -> bool:
        """Whether the unit is a percentage or the like, or the words say a share."""
        said = pattern("worded_part").search(self.digits)
        return bool(said or pattern("share_unit").search(self.unit))

    @property
    def relative(self) -> bool:
        """Whether it is a change or a multiple: a year before it is another figure's."""
        return bool(self.base or self.change or pattern("times").search(self.unit))

    @property
    def plain(self) -> bool:
        """Whether nothing but the digits is printed."""
        return not (self.unit or self.lead or self.before or self.after or self.change)


@dataclass(frozen=True)
class Statement:
    """One figure of the prose as proposed.

    `start, end` are code points of the paragraph's text; texts are as printed there. `about`
    is the label of the count before it in its sentence, by which a short label is read.
    """

    paragraph: Paragraph
    start: int
    end: int
    numeral: Numeral
    label: str
    scope: str
    unit: str
    year: int | None
    year_text: str
    of: str = ""
    claim: str = ""
    shared: str = ""
    compared: str = ""
    base_year: int | None = None
    prefix: str = ""
    about: str = ""
    label_end: int = 0
    reasons: tuple[str, ...] = field(default=())
    role: str = ""

    @property
    def value(self) -> str:
        """The printed figure with the words that belong to it."""
        return self.paragraph.text[self.start : self.end]


def linked(text: str, one: Statement, other: Statement) -> bool:
    """Tell whether nothing but a word for "and" stands between two figures."""
    return pattern("and").fullmatch(text[one.end : other.start].strip()) is not None


def joined(text: str, made: Sequence[Statement], place: int) -> int:
    """Count the figures joined to one by nothing but a word for "and"."""
    count = 1
    for one, other in zip(made[place:], made[place + 1 :], strict=False):
        if not linked(text, one, other):
            break
        count += 1
    return count


def numerals(text: str, masked: Sequence[Mask]) -> list[Numeral]:
    """Give the numerals of a paragraph whose signs are narrow, in order."""
    found: list[Numeral] = []
    taken = bytearray(len(text))
    for one in masked:
        taken[one.start : one.end] = b"\1" * (one.end - one.start)
    for match in pattern("numeral").finditer(text):
        if not any(taken[match.start("digits") : match.end("digits")]):
            found.append(_numeral(text, match, found[-1].end if found else 0))
    return found


def _numeral(text: str, match: re.Match[str], floor: int) -> Numeral:
    first, unit = match.start("digits"), match["unit"].strip()
    words, start = _words_before(text, max(floor, first - 30), first)
    if pattern("upgrade").fullmatch(words["change"]) and pattern("counter").fullmatch(unit):
        # institutions are made better, not more
        start, words["change"] = first, ""
    end = match.end("unit") if unit else match.start("unit")
    after = (match["after"] or "").strip()
    last = match.end() if after else end
    lead, change, base, before = (words[n] for n in ("lead", "change", "base", "before"))
    around = (lead, change, base, before, after)
    return Numeral(start, last, first, end, match["digits"], unit, *around)


def _words_before(text: str, begin: int, first: int) -> tuple[dict[str, str], int]:
    """Give the words of its value before a figure's first digit, and where they begin."""
    words = dict.fromkeys(("base", "change", "lead", "before"), "")
    prefix = pattern("before_numeral").search(text[begin:first])
    if not prefix or prefix.end() == prefix.start():
        return words, first
    words.update({key: value or "" for key, value in prefix.groupdict().items()})
    start = begin + prefix.start() + len(prefix[0]) - len(prefix[0].lstrip())
    if words["base"] and not words["change"]:
        # a base without a change is the figure's own year or that of another figure
        start += len(words["base"])
        words["base"] = ""
    return words, start


def clauses(text: str) -> Iterator[Span]:
    """Give the spans of a paragraph's sentences."""
    start = 0
    for match in pattern("sentence").finditer(text):
        yield start, match.end()
        start = match.end()
    if start < len(text):
        yield start, len(text)
