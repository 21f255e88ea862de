"""Where one district's targets stand among the districts, indicator by indicator."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from healthplans.charts.naming import CONVENTION, hover, two_lines
from healthplans.charts.style import (
    COLOURS,
    describe,
    empty,
    layout,
    legend_only,
    mark_of,
    rows_from_above,
    titled,
)
from healthplans.charts.summary_lines import spread_said
from healthplans.measures import FEW, Group, Peers
from healthplans.measures.peers import Standing
from healthplans.rows import Row
from healthplans.vocabulary.words import Words

_NAME = 20  # columns of a line beside a row, of which there are two
_ROW = 38
_TICKS = [0, 0.25, 0.5, 0.75, 1]


@dataclass(frozen=True)
class _Row:
    """One indicator: the district's target among those that it may be compared with."""

    own: Row
    group: Group
    standing: Standing

    def name(self, words: Words) -> str:
        """Name the indicator, with the mark of a convention where one is used."""
        name = words.indicator(self.own["indicator"], short=True)
        return f"{name}\u00a0{CONVENTION}" if self.standing.convention else name


@dataclass(frozen=True)
class _Point:
    """One mark of a row: its place from lowest to highest, its look, what is said of it."""

    place: float
    symbol: str
    text: str
    own: bool = False


def chart(own: pd.DataFrame, others: Peers, words: Words) -> go.Figure:
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
        One row an indicator that this and at least one other district state with a comparable
        figure. Among few districts a mark each, from the lowest to the highest target; where
        any indicator has more than 12, the district's place alone, by the share of districts
        whose target is lower, with a line over those whose target is the same.
    """
    rows = [_Row(*placed) for placed in others.placed(own)]
    if not rows:
        return empty(words.say("position_none"))
    names = [row.name(words) for row in rows]
    many = any(row.standing.spread.count > FEW for row in rows)
    figure = go.Figure([_rails(names), *(_ranked if many else _named)(rows, names, words)])
    layout(figure, height=130 + _ROW * len(names))
    rows_from_above(figure, names)
    labels = [two_lines(name, _NAME) for name in names]
    ticks = {"tickmode": "array", "tickvals": names, "ticktext": labels}
    figure.update_yaxes(ticklabelstandoff=14, **ticks)
    _across(figure, words, many=many)
    said = [_reached(row) for row in rows]
    return describe(figure, _description(said, str(own["area"].iloc[0]), words))


def _across(figure: go.Figure, words: Words, *, many: bool) -> None:
    if many:
        title = titled(words.say("axis_share_lower"))
        figure.update_xaxes(
            title=title, range=[-0.04, 1.04], tickvals=_TICKS, tickformat=".0%"
        )
        figure.update_xaxes(ticktext=[f"{100 * tick:.0f}%" for tick in _TICKS])
    else:
        title = titled(words.say("axis_position"))
        figure.update_xaxes(title=title, range=[-0.05, 1.05], showticklabels=False)


def _reached(row: _Row) -> float:
    """Give 0 for the lowest target of all, 1 for the highest."""
    return _place(row.own["target"], row.standing)


def _place(value: float, standing: Standing) -> float:
    low, high = standing.spread.low, standing.spread.high
    return (float(value) - low) / (high - low) if high > low else 0.5


def _named(rows: Sequence[_Row], names: Sequence[str], words: Words) -> list[go.Scatter]:
    """Mark every district of each row, the district's own last, so that it lies on top."""
    points = [
        (name, point)
        for name, row in zip(names, rows, strict=True)
        for point in _points(row, words)
    ]
    keys = (("legend_own", "diamond", "target"), ("legend_other", "circle-open", "other"))
    return [*_marks(points), *(_key(*key, words) for key in keys)]


def _points(row: _Row, words: Words) -> list[_Point]:
    beside = row.group.beside(row.own["document"])
    others = [
        _Point(_place(one["target"], row.standing), "circle-open", hover(one, "target", words))
        for one in row.group.at(np.intersect1d(row.standing.places, beside))
    ]
    symbol = mark_of(row.own["target_comparator"]).symbol
    said = hover(row.own, "target", words)
    return [*others, _Point(_reached(row), symbol, said, own=True)]


def _ranked(rows: Sequence[_Row], names: Sequence[str], words: Words) -> list[go.Scatter]:
    """Mark the district by the share of those lower, the same drawn as a line."""
    points, spans = [], {}
    for name, row in zip(names, rows, strict=True):
        low, high = spans[name] = _shares(row)
        said = hover(row.own, "target", words)
        text = f"{said}<br>{spread_said(row.standing.spread, words)}"
        symbol = mark_of(row.own["target_comparator"]).symbol
        points.append((name, _Point((low + high) / 2, symbol, text, own=True)))
    return [_same(spans), *_marks(points), _key("legend_own", "diamond", "target", words)]


def _shares(row: _Row) -> tuple[float, float]:
    """Give the shares of the other districts whose target is lower, and is not higher."""
    beside = row.group.beside(row.own["document"])
    targets = row.group.targets[np.intersect1d(row.standing.places, beside)]
    own = float(row.own["target"])
    return float((targets < own).mean()), float((targets <= own).mean())


def _same(spans: Mapping[str, tuple[float, float]]) -> go.Scatter:
    return go.Scatter(
        x=[x for low, high in spans.values() for x in (low, high, None)],
        y=[name for name in spans for _ in range(3)],
        mode="lines",
        line={"color": COLOURS["target"], "width": 6},
        opacity=0.4,
        hoverinfo="skip",
        showlegend=False,
    )


def _rails(names: Sequence[str]) -> go.Scatter:
    """Draw a line a row, from one end to the other."""
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
            "size": 15 if own else 10,
            "color": COLOURS["target" if own else "other"],
            "line": {"width": 2},
            "opacity": 1,
        },
        text=[point.text for _, point in points],
        hovertemplate="%{text}<extra></extra>",
    )


def _key(message: str, symbol: str, colour: str, words: Words) -> go.Scatter:
    return legend_only(words.say(message), symbol=symbol, size=12, color=COLOURS[colour])


def _description(places: Sequence[float], district: str, words: Words) -> str:
    """Say how many of a district's targets are the highest and the lowest of all.

    `places` are those of its targets, from 0, the lowest, to 1, the highest.
    """
    return words.say(
        "describe_position",
        district=words.district(district),
        count=len(places),
        highest=places.count(1.0),
        lowest=places.count(0.0),
    )
