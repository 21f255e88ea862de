"""Counts and densities of a plan say which population it divided by, as far as rounding."""

from itertools import combinations
from random import Random

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
    "role": "level",
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
        | dict(*more)
        for indicator, text, unit, part, *more in figures
    ]
    return pd.DataFrame(rows).astype({"value": "Float64", "year": "Int64"})


def test_a_pair_implies_a_population_within_the_rounding_of_both(lists):
    row = implied_population(printed(*YAOHAI[:2]), lists).iloc[0]
    assert row["population"] == pytest.approx(3102 / 4.45 * 1000)
    assert row["low"] == pytest.approx(3101.5 / 4.455 * 1000)
    assert row["high"] == pytest.approx(3102.5 / 4.445 * 1000)
    assert row["count_part"] == "hospital+public"


def test_what_was_promised_of_a_year_is_not_set_against_what_was_reached(lists):
    promised = ("beds_density", "5.00", "per_1000", "", {"role": "target"})
    row = implied_population(printed(promised, *YAOHAI[:2]), lists)
    assert row["density"].tolist() == [4.45]


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


PHYSICIANS = YAOHAI[2:4]
APART = [  # what a count and its density print besides; the pairs that they make
    ([{}, {}], 1),
    ([{"year": 2019}, {}], 0),
    ([{"document": "b"}, {}], 0),
    ([{"comparator": ">="}, {}], 0),
    ([{}, {"comparator": ">="}], 0),
    ([{}, {"part": "rural"}], 0),
]


@pytest.mark.parametrize(("besides", "count"), APART)
def test_a_pair_is_of_one_plan_and_year_and_of_figures(lists, besides, count):
    figures = [(*one, more) for one, more in zip(PHYSICIANS, besides, strict=True)]
    assert len(implied_population(printed(*figures), lists)) == count
    at_face = implied_population(printed(*figures), lists, at_face=True)
    assert len(at_face) == (1 if "comparator" in str(besides) else count)


def test_of_counts_of_parts_the_largest_of_each_year_stands_in(lists):
    beds = [
        ("1000", "primary_care", 2019),
        ("900", "hospital", 2019),
        ("1100", "hospital", 2020),
    ]
    figures = [("beds", n, "count", part, {"year": year}) for n, part, year in beds]
    figures += [("beds_density", "2", "per_1000", "", {"year": year}) for year in (2019, 2020)]
    pairs = implied_population(printed(*figures), lists)
    assert pairs[["year", "count"]].to_numpy().tolist() == [[2019, 1000], [2020, 1100]]


def largest(ends, whole):
    """Try all sets: those of whole counts that share a value and lie in no other such set."""
    places = range(len(ends))
    every = [frozenset(s) for n in places for s in combinations(places, n + 1)]
    sharing = [s for s in every if max(ends[n][0] for n in s) < min(ends[n][1] for n in s)]
    full = [s for s in sharing if s <= whole]
    full = [s for s in full if not any(s < other for other in full)]
    known = [s for s in sharing if s & whole in full]
    return [s for s in known if not any(s < other for other in known)]


def drawn(random):
    """Make the pairs of some plan: the ends of each, and whether it is of a whole count."""
    lows = [random.randrange(9) for _ in range(random.randrange(1, 7))]
    return [((low, low + random.randrange(1, 6)), random.random() < 0.7) for low in lows]


def test_populations_are_the_largest_sets_of_pairs_that_share_a_value():
    plans = [drawn(Random(seed)) for seed in range(60)]
    rows = [
        # two plans and years each, so that neither is counted with the other
        {"document": f"p{seed % 30:02}", "area": "a", "area_name": "a", "year": seed // 30}
        | {"indicator": str(n), "low": ends[0], "high": ends[1]}
        | {"count_part": "" if whole else "part"}
        for seed, pairs in enumerate(plans)
        for n, (ends, whole) in enumerate(pairs)
    ]
    found = populations(pd.DataFrame(rows))
    said = {key: rows for key, rows in found.groupby(["document", "year"])}
    for seed, pairs in enumerate(plans):
        ends = [one for one, _ in pairs]
        sets = largest(ends, {n for n, (_, whole) in enumerate(pairs) if whole})
        sizes = [len(s) for s in sets]
        expected = [
            (
                *(len(s), ";".join(map(str, sorted(s)))),
                *(max(ends[n][0] for n in s), min(ends[n][1] for n in s)),
                len(s) == max(sizes) and sizes.count(len(s)) == 1,
            )
            for s in sets
        ]
        own = said.get((f"p{seed % 30:02}", seed // 30), found.iloc[:0])
        names = ["pairs", "indicators", "low", "high", "main"]
        assert sorted(own[names].itertuples(index=False, name=None)) == sorted(expected)
        assert own["group"].tolist() == list(range(1, len(sets) + 1))
        assert own["pairs"].is_monotonic_decreasing


def target(pairs, **row):
    filled = {"indicator": "physician_density", "unit": "per_1000", "polarity": "none"}
    return pairs(filled | {"document": "a", "level": "3.95", "target": "3.6"} | row)


def test_heads_required_are_worked_by_hand(pairs, lists):
    known = implied_population(printed(*YAOHAI), lists)
    row = required_heads(target(pairs), known, lists).iloc[0]
    middle = (4850.5 / 6.965 + 2750.5 / 3.945) / 2
    assert row["heads"] == pytest.approx(3.6 * middle)
    assert row["heads_low"] == pytest.approx(3.6 * 4850.5 / 6.965)
    assert row["heads_high"] == pytest.approx(3.6 * 2750.5 / 3.945)
    other = known.assign(indicator="tcm_physician_density")
    assert not required_heads(target(pairs), other, lists)["own"].any()
    # a density that is printed twice is one target still
    twice = implied_population(
        printed(*PHYSICIANS, ("physician_density", "3.9", "per_1000", "")), lists
    )
    assert len(required_heads(target(pairs), twice, lists)) == 1
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


def at(year, *figures):
    return [(*figure, {"year": year}) for figure in figures]


CONTRACTS = [
    ("family_doctor_contracts", "350000", "count", ""),
    ("family_doctor_contract_rate", "50", "percent", ""),
]


def test_heads_rest_on_the_latest_population_of_a_density_and_the_count_of_the_levels_year(
    pairs, lists
):
    earlier = [("physicians", "2600", *PHYSICIANS[0][2:]), PHYSICIANS[1]]
    figures = [*at(2019, *earlier), *at(2020, *PHYSICIANS, *CONTRACTS), *at(2021, *CONTRACTS)]
    known = implied_population(printed(*figures), lists)
    assert sorted(set(populations(known)["year"])) == [2019, 2020, 2021]
    rows = pd.concat([target(pairs, level_year=year) for year in (2019, 2020, 2018)])
    found = required_heads(rows.reset_index(drop=True), known, lists)
    assert found["population_year"].tolist() == [2020] * 3
    assert (
        found["population_indicators"].tolist()
        == ["family_doctor_contract_rate;physician_density"] * 3
    )
    assert found["heads_now"].tolist()[:2] == [2600, 2750]
    assert found["heads_now"][2] == pytest.approx(3.95 * found["population"][2] / 1000)


@pytest.mark.parametrize(
    ("row", "now", "yearly"),
    [
        ({"level": ">=3.95"}, False, False),
        ({"target_year": 2020}, True, False),
        ({"target_year": 2019}, True, False),
        ({}, True, True),
    ],
)
def test_a_bound_is_no_present_level_and_no_time_has_no_yearly_change(
    pairs, lists, row, now, yearly
):
    known = implied_population(printed(*PHYSICIANS), lists)
    rows = target(pairs, **{"level_year": 2020} | row)
    found = required_heads(rows, known.assign(year=2021), lists).iloc[0]
    assert [pd.notna(found["heads_now"]), pd.notna(found["added_per_year"])] == [now, yearly]


def test_the_count_of_a_part_is_not_what_there_is_now(pairs, lists):
    known = implied_population(printed(*YAOHAI[:4]), lists)
    row = required_heads(target(pairs, indicator="beds_density"), known, lists).iloc[0]
    assert row["heads_now"] == pytest.approx(3.95 * row["population"] / 1000)


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
            target(pairs, indicator="maternal_mortality", unit="per_100000"),
            target(pairs, indicator="crude_birth_rate", unit="per_mille"),
            target(pairs, target=None),
        ]
    )
    assert required_heads(rows, implied_population(printed(*YAOHAI), lists), lists).empty
