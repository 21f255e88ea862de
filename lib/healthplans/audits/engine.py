"""Run the rules, gather what shares a cause, and write the findings table."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from healthplans.audits import (
    across,
    announced,
    changes,
    compared,
    compositions,
    dates,
    directions,
    distances,
    enumerations,
    funding,
    gaps,
    growth,
    institutions,
    names,
    norms,
    one_project,
    over_years,
    pace,
    per_people,
    populations,
    project_totals,
    projects,
    ratios,
    remainders,
    residents,
    resources,
    shares,
    shares_summed,
    small,
    statements,
    targets,
    totals,
    twice,
    values,
)
from healthplans.audits import (
    documents as of_documents,
)
from healthplans.audits.drafts import Doubt, Draft
from healthplans.audits.figures import Figure, figures
from healthplans.audits.measured import measured
from healthplans.audits.rules import RuleBook, read_rules
from healthplans.audits.sheets import Logic, Sheet, grouped, sheets
from healthplans.audits.writing import (
    Corrections,
    Outcome,
    Rows,
    Writer,
    severity,
)
from healthplans.forks import in_forks, parted
from healthplans.reading.documents import Document
from healthplans.rows import chosen
from healthplans.vocabulary.codelists import Codelists

LOGIC: Mapping[str, Logic] = {
    **statements.RULES,
    **twice.RULES,
    **totals.RULES,
    **over_years.RULES,
    **per_people.RULES,
    **remainders.RULES,
    **compositions.RULES,
    **shares.RULES,
    **shares_summed.RULES,
    **enumerations.RULES,
    **growth.RULES,
    **directions.RULES,
    **populations.RULES,
    **residents.RULES,
    **resources.RULES,
    **compared.RULES,
    **distances.RULES,
    **ratios.RULES,
    **targets.RULES,
    **dates.RULES,
    **one_project.RULES,
    **changes.RULES,
    **pace.RULES,
    **values.RULES,
    **institutions.RULES,
    **names.RULES,
    **norms.RULES,
    **announced.RULES,
    **small.RULES,
    **project_totals.RULES,
    **projects.RULES,
    **funding.RULES,
    **gaps.RULES,
    **of_documents.RULES,
    **across.RULES,
}


@dataclass(frozen=True)
class Review:
    """All findings, and the cases that the rules looked at and could not decide."""

    findings: pd.DataFrame
    undecided: pd.DataFrame


def review(
    observations: pd.DataFrame,
    documents: Sequence[Document],
    lists: Codelists,
    references: pd.DataFrame | None = None,
    corrections: Corrections | None = None,
) -> Review:
    """Audit every plan, alone and beside the others; see `healthplans.audits.audit`."""
    ordered = sorted(documents, key=lambda one: one.id)
    audit = _Audit(observations, ordered, lists, references, corrections or {})
    book = read_rules()
    targets: list[Figure] = []
    writer = Writer(book, audit.corrections, lists)
    for rows, own in in_forks(audit.of, parted(one.about.area for one in ordered)):
        for kept, written in zip(writer.rows, rows, strict=True):
            kept.extend(written)
        targets += own
    together = across.TOGETHER.items()
    every = ((r, logic(targets, lists, book.rules[r].options)) for r, logic in together)
    _write(writer, [o for rule, said in every for o in _said(rule, None, said)], book)
    return Review(writer.findings(), writer.undecided())


@dataclass(frozen=True)
class _Audit:
    """Everything that documents are audited with."""

    observations: pd.DataFrame
    documents: Sequence[Document]
    lists: Codelists
    references: pd.DataFrame | None
    corrections: Corrections

    def of(self, areas: Sequence[str]) -> tuple[Rows, Sequence[Figure]]:
        """Give what is written of some areas, and their targets that stand beside others'."""
        book = read_rules()
        targets: list[Figure] = []
        writer = Writer(book, self.corrections, self.lists)
        # a document at a time: the outcomes of thousands would fill the memory
        for page in self._sheets(areas):
            sheet = replace(page)  # its look-ups are kept with it, and go with it
            alone = ((r, logic(sheet, book.rules[r].options)) for r, logic in LOGIC.items())
            _write(writer, [o for rule, said in alone for o in _said(rule, sheet, said)], book)
            targets += across.targets(sheet)
        return writer.rows, targets

    def _sheets(self, areas: Sequence[str]) -> Sequence[Sheet]:
        documents = [one for one in self.documents if one.about.area in areas]
        about = self.observations["area"].isin(areas)
        # what has no year contradicts no figure of a year
        dated = chosen(self.observations, about & self.observations["year"].notna())
        named = dated["indicator"] != ""
        own, others = chosen(dated, named), dated[~named]
        known = measured(own, documents, self.lists, self.references)
        return sheets(figures(own), documents, self.lists, known, figures(others))


def _write(writer: Writer, outcomes: Sequence[Outcome], book: RuleBook) -> None:
    decided = [o for o in outcomes if isinstance(o.said, Draft)]
    doubts = [o for o in outcomes if isinstance(o.said, Doubt)]
    writer.find(_ordered(_followed(_merged(decided, book), book), book))
    writer.doubt(_ordered(doubts, book))


def _said(rule: str, sheet: Sheet | None, said: Iterable[Draft | Doubt]) -> Iterator[Outcome]:
    document, area = (sheet.code, sheet.area) if sheet else ("", "")
    for one in said:
        yield Outcome(rule, document, area, one)


def _merged(outcomes: Iterable[Outcome], book: RuleBook) -> list[Outcome]:
    """Make one outcome of those that share a cause; the earliest rule speaks first."""
    groups = grouped(((o.document, _cause(o, place)), o) for place, o in enumerate(outcomes))
    merged = []
    for group in groups.values():
        first, *rest = sorted(group, key=lambda o: book.order[o.rule])
        merged.append(Outcome(first.rule, first.document, first.area, first.said, tuple(rest)))
    return merged


def _followed(outcomes: Sequence[Outcome], book: RuleBook) -> list[Outcome]:
    """Tell what follows from a disputed figure with the finding that disputes it."""
    earlier = [o for o in outcomes if o.rule in book.followed]
    disputed = {(o.rule, o.document, id_): o for o in earlier for id_ in _disputed(o)}
    causes = {id(o): _followed_by(o, disputed, book) for o in outcomes}
    after = grouped((id(first), o) for o in outcomes if (first := causes[id(o)]))
    return [
        replace(
            o, also=(*o.also, *(part for one in after.get(id(o), ()) for part in one.parts))
        )
        for o in outcomes
        if causes[id(o)] is None
    ]


def _disputed(outcome: Outcome) -> tuple[str, ...]:
    return tuple(figure.id for part in outcome.parts for figure in part.said.evidence)


def _followed_by(
    outcome: Outcome, disputed: Mapping[tuple[str, str, str], Outcome], book: RuleBook
) -> Outcome | None:
    """Give the finding that one follows from; what leads on to another follows nothing."""
    rules = book.rules[outcome.rule].follows
    keys = ((rule, outcome.document, id_) for rule in rules for id_ in outcome.evidence)
    return next((disputed[key] for key in keys if key in disputed), None)


def _cause(outcome: Outcome, place: int) -> tuple[object, ...]:
    return getattr(outcome.said, "cause", ()) or ("alone", place)


def _ordered(outcomes: Iterable[Outcome], book: RuleBook) -> list[Outcome]:
    return sorted(
        outcomes,
        key=lambda o: (
            severity(o),
            book.order[o.rule],
            o.said.indicator,
            o.said.year or 0,
            str(o.said.part),
        ),
    )
