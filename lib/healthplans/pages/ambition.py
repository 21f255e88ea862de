"""How much the targets ask: stance by district and topic, and targets that ask nothing."""

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd

from healthplans import links
from healthplans.pages.amounts import change_cell, marked, signed
from healthplans.pages.blocks import Blocks, Cell, Column, Sentence, Table, headed
from healthplans.pages.tables import figure_cell
from healthplans.rows import Row, records
from healthplans.vocabulary.words import Words, number

__all__ = ["ambition_reading", "no_effort", "no_effort_reading", "stance_tables"]

FEW = 12  # districts that have room for a column each
_NO_EFFORT = ("retreat", "hold")


def codes(list_: str, words: Words) -> list[str]:
    """Give the codes of a list of names, in the order of the file."""
    return [code for name, code in words.lists.names if name == list_]


def stance_tables(counts: pd.DataFrame, words: Words) -> Blocks:
    """Show the counts of stances, by district and by topic.

    Parameters
    ----------
    counts : DataFrame
        From `measures.stance_counts`.
    """
    return Blocks([_by_district(counts, words), _by_topic(counts, words)])


def _by_district(counts: pd.DataFrame, words: Words) -> Table:
    stances = codes("stance", words)
    sums = counts.groupby(["area", "stance"])["targets"].sum()

    def counted(of: Sequence[str]) -> Callable[[str], Cell]:
        return lambda area: Cell(
            str(sum(int(sums.get((area, s), 0)) for s in of)), kind="number"
        )

    names: list[Column[str]] = headed(
        words, district=lambda area: Cell(words.district(area), links.district(area))
    )
    columns = [*names, *((marked(stance, words), counted([stance])) for stance in stances)]
    columns += headed(words, total=counted(stances))
    return Table.of(
        words.say("caption_stances"), dict.fromkeys(counts["area"]), columns, words
    )


def _by_topic(counts: pd.DataFrame, words: Words) -> Table:
    """Show topics by district: few districts are columns, many are rows."""
    districts = list(dict.fromkeys(counts["area"]))
    stated = [topic for topic in codes("topic", words) if topic in set(counts["topic"])]
    names = [Cell(words.district(code), links.district(code)) for code in districts]
    topics = [Cell(words.name("topic", topic)) for topic in stated]
    cells = [[_topic_cell(counts, t, d, words) for d in districts] for t in stated]
    first = "column_topic"
    if len(districts) > FEW:
        first, names, topics = "column_district", topics, names
        cells = [list(row) for row in zip(*cells, strict=True)]
    head = [words.say(first), *(cell.text for cell in names)]
    rows = [[name, *row] for name, row in zip(topics, cells, strict=True)]
    return Table(words.say("caption_stances_topic"), head, rows, words.lang)


def _topic_cell(counts: pd.DataFrame, topic: str, district: str, words: Words) -> Cell:
    rows = counts[(counts["topic"] == topic) & (counts["area"] == district)]
    if rows.empty:
        return Cell("–", kind="absent")
    order = codes("stance", words)
    rows = rows.sort_values("stance", key=lambda column: column.map(order.index))
    return Cell(words.say("list_comma").join(_count(row, words) for row in records(rows)))


def _count(row: Row, words: Words) -> str:
    word = words.name("stance", row["stance"])
    return words.say("reading_count", word=word, count=row["targets"])


def ambition_reading(counts: pd.DataFrame, words: Words) -> Sentence:
    """Say how many targets can be judged, and what those ask."""
    sums = counts.groupby("stance")["targets"].sum()
    unknown = int(sums.get("unknown", 0))
    judged = [stance for stance in codes("stance", words) if stance in sums.index]
    parts = [
        _count({"stance": stance, "targets": int(sums[stance])}, words)
        for stance in judged
        if stance != "unknown"
    ]
    text = words.say(
        "reading_ambition",
        plans=counts["document"].nunique(),
        count=int(sums.sum()),
        judged=int(sums.sum()) - unknown,
        unknown=unknown,
        list=words.say("list_comma").join(parts) or words.say("nobody"),
    )
    return Sentence(text, words.lang)


def asking_nothing(assessed: pd.DataFrame) -> pd.DataFrame:
    """Give the targets that already hold or fall short of the level, the latter first."""
    order = {stance: place for place, stance in enumerate(_NO_EFFORT)}
    rows = assessed[assessed["stance"].isin(_NO_EFFORT)]
    return rows.assign(_place=rows["stance"].map(order)).sort_values(
        ["_place", "topic", "indicator", "document"], kind="stable"
    )


def no_effort(assessed: pd.DataFrame, words: Words) -> Table:
    """Show the targets that already hold, with their slack, and those short of the level.

    Parameters
    ----------
    assessed : DataFrame
        Rows of `measures.assess` of all plans.
    """
    rows, notes = records(asking_nothing(assessed)), [words.say("note_slack")]
    columns = _no_effort_columns(words)
    return Table.of(words.say("caption_no_effort"), rows, columns, words, notes)


def _no_effort_columns(words: Words) -> list[Column[Row]]:
    return headed(
        words,
        indicator=lambda row: _name(row, words),
        district=lambda row: Cell(words.district(row["area"]), links.district(row["area"])),
        level=lambda row: figure_cell(row, "level", words),
        target=lambda row: figure_cell(row, "target", words),
        stance=lambda row: Cell(marked(row["stance"], words)),
        change=lambda row: change_cell(row["change"], row["change_comparator"], row, words),
        slack=lambda row: change_cell(row["slack"], row["slack_comparator"], row, words),
        slack_percent=lambda row: Cell(_percent(row["slack_percent"], words), kind="number"),
    )


def _name(row: Row, words: Words) -> Cell:
    part = words.part_of(row)
    return Cell(words.indicator(row["indicator"]), notes=(part,) if part else ())


def _percent(value: Any, words: Words) -> str:
    if pd.isna(value):
        return "–"
    return words.say("amount_percent", n=signed(round(float(value), 1), words))


def no_effort_reading(assessed: pd.DataFrame, words: Words) -> Sentence:
    """Say how many targets already hold or fall short, and where the most room is left."""
    rows = asking_nothing(assessed)
    held = rows[rows["stance"] == "hold"]
    names = [words.district(code) for code in sorted(set(held["area"]))]
    text = words.say(
        "reading_no_effort",
        hold=len(held),
        districts=words.say("list_pause").join(names) or words.say("nobody"),
        retreat=int((rows["stance"] == "retreat").sum()),
    )
    roomy = held[(held["level"] > 0).fillna(False) & held["slack_percent"].notna()]
    widest = records(roomy.sort_values("slack_percent", ascending=False, kind="stable")[:1])
    parts = [text, *(_widest(row, words) for row in widest)]
    return Sentence(words.say("sentence_space").join(parts), words.lang)


def _widest(row: Row, words: Words) -> str:
    return words.say(
        "reading_slack",
        district=words.district(row["area"]),
        indicator=words.indicator(row["indicator"]),
        level=words.measured(words.figure(row, "level"), row["unit"]),
        target=words.measured(words.figure(row, "target"), row["unit"]),
        percent=number(round(float(row["slack_percent"]), 1)),
    )
