"""Levels and targets on lines: summed up, and each marked if there are not too many."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from healthplans.charts.forms import MARKED
from healthplans.charts.groups import SIDES
from healthplans.charts.naming import hover
from healthplans.charts.style import COLOURS, mark_of
from healthplans.charts.summary_lines import Line, Window, medians, ranges
from healthplans.measures import spread
from healthplans.rows import Row, records
from healthplans.vocabulary.words import Words, number

_NAMED = 3


@dataclass(frozen=True)
class Lane:
    """Figures of one side on one line, at a height of the chart, under a name.

    Those of a `mute` lane stand in another lane too, which says what they are.
    """

    side: str
    place: float
    name: str
    rows: pd.DataFrame
    mute: bool = False

    @property
    def line(self) -> Line:
        """The figures summed up."""
        return Line(self.place, spread(self.rows[self.side].to_numpy(float)), self.name)


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
    return words.say(key, count=len(far), names=names)


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
            lines = [lane.line for lane in of_side]
            traces += ranges(lines, shown, COLOURS[side])
            traces.append(_medians(lines, side, words, labels=labels))
            traces += _each(of_side, shown, words) if few else []
    return [*traces, *_own(known, shown, words, own)]


def _medians(lines: Sequence[Line], side: str, words: Words, *, labels: bool) -> go.Scatter:
    year = words.year_of(side)
    written = [number(round(line.spread.median, 2)) for line in lines]
    return medians(
        lines,
        words,
        COLOURS[side],
        mode="markers+text" if labels else "markers",
        texttemplate=written if labels else None,
        textposition="top center",
        name=words.say(f"legend_median_{side}", year=year),
        legendgroup=f"median {side}",
    )


def _each(of_side: Sequence[Lane], shown: Window, words: Words) -> list[go.Scatter]:
    """Mark every figure by its comparator, its district in the hover."""
    looks: dict[tuple[str, bool], list[tuple[float, Row]]] = {}
    for lane in of_side:
        for row in records(lane.rows):
            if shown.holds(float(row[lane.side])):
                look = _symbol(row, lane.side), lane.mute
                looks.setdefault(look, []).append((lane.place, row))
    side = of_side[0].side
    return [_points(side, *look, looks[look], words) for look in sorted(looks)]


def _symbol(row: Row, side: str) -> str:
    if side == "target":
        return mark_of(row["target_comparator"]).symbol.removesuffix("-open") + "-open"
    return "circle-open"


def _points(
    side: str, symbol: str, mute: bool, points: Sequence[tuple[float, Row]], words: Words
) -> go.Scatter:
    said = [] if mute else [hover(row, side, words) for _, row in points]
    return go.Scatter(
        x=[float(row[side]) for _, row in points],
        y=[place for place, _ in points],
        mode="markers",
        name=named_side(side, points[0][1], words),
        legendgroup=f"{side} {symbol}",
        marker={"symbol": symbol, "size": 7, "color": COLOURS[side], "line": {"width": 1}},
        text=said or None,
        hovertemplate="%{text}<extra></extra>" if said else None,
        hoverinfo=None if said else "skip",
        showlegend=None if said else False,
    )


def named_side(side: str, row: Row, words: Words) -> str:
    """Name a figure for the legend: its level's year, or how its target binds."""
    if side == "level":
        return words.say("legend_level", year=words.base_year)
    return words.say(mark_of(row["target_comparator"]).legend)


def _own(known: Sequence[Lane], shown: Window, words: Words, own: str) -> list[go.Scatter]:
    """Mark one district among the others, its name beside it."""
    holding = [lane for lane in known if own in set(lane.rows["area"])]
    found = [
        (lane, row)
        for lane in holding
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
