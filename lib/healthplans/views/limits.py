"""A warning where a rate rests on few events: what chance alone allows."""

import pandas as pd

from healthplans import links
from healthplans.rows import Row, records
from healthplans.views.blocks import Blocks, Cell, Column, Sentence, Table, headed
from healthplans.views.cells import indicator_cell, rounded, whole
from healthplans.vocabulary.words import Words, number


def tables(rates: pd.DataFrame, words: Words) -> Blocks | Sentence:
    """Show the exact limits of rates, with a warning where one case moves them much.

    `rates` are from `measures.rate_limits` of one plan; where it is empty a sentence says why.
    """
    if rates.empty:
        return Sentence.of(words, words.say("limits_none"))
    columns: list[Column[Row]] = headed(
        words,
        indicator=lambda row: indicator_cell(row["indicator"], words),
        year=lambda row: Cell(str(row["year"])),
        value=lambda row: Cell(
            words.measured(number(float(row["value"])), row["unit"]), kind="number"
        ),
        exposure=lambda row: Cell(
            whole(row["exposure"]), links.trace(row["exposure_id"]), kind="number"
        ),
        events=lambda row: Cell(whole(row["events"]), kind="number"),
        limits=lambda row: Cell(_range(row, words), kind="number"),
        note=lambda row: Cell(_warning(row, words)),
    )
    table = Table.of(words.say("caption_limits"), records(rates), columns, words)
    count = int(rates["warning"].sum())
    said = Sentence.of(words, words.say("reading_limits", count=count))
    return Blocks([table, *([said] if count else [])])


def _range(row: Row, words: Words) -> str:
    low, high = (rounded(row[end], 2) for end in ("low", "high"))
    text = words.say("amount_range", low=low, high=high)
    return words.measured(text, row["unit"])


def _warning(row: Row, words: Words) -> str:
    if not row["reason"]:
        return ""
    step = words.measured(rounded(row["one_event"], 2), row["unit"])
    denominator = words.denominator(row["denominator"])
    exposure = words.say("exposure_of", count=whole(row["exposure"]), of=denominator)
    return words.say(row["reason"], exposure=exposure, one_event=step)
