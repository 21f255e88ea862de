"""Periods that plans are made for, and which plan of an area stands for one of them.

A plan belongs to a period if it shares at least one year with it. Of several plans of an area
the one that shares most years stands, then the one with the very same period, the `main` one,
the one of higher confidence, the first by id; the others stay reachable.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from healthplans.errors import UnknownNameError
from healthplans.reading.about import CONFIDENCES
from healthplans.reading.documents import Document


class Period(NamedTuple):
    """The first and the last year that plans are made for."""

    first: int
    last: int

    def __str__(self) -> str:
        """Write it as parameters do: ``2021-2025``."""
        return f"{self.first}-{self.last}"

    @property
    def base(self) -> int:
        """The year before it, which its plans usually count from."""
        return self.first - 1

    @staticmethod
    def read(text: str, known: Sequence["Period"]) -> "Period":
        """Read ``2021-2025``; `UnknownNameError` unless it is one of `known`."""
        named = {str(period): period for period in known}
        if str(text) not in named:  # a number or a list too, such as papermill gives
            raise UnknownNameError("period", text, list(named))
        return named[str(text)]

    @staticmethod
    def of(plan: Document) -> "Period":
        """Give the period of a plan."""
        return Period(plan.about.first_year, plan.about.last_year)

    def shared(self, other: "Period") -> int:
        """Count the years that two periods share."""
        return max(0, min(self.last, other.last) - max(self.first, other.first) + 1)

    def choose(self, plans: Iterable[Document]) -> dict[str, Document]:
        """Give the plan of this period for each area that has one, in the order of ids."""
        known = [(self.shared(Period.of(plan)), plan) for plan in plans]
        best = sorted((pair for pair in known if pair[0]), key=lambda pair: self._order(*pair))
        chosen: dict[str, Document] = {}
        for _, plan in best:
            chosen.setdefault(plan.about.area, plan)
        return dict(sorted(chosen.items(), key=lambda item: item[1].id))

    def _order(self, shared: int, plan: Document) -> tuple[object, ...]:
        about = plan.about
        confidence = CONFIDENCES.index(about.confidence)
        return -shared, Period.of(plan) != self, not about.main, confidence, plan.id


def periods_of(plans: Iterable[Document]) -> list[Period]:
    """Give the periods of plans, the one with most areas first; of a tie the later."""
    areas = {(Period.of(plan), plan.about.area) for plan in plans}
    counts = Counter(period for period, _ in areas)
    return sorted(counts, key=lambda period: (-counts[period], -period.last, -period.first))
