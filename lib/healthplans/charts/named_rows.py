"""A panel of named rows, one a district, in groups that are comparable."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import plotly.graph_objects as go

from healthplans.charts.comparison_marks import convention_note, dense, marks, used_conventions
from healthplans.charts.forms import PANEL_ROWS
from healthplans.charts.groups import Group, at_left, heading
from healthplans.charts.hovers import missing_ends
from healthplans.charts.naming import cut, district_names
from healthplans.charts.style import COLOURS, rows_from_above
from healthplans.rows import Row, records
from healthplans.vocabulary.words import Words

_NOTE = {"size": 11, "color": COLOURS["level"]}


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
