"""Whether a figure is a level or a target is said by the document, last by the calendar."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import document

from healthplans import Suite
from healthplans.reading.about import About
from healthplans.reading.printed import Printed
from healthplans.reading.roles import RoleReader
from healthplans.vocabulary.codelists import read_codelists

READER = RoleReader(read_codelists())
PLAN = About(area="340102", kind="plan", title="规划", period=(2021, 2025))
CELL = Printed("table.csv", "table", 1, "r1c2022", "床位", "张", "5", None)


def role(year, about=None, **printed):
    plan = PLAN.model_copy(update=about or {})
    return READER.read(replace(CELL, **printed), year, plan)


# each rule by itself: year, what the document says, what the figure prints, the role
RULES = [
    (2030, {}, {"role": "level"}, "level", "the column says it"),
    (2019, {}, {"role": "target"}, "target", "the column says it, whatever the year"),
    (2025, {"kind": "bulletin", "year": 2025}, {}, "level", "all but plans state levels"),
    (2020, {}, {}, "level", "the base year"),
    (2015, {}, {}, "level", "before the base year"),
    (2020, {}, {"value": "力争5"}, "level", "the base year stands before a verb"),
    (2022, {}, {"year_text": "截至2022年底"}, "level", "words that date what is reached"),
    (2022, {}, {"year_text": "到2022年"}, "target", "words that date an aim"),
    (2022, {}, {"value": "力争达到5"}, "target", "a verb of an aim"),
    (2022, {"issued": 2024}, {"value": "力争5"}, "target", "a verb stands before the date"),
    (2024, {}, {"value": "已达到5"}, "level", "a verb of what has been reached"),
    (2022, {}, {"year_text": "截至2022年", "value": "力争5"}, "level", "a date before a verb"),
    (2021, {"issued": 2022}, {"value": "5（力争）"}, "level", "a verb behind the figure"),
    (2021, {"issued": 2022}, {"value": "\u3000力争5"}, "target", "a verb behind a space"),
    (2024, {}, {"shared": "已达", "value": "5"}, "level", "a verb shared with another figure"),
    (2022, {"aims_from": 30}, {"paragraph": 12}, "level", "before the section of aims"),
    (2022, {"aims_from": 30}, {"paragraph": 30}, "target", "in the section of aims"),
    (2021, {"issued": 2022}, {}, "level", "a year that was over at the issue"),
    (2022, {"issued": 2022}, {}, "target", "the year of the issue was not over"),
    (2022, {}, {}, "target", "no word and no date of issue"),
    (None, {}, {}, "", "neither year nor word"),
    (None, {}, {"value": "力争5"}, "target", "a verb without a year"),
    (None, {"kind": "report", "year": 2022}, {}, "level", "a report without a year"),
]


@pytest.mark.parametrize(
    ("year", "about", "printed", "expected", "why"), RULES, ids=[case[-1] for case in RULES]
)
def test_each_rule_gives_its_role(year, about, printed, expected, why):
    said = {key: value for key, value in about.items() if key != "issued"}
    if "issued" in about:
        said["approved"] = f"{about['issued']}-06-01"
    assert role(year, said, **printed) == expected


def test_the_longest_word_says_the_role():
    known = {"已": "target", "已达": "level", "已达不到": "target"}
    words = [SimpleNamespace(text=t, position="verb", role=r) for t, r in known.items()]
    reader = RoleReader(SimpleNamespace(roles=words))
    assert [reader.read(replace(CELL, value=f"{t}5"), 2022, PLAN) for t in known] == [
        *known.values()
    ]


def test_the_base_year_is_the_one_stated():
    assert role(2022, {"base_year": 2023}) == "level"
    assert role(2024, {"base_year": 2023}) == "target"


def test_publication_is_asked_before_approval():
    dates = {"published": "2023-01-05", "approved": "2021-12-30"}
    assert role(2022, dates) == "level"
    assert role(2022, dates | {"published": ""}) == "target"


@given(st.integers(1990, 2060), st.sampled_from(["力争5", "5", "已达5"]))
def test_a_role_that_stands_in_the_document_is_never_overruled(year, value):
    for stated in ("level", "target"):
        assert role(year, {"aims_from": 1}, role=stated, value=value, paragraph=9) == stated


@given(
    st.integers(1990, 2060), st.sampled_from(["bulletin", "report", "yearbook", "evaluation"])
)
def test_what_is_no_plan_states_no_target(year, kind):
    assert role(year, {"kind": kind, "year": 2022}, value="力争5") == "level"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("2022年现状", "level"),
        ("2022年目标值", "target"),
        ("2022 level", "level"),
        ("2022年", "target"),
    ],
)
def test_the_head_of_a_column_says_the_role(tmp_path, head, expected):
    table = f"row,label,unit,{head}\n1,人均预期寿命,岁,78\n"
    document(tmp_path, "340102-2021", table=table)
    assert Suite(tmp_path).observations()["role"].tolist() == [expected]


def test_the_role_of_a_row_of_prose_is_the_documents(tmp_path):
    text = "label,value,year,role,unit,indicator\n寿命,78,2023,level,岁,life_expectancy\n"
    document(tmp_path, "340102-2021", text=text)
    assert Suite(tmp_path).observations()["role"].tolist() == ["level"]
