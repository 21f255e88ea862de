"""What one printed value says, before any harmonizing."""

from decimal import Decimal
from typing import NamedTuple

DIRECTIONS = {"1": "up", "-1": "down", "0": "hold", "": ""}
_ONE = Decimal(1)
_ZERO = Decimal(0)


# a named tuple: one is made of each of hundreds of thousands of printed figures
class Reading(NamedTuple):
    """What one printed value says, before any harmonizing.

    Attributes
    ----------
    kind : str
        `exact`, `bound`, `approximate`, `relative`, `qualitative`, `missing`, `blank` or
        `unread`.
    comparator : str
        One of ``= >= > <= < ~``; blank where the kind is not a figure.
    amount : Decimal or None
        The figure, or the signed change of a relative value; its own multiplier applied.
    unit_text : str
        The unit repeated in the value, folded; blank where none is printed.
    part : str
        `lower` or `upper` for the ends of a range, `each` for one value of all components.
    yearly : bool
        True for a change a year.
    base_year, year : int or None
        The year a change counts from; a year of its own printed in the cell.
    unit : str
        The code of the unit repeated in the value; blank where none is printed.
    digits : str
        The digits as printed, trailing zeros too, before the multiplier and without
        separators; those of a number in words are the digits it stands for.
    multiplier : Decimal
        The multiplier printed in the value (10,000 of 27.8万人), already in `amount`.
    half : Decimal
        Half a unit of the last printed digit, multiplier applied.
    change_comparator : str
        The comparator of a change, on its size; blank where there is no figure of a change.
    direction : str
        `up`, `down` or `hold` of a change or of words; blank where neither says one.
    base_text : str
        The base of a change in words (上年), where it is no year.
    remark : str
        Footnote marks, a bracket that qualifies the value, an alternative in words; as
        printed, joined by ``;``.
    ratio : bool
        Whether it is printed as a ratio, one to `amount`.
    growth : bool
        Whether the verb of a change says growth of the quantity (增长), so that a percent is
        one of it and no percentage point.
    sides : tuple of Decimal or None
        Both sides of a ratio whose first is not one; the kind is then `unread`, since only a
        label can say which way it is meant.
    """

    kind: str
    comparator: str = ""
    amount: Decimal | None = None
    unit_text: str = ""
    part: str = ""
    yearly: bool = False
    base_year: int | None = None
    year: int | None = None
    unit: str = ""
    digits: str = ""
    multiplier: Decimal = _ONE
    half: Decimal = _ZERO
    change_comparator: str = ""
    direction: str = ""
    base_text: str = ""
    remark: str = ""
    ratio: bool = False
    growth: bool = False
    sides: tuple[Decimal, Decimal] | None = None


UNREAD = Reading("unread")


def remarked(reading: Reading, remark: str) -> Reading:
    """Add a remark to what is read; one that is not read has none."""
    if not remark or reading.kind == "unread":
        return reading
    return reading._replace(remark=";".join(filter(None, (reading.remark, remark))))
