"""Compare commitments by their limits: the worst value that each allows.

A bound's limit is its number; a plain number is a floor where more is better and a ceiling
where less is. What 左右, a range or a relative target that counts from a rounded level leave
open is an interval, and a verdict that only holds in a part of it is not given.
"""

from dataclasses import dataclass

from healthplans.quantities import Comparator, Interval

VERDICTS = (
    *("equal", "exceeds", "short", "meets", "above", "below", "undecided"),
    "incomparable",
)
# by polarity: what a greater value is called, and a lesser one
WORDS = {
    "none": ("above", "below"),
    "higher": ("exceeds", "short"),
    "lower": ("short", "exceeds"),
}
_SLACK = 1e-9


@dataclass(frozen=True)
class Limit:
    """A commitment: its number, comparator, and the values between which its limit lies.

    `low` and `high` are equal for a bound and for a number as printed; `loose` says that 左右
    or a range makes the interval, not rounding.
    """

    value: float
    comparator: Comparator
    low: float
    high: float
    loose: bool = False

    @staticmethod
    def printed(value: float, comparator: str, half: float) -> "Limit":
        """Make one of a printed figure and half a unit of its last digit."""
        sign = Comparator.of(comparator)
        loose = sign is Comparator.ABOUT
        width = 2 * half if loose else 0.0
        return Limit(value, sign, value - width, value + width, loose)

    @property
    def side(self) -> str:
        """`low` for a floor, `high` for a ceiling, blank for neither."""
        return self.comparator.side

    @property
    def fixed(self) -> bool:
        """Whether the limit is one number."""
        return _same(self.low, self.high)


def compare_limits(area: Limit, upper: Limit, polarity: str) -> tuple[str, str]:
    """Give the verdict on an area's target beside an upper one, and its reason.

    The reason is a key of `messages.yaml` behind ``vertical_``.

    >>> one = lambda value, sign="": Limit.printed(value, sign, 0)
    >>> compare_limits(one(12, "<"), one(8, "<"), "lower")
    ('short', 'limits')
    >>> compare_limits(one(78.9), one(79, ">"), "higher")
    ('short', 'limits')
    >>> compare_limits(one(5.2, "<"), one(5.2, "<="), "lower")
    ('equal', 'equal_comparators')
    """
    if _opposed(area, upper, polarity):
        return "incomparable", "opposite_bounds"
    if _same_commitment(area, upper):
        alike = area.comparator is upper.comparator
        return "equal", "equal" if alike else "equal_comparators"
    above, below = _apart(area, upper, polarity)
    if not above and not below:
        return "undecided", "about" if area.loose or upper.loose else "rounding"
    word = WORDS[polarity][0 if above else 1]
    if word == "exceeds" and area.loose:
        return "meets", "within"
    return word, "limits"


def compare_levels(area: Interval, upper: Interval, polarity: str, *, same: bool) -> str:
    """Give the verdict on two levels: what their digits and comparators make certain."""
    if same:
        return "equal"
    if area.meets(upper):
        return "undecided"
    return WORDS[polarity][0 if upper.below(area) else 1]


def _opposed(area: Limit, upper: Limit, polarity: str) -> bool:
    """Whether one is a floor and the other a ceiling; a plain number is what polarity says."""
    plain = {"higher": "low", "lower": "high"}.get(polarity, "")
    sides = {limit.side or plain for limit in (area, upper)} - {""}
    return len(sides) > 1 and bool(area.side or upper.side)


def _same_commitment(area: Limit, upper: Limit) -> bool:
    if area.loose or upper.loose:
        alike = area.comparator == upper.comparator and area.loose == upper.loose
        return alike and _same(area.low, upper.low) and _same(area.high, upper.high)
    return _same(area.value, upper.value)


def _apart(area: Limit, upper: Limit, polarity: str) -> tuple[bool, bool]:
    """Tell whether one is certainly above, or below, the other; a shared end is neither.

    But a loose target that reaches as far as an upper limit that is included, on its good
    side, allows nothing that the limit does not.
    """
    touches = area.loose and upper.fixed and not upper.comparator.strict
    above = touches and polarity == "higher" and _same(area.low, upper.low)
    below = touches and polarity == "lower" and _same(area.high, upper.high)
    return above or _above(area.low, upper.high), below or _above(upper.low, area.high)


def _above(one: float, other: float) -> bool:
    """Whether a number is greater by more than what binary fractions make of one number."""
    return one > other and not _same(one, other)


def _same(one: float, other: float) -> bool:
    return abs(one - other) <= _SLACK * max(1.0, abs(one), abs(other))
