"""Figures summed up on one line: their range, the middle half and the median."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from healthplans.charts.style import COLOURS
from healthplans.measures import Spread
from healthplans.vocabulary.words import Words, number

_FENCE = 3.0
_MARGIN = 0.04
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

    def within(self, value: float) -> float:
        """Give the nearest place that is drawn."""
        return min(max(value, self.low), self.high)


@dataclass(frozen=True)
class Line:
    """What is known of some figures, the height of the chart where it is drawn, a name."""

    place: float
    spread: Spread
    name: str


def window(values: pd.Series) -> Window:
    """Give the part of the axis that holds the figures less those far out.

    A figure so far out that it would press all others together is not drawn but named: the
    axis ends three times the middle half beyond it, as outer fences do (Tukey, *Exploratory
    Data Analysis*, 1977).

    >>> window(pd.Series([1.0, 2.0, 3.0, 4.0, 65.0]))
    Window(low=1.0, high=4.0)
    """
    known = np.sort(values.dropna().to_numpy(float))
    first, third = np.quantile(known, [0.25, 0.75])
    reach = _FENCE * (third - first) or np.inf
    kept = known[(known >= first - reach) & (known <= third + reach)]
    return Window(float(kept[0]), float(kept[-1]))


def ranges(lines: Sequence[Line], shown: Window, colour: str) -> list[go.Scatter]:
    """Draw the range and the middle half of each line."""
    ends = [(line.place, line.spread.low, line.spread.high) for line in lines]
    middle = [
        (line.place, line.spread.first, line.spread.third)
        for line in lines
        if line.spread.count >= _HALVED
    ]
    return [
        _spans(ends, shown, {"color": COLOURS["line"], "width": 2}, 1.0),
        _spans(middle, shown, {"color": colour, "width": 9}, 0.4),
    ]


def _spans(
    spans: Sequence[tuple[float, float, float]],
    shown: Window,
    look: Mapping[str, Any],
    opacity: float,
) -> go.Scatter:
    return go.Scatter(
        x=[x for _, low, high in spans for x in (shown.within(low), shown.within(high), None)],
        y=[place for place, _, _ in spans for _ in range(3)],
        mode="lines",
        line=look,
        opacity=opacity,
        hoverinfo="skip",
        showlegend=False,
    )


def medians(lines: Sequence[Line], words: Words, colour: str, **look: Any) -> go.Scatter:
    """Mark the median of each line; what it sums up stands in the hover."""
    return go.Scatter(
        x=[line.spread.median for line in lines],
        y=[line.place for line in lines],
        marker={"symbol": "line-ns-open", "size": 16, "color": colour, "line": {"width": 3}},
        text=[f"{line.name}<br>{spread_said(line.spread, words)}" for line in lines],
        hovertemplate="%{text}<extra></extra>",
        **{"mode": "markers", **look},
    )


def spread_said(found: Spread, words: Words) -> str:
    """Say how many figures there are, their ends, quartiles and median."""
    figures = {
        name: number(round(getattr(found, name), 2))
        for name in ("low", "first", "median", "third", "high")
    }
    return words.say("spread_said", count=found.count, **figures)
