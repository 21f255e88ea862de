"""The static twin of a chart: the same figure drawn by matplotlib, for print and previews.

A chart is made once, as a plotly figure; its twin draws what stands in that figure, so the two
cannot say different things. Neither a browser nor a network is needed, Chinese is drawn with
the font that the project delivers, and the same figure gives the same bytes.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import plotly.graph_objects as go
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from healthplans.charts.matplotlib_marks import Json, Scale, draw, plain, write_at
from healthplans.charts.publishing import POINTS, WIDTH, font_families, own_settings
from healthplans.charts.style import COLOURS

_INCH = 25.4
_PIXELS = 14.0
_LEAST = 0.5
_TALLEST = 600.0  # inches


def static(
    figure: go.Figure | Mapping[str, Any], width: float = WIDTH, points: float = POINTS
) -> Figure:
    """Draw a chart as a matplotlib figure.

    Parameters
    ----------
    figure : plotly Figure or mapping
        A chart of `healthplans.views`, or the JSON of one from a stored notebook.
    width : float
        Millimetres, such as 85 for one column of a journal or 170 for two.
    points : float
        The size of the letters, in points.

    Returns
    -------
    Figure
        With a panel for each of the chart's, and a canvas of its own: pyplot is not used.
    """
    json = figure if isinstance(figure, Mapping) else figure.to_dict()
    look = {
        "font.family": font_families(),
        "font.size": points,
        "text.color": COLOURS["text"],
        "axes.labelcolor": COLOURS["text"],
        "hatch.linewidth": 0.4,
        "axes.unicode_minus": False,
    }
    with own_settings(look):
        height = json["layout"].get("height", 450) * points / _PIXELS / 72
        size = width / _INCH, min(max(height, _LEAST), _TALLEST)
        drawn = Figure(figsize=size, layout="constrained")
        FigureCanvasAgg(drawn)  # one renderer for all that is measured
        scales = list(_panels(drawn, json, points))
        _fill(json, scales)
        _legend(drawn, [handle for scale in scales for handle in scale.handles.items()])
    return drawn


def _panels(drawn: Figure, json: Json, points: float) -> Iterator[Scale]:
    """Make a panel for every vertical axis, from above, each as high as its share is."""
    layout = json["layout"]
    codes = _codes(json)
    spans = [layout.get(f"yaxis{code}", {}).get("domain", (0, 1)) for code in codes]
    heights = [high - low for low, high in spans]
    panels = drawn.subplots(len(codes), 1, squeeze=False, height_ratios=heights)[:, 0]
    for code, axes in zip(codes, panels, strict=True):
        names = _names(json, code)
        _finish(axes, layout.get(f"xaxis{code}", {}), layout.get(f"yaxis{code}", {}), names)
        yield Scale(axes, names, points)


def _codes(json: Json) -> list[str]:
    used = [trace.get("yaxis", "y") for trace in json["data"]] or ["y"]
    return sorted({axis.removeprefix("y") for axis in used}, key=lambda code: int(code or 1))


def _names(json: Json, code: str) -> dict[str, int]:
    """Give the place of each named row: as the axis orders them, else as they come."""
    listed = json["layout"].get(f"yaxis{code}", {}).get("categoryarray")
    if listed is None:
        own = [t for t in json["data"] if t.get("yaxis", "y") == f"y{code}"]
        listed = [y for t in own for y in _listed(t.get("y")) if isinstance(y, str)]
    return {name: place for place, name in enumerate(dict.fromkeys(listed))}


def _listed(values: Any) -> Sequence[Any]:
    return [] if values is None or isinstance(values, Mapping) else list(values)


def _finish(axes: Any, across: Json, up: Json, names: Mapping[str, int]) -> None:
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)
    axes.set_axisbelow(True)
    if across.get("showgrid") is not False:
        axes.grid(axis="x", color=COLOURS["grid"], lw=0.6)
    _up(axes, up, names)
    if across.get("visible") is False:
        axes.set_axis_off()
    _across(axes, across)


def _up(axes: Any, up: Json, names: Mapping[str, int]) -> None:
    """Set the vertical axis: named rows, rows at whole numbers under labels, or numbers."""
    if names or up.get("range"):
        axes.set_ylim(*(up.get("range") or [-0.5, len(names) - 0.5]))
    labels = _listed(up.get("ticktext")) or list(names)
    if up.get("showticklabels") is False:
        axes.set_yticks([])
    elif labels:
        # a name of blanks is a heading's place, which is written as an annotation
        places = list(names.values()) or _listed(up.get("tickvals"))
        axes.set_yticks(places, [plain(label).strip() for label in labels])


def _across(axes: Any, across: Json) -> None:
    axes.set_xlabel(plain(across.get("title", {}).get("text", "") or ""))
    if across.get("range"):
        axes.set_xlim(*across["range"])
    if across.get("ticktext") is not None:
        axes.set_xticks(list(across["tickvals"]), [plain(t) for t in across["ticktext"]])
    elif across.get("showticklabels") is False:
        axes.set_xticks([])
    elif across.get("tickformat") == ",":
        axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    if across.get("side") == "top":
        axes.xaxis.tick_top()


def _fill(json: Json, scales: Sequence[Scale]) -> None:
    by_axis = {code: scale for code, scale in zip(_codes(json), scales, strict=True)}
    for trace in json["data"]:
        draw(trace, by_axis[trace.get("yaxis", "y").removeprefix("y")])
    for note in json["layout"].get("annotations", ()):
        _note(note, json, by_axis)
    for shape in json["layout"].get("shapes", ()):
        _shape(shape, by_axis)
    for code, scale in by_axis.items():
        if json["layout"].get(f"xaxis{code}", {}).get("rangemode") == "tozero":
            scale.axes.set_xlim(left=0)


def _note(note: Json, json: Json, scales: Mapping[str, Scale]) -> None:
    """Write an annotation in its panel; one that stands on top of a panel is its title."""
    axis = note.get("yref", "y")
    if axis != "paper":
        write_at(note, scales[axis.removeprefix("y").partition(" ")[0]])
        return
    layout = json["layout"]
    tops = {
        code: abs(layout.get(f"yaxis{code}", {}).get("domain", (0, 1))[1] - note.get("y", 1))
        for code in scales
    }
    nearest = scales[min(tops, key=lambda code: tops[code])]
    nearest.axes.set_title(plain(note["text"]), loc="left", fontsize="medium")


def _shape(shape: Json, scales: Mapping[str, Scale]) -> None:
    line = shape.get("line", {})
    code = shape.get("xref", "x").removeprefix("x").partition(" ")[0]
    scale = scales.get(code, next(iter(scales.values())))
    if shape.get("type") == "rect":
        fill = {"color": shape.get("fillcolor"), "alpha": shape.get("opacity", 1), "lw": 0}
        scale.axes.axhspan(shape["y0"], shape["y1"], zorder=0, **fill)
        return
    dash = {"solid": "-", "dot": ":", "dash": "--"}[line.get("dash", "solid")]
    width = scale.points_of(line.get("width", 2))
    drawn = scale.axes.axvline(shape["x0"], color=line.get("color"), lw=width, ls=dash)
    if shape.get("showlegend"):
        scale.handles.setdefault(plain(shape["name"]), drawn)


def _legend(drawn: Figure, named: Sequence[tuple[str, Any]]) -> None:
    """Put the legend above the panels, in as many columns as its width holds."""
    handles = {name: _legend_mark(handle) for name, handle in reversed(named)}
    if not handles:
        return
    names = list(dict.fromkeys(name for name, _ in named))
    for columns in range(len(names), 0, -1):
        legend = drawn.legend(
            [handles[name] for name in names],
            names,
            loc="outside upper left",
            ncols=columns,
            frameon=False,
            fontsize="small",
            columnspacing=1.2,
            handletextpad=0.5,
        )
        if columns == 1 or legend.get_window_extent().width <= drawn.bbox.width:
            return
        legend.remove()


def _legend_mark(handle: Any) -> Any:
    """Give a mark for the legend, of a size that does not depend on the data."""
    if not isinstance(handle, Line2D) or handle.get_linestyle() != "None":
        return handle
    mark = Line2D([], [])
    mark.update_from(handle)
    return mark
