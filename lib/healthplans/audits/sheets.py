"""One plan's figures, indexed the way the rules ask for them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from healthplans.audits.drafts import Doubt, Draft
from healthplans.audits.figures import Figure
from healthplans.audits.measured import Measured
from healthplans.parts import WHOLE, Part
from healthplans.reading.about import About
from healthplans.reading.documents import Document
from healthplans.rows import Row
from healthplans.vocabulary.codelists import Codelists
from healthplans.vocabulary.judging import convention_for
from healthplans.vocabulary.schema import Indicator

Options = Mapping[str, Any]
_NO_WORDS = ("", "", "")
_DATE = "calendar_year"
K = TypeVar("K")
V = TypeVar("V")

Key = tuple[str, Part, int]
# a level and a target of one year are two statements
Stated = tuple[str, Part, int, str]
Scope = frozenset[str]


@dataclass(frozen=True)
class Sheet:
    """All figures of one plan; look-ups are made once and kept.

    `unnamed` holds those under labels that no list knows, as a plan read leniently has them;
    `dates` those whose value is a year, which nothing but another date is measured by.
    """

    code: str
    area: str
    document: About
    lists: Codelists
    figures: tuple[Figure, ...]
    measured: Measured
    unnamed: tuple[Figure, ...] = ()
    dates: tuple[Figure, ...] = ()

    @cached_property
    def _by_id(self) -> Mapping[str, Figure]:
        return {f.id: f for f in (*self.figures, *self.dates)}

    def own(self, id_: str) -> Figure | None:
        """Give a figure of this document by id; None for another document's, or none."""
        return self._by_id.get(id_)

    def named(self, id_: str) -> Figure:
        """Give the figure that a measure names."""
        return self._by_id[id_]

    @cached_property
    def stated(self) -> Mapping[Stated, Sequence[Figure]]:
        """Figures of the indicator itself by (indicator, part, year, role), without growth."""
        return grouped(
            ((f.indicator, f.part, f.year, f.role), f) for f in self.figures if not f.is_claim
        )

    @cached_property
    def restated(self) -> Sequence[Sequence[Figure]]:
        """Figures of the indicator itself that several places of the plan state."""
        return [rows for rows in self.stated.values() if len(rows) > 1]

    @cached_property
    def valued(self) -> Sequence[Figure]:
        """Figures of the indicator itself that carry a value."""
        return [f for f in self.figures if f.value is not None and not f.is_claim]

    @cached_property
    def beside(self) -> Mapping[str, Sequence[tuple[Figure, str]]]:
        """By id of a figure shown: the others that say something else, and in what."""
        return grouped(
            (row["other_id"], (self.named(row["observation_id"]), row["disagreement"]))
            for row in self.measured.disagreements
        )

    @cached_property
    def claims(self) -> Sequence[Figure]:
        """Statements of growth or increase about a level."""
        return [f for f in self.figures if f.is_claim and f.change is not None]

    @cached_property
    def shown(self) -> Mapping[Key, Figure]:
        """The figure shown for each key, where it carries a value.

        Of a year for which both are stated, what was reached stands before what was promised.
        """
        stated = [f for f in self.figures if f.shown and f.value is not None]
        last = sorted(stated, key=lambda f: f.role == "level")
        chosen = {_key(f): f for f in last}
        return {key: chosen[key] for key in dict.fromkeys(map(_key, stated))}

    @cached_property
    def counts(self) -> Sequence[tuple[Key, Figure]]:
        """The figures shown that are exact counts, no ends of a range and no shares."""
        shown = self.shown.items()
        exact = [(key, f) for key, f in shown if f.unit == "count" and f.is_exact]
        return [(key, f) for key, f in exact if not f.part.end and not f.part.of]

    @cached_property
    def parts(self) -> Mapping[tuple[str, int], Sequence[Figure]]:
        """The figures shown by (indicator, year), of whichever part."""
        return grouped(((code, year), f) for (code, _, year), f in self.shown.items())

    @cached_property
    def paragraphs(self) -> Mapping[int | None, Sequence[Figure]]:
        """Figures of the prose by paragraph, in the order in which they are printed."""
        placed = [f for f in self.figures if f.span is not None]
        ordered = sorted(placed, key=lambda f: f.span or (0, 0))
        return grouped((f.paragraph, f) for f in ordered)

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
        """Give the baseline, where it carries a value; see `healthplans.measures.compare`."""
        return self._side("level_id", indicator, part)

    def _side(self, side: str, indicator: str, part: Part) -> Figure | None:
        row = self.measured.compared.get((indicator, part))
        figure = self._by_id.get(row[side]) if row else None
        return figure if figure and figure.value is not None else None

    @cached_property
    def pairs(self) -> Sequence[tuple[Figure, Figure, Row]]:
        """Each baseline with its target, where both carry a value, and what is measured."""
        both = (
            (self.level(*name), self.target(*name), self.measured.compared[name])
            for name in self.names
        )
        return [
            (level, target, row)
            for level, target, row in both
            # what an earlier plan promised for the year of the level is not aimed at from it
            if level and target and target.year > level.year
        ]

    def targets(self, indicator: str, part: Part = WHOLE) -> Sequence[Figure]:
        """Targets in order of year."""
        return self._targets.get((indicator, part), ())

    def target(self, indicator: str, part: Part = WHOLE) -> Figure | None:
        """Give the target that stands beside the baseline, where it carries a value."""
        return self._side("target_id", indicator, part)

    def at(self, indicator: str, year: int, part: Part = WHOLE) -> Figure | None:
        """Give the figure shown for one key."""
        return self.shown.get((indicator, part, year))

    def implied(self, year: int) -> list[Row]:
        """Give the populations that counts and rates of a year imply."""
        return [row for row in self.measured.pairs if row["year"] == year]

    def counted(self, row: Row) -> tuple[Figure, Figure]:
        """Give the count and the rate behind an implied population."""
        return self.named(row["count_id"]), self.named(row["density_id"])

    def about(self, figure: Figure) -> Indicator:
        """Give the codelist's entry for a figure's indicator."""
        return self.lists.indicators[figure.indicator]

    def factor(self, figure: Figure) -> float:
        """Give what one of a figure's unit is, in the base of its family."""
        return float(self.lists.units[figure.unit].factor)

    def people(self, figure: Figure) -> str:
        """Give whom a figure is per, by the conventions where it is printed loosely."""
        printed = (figure.denominator, figure.unit, figure.part.words)
        taken = convention_for(self.lists.conventions, *printed)
        return taken.taken_as if taken else figure.denominator


# what a rule is: it reads one plan and its own options, and says what it finds
Logic = Callable[[Sheet, Options], Iterator[Draft | Doubt]]


def sheets(
    figures: Iterable[Figure],
    plans: Sequence[Document],
    lists: Codelists,
    measured: Mapping[str, Measured],
    unnamed: Iterable[Figure] = (),
) -> Sequence[Sheet]:
    """Sort figures by document; one `Sheet` a document of those given, in order of id."""
    rows, others = (grouped((f.document, f) for f in one) for one in (figures, unnamed))
    for plan in plans:
        _place(plan, [*rows.get(plan.id, ()), *others.get(plan.id, ())])
    return [
        Sheet(
            plan,
            about.area,
            about,
            lists,
            tuple(f for f in rows.get(plan, ()) if f.unit != _DATE),
            measured[plan],
            tuple(others.get(plan, ())),
            tuple(f for f in rows.get(plan, ()) if f.unit == _DATE),
        )
        for plan, about in sorted((plan.id, plan.about) for plan in plans)
    ]


def _key(figure: Figure) -> Key:
    return figure.indicator, figure.part, figure.year


def _place(plan: Document, figures: Iterable[Figure]) -> None:
    """Tell figures what their observation leaves out: the paragraph, and words around them."""
    texts = [p for p in plan.figures if p.origin == "text"]
    rows = {p.locator: p.paragraph for p in texts if p.locator == f"row{p.row}"}
    around = {p.locator: (p.year_text, p.shared, p.compared) for p in texts}
    said = {place: words for place, words in around.items() if any(words)}
    for figure in figures if rows or said else ():
        figure.stands_in = rows.get(figure.locator)
        figure.dated, figure.shared, figure.compared = said.get(figure.locator, _NO_WORDS)


def grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, list[V]]:
    """Gather values under their keys, both in order of appearance."""
    gathered: dict[K, list[V]] = {}
    for key, value in pairs:
        gathered.setdefault(key, []).append(value)
    return gathered
