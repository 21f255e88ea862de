"""A value under its label: nothing multiplies twice, nothing is converted that contradicts."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthplans.reading.amounts import amount_of
from healthplans.reading.labels import LabelReader
from healthplans.reading.printed import Printed
from healthplans.reading.values import Reader
from healthplans.vocabulary.codelists import read_codelists
from healthplans.vocabulary.numerals import Numerals

LISTS = read_codelists()
READER, LABELS = Reader(LISTS), LabelReader(LISTS)
TIMES = Numerals(LISTS.numerals).multipliers
DIGITS = st.decimals("1", "9999", places=1).map(str)
AFTER = {"以上": ">=", "左右": "~", "以内": "<=", "": "="}


def read(label, unit, value):
    meaning = LABELS.read(Printed("", "", 0, "", label, unit, value, 0))
    if meaning.problem:
        return meaning.problem.column
    [reading] = READER.read(value, meaning.parts, meaning.counted)
    return amount_of(reading, meaning, LISTS)


@given(DIGITS, st.sampled_from([*TIMES]))
def test_a_multiplier_of_the_unit_column_multiplies(digits, sign):
    amount = read("卫生投入", f"{sign}元", digits)
    assert amount.value == amount.amount == Decimal(digits) * TIMES[sign]
    assert amount.half == Decimal("0.05") * TIMES[sign]


@given(DIGITS, st.sampled_from([*TIMES]))
def test_a_multiplier_that_the_value_repeats_counts_once(digits, sign):
    amount = read("卫生投入", f"{sign}元", f"{digits}{sign}元")
    assert amount.value == Decimal(digits) * TIMES[sign]


@given(DIGITS, st.sampled_from([*AFTER]))
def test_the_bound_of_a_change_never_vanishes(digits, word):
    amount = read("婴儿死亡率", "‰", f"下降{digits}%{word}")
    assert amount.change == -Decimal(digits)
    assert amount.reading.change_comparator == AFTER[word]
    assert amount.value is None


@pytest.mark.parametrize(
    ("label", "unit", "value", "code", "expected"),
    [
        ("执业（助理）医师数", "人", "1520", "physicians", 1520),
        ("注册护士数", "人", "3,456", "nurses", 3456),
        ("托位数", "个", "3，456", "childcare_places", 3456),
        ("床位数", "万张", "1.2", "beds", 12000),
        ("床位数", "张", "1.2万", "beds", 12000),
        ("每千人口注册护士数", "人/千人", "2.9", "nurse_density", "2.9"),
        ("每10万人口全科医生数", "人", "40", "gp_density", None),
        ("每千人口医疗卫生机构床位数", "张", "6.5张", "beds_density", "6.5"),
        ("孕产妇死亡率", "", "8.2 1/10万", "maternal_mortality", "8.2"),
        ("医护比", "", "1∶1.1", "nurse_physician_ratio", "1.1"),
    ],
)
def test_reads_the_figure_in_the_standard_unit(label, unit, value, code, expected):
    meaning = LABELS.read(Printed("", "", 0, "", label, unit, value, 0))
    assert meaning.indicator is None or meaning.indicator.code == code
    if expected is not None:
        assert read(label, unit, value).value == Decimal(expected)


@pytest.mark.parametrize(
    ("label", "unit", "value"),
    [
        ("每千人口执业（助理）医师数", "%", "2.9"),
        ("每千人口执业（助理）医师数", "人/万人", "2.9"),
        ("孕产妇死亡率", "人", "9"),
        ("卫生投入", "张", "9"),
    ],
)
def test_a_unit_that_contradicts_its_label_is_refused(label, unit, value):
    assert read(label, unit, value) == "unit"


@pytest.mark.parametrize(
    ("label", "unit", "value"),
    [
        ("执业（助理）医师数", "人", "2.9"),
        ("床位数", "万张", "1.2亿"),
        ("居民健康素养水平", "%", "3,456"),
        ("居民健康素养水平", "%", "25岁"),
        ("居民健康素养水平", "%", "1:1.1"),
        ("医护比", "", "0.85:1"),
    ],
)
def test_a_value_that_contradicts_its_label_is_unread(label, unit, value):
    assert read(label, unit, value).reading.kind == "unread"


def read_prose(code, unit, value):
    """Read a figure of a sentence, whose indicator is given by its code."""
    figure = Printed("", "text", 0, "", "", unit, value, 0, indicator=code)
    meaning = LABELS.read(figure)
    if meaning.problem:
        return meaning.problem.column
    [reading] = READER.read(value, 1, meaning.counted)
    return amount_of(reading, meaning, LISTS)


@pytest.mark.parametrize("unit", ["万元", "岁", "天"])
@given(digits=DIGITS)
def test_a_figure_of_a_sentence_in_a_unit_of_another_kind_is_refused(unit, digits):
    assert read_prose("beds", unit, digits) == "unit"


@given(DIGITS, st.sampled_from(["%", "个百分点"]))
def test_the_unit_of_a_change_carries_no_figure_of_a_count(digits, unit):
    figure = read_prose("beds", unit, digits)
    assert (figure.reading.kind, figure.value) == ("unread", None)
    assert read_prose("beds", unit, f"增加{digits}{unit}").change == Decimal(digits)


@pytest.mark.parametrize(
    ("code", "unit"), [("health_literacy", "人"), ("maternal_mortality", "例")]
)
def test_a_number_of_people_is_no_share_and_no_rate_in_a_sentence(code, unit):
    assert read_prose(code, unit, "15") == "unit"
