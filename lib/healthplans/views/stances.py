"""How much the targets ask, by district and by topic."""

from collections.abc import Callable, Sequence

import pandas as pd

from healthplans.rows import Row, records
from healthplans.views.amounts import marked
from healthplans.views.blocks import ABSENT, Blocks, Cell, Column, Sentence, Table, headed
from healthplans.views.figures import district_cell
from healthplans.views.many import are_many, topic_counts
from healthplans.views.stances_chart import chart as chart
from healthplans.vocabulary.words import Words

FEW = 12  # districts that have room for a column each


def tables(counts: pd.DataFrame, words: Words) -> Blocks:
    """Show the counts of stances, by district and by topic.

    Parameters
    ----------
    counts : DataFrame
        From `measures.stance_counts`.
    """
    by_topic = topic_counts if are_many(counts) else _by_topic
    return Blocks([_by_district(counts, words), by_topic(counts, words)])


def _by_district(counts: pd.DataFrame, words: Words) -> Table:
    stances = words.codes("stance")
    sums = counts.groupby(["area", "stance"])["targets"].sum()

    def counted(of: Sequence[str]) -> Callable[[str], Cell]:
        return lambda area: Cell(
            str(sum(int(sums.get((area, s), 0)) for s in of)), kind="number"
        )

    names: list[Column[str]] = headed(words, district=lambda area: district_cell(area, words))
    columns = [*names, *((marked(stance, words), counted([stance])) for stance in stances)]
    columns += headed(words, total=counted(stances))
    return Table.of(
        words.say("caption_stances"), dict.fromkeys(counts["area"]), columns, words
    )


def _by_topic(counts: pd.DataFrame, words: Words) -> Table:
    """Show topics by district: few districts are columns, many are rows."""
    districts = list(dict.fromkeys(counts["area"]))
    stated = [topic for topic in words.codes("topic") if topic in set(counts["topic"])]
    names = [district_cell(code, words) for code in districts]
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
        return ABSENT
    order = words.codes("stance")
    rows = rows.sort_values("stance", key=lambda column: column.map(order.index))
    return Cell(words.say("list_comma").join(_count(row, words) for row in records(rows)))


def _count(row: Row, words: Words) -> str:
    word = words.name("stance", row["stance"])
    return words.say("reading_count", word=word, count=row["targets"])


def reading(counts: pd.DataFrame, words: Words) -> Sentence:
    """Say how many targets can be judged, and what those ask."""
    sums = counts.groupby("stance")["targets"].sum()
    unknown = int(sums.get("unknown", 0))
    judged = [stance for stance in words.codes("stance") if stance in sums.index]
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
