"""Small multiples of many districts: a lane for the levels and one for the targets each."""

from collections.abc import Iterator, Sequence

import pandas as pd
import plotly.graph_objects as go

from healthplans.charts.groups import SIDES, Group, heading
from healthplans.charts.lanes import Lane, beyond, lanes
from healthplans.charts.style import draw_in, panelled, panels, rows_labelled, titled
from healthplans.charts.summary_lines import window
from healthplans.vocabulary.words import Words

_ROW, _BETWEEN = 44, 92  # pixels
_Line = tuple[str, Lane | None]


def summary_panels(
    every: Sequence[Sequence[Group]], titles: Sequence[str], words: Words
) -> go.Figure:
    """Draw a panel an indicator: range, middle half and median of its levels and targets.

    Parameters
    ----------
    every : sequence of sequences of Group
        An indicator's rows, comparable within each group.
    titles : sequence of str
        The panels' names.
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
