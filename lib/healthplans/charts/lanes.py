"""Many figures on one line: range, middle half, median, and each if there are not too many.

A figure so far out that it would press all others together is not drawn but named: the axis
ends three times the middle half beyond it, as Tukey's outer fences do (*Exploratory Data
Analysis*, 1977).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from healthplans.charts.forms import MARKED
from healthplans.charts.hovers import hover
from healthplans.charts.naming import broken
from healthplans.charts.style import COLOURS, mark_of
from healthplans.measures import Spread, spread
from healthplans.rows import Row, records
from healthplans.vocabulary.words import Words, number

__all__ = ["SIDES", "Lane", "Window", "beyond", "lanes", "named_side", "spread_said", "window"]

SIDES = ("level", "target")
_FENCE = 3.0
_MARGIN = 0.04
_NAMED = 3
_WIDEST = 40  # columns below an axis that a phone has room for
_HALVED = 5  # figures at least: the middle half of fewer says nothing


@dataclass(frozen=True)
class Window:
    """The part of an axis that is drawn."""

    low: float
    high: float

    @property
    def range(self) -> list[float]:
        """The axis' ends, with a little room; all figures being one, room of one."""
        room = _MARGIN * (self.high - self.low) or 1.0
        return [self.low - room, self.high + room]

    def holds(self, value: float) -> bool:
        """Whether a figure is drawn."""
        return self.low <= value <= self.high


@dataclass(frozen=True)
class Lane:
    """Figures of one side on one line, at a height of the chart, under a name."""

    side: str
    place: float
    name: str
    rows: pd.DataFrame

    @property
    def spread(self) -> Spread:
        """The ends and quartiles of the figures."""
        return spread(self.rows[self.side].to_numpy(float))


def window(values: Iterable[float]) -> Window:
    """Give the part of the axis that holds the figures less those far out.

    >>> window([1.0, 2.0, 3.0, 4.0, 65.0])
    Window(low=1.0, high=4.0)
    """
    known = np.sort(np.fromiter(values, float))
    first, third = np.quantile(known, [0.25, 0.75])
    reach = _FENCE * (third - first) or np.inf
    kept = known[(known >= first - reach) & (known <= third + reach)]
    return Window(float(kept[0]), float(kept[-1]))


def beyond(table: pd.DataFrame, shown: Window, words: Words) -> str:
    """Name the figures that lie outside of the axis; blank where none does."""
    far = [
        (side, row)
        for side in SIDES
        for row in records(table[table[side].notna()])
        if not shown.holds(float(row[side]))
    ]
    if not far:
        return ""
    named = [
        words.say(
            "describe_named", name=words.district(row["area"]), value=words.figure(row, side)
        )
        for side, row in far[:_NAMED]
    ]
    names = words.say("list_pause").join(named)
    key = "chart_beyond" if len(far) <= _NAMED else "chart_beyond_more"
    return broken(words.say(key, count=len(far), names=names), _WIDEST)


def lanes(
    every: Sequence[Lane], words: Words, shown: Window, own: str = "", *, labels: bool = False
) -> list[go.Scatter]:
    """Draw lanes: at most ten traces however many there are.

    `own` is the code of a district to mark, `labels` writes the median beside its mark.
    """
    known = [lane for lane in every if len(lane.rows)]
    few = sum(len(lane.rows) for lane in known) <= MARKED
    traces: list[go.Scatter] = []
    for side in SIDES:
        of_side = [lane for lane in known if lane.side == side]
        if of_side:
            traces += [*_summaries(of_side, shown), _medians(of_side, words, labels=labels)]
            traces += _each(of_side, shown, words) if few else []
    return [*traces, *_own(known, shown, words, own)]


def _summaries(of_side: Sequence[Lane], shown: Window) -> list[go.Scatter]:
    """Draw the range and the middle half of each lane."""
    spreads = [(lane, lane.spread) for lane in of_side]
    ends = [(lane.place, one.low, one.high) for lane, one in spreads]
    middle = [
        (lane.place, one.first, one.third) for lane, one in spreads if one.count >= _HALVED
    ]
    colour = COLOURS[of_side[0].side]
    return [
        _line(ends, shown, {"color": COLOURS["line"], "width": 2}, 1.0),
        _line(middle, shown, {"color": colour, "width": 9}, 0.4),
    ]


def _line(
    spans: Sequence[tuple[float, float, float]],
    shown: Window,
    look: Mapping[str, Any],
    opacity: float,
) -> go.Scatter:
    x = [
        value
        for _, low, high in spans
        for value in (max(low, shown.low), min(high, shown.high), None)
    ]
    y = [place for place, _, _ in spans for _ in range(3)]
    return go.Scatter(
        x=x,
        y=y,
        mode="lines",
        line=look,
        opacity=opacity,
        hoverinfo="skip",
        showlegend=False,
    )


def _medians(of_side: Sequence[Lane], words: Words, *, labels: bool) -> go.Scatter:
    medians = [lane.spread.median for lane in of_side]
    side = of_side[0].side
    return go.Scatter(
        x=medians,
        y=[lane.place for lane in of_side],
        mode="markers+text" if labels else "markers",
        texttemplate="%{customdata}" if labels else None,
        customdata=[number(round(value, 2)) for value in medians],
        textposition="top center",
        name=words.say(f"legend_median_{side}", year=_year(side, words)),
        legendgroup=f"median {side}",
        marker={
            "symbol": "line-ns-open",
            "size": 16,
            "color": COLOURS[side],
            "line": {"width": 3},
        },
        text=[f"{lane.name}<br>{spread_said(lane.spread, words)}" for lane in of_side],
        hovertemplate="%{text}<extra></extra>",
    )


def spread_said(found: Spread, words: Words) -> str:
    """Say how many figures there are, their ends, quartiles and median."""
    figures = {
        name: number(round(getattr(found, name), 2))
        for name in ("low", "first", "median", "third", "high")
    }
    return words.say("spread_said", count=found.count, **figures)


def _each(of_side: Sequence[Lane], shown: Window, words: Words) -> list[go.Scatter]:
    """Mark every figure by its comparator, its district in the hover."""
    looks: dict[str, list[tuple[float, Row]]] = {}
    for lane in of_side:
        for row in records(lane.rows):
            if shown.holds(float(row[lane.side])):
                looks.setdefault(_symbol(row, lane.side), []).append((lane.place, row))
    side = of_side[0].side
    return [_points(side, symbol, points, words) for symbol, points in sorted(looks.items())]


def _symbol(row: Row, side: str) -> str:
    if side == "target":
        return mark_of(row["target_comparator"]).symbol.removesuffix("-open") + "-open"
    return "circle-open"


def _points(
    side: str, symbol: str, points: Sequence[tuple[float, Row]], words: Words
) -> go.Scatter:
    return go.Scatter(
        x=[float(row[side]) for _, row in points],
        y=[place for place, _ in points],
        mode="markers",
        name=named_side(side, points[0][1], words),
        legendgroup=f"{side} {symbol}",
        marker={"symbol": symbol, "size": 7, "color": COLOURS[side], "line": {"width": 1}},
        text=[hover(row, side, words) for _, row in points],
        hovertemplate="%{text}<extra></extra>",
    )


def named_side(side: str, row: Row, words: Words) -> str:
    """Name a figure for the legend: its level's year, or how its target binds."""
    if side == "level":
        return words.say("legend_level", year=words.base_year)
    return words.say(mark_of(row["target_comparator"]).legend)


def _own(known: Sequence[Lane], shown: Window, words: Words, own: str) -> list[go.Scatter]:
    """Mark one district among the others, its name beside it."""
    found = [
        (lane, row)
        for lane in known
        for row in records(lane.rows[lane.rows["area"] == own])
        if shown.holds(float(row[lane.side]))
    ]
    return [
        go.Scatter(
            x=[float(row[lane.side])],
            y=[lane.place],
            mode="markers+text",
            texttemplate=words.district(own),
            textposition="top center",
            showlegend=False,
            marker={"symbol": "diamond", "size": 13, "color": COLOURS["text"]},
            text=[hover(row, lane.side, words)],
            hovertemplate="%{text}<extra></extra>",
        )
        for lane, row in found
    ]


def _year(side: str, words: Words) -> int:
    return words.base_year if side == "level" else words.target_year
