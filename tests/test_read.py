"""What is made of a cell: one record a reading, whatever the cell holds."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import cases

from healthplans import suite
from healthplans.errors import InputError
from healthplans.reading.read import CellReader
from healthplans.reading.records import READ_COLUMNS, written
from healthplans.vocabulary.codelists import read_codelists

LISTS = read_codelists()
READER = CellReader(LISTS, (2021, 2025))
KINDS = {
    "exact",
    "bound",
    "approximate",
    "relative",
    "qualitative",
    "missing",
    "blank",
    "unread",
}
NONSENSE = [
    "到2025年，全区建成居家社区机构相协调、医养康养相结合的养老服务体系。",
    "😀😀",
    "字" * 10_000,
    "(" * 5_000 + ")" * 5_000,
    "=SUM(A1:A3)",
    "\u202e岁08",
    "人均预期寿命life",
    "1e5",
    "６。5",
    "6,5",
    "\x00",
    "½",
    "得到有效" * 60,
]
TRUE_NUMBERS = {"６．５": "6.5", "-": "", "": ""}


def table(text):
    made = written(READER.read_csv(io.StringIO(text, newline="")))
    return [*csv.DictReader(io.StringIO(made, newline=""))]


@pytest.mark.parametrize("case", cases("cells"))
def test_reads_cells_of_other_places(case):
    [read] = table(f'label,unit,value\n{case["text"]},{case["unit"]},"{case["value"]}"\n')
    fields = ("indicator", "part", "kind", "comparator", "amount", "printed_unit")
    assert {name: read[name] for name in fields} == {name: case[name] for name in fields}


@pytest.mark.parametrize("text", NONSENSE, ids=lambda text: ascii(text)[:30])
def test_nonsense_is_refused_in_words_wherever_it_stands(text):
    [value] = READER.read("居民健康素养水平", "%", text)
    assert (value["kind"], value["value"]) == ("unread", None)
    [label] = READER.read(text, "%", "25")
    assert label["indicator"] == ""
    assert label["problem"]
    [unit] = READER.read("居民健康素养水平", text, "25")
    assert unit["value"] is None
    assert unit["problem"]


@pytest.mark.parametrize("text", TRUE_NUMBERS)
def test_what_only_looks_strange_is_read(text):
    [record] = READER.read("人均预期寿命", "岁", text)
    assert record["kind"] in KINDS - {"unread"}
    assert str(record["value"] or "") == TRUE_NUMBERS[text]


@given(st.text(max_size=30), st.text(max_size=8), st.text(max_size=30), st.text(max_size=5))
def test_any_cell_gives_records_of_the_contract(label, unit, value, word):
    records = READER.read(label, unit, value, obligation=word, document_kind=word or "plan")
    assert records
    for record in records:
        assert set(record) == set(READ_COLUMNS)
        assert record["kind"] in KINDS
        assert record["indicator"] or record["value"] is None


@given(st.lists(st.tuples(st.text(max_size=10), st.text(max_size=10)), min_size=1))
def test_no_line_of_the_input_is_lost(cells):
    target = io.StringIO(newline="")
    csv.writer(target).writerows([("label", "unit", "value"), *((a, "", b) for a, b in cells)])
    lines = {int(row["line"]) for row in table(target.getvalue())}
    # csv gives no row for a line that is blank throughout
    assert lines == set(range(1, len(cells) + 1))


def test_gives_the_columns_of_the_contract_in_their_order():
    text = (
        "label,unit,value,year,obligation,document_kind\n卫生总费用,亿元,3.4,2020,,bulletin\n"
    )
    [row] = table(text)
    assert tuple(row) == READ_COLUMNS
    assert (row["amount"], row["printed_unit"], row["value"]) == (
        "340000000",
        "yuan",
        "340000000",
    )
    assert (row["low"], row["high"], row["role"], row["year"]) == (
        "335000000",
        "345000000",
        "level",
        "2020",
    )


@pytest.mark.parametrize(
    ("label", "unit", "value", "expected"),
    [
        ("儿童青少年总体近视率", "%", "力争每年降低1个百分点以上", "relative -1 >= down"),
        ("人均预期寿命", "岁", "较2020年提高1岁左右", "relative 1 ~ up"),
        ("医疗卫生机构床位数", "张", "新增1.7万张", "relative 17000 = up"),
        ("居民健康素养水平", "%", "稳步提升", "qualitative   up"),
        ("居民健康素养水平", "%", "保持稳定", "qualitative   hold"),
    ],
)
def test_a_change_keeps_its_bound_and_its_direction(label, unit, value, expected):
    [row] = READER.read(label, unit, value)
    change = "" if row["change"] is None else f"{row['change']:f}".removesuffix(".0")
    said = f"{row['kind']} {change} {row['change_comparator']} {row['direction']}"
    assert said == expected


def test_components_pair_in_order_and_one_value_is_one_of_the_whole():
    label = "乡镇卫生院、社区卫生服务中心、村卫生室、社区卫生服务站提供中医药服务的比例（%）"
    parts = [row["part"] for row in READER.read(label, "", "100、100、98.5、100")]
    assert parts == list(LISTS.indicators["tcm_service_provision_rate"].components)
    [whole] = READER.read(label, "", "100")
    assert (whole["part"], whole["kind"]) == ("", "exact")
    assert [row["kind"] for row in READER.read(label, "", "100、99")] == ["unread"]


def test_year_role_and_remark_come_from_the_cell_first():
    [row] = READER.read("人均每日食盐摄入量", "克", "6.39（2019年）", year=2020)
    assert (row["year"], row["role"], row["remark"]) == (2019, "level", "2019年")
    [row] = READER.read("人均预期寿命①", "岁", "83.16②（市级测算）")
    assert row["remark"] == "①;市级测算;②"


def test_a_role_is_said_only_where_something_says_it():
    plan = CellReader(LISTS)
    assert plan.read("人均预期寿命", "岁", "80", year=2025)[0]["role"] == ""
    assert plan.read("人均预期寿命", "岁", "力争达到80")[0]["role"] == "target"
    assert (
        plan.read("人均预期寿命", "岁", "80", document_kind="yearbook")[0]["role"] == "level"
    )


def test_an_obligation_or_a_kind_that_is_none_is_said_and_stops_nothing():
    [row] = READER.read("人均预期寿命", "岁", "80", obligation="卫健委", document_kind="memo")
    assert "obligation: found '卫健委'" in row["problem"]
    assert "document_kind: found 'memo'" in row["problem"]
    assert row["value"] == 80


def test_a_table_without_the_columns_is_refused():
    with pytest.raises(InputError, match="column value"):
        table("label,unit\na,b\n")


def test_one_cell_is_read_with_any_codelists():
    [row] = CellReader(LISTS).read("人均预期寿命", "岁", "80.5")
    assert (row["indicator"], str(row["value"])) == ("life_expectancy", "80.5")


def test_a_problem_is_said_in_either_language():
    said = {
        lang: CellReader(LISTS, lang=lang).read("医院", "张", "3")[0]["problem"]
        for lang in ("zh", "en")
    }
    assert said["en"] == "unit: found '张', expected a unit that converts to count"
    assert said["zh"].startswith("单位：")


@pytest.mark.parametrize(("lang", "said"), [("zh", "注"), ("en", "note")])
def test_a_figure_wholly_in_brackets_is_refused_with_its_reason(lang, said):
    told = suite.answer("省级临床重点专科", "个", "[5]", lang=lang)
    assert said in told
    assert said not in suite.answer("省级临床重点专科", "个", "5.2.1", lang=lang)
