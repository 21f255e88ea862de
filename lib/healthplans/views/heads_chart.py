"""The beds, people and places that targets require, drawn."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from healthplans.charts.forms import PANEL_ROWS, row_height
from healthplans.charts.naming import counted
from healthplans.charts.style import (
    COLOURS,
    describe,
    draw_in,
    empty,
    layout,
    mark_of,
    panelled,
    panels,
    rows_from_above,
    rows_labelled,
    stem,
    titled,
)
from healthplans.charts.summary_lines import Line, medians, ranges, window
from healthplans.measures import spread
from healthplans.rows import Row, records
from healthplans.views.cells import whole
from healthplans.vocabulary.words import Words

# capacity is neither good nor bad: grey for what is, ink for what is required
_NOW, _REQUIRED = COLOURS["level"], COLOURS["text"]
_ROW, _GAP = 44, 80
_PAIR = 2
_NAME = 22  # columns of a line beside a row, of which there are two


def shared(required: pd.DataFrame, words: Words) -> list[str]:
    """Give the indicators with a target in two plans or more, in the codelist's order."""
    plans = required.groupby("indicator")["document"].nunique()
    return [code for code in words.lists.indicators if plans.get(code, 0) >= _PAIR]


def chart(required: pd.DataFrame, words: Words) -> go.Figure:
    """Draw present and required numbers, one panel an indicator, one row a population.

    Parameters
    ----------
    required : DataFrame
        From `measures.required_heads`. Drawn are indicators with a target in two plans or
        more, and rows with a population; a missing present number leaves one end.

    Returns
    -------
    Figure
        A dot for the present, for what is required the mark of the target's comparator. A
        district stands once for every population that its plan implies. With more than 12 rows
        in a panel one row an indicator: by what percent the numbers would have to change.
        Without any population a sentence and no axis.
    """
    sized = required[required["heads"].notna()]
    codes = [code for code in shared(required, words) if code in set(sized["indicator"])]
    if not codes:
        return empty(words.say("chart_empty"))
    drawn_rows = sized[sized["indicator"].isin(codes)]
    said = _description(drawn_rows, words)
    if drawn_rows.groupby("indicator").size().max() > PANEL_ROWS:
        return describe(_changes(drawn_rows, codes, words), said)
    known = [records(sized[sized["indicator"] == code]) for code in codes]
    height = _GAP * len(codes) + _ROW * sum(map(len, known))
    titles, heights = list(map(words.counted, codes)), [len(rows) + 0.5 for rows in known]
    figure = panels(titles, height=height, between=_GAP, row_heights=heights)
    drawn: set[str] = set()
    for place, rows in enumerate(known, 1):
        _panel(figure, rows, place, words, drawn)
    return describe(panelled(figure, height), said)


def _panel(
    figure: go.Figure, rows: Sequence[Row], place: int, words: Words, drawn: set[str]
) -> None:
    draw_in(figure, place, [trace for row in rows for trace in _traces(row, words, drawn)])
    names = [_row_name(row, words) for row in rows]
    rows_from_above(figure, names, row=place, col=1)
    figure.update_xaxes(rangemode="tozero", tickformat=",", nticks=6, row=place, col=1)


def _traces(row: Row, words: Words, drawn: set[str]) -> list[go.Scatter]:
    mark = mark_of(row["target_comparator"])
    required = words.say("legend_heads", year=row["target_year"])
    kind = words.say("bracketed", text=required, note=words.say(mark.legend))
    now = words.say("legend_heads_now", year=row["population_year"])
    ends = [
        (now, row["heads_now"], "circle", _NOW),
        (kind, row["heads"], mark.symbol, _REQUIRED),
    ]
    stated = [end for end in ends if pd.notna(end[1])]
    name = _row_name(row, words)
    points = [_point(name, end, drawn) for end in stated]
    values = [float(value) for _, value, _, _ in stated]
    return [stem(name, *reversed(values)), *points] if len(values) > 1 else points


def _point(name: str, end: tuple[str, float, str, str], drawn: set[str]) -> go.Scatter:
    """Draw one end: its label, value, symbol and colour; `drawn` is in the legend already."""
    label, value, symbol, colour = end
    shown = label not in drawn
    drawn.add(label)
    return go.Scatter(
        x=[float(value)],
        y=[name],
        mode="markers",
        name=label,
        legendgroup=label,
        showlegend=shown,
        marker={"symbol": symbol, "size": 13, "color": colour, "line": {"width": 2}},
        text=[whole(value)],
        hovertemplate="%{text}<extra></extra>",
    )


def _row_name(row: Row, words: Words) -> str:
    population = whole(row["population"])
    label = words.say("population_of", population=population)
    return f"{words.district(row['area'])}<br><sub>{label}</sub>"


def _changes(required: pd.DataFrame, codes: Sequence[str], words: Words) -> go.Figure:
    """Draw the change that targets require, in percent of the present, a row an indicator.

    Of each plan the population on which most of its pairs agree counts.
    """
    first = required.sort_values("group", kind="stable")
    known = first.drop_duplicates(["document", "indicator"])
    now = known["heads_now"].where(known["heads_now"] > 0)
    percent = (100 * known["added"] / now).astype(float).dropna()
    grouped = percent.groupby(known["indicator"])
    spreads = {
        code: spread(grouped.get_group(code)) for code in codes if code in grouped.groups
    }
    order = sorted(spreads, key=lambda code: -spreads[code].median)
    lines = [Line(n, spreads[code], words.counted(code)) for n, code in enumerate(order)]
    shown, colour = window(percent), COLOURS["text"]
    named = words.say("legend_median_change")
    figure = go.Figure(
        [*ranges(lines, shown, colour), medians(lines, words, colour, name=named)]
    )
    figure.add_vline(x=0, line={"color": COLOURS["level"], "width": 1})
    layout(figure, height=130 + row_height(0) * len(lines))
    title = titled(words.say("axis_change_percent"))
    figure.update_xaxes(title=title, ticksuffix="%", range=shown.range)
    rows_labelled(
        figure, [counted(line.name, line.spread.count, words, _NAME) for line in lines]
    )
    return figure


def _description(drawn: pd.DataFrame, words: Words) -> str:
    """Say how many kinds and rows are drawn, and how many rise or fall."""
    added = drawn["added"].dropna().astype(float)
    return words.say(
        "describe_heads",
        panels=drawn["indicator"].nunique(),
        count=len(drawn),
        added=int((added > 0).sum()),
        cut=int((added < 0).sum()),
    )
