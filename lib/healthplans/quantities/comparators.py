"""How a printed number bounds the figure: the six comparators."""

from enum import StrEnum

__all__ = ["Comparator"]


class Comparator(StrEnum):
    """How a printed number bounds the figure; the value is the sign as written."""

    EXACT = "="
    AT_LEAST = ">="
    MORE = ">"
    AT_MOST = "<="
    LESS = "<"
    ABOUT = "~"

    @property
    def side(self) -> str:
        """`low` for a bound from below, `high` for one from above; blank for neither."""
        return {">": "low", "<": "high"}.get(self.value[0], "")

    @property
    def strict(self) -> bool:
        """Whether the limit itself is excluded."""
        return self in (Comparator.MORE, Comparator.LESS)

    @property
    def is_bound(self) -> bool:
        """Whether it leaves one side open."""
        return bool(self.side)

    @classmethod
    def of_change(cls, sign: str, *, rising: bool) -> "Comparator":
        """Read the comparator of a change's size as that of the value it leads to.

        A fall by at least two leads to at most the value two below; a change that is no bound
        is counted as it is printed.

        >>> Comparator.of_change(">=", rising=False)
        <Comparator.AT_MOST: '<='>
        """
        read = cls.of(sign)
        if not read.is_bound:
            return cls.EXACT
        return read if rising else read.reversed

    @classmethod
    def of_end(cls, end: str) -> "Comparator":
        """Give the comparator of an end of a range, `lower` or `upper`."""
        return {"lower": cls.AT_LEAST, "upper": cls.AT_MOST}[end]

    @classmethod
    def of(cls, sign: str) -> "Comparator":
        """Read the text of a column; blank, as of a resolved relative target, is ``=``."""
        return _READ[sign]

    @property
    def reversed(self) -> "Comparator":
        """The comparator seen from the other side: `>=` for `<=`."""
        return Comparator(self.value.translate(str.maketrans("<>", "><")))


_READ = {"": Comparator.EXACT, **{sign.value: sign for sign in Comparator}}
