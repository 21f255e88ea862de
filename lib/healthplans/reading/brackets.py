"""A bracket at the end of a value: a year, a unit, or a remark on place, year or basis.

What a figure is counted by may stand before it too, without a bracket: 以乡镇为单位≥90.
"""

import re
from collections.abc import Iterator

from healthplans.reading.wordings import Words, any_of
from healthplans.vocabulary.units import Units

_BRACKET = re.compile(r"(?P<body>.+?)[(\[【〔](?P<inside>[^()\[\]【】〔〕]+)[)\]】〕]")
_BETWEEN = "、,·:“”\"'-"
_LONGEST = 40
_JOINT = ";"


class Brackets:
    """Tells what a bracket at the end of a value is, or words on its basis before it."""

    def __init__(self, words: Words, units: Units, own_year: re.Pattern[str]) -> None:
        self._units = units
        self._own_year = own_year
        start, end = (any_of(_texts(words, f"basis_{side}")) for side in ("start", "end"))
        bound = any_of(_texts(words, "after"))
        # 以上 is no basis
        basis = f"(?!{bound})(?:{start})[^0-9,;]{{1,{_LONGEST}}}?(?:{end})"
        self._basis = re.compile(f"(?P<basis>{basis})[,:]?(?P<body>.+)")
        self._of_which = tuple(_texts(words, "of_which"))
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
        basis = self._basis.fullmatch(folded)
        if basis is None:
            return self._bracket(folded)
        body, remark, year = self._bracket(basis["body"])
        return body, _JOINT.join(filter(None, (basis["basis"], remark))), year

    def _bracket(self, folded: str) -> tuple[str, str, int | None]:
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
        if words.startswith(self._of_which):
            # a part beside the figure leaves the figure as it is
            return len(words) <= _LONGEST
        plain = all(char.isalpha() or char in _BETWEEN for char in words)
        clear = not (words.startswith(self._first) or words.endswith(self._last))
        silent = not any(word in words for word in self._within)
        return plain and clear and silent and len(words) <= _LONGEST


def _texts(words: Words, *positions: str) -> Iterator[str]:
    for position in positions:
        yield from words.get(position, {})
