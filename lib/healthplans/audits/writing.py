"""Write what the rules said as rows of a table, with sentences in both languages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from healthplans.audits.drafts import SEVERITIES, Doubt, Draft
from healthplans.audits.figures import Figure
from healthplans.audits.phrases import fill
from healthplans.audits.rules import RuleBook
from healthplans.reading.corrections import Correction
from healthplans.texts import fold
from healthplans.vocabulary.codelists import Codelists
from healthplans.vocabulary.schema import LANGUAGES
from healthplans.vocabulary.words import Words

Corrections = Mapping[tuple[str, str, str], Correction]
Rows = tuple[list[dict[str, Any]], list[dict[str, Any]]]  # findings, and what is undecided
FINDING_COLUMNS = [
    "finding_id",
    "rule",
    "severity",
    "document",
    "area",
    "indicator",
    "year",
    "message_en",
    "message_zh",
    "computed",
    "evidence",
]
UNDECIDED_COLUMNS = [
    "rule",
    "document",
    "area",
    "indicator",
    "year",
    "reason_en",
    "reason_zh",
    "evidence",
]


@dataclass(frozen=True)
class Outcome:
    """What one rule said of one plan, or of all (`document` blank)."""

    rule: str
    document: str
    area: str
    said: Draft | Doubt
    also: tuple["Outcome", ...] = ()

    @property
    def parts(self) -> tuple["Outcome", ...]:
        """It, and what it absorbed."""
        return (self, *self.also)

    @property
    def evidence(self) -> tuple[str, ...]:
        """Ids of all figures that it and what it absorbed rest on."""
        rows = [f.id for part in self.parts for f in part.said.evidence]
        return tuple(dict.fromkeys(rows))


def severity(outcome: Outcome) -> int:
    """Give the place in `SEVERITIES` of the gravest part."""
    parts = [part.said for part in outcome.parts]
    return min(
        (SEVERITIES.index(p.severity) for p in parts if isinstance(p, Draft)), default=9
    )


class Writer:
    """Writes outcomes as rows of a table, with sentences in both languages.

    What is written of each document is kept, in `rows`, in the order in which it is handed in.
    """

    def __init__(self, book: RuleBook, corrections: Corrections, lists: Codelists) -> None:
        self._book = book
        self._corrections = corrections
        self._words = {lang: Words.of(lang, lists) for lang in LANGUAGES}
        self.rows: Rows = [], []

    def find(self, outcomes: Sequence[Outcome]) -> None:
        """Write the findings of one document, or of all together."""
        names = _unique([_name(outcome) for outcome in outcomes])
        self.rows[0].extend(
            {
                "finding_id": name,
                "severity": SEVERITIES[severity(outcome)],
                **{f"message_{lang}": self._message(outcome, lang) for lang in LANGUAGES},
                "computed": _computed(outcome),
                **_head(outcome),
            }
            for name, outcome in zip(names, outcomes, strict=True)
        )

    def doubt(self, outcomes: Sequence[Outcome]) -> None:
        """Write what could not be decided of one document."""
        self.rows[1].extend(
            {**{f"reason_{lang}": self._reason(o, lang) for lang in LANGUAGES}, **_head(o)}
            for o in outcomes
        )

    def findings(self) -> pd.DataFrame:
        """Give one row a finding, `FINDING_COLUMNS`."""
        return _table(self.rows[0], FINDING_COLUMNS)

    def undecided(self) -> pd.DataFrame:
        """Give one row a case, `UNDECIDED_COLUMNS`."""
        return _table(self.rows[1], UNDECIDED_COLUMNS)

    def _message(self, outcome: Outcome, lang: str) -> str:
        sentences = [self._sentence(part, lang) for part in outcome.parts]
        text = getattr(self._book.notes["also"], lang).join(dict.fromkeys(sentences))
        return str(text) + self._corrections_of(outcome, lang)

    def _sentence(self, outcome: Outcome, lang: str) -> str:
        said = outcome.said
        message = said.message if isinstance(said, Draft) else "default"
        sentence = self._book.rules[outcome.rule].messages[message]
        return fill(sentence, said.places, self._words[lang])

    def _reason(self, outcome: Outcome, lang: str) -> str:
        sentence = self._book.rules[outcome.rule].undecided
        return fill(sentence, outcome.said.places, self._words[lang]) if sentence else ""

    def _corrections_of(self, outcome: Outcome, lang: str) -> str:
        if not self._corrections:
            return ""
        evidence = dict.fromkeys(f for part in outcome.parts for f in part.said.evidence)
        return "".join(self._corrected(f, lang) for f in evidence)

    def _corrected(self, figure: Figure, lang: str) -> str:
        correction = self._corrections.get((figure.document, figure.origin, figure.locator))
        if correction is None:
            return ""
        places = {"printed": fold(correction.printed), "proposed": correction.proposed}
        return fill(self._book.notes["corrected"], places, self._words[lang])


def _name(outcome: Outcome) -> str:
    said = outcome.said
    parts = [outcome.document or "all", outcome.rule, said.indicator, str(said.part)]
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
        "document": outcome.document,
        "area": outcome.area,
        "indicator": outcome.said.indicator,
        "year": outcome.said.year,
        "evidence": ";".join(outcome.evidence),
    }


def _computed(outcome: Outcome) -> str:
    said = [part.said for part in outcome.parts]
    pairs = [
        pair for draft in said if isinstance(draft, Draft) for pair in draft.computed.items()
    ]
    return "; ".join(f"{name}={_plain(value)}" for name, value in pairs)


def _plain(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:.10g}"


def _table(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> pd.DataFrame:
    cells = {name: pd.Series([row[name] for row in rows]) for name in columns}
    years = pd.array(cells["year"].tolist(), dtype="Int64")
    return pd.DataFrame(cells).assign(year=years)
