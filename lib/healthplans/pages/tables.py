"""The tables of the pages, from observations and measures, in one language."""

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from healthplans import links
from healthplans.charts import per_denominators
from healthplans.measures import FEW, Peers, spread
from healthplans.pages.amounts import national_cell, stance_cell
from healthplans.pages.blocks import Blocks, Cell, Column, Table, headed
from healthplans.parts import is_whole, part_of
from healthplans.rows import Row, records
from healthplans.vocabulary.words import Words, number

__all__ = [
    "PAIR",
    "comparison",
    "comparisons",
    "district_tables",
    "figure_cell",
]

PAIR = 2


def figure_cell(row: Row, side: str, words: Words) -> Cell:
    """Show one side (`level` or `target`) of a comparison: figure, notes and trace."""
    observation = row[f"{side}_id"]
    if not observation:
        return Cell(words.name("coverage", "not_in_plan"), kind="absent")
    if row[f"{side}_kind"] == "blank":
        return Cell(words.name("kind", "blank"), links.trace(observation), kind="absent")
    return Cell(
        words.figure(row, side),
        links.trace(observation),
        tuple(_figure_notes(row, side, words)),
        kind="number" if pd.notna(row[side]) else "words",
    )


def _figure_notes(row: Row, side: str, words: Words) -> Iterator[str]:
    """Say where a figure stands, of which year it is, and what is doubted about it."""
    if row[f"{side}_origin"] == "text":
        yield words.say("stated_in_text")
    usual = words.base_year if side == "level" else words.target_year
    if row[f"{side}_year"] != usual:
        yield words.say(f"{side}_of_year", year=row[f"{side}_year"])
    if row[f"{side}_disagreement"]:
        yield words.say(f"disagreement_{row[f'{side}_disagreement']}")
    if row.get(f"{side}_corrected"):
        yield words.say("corrected_mark")
    if row.get(f"{side}_finding"):
        severity = words.name("severity", row[f"{side}_finding"])
        yield words.say("finding_mark", severity=severity)


def comparison(table: pd.DataFrame, words: Words) -> Table:
    """Show one indicator's levels and targets, one row a district (and part of it).

    Parameters
    ----------
    table : DataFrame
        Rows of `measures.compare` of one indicator, in the order to be shown.
    """
    columns = _comparison_columns(words, parts=bool(not is_whole(table).all()))
    caption = words.say(
        "caption_indicator",
        name=_caption_name(table, words),
        base=words.base_year,
        target=words.target_year,
    )
    return Table.of(caption, records(table), columns, words)


def _comparison_columns(words: Words, *, parts: bool) -> list[Column[Row]]:
    names: list[Column[Row]] = headed(words, district=lambda row: _district_cell(row, words))
    if parts:
        names += headed(words, part=lambda row: Cell(words.part_of(row)))
    figures: list[Column[Row]] = headed(
        words,
        level=lambda row: figure_cell(row, "level", words),
        target=lambda row: figure_cell(row, "target", words),
        unit=lambda row: Cell(words.unit(row["unit"])),
        denominator=lambda row: Cell(_denominators(row, words)),
        obligation=lambda row: _obligation_cell(row, words),
    )
    return [*names, *figures]


def comparisons(tables: Mapping[str, pd.DataFrame], words: Words) -> Blocks:
    """Show several indicators, a table each."""
    return Blocks([comparison(table, words) for table in tables.values()])


def district_tables(own: pd.DataFrame, others: Peers, words: Words) -> Blocks:
    """Show all indicators of one plan, a table a topic, with the other districts' targets.

    Parameters
    ----------
    own : DataFrame
        Rows of `measures.assess` of the district.
    others : Peers
        From `measures.peers`, of all districts.
    """
    columns: list[Column[Row]] = headed(
        words,
        indicator=lambda row: _indicator_cell(row, others, words),
        level=lambda row: figure_cell(row, "level", words),
        target=lambda row: figure_cell(row, "target", words),
        stance=lambda row: stance_cell(row, words),
        obligation=lambda row: _obligation_cell(row, words),
        national=lambda row: national_cell(row, words),
        others=lambda row: Cell(_others(row, others, words), kind="context"),
    )
    topics: dict[str, list[Row]] = {
        code: [] for kind, code in words.lists.names if kind == "topic"
    }
    for row in records(own):
        topics[words.lists.indicators[row["indicator"]].topic].append(row)
    return Blocks(
        [
            Table.of(words.name("topic", topic), rows, columns, words)
            for topic, rows in topics.items()
            if rows
        ]
    )


def _obligation_cell(row: Row, words: Words) -> Cell:
    return Cell(words.name("obligation", row["obligation"]) if row["obligation"] else "")


def _indicator_cell(row: Row, others: Peers, words: Words) -> Cell:
    notes = tuple(filter(None, (words.part_of(row), words.unit(row["unit"]))))
    href = _indicator_href(row["indicator"], others, words)
    return Cell(words.indicator(row["indicator"]), href, notes)


def _indicator_href(code: str, others: Peers, words: Words) -> str:
    """Lead to the indicator's page, which there is for what two plans or more state."""
    shown = others.plans[code] >= PAIR or words.lists.indicators[code].headline
    return links.indicator(code) if shown else ""


def _others(row: Row, others: Peers, words: Words) -> str:
    """Write the other districts' targets of the same indicator and part, or their spread."""
    group = others.of(row["indicator"], part_of(row))
    places = group.beside(row["document"])
    figures = group.targets[places]
    stated = figures[~np.isnan(figures)]
    if len(places) > FEW and len(stated):
        return words.say("others_spread", **_spread(stated))
    if len(places) > FEW:
        return words.say("others_words", count=len(places))
    return words.say("list_pause").join(
        f"{words.district(other['area'])} {words.figure(other, 'target')}"
        for other in group.at(places)
    )


def _spread(stated: np.ndarray) -> dict[str, object]:
    summary = spread(stated)
    ends = {name: number(getattr(summary, name)) for name in ("low", "median", "high")}
    return {"count": summary.count, **ends}


def _district_cell(row: Row, words: Words) -> Cell:
    draft = (words.say("draft_mark"),) if row.get("draft") is True else ()
    return Cell(words.district(row["area"]), links.district(row["area"]), draft)


def _denominators(row: Row, words: Words) -> str:
    """Give the denominator, or both where the plan states level and target per different."""
    level, target = row["level_denominator"], row["target_denominator"]
    if level and target and level != target:
        return per_denominators(level, target, words)
    return words.denominator(row["denominator"])


def _caption_name(table: pd.DataFrame, words: Words) -> str:
    return words.indicator(table["indicator"].iloc[0])
