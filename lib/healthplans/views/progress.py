"""What was reached of the targets, beside the pace of time; and the path of each target.

The broken line of the chart is an even pace from baseline to target, which no plan promises;
where the baseline keeps a target already there is none. The solid line joins the levels that
are known. What is made up is written across.
"""

from collections import Counter
from functools import partial
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from healthplans import links
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
from healthplans.measures.standing import OPEN
from healthplans.parts import PART
from healthplans.rows import Row, records
from healthplans.views.blocks import (
    ABSENT,
    Blocks,
    Cell,
    Column,
    Sentence,
    Table,
    headed,
    noted,
)
from healthplans.views.cells import rounded, year
from healthplans.views.documents import caption
from healthplans.vocabulary.words import Words, number

_MOST = 150  # rows of a section; more are counted, and stand in the published table
_PANEL = 190  # pixels
_PANELS = 24  # panels; a longer page is no chart
_WIDEST = 34  # letters of a panel's title that a phone has room for
_TARGET = ["document", "indicator", *PART, "target_year"]


def status_word(row: Row, words: Words) -> str:
    """Write the status of a row of `measures.progress` in the official words."""
    final = row["status"] == "met" and row["final"]
    return words.name("progress", "met_final" if final else row["status"])


def table(found: pd.DataFrame, words: Words, *, synthetic: bool = False) -> Table:
    """Show the targets of an area with their later levels.

    `found` are rows of `measures.progress` of one area. `synthetic` says whether figures are
    made up, as the caption then says.
    """
    places = len(set(found["area"])) > 1
    columns: list[Column[Row]] = headed(
        words,
        indicator=lambda row: Cell(
            words.subject(row), notes=noted(words.place(row["area"]) if places else "")
        ),
        year=lambda row: Cell(year(row["actual_year"]), kind="number"),
        baseline_value=lambda row: _figure(row, "baseline"),
        target_value=lambda row: _figure(row, "target"),
        actual_value=lambda row: _figure(row, "actual"),
        achieved=lambda row: Cell(_share(row), kind="number"),
        expected=lambda row: Cell(rounded(row["expected_percent"]), kind="number"),
        attainment=lambda row: _status(row, words),
        note=lambda row: Cell(words.say(row["reason"])),
    )
    notes = [words.say("note_linear_pace")]
    head = caption("caption_progress", found, words, synthetic=synthetic)
    return Table.of(head, records(found), columns, words, notes)


def _status(row: Row, words: Words) -> Cell:
    notes = noted(
        words.say("note_contradicted") if row["contradicted"] else "",
        words.say("note_by_convention") if row["convention"] else "",
    )
    return Cell(status_word(row, words), notes=notes)


def stated(row: Row, side: str) -> str:
    """Write a figure as printed, with its year; blank where there is none."""
    dated = f"{row[f'{side}_text']} ({year(row[f'{side}_year'])})"
    return dated if row[f"{side}_id"] else ""


def _figure(row: Row, side: str) -> Cell:
    text, href = stated(row, side), links.trace(row[f"{side}_id"])
    return Cell(text, href, lang="zh", kind="number") if text else ABSENT


def _share(row: Row) -> str:
    if pd.isna(row["achieved_percent"]):
        return "–"
    ends = [rounded(row[name]) for name in ("achieved_low", "achieved_high")]
    return f"{rounded(row['achieved_percent'])} ({ends[0]}–{ends[1]})"


def reading(found: pd.DataFrame, words: Words) -> Sentence:
    """Say how many targets can be judged, and how they stand; or what is missing."""
    latest = found[found["latest"]].drop_duplicates(["document", "target_id"])
    statuses = Counter(status_word(row, words) for row in records(latest))
    unknown = int(latest["status"].isin(OPEN).sum())
    if unknown == len(latest):
        return Sentence.of(words, words.say("reading_progress_none", count=len(latest)))
    open_ = {words.name("progress", code) for code in OPEN}
    parts = [
        words.say("reading_count", word=word, count=count)
        for word, count in statuses.items()
        if word not in open_
    ]
    said = words.say("list_comma").join(parts)
    text = words.say("reading_progress", count=len(latest), unknown=unknown, list=said)
    return Sentence.of(words, text)


def section(found: pd.DataFrame, words: Words, *, synthetic: bool = False) -> Blocks:
    """Show what was reached on a page about more; one sentence where nothing can be judged.

    `found` are rows of `measures.progress`. `synthetic` says whether figures are made up, as
    the caption then says.
    """
    said = reading(found, words)
    judged = found[~found["status"].isin(["not_judged"])]
    if judged.empty or len(judged) > _MOST:
        return Blocks([said])
    return Blocks([said, table(judged, words, synthetic=synthetic)])


def chart(found: pd.DataFrame, words: Words, *, synthetic: bool = False) -> go.Figure:
    """Draw baseline, later levels, even pace and target, one panel a target.

    `found` are rows of `measures.progress`; targets with a baseline and a later level are
    drawn, the first 24 of them. Levels of one year that contradict one another are both drawn.
    `synthetic` says whether a figure is made up, which is written across.
    """
    known = found[found[["baseline", "target", "actual"]].notna().all(axis=1)]
    every = [records(rows) for _, rows in known.groupby(_TARGET, sort=False)]
    if not every:
        return empty(words.say("chart_no_paths"))
    drawn = every[:_PANELS]
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
    trace = partial(_trace, named=named)
    return [
        trace(pace, words.say("legend_pace"), mode="lines", line=dash),
        trace(levels, words.say("legend_levels"), mode="lines+markers", line=solid),
        trace([end], words.say("legend_aim"), mode="markers", marker=hollow),
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
