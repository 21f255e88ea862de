"""The path of each target: from its baseline over later levels to the target.

The broken line is an even pace from baseline to target, which no plan promises; where the
baseline keeps a target already there is none. The solid line joins the levels that are known.
What is made up is written across.
"""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from healthplans.charts.style import (
    COLOURS,
    describe,
    draw_in,
    empty,
    folded,
    layout,
    mark_of,
    panels,
)
from healthplans.parts import PART
from healthplans.rows import Row, records
from healthplans.vocabulary.words import Words, number

_PANEL = 190  # pixels
_MOST = 24  # panels; a longer page is no chart
_WIDEST = 34  # letters of a panel's title that a phone has room for
_TARGET = ["document", "indicator", *PART, "target_year"]


def chart(found: pd.DataFrame, words: Words, *, synthetic: bool = False) -> go.Figure:
    """Draw baseline, later levels, even pace and target, one panel a target.

    Parameters
    ----------
    found : DataFrame
        Rows of `measures.progress`; targets with a baseline and a later level are drawn, the
        first 24 of them. Levels of one year that contradict one another are both drawn.
    synthetic : bool
        Whether a figure is made up, which is written across.
    """
    known = found[found[["baseline", "target", "actual"]].notna().all(axis=1)]
    every = [records(rows) for _, rows in known.groupby(_TARGET, sort=False)]
    if not every:
        return empty(folded(words.say("chart_no_paths"), 60))
    drawn = every[:_MOST]
    plans = len({rows[0]["document"] for rows in drawn})
    titles = [_title(rows[0], words, plans=plans) for rows in drawn]
    figure = panels(titles, height=max(2, len(drawn)), between=0.55)
    for place, rows in enumerate(drawn, 1):
        draw_in(figure, place, _traces(rows, words, named=place == 1))
    layout(figure, height=130 + _PANEL * len(drawn))
    figure.update_layout(margin={"t": 110}, legend={"y": 1.0 + 45 / (_PANEL * len(drawn))})
    figure.update_xaxes(dtick=1, tickformat="d")
    if synthetic:
        _watermark(figure, words)
    said = words.say("describe_paths", count=len(drawn), all=len(every))
    return describe(figure, said)


def _title(row: Row, words: Words, *, plans: int) -> str:
    """Name a panel: its target, and its plan where there are several."""
    name = words.subject(row, short=True)
    if plans > 1:
        name = words.say("bracketed", text=name, note=row["document"])
    return words.say("panel", name=folded(name, _WIDEST), unit=words.unit(row["unit"]))


def _traces(rows: list[Row], words: Words, *, named: bool) -> list[go.Scatter]:
    first = rows[0]
    start = int(first["baseline_year"]), float(first["baseline"])
    end = int(first["target_year"]), float(first["target"])
    levels = [start, *((int(r["actual_year"]), float(r["actual"])) for r in rows)]
    mark = mark_of(first["target_comparator"])
    dash = {"color": COLOURS["line"], "width": 2, "dash": "dot"}
    solid = {"color": COLOURS["level"], "width": 2}
    hollow = {"symbol": mark.symbol, "size": 12, "color": COLOURS["target"]}
    # a target that the baseline keeps asks for no change, and has no pace
    pace: list[tuple[int, float]] = [start, end] if pd.notna(first["achieved_percent"]) else []
    return [
        _trace(pace, words.say("legend_pace"), named=named, mode="lines", line=dash),
        _trace(
            levels, words.say("legend_levels"), named=named, mode="lines+markers", line=solid
        ),
        _trace([end], words.say("legend_aim"), named=named, mode="markers", marker=hollow),
    ]


def _trace(
    points: list[tuple[int, float]], name: str, *, named: bool, **look: Any
) -> go.Scatter:
    return go.Scatter(
        x=[year for year, _ in points],
        y=[value for _, value in points],
        name=name,
        legendgroup=name,
        showlegend=named,
        text=[f"{name}: {number(value)} ({year})" for year, value in points],
        hovertemplate="%{text}<extra></extra>",
        **look,
    )


def _watermark(figure: go.Figure, words: Words) -> None:
    """Write across each panel that its figures are made up."""
    for panel in figure.select_yaxes():
        name = panel.plotly_name.removeprefix("yaxis")
        figure.add_annotation(
            text=words.say("note_synthetic"),
            xref=f"x{name} domain",
            yref=f"y{name} domain",
            x=0.5,
            y=0.5,
            showarrow=False,
            opacity=0.35,
            textangle=-12,
            font={"size": 22, "color": COLOURS["national"]},
        )
