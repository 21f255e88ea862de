"""The beds, people and places that targets require."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pandas as pd

from healthplans.charts.groups import per_denominators
from healthplans.quantities import Comparator
from healthplans.rows import Row, records
from healthplans.views.blocks import (
    ABSENT,
    Blocks,
    Cell,
    Column,
    Sentence,
    Table,
    headed,
    noted,
)
from healthplans.views.cells import (
    are_many,
    district_cell,
    interval,
    rounded,
    signed,
    whole,
)
from healthplans.views.heads_chart import chart as chart
from healthplans.views.heads_chart import shared
from healthplans.vocabulary.words import Words


def tables(required: pd.DataFrame, words: Words) -> Blocks:
    """Show level, target and the heads they mean, a table an indicator.

    `required` are from `measures.required_heads`. Indicators with a target in one plan only
    share the last table. More than 30 districts share one table.
    """
    codes = shared(required, words)
    if are_many(required):
        return Blocks([heads_by_district(required, codes, words)])
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


def _kind(caption: str, required: pd.DataFrame, words: Words, *, named: bool = False) -> Table:
    columns: list[Column[Row]] = headed(
        words,
        indicator=(lambda row: Cell(words.indicator(row["indicator"]))) if named else None,
        district=lambda row: district_cell(row["area"], words),
        population=lambda row: _population(row, words),
        level=lambda row: Cell(rounded(row["level"], 4), kind="number"),
        target=lambda row: _target(row, words),
        heads_now=lambda row: _now(row, words),
        heads=lambda row: _required(row, words),
        added=lambda row: _difference(row, "added", words),
        per_year=lambda row: _difference(row, "added_per_year", words),
    )
    notes = [words.say("note_heads")]
    return Table.of(caption, records(required), columns, words, notes)


def _target(row: Row, words: Words) -> Cell:
    per = per_denominators("", row["denominator"], words)
    return Cell(words.figure({**row, "target_kind": "bound"}, "target"), notes=noted(per))


def _required(row: Row, words: Words) -> Cell:
    if pd.isna(row["population"]):
        return ABSENT
    ends = {whole(row["heads_low"]), whole(row["heads_high"])}
    span = (interval(row["heads_low"], row["heads_high"], words),) if len(ends) > 1 else ()
    return Cell(words.bounded(whole(row["heads"]), _required_sign(row)), notes=span)


def _population(row: Row, words: Words) -> Cell:
    if pd.isna(row["population"]):
        return Cell(words.say(row["reason"]), kind="absent")
    span = interval(row["population_low"], row["population_high"], words)
    own = (words.say("population_own"),) if row["own"] else ()
    return Cell(whole(row["population"]), notes=(span, *own))


def _now(row: Row, words: Words) -> Cell:
    if pd.isna(row["population"]):
        return ABSENT
    if pd.isna(row["heads_now"]):
        reason = words.say(row["reason"]) if row["reason"] else ""
        return replace(ABSENT, notes=noted(reason))
    return Cell(whole(row["heads_now"]), kind="number")


def _difference(row: Row, column: str, words: Words) -> Cell:
    if pd.isna(row["population"]) or pd.isna(row[column]):
        return ABSENT
    return Cell(signed(round(float(row[column])), words, _required_sign(row)), kind="number")


def reading(required: pd.DataFrame, words: Words) -> Sentence:
    """Say which number would change most, on which population."""
    known = required[required["added"].notna()]
    if known.empty:
        return Sentence.of(words, words.say("reading_heads_none"))
    order = known["added"].astype(float).abs().sort_values(ascending=False, kind="stable")
    row = records(known.loc[order.index[:1]])[0]
    text = words.say(
        "reading_heads",
        district=words.district(row["area"]),
        population=whole(row["population"]),
        indicator=words.counted(row["indicator"]),
        now=whole(row["heads_now"]),
        heads=whole(row["heads"]),
        per_year=signed(round(float(row["added_per_year"])), words),
    )
    return Sentence.of(words, text)


def heads_by_district(required: pd.DataFrame, codes: Sequence[str], words: Words) -> Table:
    """Show what targets require, one row a district and one column an indicator.

    `required` are from `measures.required_heads`. `codes` are the indicators.
    """
    known = required[required["heads"].notna()]
    found = {key: records(rows) for key, rows in known.groupby(["area", "indicator"])}

    def required_of(code: str) -> Callable[[str], Cell]:
        return lambda area: _heads(found.get((area, code), []), words)

    names: list[Column[str]] = headed(words, district=lambda area: district_cell(area, words))
    columns = [*names, *((words.counted(code), required_of(code)) for code in codes)]
    caption = words.say("caption_heads_by_district", year=words.target_year)
    notes = [words.say("note_heads_by_district", year=words.base_year)]
    areas = dict.fromkeys(known["area"])
    return Table.of(caption, areas, columns, words, notes)


def _required_sign(row: Row) -> str:
    """Give the target's comparator; a relative target worked out is about, as it is drawn."""
    return row["target_comparator"] or Comparator.ABOUT


def _heads(rows: Sequence[Row], words: Words) -> Cell:
    """Give what is required on each population of a plan, and the change it means."""
    if not rows:
        return ABSENT
    sign = _required_sign(rows[0])
    numbers = sorted(float(row["heads"]) for row in rows)
    ends = whole(numbers[0]), whole(numbers[-1])
    text = ends[0] if ends[0] == ends[1] else interval(numbers[0], numbers[-1], words)
    added = [float(row["added"]) for row in rows if pd.notna(row["added"])]
    changes = dict.fromkeys(signed(round(value), words) for value in sorted(added))
    notes = (words.say("list_pause").join(changes),) if added else ()
    return Cell(words.bounded(text, sign), notes=notes, kind="number")
