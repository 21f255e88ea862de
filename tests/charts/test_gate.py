"""Charts keep figures with different denominators apart and draw no misleading axis."""

import pytest

from healthplans import charts, suite, views


@pytest.fixture(params=["zh", "en"])
def words(request):
    return suite.words(request.param)


def annotations(figure):
    return [annotation.text for annotation in figure.layout.annotations]


def test_denominators_are_labelled_groups_one_below_the_other():
    words = suite.words("en")
    figure = views.comparison.chart(suite.compare("physician_density"), words, strict=True)
    said = annotations(figure)
    assert [t for t in said if "<b>" in t] == [
        "<b>per resident population</b>",
        "<b>per population</b>",
    ]
    names = [name.strip() for name in figure.layout.yaxis.categoryarray]
    resident, population = names[1:5], names[6:]
    assert names[0] == names[5] == ""
    assert resident == ["Longhu", "Yaohai", "Yongqiao", "Anju"]
    assert population == ["Laishan", "Yaohai", "Anju"]


def test_an_end_per_another_denominator_stands_with_the_ends_that_it_may_be_compared_with():
    figure = views.comparison.chart(
        suite.compare("physician_density"), suite.words("en"), strict=True
    )
    marks = {
        (trace.y[0].strip(), trace.marker.color): trace.y[0]
        for trace in figure.data
        if "markers" in trace.mode and trace.x[0] is not None
    }
    order = list(figure.layout.yaxis.categoryarray)
    colours = charts.style.COLOURS
    level, target = (marks["Yaohai", colours[side]] for side in ("level", "target"))
    assert order.index(target) < 5 < order.index(level)
    assert annotations(figure).count("level apart") == 2
    assert annotations(figure).count("target apart") == 2


def test_by_convention_all_stand_on_one_axis_sorted_and_each_that_needs_it_is_marked():
    words = suite.words("en")
    table = suite.compare("physician_density")
    figure = views.comparison.chart(table, words)
    rows = [*figure.layout.yaxis.categoryarray]
    highest = table.sort_values("target", ascending=False)
    assert rows == [words.district(code) for code in highest["area"]]
    marked = {trace.y[0] for trace in figure.data if "†" in (trace.texttemplate or "")}
    printed = table[
        (table["level_denominator"] == "人口") | (table["target_denominator"] == "人口")
    ]
    assert marked == {words.district(code) for code in printed["area"]}
    assert [trace.name for trace in figure.data if "†" in (trace.name or "")]


def test_a_convention_that_joins_nothing_is_not_named(words):
    table = suite.compare("physician_density")
    alike = table.assign(level_denominator="人口", target_denominator="人口")
    figure = views.comparison.chart(alike, words)
    assert not any("†" in (trace.texttemplate or trace.name or "") for trace in figure.data)


def test_a_row_is_as_high_in_every_panel(words):
    figure = views.overview.chart(suite.headlines(), words)
    axes = [figure.layout[name] for name in figure.layout if name.startswith("yaxis")]
    heights = [(axis.domain[1] - axis.domain[0]) / len(axis.categoryarray) for axis in axes]
    assert len(axes) == len(suite.headlines())
    assert heights == pytest.approx([46 / (figure.layout.height - 90)] * len(axes), rel=0.25)
    assert max(heights) == pytest.approx(min(heights))


def test_one_denominator_needs_no_heading(words):
    figure = views.comparison.chart(suite.compare("health_literacy"), words)
    assert not any("<b>" in text for text in annotations(figure))
    assert len(figure.layout.yaxis.categoryarray) == 5


def test_a_change_of_denominator_within_a_plan_is_a_dotted_line(words):
    figure = views.comparison.chart(suite.compare("physician_density"), words)
    dashes = {trace.y[0]: trace.line.dash for trace in figure.data if trace.mode == "lines"}
    assert dashes[words.district("340102")] == "dot"
    assert dashes[words.district("370613")] == "solid"


def test_a_ceiling_is_a_ceiling_and_a_floor_a_floor():
    table = suite.compare("under5_mortality")
    figure = views.comparison.chart(table, suite.words("en"))
    symbols = {
        trace.y[0]: trace.marker.symbol
        for trace in figure.data
        if trace.mode.startswith("markers")
        and trace.marker.color == charts.style.COLOURS["target"]
    }
    assert symbols["Yongqiao"] == "triangle-left"
    assert symbols["Laishan"] == "diamond"
    floor = views.comparison.chart(suite.compare("life_expectancy"), suite.words("en"))
    assert "triangle-right" in {trace.marker.symbol for trace in floor.data}


def test_figures_of_one_district_are_not_drawn(words):
    table = suite.compare("daily_salt_intake")
    figure = views.comparison.chart(table, words)
    name = words.district("440507")
    said = words.say("reading_not_drawn_one", name=name)
    assert [text.replace("<br>", " ") for text in annotations(figure)] == [said]
    assert figure.layout.meta["description"] == said
    assert figure.layout.xaxis.visible is False
    assert len(figure.data) == 0


def test_words_only_are_not_drawn(words):
    table = suite.compare("health_literacy")
    silent = table.assign(level=None, target=None).astype(
        {"level": "Float64", "target": "Float64"}
    )
    figure = views.comparison.chart(silent, words)
    assert annotations(figure) == [words.say("chart_empty")]
    assert len(figure.data) == 0


def test_a_position_is_among_comparable_targets_by_convention_unless_strict(words):
    own, plan = suite.district("370613"), suite.plan("370613")
    name = words.indicator("physician_density", short=True)
    joined = views.position.chart(own, suite.peers(), words).layout.yaxis.categoryarray
    assert any(row.startswith(name) and "†" in row for row in joined)
    strict = views.position.chart(own, suite.peers_of(plan, strict=True), words)
    assert not any(row.startswith(name) for row in strict.layout.yaxis.categoryarray)
    assert words.indicator("infant_mortality", short=True) in joined


def test_a_figure_that_is_doubted_carries_a_mark_and_says_why(words):
    figure = views.comparison.chart(suite.compare("life_expectancy"), words)
    said = {trace.text[0]: trace for trace in figure.data if trace.text}
    doubted = {text for text, trace in said.items() if trace.mode == "markers+text"}
    assert {trace.texttemplate for trace in said.values()} == {"<b>!</b>"}
    assert any(words.say("disagreement_value") in text for text in doubted)
    marked = {text for text in said if any(w in text for w in _warnings(words))}
    assert doubted == marked
    assert doubted < set(said)


def _warnings(words):
    severities = [words.name("severity", code) for code in ("high", "medium")]
    found = [words.say("finding_mark", severity=severity) for severity in severities]
    return [words.say("disagreement_value"), *found]
