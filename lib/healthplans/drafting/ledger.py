"""The numeral ledger: every number of the prose, each in exactly one class.

A reviewer looks at what is offered and stops looking; so what is not offered is listed too.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from healthplans.drafting.document import Paragraph
from healthplans.drafting.prose.statements import Reading
from healthplans.drafting.words import narrow, number_signs, pattern

CLASSES = (
    *("figure", "date", "ordinal", "label", "document_number", "name"),
    *("outside", "table", "unclassified"),
)
_MEANT = {"money": "outside", "other": "outside"}
_DIGITS = re.compile(r"\d[\d.,]*\d|\d")


@dataclass(frozen=True, slots=True)
class Entry:
    """A number of the prose: its line, its span there, its text and its class."""

    paragraph: int
    start: int
    end: int
    text: str
    kind: str


def tokens(text: str) -> list[tuple[int, int]]:
    """Give the spans of all numbers in a text: runs of digits, runs of number characters."""
    spans: list[tuple[int, int]] = [match.span() for match in _DIGITS.finditer(text)]
    run: int | None = None
    signs = number_signs()
    for place, mark in enumerate(text + " "):
        number = mark in signs or unicodedata.numeric(mark, None) is not None
        numeric = number and not mark.isdecimal()
        if numeric and run is None:
            run = place
        elif not numeric and run is not None:
            spans.append((run, place))
            run = None
    return sorted(spans)


def ledger(readings: Sequence[Reading], cells: Sequence[Paragraph] = ()) -> list[Entry]:
    """Class every number of the prose.

    `cells` are the paragraphs that are cells of a table whose rows were put together.
    """
    entries = [entry for reading in readings for entry in _of(reading)]
    for cell in cells:
        spans = tokens(narrow(cell.text))
        entries += [Entry(cell.number, a, b, cell.text[a:b], "table") for a, b in spans]
    return sorted(entries, key=lambda entry: (entry.paragraph, entry.start))


def _of(reading: Reading) -> Iterator[Entry]:
    number, printed = reading.paragraph.number, reading.paragraph.text
    for start, end in tokens(reading.text):
        yield Entry(number, start, end, printed[start:end], _kind(reading, start, end))


def _kind(reading: Reading, start: int, end: int) -> str:
    figures = [(one.numeral, "figure") for one in reading.statements]
    names = [one.kind for one in reading.masks if one.covers(start, end)]
    for group in (figures, reading.rejected):
        for numeral, kind in group:
            if not names and start < numeral.last and numeral.first < end:
                return _MEANT.get(kind, kind)
    if names:
        return _MEANT.get(names[0], names[0])
    return _left(reading.text, start, end)


def _left(text: str, start: int, end: int) -> str:
    """Class what no step took: number characters inside a word are part of a name."""
    counted = pattern("chinese_unit").match(text, end)
    return "unclassified" if text[start].isdecimal() or counted else "name"


def counts(entries: Sequence[Entry]) -> dict[str, int]:
    """Count the entries of each class, every class named."""
    found = Counter(entry.kind for entry in entries)
    return {kind: found[kind] for kind in CLASSES}
