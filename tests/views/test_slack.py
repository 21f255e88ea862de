"""The room that bounds leave: a row a target, or a line an indicator where they are many."""

import pandas as pd
from support import suite

from healthplans.views import slack

WORDS = suite.words("en")


def held(*subjects):
    """Bounds kept with room: (indicator, part, percent, how many) each, all of one row."""
    rows = suite.assess()
    kept = rows[(rows["stance"] == "hold") & (rows["slack_percent"] > 0)]
    parts = [
        kept.iloc[[0] * times].assign(indicator=code, part=part, slack_percent=percent)
        for code, part, percent, times in subjects
    ]
    return pd.concat(parts, ignore_index=True)


def test_thirty_targets_have_a_row_each_and_more_a_line_an_indicator():
    few = slack.chart(held(("beds_density", "", 10.0, 30)), WORDS)
    many = slack.chart(held(("beds_density", "", 10.0, 31)), WORDS)
    assert len(few.data[-1].x) == 30
    assert [len(trace.x) for trace in many.data[-1:]] == [1]


def test_lines_stand_by_their_median_with_their_part_and_end_where_their_room_does():
    rows = held(("beds_density", "hospital", 10.0, 15), ("gp_density", "", 80.0, 16))
    figure = slack.chart(rows, WORDS)
    upper, lower = figure.layout.yaxis.ticktext
    assert upper.startswith("GPs")
    assert "ospital" in lower
    assert [trace.x[:2] for trace in figure.data] == [(80.0, 80.0), (80.0, 80.0), (80.0, 10.0)]


def test_pointing_at_a_mark_says_level_and_target_each_with_its_year():
    rows = held(("beds_density", "", 10.0, 1)).assign(level_year=2019, target_year=2025)
    [text] = slack.chart(rows, WORDS).data[-1].text
    *_, level, target = text.split("<br>")
    assert "2019" in level
    assert "2025" in target
