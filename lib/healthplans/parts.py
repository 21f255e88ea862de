"""What a figure is about: a part of the whole, the base of a share, one end of a range.

Several words narrow one figure together (public hospitals); they are a set, written in one
fixed order, so that the same part is written the same way wherever it stands.
"""

from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["ENDS", "WHOLE", "Part"]

ENDS = ("lower", "upper")
# the word of `scopes.csv` that narrows nothing
_ALL = "all"
_JOINT = "+"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an indicator or of an area.

    Attributes
    ----------
    words : frozenset of str
        Codes of `scopes.csv` or of the indicator's components; empty for the whole.
    of : frozenset of str
        Codes of the base that a share is of; empty where it is of the whole.
    end : str
        `lower` or `upper` for an end of a range; else blank.
    """

    words: frozenset[str] = frozenset()
    of: frozenset[str] = frozenset()
    end: str = ""

    @classmethod
    def about(cls, words: Iterable[str] = (), of: Iterable[str] = (), end: str = "") -> "Part":
        """Make a part of codes; the code of the whole, and a blank one, narrow nothing."""
        return cls(frozenset(words) - {_ALL, ""}, frozenset(of) - {_ALL, ""}, end)

    @classmethod
    def read(cls, part: str, of: str = "", end: str = "") -> "Part":
        """Read the three texts as they stand in a table.

        >>> Part.read("public+hospital", "hospital").part
        'hospital+public'
        """
        return cls.about(part.split(_JOINT), of.split(_JOINT), end)

    @property
    def part(self) -> str:
        """The words in their fixed order, joined by ``+``; blank for the whole."""
        return _JOINT.join(sorted(self.words))

    @property
    def base(self) -> str:
        """The words of the base, as `part`: the text of the column `of`."""
        return _JOINT.join(sorted(self.of))

    @property
    def is_whole(self) -> bool:
        """Whether it is all that the indicator means, and no end of a range."""
        return self == WHOLE

    def without(self, words: Iterable[str]) -> "Part":
        """Give the part without words that an indicator implies anyway."""
        return Part(self.words - frozenset(words), self.of, self.end)

    def __str__(self) -> str:
        """Give one text: words, base after ``/``, end after ``.``."""
        base = f"/{self.base}" if self.of else ""
        return ".".join(filter(None, (f"{self.part}{base}", self.end)))


WHOLE = Part()
