"""Footnote marks and white space never join, drop or add a digit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthplans.reading.values import Reader
from healthplans.texts import fold, fold_value, split_marks
from healthplans.vocabulary.codelists import read_codelists

READER = Reader(read_codelists())
NUMBERS = st.decimals("1", "99999", places=2).map(str)
MARKS = st.sampled_from(
    ["①", "⑳", "¹", "²", "⁵", "*", "＊", "※", "†", "注1", "[1]", "（注2）", "❶"]
)
GAPS = st.sampled_from([" ", "\u3000", "\n", "\t", "\u00a0", "  ", "\u2009"])


@given(NUMBERS, st.lists(MARKS, min_size=1, max_size=3).map("".join), st.booleans())
def test_a_mark_is_a_remark_and_never_a_digit(number, mark, before):
    # a mark that ends in a digit can only follow
    first = before and not mark[-1:].isdecimal()
    [reading] = READER.read(f"{mark}{number}" if first else f"{number}{mark}")
    assert str(reading.amount) == number
    assert reading.digits == number
    assert reading.remark.replace(";", "") == mark


@given(NUMBERS, MARKS, st.sampled_from(["%", "岁", "以上", "左右"]))
def test_a_mark_between_a_figure_and_what_follows_changes_neither(number, mark, after):
    marked, plain = READER.read(f"{number}{mark}{after}"), READER.read(f"{number}{after}")
    assert marked[0].remark == mark
    assert (marked[0].amount, marked[0].comparator) == (plain[0].amount, plain[0].comparator)


@given(NUMBERS, MARKS, NUMBERS)
def test_a_mark_between_two_numbers_never_joins_them(one, mark, other):
    assert [r.kind for r in READER.read(f"{one}{mark}{other}")] == ["unread"]


@given(NUMBERS, GAPS, NUMBERS)
def test_white_space_between_digits_parts_two_values(one, gap, other):
    assert [r.kind for r in READER.read(f"{one}{gap}{other}")] == ["unread"]
    assert [str(r.amount) for r in READER.read(f"{one}{gap}{other}", 2)] == [one, other]


@given(st.text(max_size=20))
def test_folding_a_value_keeps_every_digit_in_its_order(text):
    kept = [char for char in fold_value(text) if char != " "]
    assert kept == list(fold("".join(text)))


@pytest.mark.parametrize(
    ("text", "rest", "marks"),
    [
        ("*人均预期寿命", "人均预期寿命", "*"),
        ("每千人口床位数¹（张）", "每千人口床位数（张）", "¹"),
        ("30㎡/人", "30㎡/人", ""),
        ("m²", "m²", ""),
        ("备注", "备注", ""),
        ("每千人口注册护士数", "每千人口注册护士数", ""),
    ],
)
def test_parts_marks_from_text(text, rest, marks):
    assert split_marks(text) == (rest, marks)
