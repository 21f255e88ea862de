"""The binding share counts commitments, each once, among those that are marked."""

import pandas as pd
import pytest

from healthplans.measures.coverage import binding_share

_ROW = {
    "document": "a",
    "area": "a",
    "area_name": "a",
    "part": "",
    "of": "",
    "end": "",
    "year": 2025,
    "role": "target",
    "obligation": "",
}


def shares(lists, *rows):
    table = binding_share(pd.DataFrame([_ROW | row for row in rows]), lists)
    return table.set_index("topic")


def test_the_share_is_binding_among_the_marked(lists):
    table = shares(
        lists,
        {"indicator": "beds_density", "obligation": "binding"},
        {"indicator": "life_expectancy", "obligation": "expected"},
        {"indicator": "infant_mortality", "obligation": "expected"},
        {"indicator": "gp_density"},
    )
    assert table.loc["", ["commitments", "binding", "expected", "unmarked"]].tolist() == [
        *(4, 1, 2, 1)
    ]
    assert table.loc["", "binding_share"] == pytest.approx(1 / 3)
    assert table.loc["resources", "binding_share"] == 1
    assert table.loc["outcomes", "binding_share"] == 0


def test_parts_and_later_years_do_not_count_again(lists):
    row = {"indicator": "beds_density", "obligation": "binding"}
    repeated = [row | {"year": 2035, "obligation": ""}, row, row | {"part": "x"}]
    level = {"role": "level", "year": 2020, "indicator": "gp_density"}
    table = shares(lists, *repeated, row | level, row | {"indicator": ""})
    assert table["commitments"].tolist() == [1, 1]
    assert table["binding"].tolist() == [1, 1]


def test_a_plan_that_marks_nothing_has_no_share_and_says_so(lists):
    table = shares(lists, {"indicator": "beds_density"})
    assert table["binding_share"].isna().all()
    assert set(table["reason"]) == {"obligations_unmarked"}
