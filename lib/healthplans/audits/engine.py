"""Run the rules, gather what shares a cause, and write the findings table."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from healthplans.audits import (
    across,
    changes,
    documents,
    growth,
    members,
    populations,
    shares,
    small,
    statements,
    targets,
    totals,
    values,
)
from healthplans.audits.drafts import SEVERITIES, Doubt, Draft
from healthplans.audits.figures import Figure, figures
from healthplans.audits.phrases import fill
from healthplans.audits.rules import RuleBook, read_rules
from healthplans.audits.sheets import Logic, Sheet, grouped, sheets
from healthplans.codelists import Codelists
from healthplans.corrections import Correction
from healthplans.plans import Plan
from healthplans.texts import fold
from healthplans.words import LANGUAGES, read_words

__all__ = ["FINDING_COLUMNS", "LOGIC", "UNDECIDED_COLUMNS", "Review", "review"]

FINDING_COLUMNS = [
    "finding_id",
    "rule",
    "severity",
    "plan",
    "district",
    "indicator",
    "year",
    "message_en",
    "message_zh",
    "computed",
    "evidence",
]
UNDECIDED_COLUMNS = [
    "rule",
    "plan",
    "district",
    "indicator",
    "year",
    "reason_en",
    "reason_zh",
    "evidence",
]

LOGIC: Mapping[str, Logic] = {
    **statements.RULES,
    **totals.RULES,
    **shares.RULES,
    **members.RULES,
    **growth.RULES,
    **populations.RULES,
    **targets.RULES,
    **changes.RULES,
    **values.RULES,
    **small.RULES,
    **documents.RULES,
}
Corrections = Mapping[tuple[str, str, str], Correction]


@dataclass(frozen=True)
class Outcome:
    """What one rule said of one plan, or of all (`plan` blank)."""

    rule: str
    plan: str
    district: str
    said: Draft | Doubt
    also: tuple["Outcome", ...] = ()

    @property
    def evidence(self) -> tuple[str, ...]:
        rows = [f.id for part in (self, *self.also) for f in part.said.evidence]
        return tuple(dict.fromkeys(rows))


@dataclass(frozen=True)
class Review:
    """All findings, and the cases that the rules looked at and could not decide."""

    findings: pd.DataFrame
    undecided: pd.DataFrame


def review(
    observations: pd.DataFrame,
    plans: Sequence[Plan],
    lists: Codelists,
    references: pd.DataFrame | None = None,
    corrections: Corrections | None = None,
) -> Review:
    """Audit every plan, alone and beside the others; see `healthplans.audits.audit`."""
    book = read_rules()
    rows = figures(observations[observations["indicator"] != ""])
    outcomes = list(_outcomes(sheets(rows, plans, lists), references, book))
    decided = [o for o in outcomes if isinstance(o.said, Draft)]
    doubts = [o for o in outcomes if isinstance(o.said, Doubt)]
    ordered = _ordered(_merged(decided, book), book)
    writer = _Writer(book, corrections or {})
    return Review(writer.findings(ordered), writer.undecided(_ordered(doubts, book)))


def _outcomes(
    pages: Sequence[Sheet], references: pd.DataFrame | None, book: RuleBook
) -> Iterator[Outcome]:
    options = {rule: entry.options for rule, entry in book.rules.items()}
    for sheet in pages:
        for rule, logic in LOGIC.items():
            yield from _said(rule, sheet, logic(sheet, options[rule]))
        for rule, beside in across.NATIONAL.items():
            if references is not None:
                yield from _said(rule, sheet, beside(sheet, references, options[rule]))
    for rule, together in across.TOGETHER.items():
        yield from _said(rule, None, together(pages, options[rule]))


def _said(rule: str, sheet: Sheet | None, said: Iterable[Draft | Doubt]) -> Iterator[Outcome]:
    plan, district = (sheet.plan, sheet.district) if sheet else ("", "")
    for one in said:
        yield Outcome(rule, plan, district, one)


def _merged(outcomes: Iterable[Outcome], book: RuleBook) -> list[Outcome]:
    """Make one outcome of those that share a cause; the earliest rule speaks first."""
    groups = grouped(((o.plan, _cause(o, place)), o) for place, o in enumerate(outcomes))
    merged = []
    for group in groups.values():
        first, *rest = sorted(group, key=lambda o: book.order[o.rule])
        merged.append(Outcome(first.rule, first.plan, first.district, first.said, tuple(rest)))
    return merged


def _cause(outcome: Outcome, place: int) -> tuple[object, ...]:
    return getattr(outcome.said, "cause", ()) or ("alone", place)


def _ordered(outcomes: Iterable[Outcome], book: RuleBook) -> list[Outcome]:
    return sorted(
        outcomes,
        key=lambda o: (
            o.plan == "",
            o.plan,
            _severity(o),
            book.order[o.rule],
            o.said.indicator,
            o.said.year or 0,
            o.said.component,
        ),
    )


def _severity(outcome: Outcome) -> int:
    """Give the place in `SEVERITIES` of the gravest part."""
    parts = [part.said for part in (outcome, *outcome.also)]
    return min(
        (SEVERITIES.index(p.severity) for p in parts if isinstance(p, Draft)), default=9
    )


class _Writer:
    """Writes outcomes as rows of a table, with sentences in both languages."""

    def __init__(self, book: RuleBook, corrections: Corrections) -> None:
        self._book = book
        self._corrections = corrections
        self._words = {lang: read_words(lang) for lang in LANGUAGES}

    def findings(self, outcomes: Sequence[Outcome]) -> pd.DataFrame:
        names = _unique([_name(outcome) for outcome in outcomes])
        rows = [
            {
                "finding_id": name,
                "severity": SEVERITIES[_severity(outcome)],
                **{f"message_{lang}": self._message(outcome, lang) for lang in LANGUAGES},
                "computed": _computed(outcome),
                **_head(outcome),
            }
            for name, outcome in zip(names, outcomes, strict=True)
        ]
        return _table(rows, FINDING_COLUMNS)

    def undecided(self, outcomes: Sequence[Outcome]) -> pd.DataFrame:
        rows = [
            {**{f"reason_{lang}": self._reason(o, lang) for lang in LANGUAGES}, **_head(o)}
            for o in outcomes
        ]
        return _table(rows, UNDECIDED_COLUMNS)

    def _message(self, outcome: Outcome, lang: str) -> str:
        sentences = [self._sentence(part, lang) for part in (outcome, *outcome.also)]
        text = getattr(self._book.notes["also"], lang).join(dict.fromkeys(sentences))
        parts = (outcome, *outcome.also)
        evidence = dict.fromkeys(f for part in parts for f in part.said.evidence)
        return str(text) + "".join(self._corrected(f, lang) for f in evidence)

    def _sentence(self, outcome: Outcome, lang: str) -> str:
        said = outcome.said
        message = said.message if isinstance(said, Draft) else "default"
        sentence = self._book.rules[outcome.rule].messages[message]
        return fill(sentence, said.places, self._words[lang])

    def _reason(self, outcome: Outcome, lang: str) -> str:
        sentence = self._book.rules[outcome.rule].undecided
        return fill(sentence, outcome.said.places, self._words[lang]) if sentence else ""

    def _corrected(self, figure: Figure, lang: str) -> str:
        correction = self._corrections.get((figure.plan, figure.origin, figure.locator))
        if correction is None:
            return ""
        places = {"printed": fold(correction.printed), "proposed": correction.proposed}
        return fill(self._book.notes["corrected"], places, self._words[lang])


def _name(outcome: Outcome) -> str:
    said = outcome.said
    parts = [outcome.plan or "all", outcome.rule, said.indicator, said.component]
    return ".".join(filter(None, [*parts, str(said.year or "")]))


def _unique(names: Sequence[str]) -> list[str]:
    seen: dict[str, int] = {}
    unique = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        unique.append(name if seen[name] == 1 else f"{name}-{seen[name]}")
    return unique


def _head(outcome: Outcome) -> dict[str, Any]:
    return {
        "rule": outcome.rule,
        "plan": outcome.plan,
        "district": outcome.district,
        "indicator": outcome.said.indicator,
        "year": outcome.said.year,
        "evidence": ";".join(outcome.evidence),
    }


def _computed(outcome: Outcome) -> str:
    said = [part.said for part in (outcome, *outcome.also)]
    pairs = [
        pair for draft in said if isinstance(draft, Draft) for pair in draft.computed.items()
    ]
    return "; ".join(f"{name}={_plain(value)}" for name, value in pairs)


def _plain(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:.10g}"


def _table(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> pd.DataFrame:
    table = pd.DataFrame(list(rows), columns=list(columns))
    return table.assign(year=pd.array(table["year"].tolist(), dtype="Int64"))
