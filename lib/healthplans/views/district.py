"""What one plan states, beside the others: a table a topic, and what is read from them."""

import numpy as np
import pandas as pd

from healthplans import links
from healthplans.measures import FEW, Peers, spread
from healthplans.parts import part_of
from healthplans.rows import Row, records
from healthplans.views.blocks import Blocks, Cell, Column, Sentence, Table, headed, noted
from healthplans.views.cells import figure_cell, national_cell, obligation_cell, stance_cell
from healthplans.vocabulary.words import Words, number

_PAIR = 2


def tables(own: pd.DataFrame, others: Peers, words: Words) -> Blocks:
    """Show all indicators of one plan, a table a topic, with the other districts' targets.

    `own` are rows of `measures.assess` of the district. `others` are from `measures.peers`, of
    all districts.
    """
    columns: list[Column[Row]] = headed(
        words,
        indicator=lambda row: _indicator_cell(row, others, words),
        level=lambda row: figure_cell(row, "level", words),
        target=lambda row: figure_cell(row, "target", words),
        stance=lambda row: stance_cell(row, words),
        obligation=lambda row: obligation_cell(row, words),
        national=lambda row: national_cell(row, words),
        others=lambda row: Cell(_others(row, others, words), kind="context"),
    )
    topics: dict[str, list[Row]] = {code: [] for code in words.codes("topic")}
    for row in records(own):
        topics[words.lists.indicators[row["indicator"]].topic].append(row)
    return Blocks(
        [
            Table.of(words.name("topic", topic), rows, columns, words)
            for topic, rows in topics.items()
            if rows
        ]
    )


def _indicator_cell(row: Row, others: Peers, words: Words) -> Cell:
    """Name an indicator; it has a page if two plans or more state it."""
    code = row["indicator"]
    shown = others.plans[code] >= _PAIR or words.lists.indicators[code].headline
    href = links.indicator(code) if shown else ""
    return Cell(
        words.indicator(code), href, noted(words.part_of(row), words.unit(row["unit"]))
    )


def _others(row: Row, others: Peers, words: Words) -> str:
    """Write the other districts' targets of the same indicator and part, or their spread."""
    group = others.of(row["indicator"], part_of(row))
    places = group.beside(row["document"])
    figures = group.targets[places]
    stated = figures[~np.isnan(figures)]
    if len(places) > FEW and len(stated):
        summary = spread(stated)
        ends = {name: number(getattr(summary, name)) for name in ("low", "median", "high")}
        return words.say("others_spread", count=summary.count, **ends)
    if len(places) > FEW:
        return words.say("others_words", count=len(places))
    return words.say("list_pause").join(
        f"{words.district(other['area'])} {words.figure(other, 'target')}"
        for other in group.at(places)
    )


def reading(table: pd.DataFrame, words: Words) -> Sentence:
    """Say how many of a plan's indicators have a target and a level."""
    dated = table.assign(
        target=table["target"].where(table["target_year"] == words.target_year),
        level=table["level"].where(table["level_year"] <= words.base_year),
    )
    stated = dated.groupby("indicator")[["level", "target"]].count() > 0
    text = words.say(
        "reading_district",
        indicators=len(stated),
        targets=int(stated["target"].sum()),
        levels=int(stated["level"].sum()),
        year=words.target_year,
        base=words.base_year,
    )
    return Sentence.of(words, text)
