"""Tens of districts on lanes: a row a province or city, or a panel an indicator."""

from collections.abc import Iterator, Sequence

import pandas as pd
import plotly.graph_objects as go

from healthplans.charts.forms import folded_by
from healthplans.charts.groups import SIDES, Group, heading
from healthplans.charts.lanes import Lane, beyond, lanes
from healthplans.charts.naming import cut, district_names
from healthplans.charts.style import draw_in, panelled, panels, rows_labelled, titled
from healthplans.charts.summary_lines import Window, window
from healthplans.vocabulary.words import Words

_APART = 0.19  # of a row, from its middle to the lane of a side
_Row = tuple[str, list[Lane]]
_ROW, _BETWEEN = 44, 92  # pixels
_Line = tuple[str, Lane | None]


def folded(groups: Sequence[Group], words: Words, shown: Window, own: str) -> go.Figure:
    """Draw the figures of one indicator folded into rows, each with a lane a side.

    `groups` are rows that are comparable with each other. `shown` is the part of the axis that
    is drawn. `own` is the code of the district to mark; blank for none.
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


def summary_panels(
    every: Sequence[Sequence[Group]], titles: Sequence[str], words: Words
) -> go.Figure:
    """Draw a panel an indicator: range, middle half and median of its levels and targets.

    `every` are an indicator's rows, comparable within each group. `titles` are the panels'
    names.
    """
    known = [list(_lines(groups, words)) for groups in every]
    counts = [max(1, len(lines)) for lines in known]
    height = _ROW * sum(counts) + _BETWEEN * len(known)
    figure = panels(titles, height=height, between=_BETWEEN, row_heights=counts)
    for place, lines in enumerate(known, 1):
        _panel(figure, lines, place, words)
    return panelled(figure, height)


def _lines(groups: Sequence[Group], words: Words) -> Iterator[_Line]:
    """Give the lines of a panel from above: headings of groups, and lanes."""
    place = 0
    for group in groups:
        if len(groups) > 1:
            yield group.name, None
            place += 1
        for side in SIDES:
            rows = group.rows[group.rows[side].notna()]
            if len(rows):
                year = words.year_of(side)
                said = words.say(f"lane_{side}", year=year, count=rows["area"].nunique())
                yield said, Lane(side, place, said, rows)
                place += 1


def _panel(figure: go.Figure, lines: Sequence[_Line], place: int, words: Words) -> None:
    labels, axis = [], str(place) if place > 1 else ""
    for row, (said, lane) in enumerate(lines):
        labels.append(said if lane else "")
        if lane is None:
            figure.layout.annotations += (heading(said, row, words, axis)[1] | {"y": row},)
    found = [lane for _, lane in lines if lane]
    if not found:
        text = words.say("chart_empty")
        figure.add_annotation(text=text, showarrow=False, row=place, col=1)
        return
    shown = window(pd.concat([lane.rows[lane.side] for lane in found]))
    traces = lanes(found, words, shown, labels=True)
    for trace in traces:
        trace.showlegend = trace.showlegend is not False and place == 1
    draw_in(figure, place, traces)
    rows_labelled(figure, labels, row=place, col=1)
    rows = pd.concat([lane.rows for lane in found]).drop_duplicates()
    far = beyond(rows, shown, words)
    figure.update_xaxes(range=shown.range, title=titled(far), row=place, col=1)
