"""A gap is taken to the benchmark of the very same year, and carries its confidence."""

import pandas as pd
import pytest

from healthplans import suite
from healthplans.measures.benchmarks import gaps


@pytest.fixture(scope="module")
def references():
    columns = ["indicator", "year", "role", "kind", "comparator", "value", "confidence"]
    rows = [
        ("life_expectancy", 2020, "level", "exact", "=", 77.93, "official_quoted"),
        ("life_expectancy", 2025, "target", "exact", "=", 78.3, "official_quoted"),
        ("life_expectancy", 2025, "target", "relative", "", 78.93, "official_quoted"),
        ("under5_mortality", 2025, "target", "bound", "<=", 6.6, "official_quoted"),
        ("beds_density", 2020, "level", "exact", "=", 6.0, "official_quoted"),
    ]
    table = pd.DataFrame(rows, columns=columns).astype({"value": "Float64", "year": "Int64"})
    return table.assign(
        value_text=table["value"].astype(str),
        digits=table["value"].astype(str),
        denominator=["", "", "", "", "人口"],
        source_title="t",
    )


CASES = [
    ("higher", "81.26", "81.5", [3.33, 3.2], ["better", "better"]),
    ("higher", "77.7", "78.3", [-0.23, 0.0], ["worse", "same"]),
    ("lower", "77.7", "78.5", [-0.23, 0.2], ["better", "worse"]),
    ("none", "77.7", "78.5", [-0.23, 0.2], ["below", "above"]),
]


@pytest.mark.parametrize("case", CASES)
def test_a_gap_is_figure_less_benchmark(pairs, references, case):
    polarity, level, target, gap, standing = case
    rows = pairs({"polarity": polarity, "level": level, "target": target})
    row = gaps(rows, references, suite.codelists()).iloc[0]
    assert row[["level_gap", "target_gap"]].tolist() == pytest.approx(gap)
    assert row[["level_standing", "target_standing"]].tolist() == standing
    assert row[["level_gap_of", "target_gap_of"]].tolist() == ["figures", "figures"]


def test_of_two_national_targets_the_absolute_one_is_used_and_named(pairs, references):
    row = gaps(pairs({"level": "78", "target": "79"}), references, suite.codelists()).iloc[0]
    assert row["benchmark_target"] == pytest.approx(78.3)
    assert row["benchmark_target_drawn_by"] == "absolute"
    assert row["benchmark_target_confidence"] == "official_quoted"


def test_a_gap_to_a_bound_is_between_limits(pairs, references):
    row = {"indicator": "under5_mortality", "polarity": "lower", "target": "<5"}
    found = gaps(pairs(row), references, suite.codelists()).iloc[0]
    assert (found["target_gap"], found["target_gap_of"]) == (pytest.approx(-1.6), "limits")
    assert found["target_standing"] == "better"


BEDS = {"indicator": "beds_density", "unit": "per_1000", "level": "5"}
NO_GAP = [
    {"level": "78", "level_year": 2019},
    {"target": "79", "target_year": 2030},
    {"indicator": "nurse_density", "level": "5"},
    BEDS | {"level_denominator": "户籍人口"},
    {"level": "78", "target": "79", "part": "rural"},  # benchmarks are about the whole
    {"level": "78", "target": "79", "of": "rural"},
    {},
]


@pytest.mark.parametrize("row", NO_GAP)
def test_without_a_benchmark_of_that_year_there_is_no_gap(pairs, references, row):
    found = gaps(pairs(row), references, suite.codelists()).iloc[0]
    assert found[["level_gap", "target_gap"]].isna().all()
    assert found[["level_standing", "target_standing"]].tolist() == ["", ""]
    assert found[["level_gap_of", "target_gap_of"]].tolist() == ["", ""]


@pytest.mark.parametrize("per", ["人口", "常住人口", ""])
def test_a_denominator_is_read_by_convention_and_one_not_printed_parts_nothing(
    pairs, references, per
):
    row = pairs(BEDS | {"level_denominator": per})
    found = gaps(row, references, suite.codelists()).iloc[0]
    assert found["level_gap"] == pytest.approx(-1)
