"""The look of the charts: colours safe for colour-blind readers, shapes that carry meaning.

A plotly figure is JSON that JupyterLab and the pages draw. Plain `nbconvert`, a preview on the
web or a terminal do not, and would show nothing; they show the sentence that it carries.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

import plotly.graph_objects as go
import plotly.io as pio
from plotly.io._base_renderers import PlotlyRenderer
from plotly.subplots import make_subplots

from healthplans.charts.naming import broken
from healthplans.imports import import_notebook_format
from healthplans.quantities import Comparator

# Okabe and Ito (2008), https://jfly.uni-koeln.de/color/
COLOURS = {
    "level": "#5b6770",
    "target": "#0072b2",
    "national": "#d55e00",
    "other": "#8a949c",
    "line": "#aab4bb",
    "text": "#26323a",
    "grid": "#e3e7ea",
    "paper": "#ffffff",
}
# as on the page (lib/healthplans/site/assets/site.css)
FONT = (
    "'Helvetica Neue', 'Segoe UI', Roboto, 'Noto Sans', Arial, 'PingFang SC', "
    "'Hiragino Sans GB', 'Microsoft YaHei UI', 'Microsoft YaHei', 'Noto Sans SC', "
    "'Noto Sans CJK SC', 'Source Han Sans SC', sans-serif"
)
_AXIS = 36  # columns of an axis title
# numbers in bars: hidden where they would have to be smaller than can be read
NUMBERS = {"minsize": 10, "mode": "hide"}
_ABOVE = {"orientation": "h", "y": 1, "yanchor": "bottom", "x": 0, "xanchor": "left"}
_WHOLE = 1000  # pixels: no legend is so high that a part of it is hidden
_LEGEND, _TITLE = 90, 34  # pixels: above the first panel, and of its title
import_notebook_format()  # plotly asks for it with the first figure that is shown
PLOTLY = "application/vnd.plotly.v1+json"
_RENDERER = "plotly_mimetype"  # plotly's own choice in a kernel


@dataclass(frozen=True)
class Mark:
    """How one kind of target is drawn: its message key in the legend, and its symbol."""

    legend: str
    symbol: str


MARKS = {
    Comparator.EXACT: Mark("legend_exact", "diamond"),
    Comparator.AT_LEAST: Mark("legend_floor", "triangle-right"),
    Comparator.MORE: Mark("legend_floor", "triangle-right"),
    Comparator.AT_MOST: Mark("legend_ceiling", "triangle-left"),
    Comparator.LESS: Mark("legend_ceiling", "triangle-left"),
    Comparator.ABOUT: Mark("legend_about", "diamond-open"),
}


@dataclass(frozen=True)
class Look:
    """How one stance is drawn."""

    symbol: str
    colour: str


# blue and vermilion differ for all readers, and shape says the same; capacity stays grey
STANCES = {
    "advance": Look("triangle-up", "#0072b2"),
    "hold": Look("circle", "#56a0d3"),
    "retreat": Look("triangle-down", "#d55e00"),
    "raise": Look("triangle-up-open", "#5b6770"),
    "keep": Look("circle-open", "#5b6770"),
    "lower": Look("triangle-down-open", "#5b6770"),
    "unknown": Look("x-thin-open", "#8a949c"),
}


def mark_of(comparator: str) -> Mark:
    """Give the mark of a comparator; a relative target worked out is drawn as about."""
    return MARKS[Comparator(comparator or Comparator.ABOUT)]


def rows_from_above(figure: go.Figure, names: list[str], **place: int) -> None:
    """Order a panel's rows from above; a heading among them has no figures of its own.

    Only a range that is set leaves room for a heading at either end.
    """
    figure.update_yaxes(
        categoryorder="array",
        categoryarray=names,
        range=[len(names) - 0.4, -0.6],
        showgrid=False,
        ticklabelstandoff=10,
        **place,
    )


def rows_labelled(figure: go.Figure, labels: list[str], **place: int) -> None:
    """Order rows from above at whole numbers, each under its label; none is left out."""
    figure.update_yaxes(
        tickmode="array",
        tickvals=list(range(len(labels))),
        ticktext=labels,
        range=[len(labels) - 0.4, -0.6],
        showgrid=False,
        ticklabelstandoff=10,
        **place,
    )


def folded(text: str, width: int) -> str:
    """Break a text that is longer than so many letters, as on a phone."""
    return "<br>".join(wrap(text, width))


def layout(figure: go.Figure, *, height: int, **settings: Any) -> go.Figure:
    """Set what all charts share; `settings` go to `update_layout`.

    The template is plotly's empty one, not what the user has made the usual one.
    """
    figure.update_layout(
        template="none",
        height=height,
        font={"family": FONT, "size": 14, "color": COLOURS["text"]},
        margin={"l": 8, "r": 20, "t": 64, "b": 8},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        # above the plot: there it never meets the axis title, however many lines it takes
        legend={**_ABOVE, "maxheight": _WHOLE},
        hoverlabel={"align": "left"},
        **settings,
    )
    figure.update_traces(cliponaxis=False, selector={"type": "scatter"})
    figure.update_xaxes(
        gridcolor=COLOURS["grid"], zeroline=False, automargin=True, title_standoff=8
    )
    figure.update_yaxes(gridcolor=COLOURS["grid"], zeroline=False, automargin=True)
    return figure


def stem(name: str, value: float, base: float = 0, **look: Any) -> go.Scatter:
    """Draw a line along a row, from a base to a value."""
    return go.Scatter(
        x=[base, value],
        y=[name, name],
        mode="lines",
        line={"color": COLOURS["line"], "width": 3, **look},
        showlegend=False,
        hoverinfo="skip",
    )


def legend_only(name: str, **marker: Any) -> go.Scatter:
    """Say in the legend what a mark means, and draw nothing."""
    return go.Scatter(x=[None], y=[None], mode="markers", name=name, marker=marker)


def titled(text: str) -> dict[str, Any]:
    """Give the title of an axis, in lines that a phone has room for."""
    return {"text": broken(text, _AXIS), "font": {"size": 13}}


def panels(titles: Sequence[str], *, height: float, between: float, **more: Any) -> go.Figure:
    """Give a figure of panels below one another; `between` are pixels of so many in all."""
    space = between / height
    return make_subplots(
        rows=len(titles), cols=1, subplot_titles=titles, vertical_spacing=space, **more
    )


def draw_in(figure: go.Figure, place: int, traces: Sequence[go.Scatter | go.Bar]) -> None:
    """Draw in one panel, all at once: plotly checks what is there with each call."""
    figure.add_traces(traces, rows=[place] * len(traces), cols=[1] * len(traces))


def panelled(figure: go.Figure, height: float) -> go.Figure:
    """Set what charts of several panels share: titles at the left, the legend above them.

    `height` is that of the panels, titles and axes, without the legend.
    """
    layout(figure, height=round(height) + _LEGEND)
    figure.update_annotations(selector={"xref": "paper"}, x=0, xanchor="left", font_size=15)
    # the first title stands between: the legend pushes the panels down, however high it is
    return figure.update_layout(margin={"t": _LEGEND}, legend={"y": 1 + _TITLE / height})


def empty(text: str) -> go.Figure:
    """Give a figure that says in words why nothing is drawn."""
    figure = layout(go.Figure(), height=90)
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False)
    figure.add_annotation(text=folded(text, 60), showarrow=False)
    return describe(figure, text)


def describe(figure: go.Figure, text: str) -> go.Figure:
    """Store a sentence about the figure in it, for those who cannot see the drawing."""
    return figure.update_layout(meta={"description": text})


class _Described(PlotlyRenderer):  # type: ignore[misc]  # plotly has no types
    """Gives a figure as plotly's own renderer does, and its description as plain text."""

    def to_mimebundle(self, fig_dict: dict[str, Any]) -> dict[str, Any]:
        bundle: dict[str, Any] = super().to_mimebundle(fig_dict)
        text = described(fig_dict)
        return {**bundle, "text/plain": text} if text else bundle


def described(figure: Mapping[str, Any]) -> str:
    """Give the sentence that a chart's JSON carries about itself; blank where it has none."""
    meta = figure.get("layout", {}).get("meta")
    return str(meta.get("description", "")) if isinstance(meta, Mapping) else ""


# whichever the user has chosen: pages draw a notebook's JSON with their own copy of plotly.js
pio.renderers[_RENDERER] = _Described()
pio.renderers.default = _RENDERER
