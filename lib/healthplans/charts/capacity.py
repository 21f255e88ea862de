"""The populations that counts imply, and the beds, people and places that targets need."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from healthplans.charts import summaries
from healthplans.charts.style import COLOURS, describe, layout, mark_of, rows_from_above
from healthplans.rows import Row, records
from healthplans.vocabulary.words import Words, number

__all__ = ["heads", "populations"]

# capacity is neither good nor bad: grey for what is, ink for what is required
_NOW, _REQUIRED = COLOURS["level"], COLOURS["text"]
_ROW = 44
_PAIR = 2


def populations(pairs: pd.DataFrame, words: Words) -> go.Figure:
    """Draw the population that each pair of count and density implies, with its interval.

    Parameters
    ----------
    pairs : DataFrame
        From `measures.implied_population`.

    Returns
    -------
    Figure
        One row a pair, the district's name above the first of its rows; pairs whose bars
        overlap agree. Without any pair a sentence and no axis.
    """
    figure = go.Figure()
    if pairs.empty:
        return _empty(figure, words)
    rows = records(pairs)
    names = [_pair_name(row, words) for row in rows]
    centres = [(float(row["low"]) + float(row["high"])) / 2 for row in rows]
    halves = [(float(row["high"]) - float(row["low"])) / 2 for row in rows]
    figure.add_trace(
        go.Scatter(
            x=centres,
            y=names,
            mode="markers",
            showlegend=False,
            marker={"symbol": "line-ns-open", "size": 14, "color": _REQUIRED},
            error_x={"array": halves, "thickness": 5, "width": 0, "color": _REQUIRED},
            text=[_span(row, words) for row in rows],
            hovertemplate="%{text}<extra></extra>",
        )
    )
    layout(figure, height=90 + _ROW * len(rows))
    figure.update_layout(margin={"t": 16})
    figure.update_xaxes(title=_title("axis_population", words), tickformat=",", nticks=5)
    rows_from_above(figure, names)
    return describe(figure, summaries.of_populations(rows, words))


def _pair_name(row: Row, words: Words) -> str:
    name = words.indicator(row["indicator"], short=True)
    return f"{words.district(row['area'])}<br><sub>{name}</sub>"


def _span(row: Row, words: Words) -> str:
    low, high = number(round(float(row["low"]))), number(round(float(row["high"])))
    return words.say("amount_range", low=low, high=high)


def heads(required: pd.DataFrame, words: Words) -> go.Figure:
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
        district stands once for every population that its plan implies. Without any
        population a sentence and no axis.
    """
    sized = required[required["heads"].notna()]
    plans = required.groupby("indicator")["document"].nunique()
    codes = [
        code
        for code in words.lists.indicators
        if plans.get(code, 0) >= _PAIR and code in set(sized["indicator"])
    ]
    if not codes:
        return _empty(go.Figure(), words)
    panels = [records(sized[sized["indicator"] == code]) for code in codes]
    figure = make_subplots(
        rows=len(codes),
        cols=1,
        subplot_titles=[_panel_name(code, words) for code in codes],
        row_heights=[len(rows) + 1 for rows in panels],
        vertical_spacing=0.25 / len(codes),
    )
    drawn: set[str] = set()
    for place, rows in enumerate(panels, 1):
        _panel(figure, rows, place, words, drawn)
    layout(figure, height=205 + 96 * len(codes) + _ROW * sum(map(len, panels)))
    figure.update_layout(margin={"t": 145}, legend={"y": 1, "yref": "container"})
    figure.update_layout(legend={"yanchor": "top"})
    figure.update_annotations(x=0, xanchor="left", font_size=15)
    drawn_rows = sized[sized["indicator"].isin(codes)]
    return describe(figure, summaries.of_heads(drawn_rows, words))


def _panel_name(code: str, words: Words) -> str:
    """Name what is counted: beds, where the density is beds per 1,000."""
    return words.indicator(words.lists.indicator(code).counts or code, short=True)


def _panel(
    figure: go.Figure, rows: Sequence[Row], place: int, words: Words, drawn: set[str]
) -> None:
    for row in rows:
        for trace in _traces(row, words, drawn):
            figure.add_trace(trace, row=place, col=1)
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
    return [_line(name, values), *points] if len(values) > 1 else points


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
        text=[number(round(float(value)))],
        hovertemplate="%{text}<extra></extra>",
    )


def _line(name: str, values: list[float]) -> go.Scatter:
    return go.Scatter(
        x=values,
        y=[name] * len(values),
        mode="lines",
        line={"color": COLOURS["line"], "width": 3},
        showlegend=False,
        hoverinfo="skip",
    )


def _row_name(row: Row, words: Words) -> str:
    population = number(round(float(row["population"])))
    label = words.say("population_of", population=population)
    return f"{words.district(row['area'])}<br><sub>{label}</sub>"


def _title(key: str, words: Words) -> dict[str, object]:
    return {"text": words.say(key), "font": {"size": 13}}


def _empty(figure: go.Figure, words: Words) -> go.Figure:
    layout(figure, height=90)
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False)
    figure.add_annotation(text=words.say("chart_empty"), showarrow=False)
    return describe(figure, words.say("chart_empty"))
