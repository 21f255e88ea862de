"""By how much the beds, people and places of many districts would have to change."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from healthplans.charts.forms import row_height
from healthplans.charts.naming import counted
from healthplans.charts.style import COLOURS, layout, rows_labelled, titled
from healthplans.charts.summary_lines import Line, medians, ranges, window
from healthplans.measures import spread
from healthplans.vocabulary.words import Words

__all__ = ["changes"]

_NAME = 22  # columns of a line beside a row, of which there are two


def changes(required: pd.DataFrame, codes: Sequence[str], words: Words) -> go.Figure:
    """Draw the change that targets require, in percent of the present, a row an indicator.

    Parameters
    ----------
    required : DataFrame
        From `measures.required_heads`, rows with a population. Of each plan the population on
        which most of its pairs agree counts.
    codes : sequence of str
        Indicators.
    words : Words
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
