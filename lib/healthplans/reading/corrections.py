"""Declared corrections: plain misprints, read as proposed, never edited in the transcription.

`data/corrections.csv` holds one row a correction: where it stands, the text printed there, the
reading proposed, the reason and the evidence. A correction applies only while the printed
text still matches; one that matches nothing stops the load, so that none outlives its cause.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from healthplans.errors import InputError, Offence, refuse
from healthplans.reading.documents import Document
from healthplans.reading.files import column_offences
from healthplans.whole_files import NOTHING, decoded, read_whole, what_is

__all__ = ["Correction", "read_corrections"]


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
        or printed text is not in its document.
    """
    if what_is(file) == NOTHING:
        return {}
    declared = _declared(file)
    known = {document.id for document in documents}
    due = {c.place: c for c in declared if c.document in known}
    printed = {
        (document.id, figure.origin, figure.locator): figure.value
        for document in documents
        for figure in document.figures
    }
    offences = [
        Offence(file.name, f"the text printed at {' '.join(place)}", "", "printed", c.printed)
        for place, c in due.items()
        if printed.get(place) != c.printed
    ]
    if offences:
        raise InputError(offences)
    return due


def _declared(file: Path) -> list[Correction]:
    columns = [field.name for field in fields(Correction)]
    text = decoded(read_whole(file, file.name), file.name)
    reader = csv.DictReader(io.StringIO(text, newline=""), restval=None)
    refuse([*column_offences(file.name, reader.fieldnames or [], columns, columns)])
    rows = [(f"line {reader.line_num}", row) for row in reader]
    expected = f"{len(columns)} cells"
    refuse(
        [Offence(file.name, expected, at) for at, row in rows if None in (*row, *row.values())]
    )
    return [Correction(**row) for _, row in rows]
