"""Lines, marks, bars and words of a chart, drawn as plotly would draw them, in matplotlib."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from healthplans.charts.style import COLOURS

Json = Mapping[str, Any]
LARGEST = 1.0  # the size of a figure's usual letters, in its own font size
_PIXELS = 14.0  # the letters of a chart on a page; a mark keeps its size beside them
_TAG = re.compile(r"<br\s*/?>|</?\w+>")
_DASHES = {"solid": "-", "dot": ":", "dash": "--"}
_SYMBOLS: dict[str, Any] = {
    "circle": "o",
    "diamond": "D",
    "triangle-right": ">",
    "triangle-left": "<",
    "triangle-up": "^",
    "triangle-down": "v",
    "line-ns": "|",
    "x-thin": "x",
    "square": "s",
}
_HATCHES = {"": "", "/": "///", ".": "..", "x": "xxx", "\\": "\\\\\\"}
_TEXT = {
    "top center": (0, 1, "center", "bottom"),
    "middle right": (1, 0, "left", "center"),
    "middle left": (-1, 0, "right", "center"),
    "bottom center": (0, -1, "center", "top"),
}
_SIDES = {"left": "left", "right": "right", "center": "center", "auto": "center"}
_LEVELS = {"top": "top", "middle": "center", "bottom": "bottom", "auto": "center"}


@dataclass
class Scale:
    """One panel's axes: places of its named rows, size of letters, what its legend names."""

    axes: Axes
    names: Mapping[str, int]
    points: float
    handles: dict[str, Artist] = field(default_factory=dict)
    stacked: dict[Any, float] = field(default_factory=dict)

    def place(self, value: Any) -> Any:
        """Give the place of a named row; a number is its own, an absent one is none."""
        return np.nan if value is None else self.names.get(value, value)

    def points_of(self, pixels: float) -> float:
        """Give a length on the page as one beside this figure's letters."""
        return pixels * self.points / _PIXELS


def plain(text: str) -> str:
    """Give a chart's text without its tags; a break is a new line."""
    return _TAG.sub(lambda tag: "\n" if tag[0].startswith("<br") else "", text)


def draw(trace: Json, scale: Scale) -> None:
    """Draw one trace of a plotly figure, and note what the legend is to say of it."""
    handle = _bar(trace, scale) if trace.get("type") == "bar" else _scatter(trace, scale)
    if trace.get("name") and trace.get("showlegend") is not False and handle is not None:
        scale.handles.setdefault(plain(trace["name"]), handle)


def _scatter(trace: Json, scale: Scale) -> Artist | None:
    x, y = ([scale.place(value) for value in _values(trace, axis)] for axis in "xy")
    mode, handle = trace.get("mode", "lines"), None
    if "lines" in mode:
        line = trace.get("line", {})
        [handle] = scale.axes.plot(
            x,
            y,
            color=line.get("color", COLOURS["line"]),
            lw=scale.points_of(line.get("width", 2)),
            ls=_DASHES[line.get("dash", "solid")],
            alpha=trace.get("opacity"),
            solid_capstyle="butt",
            zorder=2,
        )
    if "error_x" in trace:
        _spans(trace["error_x"], x, y, scale)
    if "markers" in mode:
        handle = _markers(trace, x, y, scale)
    if "text" in mode:
        _texts(trace, x, y, scale)
    return handle


def _values(trace: Json, axis: str) -> list[Any]:
    """Give a trace's values; plotly's own JSON may hold numbers in base 64."""
    found = trace.get(axis)
    if isinstance(found, Mapping):
        import base64

        found = np.frombuffer(base64.b64decode(found["bdata"]), dtype=found["dtype"])
    return [] if found is None else list(found)


def _markers(trace: Json, x: list[Any], y: list[Any], scale: Scale) -> Line2D:
    marker = trace.get("marker", {})
    symbol, colour = marker.get("symbol", "circle"), marker.get("color", COLOURS["level"])
    is_open = symbol.endswith("-open")
    [line] = scale.axes.plot(
        x,
        y,
        ls="none",
        marker=_SYMBOLS[symbol.removesuffix("-open")],
        ms=scale.points_of(marker.get("size", 10)) * 0.85,
        mfc=COLOURS["paper"] if is_open else colour,
        mec=colour,
        mew=scale.points_of(2 if is_open else 1),
        clip_on=False,
        zorder=4,
    )
    return line


def _spans(error: Json, x: list[Any], y: list[Any], scale: Scale) -> None:
    scale.axes.errorbar(
        x,
        y,
        xerr=_values(error, "array"),
        fmt="none",
        ecolor=error.get("color", COLOURS["text"]),
        elinewidth=scale.points_of(error.get("thickness", 2)),
        zorder=3,
    )


def _texts(trace: Json, x: list[Any], y: list[Any], scale: Scale) -> None:
    said = trace.get("texttemplate") or trace.get("text") or ""
    texts = [said] * len(x) if isinstance(said, str) else list(said)
    right, up, ha, va = _TEXT[trace.get("textposition", "top center")]
    apart = scale.points_of(trace.get("marker", {}).get("size", 10)) * 0.6
    for text, place in zip(texts, zip(x, y, strict=True), strict=False):
        if text and not any(pd.isna(value) for value in place):
            offset: dict[str, Any] = {
                "xytext": (right * apart, up * apart),
                "textcoords": "offset points",
            }
            scale.axes.annotate(
                plain(text), place, ha=ha, va=va, fontsize="small", zorder=5, **offset
            )


def _bar(trace: Json, scale: Scale) -> Artist:
    marker = trace.get("marker", {})
    look = {
        "color": marker.get("color", COLOURS["grid"]),
        "hatch": _HATCHES[marker.get("pattern", {}).get("shape", "")],
        "edgecolor": marker.get("line", {}).get("color", COLOURS["level"]),
        "linewidth": 0.6,
    }
    across = trace.get("orientation") == "h"
    values, names = (
        _values(trace, "x" if across else "y"),
        _values(trace, "y" if across else "x"),
    )
    starts = [scale.stacked.get(name, 0.0) for name in names]
    places, wide = [scale.place(name) for name in names], trace.get("width") or 0.7
    if across:
        scale.axes.barh(places, values, left=starts, height=wide, **look)
    else:
        scale.axes.bar(places, values, bottom=starts, width=wide, **look)
    scale.stacked.update({n: s + v for n, s, v in zip(names, starts, values, strict=True)})
    if trace.get("textposition") != "none":
        _bar_texts(trace, starts, scale)
    return Patch(
        facecolor=look["color"],
        edgecolor=look["edgecolor"],
        linewidth=0.6,
        hatch=look["hatch"],
    )


def _bar_texts(trace: Json, starts: Sequence[float], scale: Scale) -> None:
    ink = trace.get("insidetextfont", {}).get("color", COLOURS["text"])
    texts = trace.get("text") or [""] * len(starts)
    for text, name, start, value in zip(
        texts, _values(trace, "y"), starts, _values(trace, "x"), strict=True
    ):
        place = (start + value / 2, scale.place(name))
        written = scale.axes.text(*place, str(text), color=ink, ha="center", va="center")
        if ink != COLOURS["paper"] and text:  # on hatching a figure needs a ground
            written.set_bbox({"facecolor": COLOURS["paper"], "edgecolor": "none", "pad": 1})


def write_at(note: Json, scale: Scale) -> None:
    """Write one annotation of a plotly figure where it stands in its panel."""
    text = plain(note.get("text", ""))
    by_width = "domain" in note.get("xref", "x") or note.get("xref") == "paper"
    axes = scale.axes
    transform = axes.get_yaxis_transform() if by_width else axes.transData
    box = {"facecolor": COLOURS["paper"], "edgecolor": "none", "pad": 0.5}
    axes.annotate(
        text,
        (note.get("x", 0), scale.place(note.get("y", 0))),
        xycoords=transform,
        xytext=(scale.points_of(note.get("xshift", 0)), 0),
        textcoords="offset points",
        ha=_SIDES[note.get("xanchor", "auto")],
        va=_LEVELS[note.get("yanchor", "auto")],
        fontsize="small",
        color=note.get("font", {}).get("color", COLOURS["text"]),
        bbox=box,
        annotation_clip=False,
        zorder=3.5,
    )
