"""Which plan states which indicator: counts, reasons of what is absent, and a heat map."""

from collections.abc import Callable

import pandas as pd

from healthplans import links
from healthplans.rows import Row, records
from healthplans.views.blocks import Cell, Column, Sentence, Table, headed
from healthplans.views.coverage_chart import chart
from healthplans.views.figures import district_cell
from healthplans.vocabulary.words import Words

__all__ = ["absences", "chart", "counts"]


def counts(coverage: pd.DataFrame, words: Words) -> Table:
    """Count the kinds of presence and absence, one row a district."""
    kinds = [code for kind, code in words.lists.names if kind == "coverage"]
    counted = coverage.groupby(["area", "coverage"], sort=False).size()
    names: list[Column[str]] = headed(
        words, district=lambda area: Cell(words.district(area), links.district(area))
    )
    columns = [
        *names,
        *((words.name("coverage", kind), _counted(counted, kind)) for kind in kinds),
    ]
    districts = dict.fromkeys(coverage["area"])
    return Table.of(words.say("caption_coverage"), districts, columns, words)


def _counted(counted: "pd.Series", kind: str) -> Callable[[str], Cell]:
    return lambda area: Cell(str(counted.get((area, kind), 0)), kind="number")


def absences(coverage: pd.DataFrame, words: Words) -> Table | Sentence:
    """Say of each plan that lacks a figure which kind of absence it is; or that none does."""
    lacking = coverage[coverage["coverage"] != "level_and_target"]
    if lacking.empty:
        return Sentence(words.say("absence_none"), words.lang)
    columns: list[Column[Row]] = headed(
        words,
        district=lambda row: district_cell(row, words),
        indicator=lambda row: Cell(words.indicator(row["indicator"])),
        coverage=lambda row: Cell(words.name("coverage", row["coverage"]), kind="absent"),
    )
    return Table.of(words.say("caption_absence"), records(lacking), columns, words)
