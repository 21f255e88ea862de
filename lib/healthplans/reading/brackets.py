"""A bracket at the end of a value: a year, a unit, or a remark on place, year or basis."""

import re
from collections.abc import Iterator

from healthplans.reading.wordings import Words
from healthplans.vocabulary.units import Units

__all__ = ["Brackets"]

_BRACKET = re.compile(r"(?P<body>.+?)[(\[【〔](?P<inside>[^()\[\]【】〔〕]+)[)\]】〕]")
_BETWEEN = "、,·:“”\"'-"
_LONGEST = 40


class Brackets:
    """Tells what a bracket at the end of a value is."""

    def __init__(self, words: Words, units: Units, own_year: re.Pattern[str]) -> None:
        self._units = units
        self._own_year = own_year
        # words that would change what the figure says are no remark on it
        self._first = tuple(_texts(words, "after", "inner"))
        self._last = tuple(_texts(words, "before", "cap"))
        self._within = tuple(_texts(words, "change", "course"))

    def split(self, folded: str) -> tuple[str, str, int | None]:
        """Part a value from the remark in the bracket at its end.

        Returns
        -------
        tuple
            The value without the bracket, the remark, and the year that the remark prints.
            A bracket that holds a unit is written into the value; one that holds a figure or
            a comparator stays, so that no form reads the whole.
        """
        match = _BRACKET.fullmatch(folded)
        if match is None:
            return folded, "", None
        inside = match["inside"]
        if self._units.read(inside) is not None:
            return f"{match['body']}{inside}", "", None
        year = self._own_year.fullmatch(inside)
        rest = (year["rest"] or "") if year else inside
        if not self._qualifies(rest, bare=year is not None):
            return folded, "", None
        return match["body"], inside, int(year["year"]) if year else None

    def _qualifies(self, words: str, *, bare: bool) -> bool:
        if not words:
            return bare
        plain = all(char.isalpha() or char in _BETWEEN for char in words)
        clear = not (words.startswith(self._first) or words.endswith(self._last))
        silent = not any(word in words for word in self._within)
        return plain and clear and silent and len(words) <= _LONGEST


def _texts(words: Words, *positions: str) -> Iterator[str]:
    for position in positions:
        yield from words.get(position, {})
