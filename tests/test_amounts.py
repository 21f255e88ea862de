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


INF = Decimal("Infinity")
WHOLE = [  # what is printed; multiplier, figure, its standard value, half a unit, the ends
    (("床位数", "万张", "1.2"), "count", 10000, 12000, 12000, 500, (11500, 12500)),
    (("床位数", "万张", "1.2万"), "count", 10000, 12000, 12000, 500, (11500, 12500)),
    (("床位数", "万张", "1.2万张"), "count", 10000, 12000, 12000, 500, (11500, 12500)),
    (("床位数", "万张", "300张"), "count", 1, 300, 300, "0.5", ("299.5", "300.5")),
    (("床位数", "", "300张"), "count", 1, 300, 300, "0.5", ("299.5", "300.5")),
    (("卫生投入", "万元", "3.4亿元"), "yuan", 10**8, 34 * 10**7, 34 * 10**7, 5 * 10**6, None),
    (("婴儿死亡率", "%", "0.35"), "percent", 1, "0.35", "3.5", "0.05", ("3.45", "3.55")),
    (("婴儿死亡率", "‰", "≤3.5"), "per_mille", 1, "3.5", "3.5", "0.05", (-INF, "3.5")),
    (("每千人口床位数", "张", "6.5张"), "per_1000", 1, "6.5", "6.5", "0.05", ("6.45", "6.55")),
    # the bracket says that doctors come first: 0.8 to 1 is 1 to 1.25
    (("医护比（医:护）", "", "0.8:1"), "ratio", 1, "1.25", "1.25", 0, ("1.25", "1.25")),
    (("医护比（医:护）", "", "1:1.25"), "ratio", 1, "1.25", "1.25", "0.005", None),
]


@pytest.mark.parametrize(
    ("printed", "unit", "times", "figure", "value", "half", "ends"), WHOLE, ids=str
)
def test_all_that_a_figure_leaves_open_is_in_the_standard_unit(
    printed, unit, times, figure, value, half, ends
):
    amount = read(*printed)
    assert (amount.printed_unit, amount.multiplier) == (unit, times)
    said = (amount.amount, amount.value, amount.half)
    assert said == tuple(map(Decimal, (figure, value, half)))
    if ends:
        assert [amount.interval.low, amount.interval.high] == [float(end) for end in ends]


CHANGES = [
    (("健康素养水平", "%", "提高5个百分点"), 5, "percentage_points", "percent", 1),
    (
        ("健康素养水平", "%", "每年提高1个百分点"),
        1,
        "percentage_points_per_year",
        "percent",
        1,
    ),
    (("健康素养水平", "%", "提高5%"), 5, "percent_or_points", "percent", 1),
    (("健康素养水平", "%", "增长5%"), 5, "percent", "percent", 1),
    (("婴儿死亡率", "‰", "下降5%"), -5, "percent", "per_mille", 1),
    # a sentence gives the unit of the change, and its rate has no percentage points
    (("肺结核报告发病率", "%", "下降10%"), -10, "percent", "percent", 1),
    (("婴儿死亡率", "", "降低1‰"), -1, "per_mille", "per_mille", 1),
    (("床位数", "万张", "增加1.2万张"), 12000, "count", "count", 10000),
    (("床位数", "万张", "增加1.2"), 12000, "count", "count", 10000),
]


@pytest.mark.parametrize(("printed", "change", "per", "unit", "times"), CHANGES, ids=str)
def test_a_change_is_signed_in_its_own_unit(printed, change, per, unit, times):
    amount = read(*printed)
    assert (amount.change, amount.change_unit) == (Decimal(change), per)
    assert (amount.printed_unit, amount.multiplier) == (unit, times)
    assert amount.value is None


@pytest.mark.parametrize("printed", [("床位数", "张", "增加30天"), ("床位数", "张", "30天")])
def test_a_figure_or_change_in_a_unit_of_another_kind_is_unread(printed):
    assert read(*printed).reading.kind == "unread"


def test_a_ratio_to_none_has_no_figure():
    assert read("医护比（医:护）", "", "0:1").value is None
    assert read("医护比（医:护）", "", "≥0.8:1").value is None
    assert read("医护比（护:医）", "", "≥1:0.8").value is None


@pytest.mark.parametrize("printed", ["1.25:1", "1:0.8", "2.5:2"])
def test_a_bracket_that_turns_the_name_round_is_what_counts(printed):
    assert read("医护比（护:医）", "", printed).value == Decimal("1.25")


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
        ("每千人口床位数", "张", "6.5万张"),
        ("婴儿死亡率", "‰", "0.35%"),
        ("孕产妇死亡率", "1/10万", "9‰"),
        ("人均预期寿命", "岁", "80天"),
        ("居民健康素养水平", "%", "3,456"),
        ("居民健康素养水平", "%", "25岁"),
        ("居民健康素养水平", "%", "25人"),
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
