"""Hundreds of districts: how many state which level and which target."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import floor, log10

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from healthplans.charts.groups import SIDES, Group
from healthplans.charts.lanes import named_side
from healthplans.charts.style import COLOURS, MARKS, draw_in, mark_of, panels
from healthplans.charts.summary_lines import Window
from healthplans.quantities import Comparator
from healthplans.rows import records
from healthplans.vocabulary.words import Words, number

_BINS = 24  # bars across: each wide enough to be pointed at on a phone
_PANEL, _BETWEEN = 150, 70  # pixels
_MOST = 8  # panels; smaller groups stand in the table
_STEPS = (1, 2, 2.5, 5, 10)
# one hatching a way to bind, beside the shade
_HATCHES = {
    Comparator.EXACT: "",
    Comparator.AT_LEAST: "/",
    Comparator.AT_MOST: "\\",
    Comparator.ABOUT: ".",
}
Edges = np.ndarray
_HEADS = 1.5  # of the highest bar: room above it for what is written


@dataclass(frozen=True)
class _Panel:
    """Figures of one side and one group that are drawn in one panel."""

    side: str
    title: str
    rows: pd.DataFrame


def distribution(groups: Sequence[Group], words: Words, shown: Window, own: str) -> go.Figure:
    """Draw a histogram a side and group, its median and a district marked.

    `groups` are rows that are comparable with each other; the largest are drawn, see
    `left_out`. `shown` is the part of the axis that is drawn. `own` is the code of the
    district to mark; blank for none.
    """
    chosen, _ = _parted(groups, words)
    height = (_PANEL + _BETWEEN) * len(chosen)
    titles = [panel.title for panel in chosen]
    figure = panels(titles, height=height, between=_BETWEEN, shared_xaxes=True)
    drawn: set[str] = set()
    for place, panel in enumerate(chosen, 1):
        traces, top = _bars(panel, words, shown, drawn)
        draw_in(figure, place, [*traces, *_lines(panel, words, shown, own, top)])
        figure.update_yaxes(range=[0, _HEADS * top], nticks=4, row=place, col=1)
    figure.update_annotations(x=0, xanchor="left", font_size=14)
    figure.update_layout(height=height + 120, barmode="stack", bargap=0)
    return figure


def left_out(groups: Sequence[Group], words: Words) -> str:
    """Say how many groups of figures are too small to have a panel; blank if none is."""
    _, rest = _parted(groups, words)
    return words.say("chart_groups_left", count=len(rest)) if rest else ""


def _parted(groups: Sequence[Group], words: Words) -> tuple[list[_Panel], list[_Panel]]:
    """Give the panels to be drawn, in the order of their groups, and those that are not."""
    every = list(_panels(groups, words))
    largest = sorted(range(len(every)), key=lambda place: -len(every[place].rows))[:_MOST]
    drawn = [panel for place, panel in enumerate(every) if place in largest]
    return drawn, [panel for place, panel in enumerate(every) if place not in largest]


def _panels(groups: Sequence[Group], words: Words) -> Iterator[_Panel]:
    for group in groups:
        note = words.say("name_of_group", group=group.name) if len(groups) > 1 else ""
        for side in SIDES:
            rows = group.rows[group.rows[side].notna()]
            if len(rows):
                year = words.year_of(side)
                count = rows["area"].nunique()
                title = words.say(f"panel_{side}", year=year, count=count, group=note)
                yield _Panel(side, title, rows)


def step_of(shown: Window) -> float:
    """Give a round width of bars, so that about `_BINS` cover what is drawn.

    >>> step_of(Window(0.0, 10.0))
    0.5
    """
    rough = (shown.high - shown.low) / _BINS or 1.0
    power = 10.0 ** floor(log10(rough))
    return next(power * one for one in _STEPS if power * one >= rough * (1 - 1e-9))


def _bars(
    panel: _Panel, words: Words, shown: Window, drawn: set[str]
) -> tuple[list[go.Bar | go.Scatter], float]:
    """Give a set of bars a way to bind, and how high the highest pile is."""
    step = step_of(shown)
    first, last = floor(shown.low / step), floor(shown.high / step)
    edges = np.arange(first, last + 2) * step
    kept = panel.rows[panel.rows[panel.side].between(shown.low, shown.high)]
    kinds = (
        kept["target_comparator"].map(_kind) if panel.side == "target" else Comparator.EXACT
    )
    ends = [number(round(edge, 6)) for edge in edges.tolist()]
    spans = [words.say("amount_range", low=low, high=high) for low, high in pairwise(ends)]
    traces, piles = [], np.zeros(len(spans))
    for kind, rows in kept.assign(kind=kinds).groupby("kind"):
        counts = np.histogram(rows[panel.side].to_numpy(float) + step * 1e-9, edges)[0]
        piles += counts
        name = named_side(panel.side, records(rows.head(1))[0], words)
        said = [
            words.say("reading_count", word=f"{span}, {name}", count=n)
            for span, n in zip(spans, counts, strict=True)
        ]
        bar = _bar(panel.side, str(kind), edges, counts, said)
        traces.append(bar.update(name=name, legendgroup=name, showlegend=name not in drawn))
        drawn.add(name)
    return traces, float(piles.max())


def _kind(comparator: str) -> Comparator:
    legend = mark_of(comparator).legend
    return next(one for one in _HATCHES if MARKS[one].legend == legend)


def _bar(side: str, kind: str, edges: Edges, counts: Edges, said: Sequence[str]) -> go.Bar:
    return go.Bar(
        x=((edges[:-1] + edges[1:]) / 2).tolist(),
        y=counts.tolist(),
        width=float(edges[1] - edges[0]),
        marker={
            "color": COLOURS[side],
            "opacity": 0.75,
            "pattern": {
                "shape": _HATCHES[Comparator(kind)],
                "fillmode": "overlay",
                "fgcolor": COLOURS["paper"],
                "size": 6,
            },
            "line": {"color": COLOURS["paper"], "width": 1},
        },
        text=list(said),
        textposition="none",
        hovertemplate="%{text}<extra></extra>",
    )


def _lines(
    panel: _Panel, words: Words, shown: Window, own: str, top: float
) -> Iterator[go.Scatter]:
    """Draw the median, and the district's own figure higher: neither hides the other."""
    median = float(panel.rows[panel.side].median())
    yield _line(
        median, 1.1 * top, words.say("mark_median", value=number(round(median, 2))), shown
    )
    for row in records(panel.rows[panel.rows["area"] == own]):
        said = words.say(
            "mark_own", name=words.district(own), value=words.figure(row, panel.side)
        )
        yield _line(shown.within(float(row[panel.side])), 1.3 * top, said, shown, own=True)


def _line(x: float, top: float, text: str, shown: Window, *, own: bool = False) -> go.Scatter:
    left = x < (shown.low + shown.high) / 2
    return go.Scatter(
        x=[x, x],
        y=[0, top],
        mode="lines+text",
        texttemplate=["", f"\u00a0{text}\u00a0"],
        textposition="middle right" if left else "middle left",
        line={
            "color": COLOURS["text"],
            "width": 3 if own else 2,
            "dash": "solid" if own else "dot",
        },
        showlegend=False,
        hoverinfo="skip",
    )
