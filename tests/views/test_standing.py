"""A plan's targets beside what came of them and what the next plan asks for."""

import pandas as pd
from support import suite

from healthplans.measures.succession import SUCCESSION
from healthplans.views import standing
from healthplans.views.blocks import Sentence

WORDS = suite.words("en")
BEDS = {
    **dict.fromkeys(SUCCESSION, ""),
    **{"indicator": "beds_density", "unit": "per_1000", "relation": "continued"},
    **{"previous_target": 7.0, "previous_comparator": ">=", "previous_year": 2025},
    **{"outcome": 6.5, "outcome_comparator": "=", "outcome_year": 2024},
    **{"target": 8.0, "target_comparator": "~", "target_year": 2030},
    **{f"{side}_id": f"340103-{side}" for side in ("previous", "outcome", "target")},
}


def test_each_end_stands_in_its_column_with_its_own_sign_year_and_place():
    [row] = standing.succession(pd.DataFrame([BEDS]), WORDS).rows
    said = [(cell.text, cell.href.rpartition("#")[2]) for cell in row[1:4]]
    assert said == [
        ("≥7 per 1,000 (2025)", "340103-previous"),
        ("6.5 per 1,000 (2024)", "340103-outcome"),
        ("about 8 per 1,000 (2030)", "340103-target"),
    ]
    assert row[4].notes == ()


def test_a_broken_series_names_what_follows_it():
    broken = {**BEDS, "relation": "series_broken", "successor": "gp_density"}
    [row] = standing.succession(pd.DataFrame([broken]), WORDS).rows
    [note] = row[4].notes
    assert WORDS.indicator("gp_density", short=True) in note


def test_without_a_target_of_either_plan_a_sentence_says_so():
    said = standing.succession(pd.DataFrame([BEDS]).iloc[:0], WORDS)
    assert said == Sentence(WORDS.say("reading_next_none"), "en")
