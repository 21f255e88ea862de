"""How a printed number bounds the figure: the six comparators."""

from enum import StrEnum


class Comparator(StrEnum):
    """How a printed number bounds the figure; the value is the sign as written.

    Attributes
    ----------
    side : str
        ``low`` for a bound from below, ``high`` for one from above; blank for neither.
    is_bound : bool
        Whether it leaves one side open.
    strict : bool
        Whether the limit itself is excluded.
    """

    # kept, not worked out: the rules ask it of every figure of every plan many times
    side: str
    is_bound: bool
    strict: bool

    EXACT = "="
    AT_LEAST = ">="
    MORE = ">"
    AT_MOST = "<="
    LESS = "<"
    ABOUT = "~"

    def __init__(self, sign: str) -> None:
        self.side = {">": "low", "<": "high"}.get(sign[0], "")
        self.is_bound = bool(self.side)
        self.strict = self.is_bound and not sign.endswith("=")

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
