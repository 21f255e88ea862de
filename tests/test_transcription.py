"""Every transcribed token stands in the published text, in order, with nothing left over.

Asked of every document of `data` that names the text it was transcribed from, where that text
is at hand.
"""

import hashlib
import re

import pytest
from support import suite

from healthplans import Suite
from healthplans.paths import project_data, source_folder
from healthplans.texts import fold

SOURCES = source_folder()
NOT_AT_HAND = "the source documents are not at hand (shared/sources beside the checkout)"


def at_hand(document):
    about = document.about
    named = about.transcribed == "document" and about.source and about.source.file
    return bool(SOURCES and named and (SOURCES / about.source.file).exists())


def with_table(document):
    return bool(document.about.table and document.about.table.lines)


def each(documents):
    """Ask of each document, and say why where there is none."""
    skipped = pytest.param(None, marks=pytest.mark.skip(reason=NOT_AT_HAND), id="none")
    return pytest.mark.parametrize("document", documents or [skipped], ids=lambda d: d.id)


WRITTEN = [document for document in Suite(project_data()).documents() if at_hand(document)]
TABLED = [document for document in WRITTEN if with_table(document)]
# the heads of other tables are not known here
FIVE = [document for document in suite.plans() if at_hand(document)]

# what a table's span prints besides its cells: heads, running numbers, domains
HEADS = "指标类别|序号|指标名称|主要指标|指标属性|指标性质|领域|指标|性质|属性|单位|目标|展望"


def lines_of(document):
    path = SOURCES / document.about.source.file
    return path.read_text(encoding="utf-8").split("\n")


def table_of(document):
    return [figure for figure in document.figures if figure.origin == "table"]


@each(WRITTEN)
def test_the_source_is_the_text_that_was_transcribed(document):
    raw = (SOURCES / document.about.source.file).read_bytes()
    assert hashlib.sha256(raw).hexdigest() == document.about.source.sha256


@each(TABLED)
def test_the_cells_of_the_table_stand_in_the_document_in_their_order(document):
    assert [cell for cell, start in places(document) if start < 0] == []


@each(FIVE)
def test_nothing_is_left_over_in_the_table(document):
    rest = list(span_of(document))
    for cell, start in places(document):
        rest[start : start + len(cell)] = ["\n"] * len(cell)
    domains = "|".join({re.escape(fold(figure.domain)) for figure in table_of(document)})
    title = re.escape(fold(document.about.table.title))
    row_numbers = r"(?<![\d.])\d{1,2}(?![\d.])"
    left = re.sub(rf"{title}|{domains}|20\d\d年|{HEADS}|{row_numbers}|\n", "", "".join(rest))
    assert left == ""


@each(WRITTEN)
def test_every_figure_of_the_prose_stands_at_its_place(document):
    lines = lines_of(document)
    wrong = []
    for figure in document.figures:
        if figure.origin == "text":
            paragraph, start, end = map(int, re.findall(r"\d+", figure.locator))
            if lines[paragraph - 1][start:end] != figure.value:
                wrong.append((figure.row, figure.value, lines[paragraph - 1][start:end]))
    assert wrong == []


@each(WRITTEN)
def test_labels_wordings_and_scopes_of_the_prose_are_printed(document):
    whole = "\n".join(lines_of(document))
    wrong = [
        (figure.row, text)
        for figure in document.figures
        if figure.origin == "text"
        for text in (figure.label, figure.shared, *figure.scope.split(";"), figure.of)
        if text not in whole
    ]
    assert wrong == []


@each(TABLED)
def test_no_figure_of_the_prose_stands_inside_the_table(document):
    first, last = document.about.table.lines
    paragraphs = [
        int(re.findall(r"\d+", figure.locator)[0])
        for figure in document.figures
        if figure.origin == "text"
    ]
    assert [number for number in paragraphs if first <= number <= last] == []


def span_of(document):
    first, last = document.about.table.lines
    return fold("".join(lines_of(document)[first - 1 : last]))


def places(document):
    """Where each cell stands after the one before it in the folded table; -1 if not."""
    span, place = span_of(document), len(fold(document.about.table.title))
    for cell in map(fold, printed_cells(document)):
        start = span.find(cell, place)
        yield cell, start
        place = max(place, start + len(cell))


def printed_cells(document):
    """Labels, units, values and obligations of a table in reading order."""
    rows: dict[int, list] = {}
    for figure in table_of(document):
        rows.setdefault(figure.row, []).append(figure)
    for figures in rows.values():
        head = figures[0]
        yield head.label
        yield from filter(None, [head.unit])
        yield from (figure.value for figure in figures)
        yield from filter(None, [head.obligation])
