"""Pages and findings that speak of one thing say the same, because both read one measure."""

from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import suite

from healthplans import measures

ends = st.tuples(st.integers(1, 50), st.integers(1, 10)).map(lambda p: (p[0], p[0] + p[1]))


def pairs_of(intervals, parts=()):
    rows = [
        {
            "document": "a",
            "area": "a",
            "area_name": "a",
            "year": 2020,
            "indicator": f"i{number}",
            "count_part": "public" if number in parts else "",
            "low": float(low),
            "high": float(high),
        }
        for number, (low, high) in enumerate(intervals)
    ]
    return pd.DataFrame(rows)


def sets_of(found):
    return {frozenset(names.split(";")) for names in found["indicators"]}


def share_a_value(intervals):
    return max(low for low, _ in intervals) < min(high for _, high in intervals)


@settings(deadline=None)
@given(st.lists(ends, min_size=1, max_size=5))
def test_the_sets_are_the_largest_that_share_a_value(drawn):
    numbers = range(len(drawn))
    every = [set(c) for n in numbers for c in combinations(numbers, n + 1)]
    agreeing = [c for c in every if share_a_value([drawn[i] for i in c])]
    largest = [c for c in agreeing if not any(c < other for other in agreeing)]
    expected = {frozenset(f"i{i}" for i in c) for c in largest}
    assert sets_of(measures.populations(pairs_of(drawn))) == expected


def test_ends_that_only_touch_share_no_value():
    assert len(measures.populations(pairs_of([(1, 5), (5, 9)]))) == 2


def test_a_count_of_a_part_is_a_witness_only_beside_a_whole_one():
    found = measures.populations(pairs_of([(1, 5), (4, 9), (20, 30)], parts=(1, 2)))
    assert sets_of(found) == {frozenset({"i0", "i1"})}


@pytest.mark.parametrize("area", ["340102", "510904", "440507"])
def test_the_finding_names_the_populations_of_the_page(area):
    pairs = suite.population(area)
    sets = measures.populations(pairs)
    finding = suite.findings(area).set_index("rule").loc["implied_populations"]
    shown = pairs[pairs["indicator"].isin(set(";".join(sets["indicators"]).split(";")))]
    written = dict(zip(shown["indicator"], shown["population"].round(), strict=True))
    computed = dict(part.split("=") for part in finding["computed"].split("; "))
    assert {name: float(value) for name, value in computed.items()} == written
    assert f"agree are {len(sets)}:" in finding["message_en"]
    assert set(finding["evidence"].split(";")) == {*shown["count_id"], *shown["density_id"]}


def test_the_finding_counts_deaths_on_the_births_of_the_page():
    limits = suite.rate_limits("440507")
    finding = suite.findings("440507").set_index("rule").loc["small_numbers"]
    births = int(limits["exposure"].iloc[0])
    assert f"With the {births} newborns" in finding["message_en"]
    computed = dict(part.split("=") for part in finding["computed"].split("; "))
    expected = dict(zip(limits["indicator"], limits["events_implied"].round(2), strict=True))
    assert {name: float(value) for name, value in computed.items()} == expected
    assert set(limits["exposure_id"]) <= set(finding["evidence"].split(";"))


def test_a_target_is_found_to_be_met_exactly_where_its_stance_is_to_hold():
    every = suite.measures()
    held = every[(every["stance"] == "hold") & every["level_corrected"].eq(False)]
    findings = suite.findings()
    met = findings[findings["rule"] == "target_already_met"]
    cited = {id_ for ids in met["evidence"] for id_ in ids.split(";")}
    assert set(held["target_id"]) | set(held["level_id"]) == cited


def pairs_found(rule):
    """Give level and target of each finding of a rule, as sets of their ids."""
    findings = suite.findings()
    return [set(ids.split(";")) for ids in findings.loc[findings["rule"] == rule, "evidence"]]


@pytest.mark.parametrize(
    ("rule", "stance"), [("target_worse_than_level", "retreat"), ("capacity_falls", "lower")]
)
def test_what_is_found_to_worsen_is_what_the_page_says_moves_back(rule, stance):
    every = suite.measures()
    back = every[(every["stance"] == stance) & every["level_corrected"].eq(False)]
    shown = [set(pair) for pair in zip(back["level_id"], back["target_id"], strict=True)]
    assert all(any(pair <= found for found in pairs_found(rule)) for pair in shown)
    assert len(pairs_found(rule)) == len(shown) > 0


def test_every_target_found_below_that_of_an_area_above_is_so_on_the_page_about_them():
    page = suite.vertical().query("role == 'target'")
    worse = page["verdict"].isin(["short", "below"])
    numbers = page[["upper_value", "difference"]].astype(float).abs().round(6)
    named = numbers.set_index(page["observation_id"])[worse.to_numpy()]
    shown = {(id_, *two) for id_, *two in named.itertuples()}
    findings = suite.findings()
    missed = findings[findings["rule"] == "upper_target_missed"]
    computed = [
        tuple(float(part.split("=")[1]) for part in text.split("; "))
        for text in missed["computed"]
    ]
    said = {(id_, *two) for id_, two in zip(missed["evidence"], computed, strict=True)}
    assert said <= shown
    # where an area has published several targets, the finding is about the one drawn
    alone = ~page.duplicated(["observation_id", "upper_area"], keep=False)
    own = page["document"].isin([d.id for d in suite.plans()])
    due = set(page.loc[worse & alone & own, "observation_id"])
    assert set() < due <= {id_ for id_, *_ in said}


def test_figures_that_pages_mark_as_contradicted_are_those_of_findings():
    beside = measures.disagreements(suite.observations(corrected=False))
    contradicted = set(beside.loc[beside["disagreement"] == "value", "observation_id"])
    findings = suite.findings()
    rules = ["table_and_text", "text_and_text", "same_count_twice", "power_of_ten"]
    cited = ";".join(findings.loc[findings["rule"].isin(rules), "evidence"]).split(";")
    assert contradicted <= set(cited) | set(suite.marks())
    assert contradicted


def test_findings_about_a_plan_as_a_whole_mark_none_of_its_figures():
    findings = suite.findings()
    whole = findings[findings["rule"] == "baseline_not_measurable"]
    others = findings[(findings["rule"] != "baseline_not_measurable")]
    cited = {id_ for ids in whole["evidence"] for id_ in ids.split(";")}
    elsewhere = {id_ for ids in others["evidence"] for id_ in ids.split(";")}
    assert cited - elsewhere
    assert not (cited - elsewhere) & set(suite.marks())
