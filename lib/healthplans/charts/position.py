"""Where one district's targets stand among the districts, indicator by indicator."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from healthplans.charts import descriptions
from healthplans.charts.hovers import hover
from healthplans.charts.style import COLOURS, describe, empty, layout, mark_of
from healthplans.measures import FEW, Group, Peers, Spread
from healthplans.parts import is_whole
from healthplans.rows import Row, records
from healthplans.vocabulary.words import Words, number

__all__ = ["position"]

_LEAST = 2


def position(own: pd.DataFrame, others: Peers, words: Words) -> go.Figure:
    """Draw the targets of all districts on one scale an indicator, this district's marked.

    Parameters
    ----------
    own : DataFrame
        Rows of `measures.compare` of the district to mark.
    others : Peers
        From `measures.peers`, of all districts.

    Returns
    -------
    Figure
        One row an indicator that this and at least one other district state with a figure per
        the same denominator, from the lowest to the highest target; what the ends are stands
        in the hover text.
    """
    stated = records(own[own["target"].notna() & is_whole(own)])
    marks = {
        words.indicator(row["indicator"], short=True): points
        for row in stated
        if (points := _points(row, others.of(row["indicator"]), words))
    }
    if not marks:
        return empty(words.say("position_none"))
    names = list(marks)
    drawn = [(name, point) for name, points in marks.items() for point in points]
    figure = go.Figure([_rails(names), *_marks(drawn), *_legend(words)])
    layout(figure, height=130 + 34 * max(1, len(names)))
    figure.update_yaxes(categoryorder="array", categoryarray=names[::-1], showgrid=False)
    figure.update_xaxes(
        title=words.say("axis_position"), range=[-0.05, 1.05], showticklabels=False
    )
    return describe(
        figure,
        descriptions.of_position(
            [points[-1].place for points in marks.values()],
            str(own["area"].iloc[0]),
            words,
        ),
    )


@dataclass(frozen=True)
class _Point:
    """One mark of a row: its place from lowest to highest, its look, what is said of it."""

    place: float
    symbol: str
    text: str
    own: bool = False


def _points(own: Row, group: Group, words: Words) -> list[_Point]:
    """Give the marks of one indicator, the district's own last, so that it lies on top.

    There are none where no other district states a figure per the same denominator.
    """
    standing = group.standing(own)
    if standing is None or len(standing.places) < _LEAST:
        return []
    places, summary = standing.places, standing.spread
    if len(places) > FEW:
        others = _quartiles(summary, words)
    else:
        others = [
            _Point(_place(row["target"], summary), "circle-open", hover(row, "target", words))
            for row in group.at(np.intersect1d(places, group.beside(own["document"])))
        ]
    symbol, said = mark_of(own["target_comparator"]).symbol, hover(own, "target", words)
    return [*others, _Point(_place(own["target"], summary), symbol, said, own=True)]


def _quartiles(summary: Spread, words: Words) -> list[_Point]:
    """Mark the quartiles of the districts where there are too many to mark each."""
    values = {name: getattr(summary, name) for name in ("first", "median", "third")}
    return [
        _Point(
            _place(value, summary),
            "line-ns-open",
            words.say(f"quartile_{name}", value=number(value)),
        )
        for name, value in values.items()
    ]


def _place(value: float, summary: Spread) -> float:
    width = summary.high - summary.low
    return (float(value) - summary.low) / width if width else 0.5


def _rails(names: Sequence[str]) -> go.Scatter:
    """Draw a line a row, from the lowest to the highest target."""
    return go.Scatter(
        x=[0, 1, None] * len(names),
        y=[name for name in names for _ in range(3)],
        mode="lines",
        line={"color": COLOURS["grid"], "width": 6},
        hoverinfo="skip",
        showlegend=False,
    )


def _marks(points: Sequence[tuple[str, _Point]]) -> list[go.Scatter]:
    """Draw the marks that look alike at once, the district's own last."""
    looks: dict[tuple[bool, str], list[tuple[str, _Point]]] = {}
    for name, point in points:
        looks.setdefault((point.own, point.symbol), []).append((name, point))
    return [_alike(own, symbol, looks[own, symbol]) for own, symbol in sorted(looks)]


def _alike(own: bool, symbol: str, points: Sequence[tuple[str, _Point]]) -> go.Scatter:
    return go.Scatter(
        x=[point.place for _, point in points],
        y=[name for name, _ in points],
        mode="markers",
        showlegend=False,
        marker={
            "symbol": symbol,
            "size": 16 if own else 10,
            "color": COLOURS["target" if own else "other"],
            "line": {"width": 2},
            "opacity": 1,
        },
        text=[point.text for _, point in points],
        hovertemplate="%{text}<extra></extra>",
    )


def _legend(words: Words) -> list[go.Scatter]:
    looks = (
        ("legend_own", "diamond", COLOURS["target"]),
        ("legend_other", "circle-open", COLOURS["other"]),
    )
    return [
        go.Scatter(
            x=[None],
            y=[None],
            mode="markers",
            name=words.say(key),
            marker={"symbol": symbol, "size": 12, "color": colour},
        )
        for key, symbol, colour in looks
    ]
