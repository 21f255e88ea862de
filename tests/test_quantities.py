"""One rule for what a printed figure leaves open, for a figure and for a column."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthplans.parts import WHOLE, Part, is_whole
from healthplans.quantities import (
    LIMITS,
    Comparator,
    Interval,
    apart,
    half,
    half_units,
    halves,
    intervals,
    is_bound,
    is_point,
    same_values,
    sides,
    within,
)
from healthplans.quantities.columns import is_strict

SIGNS = st.sampled_from([*Comparator])
FIGURES = st.tuples(
    st.decimals("0", "99999", places=2).map(float), SIGNS, st.sampled_from([0.0, 0.005, 0.5])
)


@given(st.lists(FIGURES, min_size=1, max_size=20))
def test_a_column_and_a_figure_are_given_the_same_interval(rows):
    value, sign, half = (pd.Series(column) for column in zip(*rows, strict=True))
    table = intervals(value, sign.astype(str), half)
    for number, row in enumerate(rows):
        own = Interval.printed(*row)
        assert table.loc[number, LIMITS].tolist() == [
            pytest.approx(own.low, rel=1e-11),
            pytest.approx(own.high, rel=1e-11),
            own.low_open,
            own.high_open,
        ]


@given(FIGURES, FIGURES)
def test_columns_are_compared_as_figures_are(one, other):
    first, second = Interval.printed(*one), Interval.printed(*other)
    tables = [
        pd.DataFrame([[i.low, i.high, i.low_open, i.high_open]], columns=LIMITS)
        for i in (first, second)
    ]
    assert apart(*tables).tolist() == [first.apart(second)]
    assert within(*tables).tolist() == [first.within(second)]


def test_columns_of_comparators_say_what_each_comparator_says():
    column = pd.Series([*Comparator, ""]).astype(str)
    each = [Comparator.of(sign) for sign in column]
    assert sides(column).tolist() == [one.side for one in each]
    assert is_bound(column).tolist() == [one.is_bound for one in each]
    assert is_strict(column).tolist() == [one.strict for one in each]
    signs = dict(zip(Comparator, each, strict=False))
    assert {str(s) for s, one in signs.items() if one.side == "low"} == {">", ">="}
    assert {str(s) for s, one in signs.items() if one.side == "high"} == {"<", "<="}
    assert {str(s) for s, one in signs.items() if one.strict} == {">", "<"}
    # a blank comparator states no value of its own
    assert {s for s, yes in zip(column, is_point(column), strict=True) if yes} == {"=", "~"}


POINTS = FIGURES.filter(lambda row: not row[1].is_bound)


@given(POINTS, POINTS)
def test_a_sum_or_quotient_of_two_intervals_holds_those_of_their_figures(one, other):
    first, second = Interval.printed(*one), Interval.printed(*other)
    total = Interval.total([first, second])
    assert total.meets(Interval.printed(one[0] + other[0]))
    if other[0] > 0:
        assert first.over(second).meets(Interval.printed(one[0] / other[0]))


def test_an_interval_around_several_keeps_the_closed_end():
    hull = Interval.hull([Interval(1, 2, high_open=True), Interval(0, 2, low_open=True)])
    assert hull == Interval(0, 2, low_open=True)


@given(FIGURES)
def test_the_figure_itself_is_allowed_unless_a_strict_bound_excludes_it(row):
    value, sign, half = row
    own = Interval.printed(value, sign, half)
    point = Interval(value, value)
    assert own.meets(point) != sign.strict


@given(FIGURES, FIGURES)
def test_two_intervals_meet_or_one_is_below_the_other(one, other):
    a, b = Interval.printed(*one), Interval.printed(*other)
    assert a.apart(b) == (a.below(b) or b.below(a))
    assert a.meets(b) == b.meets(a)


def test_the_limit_of_a_bound_is_taken_as_printed():
    assert Interval.printed(90, ">=", 0.5) == Interval(90.0, math.inf, False, True)
    assert Interval.printed(5.2, "<", 0.05) == Interval(-math.inf, 5.2, True, True)


def test_about_is_one_unit_of_the_last_digit_and_never_below_zero():
    assert Interval.printed(8.5, "~", 0.05) == Interval(8.4, 8.6)
    assert Interval.printed(0, "~", 0.5).low == 0
    assert Interval.printed(0.3, "=", 0.5).low == 0
    # what may fall is below zero: a natural growth of -2
    assert Interval.printed(-2, "=", 0.5) == Interval(-2.5, -1.5, high_open=True)
    assert Interval.printed(8.5, "=") == Interval(8.5, 8.5)


def test_ends_that_only_touch_do_not_meet_where_one_is_open():
    assert not Interval.printed(4.44, "=", 0.005).meets(Interval.printed(4.45, "=", 0.005))
    assert Interval(1, 2).meets(Interval(2, 3))
    assert Interval(1, 2, high_open=True).below(Interval(2, 3))
    assert Interval(1, 2).below(Interval(2, 3, low_open=True))


WITHIN = [  # ends open or not: the inner, the outer; whether all of one is in the other
    ((False, False), (False, False), True),
    ((True, True), (False, False), True),
    ((True, True), (True, True), True),
    ((False, True), (True, True), False),
    ((True, False), (True, True), False),
]


@pytest.mark.parametrize(("inner", "outer", "inside"), WITHIN)
def test_an_end_is_within_an_interval_that_holds_it(inner, outer, inside):
    one, other = (Interval(1, 2, *ends) for ends in (inner, outer))
    assert one.within(other) == inside
    assert not Interval(1, 3).within(other)
    assert not Interval(0, 2).within(other)
    # the columns of a table are held to the same, one by one
    tables = [pd.DataFrame([[1.0, 2.0, *ends]], columns=LIMITS) for ends in (inner, outer)]
    assert within(*tables).tolist() == [inside]


def test_a_figure_that_is_absent_has_no_interval_and_rows_keep_their_names():
    value = pd.Series([pd.NA, pd.NA, 8.5], index=["x", "y", "z"], dtype="Float64")
    half_unit = pd.Series([0.5, pd.NA, pd.NA], index=value.index, dtype="Float64")
    signs = pd.Series(["<=", ">", ""], index=value.index)
    found = intervals(value, signs, half_unit)
    assert found.index.tolist() == ["x", "y", "z"]
    assert found.loc[["x", "y"], ["low", "high"]].isna().all(axis=None)
    assert found.loc["z", LIMITS].tolist() == [8.5, 8.5, False, False]
    fallen = intervals(pd.Series([-2.0]), pd.Series(["="]), pd.Series([0.5]))
    assert fallen.loc[0, LIMITS].tolist() == [-2.5, -1.5, False, True]


def test_two_figures_are_one_value_as_far_as_both_are_rounded():
    one, half_unit = pd.Series([80.0, 80.0, 80.0, 0.46]), pd.Series([0.05, 0.05, 0.5, 0.005])
    other, finer = pd.Series([80.1, 80.4, 80.4, 0.47]), pd.Series([0.05, 0.5, 0.05, 0.005])
    # 79.95 to 80.05 beside 80.05 to 80.15, 79.9 to 80.9, and 79.5 to 80.5 beside 80.35;
    # 0.47 - 0.005 is less than 0.465 for a computer
    assert same_values(one, half_unit, other, finer).tolist() == [False, True, True, False]


def test_a_change_is_as_uncertain_as_the_baseline_that_it_multiplies():
    column = {"value": [26.0, 26.0, 5.0, 26.0, pd.NA], "level": [20.0, 20.0, 0.0, pd.NA, 20]}
    kind = pd.Series(["relative", "exact", "relative", "relative", "relative"])
    table = pd.DataFrame(column).astype("Float64")
    found = half_units(table["value"], kind, table["level"], pd.Series([0.5] * 5))
    assert found.tolist() == [0.65, 0.5, 0.5, 0.5, 0.5]


def test_half_a_unit_of_the_last_digit_is_in_the_unit_of_the_value():
    assert half(12000, "1.2") == 500
    assert half(-2.5, "-2.5") == half(-2.5, "2.5") == 0.05
    assert half(0, "0", 10000.0) == 5000
    assert half(3.123456789, "3.123456789") == 5e-10


def test_differences_and_scales_keep_open_ends():
    one, other = Interval.printed(5, "=", 0.5), Interval.printed(2, ">=")
    assert one.difference(other) == Interval(-math.inf, 3.5, True, True)
    assert one.scaled(-2) == Interval(-11.0, -9.0, True, False)
    assert one.within(Interval(4, 6))
    assert not Interval(4, 6).within(one)
    assert one.scaled(2) == Interval(9, 11, high_open=True)
    # 4.5 up to below 5.5, less 1 and more: what is above 1 is excluded with it
    above = Interval(1, 2, low_open=True)
    assert one.difference(above) == Interval(2.5, 4.5, high_open=True)
    assert above.difference(one) == Interval(-4.5, -2.5, low_open=True)
    assert one.plus(above) == Interval(5.5, 7.5, low_open=True, high_open=True)


def test_a_quotient_is_open_where_an_end_of_either_is():
    half_open = Interval(2, 4, high_open=True)
    assert Interval(8, 16).over(half_open) == Interval(2, 8, low_open=True)
    assert Interval(8, 16, low_open=True, high_open=True).over(Interval(2, 4)) == Interval(
        2, 8, low_open=True, high_open=True
    )
    assert Interval(8, 16).over(Interval(2, 4, low_open=True)) == Interval(
        2, 8, high_open=True
    )
    # none of many is none; many of what may be none has no greatest
    assert Interval(0, 0).over(Interval(2, 4, low_open=True, high_open=True)) == Interval(0, 0)
    assert Interval(8, 16).over(Interval(0, 4)) == Interval(2, math.inf, high_open=True)


def test_powers_and_hulls_keep_their_ends():
    assert Interval(4, 9, high_open=True).power(0.5) == Interval(2, 3, high_open=True)
    assert Interval(-4, 9).power(0.5) == Interval(0, 3)
    hull = Interval.hull([Interval(1, 3, low_open=True, high_open=True), Interval(1, 2)])
    assert hull == Interval(1, 3, high_open=True)


def test_a_change_leads_to_a_bound_on_its_own_side():
    said = {sign: Comparator.of_change(sign, rising=False) for sign in Comparator}
    assert said[Comparator.AT_LEAST] is Comparator.AT_MOST
    assert said[Comparator.LESS] is Comparator.MORE
    assert said[Comparator.ABOUT] is Comparator.EXACT
    assert Comparator.of_change(">=", rising=True) is Comparator.AT_LEAST
    ends = [Comparator.of_end(end) for end in ("lower", "upper")]
    assert ends == [Comparator.AT_LEAST, Comparator.AT_MOST]
    assert Comparator.AT_LEAST.reversed is Comparator.AT_MOST


@pytest.mark.parametrize("sign", [*Comparator])
def test_a_comparator_turned_twice_is_itself(sign):
    assert sign.reversed.reversed is sign
    assert sign.reversed.strict == sign.strict


@given(st.sets(st.sampled_from(["public", "hospital", "all", "rural"])))
def test_a_part_is_written_in_one_order_and_read_back(words):
    part = Part.about(words, of=["hospital"], end="lower")
    assert Part.read(part.part, part.base, part.end) == part
    assert "all" not in part.words


def test_the_whole_is_blank_and_implied_words_go():
    assert str(WHOLE) == ""
    assert Part.about(["all"]).is_whole
    assert str(Part.about(["public", "hospital"], ["hospital"], "lower")) == (
        "hospital+public/hospital.lower"
    )
    assert Part.about(["women", "rural"]).without(["women"]).part == "rural"
    kept = Part.about(["women"], ["hospital"], "upper").without(["women"])
    assert kept == Part.about([], ["hospital"], "upper")
    assert str(Part.about(["public"])) == "public"
    assert Part.about(["", "all"], ["", "all"]) == WHOLE
    rows = [("", "", ""), ("rural", "", ""), ("", "hospital", ""), ("", "", "lower")]
    for row in rows:
        assert Part.read(*row).is_whole == (row == rows[0])
    table = pd.DataFrame(rows, columns=["part", "of", "end"])
    assert is_whole(table).tolist() == [True, False, False, False]


PRINTED = st.decimals(0, 99999, places=2) | st.integers(0, 99999)


@given(st.lists(st.tuples(PRINTED, st.sampled_from([0.01, 1.0, 10000.0])), min_size=1))
def test_a_column_and_a_figure_have_the_same_last_digit(rows):
    digits = pd.Series([str(figure) for figure, _ in rows])
    factor = pd.Series([factor for _, factor in rows])
    value = digits.astype(float) * factor
    each = [half(*row) for row in zip(value, digits, factor, strict=True)]
    assert halves(value, digits, factor).tolist() == pytest.approx(each, rel=1e-12)


def test_what_is_not_printed_has_no_last_digit():
    value = pd.Series([4.45, 278000, None, 5.0], dtype="Float64")
    digits, factor = pd.Series(["4.45", "27.8", "4.45", ""]), pd.Series([1.0, 1e4, 1, 1])
    assert halves(value, digits, factor).tolist() == [0.005, 500.0, 0.0, 0.0]


def test_a_blank_comparator_is_an_exact_figure_in_a_column_too():
    value, half_unit = pd.Series([7.0, 7.0]), pd.Series([0.5, 0.5])
    blank, exact = intervals(value, pd.Series(["", "="]), half_unit).to_numpy().tolist()
    assert blank == exact == [6.5, 7.5, False, True]
