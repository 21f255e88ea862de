"""Every form of a plan gives the same cells, verbatim."""

import re
import unicodedata

import pytest
from make import AFTER, BEFORE, ROWS

from healthplans.drafting.formats import office
from healthplans.drafting.reading import read_bytes, read_file
from healthplans.drafting.tables.indicators import indicator_rows
from healthplans.drafting.transcription import transcribe

CELLS = [[row[0], row[1], row[2], *row[3:5], row[5]] for row in ROWS]
TEXTS = [
    "plan.docx",
    "plan.html",
    "plan-gb18030.html",
    "plan.mht",
    "plan.txt",
    "plan-cells.txt",
]
SHEETS = ["plan.csv", "plan.xlsx"]
OFFICE = ["plan.doc", "plan.wps", "plan.rtf"]
WHOLE = {"341302-browser.pdf": 150, "341302-word.pdf": 150, "340102-word.pdf": 105}
PUBLISHED = [
    *("340102.docx", "340102.html", "341302.docx", "341302.html", "370613.docx"),
    *("370613.html", "340102-browser.pdf", "340102-word.pdf", "341302-browser.pdf"),
    *("341302-word.pdf", "370613-browser.pdf", "370613-word.pdf"),
]
SOURCES = [("340102", 0), ("510904", 1), ("341302", 2), ("370613", 3), ("440507", 4)]


def cells_of(document):
    return [
        [
            row.domain,
            row.label,
            row.unit,
            *(c.text if c else "" for c in row.figures),
            row.obligation,
        ]
        for _, row in indicator_rows(document)
    ]


def without_space(text):
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("name", [*TEXTS, *SHEETS, "plan.pdf", "plan-rules.pdf"])
def test_every_cell_is_read_verbatim(fixtures, name):
    document, _ = read_file(fixtures / name)
    assert cells_of(document) == CELLS


@pytest.mark.skipif(office.program() is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("name", OFFICE)
def test_every_cell_of_an_old_file_is_read_verbatim(fixtures, name):
    document, _ = read_file(fixtures / name)
    assert cells_of(document) == CELLS


@pytest.mark.parametrize("name", [*TEXTS, "plan.pdf"])
def test_the_prose_is_read_in_order_and_without_what_is_hidden(fixtures, name):
    document, _ = read_file(fixtures / name)
    printed = [p.text for p in document.paragraphs if p.kind != "page"]
    wanted = [*BEFORE, *AFTER]
    assert [text for text in printed if text in wanted] == wanted
    assert not any("77" in text or "99" in text for text in printed)


@pytest.mark.parametrize("name", [*TEXTS, *SHEETS, "plan.pdf"])
def test_the_same_file_gives_the_same_conversion(fixtures, name):
    data = (fixtures / name).read_bytes()
    assert read_bytes(data, name).text == read_bytes(data, name).text


@pytest.mark.parametrize("name", [*TEXTS, *SHEETS, "plan.pdf"])
def test_a_number_is_the_line_of_the_conversion(fixtures, name):
    document, _ = read_file(fixtures / name)
    for paragraph in document.paragraphs:
        assert document.lines[paragraph.number - 1] == paragraph.text
    for table in document.tables:
        for cell in table.cells:
            assert cell.text.split(" ")[0] in document.lines[cell.number - 1]


def test_a_text_conversion_reads_as_the_document_it_was_made_of(fixtures):
    document, _ = read_file(fixtures / "plan.txt")
    again = read_bytes(document.text.encode(), "source.txt")
    assert again.blocks == document.blocks


def test_a_symbol_glyph_is_declared_on_its_cell(fixtures):
    document, _ = read_file(fixtures / "plan.docx")
    rows = [row for _, row in indicator_rows(document)]
    assert "symbol font" in rows[1].figures[1].repairs
    assert "symbol font" not in rows[0].figures[0].repairs


def test_a_file_is_told_by_its_bytes_not_its_name(fixtures):
    data = (fixtures / "plan.pdf").read_bytes()
    document = read_bytes(data, "plan.docx")
    assert cells_of(document) == CELLS
    assert "named .docx" in document.notes[-1]


def test_a_row_without_rules_is_never_sure(fixtures, everything):
    draft = transcribe(read_file(fixtures / "plan-rules.pdf")[0], everything)
    assert "sure" not in {line.judged.reading_class for line in draft.lines}


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_published_plan_is_read_verbatim(forms, transcribed, name):
    document, _ = read_file(forms / name)
    assert compared(document, transcribed(name[:6]))


@pytest.mark.skipif(office.program() is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("name", ["341302.doc", "370613.wps"])
def test_a_published_old_file_is_read_verbatim(forms, transcribed, name):
    document, _ = read_file(forms / name)
    assert compared(document, transcribed(name[:6]))


@pytest.mark.parametrize(("code", "place"), SOURCES)
def test_a_source_is_read_verbatim(sources, transcribed, code, place):
    document, _ = read_file(sorted(sources.glob("0*.txt"))[place])
    assert compared(document, transcribed(code))


def compared(document, wanted):
    """Compare all printed cells but for white space, which no reader can know in a PDF."""
    years = [column for column in wanted[0] if column.isdecimal()]
    order = ["domain", "label", "unit", *years, "obligation"]
    rows = [[without_space(row[key]) for key in order] for row in wanted]
    return [[without_space(text) for text in row] for row in cells_of(document)] == rows


def test_a_scan_is_read_and_nothing_of_it_is_sure(fixtures):
    pytest.importorskip("rapidocr", reason="the extra `scan` is not installed")
    document, _ = read_file(fixtures / "plan.jpg")
    found = [row[2:5] for row in cells_of(document)]
    wanted = [[unicodedata.normalize("NFKC", text) for text in row[2:5]] for row in CELLS]
    read = [[unicodedata.normalize("NFKC", text) for text in row] for row in found]
    right = sum(
        a == b for r, w in zip(read, wanted, strict=True) for a, b in zip(r, w, strict=True)
    )
    assert right >= 0.9 * 3 * len(CELLS)
    certain = [cell.certainty for t in document.tables for cell in t.cells]
    assert max(certain) <= 0.9
