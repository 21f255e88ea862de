"""One call gives what the measures give one by one, for every plan of the project."""

import pandas as pd
import pytest
from support import suite

from healthplans import measures
from healthplans.measures.stance import STANCES


def test_assess_joins_every_measure_and_keeps_every_row():
    table, rows = suite.assess(), suite.comparison()
    assert len(table) == len(rows)
    pd.testing.assert_series_equal(table["stance"], measures.stance(table)["stance"])
    pd.testing.assert_frame_equal(
        table[measures.slack(table).columns.tolist()], measures.slack(table)
    )
    assert not table.columns.duplicated().any()


@pytest.mark.parametrize(
    "indicator",
    ["childcare_places_density", "health_literacy", "healthy_life_expectancy", "beds_density"],
)
def test_an_indicator_is_assessed_as_its_rows_are_by_themselves(indicator):
    table = suite.compare(indicator)
    alone = measures.assess(table, suite.codelists(), suite.national())
    pd.testing.assert_frame_equal(suite.assess(indicator), alone)
    assert table["document"].drop_duplicates().tolist() == [plan.id for plan in suite.plans()]


def test_a_plan_that_states_nothing_is_blank_but_for_what_is_known_of_it():
    table = suite.assess("healthy_life_expectancy").set_index("document")
    silent = table[(table["level_id"] == "") & (table["target_id"] == "")]
    drafts = {plan.id: plan.about.is_draft for plan in suite.plans()}
    assert len(silent) > 1
    assert silent["draft"].to_dict() == {plan: drafts[plan] for plan in silent.index}
    assert set(silent["draft"]) == {True, False}
    assert set(silent["stance_reason"]) == {"change_no_target"}
    assert silent[["level", "target", "change", "slack"]].isna().all(axis=None)
    assert silent[["level_finding", "target_finding"]].eq("").all(axis=None)


@pytest.mark.parametrize(
    "ask",
    [
        suite.resolved,
        suite.comparison,
        suite.assess,
        lambda: suite.assess("beds_density"),
        lambda: suite.compare("beds_density"),
    ],
)
def test_what_a_reader_does_to_a_table_stays_with_the_reader(ask):
    table = ask()
    before = table["unit"].tolist()
    table["unit"] = "furlongs"
    assert ask()["unit"].tolist() == before


def test_every_stance_is_one_of_the_named():
    assert set(suite.assess()["stance"]) <= set(STANCES)


def test_capacity_is_never_an_advance_or_a_retreat():
    table = suite.assess()
    capacity = table[table["polarity"] == "none"]
    assert not capacity["stance"].isin(["advance", "retreat", "hold"]).any()


def test_every_reason_is_a_sentence_in_both_languages():
    table = suite.assess()
    columns = ["change_reason", "rate_reason", "stance_reason"]
    keys = {key for column in columns for key in table[column] if key}
    said = [suite.codelists().message(key, lang) for key in keys for lang in ("zh", "en")]
    assert keys
    assert all(said)


def test_a_target_is_shown_with_its_own_year_where_another_was_asked_for():
    table = suite.assess("life_expectancy", 2015).set_index("area")
    assert set(table["asked_year"]) == {2015}
    assert set(table["target_year"]) == {2025}
    own = suite.assess("life_expectancy").set_index("area")
    assert table["change"].equals(own["change"])


def test_of_two_target_years_the_one_asked_for_is_shown():
    asked = suite.assess("life_expectancy", 2035).set_index("area")
    assert asked.loc["440507", ["target_year", "target_kind"]].tolist() == [
        2035,
        "qualitative",
    ]
    assert asked.loc["340102", "target_year"] == 2025


def test_an_indicator_no_district_states_is_a_table_without_figures():
    stated = set(suite.observations()["indicator"])
    silent = next(code for code in suite.codelists().indicators if code not in stated)
    table = suite.assess(silent)
    assert table["document"].tolist() == [plan.id for plan in suite.plans()]
    assert table[["level", "target"]].isna().all(axis=None)
    assert suite.ranks(silent, "target")["rank_low"].isna().all()


@pytest.mark.parametrize("side", ["level", "target"])
@pytest.mark.parametrize("indicator", ["beds_density", "life_expectancy", "health_literacy"])
def test_districts_are_ranked_together_only_where_the_gate_lets_them(indicator, side):
    groups = (
        suite.ranks(indicator, side).dropna(subset=["value"]).set_index("document")["group"]
    )
    judged = suite.comparability(indicator).query(
        "role == @side and other_indicator == @indicator"
    )
    both = judged[
        judged["document"].isin(groups.index) & judged["other_document"].isin(groups.index)
    ]
    together = both["document"].map(groups) == both["other_document"].map(groups)
    passed = both["judgement"].isin(["comparable", "after_conversion", "by_convention"])
    assert len(both) == len(groups) * (len(groups) - 1) / 2
    assert (together == passed).all()


def test_no_plan_states_its_baseline_per_one_population_and_is_ranked_per_another():
    table = suite.assess("beds_density").set_index("area")
    assert table.loc["340102", "denominators_differ"]
    assert suite.ranks("beds_density").set_index("area").loc["340102", "denominator"] == "人口"
