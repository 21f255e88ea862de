"""Which rows of a chart may be read against each other: those of one part and denominator."""

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from healthplans.charts.style import COLOURS, folded
from healthplans.rows import Row, records
from healthplans.words import Words

__all__ = ["Group", "grouped", "heading", "per_denominators"]

_Key = tuple[str, str, str]
_EMPTY = ("", "", "")
# letters that a phone shows in one line beside the districts' names
_WIDEST = 36


@dataclass(frozen=True)
class Group:
    """Rows that are comparable with each other, and what tells them from other groups."""

    name: str
    rows: pd.DataFrame


def grouped(table: pd.DataFrame, words: Words) -> list[Group]:
    """Part rows into groups of the same part and the same denominators.

    Parameters
    ----------
    table : DataFrame
        Rows of `measures.compare` of one indicator.

    Returns
    -------
    list of Group
        In order of first appearance; rows without any figure come last.
    """
    keys = [_key(row) for row in records(table)]
    ordered = sorted(dict.fromkeys(keys), key=lambda key: key == _EMPTY)
    places = pd.Series(range(len(keys)), index=table.index)
    wanted = {key: [place for place in places if keys[place] == key] for key in ordered}
    indicator = str(table["indicator"].iloc[0]) if len(table) else ""
    return [
        Group(_name(indicator, key, words), table.iloc[found]) for key, found in wanted.items()
    ]


def _key(row: Row) -> _Key:
    """Give the part and both denominators; where a figure is absent, the other's."""
    stated = [
        row[f"{side}_denominator"] for side in ("level", "target") if pd.notna(row[side])
    ]
    return (row["component"], stated[0], stated[-1]) if stated else _EMPTY


def _name(indicator: str, key: _Key, words: Words) -> str:
    part, level, target = key
    if key == _EMPTY:
        return words.say("group_no_figure")
    per = per_denominators(level, target, words)
    return words.say("list_comma").join(filter(None, (words.component(indicator, part), per)))


def per_denominators(level: str, target: str, words: Words) -> str:
    """Say what level and target are per, once if they agree; blank for no denominator."""
    named = {code: words.denominator(code) for code in (level, target)}
    if level and target and level != target:
        return words.say("per_two_denominators", level=named[level], target=named[target])
    one = named[level or target]
    return words.say("per_denominator", denominator=one) if one else ""


def heading(figure: go.Figure, text: str, place: int, words: Words, row: int = 0) -> str:
    """Write a group's name across the plot at a place of its own; give that place's name."""
    axis = str(row) if row > 1 else ""
    # blanks of different length: places without a label that are still told apart
    blank = " " * (place + 1)
    figure.add_annotation(
        x=0,
        xref=f"x{axis} domain",
        y=place,
        yref=f"y{axis}",
        text=words.say("heading_bold", text=folded(text, _WIDEST)),
        showarrow=False,
        xanchor="left",
        yanchor="middle",
        bgcolor=COLOURS["paper"],
    )
    return blank
