"""Districts side by side: the level, the target, and which way the target binds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from healthplans.charts import descriptions
from healthplans.charts.comparison_marks import LEGEND, convention_note, marks, name_of
from healthplans.charts.groups import Group, at_left, by_convention, grouped, heading
from healthplans.charts.hovers import missing_ends
from healthplans.charts.style import (
    COLOURS,
    describe,
    empty,
    folded,
    layout,
    rows_from_above,
)
from healthplans.parts import is_whole
from healthplans.rows import Row, records
from healthplans.vocabulary.words import Words

__all__ = ["comparison", "headlines"]

_ROW_HEIGHT = 46
_BETWEEN = 84  # pixels between two panels: an axis and a title
_NOTE = {"size": 11, "color": COLOURS["level"]}


def comparison(
    table: pd.DataFrame,
    words: Words,
    benchmarks: pd.DataFrame | None = None,
    *,
    strict: bool = False,
) -> go.Figure:
    """Draw one indicator across districts as dumbbells.

    Parameters
    ----------
    table : DataFrame
        Rows of `measures.compare` of one indicator.
    words : Words
        The reader's language.
    benchmarks : DataFrame, optional
        National figures to draw as lines: `year`, `value`, `confidence`, `source_title`.
    strict : bool
        Keep apart what is comparable by convention only; else it stands together, marked.

    Returns
    -------
    Figure
        A dot for the level, a mark by comparator for the target (a triangle points to the
        side on which the bound is kept), a line between them; an absent end is written where
        it is missing. With nothing to draw, a sentence that says so and no axis.
    """
    table = whole(table)
    said = descriptions.of_comparison(table, words)
    refused = _refusal(table, words, alone=benchmarks is None or benchmarks.empty)
    if refused:
        return describe(empty(refused), said)
    figure = describe(go.Figure(), said)
    panel = _panel(_groups(table, words, strict=strict), words, set())
    # all at once: plotly checks what is there again with each that is added
    figure.add_traces(panel.traces)
    figure.layout.annotations = panel.notes
    rows_from_above(figure, panel.names)
    for row in [] if benchmarks is None else records(benchmarks):
        _benchmark(figure, row, words)
    layout(figure, height=150 + _ROW_HEIGHT * len(panel.names))
    unit = words.lists.indicator(table["indicator"].iloc[0]).unit
    figure.update_xaxes(title=words.unit(unit), rangemode=_range(table))
    return figure


def headlines(
    tables: Mapping[str, pd.DataFrame], words: Words, *, strict: bool = False
) -> go.Figure:
    """Draw the headline indicators as small multiples, one panel an indicator."""
    drawn: set[str] = set()
    panels = [
        _panel(_groups(whole(table), words, strict=strict), words, drawn, place)
        for place, table in enumerate(tables.values(), 1)
    ]
    counts = [len(panel.names) for panel in panels]
    height = _ROW_HEIGHT * sum(counts) + _BETWEEN * len(panels)
    figure = make_subplots(
        rows=len(panels),
        cols=1,
        subplot_titles=[_panel_title(code, words) for code in tables],
        row_heights=counts,  # a row is as high in every panel
        vertical_spacing=_BETWEEN / height,
    )
    for place, panel in enumerate(panels, 1):
        places = [place] * len(panel.traces)
        figure.add_traces(panel.traces, rows=places, cols=[1] * len(places))
        figure.layout.annotations += tuple(panel.notes)
        rows_from_above(figure, panel.names, row=place, col=1)
    layout(figure, height=height + 90)
    figure.update_layout(margin={"t": 90}, legend={"y": 1.03})
    return describe(figure, descriptions.of_headlines(tables, words))


def _groups(table: pd.DataFrame, words: Words, *, strict: bool) -> list[Group]:
    """Give the groups to draw, each from the highest target to the lowest."""
    groups = grouped(by_convention(table, words, strict=strict), words)
    ordered = [
        group.rows.assign(order=group.rows["target"].fillna(group.rows["level"]))
        .sort_values("order", ascending=False, kind="stable")
        .drop(columns="order")
        for group in groups
    ]
    return [Group(group.name, rows) for group, rows in zip(groups, ordered, strict=True)]


def whole(table: pd.DataFrame) -> pd.DataFrame:
    """Keep what is about the whole district; of a plan that states only parts, the parts."""
    about_all = is_whole(table)
    return table[about_all | ~table["document"].isin(table.loc[about_all, "document"])]


def _panel_title(code: str, words: Words) -> str:
    unit = words.unit(words.lists.indicator(code).unit)
    return words.say("panel", name=words.indicator(code, short=True), unit=unit)


@dataclass(frozen=True)
class _Panel:
    """What is drawn in one panel: its rows' names from above, its marks, what is written."""

    names: list[str] = field(default_factory=list)
    traces: list[go.Scatter] = field(default_factory=list)
    notes: list[dict[str, Any]] = field(default_factory=list)


def _panel(groups: Sequence[Group], words: Words, drawn: set[str], row: int = 1) -> _Panel:
    """Draw groups one below the other, each under its heading if there are several.

    `drawn` is what the legend names already, `row` the place of the panel in the figure.
    """
    panel, axis = _Panel(), str(row) if row > 1 else ""
    for group in groups:
        if len(groups) > 1:
            blank, note = heading(group.name, len(panel.names), words, axis)
            panel.names.append(blank)
            panel.notes.append(note)
        for item in records(group.rows):
            panel.names.append(name_of(item, words))
            panel.traces.extend(marks(item, words, drawn))
            if text := missing_ends(item, words):
                panel.notes.append(at_left(panel.names[-1], text, axis, xshift=4, font=_NOTE))
    used = {
        item[f"{side}_convention"]
        for group in groups
        for item in records(group.rows)
        for side in ("level", "target")
        if pd.notna(item[side])
    }
    panel.traces.extend(
        convention_note(code, words, drawn) for code in sorted(used - drawn - {""})
    )
    return panel


def _benchmark(figure: go.Figure, row: Row, words: Words) -> None:
    label = words.say(
        "legend_national",
        year=row["year"],
        confidence=words.name("confidence", row["confidence"]),
    )
    figure.add_vline(
        x=float(row["value"]),
        line={
            "color": COLOURS["national"],
            "width": 2,
            "dash": "dot" if row["role"] == "level" else "dash",
        },
        name=folded(label, LEGEND),
        showlegend=True,
    )


def _range(table: pd.DataFrame) -> str:
    """Start at zero where that does not flatten the differences away."""
    values = pd.concat([table["level"], table["target"]]).dropna()
    return "tozero" if values.min() < 0.5 * values.max() else "normal"


def _refusal(table: pd.DataFrame, words: Words, *, alone: bool) -> str:
    """Say why nothing is drawn: no figure, or one district's with nothing to compare it to."""
    stated = table[table["level"].notna() | table["target"].notna()]
    if stated.empty:
        return words.say("chart_empty")
    districts = list(dict.fromkeys(stated["area"]))
    if alone and len(districts) == 1:
        return words.say("reading_not_drawn_one", name=words.district(districts[0]))
    return ""
