"""Numbers in words and digits, each with the digits that were printed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthplans.vocabulary.codelists import read_codelists
from healthplans.vocabulary.numerals import Numerals

NUMERALS = Numerals(read_codelists().numerals)
SIGNS = "零一二三四五六七八九"
PLACES = ((1000, "千"), (100, "百"), (10, "十"))


def in_words(number):
    """Write a number up to 99,999,999 as it is read aloud."""
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        gap = "零" if 0 < low < 1000 else ""
        return f"{in_words(high)}万{gap}{in_words(low) if low else ''}"
    text, zero = "", False
    for size, sign in PLACES:
        digit, number = divmod(number, size)
        if digit:
            text += ("零" if zero else "") + SIGNS[digit] + sign
        zero = bool(text) and not digit
    if number or not text:
        text += ("零" if zero and number else "") + SIGNS[number]
    return text


@given(st.integers(0, 99_999_999))
def test_reads_back_every_number_in_words(number):
    assert NUMERALS.read(in_words(number)).amount == number


@pytest.mark.parametrize(
    ("text", "amount", "unit", "half"),
    [
        ("两", 2, "", "0.5"),
        ("十五", 15, "", "0.5"),
        ("百分之八十五", 85, "percent", "0.5"),
        ("百分之85.5", "85.5", "percent", "0.05"),
        ("千分之五", 5, "per_mille", "0.5"),
        ("万分之三", 3, "per_10000", "0.5"),
        ("十万分之九", 9, "per_100000", "0.5"),
        ("八成", 80, "percent", 5),
        ("一半", 50, "percent", 0),
        ("五分之四", 80, "percent", 5),
        ("二分之二", 100, "percent", 0),
        ("八十五点五", "85.5", "", "0.05"),
        ("27.8万", 278000, "", 500),
        ("1.2亿", 120_000_000, "", 5_000_000),
        ("3,456", 3456, "", "0.5"),
    ],
)
def test_reads_a_number(text, amount, unit, half):
    number = NUMERALS.read(text)
    assert (number.amount, number.unit) == (Decimal(amount), unit)
    assert number.half == Decimal(half)


@pytest.mark.parametrize(
    "text",
    [
        *("三五", "十四五", "一二", "百", "千", "万", "1.2.3", "二分之三", "", "五百千"),
        *("三万五", "三千五", "三万五万"),
    ],
)
def test_a_run_of_signs_that_is_no_number_is_none(text):
    assert NUMERALS.read(text) is None


@given(st.decimals("1", "9999", places=3).map(str), st.sampled_from([*NUMERALS.multipliers]))
def test_a_multiplier_keeps_the_digits_and_widens_the_last_one(digits, sign):
    number, times = NUMERALS.read(f"{digits}{sign}"), NUMERALS.multipliers[sign]
    assert (number.digits, number.amount) == (digits, Decimal(digits) * times)
    assert number.half == Decimal("0.0005") * times
