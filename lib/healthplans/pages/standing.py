"""Show whole plans by what was reached, plans beside predecessors, and sums of districts.

What cannot be judged stands in the same row and size as what can.
"""

from collections.abc import Callable
from typing import Any

import pandas as pd

from healthplans import links
from healthplans.measures.standing import STATUSES
from healthplans.pages.amounts import bounded
from healthplans.pages.blocks import Blocks, Cell, Column, Sentence, Table, headed
from healthplans.rows import Row, records
from healthplans.vocabulary.words import Words, number

__all__ = ["adding_table", "reached_above", "standing_table", "succession_table"]

_OPEN = ("undecided", "not_judged")  # what the share that cannot be judged counts


def standing_table(summary: pd.DataFrame, words: Words) -> Table:
    """Show each plan's targets by status, its binding ones, its index with n and spread.

    A status that no target has is no column, but for those of what cannot be judged.

    Parameters
    ----------
    summary : DataFrame
        From `measures.summary`.
    words : Words
    """
    statuses = [name for name in STATUSES if name in _OPEN or summary[name].any()]
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
    return lambda row: Cell(number(round(row[name])), kind="number")


def _binding(row: Row) -> str:
    if not row["binding"]:
        return "–"
    percent = number(round(float(row["binding_reached_percent"])))
    return f"{row['binding_reached']}/{row['binding']} ({percent}%)"


def _index(row: Row) -> str:
    if not row["index_n"]:
        return "–"
    spread = _rounded(row["index_sd"])
    ends = f"{_rounded(row['index_low'])}–{_rounded(row['index_high'])}"
    return f"{_rounded(row['index'])} (n={row['index_n']}; {spread}; {ends})"


def _rounded(value: Any) -> str:
    return "–" if pd.isna(value) else number(round(float(value), 1))


def succession_table(found: pd.DataFrame, words: Words) -> Table | Sentence:
    """Show the targets of plans beside those of their predecessors; or that there are none.

    Parameters
    ----------
    found : DataFrame
        From `measures.succession`.
    words : Words
    """
    if found.empty:
        return Sentence(words.say("reading_next_none"), words.lang)
    columns: list[Column[Row]] = headed(
        words,
        indicator=lambda row: Cell(words.subject(row)),
        previous_target=lambda row: _figure(row, words, "previous_", value="previous_target"),
        outcome=lambda row: _figure(row, words, "outcome_", value="outcome"),
        next_target=lambda row: _figure(row, words, "target_", value="target"),
        relation=lambda row: _relation(row, words),
    )
    return Table.of(words.say("caption_succession"), records(found), columns, words)


def _relation(row: Row, words: Words) -> Cell:
    notes: tuple[str, ...] = ()
    if row["successor"]:
        successor = words.indicator(row["successor"], short=True)
        notes = (words.say("relation_series_broken", name=successor),)
    return Cell(words.name("relation", row["relation"]), notes=notes)


def _figure(row: Row, words: Words, side: str, *, value: str, id_: str = "id") -> Cell:
    """Write a figure of a row; `side` is before its comparator, its year and its id."""
    figure, source = row[value], row[f"{side}{id_}"]
    if pd.isna(figure):
        return Cell("–", links.trace(source) if source else "", kind="absent")
    shown = bounded(number(float(figure)), words, row[f"{side}comparator"])
    text = f"{words.measured(shown, row['unit'])} ({int(row[f'{side}year'])})"
    return Cell(text, links.trace(source), kind="number")


def _own(row: Row, words: Words) -> Cell:
    return _figure(row, words, "", value="value", id_="observation_id")


def reached_above(found: pd.DataFrame, words: Words) -> Blocks:
    """Show the targets that an area above had reached; or that none was found.

    Parameters
    ----------
    found : DataFrame
        From `measures.reached_above`.
    words : Words
    """
    targets = found["observation_id"].nunique()
    key = "reading_reached_above" if targets else "reading_reached_above_none"
    said = Sentence(words.say(key, count=targets), words.lang)
    if found.empty:
        return Blocks([said])
    open_ = words.name("vertical", "undecided")
    columns: list[Column[Row]] = headed(
        words,
        indicator=lambda row: Cell(words.subject(row)),
        own_value=lambda row: _own(row, words),
        upper=lambda row: Cell(words.place(row["upper_area"])),
        upper_value=lambda row: _figure(
            row, words, "upper_", value="upper_value", id_="observation_id"
        ),
        note=lambda row: Cell(open_ if row["reached"] == "undecided" else ""),
    )
    caption = words.say("caption_reached_above")
    return Blocks([said, Table.of(caption, records(found), columns, words)])


def adding_table(found: pd.DataFrame, words: Words) -> Table | Sentence:
    """Show whether districts' targets add up to those of the area above them.

    Parameters
    ----------
    found : DataFrame
        From `measures.adding_up`.
    words : Words
    """
    if found.empty:
        return Sentence(words.say("adding_missing"), words.lang)
    columns: list[Column[Row]] = headed(
        words,
        indicator=lambda row: Cell(words.subject(row)),
        target_value=lambda row: _own(row, words),
        areas_stated=lambda row: Cell(f"{row['stated']}/{row['areas']}", kind="number"),
        total=lambda row: Cell(_total(row, words), kind="number"),
        verdict=lambda row: Cell(words.name("vertical", row["verdict"])),
        note=lambda row: Cell(words.say(row["reason"])),
    )
    return Table.of(words.say("caption_adding"), records(found), columns, words)


def _total(row: Row, words: Words) -> str:
    if pd.isna(row["total"]):
        return "–"
    return words.measured(_rounded(row["total"]), row["unit"])
