"""How much of what is promised is binding on the government that issued it."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from healthplans.charts import summaries
from healthplans.charts.forms import ROWS, folded_by, row_height
from healthplans.charts.naming import cut, district_names
from healthplans.charts.style import (
    COLOURS,
    NUMBERS,
    describe,
    empty,
    layout,
    rows_from_above,
    titled,
)
from healthplans.vocabulary.words import Words

__all__ = ["binding"]

_OBLIGATIONS = {
    "binding": (COLOURS["target"], ""),
    "expected": (COLOURS["grid"], "/"),
    "unmarked": (COLOURS["paper"], "."),
}
_KINDS = list(_OBLIGATIONS)
_LEAST = 0.04  # of the longest bar: a narrower piece has no room for its number


def binding(shares: pd.DataFrame, words: Words) -> go.Figure:
    """Draw each plan's targets as binding, expected and unmarked: by shade, hatching and word.

    Parameters
    ----------
    shares : DataFrame
        From `measures.binding_share`; the rows of whole plans are drawn, of more than 30 plans
        the sums of each province, or of each city where all lie in one province, in percent.
    """
    plans = shares[shares["topic"] == ""]
    said = summaries.of_binding(plans, words)
    if plans.empty:
        return describe(empty(said), said)
    many = len(plans) > ROWS
    names, counts = (_folded if many else _each)(plans, words)
    drawn = 100 * counts.div(counts.sum(axis=1), axis=0) if many else counts
    figure = go.Figure(
        [_bar(code, names, drawn[code], counts[code], words) for code in _KINDS]
    )
    layout(
        figure,
        height=150 + row_height(len(names)) * len(names),
        barmode="stack",
        uniformtext=NUMBERS,
    )
    figure.update_layout(legend={"traceorder": "normal"})
    title = words.say("axis_share_of_targets" if many else "axis_count")
    figure.update_xaxes(title=titled(title))
    rows_from_above(figure, names)
    figure.update_yaxes(tickvals=names, ticktext=names)
    return describe(figure, said)


def _each(plans: pd.DataFrame, words: Words) -> tuple[list[str], pd.DataFrame]:
    known = district_names(plans["area"], words)
    names = [cut(known[code]) for code in plans["area"]]
    return names, plans[_KINDS].astype(float).reset_index(drop=True)


def _folded(plans: pd.DataFrame, words: Words) -> tuple[list[str], pd.DataFrame]:
    """Add up the plans of each place, and of all, the largest binding share above."""
    upper = plans["area"].map(folded_by(list(plans["area"]), words.lists.areas))
    sums = plans[_KINDS].astype(float).groupby(upper).sum()
    share = sums["binding"] / sums.sum(axis=1)
    sums = sums.loc[share.sort_values(ascending=False, kind="stable").index]
    known, sizes = district_names(sums.index, words), upper.value_counts()
    named = [(cut(known[code]), int(sizes[code])) for code in sums.index]
    every = [(words.say("folded_all"), len(plans)), *named]
    names = [words.say("chart_folded", name=name, count=count) for name, count in every]
    whole = plans[_KINDS].astype(float).sum().to_frame().T
    return names, pd.concat([whole, sums], ignore_index=True)


def _bar(
    code: str, names: Sequence[str], drawn: pd.Series, counts: pd.Series, words: Words
) -> go.Bar:
    shade, hatching = _OBLIGATIONS[code]
    name = _obligation(code, words)
    least = _LEAST * float(drawn.max())
    texts = [f"{value:.0f}" if value > least else "" for value in drawn]
    return go.Bar(
        x=drawn.tolist(),
        y=list(names),
        orientation="h",
        name=name,
        text=texts,
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        insidetextfont={"color": COLOURS["paper"] if code == "binding" else COLOURS["text"]},
        marker={
            "color": shade,
            "pattern": {"shape": hatching, "fgcolor": COLOURS["line"], "size": 5},
            "line": {"color": COLOURS["level"], "width": 1},
        },
        hovertext=[words.say("reading_count", word=name, count=f"{n:.0f}") for n in counts],
        hovertemplate="%{y}<br>%{hovertext}<extra></extra>",
    )


def _obligation(code: str, words: Words) -> str:
    return (
        words.say("column_unmarked") if code == "unmarked" else words.name("obligation", code)
    )
