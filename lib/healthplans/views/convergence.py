"""Whether districts come closer to each other when all targets are met."""

import pandas as pd
import plotly.graph_objects as go

from healthplans.charts.forms import row_height
from healthplans.charts.groups import per_denominators
from healthplans.charts.naming import listed, two_lines
from healthplans.charts.style import (
    COLOURS,
    describe,
    empty,
    layout,
    rows_from_above,
    stem,
    titled,
)
from healthplans.rows import Row, records
from healthplans.views.blocks import ABSENT, Cell, Column, Sentence, Table, headed, noted
from healthplans.views.cells import rounded
from healthplans.vocabulary.words import Words

_PAIR = 2
_SAME = 1e-9
_WHOLE = 100
_NAME = 22  # columns of a line beside a row, of which there are two
_WAYS = {"closer": "triangle-left", "apart": "triangle-right"}


def table(spreads: pd.DataFrame, words: Words) -> Table:
    """Show the spread now and with all targets met, or why it is not computed.

    `spreads` are from `measures.convergence`. What fewer than two comparable districts state
    is not listed, only counted in `reading`.
    """
    columns: list[Column[Row]] = headed(
        words,
        indicator=lambda row: _indicator(row, words),
        districts=lambda row: Cell(str(row["n"]), kind="number"),
        sd=lambda row: _rounded(row, "level_sd"),
        sd_met=lambda row: _rounded(row, "target_sd"),
        cv=lambda row: _rounded(row, "level_cv"),
        cv_met=lambda row: _rounded(row, "target_cv"),
        spread=lambda row: _spread(row, words),
    )
    shown = spreads[spreads["n"] >= _PAIR].sort_values("n", ascending=False, kind="stable")
    return Table.of(words.say("caption_convergence"), records(shown), columns, words)


def _indicator(row: Row, words: Words) -> Cell:
    notes = noted(
        words.part_of(row),
        per_denominators(row["level_denominator"], row["target_denominator"], words),
        words.say("note_by_convention") if row["convention"] else "",
    )
    return Cell(words.indicator(row["indicator"]), notes=notes)


def _rounded(row: Row, column: str) -> Cell:
    return ABSENT if row["reason"] else Cell(rounded(row[column], 3), kind="number")


def _spread(row: Row, words: Words) -> Cell:
    if row["reason"]:
        return Cell(words.say(row["reason"], n=row["n"]), kind="absent")
    return Cell(words.name("spread", _direction(row)))


def _direction(row: Row) -> str:
    """Tell if the coefficient of variation falls, rises or stays: a code of ``spread``."""
    apart = float(row["target_cv"]) - float(row["level_cv"])
    return "same" if abs(apart) < _SAME else "closer" if apart < 0 else "apart"


def reading(spreads: pd.DataFrame, words: Words) -> Sentence:
    """Say for which indicators the districts grow closer, and for how many nothing is said."""
    spread = spreads[["level_cv", "target_cv"]].notna().all(axis=1)
    known = records(spreads[spread & (spreads["reason"] == "")])
    refused = int(((spreads["reason"] != "") & (spreads["n"] > 0)).sum())
    if not known:
        return Sentence.of(words, words.say("reading_convergence_none"))
    names: dict[str, list[str]] = {"closer": [], "apart": [], "same": []}
    for row in known:
        names[_direction(row)].append(words.indicator(row["indicator"], short=True))
    joined = {
        f"{way}_names": words.say("list_pause").join(found) or words.say("nobody")
        for way, found in names.items()
    }
    text = words.say(
        "reading_convergence",
        count=len(known),
        closer=len(names["closer"]),
        apart=len(names["apart"]),
        **joined,
    )
    rest = words.say("reading_refused", count=refused) if refused else ""
    return Sentence.of(words, text, rest)


def chart(spreads: pd.DataFrame, words: Words) -> go.Figure:
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
    known = spreads[spreads["cv_ratio"].notna()].sort_values("cv_ratio", kind="stable")
    rows = records(known)
    said = _description(rows, words)
    if not rows:
        return empty(said)
    names = _names(rows, words)
    values = [_WHOLE * float(row["cv_ratio"]) for row in rows]
    figure = go.Figure(
        [stem(name, value, _WHOLE) for name, value in zip(names, values, strict=True)]
    )
    figure.add_traces([_directed(way, names, values, words) for way in _WAYS])
    figure.add_vline(x=_WHOLE, line={"color": COLOURS["level"], "width": 1})
    layout(figure, height=110 + max(36, row_height(len(rows))) * len(rows))
    figure.update_layout(margin={"t": 16})
    title = titled(words.say("axis_spread", year=words.base_year))
    figure.update_xaxes(title=title, rangemode="tozero")
    rows_from_above(figure, names)
    labels = [two_lines(name, _NAME) for name in names]
    figure.update_yaxes(tickvals=names, ticktext=labels)
    return describe(figure, said)


def _names(rows: list[Row], words: Words) -> list[str]:
    """Name the rows so that no two are alike: with what they are per where they must."""
    names = [words.subject(row, short=True) for row in rows]
    per = [
        per_denominators(row["level_denominator"], row["target_denominator"], words)
        for row in rows
    ]
    return [
        words.say("bracketed", text=name, note=note)
        if names.count(name) > 1 and note
        else name
        for name, note in zip(names, per, strict=True)
    ]


def _directed(way: str, names: list[str], values: list[float], words: Words) -> go.Scatter:
    """Mark the rows whose spread goes one way."""
    chosen = [
        (n, v) for n, v in zip(names, values, strict=True) if (v < _WHOLE) == (way == "closer")
    ]
    word = words.name("spread", way)
    return go.Scatter(
        x=[value for _, value in chosen],
        y=[name for name, _ in chosen],
        mode="markers",
        showlegend=False,
        marker={"symbol": _WAYS[way], "size": 14, "color": COLOURS["target"]},
        text=[f"{name}<br>{value:.0f}: {word}" for name, value in chosen],
        hovertemplate="%{text}<extra></extra>",
    )


def _description(rows: list[Row], words: Words) -> str:
    """Say the relative spread of each indicator with all targets met."""
    pairs = [
        (words.indicator(row["indicator"], short=True), f"{100 * row['cv_ratio']:.0f}")
        for row in rows
    ]
    if not pairs:
        return words.say("chart_empty")
    return words.say("describe_spread", year=words.base_year, list=listed(pairs, words))
