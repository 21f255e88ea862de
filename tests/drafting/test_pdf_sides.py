"""Tables of a PDF whose rules are not all there, and what goes on over its pages."""

from itertools import pairwise

import pytest
from pdf_support import pdf, shown

from healthplans.drafting.document import Cell, Table
from healthplans.drafting.formats.pdf_pages import join_pages
from healthplans.drafting.formats.pdf_tables import PageTable
from healthplans.drafting.reading import read_bytes

ROWS = [["指标", "单位", "2020年", "2025年"], ["甲率", "%", "1.5", "2.5"]]
ROWS += [["乙率", "‰", "3.5", "4.5"], ["丙率", "%", "5.5", "6.5"]]
XS, TOP, HIGH = (40, 200, 280, 380, 480), 700, 30


def texts(size=12):
    """Write the cells."""
    return "".join(
        shown(text, XS[col] + 8, TOP - HIGH * row - 20, size=size)
        for row, cells in enumerate(ROWS)
        for col, text in enumerate(cells)
    )


def line(x0, y0, x1, y1):
    return f"{x0} {y0} m {x1} {y1} l S\n"


def levels():
    return [TOP - HIGH * at for at in range(len(ROWS) + 1)]


ACROSS = "".join(line(XS[0], y, XS[-1], y) for y in levels())
INNER = "".join(line(x, TOP, x, levels()[-1]) for x in XS[1:-1])
SIDES = "".join(line(x, TOP, x, levels()[-1]) for x in (XS[0], XS[-1]))
BANDS = "".join(
    f"0.9 g {a} {TOP - HIGH * (row + 1)} {b - a} {HIGH} re f 0 g\n"
    for row in (0, 2)
    for a, b in pairwise(XS)
)
# each a thin path whose sides are not quite upright, as turning a page makes them
PATHS = "".join(
    f"{x} {TOP} m {x + 1} {TOP} l {x + 1.01} {y} l {x + 0.01} {y} l h f\n"
    for x in XS
    for y in levels()[-1:]
)


@pytest.mark.parametrize(
    "rules",
    [ACROSS + INNER + SIDES, ACROSS + INNER, BANDS, ACROSS + PATHS],
    ids=["all", "open sides", "every other row shaded", "rules as paths"],
)
def test_every_cell_of_a_table_is_read(rules):
    [table] = read_bytes(pdf(rules + texts()), "plan.pdf").tables
    assert not any("without rules" in said for cell in table.cells for said in cell.repairs)
    assert [[cell.text if cell else None for cell in row] for row in table.grid()] == ROWS


def test_a_table_set_sideways_is_read():
    turned = f"q 0 1 -1 0 750 40 cm {ACROSS}{INNER}{SIDES}{texts()} Q\n"
    [table] = read_bytes(pdf(turned), "plan.pdf").tables
    assert [[cell.text if cell else None for cell in row] for row in table.grid()] == ROWS


def part(page, *rows):
    cells = [
        Cell(text, at, col) for at, row in enumerate(rows) for col, text in enumerate(row)
    ]
    return PageTable(tuple(cells), page, 100.0, 200.0, (10.0, 50.0, 90.0, 130.0))


@pytest.mark.parametrize(
    ("after", "rows"),
    [
        (["亡率", "", ""], [["婴儿死亡率", "1", "2"], ["寿命", "3", "4"]]),
        (["", "国家", ""], None),
        (["亡率", "9", ""], None),
    ],
)
def test_the_rest_of_a_row_on_the_next_page_is_put_to_it(after, rows):
    head = ["指标", "2020年", "2025年"]
    one, other = part(1, head, ["婴儿死", "1", "2"]), part(2, head, after, ["寿命", "3", "4"])
    [table] = [each for each in join_pages([one, other]) if isinstance(each, Table)]
    found = [[cell.text if cell else None for cell in row] for row in table.grid()]
    kept = [["婴儿死", "1", "2"], after, ["寿命", "3", "4"]]
    wanted = rows or ([["婴儿死", "1国家", "2"], kept[2]] if after[1] == "国家" else kept)
    assert found == [head, *wanted]
    doubted = {cell.certainty < 0.8 for cell in table.cells if cell.row == 1}
    assert doubted == {len(wanted) < len(kept)}
