"""A report in Word says what the page says, read back from the file."""

import io
import zipfile

import pandas as pd
import pytest
from lxml import etree

from healthplans import suite, views
from healthplans.drafting.formats.docx import read
from healthplans.errors import UnknownNameError
from healthplans.exports import docx, word
from healthplans.exports.word import Labels

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def content():
    return docx("340102")


@pytest.fixture(scope="module")
def parts(content):
    package = zipfile.ZipFile(io.BytesIO(content))
    return {n: etree.fromstring(package.read(n)) for n in package.namelist() if "xml" in n}


def texts(element):
    return "".join(element.itertext(f"{W}t"))


def styled(document, style):
    found = document.iter(f"{W}p")
    return [p for p in found if (s := p.find(f"{W}pPr/{W}pStyle")) is not None
            and s.get(f"{W}val") == style]  # fmt: skip


def test_every_table_of_the_page_is_a_native_table_with_the_same_cells(parts):
    plan = suite.plan("340102")
    words, own = suite.words_of("zh", plan), suite.stated(plan)
    asked = [views.position.table(own, suite.peers_of(plan), words)]
    asked += views.district.tables(own, suite.peers_of(plan), words).blocks
    tables = list(parts["word/document.xml"].iter(f"{W}tbl"))
    for table, native in zip(asked, tables, strict=False):
        rows = [[texts(cell) for cell in row.iter(f"{W}tc")] for row in native.iter(f"{W}tr")]
        said = [[" ".join([c.text, *c.notes]) for c in row] for row in table.rows]
        assert rows == [[*table.head], *said]


def test_captions_count_the_tables(parts):
    captions = [texts(p) for p in styled(parts["word/document.xml"], "Caption")]
    tables = [text for text in captions if text.startswith("表")]
    assert [text.split()[0] for text in tables] == [f"表{n + 1}" for n in range(len(tables))]
    assert len(tables) == len(list(parts["word/document.xml"].iter(f"{W}tbl")))


def test_the_contents_lead_to_the_headings(parts):
    document = parts["word/document.xml"]
    headings = [
        p.find(f"{W}bookmarkStart").get(f"{W}name") for p in styled(document, "Heading1")
    ]
    links = [link.get(f"{W}anchor") for link in document.iter(f"{W}hyperlink")]
    assert links == headings
    assert len(headings) > 3


def test_every_row_with_figures_has_a_footnote_and_the_first_names_the_document(parts):
    notes = [texts(n).strip() for n in parts["word/footnotes.xml"].iter(f"{W}footnote")][2:]
    used = [r.get(f"{W}id") for r in parts["word/document.xml"].iter(f"{W}footnoteReference")]
    assert used == [str(n + 1) for n in range(len(notes))]
    about = suite.plan("340102").about
    assert about.title in notes[0]
    assert not any(about.title in note for note in notes[1:])
    assert all("340102-2021" in note for note in notes)


def test_the_page_is_a4_and_fonts_are_named_for_both_scripts(parts):
    size = next(parts["word/document.xml"].iter(f"{W}pgSz"))
    assert (size.get(f"{W}w"), size.get(f"{W}h")) == ("11906", "16838")
    fonts = next(parts["word/styles.xml"].iter(f"{W}rFonts"))
    assert fonts.get(f"{W}eastAsia") == "SimSun"
    assert fonts.get(f"{W}ascii") == "Times New Roman"


def test_the_file_is_read_by_the_reader_of_drafts(content):
    document = read(content, "report.docx")
    assert any("瑶海区" in block.text for block in document.blocks if hasattr(block, "text"))


def test_a_chart_says_in_words_what_it_shows(parts):
    described = [e.get("descr") for e in parts["word/document.xml"].iter() if e.get("descr")]
    assert described
    assert all("瑶海区" in text for text in described)


def test_a_frame_of_ones_own_becomes_a_table_in_three_lines():
    frame = pd.DataFrame({"床位 <1>": [6.5, None]}, index=["甲", "乙 & 丙"])
    package = zipfile.ZipFile(io.BytesIO(word(frame)))
    document = etree.fromstring(package.read("word/document.xml"))
    cells = [texts(cell) for cell in document.iter(f"{W}tc")]
    assert cells == ["", "床位 <1>", "甲", "6.5", "乙 & 丙", ""]
    borders = next(document.iter(f"{W}tblBorders"))
    assert [line.tag for line in borders] == [f"{W}top", f"{W}bottom"]


def test_the_same_table_gives_the_same_bytes():
    frame = pd.DataFrame({"a": [1]})
    assert word(frame, Labels("en")) == word(frame, Labels("en"))


def test_a_district_without_a_plan_is_refused():
    with pytest.raises(UnknownNameError):
        docx("999999")
