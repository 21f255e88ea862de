"""The page of what changed, in one language."""

import pandas as pd

from healthplans.exports.changes import REASONS
from healthplans.rows import Row, records
from healthplans.templates import template
from healthplans.views import Cell, Table
from healthplans.vocabulary.words import Words

_WHAT = ("added", "gone", "changed")


def reading(found: pd.DataFrame, words: Words) -> str:
    """Say in one sentence how many figures were added, are gone or changed."""
    if found.empty:
        return words.say("changes_none")
    counts = {what: int((found["what"] == what).sum()) for what in _WHAT}
    return words.say("changes_reading", total=len(found), **counts)


def tables(found: pd.DataFrame, words: Words) -> list[Table]:
    """Give the counts by reason, and the figures of each reason in a table of its own."""
    used = [reason for reason in REASONS if (found["reason"] == reason).any()]
    if not used:
        return []
    each = [_figures(found[found["reason"] == reason], reason, words) for reason in used]
    return [_counts(found, used, words), *each]


def _counts(found: pd.DataFrame, used: list[str], words: Words) -> Table:
    counts = pd.crosstab(found["reason"], found["what"]).reindex(
        index=used, columns=list(_WHAT), fill_value=0
    )
    rows = [
        [
            Cell(words.say(f"changes_because_{reason}")),
            *(Cell(str(n), kind="number") for n in row),
        ]
        for reason, row in zip(used, counts.to_numpy(), strict=True)
    ]
    head = [words.say("changes_reason"), *(words.say(f"changes_{what}") for what in _WHAT)]
    return Table(words.say("changes_counts"), head, rows, words.lang)


def _figures(found: pd.DataFrame, reason: str, words: Words) -> Table:
    head = [
        words.say("column_district"),
        words.say("column_indicator"),
        words.say("column_year"),
        words.say("changes_what"),
        words.say("changes_old"),
        words.say("changes_new"),
    ]
    rows = [_row(row, words) for row in records(found)]
    return Table(words.say(f"changes_because_{reason}"), head, rows, words.lang)


def _row(row: Row, words: Words) -> list[Cell]:
    known = row["indicator"] in words.lists.indicators
    name = words.indicator(row["indicator"]) if known else row["indicator"]
    return [
        Cell(row["area_name"], notes=(row["document"],), lang="zh"),
        Cell(name),
        Cell(row["year"], kind="number"),
        Cell(words.say(f"changes_{row['what']}")),
        Cell(row["old"]),
        Cell(row["new"]),
    ]


def page(found: pd.DataFrame, names: tuple[str, str], words: Words) -> str:
    """Give the page as HTML that needs nothing beside it.

    Parameters
    ----------
    found : DataFrame
        From `changes.changes`.
    names : (str, str)
        What the older and the newer state are called.
    words : Words
        The reader's language.
    """
    title = words.say("changes_title", old=names[0], new=names[1])
    return template("exports", "changes.html.j2").render(
        words=words, title=title, reading=reading(found, words), tables=tables(found, words)
    )
