"""Targets that ask nothing: already reached, or below the level."""

import pandas as pd

from healthplans.measures import NO_EFFORT, no_effort
from healthplans.rows import Row, records
from healthplans.views.blocks import ABSENT, Cell, Column, Sentence, Table, headed, noted
from healthplans.views.cells import (
    are_many,
    change_cell,
    district_cell,
    figure_cell,
    indicator_cell,
    marked,
    named,
    named_cell,
    rounded,
    slack_percent,
)
from healthplans.vocabulary.words import Words


def _asking_nothing(assessed: pd.DataFrame) -> pd.DataFrame:
    """Give the targets that already hold or fall short of the level, the latter first."""
    order = {stance: place for place, stance in enumerate(NO_EFFORT)}
    rows = no_effort(assessed)
    return rows.assign(_place=rows["stance"].map(order)).sort_values(
        ["_place", "topic", "indicator", "document"], kind="stable"
    )


def table(assessed: pd.DataFrame, words: Words) -> Table:
    """Show the targets that already hold, with their slack, and those short of the level.

    `assessed` are rows of `measures.assess` of all plans. Those of more than 30 districts are
    counted.
    """
    found = _asking_nothing(assessed)
    if are_many(found):
        return no_effort_counts(found, words)
    rows, notes = records(found), [words.say("note_slack")]
    columns: list[Column[Row]] = headed(
        words,
        indicator=lambda row: Cell(
            words.indicator(row["indicator"]), notes=noted(words.part_of(row))
        ),
        district=lambda row: district_cell(row["area"], words),
        level=lambda row: figure_cell(row, "level", words),
        target=lambda row: figure_cell(row, "target", words),
        stance=lambda row: Cell(marked(row["stance"], words)),
        change=lambda row: change_cell(row["change"], row["change_comparator"], row, words),
        slack=lambda row: change_cell(row["slack"], row["slack_comparator"], row, words),
        slack_percent=lambda row: Cell(slack_percent(row, words) or "–", kind="number"),
    )
    return Table.of(words.say("caption_no_effort"), rows, columns, words, notes)


def reading(assessed: pd.DataFrame, words: Words) -> Sentence:
    """Say how many targets already hold or fall short, and where the most room is left."""
    rows = _asking_nothing(assessed)
    held = rows[rows["stance"] == "hold"]
    text = words.say(
        "reading_no_effort",
        hold=len(held),
        districts=named(sorted(set(held["area"])), words) or words.say("nobody"),
        retreat=int((rows["stance"] == "retreat").sum()),
    )
    roomy = held[(held["level"] > 0).fillna(False) & held["slack_percent"].notna()]
    widest = records(roomy.sort_values("slack_percent", ascending=False, kind="stable")[:1])
    return Sentence.of(words, text, *(_widest(row, words) for row in widest))


def _widest(row: Row, words: Words) -> str:
    return words.say(
        "reading_slack",
        district=words.district(row["area"]),
        indicator=words.indicator(row["indicator"]),
        level=words.amount(row, "level"),
        target=words.amount(row, "target"),
        percent=rounded(row["slack_percent"]),
    )


def no_effort_counts(rows: pd.DataFrame, words: Words) -> Table:
    """Count the targets that ask nothing, one row an indicator and what is asked.

    `rows` are those of `measures.assess` with such targets, in the order to be shown.
    """
    groups = [of for _, of in rows.groupby(["stance", "indicator"], sort=False)]
    columns: list[Column[pd.DataFrame]] = headed(
        words,
        indicator=lambda of: indicator_cell(of["indicator"].iloc[0], words),
        stance=lambda of: Cell(marked(of["stance"].iloc[0], words)),
        districts=lambda of: named_cell(of["area"], words),
        slack_percent=lambda of: _median(of["slack_percent"], words),
    )
    notes = [words.say("note_slack"), words.say("note_many_indicators")]
    caption = words.say("caption_no_effort")
    most_first = sorted(groups, key=lambda of: -of["area"].nunique())
    return Table.of(caption, most_first, columns, words, notes)


def _median(values: pd.Series, words: Words) -> Cell:
    known = values.dropna()
    if known.empty:
        return ABSENT
    share = rounded(known.median())
    return Cell(
        words.say("mark_median", value=words.say("amount_percent", n=share)), kind="number"
    )
