"""Whether a transcription is whole: the size it was written with, and what its rows show.

A file cut off at a line's end, or without a column that may be left out, reads well and gives
other figures; only what was counted when it was written can tell.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from healthplans.errors import InputError, Offence
from healthplans.reading.about import About
from healthplans.reading.files import name_of, read_lines

if TYPE_CHECKING:
    from healthplans.reading.documents import Document

_FILES = {"table": "table.csv", "text": "text.csv"}
_PLACE = re.compile(r"p[0-9]+:([0-9]+)-([0-9]+)")
_SIZE = re.compile(r"size\s*:")


def other_size(folder: Path, about: About) -> Iterator[Offence]:
    """Name each file that has not as many rows and columns as `document.yaml` says."""
    for kind, size in about.size or ():
        if size is None:
            continue
        path = folder / _FILES[kind]
        try:
            lines = [line for _, line in read_lines(path, name_of(path))]
        except InputError:  # said where its figures are read, but for one that is not there
            lines = []
        found = (len(lines) - 1, len(lines[0])) if lines else (0, 0)
        if found != size and (lines or not path.exists()):
            expected = (
                f"{_said(size)}, as the size in document.yaml says; change it there if meant"
            )
            yield Offence(name_of(path), expected, text=_said(found))


def _said(size: tuple[int, int]) -> str:
    return f"{size[0]} rows of {size[1]} columns"


def sized(files: Mapping[str, str]) -> dict[str, str]:
    """Give a document's files with the size of its tables in `document.yaml`."""
    sizes = [
        f"{kind}: [{len(lines) - 1}, {len(lines[0])}]"
        for kind, name in _FILES.items()
        if name in files and (lines := [*csv.reader(io.StringIO(files[name], newline=""))])
    ]
    about = [x for x in files["document.yaml"].splitlines() if not _SIZE.match(x)]
    return {**files, "document.yaml": "\n".join([*about, f"size: {{{', '.join(sizes)}}}", ""])}


def notes(documents: Iterable["Document"]) -> Iterator[Offence]:
    """Note rows that are left out of a numbering, and values of other length than their place.

    A selection of rows is allowed, and so is a value that a reader of a scan corrected.
    """
    for document in documents:
        yield from _gaps(document)
        for figure in document.figures:
            place = _PLACE.fullmatch(figure.locator)
            size = int(place[2]) - int(place[1]) if place else len(figure.value)
            if size != len(figure.value):
                expected = f"{size} characters, as its start and end say"
                yield Offence(figure.file, expected, str(figure.row), "value", figure.value)


def _gaps(document: "Document") -> Iterator[Offence]:
    for kind, name in _FILES.items():
        there = {figure.row for figure in document.figures if figure.origin == kind}
        before = 0
        for row in sorted(there):
            if row != before + 1:
                gone = str(before + 1) if row == before + 2 else f"{before + 1} to {row - 1}"
                yield Offence(f"{document.id}/{name}", f"row {gone} too", str(row), "row")
            before = row
