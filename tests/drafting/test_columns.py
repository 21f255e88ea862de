"""Pages in two columns are read column by column; where that cannot be told, all is open."""

import pytest
from make import ALIGNED, COLUMNS_ABOVE, COLUMNS_BELOW, GAPS, HEAD, ROWS, TABLE_TITLE, TITLE

from healthplans.drafting.document import Cell, Origin, Table
from healthplans.drafting.formats.pdf_characters import Mark
from healthplans.drafting.formats.pdf_columns import in_order
from healthplans.drafting.formats.pdf_lines import Line, lines_of, paragraphs
from healthplans.drafting.formats.pdf_pages import in_blocks, join_pages
from healthplans.drafting.formats.pdf_tables import PageTable
from healthplans.drafting.formats.scan_cells import Recognized, lines_outside
from healthplans.drafting.formats.scan_pages import Page
from healthplans.drafting.reading import read_file
from healthplans.drafting.tables.indicators import indicator_rows
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


def test_running_heads_wider_than_the_columns_cut_no_paragraph():
    pages = []
    for number in (1, 2, 3):
        ends = line(10.0, 20.0, "规划文本") + line(700.0, 20.0, f"{number}/9")
        lines = [*lines_of(ends, number), *page(2)]
        pages.append((lines, [], 400.0))
    blocks = list(in_blocks(pages))
    assert [block.kind for block in blocks] == ["text", "page", "page", "page"]
    assert blocks[0].text.count("文文甲1") == 3


def test_a_line_that_begins_with_a_closing_mark_goes_on():
    lines = [*line(50.0, 100.0, "长" * 12), *line(50.0, 116.0, "分别增长32%")]
    lines = lines_of([*lines, *line(50.0, 132.0, "、15%，其中")], 1)
    assert [p.text[-8:] for p in paragraphs(lines)] == ["%、15%，其中"]


def part(texts, left, top, *, page=1, cut=False):
    """Make a table's part of three columns: rows of texts, ten points wide a column."""
    sides = tuple(left + 40.0 * place for place in range(4))
    cells = [
        Cell(text, row, col, origin=Origin(page, (sides[col], y, sides[col + 1], y + 20)))
        for row, line_ in enumerate(texts)
        for col, text in enumerate(line_)
        for y in [top + 20 * row]
    ]
    open_ = frozenset(range(3)) if cut else frozenset()
    bottom = top + 20 * len(texts)
    return PageTable(tuple(cells), page, top, bottom, sides, open_bottom=open_, open_top=open_)


def test_a_table_that_goes_on_in_the_next_column_stands_behind_its_first_part():
    rows = [[str(n), "甲", "5"] for n in range(8)]
    left = [m for n in range(8) for m in line(50.0, 100.0 + 16 * n, "文" * 12)]
    right = [m for n in range(8) for m in line(185.0, 260.0 + 16 * n, "字" * 12)]
    first, second = part(rows, 50.0, 240.0), part(rows, 185.0, 90.0)
    items = in_order(lines_of(left + right, 1), [second, first])
    order = [item.text[0] if isinstance(item, Line) else item.columns[0] for item in items]
    assert order == ["文"] * 8 + [50.0, 185.0] + ["字"] * 8
    assert all(item.certainty == 1.0 for item in items if isinstance(item, Line))


@pytest.mark.parametrize(
    ("below", "rows"),
    [(("3", "婴儿死亡率", "5"), 2), (("", "与发病率", ""), 1)],
    ids=["a row of its own", "the rest of a row"],
)
def test_what_stands_below_a_page_break_without_rules_is_told_by_its_number(below, rows):
    above = part([("2", "传染病报告率", "100")], 50.0, 700.0, cut=True)
    (table,) = join_pages([above, part([below], 50.0, 50.0, page=2, cut=True)])
    assert table.height == rows
    assert table.cells[-1].text == ("5" if rows == 2 else "100")


def test_two_figures_that_a_page_break_may_have_parted_are_uncertain():
    above = part([("甲", "传染病报告率", "100")], 50.0, 700.0, cut=True)
    below = part([("乙", "婴儿死亡率", "5")], 50.0, 50.0, page=2, cut=True)
    (table,) = join_pages([above, below])
    assert table.cells[-1].certainty < 0.8


def test_a_scan_in_two_columns_is_read_column_by_column():
    numpy = pytest.importorskip("numpy")
    found = [
        Recognized((left, 100.0 + 40 * n, left + 500, 124.0 + 40 * n), f"{name}{n}" * 10, 0.97)
        for n in range(8)
        for left, name in ((100.0, "甲"), (700.0, "乙"))
    ]
    lines = lines_outside([], Page(numpy.zeros((2000, 1400, 3), numpy.uint8), 1, 0.0), found)
    (paragraph,) = in_blocks([(lines, [], 2000.0)])
    assert paragraph.text == "".join(f"{name}{n}" * 10 for name in "甲乙" for n in range(8))
    assert paragraph.certainty == 0.9
