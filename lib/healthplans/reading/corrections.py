"""Declared corrections: plain misprints, read as proposed, never edited in the transcription.

`data/corrections.csv` holds one row a correction: where it stands, the text printed there, the
reading proposed, the reason and the evidence. A correction applies only while the printed
text still matches; one that matches nothing stops the load, so that none outlives its cause,
and so does one of a place that has another.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import pandas as pd

from healthplans.errors import Offence, refuse
from healthplans.reading.documents import Document
from healthplans.reading.files import column_offences, read_lines
from healthplans.whole_files import NOTHING, what_is

WORDING = "a figure in a wording of wordings.csv"
# an area and a year, or more words
_ID = re.compile(r"[0-9]{6}(?:-[0-9a-z]+)+")
_PLACE = ("document", "origin", "locator")


@dataclass(frozen=True, slots=True)
class Correction:
    """One declared correction; `proposed` is read in place of `printed`."""

    document: str
    origin: str
    locator: str
    printed: str
    proposed: str
    reason_zh: str
    reason_en: str
    evidence: str

    @property
    def place(self) -> tuple[str, str, str]:
        """The key of the figure that it corrects."""
        return self.document, self.origin, self.locator


def read_corrections(
    documents: Sequence[Document], file: Path
) -> Mapping[tuple[str, str, str], Correction]:
    """Read the corrections of the given documents, by (document, origin, locator).

    Raises
    ------
    InputError
        For a file that is none, or of other columns; else naming every correction whose place
        or printed text is not in its document, that is one of several for its place, or whose
        document has no id that a folder can have. Those of documents that are not among the
        given ones, as in a part of the data, wait for them.
    """
    if what_is(file) == NOTHING:
        return {}
    declared = _declared(file)
    printed = {
        (document.id, figure.origin, figure.locator): figure.value
        for document in documents
        for figure in document.figures
    }
    refuse(
        [*_unmatched(file.name, declared, printed, {document.id for document in documents})]
    )
    known = {document.id for document in documents}
    return {c.place: c for _, c in declared if c.document in known}


def misread(
    declared: Mapping[tuple[str, str, str], Correction], observations: pd.DataFrame
) -> list[Offence]:
    """Name every correction whose proposed text no wording reads."""
    unread = observations.loc[observations["kind"] == "unread", [*_PLACE]]
    places = set(unread.itertuples(index=False, name=None))
    return [
        Offence("corrections.csv", WORDING, " ".join(place), "proposed", c.proposed)
        for place, c in declared.items()
        if place in places
    ]


def _unmatched(
    name: str,
    declared: Sequence[tuple[str, Correction]],
    printed: Mapping[tuple[str, str, str], str],
    known: Collection[str],
) -> Iterator[Offence]:
    times = Counter(correction.place for _, correction in declared)
    for at, correction in declared:
        place = " ".join(correction.place)
        if not _ID.fullmatch(correction.document):
            yield Offence(name, "a document's id", at, "document", correction.document)
        elif (
            correction.document in known
            and printed.get(correction.place) != correction.printed
        ):
            expected = f"the text printed at {place}"
            yield Offence(name, expected, at, "printed", correction.printed)
        elif times[correction.place] > 1:
            yield Offence(name, "each place once", at, "locator", place)


def _declared(file: Path) -> list[tuple[str, Correction]]:
    """Give each correction, with its line."""
    columns = [field.name for field in fields(Correction)]
    (_, header), *lines = read_lines(file, file.name) or [(1, [])]
    refuse([*column_offences(file.name, header, columns, columns)])
    rows = [(f"line {at}", cells) for at, cells in lines]
    expected = f"{len(columns)} cells"
    refuse([Offence(file.name, expected, at) for at, row in rows if len(row) != len(columns)])
    return [(at, Correction(**dict(zip(header, row, strict=True)))) for at, row in rows]
