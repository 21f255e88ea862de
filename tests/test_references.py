"""National figures keep their confidence, and a rule says which of several is drawn."""

import pytest
from healthplans.reading.references import (
    CONFIDENCES,
    benchmark,
    drawn,
    read_exposures,
    read_references,
)

from healthplans import suite
from healthplans.errors import InputError

HEADER = "indicator,year,role,comparator,value,unit,source_title,confidence,source_url"


@pytest.fixture
def national(tmp_path):
    def read(*rows):
        path = tmp_path / "national.csv"
        path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
        return read_references(suite.codelists(), path)

    return read


def test_two_national_targets_for_one_year_are_both_kept():
    found = benchmark(suite.national(), "life_expectancy", 2025, "target")
    assert found["value"].tolist() == pytest.approx([78.3, 78.93])
    assert found["drawn"].tolist() == [True, False]
    assert found["drawn_by"].tolist() == ["absolute", "absolute"]


def test_every_published_figure_is_read_with_its_confidence():
    table = suite.national()
    assert len(table) == 122
    assert table["confidence"].isin(CONFIDENCES).all()
    assert table["value"].notna().all()


RULE = [
    (["=,7,,secondary", "=,6,,official_compiled"], 6.0, "confidence"),
    (["=,7,,official_quoted", "=,6,,official_compiled"], 6.0, "confidence"),
    (["=,7,,secondary", "=,6,,secondary"], 7.0, "order"),
    (["=,7,,secondary"], 7.0, "only"),
]


@pytest.mark.parametrize(("figures", "value", "reason"), RULE)
def test_the_surest_figure_is_drawn(national, figures, value, reason):
    rows = [figure.replace(",,", ",per_1000,a title,") + "," for figure in figures]
    table = national(*(f"beds_density,2020,level,{row}" for row in rows))
    row = drawn(table).iloc[0]
    assert (row["value"], row["drawn_by"]) == (value, reason)
    assert len(benchmark(table, "beds_density", 2020)) == len(figures)


def test_a_figure_in_another_unit_is_converted(national):
    table = national("gp_density,2020,level,=,0.29,per_1000,t,secondary,")
    assert table[["value", "unit"]].iloc[0].tolist() == [pytest.approx(2.9), "per_10000"]


def test_a_relative_target_without_its_base_has_no_value(national):
    table = national("life_expectancy,2025,target,relative,+1 on 2020,years,t,secondary,")
    assert table["value"].isna().tolist() == [True]
    assert table["base_year"].tolist() == [2020]


def test_an_unverified_benchmark_is_an_empty_table():
    assert benchmark(suite.national(), "beds_density", 2025, "target").empty


WRONG = [
    ("bed_density,2020,level,=,1,per_1000,t,secondary,", "known indicator"),
    ("beds_density,2020,goal,=,1,per_1000,t,secondary,", "known role"),
    ("beds_density,soon,level,=,1,per_1000,t,secondary,", "a year"),
    ("beds_density,2020,level,≈,1,per_1000,t,secondary,", "known comparator"),
    ("beds_density,2020,level,=,one,per_1000,t,secondary,", "a number"),
    ("beds_density,2020,level,relative,up,per_1000,t,secondary,", "a number"),
    ("beds_density,2020,level,=,1,years,t,secondary,", "a unit that converts"),
    ("beds_density,2020,level,=,1,per_1000,t,rumour,", "known confidence"),
]


@pytest.mark.parametrize(("row", "expected"), WRONG)
def test_a_row_that_cannot_be_read_is_named(national, row, expected):
    with pytest.raises(InputError, match=rf"row 2.*{expected}"):
        national(row)


def test_every_wrong_row_is_named_at_once(national):
    with pytest.raises(InputError) as refusal:
        national(*(row for row, _ in WRONG))
    assert len(refusal.value.offences) == len(WRONG)


def test_an_exposure_of_an_unknown_count_is_named(tmp_path):
    path = tmp_path / "exposures.csv"
    path.write_text("denominator,unit,indicator,method\n活产,percent,babies,guess\n", "utf-8")
    with pytest.raises(InputError, match="babies") as refusal:
        read_exposures(suite.codelists(), path)
    assert len(refusal.value.offences) == 2
