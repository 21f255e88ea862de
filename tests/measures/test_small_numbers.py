"""Exact limits of rates of few events, against published tables."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import suite

from healthplans.measures.small_numbers import (
    exposures,
    poisson_limits,
    proportion_limits,
    rate_limits,
)

# Garwood's table as reprinted in textbooks, 95 percent
GARWOOD = [(0, 0.0, 3.689), (1, 0.0253, 5.572), (3, 0.619, 8.767), (10, 4.795, 18.390)]


@pytest.mark.parametrize(("events", "low", "high"), GARWOOD)
def test_poisson_limits_are_those_of_the_table(events, low, high):
    found = poisson_limits(np.array([float(events)]))[:, 0]
    assert found.tolist() == pytest.approx([low, high], abs=6e-4)


# Clopper-Pearson, 95 percent; 0 of 10 is 1 - 0.025 ** (1 / 10)
CLOPPER = [
    (0, 10, 0.0, 1 - 0.025**0.1),
    (10, 10, 0.025**0.1, 1.0),
    (1, 10, 0.002529, 0.445016),
]


@pytest.mark.parametrize(("events", "trials", "low", "high"), CLOPPER)
def test_limits_of_a_share_are_exact(events, trials, low, high):
    found = proportion_limits(np.array([float(events)]), np.array([float(trials)]))[:, 0]
    assert found.tolist() == pytest.approx([low, high], abs=1e-5)


@given(st.integers(0, 60), st.integers(60, 5000))
def test_limits_hold_the_share_observed(events, trials):
    low, high = proportion_limits(np.array([float(events)]), np.array([float(trials)]))
    assert low[0] <= events / trials <= high[0]


STATED = {
    **dict.fromkeys(["document", "area", "area_name"], "a"),
    **dict.fromkeys(["part", "of", "end"], ""),
    **{"indicator": "i", "year": 2020, "role": "level", "comparator": "="},
    "denominator": "活产",
}


def limits(value, unit, method="poisson", exposure=6000.0, *, printed=None):
    rates = pd.DataFrame([STATED | {"value": value, "unit": unit} | (printed or {})])
    counted = {"document": "a", "year": 2020, "denominator": "活产", "unit": unit}
    counted |= {"exposure": exposure, "exposure_id": "x", "method": method}
    return rate_limits(rates, pd.DataFrame([counted]), suite.codelists())


def rate(*figures, **more):
    return limits(*figures, **more).iloc[0]


OTHERS = [
    {"year": 2019},
    {"document": "b"},
    {"denominator": "人口"},
    {"unit": "per_100000"},
    {"role": "target"},
    {"comparator": "<"},
    {"part": "rural"},  # measured on the births of a part, which nobody stated
]


@pytest.mark.parametrize("printed", OTHERS)
def test_births_count_for_the_rates_that_were_measured_on_them_only(printed):
    assert limits(5.0, "per_mille", printed=printed).empty


def test_events_are_whole_and_one_in_ten_is_no_warning():
    row = rate(0.43, "per_mille")
    assert (row["events_implied"], row["events"]) == (pytest.approx(2.58), 3)
    assert row[["low", "high"]].tolist() == pytest.approx([0.619 / 6, 8.767 / 6], abs=1e-3)
    assert rate(150.0, "per_mille", exposure=20.0)["high"] == pytest.approx(438.35, abs=0.05)
    assert not rate(10.0, "per_mille", exposure=1000.0)["warning"]
    assert rate(9.0, "per_mille", exposure=1000.0)["warning"]


def test_no_death_in_six_thousand_births_is_no_mortality_of_zero():
    row = rate(0.0, "per_100000")
    assert row["high"] == pytest.approx(3.689 / 6000 * 100000, rel=1e-3)  # 61.5 per 100,000
    assert row["one_event"] == pytest.approx(100000 / 6000)
    assert (row["warning"], row["reason"]) == (True, "small_numbers_one_event")


def test_a_rate_of_many_events_needs_no_warning():
    row = rate(5.0, "per_mille")  # 30 deaths; one is a thirtieth
    assert (row["events"], row["warning"], row["reason"]) == (30, False, "")


def test_a_share_never_exceeds_the_whole():
    row = rate(100.0, "percent", method="proportion")
    assert row["high"] == pytest.approx(100)
    assert row["low"] < 100


def test_the_largest_printed_count_is_the_exposure():
    hearing, metabolic = "newborn_hearing_screenings", "newborn_metabolic_screenings"
    counts = pd.DataFrame(
        {
            "document": "a",
            "year": [2020, 2020, 2019, 2020, 2020],
            "role": ["level", "level", "level", "target", "level"],
            "comparator": ["=", "=", "=", "=", "<"],
            "denominator": "",
            "unit": "count",
            "indicator": [hearing, metabolic, hearing, hearing, hearing],
            "value": [6467.0, 6470.0, 6500.0, 9000.0, 9000.0],
            "observation_id": ["hearing", "metabolic", "earlier", "aim", "bound"],
        }
    )
    known = pd.DataFrame([e.model_dump() for e in suite.codelists().exposures])
    found = exposures(counts, known)
    for year, name in ((2020, "metabolic"), (2019, "earlier")):
        own = found[found["year"] == year]
        assert set(own["exposure_id"]) == {name}
        assert sorted(own["unit"]) == ["per_100000", "per_mille"]


def test_a_plan_that_states_births_has_limits_for_its_mortalities():
    found = suite.rate_limits("440507").set_index("indicator")
    assert found.loc["maternal_mortality", "high"] == pytest.approx(57.0, abs=0.05)
    assert found["warning"].all()
