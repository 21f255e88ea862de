"""Show whole plans by what was reached, plans beside predecessors, and sums of districts.

What cannot be judged stands in the same row and size as what can.
"""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from healthplans import links
from healthplans.measures.standing import STATUSES
from healthplans.pages.amounts import bounded
from healthplans.pages.blocks import Blocks, Cell, Sentence, Table
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
    head = [words.say("column_plan"), words.say("column_targets")]
    head += [_status_head(status, words) for status in statuses]
    head += [words.name("column", "not_judged_percent")]
    head += [words.say("column_binding_reached"), words.say("column_index")]
    rows = [_standing_row(row, statuses, words) for row in records(summary)]
    return Table(words.say("caption_standing"), head, rows, words.lang)


def _status_head(status: str, words: Words) -> str:
    """Name a status; what is reached may be so in the target's own year or before."""
    codes = ("met_final", "met") if status == "met" else (status,)
    return " / ".join(words.name("progress", code) for code in codes)


def _standing_row(row: Row, statuses: Sequence[str], words: Words) -> list[Cell]:
    counts = [*(row[status] for status in statuses), round(row["not_judged_percent"])]
    binding = "–"
    if row["binding"]:
        percent = number(round(float(row["binding_reached_percent"])))
        binding = f"{row['binding_reached']}/{row['binding']} ({percent}%)"
    return [
        Cell(row["document"], notes=(words.place(row["area"]),)),
        Cell(str(row["targets"]), kind="number"),
        *(Cell(number(count), kind="number") for count in counts),
        Cell(binding, kind="number"),
        Cell(_index(row), kind="number"),
    ]


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
    names = ("indicator", "previous_target", "outcome", "next_target", "relation")
    head = [words.say(f"column_{name}") for name in names]
    rows = [_succession_row(row, words) for row in records(found)]
    return Table(words.say("caption_succession"), head, rows, words.lang)


def _succession_row(row: Row, words: Words) -> list[Cell]:
    notes: tuple[str, ...] = ()
    if row["successor"]:
        successor = words.indicator(row["successor"], short=True)
        notes = (words.say("relation_series_broken", name=successor),)
    sides = (
        ("previous_target", "previous_comparator", "previous_year", "previous_id"),
        ("outcome", "outcome_comparator", "outcome_year", "outcome_id"),
        ("target", "target_comparator", "target_year", "target_id"),
    )
    return [
        Cell(words.subject(row)),
        *(
            _figure(*(row[name] for name in side), unit=row["unit"], words=words)
            for side in sides
        ),
        Cell(words.name("relation", row["relation"]), notes=notes),
    ]


def _figure(  # noqa: PLR0913  # a figure, how it is printed, and where it leads
    value: Any, comparator: str, year: Any, id_: str, *, unit: str, words: Words
) -> Cell:
    if pd.isna(value):
        return Cell("–", links.trace(id_) if id_ else "", kind="absent")
    shown = words.measured(bounded(number(float(value)), words, comparator), unit)
    return Cell(f"{shown} ({int(year)})", links.trace(id_), kind="number")


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
    names = ("indicator", "own_value", "upper", "upper_value", "note")
    head = [words.say(f"column_{name}") for name in names]
    rows = [_reached_row(row, words) for row in records(found)]
    return Blocks([said, Table(words.say("caption_reached_above"), head, rows, words.lang)])


def _reached_row(row: Row, words: Words) -> list[Cell]:
    own = (row["value"], row["comparator"], row["year"], row["observation_id"])
    upper = tuple(row[f"upper_{n}"] for n in ("value", "comparator", "year", "observation_id"))
    open_ = row["reached"] == "undecided"
    return [
        Cell(words.subject(row)),
        _figure(*own, unit=row["unit"], words=words),
        Cell(words.place(row["upper_area"])),
        _figure(*upper, unit=row["unit"], words=words),
        Cell(words.name("vertical", "undecided") if open_ else ""),
    ]


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
    names = ("indicator", "target_value", "areas_stated", "total", "verdict", "note")
    head = [words.say(f"column_{name}") for name in names]
    rows = [_adding_row(row, words) for row in records(found)]
    return Table(words.say("caption_adding"), head, rows, words.lang)


def _adding_row(row: Row, words: Words) -> list[Cell]:
    own = (row["value"], row["comparator"], row["year"], row["observation_id"])
    total = words.measured(_rounded(row["total"]), row["unit"])
    return [
        Cell(words.subject(row)),
        _figure(*own, unit=row["unit"], words=words),
        Cell(f"{row['stated']}/{row['areas']}", kind="number"),
        Cell("–" if pd.isna(row["total"]) else total, kind="number"),
        Cell(words.name("vertical", row["verdict"])),
        Cell(words.say(row["reason"])),
    ]
