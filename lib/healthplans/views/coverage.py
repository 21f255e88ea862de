"""Which plan states which indicator: counts, reasons of what is absent, and a heat map."""

from collections.abc import Callable

import pandas as pd

from healthplans.rows import Row, records
from healthplans.views.blocks import Cell, Column, Sentence, Table, headed
from healthplans.views.cells import are_many, district_cell, named_cell
from healthplans.views.coverage_chart import chart as chart
from healthplans.vocabulary.words import Words


def counts(coverage: pd.DataFrame, words: Words) -> Table:
    """Count the kinds of presence and absence, one row a district."""
    sizes = coverage.groupby(["area", "coverage"], sort=False).size()

    def counted(kind: str) -> Callable[[str], Cell]:
        return lambda area: Cell(str(sizes.get((area, kind), 0)), kind="number")

    names: list[Column[str]] = headed(words, district=lambda area: district_cell(area, words))
    kinds = words.codes("coverage")
    columns = [*names, *((words.name("coverage", kind), counted(kind)) for kind in kinds)]
    districts = dict.fromkeys(coverage["area"])
    return Table.of(words.say("caption_coverage"), districts, columns, words)


def absences(coverage: pd.DataFrame, words: Words) -> Table | Sentence:
    """Say of each plan that lacks a figure which kind of absence it is; or that none does."""
    lacking = coverage[coverage["coverage"] != "level_and_target"]
    if lacking.empty:
        return Sentence.of(words, words.say("absence_none"))
    if are_many(coverage):
        return _absent_districts(lacking, words)
    columns: list[Column[Row]] = headed(
        words,
        district=lambda row: district_cell(row["area"], words),
        indicator=lambda row: Cell(words.indicator(row["indicator"])),
        coverage=lambda row: Cell(words.name("coverage", row["coverage"]), kind="absent"),
    )
    return Table.of(words.say("caption_absence"), records(lacking), columns, words)


def _absent_districts(lacking: pd.DataFrame, words: Words) -> Table:
    """Show one row a kind of absence: how many districts, and which when it is opened."""
    kinds = [rows for _, rows in lacking.groupby(["indicator", "coverage"], sort=False)]
    columns: list[Column[pd.DataFrame]] = headed(
        words,
        coverage=lambda rows: Cell(words.name("coverage", rows["coverage"].iloc[0])),
        indicator=lambda rows: Cell(words.indicator(rows["indicator"].iloc[0])),
        districts=lambda rows: named_cell(rows["area"], words),
    )
    return Table.of(words.say("caption_absence"), kinds, columns, words)
