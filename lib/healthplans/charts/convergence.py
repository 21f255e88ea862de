"""Whether the districts would grow more alike if every plan came true."""

import pandas as pd
import plotly.graph_objects as go

from healthplans.charts import summaries
from healthplans.charts.forms import row_height
from healthplans.charts.groups import per_denominators
from healthplans.charts.naming import broken, cut
from healthplans.charts.style import (
    COLOURS,
    describe,
    empty,
    layout,
    rows_from_above,
    stem,
    titled,
)
from healthplans.rows import Row, records
from healthplans.vocabulary.words import Words

__all__ = ["convergence"]

_WHOLE = 100
_NAME = 22  # columns of a line beside a row, of which there are two
_WAYS = {"closer": "triangle-left", "apart": "triangle-right"}


def convergence(spreads: pd.DataFrame, words: Words) -> go.Figure:
    """Draw the coefficient of variation with all targets met, that of the base year being 100.

    Parameters
    ----------
    spreads : DataFrame
        From `measures.convergence`; rows without a computed spread are not drawn.

    Returns
    -------
    Figure
        One row an indicator: a stem from 100 to a triangle that points to where the spread
        goes, to the left if the districts grow closer.
    """
    known = spreads[spreads["cv_ratio"].notna()].sort_values("cv_ratio", kind="stable")
    rows = records(known)
    said = summaries.of_spread(rows, words)
    if not rows:
        return describe(empty(said), said)
    names = _names(rows, words)
    values = [_WHOLE * float(row["cv_ratio"]) for row in rows]
    figure = go.Figure(
        [stem(name, value, _WHOLE) for name, value in zip(names, values, strict=True)]
    )
    figure.add_traces([_directed(way, names, values, words) for way in _WAYS])
    figure.add_vline(x=_WHOLE, line={"color": COLOURS["level"], "width": 1})
    layout(figure, height=110 + max(36, row_height(len(rows))) * len(rows))
    figure.update_layout(margin={"t": 16})
    title = titled(words.say("axis_spread", year=words.base_year))
    figure.update_xaxes(title=title, rangemode="tozero")
    rows_from_above(figure, names)
    labels = [broken(cut(name, 2 * _NAME), _NAME) for name in names]
    figure.update_yaxes(tickvals=names, ticktext=labels)
    return describe(figure, said)


def _names(rows: list[Row], words: Words) -> list[str]:
    """Name the rows so that no two are alike: with what they are per where they must."""
    names = [words.subject(row, short=True) for row in rows]
    per = [
        per_denominators(row["level_denominator"], row["target_denominator"], words)
        for row in rows
    ]
    return [
        words.say("bracketed", text=name, note=note)
        if names.count(name) > 1 and note
        else name
        for name, note in zip(names, per, strict=True)
    ]


def _directed(way: str, names: list[str], values: list[float], words: Words) -> go.Scatter:
    """Mark the rows whose spread goes one way."""
    chosen = [
        (n, v) for n, v in zip(names, values, strict=True) if (v < _WHOLE) == (way == "closer")
    ]
    word = words.name("spread", way)
    return go.Scatter(
        x=[value for _, value in chosen],
        y=[name for name, _ in chosen],
        mode="markers",
        showlegend=False,
        marker={"symbol": _WAYS[way], "size": 14, "color": COLOURS["target"]},
        text=[f"{name}<br>{value:.0f}: {word}" for name, value in chosen],
        hovertemplate="%{text}<extra></extra>",
    )
