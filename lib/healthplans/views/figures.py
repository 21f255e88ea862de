"""A figure in a cell, with what must be known of it."""

from collections.abc import Iterator

import pandas as pd

from healthplans import links
from healthplans.charts.groups import per_denominators
from healthplans.rows import Row
from healthplans.views.amounts import bounded
from healthplans.views.blocks import Cell, noted
from healthplans.vocabulary.words import Words, number


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
    usual = words.year_of(side)
    if row[f"{side}_year"] != usual:
        yield words.say(f"{side}_of_year", year=row[f"{side}_year"])
    if row[f"{side}_disagreement"]:
        yield words.say(f"disagreement_{row[f'{side}_disagreement']}")
    if row.get(f"{side}_corrected"):
        yield words.say("corrected_mark")
    if row.get(f"{side}_finding"):
        severity = words.name("severity", row[f"{side}_finding"])
        yield words.say("finding_mark", severity=severity)


def district_cell(area: str, words: Words, *notes: str) -> Cell:
    """Name a district and lead to its page."""
    return Cell(words.district(area), links.district(area), noted(*notes))


def indicator_cell(code: str, words: Words, *notes: str) -> Cell:
    """Name an indicator and lead to its page."""
    return Cell(words.indicator(code), links.indicator(code), noted(*notes))


def obligation_cell(row: Row, words: Words) -> Cell:
    """Say whether a target is binding; nothing where the plan does not."""
    return Cell(words.name("obligation", row["obligation"]) if row["obligation"] else "")


def denominators(row: Row, words: Words) -> str:
    """Give the denominator, or both where the plan states level and target per different."""
    level, target = row["level_denominator"], row["target_denominator"]
    if level and target and level != target:
        return per_denominators(level, target, words)
    return words.denominator(row["denominator"])


def traced_cell(row: Row, words: Words, side: str, value: str, *, dated: bool = True) -> Cell:
    """Write a figure of a row; `side` is before its comparator, its year and its id."""
    figure, source = row[value], row[f"{side}id"]
    href = links.trace(source) if source else ""
    if pd.isna(figure):
        return Cell("–", href, kind="absent")
    shown = bounded(number(float(figure)), words, row[f"{side}comparator"])
    year = f" ({int(row[f'{side}year'])})" if dated else ""
    return Cell(f"{words.measured(shown, row['unit'])}{year}", href, kind="number")


def own_cell(row: Row, words: Words, side: str = "", *, dated: bool = True) -> Cell:
    """Write the observation that a row is, or another that stands beside it."""
    named = {**row, f"{side}id": row[f"{side}observation_id"]}
    return traced_cell(named, words, side, f"{side}value", dated=dated)
