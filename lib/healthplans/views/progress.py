"""What was reached of the targets, beside the pace of time."""

from collections import Counter

import pandas as pd

from healthplans import links
from healthplans.rows import Row, records
from healthplans.views.amounts import rounded, year
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
from healthplans.views.progress_chart import chart as chart
from healthplans.views.titles import caption
from healthplans.vocabulary.words import Words

_OPEN = ("undecided", "not_judged")
_MOST = 150  # rows of a section; more are counted, and stand in the published table


def status_word(row: Row, words: Words) -> str:
    """Write the status of a row of `measures.progress` in the official words."""
    final = row["status"] == "met" and row["final"]
    return words.name("progress", "met_final" if final else row["status"])


def table(found: pd.DataFrame, words: Words, *, synthetic: bool = False) -> Table:
    """Show the targets of an area with their later levels.

    Parameters
    ----------
    found : DataFrame
        Rows of `measures.progress` of one area.
    synthetic : bool
        Whether figures are made up, which is said in the caption.
    """
    notes = [words.say("note_linear_pace")]
    columns = _progress_columns(words, placed=len(set(found["area"])) > 1)
    head = caption("caption_progress", found, words, synthetic=synthetic)
    return Table.of(head, records(found), columns, words, notes)


def _progress_columns(words: Words, *, placed: bool) -> list[Column[Row]]:
    def subject(row: Row) -> Cell:
        return Cell(words.subject(row), notes=(words.place(row["area"]),) if placed else ())

    return headed(
        words,
        indicator=subject,
        year=lambda row: Cell(year(row["actual_year"]), kind="number"),
        baseline_value=lambda row: _figure(row, "baseline"),
        target_value=lambda row: _figure(row, "target"),
        actual_value=lambda row: _figure(row, "actual"),
        achieved=lambda row: Cell(_share(row), kind="number"),
        expected=lambda row: Cell(rounded(row["expected_percent"]), kind="number"),
        attainment=lambda row: _status(row, words),
        note=lambda row: Cell(words.say(row["reason"])),
    )


def _status(row: Row, words: Words) -> Cell:
    notes = noted(
        words.say("note_contradicted") if row["contradicted"] else "",
        words.say("note_by_convention") if row["convention"] else "",
    )
    return Cell(status_word(row, words), notes=notes)


def _figure(row: Row, side: str) -> Cell:
    if not row[f"{side}_id"]:
        return ABSENT
    text = f"{row[f'{side}_text']} ({year(row[f'{side}_year'])})"
    return Cell(text, links.trace(row[f"{side}_id"]), lang="zh", kind="number")


def _share(row: Row) -> str:
    if pd.isna(row["achieved_percent"]):
        return "–"
    ends = [rounded(row[name]) for name in ("achieved_low", "achieved_high")]
    return f"{rounded(row['achieved_percent'])} ({ends[0]}–{ends[1]})"


def reading(found: pd.DataFrame, words: Words) -> Sentence:
    """Say how many targets can be judged, and how they stand; or what is missing."""
    latest = found[found["latest"]].drop_duplicates(["document", "target_id"])
    statuses = Counter(status_word(row, words) for row in records(latest))
    unknown = int(latest["status"].isin(_OPEN).sum())
    if unknown == len(latest):
        return Sentence(words.say("reading_progress_none", count=len(latest)), words.lang)
    open_ = {words.name("progress", code) for code in _OPEN}
    parts = [
        words.say("reading_count", word=word, count=count)
        for word, count in statuses.items()
        if word not in open_
    ]
    said = words.say("list_comma").join(parts)
    text = words.say("reading_progress", count=len(latest), unknown=unknown, list=said)
    return Sentence(text, words.lang)


def section(found: pd.DataFrame, words: Words, *, synthetic: bool = False) -> Blocks:
    """Show what was reached on a page about more; one sentence where nothing can be judged.

    Parameters
    ----------
    found : DataFrame
        Rows of `measures.progress`.
    synthetic : bool
        Whether figures are made up, which is said in the caption.
    """
    said = reading(found, words)
    judged = found[~found["status"].isin(["not_judged"])]
    if judged.empty or len(judged) > _MOST:
        return Blocks([said])
    return Blocks([said, table(judged, words, synthetic=synthetic)])
