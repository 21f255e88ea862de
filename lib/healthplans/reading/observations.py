"""Harmonize printed figures into one tidy table, `observations`.

One row per printed value or component of one; columns in `OBSERVATION_COLUMNS`. A label or a
unit in no codelist stops the load and every such offender is named; a value that no wording
reads is kept verbatim with kind `unread`. Nothing is dropped and nothing is guessed.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from operator import attrgetter

import pandas as pd

from healthplans.errors import InputError, Offence
from healthplans.parts import WHOLE, Part
from healthplans.reading.corrections import Correction
from healthplans.reading.documents import Document
from healthplans.reading.figures import Observation, observe
from healthplans.reading.labels import LabelReader, Meaning
from healthplans.reading.printed import Printed
from healthplans.reading.relative import change_from, resolve_relative
from healthplans.reading.roles import RoleReader
from healthplans.reading.values import Reader
from healthplans.texts import fold
from healthplans.vocabulary.codelists import Codelists

__all__ = [
    "OBSERVATION_COLUMNS",
    "Harmonizer",
    "LabelReader",
    "change_from",
    "harmonize",
    "problems",
]

OBSERVATION_COLUMNS = tuple(field.name for field in fields(Observation))
_INTEGERS = ("year", "row", "base_year")
_NUMBERS = ("value", "factor", "low", "high", "change")
_OBLIGATION = "a word of obligations.csv, or blank"
_WORDING = "a figure in a wording of wordings.csv"
# not `astuple`, which copies every cell deeply
_CELLS = attrgetter(*OBSERVATION_COLUMNS)


def harmonize(
    documents: Iterable[Document],
    lists: Codelists,
    corrections: Mapping[tuple[str, str, str], Correction] | None = None,
    *,
    lenient: bool = False,
) -> pd.DataFrame:
    """Give the observations of all documents.

    Parameters
    ----------
    plans : iterable of Document
    lists : Codelists
    corrections : mapping, optional
        Declared corrections by (document, origin, locator); the value proposed is read, the
        printed text stays in `value_text`.
    lenient : bool
        Keep a figure whose label is in no codelist, with a blank indicator.

    Returns
    -------
    DataFrame
        `OBSERVATION_COLUMNS`, in document order; `value` in the indicator's standard unit.

    Raises
    ------
    InputError
        Naming every unknown label, unit, scope word and obligation.
    """
    harmonizer = Harmonizer(lists, corrections or {}, lenient=lenient)
    read = list(documents)
    rows = [row for document in read for row in harmonizer.observe(document)]
    if harmonizer.offences:
        raise InputError(harmonizer.offences)
    resolve_relative(rows, {document.id: document.about.base for document in read})
    return _table(rows)


def problems(
    documents: Iterable[Document], lists: Codelists, *, lenient: bool = False
) -> list[Offence]:
    """Name every label, unit, scope word, obligation and value that cannot be read."""
    harmonizer = Harmonizer(lists, {}, lenient=lenient)
    unread = [
        Offence(figure.file, _WORDING, str(figure.row), "value", figure.value)
        for document in documents
        for figure, row in harmonizer.read(document)
        if row.kind == "unread"
    ]
    return [*harmonizer.offences, *dict.fromkeys(unread)]


class Harmonizer:
    """Reads the figures of plans by one set of codelists and gathers what it cannot read."""

    def __init__(
        self,
        lists: Codelists,
        corrections: Mapping[tuple[str, str, str], Correction],
        *,
        lenient: bool = False,
    ) -> None:
        self.offences: list[Offence] = []
        self._lists = lists
        self._corrections = corrections
        self._lenient = lenient
        self._labels = LabelReader(lists)
        self._reader = Reader(lists)
        self._roles = RoleReader(lists)
        self._obligations = lists.obligations

    def observe(self, document: Document) -> list[Observation]:
        """Give one document's observations; what cannot be read is added to `offences`."""
        about, area = document.about, self._lists.areas.known(document.about.area)
        rows = [row for _, row in self.read(document)]
        for row in rows:
            row.observation_id = f"{document.id}.{row.observation_id}"
            row.document = document.id
            row.area = about.area
            row.area_name = area.zh if area else ""
            row.source_id = about.source_id
        return rows

    def read(self, document: Document) -> Iterator[tuple[Printed, Observation]]:
        """Give each printed figure with what is read of it, before anything is resolved."""
        for figure in document.figures:
            for row in self._figure(document, figure):
                yield figure, row

    def _figure(self, document: Document, figure: Printed) -> Iterator[Observation]:
        correction = self._corrections.get((document.id, figure.origin, figure.locator))
        # the value proposed prints its own unit; the one printed may be what was wrong
        meaning = self._labels.read(replace(figure, unit="") if correction else figure)
        problem = meaning.problem
        if problem and not (self._lenient and meaning.indicator is None):
            self._offend(figure, problem.column, problem.text, problem.expected)
            return
        scope = self._scope(figure, meaning)
        text = correction.proposed if correction else f"{figure.shared}{figure.value}"
        # a sentence gives one value at a time, with its scope; a cell all that its label names
        named = meaning.parts if figure.origin == "table" else 1
        readings = self._reader.read(text, named, meaning.counted)
        for row in observe(figure, meaning, readings, self._lists, scope):
            row.obligation = self._obligation(figure)
            row.role = self._roles.read(figure, row.year, document.about)
            row.confidence = figure.confidence or document.about.confidence
            yield row

    def _scope(self, figure: Printed, meaning: Meaning) -> Part:
        """Name the part a figure is about; the whole for all that the indicator means."""
        if not (figure.scope or figure.of or meaning.words):
            return WHOLE
        words = self._scope_values(figure, figure.scope) | meaning.words
        part = Part.about(words, self._scope_values(figure, figure.of))
        return part.without(meaning.indicator.implied_scopes if meaning.indicator else ())

    def _scope_values(self, figure: Printed, words: str) -> set[str]:
        values: set[str] = set()
        for word in filter(None, words.split(";")):
            known = self._lists.scope_values.get(fold(word))
            if known is None:
                self._offend(figure, "scope", word, "words of scopes.csv")
            values |= {scope.value for scope in known or ()}
        return values

    def _obligation(self, figure: Printed) -> str:
        word = fold(figure.obligation)
        if word and word not in self._obligations:
            self._offend(figure, "obligation", figure.obligation, _OBLIGATION)
        return self._obligations.get(word, "")

    def _offend(self, figure: Printed, column: str, text: str, expected: str) -> None:
        offence = Offence(figure.file, expected, str(figure.row), column, text)
        # a row of a table has several cells, and one label
        if offence not in self.offences[-1:]:
            self.offences.append(offence)


def _table(rows: Sequence[Observation]) -> pd.DataFrame:
    table = pd.DataFrame([*map(_CELLS, rows)], columns=list(OBSERVATION_COLUMNS))
    for column in _INTEGERS:
        table[column] = table[column].astype("Int64")
    for column in _NUMBERS:
        table[column] = pd.to_numeric(table[column].astype("object")).astype("Float64")
    return table
