"""How many targets of a plan are binding."""

from collections.abc import Callable, Sequence

import pandas as pd
import plotly.graph_objects as go

from healthplans.charts.forms import ROWS, folded_by, row_height
from healthplans.charts.naming import FEW, cut, district_names
from healthplans.charts.stance_bars import piece
from healthplans.charts.style import (
    COLOURS,
    NUMBERS,
    describe,
    empty,
    layout,
    rows_from_above,
    titled,
)
from healthplans.rows import Row, records
from healthplans.views.blocks import Cell, Sentence, Table, headed
from healthplans.views.cells import district_cell, named, rounded
from healthplans.vocabulary.words import Words

_OBLIGATIONS = {
    "binding": (COLOURS["target"], ""),
    "expected": (COLOURS["grid"], "/"),
    "unmarked": (COLOURS["paper"], "."),
}
_KINDS = list(_OBLIGATIONS)
_LEAST = 0.04  # of the longest bar: a narrower piece has no room for its number


def table(shares: pd.DataFrame, words: Words) -> Table:
    """Show each plan's counts of binding, expected and unmarked targets, and the share.

    `shares` are from `measures.binding_share`; the rows of whole plans are shown.
    """
    plans = records(shares[shares["topic"] == ""])
    columns = [
        *headed(
            words,
            district=lambda row: district_cell(row["area"], words),
            commitments=_count("commitments"),
        ),
        *((words.name("obligation", code), _count(code)) for code in ("binding", "expected")),
        *headed(
            words, unmarked=_count("unmarked"), binding_share=lambda row: _share(row, words)
        ),
    ]
    return Table.of(words.say("caption_binding"), plans, columns, words)


def _count(column: str) -> Callable[[Row], Cell]:
    return lambda row: Cell(str(row[column]), kind="number")


def _share(row: Row, words: Words) -> Cell:
    if row["reason"]:
        return Cell(words.say(row["reason"]), kind="absent")
    share = rounded(100 * float(row["binding_share"]))
    return Cell(words.say("amount_percent", n=share), kind="number")


def reading(shares: pd.DataFrame, words: Words) -> Sentence:
    """Say whose share is highest and which plans mark nothing."""
    plans = shares[shares["topic"] == ""]
    marked = plans[plans["binding_share"].notna()]
    silent = plans.loc[plans["reason"] != "", "area"]
    if marked.empty:
        return Sentence.of(words, words.say("reading_binding_none"))
    top = records(marked.sort_values("binding_share", ascending=False, kind="stable"))[0]
    highest = words.say(
        "reading_binding",
        name=words.district(top["area"]),
        binding=top["binding"],
        count=top["binding"] + top["expected"],
    )
    names = named(silent, words)
    rest = words.say("reading_unmarked", names=names) if names else ""
    return Sentence.of(words, highest, rest)


def chart(shares: pd.DataFrame, words: Words) -> go.Figure:
    """Draw each plan's targets as binding, expected and unmarked: by shade, hatching and word.

    `shares` are from `measures.binding_share`; the rows of whole plans are drawn, of more than
    30 plans the sums of each province, or of each city where all lie in one province, in
    percent.
    """
    plans = shares[shares["topic"] == ""]
    said = _description(plans, words)
    if plans.empty:
        return empty(said)
    many = len(plans) > ROWS
    names, counts = (_folded if many else _each)(plans, words)
    drawn = 100 * counts.div(counts.sum(axis=1), axis=0) if many else counts
    figure = go.Figure(
        [_bar(code, names, drawn[code], counts[code], words) for code in _KINDS]
    )
    height = 150 + row_height(len(names)) * len(names)
    layout(figure, height=height, barmode="stack", uniformtext=NUMBERS)
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
    unmarked = code == "unmarked"
    name = words.say("column_unmarked") if unmarked else words.name("obligation", code)
    least = _LEAST * float(drawn.max())
    pattern = {"shape": hatching, "fgcolor": COLOURS["line"], "size": 7, "solidity": 0.2}
    return piece(name, names, drawn.tolist(), shade, pattern).update(
        text=[f"{value:.0f}" if value > least else "" for value in drawn],
        insidetextfont={"color": COLOURS["paper"] if code == "binding" else COLOURS["text"]},
        hovertext=[words.say("reading_count", word=name, count=f"{n:.0f}") for n in counts],
    )


def _description(plans: pd.DataFrame, words: Words) -> str:
    """Say how many targets are binding, of each plan or of many together."""
    if plans.empty:
        return words.say("chart_empty")
    if len(plans) > FEW:
        counts = {name: int(plans[name].sum()) for name in ("binding", "commitments")}
        return words.say("describe_binding_sum", plans=len(plans), **counts)
    said = [
        words.say(
            "describe_binding_of",
            name=words.district(row["area"]),
            binding=row["binding"],
            count=row["commitments"],
        )
        for row in records(plans)
    ]
    return words.say("describe_binding", list=words.say("list_comma").join(said))
