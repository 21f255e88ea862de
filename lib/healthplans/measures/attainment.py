"""How much of a targeted change is achieved, as an interval, and what that is called.

    achieved = 100 * (actual - baseline) / (target - baseline)     percent
    expected = 100 * (years from baseline to actual) / (years from baseline to target)

The expected share assumes a linear pace; no plan says so. What printed digits leave open is
carried through: an achieved share is an interval, and a status that holds only in a part of it
is not given. A target is a commitment and is taken as printed; only 左右, and a relative
target that counts from a rounded level, leave a target open.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import product

from healthplans.quantities import Comparator, Interval

_DIGITS = 9
# the direction that is good, by polarity; none is known of `none`
SIGNS = {"higher": 1, "lower": -1}
Moved = Callable[[float], float]


@dataclass(frozen=True)
class Tolerances:
    """Percentage points by which achieved may leave expected and still be on schedule."""

    ahead: float
    behind: float


@dataclass(frozen=True)
class Aim:
    """A target: its number, comparator, what 左右 leaves open, and how it follows its base.

    `moved` gives the target of a base, for a relative one; None for a number as printed.
    """

    value: float
    comparator: Comparator = Comparator.EXACT
    width: float = 0.0
    moved: Moved | None = None

    def at(self, base: float) -> tuple[float, float]:
        """Give the least and the greatest target that a base leaves."""
        middle = self.moved(base) if self.moved else self.value
        return middle - self.width, middle + self.width

    def region(self, base: Interval, sign: int) -> tuple[Interval, Interval]:
        """Give the values that certainly reach it, and those that possibly do.

        `sign` is the direction that counts as reaching a number without a bound.
        """
        ends = [end for b in (base.low, base.high) for end in self.at(b)]
        ends = ends if self.moved else [*self.at(0.0)]
        side, strict = self.comparator.side, self.comparator.strict
        low = side == "low" or (not side and sign >= 0)
        far, near = (max(ends), min(ends)) if low else (min(ends), max(ends))
        return _beyond(far, low=low, strict=strict), _beyond(near, low=low, strict=strict)


def achieved(base: Interval, actual: Interval, aim: Aim) -> Interval | None:
    """Give the share of the targeted change that is achieved, in percent.

    None where the targeted change is within what the digits of the baseline leave open, so
    that its very direction is not known.

    >>> base, actual = Interval.printed(2.9, "=", 0.005), Interval.printed(3.15, "=", 0.005)
    >>> share = achieved(base, actual, Aim(3.2))
    >>> round(share.low, 1), round(share.high, 1)
    (81.4, 85.2)
    """
    bases = (base.low, base.high)
    changes = [target - b for b in bases for target in aim.at(b)]
    if not all(map(math.isfinite, bases)) or min(changes) * max(changes) <= 0:
        return None
    reached = ((actual.low, actual.low_open), (actual.high, actual.high_open))
    ends = [
        (100 * (a - b) / (target - b), is_open)
        for (a, is_open), b in product(reached, bases)
        for target in aim.at(b)
    ]
    low, high = min(end for end, _ in ends), max(end for end, _ in ends)
    opens = [all(o for end, o in ends if end == limit) for limit in (low, high)]
    return Interval(_rounded(low), _rounded(high), *opens)


def expected(base_year: int, year: int, target_year: int) -> float:
    """Give the share of the time from baseline to target that has elapsed, in percent.

    >>> expected(2020, 2022, 2025)
    40.0
    """
    return _rounded(min(100.0, 100 * (year - base_year) / (target_year - base_year)))


def satisfied(actual: Interval, regions: tuple[Interval, Interval]) -> bool | None:
    """Whether a level reaches a target; None where what is printed leaves it open."""
    certain, possible = regions
    if actual.within(certain):
        return True
    return False if actual.apart(possible) else None


def kept_at_start(base: Interval, aim: Aim, polarity: str) -> bool:
    """Whether the baseline already keeps what the target asks for.

    Of a number without a bound that is so where its good side is known and the level is there.
    """
    sign = SIGNS.get(polarity, 0)
    if not aim.comparator.is_bound and not sign:
        return False
    return satisfied(base, aim.region(base, sign)) is True


def statuses(share: Interval, elapsed: float, tolerances: Tolerances) -> set[str]:
    """Give each status that some share of an interval has, of a target not yet reached.

    What moved back is behind as well: `back` is given alone, where nothing else is possible.
    """
    least, most = elapsed - tolerances.behind, elapsed + tolerances.ahead
    spans = {
        "back": Interval(-math.inf, 0.0, low_open=True, high_open=True),
        "behind": Interval(0.0, least, high_open=True),
        "on_track": Interval(max(0.0, least), most),
        "ahead": Interval(most, math.inf, low_open=True, high_open=True),
    }
    found = {name for name, span in spans.items() if _proper(span) and share.meets(span)}
    return found - {"back"} if "behind" in found else found


def _proper(span: Interval) -> bool:
    return span.low < span.high or (span.low == span.high and not span.high_open)


def _beyond(limit: float, *, low: bool, strict: bool) -> Interval:
    if low:
        return Interval(_rounded(limit), math.inf, low_open=strict, high_open=True)
    return Interval(-math.inf, _rounded(limit), low_open=True, high_open=strict)


def _rounded(value: float) -> float:
    return value if not math.isfinite(value) else round(value, _DIGITS)
