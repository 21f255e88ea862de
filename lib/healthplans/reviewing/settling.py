"""What several decisions about a row come to: one state, or a dispute for a third look."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from healthplans.reviewing.decisions import DONE, OPEN, Decision, State

_IDLE = 300  # seconds without a decision that count as a pause


@dataclass(frozen=True)
class Settled:
    """The decisions that stand on a row: one, or several that were made unseen by each other.

    `last` holds each reviewer's own last decision.
    """

    tips: tuple[Decision, ...] = ()
    last: tuple[Decision, ...] = ()

    @property
    def state(self) -> State:
        """The state that the row is in; `disputed` holds the cells of the latest."""
        if not self.tips:
            return OPEN
        # who checked some columns only has not yet answered
        done = [tip for tip in self.tips if tip.after.state in DONE] or self.tips
        latest = done[-1].after
        same = all(tip.after == latest for tip in done)
        return latest if same else State("disputed", latest.fields)

    @property
    def reviewers(self) -> list[str]:
        """Who has decided it, and has not taken it back."""
        return [d.who for d in self.last if d.after.state in DONE]


def settle(decisions: Iterable[Decision]) -> dict[str, Settled]:
    """Give what stands on each row.

    A decision made in view of another takes its place. Two reviewers who had not seen each
    other's leave both standing; a decision made in view of a dispute settles it.
    """
    found: dict[str, Settled] = {}
    for one in decisions:
        found[one.row] = _after(found.get(one.row, Settled()), one)
    return found


def _after(settled: Settled, one: Decision) -> Settled:
    seen = one.before.state == "disputed"
    others = [t for t in settled.tips if one.who != t.who and one.before != t.after]
    left = [] if seen else others
    added = [] if one.after.state == OPEN.state else [one]
    last = [d for d in settled.last if d.who != one.who]
    return Settled((*left, *added), (*last, one))


@dataclass(frozen=True)
class Agreement:
    """How two reviewers agree: rows both decided, on how many alike, Cohen's kappa.

    `kappa` is None where it is not defined: no row, or one answer only was ever given.
    """

    first: str
    second: str
    rows: int
    same: int
    kappa: float | None
    differing: tuple[str, ...]


def agreement(settled: Mapping[str, Settled]) -> list[Agreement]:
    """Compare every two reviewers on the rows that both decided.

    An answer is the state with the cells that stand; two edits to different cells differ.
    """
    people = list(dict.fromkeys(who for one in settled.values() for who in one.reviewers))
    pairs = [(a, b) for place, a in enumerate(people) for b in people[place + 1 :]]
    return [_compared(a, b, settled) for a, b in pairs]


def _compared(first: str, second: str, settled: Mapping[str, Settled]) -> Agreement:
    last = {row: {d.who: d.after for d in one.last} for row, one in settled.items()}
    both = {
        row: (last[row][first], last[row][second])
        for row, one in settled.items()
        if {first, second} <= set(one.reviewers)
    }
    classes = {row: _classes(*pair) for row, pair in both.items()}
    differing = tuple(row for row, (one, other) in classes.items() if one != other)
    kappa = _kappa(list(classes.values()))
    return Agreement(first, second, len(both), len(both) - len(differing), kappa, differing)


def _classes(one: State, other: State) -> tuple[str, str]:
    """Give both answers: how the row was dealt with; edits to different cells differ."""
    same = one.state != other.state or one.state == "rejected" or one.fields == other.fields
    return one.state, other.state if same else f"{other.state} otherwise"


def _kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Cohen's kappa of two raters (Cohen 1960)."""
    n = len(pairs)
    one, other = (Counter(pair[side] for pair in pairs) for side in (0, 1))
    chance = sum(one[name] * other[name] for name in one) / n**2 if n else 1
    observed = sum(a == b for a, b in pairs) / n if n else 0
    return None if chance == 1 else (observed - chance) / (1 - chance)


def minutes(decisions: Sequence[Decision]) -> float:
    """Give the minutes spent: time between decisions, pauses over five minutes left out."""
    times = [datetime.fromisoformat(d.when) for d in decisions]
    gaps = [(b - a).total_seconds() for a, b in pairwise(times)]
    return sum(gap for gap in gaps if 0 <= gap <= _IDLE) / 60
