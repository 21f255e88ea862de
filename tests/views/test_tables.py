"""A table's headings and cells are given together."""

from healthplans import suite
from healthplans.views.blocks import Cell, Table, headed

WORDS = suite.words("en")


def test_a_heading_stands_over_its_own_cells_in_any_order():
    columns = headed(
        WORDS, year=lambda row: Cell(str(row["year"])), note=lambda row: Cell(row["note"])
    )
    rows = [{"year": 2020, "note": "as printed"}]
    frame = Table.of("one", rows, columns[::-1], WORDS).frame
    assert frame.to_dict("records") == [{"Note": "as printed", "Year": "2020"}]


def test_headings_of_levels_and_targets_say_their_years():
    heads = [head for head, _ in headed(WORDS, level=Cell, target=Cell)]
    assert [str(WORDS.base_year) in heads[0], str(WORDS.target_year) in heads[1]] == [True] * 2


def test_columns_may_be_gone_through_once():
    columns = iter(headed(WORDS, year=lambda year: Cell(str(year))))
    assert Table.of("one", [2020, 2025], columns, WORDS).frame.shape == (2, 1)
