"""Room that bounds leave, the share of binding targets, and the spread between districts."""

import pandas as pd
import plotly.graph_objects as go

from healthplans.charts import summaries
from healthplans.charts.style import COLOURS, STANCES, describe, layout
from healthplans.rows import Row, records
from healthplans.vocabulary.words import Words

__all__ = ["binding", "convergence", "slack"]

_OBLIGATIONS = {
    "binding": (COLOURS["target"], ""),
    "expected": (COLOURS["grid"], "/"),
    "unmarked": (COLOURS["paper"], "."),
}
_ROW = 42
_WHOLE = 100


def slack(assessed: pd.DataFrame, words: Words) -> go.Figure:
    """Draw how much room each bound that already holds leaves, in percent of the bound.

    Parameters
    ----------
    assessed : DataFrame
        Rows of `measures.assess`; of them targets that hold and have a slack, above zero,
        are drawn, with the mark of their stance. A level of zero leaves the whole bound.
    """
    figure = go.Figure()
    held = assessed[
        (assessed["stance"] == "hold") & (assessed["slack_percent"] > 0).fillna(False)
    ]
    rows = records(held.sort_values("slack_percent", kind="stable"))
    names = [_name(row, words) for row in rows]
    values = [float(row["slack_percent"]) for row in rows]
    for name, value in zip(names, values, strict=True):
        figure.add_trace(_stem(name, value))
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
    layout(figure, height=110 + _ROW * max(1, len(rows)))
    figure.update_layout(margin={"t": 16})
    figure.update_xaxes(title=_title("axis_slack", words), range=[0, 104], ticksuffix="%")
    figure.update_yaxes(showgrid=False, ticklabelstandoff=8, range=[-0.6, len(rows) - 0.4])
    return describe(figure, summaries.of_slack(rows, words))


def _name(row: Row, words: Words) -> str:
    named = [words.indicator(row["indicator"], short=True), words.district(row["area"])]
    part = words.part_of(row)
    return "<br>".join(filter(None, [named[0], f"<sub>{named[1]}</sub>", part]))


def _stem(name: str, value: float, base: float = 0) -> go.Scatter:
    return go.Scatter(
        x=[base, value],
        y=[name, name],
        mode="lines",
        line={"color": COLOURS["line"], "width": 3},
        showlegend=False,
        hoverinfo="skip",
    )


def _hover(row: Row, words: Words) -> str:
    level = words.measured(words.figure(row, "level"), row["unit"])
    target = words.measured(words.figure(row, "target"), row["unit"])
    years = [words.say("column_level", year=row["level_year"]), level]
    ends = [words.say("column_target", year=row["target_year"]), target]
    return "<br>".join([_name(row, words), " ".join(years), " ".join(ends)])


def binding(shares: pd.DataFrame, words: Words) -> go.Figure:
    """Draw each plan's targets as binding, expected and unmarked: by shade, hatching and word.

    Parameters
    ----------
    shares : DataFrame
        From `measures.binding_share`; the rows of whole plans are drawn.
    """
    figure = go.Figure()
    plans = shares[shares["topic"] == ""].iloc[::-1]
    names = [words.district(code) for code in plans["area"]]
    for code, (shade, hatching) in _OBLIGATIONS.items():
        counts = [int(count) for count in plans[code]]
        figure.add_trace(
            go.Bar(
                x=counts,
                y=names,
                orientation="h",
                name=_obligation(code, words),
                text=[str(count) if count else "" for count in counts],
                textposition="inside",
                insidetextanchor="middle",
                textangle=0,
                insidetextfont={
                    "color": COLOURS["paper"] if code == "binding" else COLOURS["text"]
                },
                marker={
                    "color": shade,
                    "pattern": {"shape": hatching, "fgcolor": COLOURS["line"], "size": 5},
                    "line": {"color": COLOURS["level"], "width": 1},
                },
            )
        )
    layout(figure, height=150 + 44 * len(names), barmode="stack")
    figure.update_layout(legend={"traceorder": "normal"})
    figure.update_xaxes(title=_title("axis_count", words))
    return describe(figure, summaries.of_binding(plans.iloc[::-1], words))


def _obligation(code: str, words: Words) -> str:
    return (
        words.say("column_unmarked") if code == "unmarked" else words.name("obligation", code)
    )


def convergence(spreads: pd.DataFrame, words: Words) -> go.Figure:
    """Draw the coefficient of variation with all targets met, that of the base year being 100.

    Parameters
    ----------
    spreads : DataFrame
        From `measures.convergence`; rows without a computed spread are not drawn.

    Returns
    -------
    Figure
        One row an indicator: a stem from 100 to a triangle that points to where the spread
        goes, to the left if the districts grow closer.
    """
    figure = go.Figure()
    known = spreads[spreads["cv_ratio"].notna()].sort_values("cv_ratio", ascending=False)
    rows = records(known)
    for row in rows:
        value = _WHOLE * float(row["cv_ratio"])
        figure.add_trace(_stem(words.subject(row, short=True), value, _WHOLE))
        figure.add_trace(_direction(row, value, words))
    figure.add_vline(x=_WHOLE, line={"color": COLOURS["level"], "width": 1})
    layout(figure, height=90 + 46 * max(1, len(rows)))
    figure.update_layout(margin={"t": 16})
    figure.update_xaxes(title=_title("axis_spread", words), rangemode="tozero")
    figure.update_yaxes(showgrid=False, ticklabelstandoff=10)
    return describe(figure, summaries.of_spread(rows, words))


def _direction(row: Row, value: float, words: Words) -> go.Scatter:
    way = "closer" if value < _WHOLE else "apart"
    symbols = {"closer": "triangle-left", "apart": "triangle-right"}
    name = words.name("spread", way)
    return go.Scatter(
        x=[value],
        y=[words.subject(row, short=True)],
        mode="markers",
        showlegend=False,
        marker={"symbol": symbols[way], "size": 14, "color": COLOURS["target"]},
        text=[f"{value:.0f}: {name}"],
        hovertemplate="%{text}<extra></extra>",
    )


def _title(key: str, words: Words) -> dict[str, object]:
    return {"text": words.say(key, year=words.base_year), "font": {"size": 13}}
