"""What the targets of many districts ask, summed up: one bar a topic, one piece a stance."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from healthplans.charts.naming import broken
from healthplans.charts.style import COLOURS, NUMBERS, STANCES, layout, rows_from_above, titled
from healthplans.vocabulary.words import Words

__all__ = ["stacked"]

_ROW = 46
_LEAST = 0.05  # of the longest bar: a narrower piece has no room for its number
_NAME = 20
_HATCHES = {"raise": "/", "lower": "\\"}
_UNKNOWN = COLOURS["grid"]


def stacked(counts: pd.DataFrame, topics: Sequence[str], words: Words) -> go.Figure:
    """Draw the number of targets of all districts by topic and stance.

    Parameters
    ----------
    counts : DataFrame
        From `measures.stance_counts`.
    topics : sequence of str
        In order from above.
    words : Words
    """
    figure = go.Figure()
    table = counts.pivot_table("targets", "topic", "stance", "sum", fill_value=0)
    table = table.reindex(list(topics))
    names = [broken(words.name("topic", topic), _NAME) for topic in topics]
    room = _LEAST * float(table.sum(axis=1).max())
    for stance, look in STANCES.items():
        if stance in table:
            bar = _bar(stance, look.colour, table[stance].tolist(), room, words)
            figure.add_trace(bar.update(y=names))
    layout(figure, height=130 + _ROW * len(names), barmode="stack", uniformtext=NUMBERS)
    figure.update_layout(legend={"traceorder": "normal"})
    figure.update_xaxes(title=titled(words.say("axis_count")))
    rows_from_above(figure, names)
    return figure


def _bar(stance: str, colour: str, counts: Sequence[int], room: float, words: Words) -> go.Bar:
    hatch = _HATCHES.get(stance, "")
    plain = {
        "shape": hatch,
        "fgcolor": COLOURS["line"],  # pale: a number over it is read
        "bgcolor": COLOURS["paper"],
        "size": 7,
        "solidity": 0.25,
    }
    ground = _UNKNOWN if stance == "unknown" else COLOURS["paper"] if hatch else colour
    word = words.name("stance", stance)
    return go.Bar(
        x=list(counts),
        orientation="h",
        name=word,
        text=[str(count) if count >= room else "" for count in counts],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        insidetextfont={"color": COLOURS["paper"] if ground == colour else COLOURS["text"]},
        marker={
            "color": ground,
            "pattern": plain if hatch else {"shape": ""},
            "line": {"color": COLOURS["level"], "width": 1},
        },
        hovertext=[words.say("reading_count", word=word, count=count) for count in counts],
        hovertemplate="%{y}<br>%{hovertext}<extra></extra>",
    )
