"""The static twin says what the chart says, in files that anybody can open."""

import re
import warnings

import matplotlib as mpl
import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest
from matplotlib.figure import Figure

from healthplans import charts, suite, views
from healthplans.charts.publishing import as_bytes
from healthplans.errors import InputError


@pytest.fixture(scope="module")
def words():
    return suite.words("zh")


@pytest.fixture(scope="module")
def chart(words):
    code = suite.codelists().headlines[1]
    return views.comparison.chart(suite.compare(code), words, suite.benchmarks(code))


def marks(trace):
    return [] if "markers" not in (trace.mode or "") else list(trace.x)


def test_every_mark_of_the_chart_stands_in_its_twin_at_the_same_value(chart):
    """What stands in the legend alone has no value, in neither."""
    [axes] = charts.static(chart).axes
    asked = [x for trace in chart.data for x in marks(trace)]
    lines = [line for line in axes.lines if line.get_marker() not in ("None", None, "")]
    drawn = [x for line in lines for x in line.get_xdata()]
    assert valued(drawn) == valued(asked)


def valued(found):
    return sorted(float(x) for x in found if pd.notna(x))


def test_rows_have_the_names_of_the_chart_in_its_order(chart):
    [axes] = charts.static(chart).axes
    names = [label.get_text() for label in axes.get_yticklabels()]
    assert names == [name.strip() for name in chart.layout.yaxis.ticktext]


@pytest.mark.parametrize("format_", ["svg", "png", "pdf"])
def test_the_same_chart_gives_the_same_bytes_without_a_date(chart, format_):
    first, second = (as_bytes(chart, format_) for _ in range(2))
    assert first == second
    assert b"Date" not in first


def test_every_letter_is_drawn_and_none_needs_a_font_of_the_reader(chart):
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # matplotlib warns of a letter that it cannot draw
        text = as_bytes(chart, "svg").decode()
    assert "<text" not in text


@pytest.mark.parametrize("width", [85, 170])
def test_a_file_is_as_wide_as_asked(tmp_path, chart, width):
    text = charts.save(chart, tmp_path / "new" / "beds.svg", width=width).read_text()
    wide = float(re.search(r'width="([\d.]+)pt"', text)[1])
    assert wide == pytest.approx(width / 25.4 * 72)


@pytest.mark.parametrize(("name", "width"), [("a.gif", 170), ("a.svg", 4), ("a", 900)])
def test_a_format_or_a_width_that_cannot_be_is_refused(tmp_path, chart, name, width):
    with pytest.raises(InputError):
        charts.save(chart, tmp_path / name, width=width)
    assert not list(tmp_path.iterdir())


def test_the_heat_map_is_saved_too_at_the_width_asked(words, tmp_path):
    drawn = views.coverage.chart(suite.coverage([*suite.codelists().headlines]), words)
    charts.save(drawn, tmp_path / "map.svg", width=85)
    assert charts.save(drawn, tmp_path / "map.png", width=85, dpi=100).stat().st_size > 0
    assert drawn.figure.get_size_inches()[0] == pytest.approx(85 / 25.4)


@pytest.mark.parametrize("height", [90, 30_000])
def test_a_figure_of_numbers_in_plotlys_own_coding_is_read(height):
    coded = go.Figure(go.Scatter(x=np.array([1.0, 2.0]), y=["a", "b"], mode="markers"))
    coded.update_layout(height=height)
    json = coded.to_plotly_json()
    [axes] = charts.static(json).axes
    assert [*axes.lines[0].get_xdata()] == [1.0, 2.0]


def test_figures_of_ones_own_draw_chinese():
    with mpl.rc_context():
        families = charts.use_chinese()
        figure = Figure()
        figure.subplots().set_title("每千人口床位 −1")
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            as_bytes(figure, "png", dpi=50)
        assert mpl.rcParams["font.family"] == families
