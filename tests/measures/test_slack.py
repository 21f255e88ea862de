"""Slack is the room that a bound leaves, positive on the good side."""

import pytest

from healthplans.measures.change import slack

CASES = [
    ("lower", "1.62", "<5.2", 3.58, "=", 68.846),
    ("lower", "13.62", "<=12.82", -0.8, "=", -6.240),
    ("higher", "21.7", ">25", -3.3, "=", -13.2),
    ("higher", "98.98", ">85", 13.98, "=", 16.447),
    ("higher", ">94", ">90", 4.0, ">", 4.444),
    ("lower", "<=60", "<=70", 10.0, ">=", 14.286),
    ("none", "6", ">=5.06", 0.94, "=", 18.577),
    ("none", "3", "<=4", 1.0, "=", 25.0),
    ("higher", "95", "<=90", 5.0, "=", 5.556),
]


@pytest.mark.parametrize("case", CASES)
def test_slack_is_signed_towards_the_good_side(pairs, case):
    polarity, level, target, room, comparator, percent = case
    row = slack(pairs({"polarity": polarity, "level": level, "target": target})).iloc[0]
    assert row["slack"] == pytest.approx(room)
    assert row["slack_comparator"] == comparator
    assert row["slack_percent"] == pytest.approx(percent, abs=1e-3)


@pytest.mark.parametrize(
    "row", [{"level": "5", "target": "6"}, {"target": ">=6"}, {"level": "5", "target": "~6"}]
)
def test_only_a_bound_over_a_level_has_slack(pairs, row):
    found = slack(pairs(row)).iloc[0]
    assert str(found["slack"]) == "<NA>"
    assert found["slack_comparator"] == ""


def test_a_bound_of_zero_has_no_slack_in_percent(pairs):
    row = slack(pairs({"polarity": "lower", "level": "2", "target": "<=0"})).iloc[0]
    assert row["slack"] == -2
    assert str(row["slack_percent"]) == "<NA>"


def test_room_is_worked_out_as_printed_and_undetermined_under_an_open_level(pairs):
    rows = pairs(
        {"polarity": "higher", "level": "0.3", "target": ">=0.2"},
        {"polarity": "higher", "level": "<0.3", "target": ">=0.2"},
        {"polarity": "lower", "level": "1", "target": "<=-2"},
    )
    found = slack(rows)
    assert found["slack"].tolist()[0] == 0.1
    # below 0.3 is at most 0.1 more than 0.2
    assert found["slack_comparator"].tolist()[:2] == ["=", "<"]
    assert found["slack_percent"].tolist()[2] == -150
