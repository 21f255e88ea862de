"""Pages in two columns are read column by column; where that cannot be told, all is open."""

import pytest
from make import ALIGNED, COLUMNS_ABOVE, COLUMNS_BELOW, GAPS, HEAD, ROWS, TABLE_TITLE, TITLE

from healthplans.drafting.document import Table
from healthplans.drafting.formats.pdf_characters import Mark
from healthplans.drafting.formats.pdf_columns import in_order
from healthplans.drafting.formats.pdf_lines import Line, lines_of, paragraphs
from healthplans.drafting.formats.pdf_tables import PageTable
from healthplans.drafting.indicators import indicator_rows
from healthplans.drafting.reading import read_file
from healthplans.drafting.transcription import transcribe

SIZE = 10.0


@pytest.fixture(scope="module")
def document(fixtures):
    return read_file(fixtures / "plan-columns.pdf")[0]


def texts(document, page):
    """Give a page's paragraphs in order, a table as its first cell."""
    found = [block for block in document.blocks if block.origin.page == page]
    return [b.cells[0].text if isinstance(b, Table) else b.text for b in found]


def test_the_left_column_is_read_before_the_right_above_and_below_a_table(document):
    wanted = [TITLE, *COLUMNS_ABOVE, TABLE_TITLE, HEAD[0], *COLUMNS_BELOW]
    assert texts(document, 1) == wanted
    assert len(indicator_rows(document)) == len(ROWS)


def test_lines_with_wide_gaps_on_a_page_of_one_column_are_not_split(document):
    assert "".join(texts(document, 2)) == "".join(GAPS)
    assert {p.certainty for p in document.paragraphs if p.origin.page == 2} == {1.0}


def test_nothing_is_sure_of_gaps_one_below_another(document, everything):
    assert texts(document, 3) == [" ".join(pair) for pair in ALIGNED]
    judged = [
        one
        for statement, one in transcribe(document, everything).statements
        if statement.paragraph.origin.page == 3
    ]
    assert {(one.reading_class, one.binding_class) for one in judged} == {("open", "open")}
    assert all("its lines are not read for certain" in one.reasons for one in judged)


def line(left, top, text):
    """Set a text's characters side by side, each as wide as the size."""
    boxes = [(left + SIZE * place, mark) for place, mark in enumerate(text)]
    return [Mark(m, m, x, x + SIZE, top, top + SIZE, SIZE, upright=True) for x, m in boxes]


def page(columns, *, lines=8, width=12, gap=1.5, drop=0.0):
    """Set columns of full lines, each line named by column and place."""
    marks = []
    for column in range(columns):
        left = 50.0 + column * SIZE * (width + gap)
        for place in range(lines):
            name = f"{'甲乙丙'[column]}{place}"
            top = 100.0 + 16 * place + drop * column
            marks += line(left, top, name + "文" * (width - len(name)))
    return lines_of(marks, 1)


def names(items):
    return [item.text[:2] for item in items]


@pytest.mark.parametrize("columns", [2, 3])
@pytest.mark.parametrize("drop", [0.0, 3.0, 8.0])
def test_columns_are_told_wherever_their_lines_stand(columns, drop):
    items = in_order(page(columns, drop=drop), [])
    assert names(items) == [f"{c}{n}" for c in "甲乙丙"[:columns] for n in range(8)]
    assert {item.certainty for item in items} == {1.0}
    assert len(list(paragraphs(items))) == 1  # no line ends early in its own column


def test_narrow_texts_side_by_side_are_uncertain_and_stay_in_their_lines():
    items = in_order(page(2, width=6), [])
    assert names(items) == [f"甲{n}" for n in range(8)]
    assert {item.certainty < 0.8 for item in items} == {True}


def test_a_few_lines_side_by_side_on_a_page_of_long_lines_are_uncertain():
    long = [m for n in range(12) for m in line(50.0, 300.0 + 16 * n, "长" * 25)]
    items = in_order([*page(2, lines=4), *lines_of(long, 1)], [])
    assert {item.certainty < 0.8 for item in items} == {True}


def test_on_an_undecided_page_a_tables_cells_are_uncertain_too(document):
    (table,) = document.tables
    part = PageTable(table.cells, 1, 500.0, 600.0, (50.0, 200.0, 300.0))
    items = in_order(page(2, width=6), [part])
    cells = [c for item in items if not isinstance(item, Line) for c in item.cells]
    assert {cell.certainty < 0.8 for cell in cells} == {True}


def test_a_table_within_a_column_stands_in_it(document):
    (table,) = document.tables
    part = PageTable(table.cells, 1, 150.0, 151.0, (50.0, 100.0, 170.0))
    lines = [one for one in page(2) if one.top != 148.0]
    items = in_order(lines, [part])
    place = next(n for n, item in enumerate(items) if isinstance(item, PageTable))
    assert names(items[:place]) == ["甲0", "甲1", "甲2"]
    assert items[place].cells[0].certainty == 1.0
