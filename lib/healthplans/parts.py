"""What a figure is about: a part of its indicator, the base of a share, an end of a range.

A table holds these three in columns of their own: `part` (words of `scopes.csv`, the printed
name of an institution, or a component that the label names, joined by ``+`` in their order),
`of` (likewise, what a share is a share of) and `end` (`lower` or `upper` of a range).
All three blank is the whole.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

import pandas as pd

PART = ["part", "of", "end"]
_JOINT = "+"
# the word of `scopes.csv` that narrows nothing
_NOTHING = frozenset({"all", ""})


class Part(NamedTuple):
    """Words that narrow a figure, those of its base, end of a range; false for the whole."""

    words: frozenset[str] = frozenset()
    of: frozenset[str] = frozenset()
    end: str = ""

    def __bool__(self) -> bool:
        """Whether it is less than the whole."""
        return bool(self.words or self.of or self.end)

    def __str__(self) -> str:
        """Name it as ids do.

        >>> str(Part(frozenset({"public", "hospital"}), frozenset({"hospital"}), "lower"))
        'hospital+public/hospital.lower'
        """
        base = f"/{self.base}" if self.of else ""
        return ".".join(filter(None, (f"{self.part}{base}", self.end)))

    @property
    def part(self) -> str:
        """The words in their fixed order, joined by ``+``: the text of the column `part`."""
        return _in_order(self.words) if self.words else ""

    @property
    def base(self) -> str:
        """The words of the base, as `part`: the text of the column `of`."""
        return _in_order(self.of) if self.of else ""

    @property
    def is_whole(self) -> bool:
        """Whether it is all that the indicator means, and no end of a range."""
        return not self

    @staticmethod
    def about(words: Iterable[str] = (), of: Iterable[str] = (), end: str = "") -> "Part":
        """Make a part of codes; the code of the whole, and a blank one, narrow nothing."""
        return Part(frozenset(words) - _NOTHING, frozenset(of) - _NOTHING, end)

    def without(self, words: Iterable[str]) -> "Part":
        """Give the part without words that an indicator implies anyway."""
        return self._replace(words=self.words - frozenset(words))

    @staticmethod
    @lru_cache(maxsize=65536)
    def read(part: str, of: str = "", end: str = "") -> "Part":
        """Read the three columns of a row."""
        return Part(_split(part), _split(of), end)


WHOLE = Part()


def part_of(row: Mapping[str, str]) -> Part:
    """Give what a row of a table is about."""
    return Part.read(row["part"], row["of"], row["end"])


@lru_cache(maxsize=65536)
def _in_order(words: frozenset[str]) -> str:
    return joined(words)


def joined(words: Iterable[str]) -> str:
    """Join words in their fixed order, as the columns `part` and `of` hold them."""
    return _JOINT.join(sorted(words))


def is_whole(table: pd.DataFrame) -> pd.Series:
    """Tell, row by row, whether a figure is about all that its indicator means."""
    return (table["part"] == "") & (table["of"] == "") & (table["end"] == "")


def _split(text: str) -> frozenset[str]:
    return frozenset(filter(None, text.split(_JOINT)))
