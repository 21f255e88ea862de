"""What each target of an indicator asks: of its own level, and against the whole country."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import pandas as pd

from healthplans.rows import Row, records
from healthplans.views.blocks import ABSENT, Cell, Column, Sentence, Table, headed, noted
from healthplans.views.cells import (
    are_many,
    change_cell,
    difference,
    district_cell,
    figure_cell,
    named,
    national_note,
    slack_percent,
    stance_cell,
)
from healthplans.vocabulary.words import Words


def table(assessed: pd.DataFrame, words: Words) -> Table:
    """Show stance, planned change, slack and the gaps to China, one row a district and part.

    `assessed` are rows of `measures.assess` of one indicator, in the order to be shown. Of
    more than 30 districts level and target stand in `comparison.table` only.
    """
    stated = assessed[(assessed["level_id"] != "") | (assessed["target_id"] != "")]
    shared = {side: _shared(stated, side, words) for side in ("level", "target")}
    rows, columns = records(stated), _columns(words, shared, printed=not are_many(stated))
    notes = [words.say("note_slack"), *filter(None, shared.values())]
    if rows:
        notes.insert(0, words.say(f"note_polarity_{assessed['polarity'].iloc[0]}"))
    return Table.of(words.say("caption_assessment"), rows, columns, words, notes)


def _shared(stated: pd.DataFrame, side: str, words: Words) -> str:
    """Give China's figure once, where all rows are held against the same; else blank."""
    against = [row for row in records(stated) if pd.notna(row[f"{side}_gap"])]
    said = {national_note(row, side, words) for row in against}
    years = {row[f"{side}_year"] for row in against}
    if len(said) != 1 or len(years) != 1:
        return ""
    return words.say(f"national_{side}_note", year=years.pop(), figure=said.pop())


def _columns(words: Words, shared: Mapping[str, str], *, printed: bool) -> list[Column[Row]]:
    def gap(side: str) -> Callable[[Row], Cell]:
        return lambda row: _gap(row, side, words, note=not shared[side])

    def figure(side: str) -> Callable[[Row], Cell] | None:
        return (lambda row: figure_cell(row, side, words)) if printed else None

    return headed(
        words,
        district=lambda row: district_cell(row["area"], words, words.part_of(row)),
        level=figure("level"),
        target=figure("target"),
        stance=lambda row: stance_cell(row, words),
        change=lambda row: _change(row, words),
        per_year=lambda row: change_cell(
            row["change_per_year"], row["change_comparator"], row, words
        ),
        slack=lambda row: _slack(row, words),
        gap_level=gap("level"),
        gap_target=gap("target"),
    )


def _change(row: Row, words: Words) -> Cell:
    cell = change_cell(
        row["change"], row["change_comparator"], row, words, row["change_reason"]
    )
    if not row["denominators_differ"] or cell.kind == "absent":
        return cell
    return replace(cell, notes=(words.say("note_denominators_differ"),))


def _slack(row: Row, words: Words) -> Cell:
    cell = change_cell(row["slack"], row["slack_comparator"], row, words)
    share = slack_percent(row, words)
    note = f"{words.say('column_slack_percent')} {share}" if share else ""
    return replace(cell, notes=noted(note))


def _gap(row: Row, side: str, words: Words, *, note: bool) -> Cell:
    if pd.isna(row[f"{side}_gap"]):
        return ABSENT
    amount = difference(row[f"{side}_gap"], "", row, words)
    limits = words.say("gap_limits") if row[f"{side}_gap_of"] == "limits" else ""
    standing = limits or words.name("standing", row[f"{side}_standing"])
    national = (national_note(row, side, words),) if note else ()
    return Cell(amount, notes=(standing, *national), kind="number")


def reading(assessed: pd.DataFrame, words: Words) -> Sentence:
    """Say how many targets ask what, and of which districts."""
    stated = assessed[assessed["target_id"] != ""]
    if stated.empty:
        return Sentence.of(words, words.say("reading_stance_none"))
    areas = {
        stance: stated.loc[stated["stance"] == stance, "area"]
        for stance in words.codes("stance")
    }
    parts = [
        words.say(
            "reading_stance_part",
            word=words.name("stance", stance),
            count=len(own),
            names=named(own, words),
        )
        for stance, own in areas.items()
        if len(own)
    ]
    listed = words.say("list_comma").join(parts)
    return Sentence.of(words, words.say("reading_stances", count=len(stated), list=listed))
