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
    def of(cls, sign: str) -> "Comparator":
        """Read the text of a column; blank, as of a resolved relative target, is ``=``."""
        return _READ[sign]

    @property
    def reversed(self) -> "Comparator":
        """The comparator seen from the other side: `>=` for `<=`."""
        return Comparator(self.value.translate(str.maketrans("<>", "><")))


_READ = {"": Comparator.EXACT, **{sign.value: sign for sign in Comparator}}
