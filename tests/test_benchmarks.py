"""Figures of the nation keep their confidence, and a rule says which of several is drawn."""

import pytest
from support import document, suite

from healthplans import Suite, measures
from healthplans.errors import InputError
from healthplans.reading.about import CONFIDENCES

COLUMNS = "label,unit,value,year,role,base_year,indicator,confidence"
PLAN = "row,label,unit,2020,2025\n1,人均预期寿命,岁,77,78\n"


@pytest.fixture
def national(tmp_path):
    """Give the benchmarks of a folder with one district and a document of the nation."""

    def read(*rows):
        document(tmp_path, "340102-2021", table=PLAN)
        document(tmp_path, "100000-report-2021", text="\n".join([COLUMNS, *rows]) + "\n")
        return Suite(tmp_path).national()

    return read


def test_two_national_targets_for_one_year_are_both_kept():
    table = suite.national()
    own = (table["indicator"] == "life_expectancy") & (table["role"] == "target")
    found = table[own & (table["year"] == 2025)]
    assert sorted(found["value"]) == pytest.approx([78.3, 78.93])
    drawn = suite.benchmarks("life_expectancy").query("role == 'target'")
    assert drawn[["value", "drawn_by"]].to_numpy().tolist() == [[78.3, "absolute"]]


def test_every_published_figure_is_read_with_its_confidence():
    table = suite.national()
    assert len(table) == 122
    assert table["confidence"].isin(CONFIDENCES).all()
    assert table["value"].notna().all()


def test_figures_of_the_nation_enter_no_comparison_and_no_count():
    nation = {d.id for d in suite.documents() if d.about.area == "100000"}
    assert nation
    assert nation.isdisjoint(plan.id for plan in suite.plans())
    for table in (suite.comparison(), suite.coverage(), suite.ranks("life_expectancy")):
        assert nation.isdisjoint(table["document"])
    assert "100000" not in suite.districts()


RULE = [
    (["7,{},secondary", "6,{},official_compiled"], 6.0, "confidence"),
    (["7,{},official_quoted", "6,{},official_compiled"], 7.0, "confidence"),
    (["7,{},official_quoted", "6,{},published"], 6.0, "confidence"),
    (["7,{},secondary", "6,{},secondary"], 7.0, "order"),
    (["7,{},secondary"], 7.0, "only"),
]


@pytest.mark.parametrize(("figures", "value", "reason"), RULE)
def test_the_surest_figure_is_drawn(national, figures, value, reason):
    rows = [figure.format("2020,level,,beds_density") for figure in figures]
    table = national(*(f"每千人口床位数,张,{row}" for row in rows))
    [row] = measures.drawn(table).to_dict("records")
    assert (row["value"], row["drawn_by"]) == (value, reason)
    assert len(table) == len(figures)


def test_a_figure_in_another_unit_is_converted(national):
    table = national("每千人口全科医生数,人,0.29,2020,level,,gp_density,")
    assert table[["value", "unit"]].iloc[0].tolist() == [pytest.approx(2.9), "per_10000"]


def test_a_relative_target_without_its_base_has_no_value(national):
    table = national("人均预期寿命,岁,提高1岁,2025,target,2020,life_expectancy,")
    assert table["value"].isna().tolist() == [True]
    assert table["base_year"].tolist() == [2020]


def test_a_relative_target_is_added_to_the_level_of_its_base_year(national):
    table = national(
        "人均预期寿命,岁,77.93岁,2020,level,,life_expectancy,",
        "人均预期寿命,岁,提高1岁,2025,target,2020,life_expectancy,",
    )
    assert table["value"].tolist() == pytest.approx([77.93, 78.93])


def test_an_indicator_without_a_published_figure_has_no_benchmark():
    assert suite.benchmarks("beds_density").query("role == 'target'").empty


WRONG = [
    ("床位,张,1,2020,level,,bed_density,", "column indicator: found 'bed_density'"),
    ("床位,张,1,2020,goal,,beds_density,", "column role: found 'goal'"),
    ("床位,张,1,soon,level,,beds_density,", "column year: found 'soon'"),
    ("床位,张,,2020,level,,beds_density,", "column value: found ''"),
    ("床位,光年,1,2020,level,,beds_density,", "column unit: found '光年'"),
    ("床位,张,1,2020,level,,beds_density,rumour", "column confidence: found 'rumour'"),
]


@pytest.mark.parametrize(("row", "expected"), WRONG)
def test_a_row_that_cannot_be_read_is_named(national, row, expected):
    with pytest.raises(InputError, match=rf"100000-report-2021/text.csv, row 1, {expected}"):
        national(row)
