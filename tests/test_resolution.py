"""The figure shown is chosen by a stated rule; the others stay, and disagreement is marked."""

import pandas as pd
import pytest
from support import suite

from healthplans import measures

RESOLVED = suite.resolved()


def stated(**changes):
    base = {
        "observation_id": "a",
        "document": "p",
        "indicator": "i",
        "part": "",
        "of": "",
        "end": "",
        "year": 2025,
        "role": "target",
        "origin": "table",
        "kind": "exact",
        "comparator": "=",
        "value": 4.5,
        "digits": "4.5",
        "factor": 1.0,
        "base_year": pd.NA,
        "change": float("nan"),
        "change_unit": "",
        "change_comparator": "",
        "remark": "",
        "unit": "percent",
        "denominator": "",
    }
    return {**base, **changes}


def resolve(*rows):
    return measures.resolve(pd.DataFrame(rows))


def test_the_table_stands_before_the_prose():
    [row] = resolve(
        stated(observation_id="text", origin="text", value=9.0, digits="9"), stated()
    ).to_dict("records")
    assert (row["observation_id"], row["others"]) == ("a", "text")


def test_a_figure_stands_before_a_printed_dash():
    dash = stated(kind="missing", value=float("nan"), digits="", comparator="")
    [row] = resolve(dash, stated(observation_id="text", origin="text")).to_dict("records")
    assert row["observation_id"] == "text"


def test_an_exact_figure_stands_before_a_bound_of_the_same_prose():
    bound = stated(observation_id="b", origin="text", kind="bound", comparator=">=")
    [row] = resolve(bound, stated(observation_id="e", origin="text")).to_dict("records")
    assert row["observation_id"] == "e"


@pytest.mark.parametrize(
    ("other", "mark"),
    [
        ({"value": 4.54, "digits": "4.54"}, ""),
        ({"value": 4.6, "digits": "4.6"}, "value"),  # no value rounds to both
        ({"comparator": ">="}, "comparator"),
        ({"value": 5.0, "digits": "5"}, ""),
    ],
)
def test_only_a_difference_beyond_printed_rounding_is_a_disagreement(other, mark):
    [row] = resolve(stated(), stated(observation_id="t", origin="text", **other)).to_dict(
        "records"
    )
    assert row["disagreement"] == mark


LEVEL, COUNT = {"role": "level"}, {"role": "level", "unit": "count"}
MARKS = [  # what both are, the one shown, the other, the mark
    (LEVEL, {}, {"value": 4.54, "digits": "4.54"}, ""),
    (LEVEL, {}, {"value": 4.6, "digits": "4.6"}, "value"),
    (LEVEL, {}, {"value": 4.6, "digits": "4.6", "remark": "2019年"}, ""),
    (LEVEL, {}, {"value": 4.0, "comparator": ">="}, ""),
    (LEVEL, {}, {"value": 4.6, "comparator": ">="}, "value"),
    (LEVEL, {}, {"comparator": ">="}, "comparator"),
    (LEVEL, {}, {"comparator": ">=", "value": float("nan")}, ""),
    (LEVEL, {"comparator": "<"}, {"comparator": ">"}, "value"),
    ({}, {"comparator": "<"}, {"comparator": ">"}, "comparator"),
    ({}, {}, {"value": 4.0, "digits": "4.0", "comparator": ">="}, "value"),
    ({}, {}, {"value": 4.0, "digits": "4.0", "comparator": ">=", "remark": "其中"}, ""),
    # a count is counted, unless it is about or in ten thousands
    (COUNT, {"value": 20000, "digits": "20000"}, {"value": 20001, "digits": "20001"}, "value"),
    (
        COUNT,
        {"value": 20000, "digits": "20000", "comparator": "~"},
        {"value": 20001, "digits": "20001"},
        "",
    ),
    (
        COUNT,
        {"value": 20000, "digits": "2.0", "factor": 1e4},
        {"value": 20400, "digits": "20400"},
        "",
    ),
]


@pytest.mark.parametrize(("both", "one", "other", "mark"), MARKS)
def test_two_figures_disagree_where_no_value_or_commitment_is_both(both, one, other, mark):
    rows = [stated(**both, **one), stated(observation_id="t", origin="text", **both, **other)]
    claim = stated(observation_id="c", origin="text", kind="relative", value=9.0) | LEVEL
    [row] = resolve(*rows, claim).query("kind != 'relative'").to_dict("records")
    assert (row["observation_id"], row["others"], row["disagreement"]) == ("a", "t", mark)
    found = measures.disagreements(pd.DataFrame([*rows, claim]))
    marked = found[["observation_id", "other_id", "disagreement"]].to_numpy().tolist()
    assert marked == ([["t", "a", mark]] if mark else [])


def test_of_several_disagreements_the_graver_is_marked():
    others = [
        stated(observation_id=name, origin="text", comparator=sign, value=value)
        for name, sign, value in (("x", ">=", 4.5), ("y", "=", 9.0), ("z", ">=", 4.5))
    ]
    [row] = resolve(stated(), *others).to_dict("records")
    assert (row["others"], row["disagreement"]) == ("x;y;z", "value")


KINDS = ["exact", "approximate", "bound", "relative", "qualitative", "missing", "blank"]


@pytest.mark.parametrize("place", range(len(KINDS) - 1))
def test_the_more_precise_of_one_place_is_shown_and_of_the_same_the_first(place):
    one, less = (stated(origin="text", kind=kind, value=4.5) for kind in KINDS[place:][:2])
    named = [less | {"observation_id": "less"}, one, one | {"observation_id": "later"}]
    [row] = resolve(*named).to_dict("records")
    assert (row["observation_id"], row["others"]) == ("a", "later;less")
    assert measures.shown_ids(pd.DataFrame(named)) == {"a"}


def test_years_and_roles_are_each_shown():
    rows = [stated(), stated(year=2030), stated(role="level"), stated(part="rural")]
    assert len(resolve(*rows)) == len(rows)


def test_a_growth_claim_is_no_level():
    claim = stated(
        role="level", kind="relative", comparator="", value=float("nan"), digits="53"
    )
    assert resolve(claim).empty
    assert measures.shown_ids(pd.DataFrame([claim])) == set()


def test_nothing_is_averaged():
    values = set(suite.observations()["value"].dropna())
    assert set(RESOLVED["value"].dropna()) <= values


def test_every_observation_is_shown_or_reachable_or_a_claim():
    table = suite.observations()
    others = {i for ids in RESOLVED["others"] for i in ids.split(";") if i}
    claims = table[(table["kind"] == "relative") & (table["role"] == "level")]
    assert set(table["observation_id"]) == (
        set(RESOLVED["observation_id"]) | others | set(claims["observation_id"])
    )


@pytest.mark.parametrize(
    ("document", "indicator", "mark"),
    [
        ("510904-2021", "life_expectancy", "value"),
        ("510904-2021", "hypertension_management_rate", "value"),
        ("510904-2021", "infectious_disease_reporting_rate", "value"),
        ("341302-2021", "health_literacy", "comparator"),
        ("340102-2021", "beds_density", ""),
    ],
)
def test_the_plans_own_disagreements_are_marked(document, indicator, mark):
    rows = RESOLVED[(RESOLVED["document"] == document) & (RESOLVED["indicator"] == indicator)]
    assert rows.loc[rows["year"] == 2025, "disagreement"].tolist() == [mark]


@pytest.mark.parametrize(
    ("document", "text", "half"),
    [
        ("340102-2021", "4.45张", 0.005),
        ("340102-2021", "27.8万人", 500.0),
        ("370613-2021", "0.69", 0.05),
        ("440507-2021", "6.39(2019年)", 0.005),
        ("510904-2021", "在2020年基础上提高1岁", 0.0),
        ("440507-2021", "99,72", 0.5),
        ("440507-2021", "0", 0.5),
    ],
)
def test_rounding_is_half_a_unit_of_the_last_printed_digit(document, text, half):
    table = suite.observations()
    printed = table[(table["document"] == document) & (table["value_text"] == text)]
    assert len(printed) > 0
    assert measures.rounding(printed).tolist() == pytest.approx([half] * len(printed))


@pytest.mark.parametrize(
    ("document", "indicator", "kind"),
    [
        ("340102-2021", "childcare_places_density", "target_only"),
        ("340102-2021", "beds_density", "level_and_target"),
        ("510904-2021", "childcare_places_density", "not_in_plan"),
        ("510904-2021", "life_expectancy", "level_and_target"),
        ("370613-2021", "healthy_life_expectancy", "qualitative"),
        ("440507-2021", "hypertension_management_rate", "level_only"),
    ],
)
def test_the_kinds_of_absence_are_told_apart(document, indicator, kind):
    table = suite.coverage([indicator])
    assert table.loc[table["document"] == document, "coverage"].tolist() == [kind]


SAID = [
    (["missing"], "printed_as_missing"),
    (["missing", "qualitative"], "qualitative"),
    (["relative"], "qualitative"),
    (["unread"], "qualitative"),
    (["blank"], "not_in_plan"),
]


@pytest.mark.parametrize(("kinds", "kind"), SAID)
def test_a_printed_dash_alone_is_told_from_words_and_silence(kinds, kind):
    about = {"value": float("nan"), "area": "d", "area_name": "n"}
    rows = pd.DataFrame([stated(kind=one, **about) for one in kinds])
    table = measures.coverage(rows, ["i", "j"])
    assert table["coverage"].tolist() == [kind, "not_in_plan"]


def test_a_baseline_of_another_year_keeps_its_year():
    rows = suite.district("440507").set_index("indicator")
    assert rows.loc["daily_salt_intake", "level_year"] == 2019


def test_a_plan_that_is_silent_has_its_row():
    table = suite.compare("childcare_places_density")
    silent = table[table["document"] == "510904-2021"]
    assert silent[["level_id", "target_id"]].to_numpy().tolist() == [["", ""]]


@pytest.mark.parametrize(("value", "marked"), [(318000.0, ""), (317000.0, "value")])
def test_a_fall_in_percent_leaves_open_what_its_last_digit_does(value, marked):
    fall = {"change": -7.0, "change_unit": "percent", "digits": "7.0", "kind": "relative"}
    rows = (
        stated(value=value, digits=str(int(value)), unit="count"),
        stated(observation_id="b", origin="text", value=318060.0, unit="count", **fall),
    )
    assert resolve(*rows)["disagreement"].tolist() == [marked]


@pytest.mark.parametrize(("about", "marked"), [("~", ""), ("", "value")])
def test_about_so_many_points_leave_open_what_their_last_digit_does(about, marked):
    rise = {"change": 10.0, "change_unit": "percentage_points", "digits": "10"}
    rise |= {"kind": "relative", "change_comparator": about}
    rows = (
        stated(value=48.0, digits="48.0", unit="percent", role="target"),
        stated(observation_id="b", origin="text", value=48.1, unit="percent", **rise)
        | {"role": "target"},
    )
    assert resolve(*rows)["disagreement"].tolist() == [marked]
