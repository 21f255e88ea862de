"""Counts and densities of a plan say which population it divided by, as far as rounding."""

import pandas as pd
import pytest

from healthplans.measures.heads import required_heads
from healthplans.measures.population import implied_population, populations

_ROW = {
    "document": "a",
    "area": "a",
    "area_name": "a",
    "part": "",
    "of": "",
    "end": "",
    "year": 2020,
    "comparator": "=",
    "kind": "exact",
    "factor": 1.0,
    "denominator": "人口",
}
# 瑶海区: 3,102 beds and 4.45 per 1,000; 2,750 physicians and 3.95; 4,851 nurses and 6.96
YAOHAI = [
    ("beds", "3102", "count", "hospital+public"),
    ("beds_density", "4.45", "per_1000", ""),
    ("physicians", "2750", "count", ""),
    ("physician_density", "3.95", "per_1000", ""),
    ("nurses", "4851", "count", ""),
    ("nurse_density", "6.96", "per_1000", ""),
]


def printed(*figures):
    rows = [
        _ROW
        | {"indicator": indicator, "value": float(text), "digits": text, "unit": unit}
        | {"part": part, "observation_id": f"{indicator}{part}"}
        for indicator, text, unit, part in figures
    ]
    return pd.DataFrame(rows).astype({"value": "Float64", "year": "Int64"})


def test_a_pair_implies_a_population_within_the_rounding_of_both(lists):
    row = implied_population(printed(*YAOHAI[:2]), lists).iloc[0]
    assert row["population"] == pytest.approx(3102 / 4.45 * 1000)
    assert row["low"] == pytest.approx(3101.5 / 4.455 * 1000)
    assert row["high"] == pytest.approx(3102.5 / 4.445 * 1000)
    assert row["count_part"] == "hospital+public"


def test_pairs_that_agree_narrow_the_population(lists):
    found = populations(implied_population(printed(*YAOHAI), lists)).iloc[0]
    assert found["pairs"] == 3
    assert found["low"] == pytest.approx(4850.5 / 6.965 * 1000)
    assert found["high"] == pytest.approx(2750.5 / 3.945 * 1000)
    assert found["main"]


def test_pairs_that_contradict_each_other_are_kept_apart(lists):
    apart = [("nurses", "1303", "count", ""), ("nurse_density", "2.15", "per_1000", "")]
    apart += [("beds", "1925", "count", ""), ("beds_density", "2.37", "per_1000", "")]
    found = populations(implied_population(printed(*apart), lists))
    assert found["pairs"].tolist() == [1, 1]
    assert not found["main"].any()


def test_a_pair_that_agrees_with_two_others_stands_in_both_groups(lists):
    # 安居区: physicians 571,379-614,444, nurses 610,800-664,783, public health 633,333-655,224
    figures = [
        ("physicians", "829", "count", ""),
        ("physician_density", "1.4", "per_1000", ""),
    ]
    figures += [("nurses", "764", "count", ""), ("nurse_density", "1.2", "per_1000", "")]
    figures += [("public_health_staff", "219", "count", "")]
    figures += [("public_health_staff_density", "3.4", "per_10000", "")]
    found = populations(implied_population(printed(*figures), lists))
    assert found["indicators"].tolist() == [
        "nurse_density;physician_density",
        "nurse_density;public_health_staff_density",
    ]
    assert not found["main"].any()


@pytest.mark.parametrize(
    ("figures", "indicators"),
    [
        # a part that begins within a whole count's interval, and one that ends before a
        # second whole count's begins
        (YAOHAI[:4], "beds_density;physician_density"),
        ([("beds", "3093", *YAOHAI[0][2:]), *YAOHAI[1:]], "nurse_density;physician_density"),
    ],
)
def test_a_part_makes_no_second_group(lists, figures, indicators):
    found = populations(implied_population(printed(*figures), lists))
    assert found["indicators"].tolist() == [indicators]


def test_the_whole_district_is_preferred_to_a_part(lists):
    parts = [("beds", "1774", "count", "hospital"), ("beds", "1925", "count", "")]
    pairs = implied_population(
        printed(*parts, ("beds_density", "2.37", "per_1000", "")), lists
    )
    assert pairs[["count", "count_part"]].to_numpy().tolist() == [[1925.0, ""]]


@pytest.mark.parametrize(
    "figures",
    [
        YAOHAI[:1],
        YAOHAI[1:2],
        [("beds", "10", "count", ""), ("beds_density", "0", "per_1000", "")],
    ],
)
def test_one_figure_alone_or_a_zero_implies_nothing(lists, figures):
    pairs = implied_population(printed(*figures), lists)
    assert pairs.empty
    assert populations(pairs).empty


def target(pairs, **row):
    filled = {"indicator": "physician_density", "unit": "per_1000", "polarity": "none"}
    return pairs(filled | {"document": "a", "level": "3.95", "target": "3.6"} | row)


def test_heads_required_are_worked_by_hand(pairs, lists):
    known = implied_population(printed(*YAOHAI), lists)
    row = required_heads(target(pairs), known, lists).iloc[0]
    middle = (4850.5 / 6.965 + 2750.5 / 3.945) / 2
    assert row["heads"] == pytest.approx(3.6 * middle)
    assert row["heads_low"] == pytest.approx(3.6 * 4850.5 / 6.965)
    assert row["heads_now"] == 2750
    assert row["added"] == pytest.approx(3.6 * middle - 2750)
    assert row["added_per_year"] == pytest.approx((3.6 * middle - 2750) / 5)
    assert (row["own"], row["reason"]) == (True, "")


def test_heads_now_follow_from_the_density_where_no_count_is_printed(pairs, lists):
    known = implied_population(printed(*YAOHAI[2:]), lists)
    rows = target(pairs, indicator="gp_density", unit="per_10000", level="3", target="4")
    row = required_heads(rows, known, lists).iloc[0]
    assert row["heads_now"] == pytest.approx(row["heads"] * 3 / 4)
    assert not row["own"]


REFUSED = [
    ({"document": "b"}, "population_no_pair"),
    ({"level": None, "indicator": "gp_density", "unit": "per_10000"}, "change_no_level"),
]


@pytest.mark.parametrize(("row", "reason"), REFUSED)
def test_heads_that_cannot_be_derived_are_refused_in_words(pairs, lists, row, reason):
    found = required_heads(
        target(pairs, **row), implied_population(printed(*YAOHAI), lists), lists
    )
    assert found["reason"].tolist() == [reason]
    assert found["added"].isna().all()
    assert lists.message(reason, "zh")


def test_shares_and_parts_are_no_density_of_the_population(pairs, lists):
    rows = pd.concat(
        [
            target(pairs, indicator="out_of_pocket_share", unit="percent"),
            target(pairs, part="new_housing"),
        ]
    )
    assert required_heads(rows, implied_population(printed(*YAOHAI), lists), lists).empty
