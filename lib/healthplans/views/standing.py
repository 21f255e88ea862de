"""How a plan stands as a whole, and what the next one makes of its targets."""

from collections.abc import Callable

import pandas as pd

from healthplans.measures.standing import OPEN, STATUSES
from healthplans.rows import Row, records
from healthplans.views.blocks import Cell, Column, Sentence, Table, headed, noted
from healthplans.views.cells import rounded, traced_cell, whole
from healthplans.vocabulary.words import Words


def table(summary: pd.DataFrame, words: Words) -> Table:
    """Show each plan's targets by status, its binding ones, its index with n and spread.

    A status that no target has is no column, but for those of what cannot be judged.

    `summary` is from `measures.summary`.
    """
    statuses = [name for name in STATUSES if name in OPEN or summary[name].any()]
    plans: list[Column[Row]] = headed(
        words,
        plan=lambda row: Cell(row["document"], notes=(words.place(row["area"]),)),
        targets=lambda row: Cell(str(row["targets"]), kind="number"),
    )
    results: list[Column[Row]] = headed(
        words,
        binding_reached=lambda row: Cell(_binding(row), kind="number"),
        index=lambda row: Cell(_index(row), kind="number"),
    )
    columns = [
        *plans,
        *((_status_head(status, words), _counted(status)) for status in statuses),
        (words.name("column", "not_judged_percent"), _counted("not_judged_percent")),
        *results,
    ]
    return Table.of(words.say("caption_standing"), records(summary), columns, words)


def _status_head(status: str, words: Words) -> str:
    """Name a status; what is reached may be so in the target's own year or before."""
    codes = ("met_final", "met") if status == "met" else (status,)
    return " / ".join(words.name("progress", code) for code in codes)


def _counted(name: str) -> Callable[[Row], Cell]:
    return lambda row: Cell(whole(row[name]), kind="number")


def _binding(row: Row) -> str:
    if not row["binding"]:
        return "–"
    percent = whole(row["binding_reached_percent"])
    return f"{row['binding_reached']}/{row['binding']} ({percent}%)"


def _index(row: Row) -> str:
    if not row["index_n"]:
        return "–"
    spread = rounded(row["index_sd"])
    ends = f"{rounded(row['index_low'])}–{rounded(row['index_high'])}"
    return f"{rounded(row['index'])} (n={row['index_n']}; {spread}; {ends})"


def succession(found: pd.DataFrame, words: Words) -> Table | Sentence:
    """Show the targets of plans beside those of their predecessors; or that there are none.

    `found` are from `measures.succession`.
    """
    if found.empty:
        return Sentence.of(words, words.say("reading_next_none"))
    columns: list[Column[Row]] = headed(
        words,
        indicator=lambda row: Cell(words.subject(row)),
        previous_target=lambda row: traced_cell(row, words, "previous_", "previous_target"),
        outcome=lambda row: traced_cell(row, words, "outcome_", "outcome"),
        next_target=lambda row: traced_cell(row, words, "target_", "target"),
        relation=lambda row: _relation(row, words),
    )
    return Table.of(words.say("caption_succession"), records(found), columns, words)


def _relation(row: Row, words: Words) -> Cell:
    successor = row["successor"] and words.indicator(row["successor"], short=True)
    broken = successor and words.say("relation_series_broken", name=successor)
    return Cell(words.name("relation", row["relation"]), notes=noted(broken))
