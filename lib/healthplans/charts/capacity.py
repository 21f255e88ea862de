"""The populations that counts imply, and the beds, people and places that targets need."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from healthplans.charts import summaries
from healthplans.charts.forms import PANEL_ROWS, ROWS
from healthplans.charts.naming import cut, district_names
from healthplans.charts.required import changes
from healthplans.charts.style import (
    COLOURS,
    describe,
    empty,
    layout,
    mark_of,
    panelled,
    rows_from_above,
    titled,
)
from healthplans.rows import Row, records
from healthplans.vocabulary.words import Words, number

__all__ = ["heads", "populations"]

# capacity is neither good nor bad: grey for what is, ink for what is required
_NOW, _REQUIRED = COLOURS["level"], COLOURS["text"]
_ROW, _GAP = 44, 80
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
        One row a pair; pairs whose bars overlap agree. Of more than 30 pairs those of the
        districts whose pairs are furthest apart, and how many others there are. Without any
        pair a sentence and no axis.
    """
    if pairs.empty:
        return _empty(words)
    drawn = pairs if len(pairs) <= ROWS else widest_apart(pairs)
    rows, known = records(drawn), district_names(drawn["area"], words)
    names = [_pair_name(row, known[row["area"]], words) for row in rows]
    figure = go.Figure(_intervals(rows, names, words))
    layout(figure, height=110 + _ROW * len(rows))
    figure.update_layout(margin={"t": 16})
    title = [words.say("axis_population"), _left_out(pairs, drawn, words)]
    figure.update_xaxes(
        title=titled("<br>".join(filter(None, title))),
        tickformat=",",
        nticks=4,
    )
    rows_from_above(figure, names)
    figure.update_yaxes(tickvals=names, ticktext=names)
    return describe(figure, summaries.of_populations(rows, words))


def _intervals(rows: Sequence[Row], names: Sequence[str], words: Words) -> go.Scatter:
    centres = [(float(row["low"]) + float(row["high"])) / 2 for row in rows]
    halves = [(float(row["high"]) - float(row["low"])) / 2 for row in rows]
    return go.Scatter(
        x=centres,
        y=list(names),
        mode="markers",
        showlegend=False,
        marker={"symbol": "line-ns-open", "size": 14, "color": _REQUIRED},
        error_x={"array": halves, "thickness": 5, "width": 0, "color": _REQUIRED},
        text=[_span(row, words) for row in rows],
        hovertemplate="%{text}<extra></extra>",
    )


def widest_apart(pairs: pd.DataFrame) -> pd.DataFrame:
    """Give the pairs of the districts whose populations are furthest apart, widest first.

    A district's pairs are apart by the lowest of one interval and the highest of another that
    lies wholly below it; as many districts are given as 30 rows hold, but one at least.
    """
    plans = pairs.groupby("document")
    apart = (plans["low"].max() / plans["high"].min()).sort_values(ascending=False)
    sizes = plans.size().loc[apart.index]
    chosen = apart.index[((sizes.cumsum() <= ROWS) & (apart > 1)).to_numpy()]
    chosen = chosen if len(chosen) else apart.index[:1]
    order = {document: place for place, document in enumerate(chosen)}
    kept = pairs[pairs["document"].isin(chosen)]
    return kept.sort_values("document", key=lambda ids: ids.map(order), kind="stable")


def _left_out(pairs: pd.DataFrame, drawn: pd.DataFrame, words: Words) -> str:
    rest = pairs["document"].nunique() - drawn["document"].nunique()
    return words.say("chart_left_out", count=rest) if rest else ""


def _pair_name(row: Row, district: str, words: Words) -> str:
    name = words.indicator(row["indicator"], short=True)
    return f"{cut(district)}<br><sub>{name}</sub>"


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
        district stands once for every population that its plan implies. With more than 12 rows
        in a panel one row an indicator: by what percent the numbers would have to change.
        Without any population a sentence and no axis.
    """
    sized = required[required["heads"].notna()]
    plans = required.groupby("indicator")["document"].nunique()
    codes = [
        code
        for code in words.lists.indicators
        if plans.get(code, 0) >= _PAIR and code in set(sized["indicator"])
    ]
    if not codes:
        return _empty(words)
    drawn_rows = sized[sized["indicator"].isin(codes)]
    said = summaries.of_heads(drawn_rows, words)
    if drawn_rows.groupby("indicator").size().max() > PANEL_ROWS:
        return describe(changes(drawn_rows, codes, words), said)
    panels = [records(sized[sized["indicator"] == code]) for code in codes]
    height = _GAP * len(codes) + _ROW * sum(map(len, panels))
    figure = make_subplots(
        rows=len(codes),
        cols=1,
        subplot_titles=[_panel_name(code, words) for code in codes],
        row_heights=[len(rows) + 0.5 for rows in panels],
        vertical_spacing=_GAP / height,
    )
    drawn: set[str] = set()
    for place, rows in enumerate(panels, 1):
        _panel(figure, rows, place, words, drawn)
    return describe(panelled(figure, height), said)


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


def _empty(words: Words) -> go.Figure:
    return empty(words.say("chart_empty"))
