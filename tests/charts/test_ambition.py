"""Charts of stance, slack, obligation, spread, populations and heads show the tables' data."""

import pandas as pd
import pytest

from healthplans import suite, views
from healthplans.charts.style import COLOURS, STANCES


@pytest.fixture(params=["zh", "en"])
def words(request):
    return suite.words(request.param)


def test_every_stance_has_its_own_symbol_and_capacity_no_colour_of_good_or_bad():
    symbols = [look.symbol for look in STANCES.values()]
    assert len(set(symbols)) == len(symbols)
    assert {STANCES[code].colour for code in ("raise", "keep", "lower")} == {COLOURS["level"]}


def test_marks_carry_the_counts_and_the_legend_the_words(words):
    counts = suite.stance_counts()
    figure = views.stances.chart(counts, words)
    assert [trace.name for trace in figure.data] == [
        words.name("stance", code) for code in STANCES
    ]
    drawn = sum(int(text) for trace in figure.data for text in trace.text if text)
    assert drawn == int(counts["targets"].sum())


def test_no_two_marks_of_a_field_lie_on_each_other():
    figure = views.stances.chart(suite.stance_counts(), suite.words("en"))
    places = [
        place
        for trace in figure.data
        for place in zip(trace.x, trace.y, strict=True)
        if place[0] is not None
    ]
    assert len(set(places)) == len(places) == len(suite.stance_counts())


def test_slack_is_drawn_for_bounds_that_hold_with_room(words):
    assessed = suite.assess()
    marks = views.slack.chart(assessed, words).data[-1]
    room = assessed[(assessed["stance"] == "hold") & (assessed["slack_percent"] > 0)]
    assert sorted(marks.x) == pytest.approx(sorted(room["slack_percent"]))
    assert len(set(marks.y)) == len(room)


def test_bars_add_up_to_all_targets_of_a_plan(words):
    shares = suite.binding_share()
    figure = views.binding.chart(shares, words)
    sums = [sum(parts) for parts in zip(*(trace.x for trace in figure.data), strict=True)]
    plans = shares[shares["topic"] == ""]
    assert sums == plans["commitments"].to_list()
    assert len({trace.marker.pattern.shape for trace in figure.data}) == 3


def test_spread_points_left_if_it_shrinks():
    figure = views.convergence.chart(suite.convergence(strict=True), suite.words("en"))
    marks = {y: t.marker.symbol for t in figure.data if t.mode == "markers" for y in t.y}
    assert marks["Health literacy"] == "triangle-left"
    assert marks["Life expectancy"] == "triangle-right"
    assert len(marks) == 5


def test_each_population_has_a_row_of_its_own(words):
    pairs = suite.population()
    [trace] = views.populations.chart(pairs, words).data
    assert len(set(trace.y)) == len(pairs)
    widths = (pairs["high"] - pairs["low"]) / 2
    assert list(trace.error_x.array) == pytest.approx(widths.to_list())


@pytest.mark.parametrize("draw", [views.populations.chart, views.heads.chart])
def test_with_no_population_a_sentence_is_drawn_and_no_axis(draw, words):
    table = suite.population if draw is views.populations.chart else suite.required_heads
    figure = draw(table("370613"), words)
    assert [note.text for note in figure.layout.annotations] == [words.say("chart_empty")]
    assert figure.layout.xaxis.visible is False


def test_heads_are_drawn_once_for_each_population_in_neutral_colours(words):
    required = suite.required_heads()
    figure = views.heads.chart(required, words)
    shared = required.groupby("indicator")["document"].transform("nunique") > 1
    marks = [trace for trace in figure.data if trace.mode == "markers"]
    wanted = required[shared & required["heads"].notna()]
    assert sorted(t.x[0] for t in marks if t.marker.symbol != "circle") == pytest.approx(
        sorted(wanted["heads"])
    )
    assert {trace.marker.color for trace in marks} == {COLOURS["level"], COLOURS["text"]}


def test_a_floor_of_heads_is_drawn_as_a_floor():
    figure = views.heads.chart(suite.required_heads(), suite.words("en"))
    anju = {
        trace.marker.symbol
        for trace in figure.data
        if trace.mode == "markers" and trace.y[0].startswith("Anju")
    }
    assert anju == {"circle", "triangle-right"}


def test_descriptions_say_what_is_drawn():
    words = suite.words("en")
    drawn = {
        "retreat 4": views.stances.chart(suite.stance_counts(), words),
        "20 bounds that hold already": views.slack.chart(suite.assess(), words),
        "Yongqiao 8 of 35": views.binding.chart(suite.binding_share(), words),
        "Health literacy 26": views.convergence.chart(suite.convergence(strict=True), words),
        "Longhu 606,047": views.populations.chart(suite.population(), words),
        "6 kinds": views.heads.chart(suite.required_heads(), words),
    }
    for text, figure in drawn.items():
        assert text in figure.layout.meta["description"]


def test_room_is_drawn_from_least_to_most_of_what_holds(words):
    rows = suite.assess()
    held = rows[(rows["stance"] == "hold") & (rows["slack_percent"] > 0)]
    other = held.iloc[:1].assign(stance="advance", slack_percent=99.0)
    figure = views.slack.chart(pd.concat([held, other], ignore_index=True), words)
    drawn = list(figure.data[-1].x)
    assert drawn == sorted(drawn)
    assert len(drawn) == len(held)
    said = figure.layout.meta["description"]
    low, high = (f"{round(drawn[place], 1):g}" for place in (0, -1))
    assert said.index(low) < said.rindex(high)
