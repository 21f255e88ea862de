"""Harmonize printed figures into one tidy table, `observations`.

One row per printed value or component of one; columns in `OBSERVATION_COLUMNS`. A label or a
unit in no codelist stops the load and every such offender is named; a value that no wording
reads is kept verbatim with kind `unread`. Nothing is dropped and nothing is guessed.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import partial
from operator import attrgetter

import pandas as pd

from healthplans.errors import Offence, refuse
from healthplans.forks import in_forks, parted
from healthplans.reading.corrections import WORDING, Correction
from healthplans.reading.documents import Document
from healthplans.reading.figures import Observation
from healthplans.reading.printed import Printed
from healthplans.reading.prints import Prints, Read
from healthplans.reading.relative import resolve_relative
from healthplans.reading.roles import RoleReader
from healthplans.rows import joined
from healthplans.texts import fold
from healthplans.vocabulary.codelists import Codelists

OBSERVATION_COLUMNS = tuple(field.name for field in fields(Observation))
_INTEGERS = ("year", "row", "base_year")
_NUMBERS = ("value", "factor", "low", "high", "change")
# words for the whole of an area above -> the levels of areas below it
_BELOW = {"of_province": ("city", "district"), "of_city": ("district",)}
_OBLIGATION = "a word of obligations.csv, or blank"
_COMPARED = "a word of comparisons.csv, or blank"


def harmonize(
    documents: Iterable[Document],
    lists: Codelists,
    corrections: Mapping[tuple[str, str, str], Correction] | None = None,
    *,
    lenient: bool = False,
    as_printed: bool = False,
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
    as_printed : bool
        Read what is proposed only where what is printed stops the load: a unit misprinted.

    Returns
    -------
    DataFrame
        `OBSERVATION_COLUMNS`, in document order; `value` in the indicator's standard unit.

    Raises
    ------
    InputError
        Naming every unknown label, unit, scope word and obligation.
    """
    harmonizer = Harmonizer(lists, corrections or {}, lenient=lenient, as_printed=as_printed)
    read = list(documents)
    parts = parted(document.about.area for document in read)
    found = in_forks(partial(_read, harmonizer, read), parts)
    refuse([offence for _, offences in found for offence in offences])
    return joined([table for table, _ in found])


def _read(
    harmonizer: "Harmonizer", documents: Sequence[Document], areas: Sequence[str]
) -> tuple[pd.DataFrame, Sequence[Offence]]:
    """Give the observations of some areas' documents, and what cannot be read of them."""
    own = [document for document in documents if document.about.area in areas]
    earlier = len(harmonizer.offences)
    rows = [row for document in own for row in harmonizer.observe(document)]
    resolve_relative(rows, {document.id: document.about.base for document in own})
    return _table(rows), harmonizer.offences[earlier:]


def problems(
    documents: Iterable[Document],
    lists: Codelists,
    corrections: Mapping[tuple[str, str, str], Correction] | None = None,
    *,
    lenient: bool = False,
) -> list[Offence]:
    """Name every label, unit, scope word, obligation and value that cannot be read.

    What a declared correction puts in the place of a print is another's to judge.
    """
    declared = corrections or {}
    harmonizer = Harmonizer(lists, declared, lenient=lenient)
    unread = [
        Offence(figure.file, WORDING, str(figure.row), "value", figure.value)
        for document in documents
        for figure, row in harmonizer.read(document)
        if row.kind == "unread"
        and (document.id, figure.origin, figure.locator) not in declared
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
        as_printed: bool = False,
    ) -> None:
        self.offences: list[Offence] = []
        self._lists = lists
        self._corrections, self._as_printed = corrections, as_printed
        self._prints = Prints(lists, lenient=lenient)
        self._roles = RoleReader(lists)
        self._obligations = lists.obligations
        words = [w for w in lists.label_words if w.role in _BELOW]
        self._wider = {fold(w.text): _BELOW[w.role] for w in words}

    def observe(self, document: Document) -> list[Observation]:
        """Give one document's observations; what cannot be read is added to `offences`."""
        about, area = document.about, self._lists.areas.known(document.about.area)
        name, source_id = area.zh if area else "", about.source_id
        rows = [row for _, row in self.read(document)]
        for row in rows:
            row.observation_id = f"{document.id}.{row.observation_id}"
            row.document = document.id
            row.area = about.area
            row.area_name = name
            row.source_id = source_id
        return rows

    def read(self, document: Document) -> Iterator[tuple[Printed, Observation]]:
        """Give each printed figure with what is read of it, before anything is resolved."""
        for figure in document.figures:
            for row in self._figure(document, figure):
                yield figure, row

    def _figure(self, document: Document, figure: Printed) -> Iterator[Observation]:
        read = self._print(document, figure)
        for column, text, expected in read.faults:
            self._offend(figure, column, text, expected)
        if figure.compared and not self._lists.way(figure.compared):
            self._offend(figure, "compared", figure.compared, _COMPARED)
        for found in read.rows:
            row = found.at(figure)
            row.part = self._above(document, figure) or row.part
            row.obligation = self._obligation(figure)
            row.role = self._roles.read(figure, row.year, document.about)
            row.confidence = figure.confidence or document.about.confidence
            yield row

    def _print(self, document: Document, figure: Printed) -> Read:
        """Read what is printed, or what a declared correction puts in its place."""
        correction = self._corrections.get((document.id, figure.origin, figure.locator))
        read = self._prints.read(figure)
        if correction is None or (self._as_printed and not read.faults):
            return read
        return self._prints.read(figure, correction.proposed)

    def _above(self, document: Document, figure: Printed) -> str:
        """Name the area that a figure is of, where its scope is wider than the document's."""
        word = fold(figure.scope)
        if word not in self._wider:
            return ""
        area = self._lists.areas.known(document.about.area)
        below = area is not None and area.level in self._wider[word]
        # of a county-level 市, 全市 is the whole
        return word if area and below and not area.zh.endswith(word[-1]) else ""

    def _obligation(self, figure: Printed) -> str:
        if not figure.obligation:
            return ""
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
    # column by column, as rows of all cells would stand in memory beside the table
    columns = {n: pd.Series([*map(attrgetter(n), rows)]) for n in OBSERVATION_COLUMNS}
    table = pd.DataFrame(columns)
    for column in _INTEGERS:
        table[column] = table[column].astype("Int64")
    for column in _NUMBERS:
        table[column] = pd.to_numeric(table[column].astype("object")).astype("Float64")
    return table
