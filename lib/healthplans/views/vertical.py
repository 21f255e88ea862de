"""Targets beside those of the areas above."""

from collections import Counter

import pandas as pd

from healthplans.rows import Row, records
from healthplans.views.blocks import Blocks, Cell, Column, Sentence, Table, headed
from healthplans.views.cells import own_cell, rounded, year
from healthplans.views.documents import caption
from healthplans.vocabulary.words import Words

_MOST = 150  # rows of a section; more are counted, and stand in the published table


def section(found: pd.DataFrame, words: Words, *, synthetic: bool = False) -> Blocks:
    """Show the figures that compare with those above on a page about more, and count others.

    `found` are rows of `measures.vertical`. `synthetic` says whether figures are made up, as
    the caption then says.
    """
    compared = found[found["verdict"] != "incomparable"]
    left = len(found) - len(compared)
    said = [reading(found, words)]
    if left:
        said.append(Sentence.of(words, words.say("reading_vertical_left", count=left)))
    if compared.empty or len(compared) > _MOST:
        return Blocks(said)
    return Blocks([*said, table(compared, words, synthetic=synthetic)])


def table(found: pd.DataFrame, words: Words, *, synthetic: bool = False) -> Table:
    """Show figures of one area, or of one indicator, beside those of the areas above.

    `found` are rows of `measures.vertical`. `synthetic` says whether figures are made up, as
    the caption then says.
    """
    agreed = (words.say("note_by_convention"),)
    columns: list[Column[Row]] = headed(
        words,
        indicator=lambda row: Cell(words.subject(row)),
        district=lambda row: Cell(words.place(row["area"])),
        year=lambda row: Cell(year(row["year"]), kind="number"),
        own_value=lambda row: own_cell(row, words, dated=False),
        upper=lambda row: Cell(words.place(row["upper_area"])),
        upper_value=lambda row: own_cell(row, words, "upper_", dated=False),
        difference=lambda row: Cell(
            "–" if pd.isna(row["difference"]) else f"{float(row['difference']):+g}",
            kind="number",
        ),
        verdict=lambda row: Cell(
            words.name("vertical", row["verdict"]), notes=agreed if row["convention"] else ()
        ),
        note=lambda row: Cell(words.say(row["reason"])),
    )
    head = caption("caption_vertical", found, words, synthetic=synthetic)
    return Table.of(head, records(found), columns, words)


def reading(found: pd.DataFrame, words: Words) -> Sentence:
    """Say how targets stand beside those above, else how levels do, or that none does."""
    compared = found[found["verdict"] != "incomparable"]
    if compared.empty:
        return Sentence.of(words, words.say("reading_vertical_none"))
    targets = compared[compared["role"] == "target"]
    read = compared if targets.empty else targets
    counts = Counter(words.name("vertical", verdict) for verdict in read["verdict"])
    parts = [
        words.say("reading_count", word=word, count=count) for word, count in counts.items()
    ]
    key = "reading_vertical_levels" if targets.empty else "reading_vertical"
    return Sentence.of(words, words.say(key, list=words.say("list_comma").join(parts)))


def reached_above(found: pd.DataFrame, words: Words) -> Blocks:
    """Show the targets that an area above had reached; or that none was found.

    `found` are from `measures.reached_above`.
    """
    targets = found["observation_id"].nunique()
    key = "reading_reached_above" if targets else "reading_reached_above_none"
    said = Sentence.of(words, words.say(key, count=targets))
    if found.empty:
        return Blocks([said])
    open_ = words.name("vertical", "undecided")
    columns: list[Column[Row]] = headed(
        words,
        indicator=lambda row: Cell(words.subject(row)),
        own_value=lambda row: own_cell(row, words),
        upper=lambda row: Cell(words.place(row["upper_area"])),
        upper_value=lambda row: own_cell(row, words, "upper_"),
        note=lambda row: Cell(open_ if row["reached"] == "undecided" else ""),
    )
    head = words.say("caption_reached_above")
    return Blocks([said, Table.of(head, records(found), columns, words)])


def adding_table(found: pd.DataFrame, words: Words) -> Table | Sentence:
    """Show whether districts' targets add up to those of the area above them.

    `found` are from `measures.adding_up`.
    """
    if found.empty:
        return Sentence.of(words, words.say("adding_missing"))
    columns: list[Column[Row]] = headed(
        words,
        indicator=lambda row: Cell(words.subject(row)),
        target_value=lambda row: own_cell(row, words),
        areas_stated=lambda row: Cell(f"{row['stated']}/{row['areas']}", kind="number"),
        total=lambda row: Cell(_total(row, words), kind="number"),
        verdict=lambda row: Cell(words.name("vertical", row["verdict"])),
        note=lambda row: Cell(words.say(row["reason"])),
    )
    return Table.of(words.say("caption_adding"), records(found), columns, words)


def _total(row: Row, words: Words) -> str:
    if pd.isna(row["total"]):
        return "–"
    return words.measured(rounded(row["total"]), row["unit"])
