"""Small multiples of many districts: a lane for the levels and one for the targets each."""

from collections.abc import Iterator, Sequence

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from healthplans.charts.groups import Group, heading
from healthplans.charts.lanes import SIDES, Lane, beyond, lanes
from healthplans.charts.style import panelled, rows_labelled, titled
from healthplans.charts.summary_lines import window
from healthplans.vocabulary.words import Words

__all__ = ["summary_panels"]

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
    words : Words
    """
    panels = [list(_lines(groups, words)) for groups in every]
    counts = [max(1, len(lines)) for lines in panels]
    height = _ROW * sum(counts) + _BETWEEN * len(panels)
    figure = make_subplots(
        rows=len(panels),
        cols=1,
        subplot_titles=titles,
        row_heights=counts,
        vertical_spacing=_BETWEEN / height,
    )
    for place, lines in enumerate(panels, 1):
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
                year = words.base_year if side == "level" else words.target_year
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
    figure.add_traces(traces, rows=[place] * len(traces), cols=[1] * len(traces))
    rows_labelled(figure, labels, row=place, col=1)
    rows = pd.concat([lane.rows for lane in found]).drop_duplicates()
    far = beyond(rows, shown, words)
    figure.update_xaxes(range=shown.range, title=titled(far), row=place, col=1)
