"""How alike labels are, for what a reviewer is shown beside a label: it decides nothing."""

from collections.abc import Iterable

import numpy as np

_NEAREST = 25
_SLACK = 1e-6  # of numbers in binary
_WHOLE = 0.4  # of the likeness is that of whole labels, the rest that of parts


class Likeness:
    """Labels in one spelling, to be compared with; what was asked before is remembered."""

    def __init__(self, labels: Iterable[str]) -> None:
        self._labels = list(labels)
        self._sizes = np.array([len(label) for label in self._labels], int)
        self._signs = np.array([*map(ord, "".join(self._labels))], int)
        self._places = np.repeat(np.arange(len(self._labels)), self._sizes)
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
        able = self._with_signs_of(label, least)
        near = process.extract(
            label, able, scorer=fuzz.WRatio, limit=_NEAREST, score_cutoff=least
        )
        return tuple(
            (key, (1 - _WHOLE) * partly + _WHOLE * fuzz.ratio(label, key))
            for key, partly, _ in near
        )

    def _with_signs_of(self, label: str, least: float) -> list[str]:
        """Give the labels that may be as like as that, by how many of their signs are in both.

        The shorter text beside as much of the longer as is in both is as like as two can be.
        """
        shared = np.isin(self._signs, [*map(ord, label)])
        counts = np.bincount(self._places[shared], minlength=len(self._labels))
        due = least / (200 - least) * np.minimum(self._sizes, len(label))
        return [self._labels[place] for place in np.flatnonzero(counts >= due - _SLACK)]
