"""The other districts as context: named where they are few, never the district itself."""

import numpy as np
import pandas as pd
import pytest
from support import suite

from healthplans import views
from healthplans.measures import FEW, peers
from healthplans.measures.peers import Spread, spread
from healthplans.parts import Part

LISTS = suite.codelists()


def rows(targets, per="population"):
    """One indicator: plan -> target; None for a target in words, "" for none."""
    stated = [
        {
            "document": plan,
            "area": plan,
            "indicator": "beds_density",
            "part": "",
            "of": "",
            "end": "",
            "unit": "per_1000",
            "target": target if isinstance(target, float) else pd.NA,
            "target_id": "" if target == "" else f"{plan}.t",
            "target_kind": "exact",
            "target_comparator": "=",
            "target_text": str(target),
            "target_digits": str(target) if isinstance(target, float) else "",
            "target_year": 2025,
            "target_locator": "r1c2025",
            "target_denominator": per,
        }
        for plan, target in targets.items()
    ]
    return pd.DataFrame(stated).astype({"target": "Float64"})


def test_the_others_are_those_that_state_a_target_and_not_the_district_itself():
    group = peers(rows({"a": 5.0, "b": 7.0, "c": None, "d": ""}), LISTS).of("beds_density")
    assert [row["document"] for row in group.at(group.beside("a"))] == ["b", "c"]
    assert [row["document"] for row in group.at(group.beside("d"))] == ["a", "b", "c"]


def test_figures_stand_with_those_per_the_same_denominator_only():
    table = pd.concat(
        [rows({"a": 5.0, "b": 7.0, "c": 6.0}), rows({"d": 9.0}, per="resident")],
        ignore_index=True,
    )
    standings = peers(table, LISTS).of("beds_density").standings
    assert standings["population"].lowest["document"] == "a"
    assert standings["population"].highest["document"] == "b"
    assert standings["population"].spread.median == 6.0
    assert standings["resident"].spread.count == 1


@pytest.mark.parametrize("count", [FEW, FEW + 2])
def test_rows_are_the_same_however_many_there_are(count):
    many = rows({f"p{place}": float(place) for place in range(count)})
    group = peers(many, LISTS).of("beds_density")
    assert [row["target"] for row in group.at(np.array([2, 0]))] == [2.0, 0.0]


@pytest.mark.parametrize(("count", "named"), [(FEW + 1, True), (FEW + 2, False)])
def test_rows_are_read_ahead_only_where_they_can_be_named(count, named):
    group = peers(rows({f"p{n}": float(n) for n in range(count)}), LISTS).of("beds_density")
    assert len(group.rows) == (count if named else 0)


@pytest.mark.parametrize(("year", "stands"), [(2024, False), (2025, True), (2026, False)])
def test_a_target_stands_only_among_those_of_its_time(year, stands):
    table = pd.concat(
        [rows({"a": 5.0, "b": 7.0, "c": 6.0}), rows({"d": 90.0}).assign(target_year=2035)],
        ignore_index=True,
    )
    group = peers(table, LISTS).of("beds_density")
    assert group.standings["population"].spread == spread([5.0, 6.0, 7.0])
    one = {"target_denominator": "population", "target_year": year}
    assert (group.standing(one) is not None) is stands


def test_a_convention_is_named_only_where_several_denominators_stand_together():
    resident, per = rows({"a": 5.0, "b": 7.0}, per="常住人口"), rows({"c": 6.0}, per="人口")
    both = peers(pd.concat([resident, per], ignore_index=True), LISTS)
    tables = [peers(per, LISTS), both]
    found = [one.of("beds_density").standings["常住人口"] for one in tables]
    assert [(one.spread.count, one.convention) for one in found] == [
        (1, ""),
        (3, "population_as_resident"),
    ]
    group = both.of("beds_density")
    assert all(
        group.standing({"target_denominator": one, "target_year": 2025}) is not None
        for one in ("人口", "常住人口")
    )


@pytest.mark.parametrize(("part", "strict"), [("", True), ("rural", False)])
def test_a_convention_joins_no_strict_call_and_no_part_that_it_excepts(part, strict):
    tables = [rows({"a": 5.0, "b": 7.0}, per="常住人口"), rows({"c": 6.0}, per="人口")]
    both = pd.concat(tables, ignore_index=True).assign(part=part)
    group = peers(both, LISTS, strict=strict).of("beds_density", Part.read(part))
    counts = {per: one.spread.count for per, one in group.standings.items()}
    assert counts == {"常住人口": 2, "人口": 1}


def test_targets_in_words_are_of_no_time():
    table = rows({"a": 5.0, "b": 7.0, "c": None, "d": None, "e": None})
    dated = table.assign(target_year=[2025, 2025, 2035, 2035, 2035])
    found = peers(dated, LISTS).of("beds_density").standings["population"]
    assert (found.spread.count, found.years) == (2, (2025, 2025))


def test_a_spread_has_its_quartiles():
    assert spread([9.0, 1.0, 3.0, 2.0, 4.0]) == Spread(5, 1.0, 2.0, 3.0, 4.0, 9.0)


def test_a_plan_with_several_parts_is_counted_once():
    table = pd.concat([rows({"a": 5.0}), rows({"a": 4.0}).assign(part="hospital")])
    assert peers(table.reset_index(drop=True), LISTS).plans == {"beds_density": 1}


def test_plans_are_counted_once_for_each_indicator():
    known = suite.peers()
    assert known.plans["beds_density"] == 5
    assert set(known.plans) == set(suite.comparison()["indicator"])


@pytest.mark.parametrize(("count", "named"), [(FEW, True), (FEW + 1, False)])
def test_many_targets_in_words_are_counted_and_not_listed(count, named):
    own = suite.district("340102").query("indicator == 'beds_density' and part == ''")
    plans = [own["document"].iloc[0], *(f"p{place}" for place in range(count))]
    table = rows(dict.fromkeys(plans)).assign(
        area="440507", target_kind="qualitative", target_text="增加"
    )
    words = suite.words("en")
    shown = repr(views.district.tables(own, peers(table, LISTS), words))
    assert (words.say("others_words", count=count) in shown) is not named
    assert shown.count("增加") == (count if named else 0)
