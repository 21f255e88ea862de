"""Ranks are intervals: only what printed digits and comparators make certain counts."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthplans.measures.ranks import rank_intervals, ranks
from healthplans.quantities import intervals


def ranked(pairs, lists, levels, **columns):
    rows = [
        {"document": str(n), "level": level, "polarity": "lower"} | columns
        for n, level in enumerate(levels)
    ]
    return ranks(pairs(*rows), lists)


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
    table = ranked(pairs, lists, levels)
    assert spans(table) == expected
    assert table["tied"].tolist() == tied


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
    return intervals(values, signs, pd.Series(widths, dtype="float64"))


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
    narrow, wide = (
        rank_intervals(limits(figures, widths)),
        rank_intervals(limits(figures, wider)),
    )
    assert (wide["rank_low"] <= narrow["rank_low"]).all()
    assert (wide["rank_high"] >= narrow["rank_high"]).all()


@given(FIGURES)
def test_every_rank_interval_holds_a_rank_of_some_true_order(figures):
    found = rank_intervals(limits(figures, [0.05] * len(figures)))
    assert (found["rank_low"] >= 1).all()
    assert (found["rank_high"] <= len(figures)).all()
    assert (found["rank_low"] <= found["rank_high"]).all()


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
