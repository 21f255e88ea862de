"""Which rows of a chart may be read against each other: those of one part and denominator."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from healthplans.charts.naming import broken
from healthplans.charts.style import COLOURS
from healthplans.measures import conventional
from healthplans.parts import PART, WHOLE, Part, is_whole, part_of
from healthplans.rows import Row, records
from healthplans.vocabulary.words import Words

_Key = tuple[Part, str]
_EMPTY = (WHOLE, "")
SIDES = ("level", "target")
# columns that a phone shows in one line beside the districts' names
_WIDEST = 26


@dataclass(frozen=True)
class Group:
    """Rows that are comparable with each other, and what tells them from other groups."""

    name: str
    rows: pd.DataFrame


def by_convention(table: pd.DataFrame, words: Words, *, strict: bool = False) -> pd.DataFrame:
    """Add what each denominator is read as, and by which convention.

    Parameters
    ----------
    table : DataFrame
        Rows of `measures.compare` of one indicator.
    strict : bool
        Read every denominator as it is printed.

    Returns
    -------
    DataFrame
        With `level_read`, `target_read` (denominators) and `level_convention`,
        `target_convention` (codes, blank where none is needed). A convention is used only
        where it joins figures that are printed per several denominators; level and target are
        each read on their own.
    """
    read = {
        side: conventional(table, table[f"{side}_denominator"], words.lists, strict=strict)
        for side in SIDES
    }
    printed: dict[str, set[str]] = {}
    for side in SIDES:
        stated = table.loc[table[side].notna(), f"{side}_denominator"]
        for per, taken in zip(
            stated, read[side].loc[stated.index, "denominator"], strict=True
        ):
            printed.setdefault(taken, set()).add(per)
    joined = [per for per, several in printed.items() if len(several) > 1]
    added = {}
    for side in SIDES:
        used = read[side]["denominator"].isin(joined)
        own = table[f"{side}_denominator"]
        added[f"{side}_read"] = read[side]["denominator"].where(used, own)
        added[f"{side}_convention"] = read[side]["convention"].where(used, "")
    return table.assign(**added)


def grouped(table: pd.DataFrame, words: Words) -> list[Group]:
    """Part rows into groups of the same part and denominator, each end by its own.

    Parameters
    ----------
    table : DataFrame
        From `by_convention`, of one indicator.

    Returns
    -------
    list of Group
        In order of first appearance; rows without any figure come last. A district whose level
        and target are per different denominators stands in two groups, with one end in each;
        `level_apart`, `target_apart` give the denominator of an end that stands elsewhere.
    """
    table = _sides_apart(table)
    named = [*PART, *SIDES, *(f"{side}_read" for side in SIDES)]
    keys = [_key(row) for row in records(table[named])]
    ordered = sorted(dict.fromkeys(keys), key=lambda key: key == _EMPTY)
    places = pd.Series(range(len(keys)), index=table.index)
    wanted = {key: [place for place in places if keys[place] == key] for key in ordered}
    indicator = str(table["indicator"].iloc[0]) if len(table) else ""
    return [
        Group(_name(indicator, key, words), table.iloc[found]) for key, found in wanted.items()
    ]


def _sides_apart(table: pd.DataFrame) -> pd.DataFrame:
    """Give a row whose ends are per different denominators once for each of them."""
    both = table["level"].notna() & table["target"].notna()
    apart = both & (table["level_read"] != table["target_read"])
    blank = pd.Series("", index=table.index, dtype="str")
    known = table.assign(level_apart=blank, target_apart=blank)
    if not apart.any():
        return known.reset_index(drop=True)
    one, other = known.copy(), known[apart].copy()
    one.loc[apart, "level_apart"] = table.loc[apart, "level_read"]
    one.loc[apart, "level"] = pd.NA
    other["target_apart"], other["target"] = table.loc[apart, "target_read"], pd.NA
    return pd.concat([one, other]).sort_index(kind="stable").reset_index(drop=True)


def _key(row: Row) -> _Key:
    """Give the part and the denominator of what is stated."""
    stated = [row[f"{side}_read"] for side in SIDES if pd.notna(row[side])]
    return (part_of(row), stated[0]) if stated else _EMPTY


def _name(indicator: str, key: _Key, words: Words) -> str:
    part, denominator = key
    if key == _EMPTY:
        return words.say("group_no_figure")
    per = per_denominators(denominator, denominator, words)
    return words.say("list_comma").join(filter(None, (words.part(indicator, part), per)))


def per_denominators(level: str, target: str, words: Words) -> str:
    """Say what level and target are per, once if they agree; blank for no denominator."""
    named = {code: words.denominator(code) for code in (level, target)}
    if level and target and level != target:
        return words.say("per_two_denominators", level=named[level], target=named[target])
    one = named[level or target]
    return words.say("per_denominator", denominator=one) if one else ""


def heading(text: str, place: int, words: Words, axis: str = "") -> tuple[str, dict[str, Any]]:
    """Give the name of a place of its own, and an annotation with a group's name there."""
    # blanks of different length: places without a label that are still told apart
    shown = words.say("heading_bold", text=broken(text, _WIDEST))
    return " " * (place + 1), at_left(place, shown, axis)


def at_left(y: str | int, text: str, axis: str, **look: Any) -> dict[str, Any]:
    """Give an annotation at the left end of a row; `axis` is the number of a further panel."""
    return {
        "x": 0,
        "xref": f"x{axis} domain",
        "y": y,
        "yref": f"y{axis}",
        "text": text,
        "showarrow": False,
        "xanchor": "left",
        "align": "left",
        "yanchor": "middle",
        "bgcolor": COLOURS["paper"],
        **look,
    }


def ordered(table: pd.DataFrame, words: Words, *, strict: bool) -> list[Group]:
    """Give the groups to draw, each from the highest target to the lowest."""
    groups = grouped(by_convention(table, words, strict=strict), words)
    ordered = [
        group.rows.assign(order=group.rows["target"].fillna(group.rows["level"]))
        .sort_values("order", ascending=False, kind="stable")
        .drop(columns="order")
        for group in groups
    ]
    return [Group(group.name, rows) for group, rows in zip(groups, ordered, strict=True)]


def with_figures(groups: Sequence[Group]) -> list[Group]:
    """Keep groups with a figure: hundreds without one are counted on the page, not drawn."""
    return [g for g in groups if g.rows[list(SIDES)].notna().any(axis=None)]


def whole(table: pd.DataFrame) -> pd.DataFrame:
    """Keep what is about the whole district; of a plan that states only parts, the parts."""
    about_all = is_whole(table)
    return table[about_all | ~table["document"].isin(table.loc[about_all, "document"])]
