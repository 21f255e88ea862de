"""Ranks are intervals: only what printed digits and comparators make certain counts."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthplans.measures.conventions import out_of_time
from healthplans.measures.ranks import rank_intervals, ranks
from healthplans.quantities import intervals


def ranked(pairs, lists, levels, side="level", **columns):
    rows = [
        {"document": str(n), side: level, "polarity": "lower"} | columns
        for n, level in enumerate(levels)
    ]
    return ranks(pairs(*rows), lists, side)


def spans(table):
    return list(zip(table["rank_low"], table["rank_high"], strict=True))


CASES = [
    (["1.6", "2.5", "3.7"], [(1, 1), (2, 2), (3, 3)], [1, 2, 3]),
    (["4.45", "4.5", "4.4"], [(1, 3), (2, 3), (1, 2)], [1, 1, 1]),
    (["4.44", "4.45"], [(1, 1), (2, 2)], [1, 2]),
    (["5", "5.0"], [(1, 2), (1, 2)], [1, 1]),
    (["<5.2", "3.3", "6"], [(1, 2), (1, 2), (3, 3)], [1, 1, 2]),
    (["<=5", ">5"], [(1, 1), (2, 2)], [1, 2]),
    (["<=5", ">=5"], [(1, 2), (1, 2)], [1, 1]),
    (["~27", "28.5", "27.9"], [(1, 2), (3, 3), (1, 2)], [1, 2, 1]),
    (["0", "0.4", "0.5"], [(1, 3), (1, 2), (2, 3)], [1, 1, 1]),
]


@pytest.mark.parametrize(("levels", "expected", "tied"), CASES)
def test_a_rank_is_between_the_certainly_better_and_worse(
    pairs, lists, levels, expected, tied
):
    for side in ("level", "target"):
        table = ranked(pairs, lists, levels, side)
        assert spans(table) == expected
        assert table["tied"].tolist() == tied
    turned = [(len(levels) + 1 - high, len(levels) + 1 - low) for low, high in expected]
    assert spans(ranked(pairs, lists, levels, polarity="higher")) == turned


@pytest.mark.parametrize(
    ("polarity", "expected", "ordering"),
    [("lower", [1, 2], "rank"), ("higher", [2, 1], "rank"), ("none", [2, 1], "order")],
)
def test_the_first_is_the_best_or_the_largest(pairs, lists, polarity, expected, ordering):
    table = ranked(pairs, lists, ["1", "9"], polarity=polarity)
    assert table["rank_low"].tolist() == expected
    assert set(table["ordering"]) == {ordering}


def test_another_denominator_is_refused_with_the_reason(pairs, lists):
    rows = [
        {
            "document": plan,
            "level": level,
            "level_denominator": per,
            "indicator": "beds_density",
        }
        for plan, level, per in [
            ("a", "6.86", "常住人口"),
            ("b", "5.8", "人口"),
            ("c", "2.4", "人口"),
        ]
    ]
    table = ranks(pairs(*rows), lists).set_index("document")
    assert table["rank_low"].isna().tolist() == [True, False, False]
    assert table.loc["b", ["rank_low", "n"]].tolist() == [1, 2]
    assert set(table["reason"]) == {"ranks_denominator"}
    assert "2 other district(s)" in table.loc["a", "reason_en"]
    assert "resident population" in table.loc["b", "reason_en"]


def test_a_level_and_a_target_are_ranked_by_their_own_denominators(pairs, lists):
    per = {"level_denominator": "人口", "target_denominator": "常住人口"}
    rows = pairs(
        {"document": "a", "level": "4.45", "target": "8.5", "denominator": "常住人口"} | per,
        {"document": "b", "level": "5.8", "level_denominator": "人口"},
    )
    assert ranks(rows, lists)["rank_low"].notna().all()
    assert ranks(rows, lists, "target")["rank_low"].isna().all()


@pytest.mark.parametrize("side", ["level", "target"])
def test_a_figure_of_another_time_has_no_rank_and_its_year_is_said(pairs, lists, side):
    other = "target" if side == "level" else "level"
    figures = [("5", 2020), ("6", 2022), ("4", 2010), (None, 2010), (None, 2010)]
    rows = [
        {"document": str(n), side: figure, f"{side}_year": year, f"{other}_year": 1990 + 9 * n}
        for n, (figure, year) in enumerate(figures)
    ]
    table = ranks(pairs(*rows), lists, side)
    assert table["reason"].tolist() == ["", "", "ranks_year", *["ranks_no_figure"] * 2]
    assert table["rank_low"].isna().tolist() == [False, False, True, True, True]
    assert set(table["n"].dropna()) == {2}
    assert "2010" in table["reason_en"][2]


TIMES = [  # years of some figures, their groups, and which are too far from the others
    ([2020, 2022], "aa", []),
    ([2020, 2020, 2023], "aaa", [2]),
    ([2018, 2021], "aa", [0]),  # of equally many the latest stand
    ([2010, 2010, 2021, 2019], "aaaa", [0, 1]),
    ([2018, 2020, 2022, 2022], "aaaa", [0]),
    ([2020, 2010, 2020, 2010], "abab", []),
    ([2020, None, 2010, 2010], "aaa-", [2]),
    ([2010, 2020, 2020, 2019], "---a", []),
]


@pytest.mark.parametrize(("years", "groups", "far"), TIMES)
def test_figures_stand_together_within_two_years_of_most_others(years, groups, far):
    group = pd.Series([None if one == "-" else one for one in groups])
    found = out_of_time(pd.Series(years, dtype="Int64"), group)
    assert found[found].index.tolist() == far


RESIDENT, PEOPLE, REGISTERED = "常住人口", "人口", "户籍人口"
JOINED = "population_as_resident"
PER = [  # denominators of the figures ranked, of one absent, of one of a part; what is said
    ([PEOPLE, PEOPLE], RESIDENT, PEOPLE, "", ""),
    ([PEOPLE, PEOPLE], REGISTERED, REGISTERED, "", ""),
    ([PEOPLE, RESIDENT], PEOPLE, PEOPLE, JOINED, "ranks_convention"),
    ([PEOPLE, RESIDENT, REGISTERED], PEOPLE, PEOPLE, JOINED, "ranks_denominator"),
]


@pytest.mark.parametrize(("per", "absent", "part", "convention", "reason"), PER)
def test_only_figures_of_the_same_part_say_what_joins_or_parts_denominators(
    pairs, lists, per, absent, part, convention, reason
):
    about = {"indicator": "beds_density", "unit": "per_1000", "polarity": "none"}
    rows = [about | {"level": "5", "level_denominator": one} for one in per]
    rows += [about | {"denominator": absent}]
    rows += [about | {"level": "5", "level_denominator": part, "part": "hospital"}]
    table = ranks(pairs(*rows), lists)
    assert table["denominator"].tolist() == [*per, absent, part]
    assert table["convention"].tolist()[:2] == [convention] * 2
    assert table["reason"].tolist() == [
        *[reason] * len(per),
        "ranks_no_figure",
        "ranks_alone",
    ]
    strict = ranks(pairs(*rows), lists, strict=True)
    assert set(strict["convention"]) == {""}
    assert strict["rank_low"][:2].notna().all() == (len(set(per)) == 1)


@pytest.mark.parametrize(
    ("levels", "reason"), [(["5"], "ranks_alone"), ([None, None], "ranks_no_figure")]
)
def test_nothing_to_rank_is_said_in_words(pairs, lists, levels, reason):
    table = ranked(pairs, lists, levels)
    assert table["rank_low"].isna().all()
    assert set(table["reason"]) == {reason}
    assert table["reason_zh"].ne("").all()


def limits(figures, widths):
    signs = pd.Series([sign for sign, _ in figures])
    values = pd.Series([value for _, value in figures], dtype="Float64")
    return intervals(values, signs, pd.Series(widths, dtype="float64")).to_numpy(float).T


FIGURES = st.lists(
    st.tuples(
        st.sampled_from(["=", "~", "<", "<=", ">", ">="]),
        st.integers(0, 40).map(lambda n: n / 4),
    ),
    min_size=2,
    max_size=8,
)


@given(FIGURES, st.data())
def test_widening_a_rounding_never_narrows_a_rank_interval(figures, data):
    width = st.sampled_from([0.0, 0.05, 0.125, 0.25, 0.5])
    size = len(figures)
    widths = data.draw(st.lists(width, min_size=size, max_size=size))
    which = data.draw(st.integers(0, size - 1))
    wider = [w + 0.5 * (place == which) for place, w in enumerate(widths)]
    narrow, wide = (rank_intervals(limits(figures, one)) for one in (widths, wider))
    assert (wide[:, 0] <= narrow[:, 0]).all()
    assert (wide[:, 1] >= narrow[:, 1]).all()


@given(FIGURES)
def test_every_rank_interval_holds_a_rank_of_some_true_order(figures):
    low, high, _ = rank_intervals(limits(figures, [0.05] * len(figures))).T
    assert (low >= 1).all()
    assert (high <= len(figures)).all()
    assert (low <= high).all()


PRINTED = st.integers(0, 99).map(lambda n: f"{n / 10:.1f}")


@given(levels=st.lists(PRINTED, min_size=1, max_size=6), added=PRINTED)
def test_adding_an_incomparable_district_never_changes_the_ranks_of_the_others(
    pairs, lists, levels, added
):
    rows = [
        {"document": str(n), "level": v, "level_denominator": "人口"}
        for n, v in enumerate(levels)
    ]
    other = {"document": "other", "level": added, "level_denominator": "户籍人口"}
    alone, joined = ranks(pairs(*rows), lists), ranks(pairs(*rows, other), lists)
    columns = ["rank_low", "rank_high", "tied", "n"]
    pd.testing.assert_frame_equal(alone[columns], joined[columns].head(len(rows)))
    assert joined["rank_low"].isna().iloc[-1]
