"""What the targets of many districts ask, summed up: one bar a topic, one piece a stance."""

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from healthplans.charts.naming import broken
from healthplans.charts.style import COLOURS, NUMBERS, STANCES, layout, rows_from_above, titled
from healthplans.vocabulary.words import Words

_ROW = 46
_LEAST = 0.05  # of the longest bar: a narrower piece has no room for its number
_NAME = 20
_HATCHES = {"raise": "/", "lower": "\\"}
_UNKNOWN = COLOURS["grid"]


def stacked(counts: pd.DataFrame, topics: Sequence[str], words: Words) -> go.Figure:
    """Draw the number of targets of all districts by topic and stance.

    `counts` are from `measures.stance_counts`. `topics` stand in order from above.
    """
    figure = go.Figure()
    table = counts.pivot_table("targets", "topic", "stance", "sum", fill_value=0)
    table = table.reindex(list(topics))
    names = [broken(words.name("topic", topic), _NAME) for topic in topics]
    room = _LEAST * float(table.sum(axis=1).max())
    for stance in STANCES:
        if stance in table:
            figure.add_trace(_bar(stance, names, table[stance].tolist(), room, words))
    layout(figure, height=130 + _ROW * len(names), barmode="stack", uniformtext=NUMBERS)
    figure.update_layout(legend={"traceorder": "normal"})
    figure.update_xaxes(title=titled(words.say("axis_count")))
    rows_from_above(figure, names)
    return figure


def _bar(
    stance: str, names: Sequence[str], counts: Sequence[int], room: float, words: Words
) -> go.Bar:
    hatch, colour = _HATCHES.get(stance, ""), STANCES[stance].colour
    plain = {
        "shape": hatch,
        "fgcolor": COLOURS["line"],  # pale: a number over it is read
        "bgcolor": COLOURS["paper"],
        "size": 7,
        "solidity": 0.25,
    }
    ground = _UNKNOWN if stance == "unknown" else COLOURS["paper"] if hatch else colour
    word = words.name("stance", stance)
    bar = piece(word, names, counts, ground, plain if hatch else {"shape": ""})
    return bar.update(
        text=[str(count) if count >= room else "" for count in counts],
        insidetextfont={"color": COLOURS["paper"] if ground == colour else COLOURS["text"]},
        hovertext=[words.say("reading_count", word=word, count=count) for count in counts],
    )


def piece(
    word: str,
    names: Sequence[str],
    values: Sequence[float],
    ground: str,
    pattern: Mapping[str, object],
) -> go.Bar:
    """Draw one piece of each stacked bar; what is written in it and said of it is added."""
    return go.Bar(
        x=list(values),
        y=list(names),
        orientation="h",
        name=word,
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        marker={
            "color": ground,
            "pattern": pattern,
            "line": {"color": COLOURS["level"], "width": 1},
        },
        hovertemplate="%{y}<br>%{hovertext}<extra></extra>",
    )
