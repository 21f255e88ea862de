"""From densities to heads: the population that counts imply, and what targets need."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from healthplans import links
from healthplans.charts import per_denominators
from healthplans.measures import populations
from healthplans.pages.amounts import bounded, interval, signed, whole
from healthplans.pages.blocks import Blocks, Cell, Column, Sentence, Table, headed
from healthplans.parts import Part
from healthplans.quantities import Comparator
from healthplans.reading.documents import Document
from healthplans.rows import Row, records
from healthplans.vocabulary.words import Words, number

__all__ = [
    "heads",
    "heads_reading",
    "population_reading",
    "population_table",
]

_PAIR = 2


def population_table(pairs: pd.DataFrame, words: Words) -> Table:
    """Show each pair of a count and a density with the population that it implies.

    Parameters
    ----------
    pairs : DataFrame
        From `measures.implied_population`.
    """
    agreed = populations(pairs)
    columns: list[Column[Row]] = headed(
        words,
        district=lambda row: Cell(words.district(row["area"]), links.district(row["area"])),
        count=lambda row: _count(row, words),
        density=lambda row: Cell(
            number(float(row["density"])),
            links.trace(row["density_id"]),
            (words.indicator(row["indicator"], short=True),),
        ),
        denominator=lambda row: Cell(words.denominator(row["denominator"])),
        population=lambda row: Cell(whole(row["population"]), kind="number"),
        interval=lambda row: Cell(interval(row["low"], row["high"], words), kind="number"),
        agreement=lambda row: Cell(_agreement(row, agreed, words)),
    )
    return Table.of(words.say("caption_population"), records(pairs), columns, words)


def _count(row: Row, words: Words) -> Cell:
    part = words.part(row["count_indicator"], Part.read(row["count_part"]))
    names = (words.indicator(row["count_indicator"], short=True), part)
    return Cell(whole(row["count"]), links.trace(row["count_id"]), tuple(filter(None, names)))


def _agreement(row: Row, agreed: pd.DataFrame, words: Words) -> str:
    """Say with how many pairs of its plan and year one agrees, itself among them."""
    own = agreed[(agreed["document"] == row["document"]) & (agreed["year"] == row["year"])]
    within = [row["indicator"] in names.split(";") for names in own["indicators"]]
    most = max(own.loc[within, "pairs"].tolist(), default=1)
    return (
        words.say("population_agree", count=most)
        if most > 1
        else words.say("population_single")
    )


def population_reading(
    pairs: pd.DataFrame, plans: Iterable[Document], words: Words
) -> Sentence:
    """Say of each district whether its counts agree, contradict each other, or are absent.

    Parameters
    ----------
    pairs : DataFrame
        From `measures.implied_population`.
    plans : iterable of Document
        All plans, those without any pair too.
    """
    agreed = populations(pairs)
    districts = [plan.about.area for plan in plans]
    stated = [code for code in districts if code in set(agreed["area"])]
    silent = [words.district(code) for code in districts if code not in stated]
    parts = [_district(agreed[agreed["area"] == code], words) for code in stated]
    if silent:
        names = words.say("list_pause").join(silent)
        parts.append(words.say("reading_population_none", names=names))
    return Sentence(words.say("sentence_space").join(parts), words.lang)


def _district(groups: pd.DataFrame, words: Words) -> str:
    rows = records(groups)
    name = words.district(rows[0]["area"])
    if len(rows) == 1:
        low, high, count = whole(rows[0]["low"]), whole(rows[0]["high"]), rows[0]["pairs"]
        return words.say("reading_population_one", name=name, count=count, low=low, high=high)
    listed = words.say("list_pause").join(whole(row["population"]) for row in rows)
    return words.say("reading_population_many", name=name, count=len(rows), list=listed)


def heads(required: pd.DataFrame, words: Words) -> Blocks:
    """Show level, target and the heads they mean, a table an indicator.

    Parameters
    ----------
    required : DataFrame
        From `measures.required_heads`. Indicators with a target in one plan only share the
        last table.
    """
    codes = shared(required, words)
    tables = [
        _table(
            words.say("caption_heads", name=words.indicator(code)),
            required[required["indicator"] == code],
            words,
        )
        for code in codes
    ]
    rest = required[~required["indicator"].isin(codes)]
    if len(rest):
        tables.append(_table(words.say("caption_heads_other"), rest, words, named=True))
    return Blocks(tables)


def shared(required: pd.DataFrame, words: Words) -> list[str]:
    """Give the indicators with a target in two plans or more, in the codelist's order."""
    plans = required.groupby("indicator")["document"].nunique()
    return [code for code in words.lists.indicators if plans.get(code, 0) >= _PAIR]


def _table(
    caption: str, required: pd.DataFrame, words: Words, *, named: bool = False
) -> Table:
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


def heads_reading(required: pd.DataFrame, words: Words) -> Sentence:
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
