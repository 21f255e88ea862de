"""The headline indicators side by side, one panel an indicator."""

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from healthplans.charts import descriptions
from healthplans.charts.forms import PANEL_ROWS, PANELS, row_height
from healthplans.charts.groups import Group, ordered, whole, with_figures
from healthplans.charts.named_rows import Panel, panel_of, place_rows
from healthplans.charts.naming import panel_title
from healthplans.charts.style import describe, panelled
from healthplans.charts.summary_panels import summary_panels
from healthplans.errors import InputError, Offence
from healthplans.vocabulary.words import Words

__all__ = ["headlines"]

_BETWEEN = 84  # pixels between two panels: an axis and a title


def headlines(
    tables: Mapping[str, pd.DataFrame], words: Words, *, strict: bool = False
) -> go.Figure:
    """Draw the headline indicators as small multiples, one panel an indicator.

    Up to 12 districts are rows of each panel; of more, each panel shows the range, the middle
    half and the median of the levels and of the targets.

    Raises
    ------
    InputError
        Of more than 24 indicators; `coverage` and `slack` show hundreds.
    """
    if len(tables) > PANELS:
        expected = f"at most {PANELS} indicators in one figure; draw them in several"
        raise InputError([Offence("tables", expected, text=f"{len(tables)} indicators")])
    groups = {
        code: ordered(whole(table), words, strict=strict) for code, table in tables.items()
    }
    titles = [_panel_title(code, words) for code in tables]
    few = all(sum(len(g.rows) for g in own) <= PANEL_ROWS for own in groups.values())
    if few:
        figure = _headline_rows(list(groups.values()), titles, words)
    else:
        stated = [with_figures(own) for own in groups.values()]
        figure = summary_panels(stated, titles, words)
    return describe(figure, descriptions.of_headlines(tables, words))


def _headline_rows(
    every: Sequence[Sequence[Group]], titles: Sequence[str], words: Words
) -> go.Figure:
    drawn: set[str] = set()
    panels = [panel_of(groups, words, drawn, place) for place, groups in enumerate(every, 1)]
    counts = [len(panel.names) for panel in panels]
    height = row_height(0) * sum(counts) + _BETWEEN * len(panels)
    figure = make_subplots(
        rows=len(panels),
        cols=1,
        subplot_titles=titles,
        row_heights=counts,  # a row is as high in every panel
        vertical_spacing=_BETWEEN / height,
    )
    for place, panel in enumerate(panels, 1):
        _add(figure, panel, place)
    return panelled(figure, height)


def _add(figure: go.Figure, panel: Panel, place: int) -> None:
    places = [place] * len(panel.traces)
    figure.add_traces(panel.traces, rows=places, cols=[1] * len(places))
    figure.layout.annotations += tuple(panel.notes)
    place_rows(figure, panel, row=place, col=1)


def _panel_title(code: str, words: Words) -> str:
    unit = words.unit(words.lists.indicator(code).unit)
    return panel_title(words.indicator(code, short=True), unit, words)
