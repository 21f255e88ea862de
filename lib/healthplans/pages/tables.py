"""The tables of the pages, from observations and measures, in one language."""

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from healthplans import links
from healthplans.charts import per_denominators
from healthplans.measures import FEW, Peers, spread
from healthplans.pages.amounts import national_cell, stance_cell
from healthplans.pages.blocks import Blocks, Cell, Table
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
_DISTRICT_COLUMNS = ("stance", "obligation", "national", "others")


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
    parts = bool(not is_whole(table).all())
    rows = records(table)
    names = ["district", *(["part"] if parts else [])]
    head = [
        *(words.say(f"column_{name}") for name in names),
        *_year_heads(words),
        *(words.say(f"column_{name}") for name in ("unit", "denominator", "obligation")),
    ]
    caption = words.say(
        "caption_indicator",
        name=_caption_name(table, words),
        base=words.base_year,
        target=words.target_year,
    )
    return Table(
        caption, head, [_district_row(row, words, parts=parts) for row in rows], words.lang
    )


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
    head = [
        words.say("column_indicator"),
        *_year_heads(words),
        *(words.say(f"column_{name}") for name in _DISTRICT_COLUMNS),
    ]
    topics: dict[str, list[list[Cell]]] = {
        code: [] for kind, code in words.lists.names if kind == "topic"
    }
    for row in records(own):
        topic = words.lists.indicators[row["indicator"]].topic
        topics[topic].append(_indicator_row(row, others, words))
    return Blocks(
        [
            Table(words.name("topic", topic), head, rows, words.lang)
            for topic, rows in topics.items()
            if rows
        ]
    )


def _indicator_row(row: Row, others: Peers, words: Words) -> list[Cell]:
    part = words.part_of(row)
    notes = tuple(filter(None, (part, words.unit(row["unit"]))))
    name = words.indicator(row["indicator"])
    return [
        Cell(name, _indicator_href(row["indicator"], others, words), notes),
        figure_cell(row, "level", words),
        figure_cell(row, "target", words),
        stance_cell(row, words),
        Cell(words.name("obligation", row["obligation"]) if row["obligation"] else ""),
        national_cell(row, words),
        Cell(_others(row, others, words), kind="context"),
    ]


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


def _district_row(row: Row, words: Words, *, parts: bool) -> list[Cell]:
    part = words.part_of(row)
    draft = (words.say("draft_mark"),) if row.get("draft") is True else ()
    return [
        Cell(words.district(row["area"]), links.district(row["area"]), draft),
        *([Cell(part)] if parts else []),
        figure_cell(row, "level", words),
        figure_cell(row, "target", words),
        Cell(words.unit(row["unit"])),
        Cell(_denominators(row, words)),
        Cell(words.name("obligation", row["obligation"]) if row["obligation"] else ""),
    ]


def _denominators(row: Row, words: Words) -> str:
    """Give the denominator, or both where the plan states level and target per different."""
    level, target = row["level_denominator"], row["target_denominator"]
    if level and target and level != target:
        return per_denominators(level, target, words)
    return words.denominator(row["denominator"])


def _year_heads(words: Words) -> list[str]:
    return [
        words.say("column_level", year=words.base_year),
        words.say("column_target", year=words.target_year),
    ]


def _caption_name(table: pd.DataFrame, words: Words) -> str:
    return words.indicator(table["indicator"].iloc[0])
