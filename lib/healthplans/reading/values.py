"""Read one printed value: a cell of a table or the figure of a sentence.

A value prints a figure with or without a comparator ("≥5.06", "8.5左右", "控制在20%以内"), a
change ("在2020年基础上提高1岁"), words only ("明显下降"), an absence ("——"), or several of
these at once ("100、100、98.5、100"). The vocabulary is data (`wordings.csv`, `units.csv`,
`numerals.csv`); the grammar is here. A text that no form reads, or that two comparators
claim, is `unread`: it is never half read.

The comparator of a change is one of its size: "降低1个百分点以上" is a fall of at least one
point, change -1 and change comparator ``>=``.
"""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import lru_cache

from healthplans.quantities import Comparator
from healthplans.reading.brackets import Brackets
from healthplans.reading.readings import DIRECTIONS, UNREAD, Reading, remarked
from healthplans.reading.statements import Statements
from healthplans.reading.wordings import Forms, base_of, by_position
from healthplans.texts import fold_value, split_marks
from healthplans.vocabulary.codelists import Codelists
from healthplans.vocabulary.numerals import Numerals
from healthplans.vocabulary.units import Units

# a list is parted by one of these signs, tried in this order
_SEPARATORS = ("、", ";", " ", ",", "/")
_LONGEST = 200
_FORM = re.compile(
    r"(?P<before>[^0-9]*)(?P<digits>[0-9]+(?:\.[0-9]+)?)(?![0-9.,])(?P<after>.*)", re.DOTALL
)
# 2025年 is a year, and no figure of the shape of 5年
_YEAR_LENGTH = 4
_DIGIT = "5"
_KINDS = ("exact", "bound", "approximate", "relative")
_HALF = Decimal("0.5")


class Reader:
    """Reads printed values by the project's wordings and units."""

    def __init__(self, lists: Codelists) -> None:
        self._words = by_position(lists.wordings)
        units = Units(lists)
        self._forms = Forms.of(self._words, Numerals(lists.numerals).pattern)
        self._brackets = Brackets(self._words, units, self._forms.own_year)
        self._stated = Statements(lists, self._words, self._forms, units)
        missing = self._words.get("missing", {})
        self._dashes = {text for text in missing if len(text) == 1 and not text.isalnum()}
        self._shapes = Shapes(self._read_whole)
        self.read = lru_cache(maxsize=65536)(self._read)

    def _read(self, text: str, parts: int = 1, counted: bool = False) -> tuple[Reading, ...]:
        """Read a printed value.

        Parameters
        ----------
        text : str
            The cell as printed.
        parts : int
            How many values the label says it holds. So many values are read in order; one
            value is one of the whole; any other number is unread.
        counted : bool
            Whether the label counts things, so that commas may part thousands.

        Returns
        -------
        tuple of Reading
            One reading, or one a component, or the two ends of a range. A text that is not
            read in full gives one reading of kind `unread`.
        """
        unmarked, marks = split_marks(text)
        folded = fold_value(unmarked).removesuffix("。")
        if len(folded) > _LONGEST:
            return (UNREAD,)
        if not folded:
            return (Reading("unread" if marks else "blank"),)
        if parts > 1:
            readings = self._read_parts(folded, parts, counted)
        else:
            readings = self._shapes.read(folded, counted)
        return tuple(remarked(reading, marks) for reading in readings) if marks else readings

    def _read_parts(self, folded: str, parts: int, counted: bool) -> tuple[Reading, ...]:
        single = self._read_one(folded, counted)
        if single.part == "each" or single.kind == "missing":
            return (single._replace(part=""),) * parts
        if single.kind != "unread":
            return (single,)
        for separator in _SEPARATORS:
            pieces = folded.split(separator)
            readings = tuple(self._read_one(piece, counted) for piece in pieces)
            if len(pieces) == parts and all(r.kind != "unread" for r in readings):
                return readings if self._each_for_itself(pieces, readings) else (UNREAD,)
        return (UNREAD,)

    def _each_for_itself(self, pieces: list[str], readings: tuple[Reading, ...]) -> bool:
        """Whether no comparator may stand for the others too, as in ≥60、70 or 60、70以上."""
        bare = [reading.comparator == Comparator.EXACT for reading in readings]
        signs = (*self._words.get("before", ()), *self._words.get("cap", ()))
        first = not bare[0] and any(bare[1:]) and pieces[0].startswith(signs)
        ends = tuple(self._words.get("after", ()))
        last = not bare[-1] and any(bare[:-1]) and pieces[-1].endswith(ends)
        return not (first or last)

    def _read_whole(self, folded: str, counted: bool) -> tuple[Reading, ...]:
        body, remark, year = self._brackets.split(folded)
        ends = self._stated.range(body, counted) or self._stated.changes(body, counted)
        readings = ends or (self._read_body(body, counted),)
        return tuple(_qualified(reading, remark, year) for reading in readings)

    def _read_one(self, folded: str, counted: bool) -> Reading:
        body, remark, year = self._brackets.split(folded)
        return _qualified(self._read_body(body, counted), remark, year)

    def _read_body(self, body: str, counted: bool) -> Reading:
        stated = self._stated
        for read in (self._listed, stated.figure, stated.change, stated.rise, self._in_words):
            reading = read(body, counted)
            if reading is not None:
                return reading
        return self._alternative(body, counted) or UNREAD

    def _listed(self, body: str, counted: bool) -> Reading | None:
        for kind in ("missing", "qualitative", "relative"):
            wording = self._words.get(kind, {}).get(body)
            if wording:
                return Reading(kind, direction=DIRECTIONS[wording.sign])
        if set(body) <= self._dashes:
            return Reading("missing")
        if body in self._words.get("zero", {}):
            exactly = Comparator.EXACT.value
            return Reading("exact", exactly, Decimal(0), digits="0", half=Decimal("0.5"))
        return None

    def _in_words(self, body: str, counted: bool) -> Reading | None:
        for form in self._forms.qualitative:
            match = form.fullmatch(body)
            if match:
                year, time = base_of(match) if "base" in form.groupindex else (None, "")
                said = Reading("qualitative", direction=self._direction(match))
                return said._replace(base_year=year, base_text=time)
        return None

    def _direction(self, match: re.Match[str]) -> str:
        for place in ("course", "qualitative", "hold"):
            if place in match.re.groupindex:
                return DIRECTIONS[self._words[place][match[place]].sign]
        return ""

    def _alternative(self, body: str, counted: bool) -> Reading | None:
        """Read a figure with an alternative in words, which becomes its remark."""
        for split in self._forms.joined.finditer(body):
            words = self._in_words(body[split.end() :], counted)
            readings = self._before(body[: split.start()], counted)
            for reading in readings if words else ():
                return reading._replace(remark=body[split.end() :])
        return None

    def _before(self, body: str, counted: bool) -> Iterator[Reading]:
        for read in (self._stated.figure, self._stated.change):
            reading = read(body, counted)
            if reading is not None and reading.kind != "unread":
                yield reading


def _qualified(reading: Reading, remark: str, year: int | None) -> Reading:
    noted = remarked(reading, remark)
    return noted._replace(year=year) if year and reading.kind != "unread" else noted


class Shapes:
    """Reads values of one shape once: 82.5岁 and 79岁 differ in nothing but their digits.

    What stands before and after the first number is read with a digit in its place; a value of
    that shape then takes the reading and its own digits. Where what is read depends on more
    than that digit, there is no shape.
    """

    def __init__(self, read: Callable[[str, bool], tuple[Reading, ...]]) -> None:
        """Take `read`, which reads a folded text in full."""
        self._full = read
        self._shape = lru_cache(maxsize=65536)(self._read_shape)

    def read(self, folded: str, counted: bool) -> tuple[Reading, ...]:
        """Read a folded text by its shape, or in full where it has none."""
        match = _FORM.fullmatch(folded)
        if match is None:
            return self._full(folded, counted)
        before, digits, after = match.groups()
        # the cheap question first: this is asked of every figure
        if len(digits) == _YEAR_LENGTH and after and digits[0] in "12":
            return self._full(folded, counted)
        shape = self._shape(before, after, counted)
        return self._full(folded, counted) if shape is None else (_filled(*shape, digits),)

    def _read_shape(
        self, before: str, after: str, counted: bool
    ) -> tuple[Reading, Decimal] | None:
        """Give a reading and what one of its digits is worth; None where there is no shape."""
        [reading, *more] = self._full(f"{before}{_DIGIT}{after}", counted)
        plain = not more and reading.kind in _KINDS and reading.digits == _DIGIT
        if not plain or reading.ratio or reading.amount is None:
            return None
        return reading, reading.amount / int(_DIGIT)


def _filled(reading: Reading, worth: Decimal, digits: str) -> Reading:
    half = _HALF.scaleb(-len(digits.partition(".")[2])) * abs(worth)
    return reading._replace(amount=Decimal(digits) * worth, digits=digits, half=half)
