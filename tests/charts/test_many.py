"""Charts of tens and hundreds of districts: the form by their number, every name legible."""

from dataclasses import replace
from itertools import pairwise

import pytest
from support import of_many, suite

from healthplans import charts, views
from healthplans.charts.distribution import distribution, left_out
from healthplans.charts.forms import FOLDED, ROWS, form_of
from healthplans.charts.groups import Group
from healthplans.charts.naming import cut, district_names
from healthplans.charts.style import empty
from healthplans.charts.summary_lines import Window
from healthplans.errors import InputError
from healthplans.measures import COVERAGE, peers
from healthplans.texts import width_of
from healthplans.vocabulary.areas import Areas

LISTS = suite.codelists()
KNOWN = LISTS.areas
EVERY = [code for code, row in KNOWN.rows.items() if row[1] == "district" and not row[8]]
ANHUI = [code for code in EVERY if code.startswith("34")]
FEW = [*LISTS.headlines, "physician_density", "infant_mortality", "health_literacy"]
LINE = 14  # pixels of a line of a chart's letters


@pytest.fixture(params=["zh", "en"])
def words(request):
    return suite.words(request.param)


def spread_out(count):
    return EVERY[:: len(EVERY) // count][:count]


def beds(codes):
    return of_many(suite.compare("beds_density"), codes)


@pytest.mark.parametrize(
    ("codes", "form"),
    [
        (spread_out(ROWS), "rows"),
        (spread_out(ROWS + 1), "groups"),
        (spread_out(FOLDED), "groups"),
        (spread_out(FOLDED + 1), "distribution"),
        (ANHUI, "groups"),
        ([code for code in EVERY if code.startswith("50")], "distribution"),
    ],
    ids=["30", "31", "300", "301", "one province", "one municipality"],
)
def test_the_form_follows_the_number_of_districts_and_what_they_lie_in(codes, form):
    assert form_of(codes, KNOWN) == form


def test_districts_of_one_province_are_folded_by_city(words):
    labels = views.comparison.chart(beds(ANHUI), words).layout.yaxis.ticktext
    assert any(words.district("340100") in label for label in labels)


def test_tens_of_districts_are_each_marked_within_the_row_of_their_province(words):
    table = beds(spread_out(100))
    figure = views.comparison.chart(table, words)
    marks = [t for t in figure.data if t.mode == "markers" and t.marker.size == 7]
    # once in their own row, once in that of all
    for side, colour in (("level", "level"), ("target", "target")):
        own = [x for t in marks if t.marker.color == charts.style.COLOURS[colour] for x in t.x]
        assert sorted(own) == sorted(2 * table[side].dropna().tolist())


def test_hundreds_are_counted_in_bars_and_none_is_lost(words):
    table = beds(spread_out(FOLDED + 50))
    figure = views.comparison.chart(table, words, district=table["area"].iloc[0])
    bars = {"level": 0, "target": 0}
    for bar in (t for t in figure.data if t.type == "bar"):
        bars["level" if bar.yaxis == "y" else "target"] += sum(bar.y)
    assert bars == {side: int(table[side].count()) for side in bars}
    written = [
        text for t in figure.data if t.type == "scatter" for text in t.texttemplate or ()
    ]
    assert any(words.district(table["area"].iloc[0]) in text for text in written)


def test_groups_too_small_for_a_panel_are_counted(words):
    table = beds(spread_out(60))
    sizes = range(6, 0, -1)
    groups = [Group(str(size), table.head(size)) for size in sizes]
    drawn = distribution(groups, words, Window(0.0, 10.0), "")
    panels = len(list(drawn.select_yaxes()))
    every = sum(
        group.rows[side].notna().any() for group in groups for side in ("level", "target")
    )
    assert panels == 8
    assert str(every - panels) in left_out(groups, words)
    assert left_out(groups[:2], words) == ""


def test_a_figure_far_out_is_named_and_presses_no_others_together(words):
    table = beds(spread_out(100))
    table.loc[table.index[-1], "target"] = 700.0
    axis = views.comparison.chart(table, words).layout.xaxis
    assert axis.range[1] < 15
    assert words.district(table["area"].iloc[-1]) in axis.title.text.replace("<br>", " ")


@pytest.mark.parametrize("count", [8, 60, FOLDED + 1])
def test_all_marks_at_one_value_leave_an_axis_with_room(words, count):
    table = beds(spread_out(count))
    table = table.assign(level=7.0, target=7.0)
    axis = views.comparison.chart(table, words).layout.xaxis
    assert axis.range is None or axis.range[1] - axis.range[0] > 1


def test_two_districts_of_one_name_have_a_row_each(words):
    shared = [code for code in EVERY if words.district(code) == words.district("320106")][:4]
    assert len(shared) > 1
    figure = views.comparison.chart(beds([*shared, "340102"]), words)
    assert len(set(figure.layout.yaxis.categoryarray)) == len(shared) + 1
    names = district_names(shared, words)
    assert len(set(names.values())) == len(shared)


def test_a_long_name_is_cut_and_stands_whole_in_the_hover(words):
    long = "长名" * 30
    rows = {**KNOWN.rows, "340102": (*KNOWN.rows["340102"][:3], long, long, "", "", "", "")}
    known = Areas(rows, KNOWN.words, KNOWN.span)
    named = replace(words, lists=replace(LISTS, areas=known))
    figure = views.comparison.chart(suite.compare("beds_density"), named)
    assert max(width_of(label) for label in figure.layout.yaxis.ticktext) <= 24
    assert any(long in text for trace in figure.data for text in trace.text or ())


def test_a_cut_name_says_so():
    assert cut("a" * 60) == "a" * 23 + "…"


def assessed(codes):
    return of_many(suite.assess(), codes)


def drawn(count, words):
    """All charts of so many districts."""
    codes = spread_out(count)
    rows = assessed(codes)
    own = rows[(rows["area"] == codes[0]) & rows["indicator"].isin(FEW)]
    yield views.comparison.chart(beds(codes), words, strict=True)
    yield views.overview.chart({"beds_density": beds(codes)}, words)
    yield views.position.chart(own, peers(rows[rows["indicator"].isin(FEW)], LISTS), words)
    yield views.stances.chart(of_many(suite.stance_counts(), codes), words)
    yield views.slack.chart(rows, words)
    yield views.binding.chart(of_many(suite.binding_share(), codes), words)
    yield views.convergence.chart(suite.convergence(), words)
    yield views.populations.chart(of_many(suite.population(), codes), words)
    yield views.heads.chart(of_many(suite.required_heads(), codes), words)


@pytest.mark.parametrize(("count", "lang"), [(5, "en"), (23, "zh"), (100, "en")])
def test_names_beside_rows_have_the_height_that_they_need(count, lang):
    words = suite.words(lang)
    for figure in drawn(count, words):
        for axis in figure.select_yaxes():
            labels = axis.ticktext or axis.categoryarray or ()
            low, high = axis.domain or (0, 1)
            room = (high - low) * (figure.layout.height - 130)
            lines = max((1 + label.count("<br>") for label in labels), default=0)
            assert lines * LINE * len(labels) <= room, figure.layout.meta


@pytest.mark.parametrize("count", [23, 100])
def test_names_of_the_static_twin_do_not_overlap(count):
    words = suite.words("en")
    codes = spread_out(count)
    for figure in (
        views.comparison.chart(beds(codes), words),
        views.slack.chart(assessed(codes), words),
    ):
        twin = charts.static(figure)
        twin.draw_without_rendering()
        for axes in twin.axes:
            boxes = [t.get_window_extent() for t in axes.get_yticklabels() if t.get_text()]
            ends = sorted((box.y0, box.y1) for box in boxes)
            assert all(one[1] <= other[0] + 1 for one, other in pairwise(ends))


def test_a_chart_of_nothing_is_a_sentence(words):
    none = words.say("chart_empty")
    found = [
        views.comparison.chart(
            suite.compare("beds_density").assign(level=None, target=None), words
        ),
        views.stances.chart(suite.stance_counts().iloc[:0], words),
        views.slack.chart(suite.assess().iloc[:0], words),
        views.binding.chart(suite.binding_share().iloc[:0], words),
        views.convergence.chart(suite.convergence().iloc[:0], words),
        views.populations.chart(suite.population().iloc[:0], words),
        views.heads.chart(suite.required_heads().iloc[:0], words),
    ]
    said = [[note.text for note in figure.layout.annotations] for figure in found]
    assert (
        said == [[none]] * len(found) == [[n.text for n in empty(none).layout.annotations]] * 7
    )


def test_the_heat_map_of_many_districts_is_shares_that_add_up():
    codes, words = spread_out(ROWS + 1), suite.words("en")
    table = of_many(suite.coverage([*LISTS.headlines]), codes)
    [axes] = views.coverage.chart(table, words).figure.axes
    bars = [bar.get_width() for bar in axes.patches]
    assert len(bars) == len(COVERAGE) * len(LISTS.headlines)
    assert sum(bars) == pytest.approx(100 * len(LISTS.headlines))


def test_upright_names_of_the_heat_map_stand_apart():
    codes, words = spread_out(20), suite.words("zh")
    figure = views.coverage.chart(
        of_many(suite.coverage(["beds_density"]), codes), words
    ).figure
    figure.draw_without_rendering()
    [axes] = figure.axes
    boxes = [label.get_window_extent() for label in axes.get_xticklabels()]
    ends = sorted((box.x0, box.x1) for box in boxes)
    assert len(ends) == len(codes)
    assert all(one[1] <= other[0] for one, other in pairwise(ends))


def test_panels_are_refused_in_words_where_nobody_can_read_them(words):
    table = suite.compare("beds_density").iloc[:1]
    with pytest.raises(InputError, match=r"200 indicators.*at most"):
        views.overview.chart(dict.fromkeys(map(str, range(200)), table), words)
