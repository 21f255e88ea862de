"""A plan beside its predecessor: where one ended, the next begins.

The baseline of the next plan is the outcome of the one before. A series that is declared
broken (`series_breaks.csv`) is not carried over: its successor counts something else, and
begins anew.
"""

from collections.abc import Iterator, Mapping

import pandas as pd

from healthplans.measures.levels import Levels
from healthplans.parts import PART
from healthplans.rows import Row, records_by_area
from healthplans.vocabulary.codelists import Codelists

SUCCESSION = [
    *("area", "indicator", *PART, "unit", "previous_document", "document", "previous_target"),
    *("previous_comparator", "previous_year", "previous_id", "outcome", "outcome_comparator"),
    *("outcome_year", "outcome_document", "outcome_id", "target", "target_comparator"),
    *("target_year", "target_id", "relation", "successor"),
]
_NAMES = ["indicator", *PART]
_SIDES = {
    "previous": ("value", "comparator", "year", "observation_id"),
    "outcome": ("value", "comparator", "year", "document", "observation_id"),
    "target": ("value", "comparator", "year", "observation_id"),
}
_NUMBERS = dict.fromkeys(["previous_target", "outcome", "target"], "Float64")
_YEARS = dict.fromkeys(["previous_year", "outcome_year", "target_year"], "Int64")


def succession(
    figures: pd.DataFrame, plans: Mapping[str, tuple[int, int]], lists: Codelists
) -> pd.DataFrame:
    """Set the targets of each plan beside those of the plan that follows it.

    Parameters
    ----------
    figures : DataFrame
        From `resolve`: the figures of these plans and of all other documents of their areas.
    plans : mapping of str to (int, int)
        Ids of the plans, each with its base year and its last year.

    Returns
    -------
    DataFrame
        `SUCCESSION`. One row an indicator and part that either plan states a target of for
        its last year: the earlier target, the `outcome` (the level of the later plan's base
        year: its own baseline, else another document's) and the later target, in the
        indicator's `unit`, NA where there is none. `relation` is ``continued``, ``new``,
        ``dropped``, or ``series_broken`` with the `successor` that is not joined to it.
    """
    found: list[Row] = []
    for own in records_by_area(figures):
        levels = Levels([row for row in own if row["role"] == "level"])
        named = [row for row in own if row["role"] == "target" and row["indicator"]]
        rows = [row for row in named if row["kind"] not in ("missing", "blank")]
        known = [id_ for id_ in dict.fromkeys(row["document"] for row in own) if id_ in plans]
        for later in known:
            ended = _before(known, later, plans)
            before = [row for id_ in ended for row in _last(rows, id_, plans)]
            if before:
                after = _last(rows, later, plans)
                found += _pairs(before, after, (later, plans[later][0]), levels, lists)
    return pd.DataFrame(found, columns=SUCCESSION).astype(_NUMBERS | _YEARS)


def _before(known: list[str], later: str, plans: Mapping[str, tuple[int, int]]) -> list[str]:
    """Give the plans of an area that ended last before another began."""
    ended = {id_: plans[id_][1] for id_ in known if plans[id_][1] <= plans[later][0]}
    return [id_ for id_, last in ended.items() if last == max(ended.values())]


def _last(rows: list[Row], id_: str, plans: Mapping[str, tuple[int, int]]) -> list[Row]:
    return [row for row in rows if row["document"] == id_ and row["year"] == plans[id_][1]]


def _pairs(
    before: list[Row],
    after: list[Row],
    later: tuple[str, int],
    levels: Levels,
    lists: Codelists,
) -> Iterator[Row]:
    """Give the rows of one plan: one a target of it or of a plan before it."""
    breaks = {one.indicator: one.successor for one in lists.series_breaks}
    of = {_name(row): row for row in after}
    for old in before:
        yield _pair(old, of.get(_name(old)), later, levels, breaks)
    known = {_name(row) for row in before}
    for name, new in of.items():
        if name not in known:
            yield _pair(None, new, later, levels, breaks)


def _name(row: Row) -> tuple[object, ...]:
    return tuple(row[name] for name in _NAMES)


def _pair(
    old: Row | None,
    new: Row | None,
    later: tuple[str, int],
    levels: Levels,
    breaks: Mapping[str, str],
) -> Row:
    one = new or old or {}
    successor = "" if new else breaks.get(str(one["indicator"]), "")
    outcome = levels.baseline(one | {"document": later[0]}, later[1])
    is_due = outcome is not None and outcome["year"] == later[1]
    return {
        **{name: one.get(name) for name in ("area", "unit", *_NAMES)},
        "previous_document": old["document"] if old else "",
        "document": later[0],
        **_side("previous", old),
        **_side("outcome", outcome if is_due else None),
        **_side("target", new),
        "relation": _relation(old, new, successor),
        "successor": successor,
    }


def _relation(old: Row | None, new: Row | None, successor: str) -> str:
    if old and new:
        return "continued"
    if new:
        return "new"
    return "series_broken" if successor else "dropped"


def _side(name: str, row: Row | None) -> Row:
    value = "previous_target" if name == "previous" else name
    named = {"value": value, "observation_id": f"{name}_id"}
    keys = {part: named.get(part, f"{name}_{part}") for part in _SIDES[name]}
    blank = {"value": pd.NA, "year": pd.NA}
    return {key: row[part] if row else blank.get(part, "") for part, key in keys.items()}
