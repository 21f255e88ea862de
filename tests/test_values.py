"""A printed value is read in full, or it is unread; it is never half read."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import cases

from healthplans.reading.readings import DIRECTIONS
from healthplans.reading.values import Reader
from healthplans.texts import fold, fold_value
from healthplans.vocabulary.codelists import read_codelists

LISTS = read_codelists()
READER = Reader(LISTS)
BEFORE = [wording for wording in LISTS.wordings if wording.position == "before"]
AFTER = [wording for wording in LISTS.wordings if wording.position == "after"]
NUMBERS = st.decimals("0", "99999", places=2)
SPACES = st.sampled_from(["", " ", "\u3000", "\t", "\u00a0", "\u200b"])
FULL_WIDTH = str.maketrans("0123456789.<>%", "０１２３４５６７８９．＜＞％")

# a value in which each kind of wording can stand
MADE = {
    "before": "{text}5",
    "after": "5{text}",
    "inner": "5{text}人",
    "lead": "{text}5",
    "to": "升高{text}5",
    "from": "{text}3%提高到5%",
    "cap": "{text}5",
    "all": "{text}5",
    "aim": "{text}达到5",
    "change": "{text}5%",
    "change_end": "提高{text}5%",
    "growth": "{text}5%",
    "base": "{text}2020年提高5%",
    "base_time": "比{text}提高5%",
    "base_end": "在2020年{text}提高5%",
    "year": "在2020{text}基础上提高5%",
    "year_start": "{text}2025年达到5",
    "year_end": "2025年{text}达到5",
    "yearly": "{text}提高5%",
    "between": "5{text}8",
    "between_end": "5-8%{text}",
    "minus": "{text}5",
    "ratio": "1{text}5",
    "or": "达到5{text}达到全市平均",
    "degree": "{text}提高",
    "hold": "{text}不变",
    "held_at": "保持{text}合理区间",
    "held": "保持{text}",
    "reach": "{text}全市平均",
    "whose": "达到{text}平均水平",
    "standard": "达到国家{text}",
    "standard_end": "达到国家标准{text}",
    "basis_start": "{text}常住人口计5",
    "basis_end": "按常住人口{text}5",
    "of_which": "5({text}医院3)",
}


@pytest.mark.parametrize("case", cases("values"))
def test_reads_what_the_cell_prints(case):
    [reading] = READER.read(case["text"])
    assert reading.kind == case["kind"]
    assert reading.comparator == case["comparator"]
    assert reading.amount == (Decimal(case["amount"]) if case["amount"] else None)
    assert reading.unit_text == case["unit_text"]
    assert reading.base_year == (int(case["base_year"]) if case["base_year"] else None)
    assert reading.year == (int(case["year"]) if case["year"] else None)
    assert reading.yearly == (case["yearly"] == "yes")


@pytest.mark.parametrize("case", cases("unreadable_values"))
def test_keeps_what_it_cannot_read_as_unread(case):
    [reading] = READER.read(case["text"])
    assert (reading.kind, reading.amount, reading.comparator) == ("unread", None, "")


def test_reads_one_value_for_each_component_the_label_names():
    readings = READER.read("100、100、98.5、100", 4)
    assert [str(reading.amount) for reading in readings] == ["100", "100", "98.5", "100"]


def test_a_comma_between_two_values_is_no_decimal_point():
    assert [str(reading.amount) for reading in READER.read("99,72", 2)] == ["99", "72"]


def test_one_value_for_all_stands_for_each_component():
    readings = READER.read("全部达到100", 4)
    assert [(r.comparator, str(r.amount)) for r in readings] == [("=", "100")] * 4


def test_a_printed_dash_is_missing_for_each_component():
    assert [reading.kind for reading in READER.read("——", 2)] == ["missing", "missing"]


@pytest.mark.parametrize(
    "text",
    ["100、100、98.5", "100、100、98.5、100、1", "100、甲、98、1", "60-70", "≥60、70、80、90"],
)
def test_too_few_or_too_many_values_are_unread_as_a_whole(text):
    assert [reading.kind for reading in READER.read(text, 4)] == ["unread"]


def test_one_value_under_a_label_of_several_is_one_of_the_whole():
    [reading] = READER.read("100", 4)
    assert (reading.kind, str(reading.amount), reading.part) == ("exact", "100", "")


def test_a_range_gives_its_two_ends_as_bounds():
    lower, upper = READER.read("70-80%")
    assert (lower.comparator, str(lower.amount), lower.part) == (">=", "70", "lower")
    assert (upper.comparator, str(upper.amount), upper.part) == ("<=", "80", "upper")


@given(st.sampled_from(BEFORE), NUMBERS, SPACES)
def test_keeps_the_printed_digits_whatever_the_spacing(wording, number, space):
    [reading] = READER.read(f"{space}{wording.text}{space}{number}{space}")
    assert (reading.comparator, str(reading.amount)) == (wording.comparator, str(number))


@given(st.sampled_from(AFTER), NUMBERS)
def test_reads_every_wording_after_a_number(wording, number):
    [reading] = READER.read(f"{number}{wording.text}")
    assert (reading.comparator, str(reading.amount)) == (wording.comparator, str(number))


@given(st.sampled_from([case.values[0]["text"] for case in cases("values")]))
def test_width_never_matters(text):
    assert READER.read(text.translate(FULL_WIDTH)) == READER.read(text)


@given(st.sampled_from(BEFORE), NUMBERS, st.sampled_from(AFTER))
def test_two_comparators_are_never_half_read(before, number, after):
    [reading] = READER.read(f"{before.text}{number}{after.text}")
    assert reading.kind == "unread"


@given(st.text(max_size=12))
def test_any_text_gives_a_reading_and_a_number_only_if_its_digits_are_there(text):
    for reading in READER.read(text):
        if reading.amount and not any("一" <= char <= "十" for char in text):
            digits = str(abs(reading.amount)).replace(".", "").strip("0")
            assert digits in fold(text).replace(".", "")


@pytest.mark.parametrize("wording", LISTS.wordings, ids=lambda w: f"{w.position} {w.text}")
def test_every_wording_is_read_somewhere(wording):
    made = MADE.get(wording.position, "{text}").format(text=wording.text)
    readings = READER.read(made)
    assert "unread" not in {reading.kind for reading in readings}
    [reading] = readings[:1]
    if wording.position in ("before", "after", "inner", "cap"):
        assert reading.comparator == wording.comparator
    if wording.position in ("change", "course", "qualitative", "relative"):
        assert reading.direction == DIRECTIONS[wording.sign]


NUMBER = st.from_regex(r"[0-9]{1,4}(\.[0-9]{1,2})?", fullmatch=True)
TEXTS = st.sampled_from([case.values[0]["text"] for case in cases("values")])


@given(TEXTS, NUMBER)
def test_the_reading_of_a_shape_is_that_of_the_whole_text(text, number):
    other = re.sub(r"[0-9]+(\.[0-9]+)?", number, fold_value(text), count=1)
    whole = READER._read_whole(other, False)
    assert READER._shapes.read(other, False) == whole


@pytest.mark.parametrize("case", cases("values_elsewhere"))
def test_reads_values_of_other_places(case):
    readings = READER.read(case["text"])
    assert {reading.kind for reading in readings} == {case["kind"]}
    if case["ends"]:
        assert ";".join(str(reading.amount) for reading in readings) == case["ends"]
        return
    [reading] = readings
    assert case["comparator"] in (reading.comparator, reading.change_comparator)
    amount = Decimal(case["amount"]) if case["amount"] else None
    assert reading.amount == amount or abs(reading.amount - amount) < Decimal("1e-9")
    if case["kind"] == "qualitative":
        assert reading.direction == case["direction"]
