"""What two states of the figures differ in: added, gone or changed, and why; and its page."""

import re
from collections.abc import Iterable

import pandas as pd

from healthplans.exports.states import State
from healthplans.rows import Row, records
from healthplans.templates import template
from healthplans.views import Cell, Table
from healthplans.vocabulary.words import Words

# the first of these in which a changed figure differs is the reason of its change
REASONS = ("source", "correction", "codelist", "method")
_SOURCE = ("label_text", "unit_text", "value_text", "origin", "locator", "year", "source_id")
_CODELIST = ("indicator", "part", "of", "end", "unit", "denominator", "printed_unit", "factor")
_METHOD = (
    *("kind", "comparator", "value", "low", "high", "low_open", "high_open"),
    *("change", "change_unit", "change_comparator", "direction", "base_year", "base_id"),
    *("role", "obligation", "remark", "confidence"),
)
_SHOWN = ("value_text", "kind", "comparator", "value", "unit")
_NAMES = ("observation_id", "document", "area", "area_name", "indicator", "year", "role")
CHANGES = (*_NAMES, "what", "reason", "columns", "old", "new")
_ENTRY = re.compile(r"^- (\w+):", re.MULTILINE)
_WHAT = ("added", "gone", "changed")


def changes(old: State, new: State) -> pd.DataFrame:
    """Compare two states figure by figure.

    Parameters
    ----------
    old, new : State
        From `states.state`. Columns that only one of them has are not compared.

    Returns
    -------
    DataFrame
        `CHANGES`, one row a figure that was ``added``, is ``gone`` or ``changed``, in the
        order of the new state, those gone last. `reason` is ``source`` (the document, or what
        was transcribed of it), ``correction``, ``codelist`` or ``method`` (how it is read);
        `columns` names what differs, `old` and `new` hold it as published.
    """
    before, after = (
        {row["observation_id"]: row for row in records(state.figures)} for state in (old, new)
    )
    shared = [
        c for c in (*_SOURCE, *_CODELIST, *_METHOD) if c in old.figures and c in new.figures
    ]
    moved = old.corrected ^ new.corrected
    rows = [
        *(_changed(before[i], after[i], shared, moved) for i in after if i in before),
        *(_one(row, "added", old.figures) for id_, row in after.items() if id_ not in before),
        *(_one(row, "gone", new.figures) for id_, row in before.items() if id_ not in after),
    ]
    found = pd.DataFrame([row for row in rows if row], columns=list(CHANGES))
    order = {id_: place for place, id_ in enumerate(dict.fromkeys([*after, *before]))}
    return found.sort_values("observation_id", key=lambda c: c.map(order), ignore_index=True)


def _changed(old: Row, new: Row, shared: Iterable[str], moved: frozenset[str]) -> Row | None:
    differing = [name for name in shared if not _same(old[name], new[name])]
    if not differing:
        return None
    return {
        **{name: new.get(name, "") for name in _NAMES},
        "what": "changed",
        "reason": _reason(differing, new["observation_id"] in moved),
        "columns": ";".join(differing),
        **{side: _said(row, differing) for side, row in (("old", old), ("new", new))},
    }


def _same(old: str, new: str) -> bool:
    """Whether two published cells say the same; 6 and 6.0 are one number."""
    if old == new:
        return True
    try:
        return float(old) == float(new)
    except ValueError:
        return False


def _reason(differing: Iterable[str], is_corrected: bool) -> str:
    names = set(differing)
    if names & set(_SOURCE):
        return "source"
    if is_corrected:
        return "correction"
    return "codelist" if names & set(_CODELIST) else "method"


def _one(row: Row, what: str, others: pd.DataFrame) -> Row:
    """Describe a figure that one state alone has.

    Where the other has figures of the same printed cell, the cell is read otherwise: a matter
    of method; else what was transcribed differs, or the document is new or gone.
    """
    same_cell = (others["document"] == row["document"]) & (others["locator"] == row["locator"])
    side = "new" if what == "added" else "old"
    return {
        **{name: row.get(name, "") for name in _NAMES},
        "what": what,
        "reason": "method" if same_cell.any() else "source",
        "columns": "",
        **{"old": "", "new": "", side: _said(row, [n for n in _SHOWN if n in row])},
    }


def _said(row: Row, names: Iterable[str]) -> str:
    return "; ".join(f"{name}={row[name]}" for name in names if row[name] != "")


def unsaid(found: pd.DataFrame, changelog: str) -> list[str]:
    """Give the reasons of changes that the newest part of a changelog does not name.

    Parameters
    ----------
    found : DataFrame
        From `changes`.
    changelog : str
        Markdown whose second-level headings are releases, the newest first. Of that release
        the first part lists what alters a published number, each entry beginning with its
        reason, as in ``- Method: ...``.
    """
    release = changelog.partition("\n## ")[2].partition("\n## ")[0]
    first = release.partition("\n### ")[2].partition("\n### ")[0]
    said = {entry.lower() for entry in _ENTRY.findall(first)}
    return [reason for reason in REASONS if reason in set(found["reason"]) - said]


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
    names = [f"column_{name}" for name in ("district", "indicator", "year")]
    names += [f"changes_{name}" for name in ("what", "old", "new")]
    head = [words.say(name) for name in names]
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

    `found` are from `changes.changes`. `names` are what the older and the newer state are
    called. `words` are the reader's language.
    """
    title = words.say("changes_title", old=names[0], new=names[1])
    return template("exports", "changes.html.j2").render(
        words=words, title=title, reading=reading(found, words), tables=tables(found, words)
    )
