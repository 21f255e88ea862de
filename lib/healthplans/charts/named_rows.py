"""A panel of named rows, one a district with its marks, in groups that are comparable."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from healthplans.charts.forms import PANEL_ROWS
from healthplans.charts.groups import SIDES, Group, at_left, heading
from healthplans.charts.lanes import named_side
from healthplans.charts.naming import (
    CONVENTION,
    WARNING,
    broken,
    cut,
    district_names,
    hover,
    missing_ends,
    written,
)
from healthplans.charts.style import COLOURS, legend_only, mark_of, rows_from_above, stem
from healthplans.quantities import Comparator
from healthplans.rows import Row, records
from healthplans.vocabulary.words import Words

_NOTE = {"size": 11, "color": COLOURS["level"]}
_SMALL = 11
LEGEND = 40  # columns that a phone has room for beside a legend's mark


@dataclass(frozen=True)
class Panel:
    """What is drawn in one panel: its rows' names from above, its marks, what is written.

    `names` tell rows apart, `labels` are what stands beside them, cut where too long.
    """

    names: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    traces: list[go.Scatter] = field(default_factory=list)
    notes: list[dict[str, Any]] = field(default_factory=list)

    def add(self, name: str, label: str) -> None:
        """Add a row at the bottom."""
        self.names.append(name)
        self.labels.append(label)


def panel_of(
    groups: Sequence[Group], words: Words, drawn: set[str], row: int = 1, own: str = ""
) -> Panel:
    """Draw groups one below the other, each under its heading if there are several.

    `drawn` is what the legend names already, `row` the place of the panel in the figure, `own`
    the code of a district whose name is set in bold.
    """
    panel, axis = Panel(), str(row) if row > 1 else ""
    known = district_names([area for g in groups for area in g.rows["area"]], words)
    for group in groups:
        if len(groups) > 1:
            blank, note = heading(group.name, len(panel.names), words, axis)
            panel.add(blank, "")
            panel.notes.append(note)
        for item in records(group.rows):
            name = _named(panel, item, known[item["area"]], own, words)
            panel.traces.extend(marks(item, name, words, drawn))
            if text := missing_ends(item, words):
                panel.notes.append(at_left(panel.names[-1], text, axis, xshift=4, font=_NOTE))
    if len(panel.names) > PANEL_ROWS:
        dense(panel.traces)
    used = sorted(used_conventions(groups) - drawn)
    panel.traces.extend(convention_note(code, words, drawn) for code in used)
    return panel


def _named(panel: Panel, item: Row, district: str, own: str, words: Words) -> str:
    """Add a row to a panel, and give the name that tells it from the others."""
    part, label = words.part_of(item), cut(district)
    label = words.say("heading_bold", text=label) if item["area"] == own else label
    below = f"<br><sub>{part}</sub>" if part else ""
    name = district + below
    # a district whose ends stand in two groups has two rows: blanks tell them apart
    while name in panel.names:
        name += " "
    panel.add(name, label + below)
    return name


def place_rows(figure: go.Figure, panel: Panel, **place: int) -> None:
    """Order a panel's rows from above, each with its label, however little room there is."""
    rows_from_above(figure, panel.names, **place)
    figure.update_yaxes(tickmode="array", tickvals=panel.names, ticktext=panel.labels, **place)


def convention_note(code: str, words: Words, drawn: set[str]) -> go.Scatter:
    """Say in the legend what the mark of a convention means."""
    drawn.add(code)
    named = next(
        getattr(c, words.lang) for c in words.lists.conventions if c.convention == code
    )
    said = words.say("legend_convention", mark=CONVENTION, convention=named)
    look = {"symbol": "line-ns-open", "size": 1, "color": COLOURS["paper"]}
    return legend_only(broken(said, LEGEND), **look)


def used_conventions(groups: Iterable[Group]) -> set[str]:
    """Give the codes of the conventions by which figures of groups stand together."""
    columns = [
        group.rows.loc[group.rows[side].notna(), f"{side}_convention"]
        for group in groups
        for side in SIDES
    ]
    return {code for column in columns for code in column} - {""}


def marks(item: Row, name: str, words: Words, drawn: set[str]) -> Iterator[go.Scatter]:
    """Give the line and the marks of a row of a name; `drawn` is what the legend names."""
    ends = [side for side in SIDES if pd.notna(item[side])]
    if len(ends) > 1:
        dash = "solid" if item["level_denominator"] == item["target_denominator"] else "dot"
        yield stem(name, float(item["target"]), float(item["level"]), dash=dash)
    rises = len(ends) > 1 and item["level"] <= item["target"]
    for side in ends:
        away = "left" if rises == (side == "level") else "right"
        yield _marker(item, side, name, words, drawn).update(meta=away)


def dense(traces: Iterable[go.Scatter]) -> None:
    """Make marks smaller, and write beside them: in low rows a note above meets the next."""
    for trace in traces:
        if "markers" in trace.mode and trace.x[0] is not None:
            trace.marker.size = _SMALL
            # away from the other end
            trace.textposition = f"middle {trace.meta}"


def _marker(item: Row, side: str, name: str, words: Words, drawn: set[str]) -> go.Scatter:
    mark = mark_of(item["target_comparator"])
    key = "level" if side == "level" else mark.legend
    shown = key not in drawn
    drawn.add(key)
    noted = written(item, side, words)
    exact = item["level_comparator"] == Comparator.EXACT
    level = "circle" if exact else "circle-open"
    symbol = level if side == "level" else mark.symbol
    return go.Scatter(
        x=[float(item[side])],
        y=[name],
        # without a mark there must be no text at all: it would be the hover's
        mode="markers+text" if noted else "markers",
        texttemplate=noted or WARNING,
        textposition="top center",
        name=named_side(side, item, words),
        legendgroup=key,
        showlegend=shown,
        marker={"symbol": symbol, "size": 15, "color": COLOURS[side], "line": {"width": 2}},
        text=[hover(item, side, words)],
        hovertemplate="%{text}<extra></extra>",
    )
