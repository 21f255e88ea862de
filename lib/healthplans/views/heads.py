"""The beds, people and places that targets require."""

from typing import Any

import pandas as pd

from healthplans import links
from healthplans.charts.groups import per_denominators
from healthplans.quantities import Comparator
from healthplans.rows import Row, records
from healthplans.views.amounts import bounded, interval, signed, whole
from healthplans.views.blocks import Blocks, Cell, Sentence, Table
from healthplans.views.heads_chart import chart
from healthplans.vocabulary.words import Words, number

__all__ = ["chart", "reading", "tables"]

_PAIR = 2


def tables(required: pd.DataFrame, words: Words) -> Blocks:
    """Show level, target and the heads they mean, a table an indicator.

    Parameters
    ----------
    required : DataFrame
        From `measures.required_heads`. Indicators with a target in one plan only share the
        last table.
    """
    codes = shared(required, words)
    blocks = [
        _kind(
            words.say("caption_heads", name=words.indicator(code)),
            required[required["indicator"] == code],
            words,
        )
        for code in codes
    ]
    rest = required[~required["indicator"].isin(codes)]
    if len(rest):
        blocks.append(_kind(words.say("caption_heads_other"), rest, words, named=True))
    return Blocks(blocks)


def shared(required: pd.DataFrame, words: Words) -> list[str]:
    """Give the indicators with a target in two plans or more, in the codelist's order."""
    plans = required.groupby("indicator")["document"].nunique()
    return [code for code in words.lists.indicators if plans.get(code, 0) >= _PAIR]


def _kind(caption: str, required: pd.DataFrame, words: Words, *, named: bool = False) -> Table:
    head = [
        *([words.say("column_indicator")] if named else []),
        words.say("column_district"),
        words.say("column_population"),
        words.say("column_level", year=words.base_year),
        words.say("column_target", year=words.target_year),
        words.say("column_heads_now", year=words.base_year),
        words.say("column_heads", year=words.target_year),
        words.say("column_added"),
        words.say("column_per_year"),
    ]
    rows = [
        [
            *([Cell(words.indicator(row["indicator"]))] if named else []),
            Cell(words.district(row["area"]), links.district(row["area"])),
            *_head_cells(row, words),
        ]
        for row in records(required)
    ]
    return Table(caption, head, rows, words.lang, notes=[words.say("note_heads")])


def _head_cells(row: Row, words: Words) -> list[Cell]:
    per = per_denominators("", row["denominator"], words)
    target: Row = {**row, "target_kind": "bound", "target_text": row["target_text"]}
    ends = [
        Cell("–" if pd.isna(row["level"]) else number(float(row["level"])), kind="number"),
        Cell(words.figure(target, "target"), notes=(per,) if per else ()),
    ]
    if pd.isna(row["population"]):
        reason = Cell(words.say(row["reason"]), kind="absent")
        return [reason, *ends, *[Cell("–", kind="absent")] * 4]
    # a relative target worked out is about, as it is drawn
    sign = row["target_comparator"] or Comparator.ABOUT
    required = bounded(whole(row["heads"]), words, sign)
    ends_of = {whole(row["heads_low"]), whole(row["heads_high"])}
    span = (interval(row["heads_low"], row["heads_high"], words),) if len(ends_of) > 1 else ()
    return [
        _population(row, words),
        *ends,
        _now(row, words),
        Cell(required, notes=span),
        _difference(row["added"], sign, row, words),
        _difference(row["added_per_year"], sign, row, words),
    ]


def _population(row: Row, words: Words) -> Cell:
    span = interval(row["population_low"], row["population_high"], words)
    own = (words.say("population_own"),) if row["own"] else ()
    return Cell(whole(row["population"]), notes=(span, *own))


def _now(row: Row, words: Words) -> Cell:
    if pd.isna(row["heads_now"]):
        reason = (words.say(row["reason"]),) if row["reason"] else ()
        return Cell("–", notes=reason, kind="absent")
    return Cell(whole(row["heads_now"]), kind="number")


def _difference(value: Any, comparator: str, row: Row, words: Words) -> Cell:
    if pd.isna(value):
        return Cell("–", kind="absent")
    return Cell(signed(round(float(value)), words, comparator), kind="number")


def reading(required: pd.DataFrame, words: Words) -> Sentence:
    """Say which number would change most, on which population."""
    known = required[required["added"].notna()]
    if known.empty:
        return Sentence(words.say("reading_heads_none"), words.lang)
    order = known["added"].astype(float).abs().sort_values(ascending=False, kind="stable")
    row = records(known.loc[order.index[:1]])[0]
    counted = words.lists.indicator(row["indicator"]).counts or row["indicator"]
    text = words.say(
        "reading_heads",
        district=words.district(row["area"]),
        population=whole(row["population"]),
        indicator=words.indicator(counted, short=True),
        now=whole(row["heads_now"]),
        heads=whole(row["heads"]),
        per_year=signed(round(float(row["added_per_year"])), words),
    )
    return Sentence(text, words.lang)
