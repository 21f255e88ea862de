"""One plan's figures, indexed the way the rules ask for them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from healthplans.audits.drafts import Doubt, Draft
from healthplans.audits.figures import Figure
from healthplans.parts import WHOLE, Part
from healthplans.reading.about import About
from healthplans.reading.documents import Document
from healthplans.vocabulary.codelists import Codelists
from healthplans.vocabulary.schema import Indicator

__all__ = ["Key", "Logic", "Options", "Scope", "Sheet", "Stated", "grouped", "sheets"]

Options = Mapping[str, Any]
K = TypeVar("K")
V = TypeVar("V")

Key = tuple[str, Part, int]
# a level and a target of one year are two statements
Stated = tuple[str, Part, int, str]
Scope = frozenset[str]


@dataclass(frozen=True)
class Sheet:
    """All figures of one plan; look-ups are made once and kept."""

    code: str
    area: str
    document: About
    lists: Codelists
    figures: tuple[Figure, ...]

    @cached_property
    def stated(self) -> Mapping[Stated, Sequence[Figure]]:
        """Figures of the indicator itself by (indicator, part, year, role), without growth."""
        return grouped(
            ((f.indicator, f.part, f.year, f.role), f) for f in self.figures if not f.is_claim
        )

    @cached_property
    def repeated(self) -> Mapping[Stated, Sequence[Figure]]:
        """Keys that carry more than one value, the figure shown first."""
        valued = {
            key: [f for f in rows if f.value is not None] for key, rows in self.stated.items()
        }
        return {
            key: sorted(rows, key=lambda f: not f.shown)
            for key, rows in valued.items()
            if len(rows) > 1
        }

    @cached_property
    def claims(self) -> Sequence[Figure]:
        """Statements of growth or increase about a level."""
        return [f for f in self.figures if f.is_claim and f.change is not None]

    @cached_property
    def shown(self) -> Mapping[Key, Figure]:
        """The figure shown for each key, where it carries a value."""
        return {
            (f.indicator, f.part, f.year): f
            for f in self.figures
            if f.shown and f.value is not None
        }

    @cached_property
    def names(self) -> Sequence[tuple[str, Part]]:
        """Every (indicator, part) that carries a value, in document order."""
        return list(dict.fromkeys((code, part) for code, part, _ in self.shown))

    @cached_property
    def _levels(self) -> Mapping[tuple[str, Part], Sequence[Figure]]:
        return self._by_year("level")

    @cached_property
    def _targets(self) -> Mapping[tuple[str, Part], Sequence[Figure]]:
        return self._by_year("target")

    def _by_year(self, role: str) -> Mapping[tuple[str, Part], Sequence[Figure]]:
        own = [f for f in self.figures if f.shown and f.value is not None and f.role == role]
        rows = sorted(own, key=lambda f: f.year)
        return grouped(((f.indicator, f.part), f) for f in rows)

    def levels(self, indicator: str, part: Part = WHOLE) -> Sequence[Figure]:
        """Levels in order of year."""
        return self._levels.get((indicator, part), ())

    def level(self, indicator: str, part: Part = WHOLE) -> Figure | None:
        """Give the baseline: the latest level not after the plan's base year."""
        return self._baselines.get((indicator, part))

    @cached_property
    def _baselines(self) -> Mapping[tuple[str, Part], Figure]:
        base_year = self.document.base
        # in order of year, so the latest stays
        return {k: f for k, rows in self._levels.items() for f in rows if f.year <= base_year}

    @cached_property
    def pairs(self) -> Sequence[tuple[Figure, Figure]]:
        """Each baseline with the target for the plan's last year, where both carry a value."""
        both = ((self.level(*name), self.target(*name)) for name in self.names)
        return [(level, target) for level, target in both if level and target]

    def targets(self, indicator: str, part: Part = WHOLE) -> Sequence[Figure]:
        """Targets in order of year."""
        return self._targets.get((indicator, part), ())

    def target(self, indicator: str, part: Part = WHOLE) -> Figure | None:
        """Give the target for the plan's last year."""
        due = (f for f in self.targets(indicator, part) if f.year == self.document.last_year)
        return next(due, None)

    def at(self, indicator: str, year: int, part: Part = WHOLE) -> Figure | None:
        """Give the figure shown for one key."""
        return self.shown.get((indicator, part, year))

    def about(self, figure: Figure) -> Indicator:
        """Give the codelist's entry for a figure's indicator."""
        return self.lists.indicators[figure.indicator]


# what a rule is: it reads one plan and its own options, and says what it finds
Logic = Callable[[Sheet, Options], Iterator[Draft | Doubt]]


def sheets(
    figures: Iterable[Figure], plans: Sequence[Document], lists: Codelists
) -> Sequence[Sheet]:
    """Sort figures by document; one `Sheet` a document of those given, in order of id."""
    documents = {plan.id: plan.about for plan in plans}
    by_plan: dict[str, list[Figure]] = {plan: [] for plan in sorted(documents)}
    for figure in figures:
        if figure.document in by_plan:
            by_plan[figure.document].append(figure)
    return [
        Sheet(plan, documents[plan].area, documents[plan], lists, tuple(rows))
        for plan, rows in by_plan.items()
    ]


def grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, list[V]]:
    """Gather values under their keys, both in order of appearance."""
    gathered: dict[K, list[V]] = {}
    for key, value in pairs:
        gathered.setdefault(key, []).append(value)
    return gathered
