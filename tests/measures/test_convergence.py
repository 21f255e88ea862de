"""Spread is computed over comparable districts that state both ends, never under three."""

import pytest
from support import suite

from healthplans.measures.convergence import convergence
from healthplans.measures.stance import stance


def spread(pairs, *rows, strict=True):
    table = pairs(*({"document": str(n)} | row for n, row in enumerate(rows)))
    return convergence(table.join(stance(table)), suite.codelists(), strict=strict)


def test_spread_is_worked_by_hand(pairs):
    # levels 2, 4, 6: range 4, mean 4, deviations -2 0 2, sd = sqrt(8 / 2) = 2, cv = 0.5
    # targets 5, 6, 7: range 2, mean 6, sd 1, cv = 1/6; ratios 1/2 and 1/3
    rows = [{"level": a, "target": b} for a, b in (("2", "5"), ("4", "6"), ("6", "7"))]
    row = spread(pairs, *rows).iloc[0]
    assert row[["n", "level_range", "target_range"]].tolist() == [3, 4.0, 2.0]
    assert row[["level_sd", "target_sd"]].tolist() == pytest.approx([2.0, 1.0])
    assert row[["level_cv", "target_cv"]].tolist() == pytest.approx([1 / 2, 1 / 6])
    assert row[["sd_ratio", "cv_ratio"]].tolist() == pytest.approx([1 / 2, 1 / 3])
    assert row["reason"] == ""


def test_a_bound_that_holds_leaves_the_level_where_it_is(pairs):
    rows = [{"level": a, "target": ">=5"} for a in ("2", "6", "7")]
    assert spread(pairs, *rows)["target_range"].tolist() == [2.0]  # 5, 6 and 7


@pytest.mark.parametrize(
    "third",
    [
        {"level": "3"},
        {"target": "3"},
        {"level": ">=3", "target": "4"},
        {"level": "3", "target": "4", "level_denominator": "人口"},
        {"level": "3", "target": "4", "target_denominator": "人口"},
        {"level": "3", "target": "4", "target_year": 2020},
    ],
)
def test_a_district_that_does_not_count_leaves_two_which_are_no_spread(pairs, third):
    rows = [{"level": "1", "target": "2"}, {"level": "2", "target": "3"}, third]
    row = spread(pairs, *rows).iloc[0]
    assert (row["n"], row["reason"]) == (2, "convergence_too_few")
    assert row[["level_range", "level_sd", "level_cv", "target_sd", "cv_ratio"]].isna().all()


def test_equal_levels_have_no_ratio(pairs):
    rows = [{"level": "2", "target": b} for b in ("2", "3", "4")]
    row = spread(pairs, *rows).iloc[0]
    assert row["level_sd"] == 0
    assert row[["sd_ratio", "cv_ratio"]].isna().all()


ALIKE = [{"level": a, "target": b} for a, b in (("1", "2"), ("2", "3"), ("3", "4"))]


@pytest.mark.parametrize(
    "fourth",
    [
        {"level_year": 2010},
        {"target_year": 2035},
        {"level_year": 2021, "target_year": 2021},
    ],
)
def test_a_district_of_another_time_does_not_count(pairs, fourth):
    three = [{**row, "target_year": 2022} for row in ALIKE]
    other = {"level": "3", "target": "9", "target_year": 2022} | fourth
    assert spread(pairs, *three, other)["n"].tolist() == [3]


@pytest.mark.parametrize(
    ("per", "said"),
    [(("人口", "人口"), ""), (("人口", "常住人口"), "population_as_resident")],
)
def test_a_convention_is_named_only_where_it_joins_denominators(pairs, per, said):
    about = {"indicator": "beds_density", "unit": "per_1000", "polarity": "none"}
    denominators = [per[0], per[0], per[1]]
    rows = [
        {**about, **row, "level_denominator": one, "target_denominator": one}
        for row, one in zip(ALIKE, denominators, strict=True)
    ]
    found = spread(pairs, *rows, strict=False).iloc[0]
    assert (found["n"], found["convention"]) == (3, said)
    targets = [row | {"level_denominator": per[0]} for row in rows]
    assert spread(pairs, *targets, strict=False)["convention"].tolist() == [said]
    apart = spread(pairs, *rows)
    assert apart["n"].tolist() == ([2, 1] if said else [3])
    assert set(apart["convention"]) == {""}


def test_a_mean_of_zero_has_no_relative_spread(pairs):
    rows = [{"level": a, "target": "4"} for a in ("-2", "0", "2")]
    assert spread(pairs, *rows)[["level_cv", "cv_ratio"]].isna().all(axis=None)
