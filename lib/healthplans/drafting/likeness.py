"""Which known labels are most like a printed one."""

from collections.abc import Iterable

__all__ = ["Likeness"]

_NEAREST = 25
_WHOLE = 0.4  # of the likeness is that of whole labels, the rest that of parts


class Likeness:
    """Labels in one spelling, to be compared with; what was asked before is remembered."""

    def __init__(self, labels: Iterable[str]) -> None:
        self._labels = list(labels)
        self._found: dict[str, tuple[tuple[str, float], ...]] = {}

    def nearest(self, label: str) -> tuple[tuple[str, float], ...]:
        """Give the labels most like one, each with its score from 0 to 100."""
        if label not in self._found:
            self._found[label] = self._nearest(label)
        return self._found[label]

    def _nearest(self, label: str) -> tuple[tuple[str, float], ...]:
        from rapidfuzz import fuzz, process

        # as wholes two labels are never more alike than by parts, and sooner compared: what
        # is less alike by parts than the last of the nearest wholes need not be looked at
        wholes = process.extract(label, self._labels, scorer=fuzz.ratio, limit=_NEAREST)
        least = wholes[-1][1] if wholes else 0.0
        near = process.extract(
            label, self._labels, scorer=fuzz.WRatio, limit=_NEAREST, score_cutoff=least
        )
        return tuple(
            (key, (1 - _WHOLE) * partly + _WHOLE * fuzz.ratio(label, key))
            for key, partly, _ in near
        )
