"""The marks of one row of a comparison: its level, its target, and the line between them."""

from collections.abc import Iterable, Iterator

import pandas as pd
import plotly.graph_objects as go

from healthplans.charts.hovers import CONVENTION, WARNING, hover, written
from healthplans.charts.naming import broken
from healthplans.charts.style import COLOURS, mark_of
from healthplans.quantities import Comparator
from healthplans.rows import Row
from healthplans.vocabulary.words import Words

__all__ = ["LEGEND", "convention_note", "dense", "marks"]

_SMALL = 11
LEGEND = 40  # columns that a phone has room for beside a legend's mark


def convention_note(code: str, words: Words, drawn: set[str]) -> go.Scatter:
    """Say in the legend what the mark of a convention means."""
    drawn.add(code)
    named = next(
        getattr(c, words.lang) for c in words.lists.conventions if c.convention == code
    )
    return go.Scatter(
        x=[None],
        y=[None],
        mode="markers",
        name=broken(words.say("legend_convention", mark=CONVENTION, convention=named), LEGEND),
        marker={"symbol": "line-ns-open", "size": 1, "color": COLOURS["paper"]},
    )


def marks(item: Row, name: str, words: Words, drawn: set[str]) -> Iterator[go.Scatter]:
    """Give the line and the marks of a row of a name; `drawn` is what the legend names."""
    ends = [(side, item[side]) for side in ("level", "target") if pd.notna(item[side])]
    if len(ends) > 1:
        dash = "solid" if item["level_denominator"] == item["target_denominator"] else "dot"
        yield _line(name, [float(value) for _, value in ends], dash)
    rises = len(ends) > 1 and item["level"] <= item["target"]
    for side, _ in ends:
        away = "left" if rises == (side == "level") else "right"
        yield _marker(item, side, name, words, drawn).update(meta=away)


def dense(traces: Iterable[go.Scatter]) -> None:
    """Make marks smaller, and write beside them: in low rows a note above meets the next."""
    for trace in traces:
        if "markers" in trace.mode and trace.x[0] is not None:
            trace.marker.size = _SMALL
            # away from the other end
            trace.textposition = f"middle {trace.meta}"


def _line(name: str, values: list[float], dash: str) -> go.Scatter:
    return go.Scatter(
        x=values,
        y=[name, name],
        mode="lines",
        line={"color": COLOURS["line"], "width": 3, "dash": dash},
        showlegend=False,
        hoverinfo="skip",
    )


def _marker(item: Row, side: str, name: str, words: Words, drawn: set[str]) -> go.Scatter:
    mark = mark_of(item["target_comparator"])
    key = "level" if side == "level" else mark.legend
    label = (
        words.say("legend_level", year=words.base_year) if side == "level" else words.say(key)
    )
    shown = key not in drawn
    drawn.add(key)
    noted = written(item, side, words)
    symbol = (
        ("circle-open" if item["level_comparator"] != Comparator.EXACT else "circle")
        if (side == "level")
        else mark.symbol
    )
    return go.Scatter(
        x=[float(item[side])],
        y=[name],
        # without a mark there must be no text at all: it would be the hover's
        mode="markers+text" if noted else "markers",
        texttemplate=noted or WARNING,
        textposition="top center",
        name=label,
        legendgroup=key,
        showlegend=shown,
        marker={"symbol": symbol, "size": 15, "color": COLOURS[side], "line": {"width": 2}},
        text=[hover(item, side, words)],
        hovertemplate="%{text}<extra></extra>",
    )
