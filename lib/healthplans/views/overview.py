"""The headline indicators of all plans: what is read from them, and a panel each."""

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from healthplans.charts.folding import summary_panels
from healthplans.charts.forms import PANEL_ROWS, PANELS, row_height
from healthplans.charts.groups import Group, ordered, whole, with_figures
from healthplans.charts.named_rows import panel_of, place_rows
from healthplans.charts.naming import panel_title
from healthplans.charts.style import describe, draw_in, empty, panelled, panels
from healthplans.errors import InputError, Offence
from healthplans.parts import is_whole
from healthplans.rows import records
from healthplans.views.blocks import Sentence
from healthplans.vocabulary.words import Words

_FEW = 2
_BETWEEN = 84  # pixels between two panels: an axis and a title


def reading(observations: pd.DataFrame, compared: pd.DataFrame, words: Words) -> Sentence:
    """Say how much the plans state, and how much could not be read.

    Parameters
    ----------
    observations : DataFrame
        What the plans state.
    compared : DataFrame
        Rows of `measures.compare` of them: an indicator is shared where two plans have a
        level or a target to set side by side, as those have that a page is made for.
    """
    named = observations[observations["indicator"] != ""]
    plans = compared.groupby("indicator")["document"].nunique()
    coverage = words.say(
        "reading_coverage",
        plans=observations["document"].nunique(),
        indicators=named["indicator"].nunique(),
        shared=int((plans >= _FEW).sum()),
    )
    unread = words.say("reading_unread", count=int((observations["kind"] == "unread").sum()))
    return Sentence.of(words, coverage, unread)


def chart(
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
    if not tables:
        return empty(words.say("chart_empty"))
    if len(tables) > PANELS:
        expected = f"at most {PANELS} indicators in one figure; draw them in several"
        raise InputError([Offence("tables", expected, text=f"{len(tables)} indicators")])
    groups = {
        code: ordered(whole(table), words, strict=strict) for code, table in tables.items()
    }
    units = [words.unit(words.lists.indicator(code).unit) for code in tables]
    names = [words.indicator(code, short=True) for code in tables]
    titles = [panel_title(*of, words) for of in zip(names, units, strict=True)]
    few = all(sum(len(g.rows) for g in own) <= PANEL_ROWS for own in groups.values())
    if few:
        figure = _headline_rows(list(groups.values()), titles, words)
    else:
        stated = [with_figures(own) for own in groups.values()]
        figure = summary_panels(stated, titles, words)
    return describe(figure, _description(tables, words))


def _headline_rows(
    every: Sequence[Sequence[Group]], titles: Sequence[str], words: Words
) -> go.Figure:
    drawn: set[str] = set()
    known = [panel_of(groups, words, drawn, place) for place, groups in enumerate(every, 1)]
    counts = [len(panel.names) for panel in known]  # a row is as high in every panel
    height = row_height(0) * sum(counts) + _BETWEEN * len(known)
    figure = panels(titles, height=height, between=_BETWEEN, row_heights=counts)
    for place, panel in enumerate(known, 1):
        draw_in(figure, place, panel.traces)
        figure.layout.annotations += tuple(panel.notes)
        place_rows(figure, panel, row=place, col=1)
    return panelled(figure, height)


def _description(tables: Mapping[str, pd.DataFrame], words: Words) -> str:
    """Say the span of the targets in each panel."""
    spans = [_span(code, table, words) for code, table in tables.items()]
    listed = words.say("list_semicolon").join(filter(None, spans))
    counted = {"count": len(tables), "year": words.base_year}
    return words.say("describe_headlines", **counted, spans=listed)


def _span(code: str, table: pd.DataFrame, words: Words) -> str:
    stated = table[table["target"].notna() & is_whole(table)]
    rows = records(stated.sort_values("target", kind="stable"))
    if not rows:
        return ""
    ends = {
        name: words.figure(row, "target")
        for name, row in zip(("low", "high"), (rows[0], rows[-1]), strict=True)
    }
    return words.say("describe_span", name=words.indicator(code, short=True), **ends)
