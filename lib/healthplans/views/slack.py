"""How much room bounds leave that already hold."""

import pandas as pd
import plotly.graph_objects as go

from healthplans.charts.forms import ROWS, row_height
from healthplans.charts.naming import counted, cut, district_names
from healthplans.charts.style import (
    COLOURS,
    STANCES,
    describe,
    empty,
    layout,
    rows_labelled,
    stem,
    titled,
)
from healthplans.charts.summary_lines import Line, Window, medians, ranges
from healthplans.measures import spread
from healthplans.rows import Row, records
from healthplans.views.cells import rounded
from healthplans.vocabulary.words import Words

_NAME = 22  # columns of a line beside a row
_ROOM = Window(0, 100)


def chart(assessed: pd.DataFrame, words: Words) -> go.Figure:
    """Draw how much room each bound that already holds leaves, in percent of the bound.

    `assessed` are rows of `measures.assess`; of them targets that hold and have a slack, above
    zero, are drawn, with the mark of their stance. A level of zero leaves the whole bound.
    """
    held = assessed[
        (assessed["stance"] == "hold") & (assessed["slack_percent"] > 0).fillna(False)
    ].sort_values("slack_percent", kind="stable")
    rows = records(held)
    said = _description(rows, words)
    if not rows:
        return empty(said)
    figure, names = (_slack_rows if len(rows) <= ROWS else _slack_lines)(held, words)
    layout(figure, height=110 + row_height(len(names)) * len(names))
    figure.update_layout(margin={"t": 16})
    title = titled(words.say("axis_slack"))
    figure.update_xaxes(title=title, range=[0, 104], ticksuffix="%")
    figure.update_yaxes(showgrid=False, ticklabelstandoff=8)
    return describe(figure, said)


def _slack_rows(held: pd.DataFrame, words: Words) -> tuple[go.Figure, list[str]]:
    """Draw a row a target."""
    rows = records(held)
    known = district_names(held["area"], words)
    names = [_name(row, known[row["area"]], words) for row in rows]
    values = [float(row["slack_percent"]) for row in rows]
    figure = go.Figure([stem(name, value) for name, value in zip(names, values, strict=True)])
    figure.add_trace(
        go.Scatter(
            x=values,
            y=names,
            mode="markers",
            showlegend=False,
            marker={"symbol": STANCES["hold"].symbol, "size": 12, "color": COLOURS["target"]},
            text=[_hover(row, words) for row in rows],
            hovertemplate="%{text}<extra></extra>",
        )
    )
    figure.update_yaxes(range=[-0.6, len(rows) - 0.4], tickvals=names, ticktext=names)
    return figure, names


def _slack_lines(held: pd.DataFrame, words: Words) -> tuple[go.Figure, list[str]]:
    """Draw a row an indicator: how much room its bounds leave in all districts together."""
    subjects = [words.subject(row, short=True) for row in records(held)]
    found = held["slack_percent"].astype(float).groupby(subjects)
    order = found.median().sort_values(ascending=False).index
    spreads = {name: spread(found.get_group(name)) for name in order}
    lines = [Line(n, one, name) for n, (name, one) in enumerate(spreads.items())]
    labels = [counted(name, one.count, words, _NAME) for name, one in spreads.items()]
    colour, named = COLOURS["target"], words.say("legend_median_slack")
    figure = go.Figure(
        [*ranges(lines, _ROOM, colour), medians(lines, words, colour, name=named)]
    )
    rows_labelled(figure, labels)
    return figure, labels


def _name(row: Row, district: str, words: Words) -> str:
    name, part = words.indicator(row["indicator"], short=True), words.part_of(row)
    below = words.say("list_comma").join(filter(None, [district, part]))
    return f"{cut(name, _NAME)}<br><sub>{below}</sub>"


def _hover(row: Row, words: Words) -> str:
    ends = [
        f"{words.say(f'column_{side}', year=row[f'{side}_year'])} {words.amount(row, side)}"
        for side in ("level", "target")
    ]
    return "<br>".join([words.subject(row), words.district(row["area"]), *ends])


def _description(rows: list[Row], words: Words) -> str:
    """Say between which ends the slack lies; `rows` are in order of it."""
    if not rows:
        return words.say("chart_empty")
    low, high = (rounded(row["slack_percent"]) for row in (rows[0], rows[-1]))
    return words.say("describe_slack", count=len(rows), low=low, high=high)
