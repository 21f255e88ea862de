"""Where one district's targets stand among the districts, indicator by indicator."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from healthplans.charts import descriptions
from healthplans.charts.hovers import hover
from healthplans.charts.style import COLOURS, describe, layout, mark_of
from healthplans.measures import FEW, Spread, peers, spread
from healthplans.rows import Row, records
from healthplans.words import Words, number

__all__ = ["position"]

_LEAST = 2


def position(table: pd.DataFrame, district: str, words: Words) -> go.Figure:
    """Draw the targets of all districts on one scale an indicator, this district's marked.

    Parameters
    ----------
    table : DataFrame
        Rows of `measures.compare` of all districts and several indicators.
    district : str
        Code of the district to mark.

    Returns
    -------
    Figure
        One row an indicator that this and at least one other district state with a figure per
        the same denominator, from the lowest to the highest target; what the ends are stands
        in the hover text.
    """
    figure = go.Figure()
    stated = table[table["target"].notna() & (table["component"] == "")]
    own = stated[stated["district"] == district]
    others = peers(own, stated)
    groups = [
        (str(code), _comparable(others.of(code, ""), district)) for code in own["indicator"]
    ]
    groups = [(code, rows) for code, rows in groups if len(rows) >= _LEAST]
    for code, rows in groups:
        _row(figure, words.indicator(code, short=True), rows, district, words)
    _legend(figure, words)
    layout(figure, height=130 + 34 * max(1, len(groups)))
    names = [words.indicator(code, short=True) for code, _ in groups]
    figure.update_yaxes(categoryorder="array", categoryarray=names[::-1], showgrid=False)
    figure.update_xaxes(
        title=words.say("axis_position"), range=[-0.05, 1.05], showticklabels=False
    )
    return describe(figure, descriptions.of_position(groups, district, words))


def _comparable(rows: pd.DataFrame, district: str) -> list[Row]:
    """Give the rows per the district's own denominator; none if it states no figure."""
    own = rows.loc[rows["district"] == district, "target_denominator"]
    return records(rows[rows["target_denominator"].isin(own)])


def _row(
    figure: go.Figure, name: str, rows: Sequence[Row], district: str, words: Words
) -> None:
    targets = pd.Series([float(row["target"]) for row in rows])
    summary = spread(targets)
    points = [_point(row, row["district"] == district, words) for row in rows]
    if len(rows) > FEW:
        points = [point for point in points if point.own] + _quartiles(summary, words)
    figure.add_trace(
        go.Scatter(
            x=[0, 1],
            y=[name, name],
            mode="lines",
            line={"color": COLOURS["grid"], "width": 6},
            hoverinfo="skip",
            showlegend=False,
        )
    )
    figure.add_trace(_markers(name, sorted(points, key=lambda point: point.own), summary))


@dataclass(frozen=True)
class _Point:
    """One mark of a row: its value, its look, and what is said of it."""

    value: float
    symbol: str
    text: str
    own: bool = False


def _point(row: Row, own: bool, words: Words) -> _Point:
    symbol = mark_of(row["target_comparator"]).symbol if own else "circle-open"
    return _Point(float(row["target"]), symbol, hover(row, "target", words), own)


def _quartiles(summary: Spread, words: Words) -> list[_Point]:
    """Mark the quartiles of the districts where there are too many to mark each."""
    return [
        _Point(value, "line-ns-open", words.say(f"quartile_{name}", value=number(value)))
        for name in ("first", "median", "third")
        for value in [float(getattr(summary, name))]
    ]


def _markers(name: str, points: Sequence[_Point], summary: Spread) -> go.Scatter:
    width = summary.high - summary.low
    return go.Scatter(
        x=[(point.value - summary.low) / width if width else 0.5 for point in points],
        y=[name] * len(points),
        mode="markers",
        showlegend=False,
        marker={
            "symbol": [point.symbol for point in points],
            "size": [16 if point.own else 10 for point in points],
            "color": [COLOURS["target" if point.own else "other"] for point in points],
            "line": {"width": 2},
        },
        text=[point.text for point in points],
        hovertemplate="%{text}<extra></extra>",
    )


def _legend(figure: go.Figure, words: Words) -> None:
    for key, symbol, colour in (
        ("legend_own", "diamond", COLOURS["target"]),
        ("legend_other", "circle-open", COLOURS["other"]),
    ):
        figure.add_trace(
            go.Scatter(
                x=[None],
                y=[None],
                mode="markers",
                name=words.say(key),
                marker={"symbol": symbol, "size": 12, "color": colour},
            )
        )
