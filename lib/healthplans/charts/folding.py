"""Tens of districts: one row a province or city, with its range, median and each figure."""

from collections.abc import Iterator, Sequence

import pandas as pd
import plotly.graph_objects as go

from healthplans.charts.forms import folded_by
from healthplans.charts.groups import SIDES, Group, heading
from healthplans.charts.lanes import Lane, lanes
from healthplans.charts.naming import cut, district_names
from healthplans.charts.style import rows_labelled
from healthplans.charts.summary_lines import Window
from healthplans.vocabulary.words import Words

_APART = 0.19  # of a row, from its middle to the lane of a side
_ROW = 40
_Row = tuple[str, list[Lane]]


def folded(groups: Sequence[Group], words: Words, shown: Window, own: str) -> go.Figure:
    """Draw the figures of one indicator folded into rows, each with a lane a side.

    Parameters
    ----------
    groups : sequence of Group
        Rows that are comparable with each other.
    shown : Window
        The part of the axis that is drawn.
    own : str
        Code of the district to mark; blank for none.
    """
    figure = go.Figure()
    labels: list[str] = []
    every: list[Lane] = []
    notes = []
    for group in groups:
        if len(groups) > 1:
            notes.append(heading(group.name, len(labels), words)[1] | {"y": len(labels)})
            labels.append("")
        for label, own_lanes in _rows(group.rows, len(labels), words):
            labels.append(label)
            every += own_lanes
    figure.add_traces(lanes(every, words, shown, own))
    figure.layout.annotations = notes
    rows_labelled(figure, labels)
    figure.update_layout(height=150 + _ROW * len(labels))
    return figure


def _rows(rows: pd.DataFrame, first: int, words: Words) -> Iterator[_Row]:
    """Give each row's label and lanes, from the highest median of the targets down."""
    stated = rows[rows["target"].notna() | rows["level"].notna()]
    upper = stated["area"].map(folded_by(list(stated["area"]), words.lists.areas))
    medians = stated["target"].fillna(stated["level"]).groupby(upper).median()
    names = district_names(medians.index, words)
    every = words.say(
        "chart_folded", name=words.say("folded_all"), count=stated["area"].nunique()
    )
    yield words.say("heading_bold", text=every), list(_lanes(stated, first, every, mute=True))
    for place, code in enumerate(medians.sort_values(ascending=False).index, first + 1):
        own = stated[upper == code]
        count = own["area"].nunique()
        label = words.say("chart_folded", name=cut(names[code]), count=count)
        yield label, list(_lanes(own, place, names[code]))


def _lanes(rows: pd.DataFrame, place: int, name: str, *, mute: bool = False) -> Iterator[Lane]:
    for side, shift in zip(SIDES, (-_APART, _APART), strict=True):
        yield Lane(side, place + shift, name, rows[rows[side].notna()], mute)
