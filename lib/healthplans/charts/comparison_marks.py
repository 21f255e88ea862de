"""The marks of one row of a comparison: its level, its target, and the line between them."""

from collections.abc import Iterable, Iterator

import pandas as pd
import plotly.graph_objects as go

from healthplans.charts.groups import SIDES, Group
from healthplans.charts.hovers import CONVENTION, WARNING, hover, written
from healthplans.charts.lanes import named_side
from healthplans.charts.naming import broken
from healthplans.charts.style import COLOURS, mark_of, stem
from healthplans.quantities import Comparator
from healthplans.rows import Row
from healthplans.vocabulary.words import Words

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


def used_conventions(groups: Iterable[Group]) -> set[str]:
    """Give the codes of the conventions by which figures of groups stand together."""
    columns = [
        group.rows.loc[group.rows[side].notna(), f"{side}_convention"]
        for group in groups
        for side in SIDES
    ]
    return {code for column in columns for code in column} - {""}


def marks(item: Row, name: str, words: Words, drawn: set[str]) -> Iterator[go.Scatter]:
    """Give the line and the marks of a row of a name; `drawn` is what the legend names."""
    ends = [side for side in SIDES if pd.notna(item[side])]
    if len(ends) > 1:
        dash = "solid" if item["level_denominator"] == item["target_denominator"] else "dot"
        yield stem(name, float(item["target"]), float(item["level"]), dash=dash)
    rises = len(ends) > 1 and item["level"] <= item["target"]
    for side in ends:
        away = "left" if rises == (side == "level") else "right"
        yield _marker(item, side, name, words, drawn).update(meta=away)


def dense(traces: Iterable[go.Scatter]) -> None:
    """Make marks smaller, and write beside them: in low rows a note above meets the next."""
    for trace in traces:
        if "markers" in trace.mode and trace.x[0] is not None:
            trace.marker.size = _SMALL
            # away from the other end
            trace.textposition = f"middle {trace.meta}"


def _marker(item: Row, side: str, name: str, words: Words, drawn: set[str]) -> go.Scatter:
    mark = mark_of(item["target_comparator"])
    key = "level" if side == "level" else mark.legend
    shown = key not in drawn
    drawn.add(key)
    noted = written(item, side, words)
    exact = item["level_comparator"] == Comparator.EXACT
    level = "circle" if exact else "circle-open"
    symbol = level if side == "level" else mark.symbol
    return go.Scatter(
        x=[float(item[side])],
        y=[name],
        # without a mark there must be no text at all: it would be the hover's
        mode="markers+text" if noted else "markers",
        texttemplate=noted or WARNING,
        textposition="top center",
        name=named_side(side, item, words),
        legendgroup=key,
        showlegend=shown,
        marker={"symbol": symbol, "size": 15, "color": COLOURS[side], "line": {"width": 2}},
        text=[hover(item, side, words)],
        hovertemplate="%{text}<extra></extra>",
    )
