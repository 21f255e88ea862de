"""One rule for what a printed figure leaves open, for a figure and for a column."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthplans.parts import WHOLE, Part
from healthplans.quantities import (
    LIMITS,
    Comparator,
    Interval,
    apart,
    half,
    halves,
    intervals,
    is_bound,
    is_strict,
    sides,
    within,
)

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


def test_ends_that_only_touch_do_not_meet_where_one_is_open():
    assert not Interval.printed(4.44, "=", 0.005).meets(Interval.printed(4.45, "=", 0.005))
    assert Interval(1, 2).meets(Interval(2, 3))


def test_differences_and_scales_keep_open_ends():
    one, other = Interval.printed(5, "=", 0.5), Interval.printed(2, ">=")
    assert one.difference(other) == Interval(-math.inf, 3.5, True, True)
    assert one.scaled(-2) == Interval(-11.0, -9.0, True, False)
    assert one.within(Interval(4, 6))
    assert not Interval(4, 6).within(one)


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
