"""How much the targets ask, by district and by topic."""

from collections.abc import Callable, Sequence
from itertools import pairwise

import pandas as pd
import plotly.graph_objects as go

from healthplans.charts.forms import COLUMNS
from healthplans.charts.naming import broken, cut, district_names, listed
from healthplans.charts.stance_bars import stacked
from healthplans.charts.style import COLOURS, STANCES, describe, empty, layout
from healthplans.rows import Row, records
from healthplans.views.blocks import ABSENT, Blocks, Cell, Column, Sentence, Table, headed
from healthplans.views.cells import are_many, district_cell, marked
from healthplans.vocabulary.words import Words

FEW = 12  # districts that have room for a column each
_LINE = 21
_HEAD = 8  # columns over each of five names side by side on a phone


def tables(counts: pd.DataFrame, words: Words) -> Blocks:
    """Show the counts of stances, by district and by topic.

    `counts` are from `measures.stance_counts`.
    """
    by_topic = topic_counts if are_many(counts) else _by_topic
    return Blocks([_by_district(counts, words), by_topic(counts, words)])


def _by_district(counts: pd.DataFrame, words: Words) -> Table:
    totals = counts.groupby("area")["targets"].sum()
    names: list[Column[str]] = headed(words, district=lambda area: district_cell(area, words))
    sums: list[Column[str]] = headed(
        words, total=lambda area: Cell(str(totals[area]), kind="number")
    )
    columns = [*names, *_stance_columns(counts, "area", words), *sums]
    districts = dict.fromkeys(counts["area"])
    return Table.of(words.say("caption_stances"), districts, columns, words)


def _stance_columns(counts: pd.DataFrame, about: str, words: Words) -> list[Column[str]]:
    """Give a column a stance: how many targets of a row's ``area`` or ``topic`` have it."""
    sums = counts.groupby([about, "stance"])["targets"].sum()

    def counted(stance: str) -> Callable[[str], Cell]:
        return lambda code: Cell(str(sums.get((code, stance), 0)), kind="number")

    return [(marked(one, words), counted(one)) for one in words.codes("stance")]


def _by_topic(counts: pd.DataFrame, words: Words) -> Table:
    """Show topics by district: few districts are columns, many are rows."""
    districts = list(dict.fromkeys(counts["area"]))
    stated = [topic for topic in words.codes("topic") if topic in set(counts["topic"])]
    names = [district_cell(code, words) for code in districts]
    topics = [Cell(words.name("topic", topic)) for topic in stated]
    cells = [[_topic_cell(counts, t, d, words) for d in districts] for t in stated]
    first = "column_topic"
    if len(districts) > FEW:
        first, names, topics = "column_district", topics, names
        cells = [list(row) for row in zip(*cells, strict=True)]
    head = [words.say(first), *(cell.text for cell in names)]
    rows = [[name, *row] for name, row in zip(topics, cells, strict=True)]
    return Table(words.say("caption_stances_topic"), head, rows, words.lang)


def _topic_cell(counts: pd.DataFrame, topic: str, district: str, words: Words) -> Cell:
    rows = counts[(counts["topic"] == topic) & (counts["area"] == district)]
    if rows.empty:
        return ABSENT
    order = words.codes("stance")
    rows = rows.sort_values("stance", key=lambda column: column.map(order.index))
    return Cell(words.say("list_comma").join(_count(row, words) for row in records(rows)))


def _count(row: Row, words: Words) -> str:
    word = words.name("stance", row["stance"])
    return words.say("reading_count", word=word, count=row["targets"])


def reading(counts: pd.DataFrame, words: Words) -> Sentence:
    """Say how many targets can be judged, and what those ask."""
    sums = counts.groupby("stance")["targets"].sum()
    unknown = int(sums.get("unknown", 0))
    judged = [stance for stance in words.codes("stance") if stance in sums.index]
    parts = [
        _count({"stance": stance, "targets": int(sums[stance])}, words)
        for stance in judged
        if stance != "unknown"
    ]
    text = words.say(
        "reading_ambition",
        plans=counts["document"].nunique(),
        count=int(sums.sum()),
        judged=int(sums.sum()) - unknown,
        unknown=unknown,
        list=words.say("list_comma").join(parts) or words.say("nobody"),
    )
    return Sentence.of(words, text)


def chart(counts: pd.DataFrame, words: Words) -> go.Figure:
    """Draw how many targets ask what, by topic.

    Parameters
    ----------
    counts : DataFrame
        From `measures.stance_counts`.

    Returns
    -------
    Figure
        Up to eight districts are columns, a topic a band; in each field one mark a stance that
        occurs, with its number: known by shape, by shade and by the word in the legend.
        Capacity has marks without filling, never a good or bad colour. Of more districts the
        targets are summed up, a bar a topic.
    """
    if counts.empty:
        return empty(words.say("chart_empty"))
    said = _description(counts, words)
    order = words.codes("topic")
    topics = [topic for topic in order if topic in set(counts["topic"])]
    many = counts["area"].nunique() > COLUMNS
    return describe((stacked if many else _fields)(counts, topics, words), said)


def _fields(counts: pd.DataFrame, topics: Sequence[str], words: Words) -> go.Figure:
    """Draw one column a district and one band a topic."""
    figure = go.Figure()
    districts = list(dict.fromkeys(counts["area"]))
    tops = _tops(counts, topics)
    placed = [
        {**row, "x": districts.index(row["area"]), "y": tops[row["topic"]] + 1 + line}
        for row, line in _lines(counts)
    ]
    for stance in STANCES:
        _draw(figure, [row for row in placed if row["stance"] == stance], stance, words)
    _axes(figure, districts, tops, words)
    return figure


def _lines(counts: pd.DataFrame) -> list[tuple[Row, int]]:
    """Give each count with its line within its field, in the order of the stances."""
    order = list(STANCES)
    fields = counts.groupby(["topic", "area"], sort=False)
    return [
        (row, line)
        for _, rows in fields
        for line, row in enumerate(
            sorted(records(rows), key=lambda row: order.index(row["stance"]))
        )
    ]


def _tops(counts: pd.DataFrame, topics: Sequence[str]) -> dict[str, float]:
    """Give where each topic's band starts, and under a blank name where the last one ends."""
    fields = counts.groupby(["topic", "area"]).size().groupby("topic").max()
    tops, place = {}, 0.0
    for topic in topics:
        tops[topic] = place
        # a line more for the topic's name, and half a one for the rim
        place += int(fields[topic]) + 1.5
    return {**tops, "": place}


def _draw(figure: go.Figure, rows: Sequence[Row], stance: str, words: Words) -> None:
    look = STANCES[stance]
    figure.add_trace(
        go.Scatter(
            x=[row["x"] - 0.12 for row in rows] or [None],
            y=[row["y"] + 0.5 for row in rows] or [None],
            mode="markers+text",
            name=words.name("stance", stance),
            text=[str(row["targets"]) for row in rows] or [""],
            textposition="middle right",
            marker={"symbol": look.symbol, "size": 12, "color": look.colour},
            customdata=[_said(row, words) for row in rows] or [""],
            hovertemplate="%{customdata}<extra></extra>",
        )
    )


def _said(row: Row, words: Words) -> str:
    names = [words.district(row["area"]), words.name("topic", row["topic"])]
    return words.say("list_comma").join([*names, _count(row, words)])


def _axes(
    figure: go.Figure, districts: Sequence[str], tops: dict[str, float], words: Words
) -> None:
    ends, names = list(tops.values()), district_names(districts, words)
    layout(figure, height=round(180 + _LINE * ends[-1]))
    # the districts' names stand above the plot, so the legend goes below
    figure.update_layout(margin={"t": 34}, legend={"y": 0, "yanchor": "top"})
    figure.update_yaxes(range=[ends[-1], 0], showticklabels=False, showgrid=False)
    figure.update_xaxes(
        side="top",
        range=[-0.5, len(districts) - 0.5],
        tickvals=list(range(len(districts))),
        ticktext=[broken(cut(names[code]), _HEAD) for code in districts],
        tickangle=0,
        showgrid=False,
    )
    for topic, top in list(tops.items())[:-1]:
        name = words.say("heading_bold", text=words.name("topic", topic))
        place = {"x": 0, "xref": "x domain", "y": top + 0.55, "xanchor": "left"}
        figure.add_annotation(text=name, showarrow=False, **place)
    for low, high in list(pairwise(ends))[::2]:
        band = {"fillcolor": COLOURS["grid"], "opacity": 0.5, "line_width": 0}
        figure.add_hrect(y0=low, y1=high, layer="below", **band)


def _description(counts: pd.DataFrame, words: Words) -> str:
    """Say how many targets ask what."""
    sums = counts.groupby("stance")["targets"].sum()
    order = words.codes("stance")
    pairs = [(words.name("stance", code), str(sums[code])) for code in order if code in sums]
    return words.say(
        "describe_stances",
        districts=counts["area"].nunique(),
        topics=counts["topic"].nunique(),
        count=int(counts["targets"].sum()),
        list=listed(pairs, words),
    )


def topic_counts(counts: pd.DataFrame, words: Words) -> Table:
    """Count stances by topic over all districts, one row a topic.

    `counts` are from `measures.stance_counts`.
    """
    names: list[Column[str]] = headed(
        words, topic=lambda topic: Cell(words.name("topic", topic))
    )
    columns = [*names, *_stance_columns(counts, "topic", words)]
    stated = [topic for topic in words.codes("topic") if topic in set(counts["topic"])]
    return Table.of(words.say("caption_stances_topic"), stated, columns, words)
