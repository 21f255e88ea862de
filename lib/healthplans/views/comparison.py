"""One indicator in all districts: its table and what is read from it."""

from collections.abc import Mapping

import pandas as pd

from healthplans.charts.groups import Group, by_convention, ordered, with_figures
from healthplans.measures import spread
from healthplans.parts import PART, is_whole
from healthplans.rows import Row, records
from healthplans.views.blocks import ABSENT, Blocks, Cell, Column, Sentence, Table, headed
from healthplans.views.cells import (
    are_many,
    denominators,
    district_cell,
    figure_cell,
    indicator_cell,
    obligation_cell,
    rounded,
)
from healthplans.views.comparison_chart import chart as chart
from healthplans.views.ranks import group_name
from healthplans.vocabulary.words import Words

_FEW = 2


def table(compared: pd.DataFrame, words: Words) -> Table | Sentence:
    """Show one indicator's levels and targets, one row a district (and part of it).

    Without any row it is a sentence that says so.

    `compared` are rows of `measures.compare` of one indicator, in the order to be shown.
    """
    if compared.empty:
        return Sentence.of(words, words.say("chart_empty"))
    parts = not is_whole(compared).all()
    columns: list[Column[Row]] = headed(
        words,
        district=lambda row: _district(row, words),
        part=(lambda row: Cell(words.part_of(row))) if parts else None,
        level=lambda row: figure_cell(row, "level", words),
        target=lambda row: figure_cell(row, "target", words),
        unit=lambda row: Cell(words.unit(row["unit"])),
        denominator=lambda row: Cell(denominators(row, words)),
        obligation=lambda row: obligation_cell(row, words),
    )
    caption = words.say(
        "caption_indicator",
        name=words.indicator(compared["indicator"].iloc[0]),
        base=words.base_year,
        target=words.target_year,
    )
    return Table.of(caption, records(compared), columns, words)


def tables(of_each: Mapping[str, pd.DataFrame], words: Words) -> Blocks:
    """Show several indicators, a table each; of more than 30 districts one for all."""
    if any(map(are_many, of_each.values())):
        return Blocks([headline_spreads(of_each, words)])
    return Blocks([table(compared, words) for compared in of_each.values()])


def _district(row: Row, words: Words) -> Cell:
    draft = words.say("draft_mark") if row.get("draft") is True else ""
    return district_cell(row["area"], words, draft)


def reading(compared: pd.DataFrame, words: Words, *, strict: bool = False) -> Sentence:
    """Say how many districts state a target and what the ends are, group by group.

    Parameters
    ----------
    compared : DataFrame
        Rows of `measures.compare` of one indicator. Targets of different denominators are
        named apart: no district is called the lowest of figures that are not comparable.
    strict : bool
        Name apart what is comparable by convention only; else it is said that one is used.
    """
    compared = by_convention(compared, words, strict=strict)
    whole = compared[is_whole(compared) | _is_first_part(compared)]
    every = whole[whole["target"].notna()].sort_values("target", kind="stable")
    stated = every[every["target_year"] == words.target_year]
    rest = [
        words.say("reading_levels", count=_count(whole, "level"), total=_plans(compared)),
        *_other_years(every[every["target_year"] != words.target_year], words),
        *_conventions(stated, words),
    ]
    if stated.empty:
        none = words.say("reading_none", year=words.target_year)
        return Sentence.of(words, none, *rest[1:])
    groups = [rows for _, rows in stated.groupby([*PART, "target_read"])]
    if len(groups) > 1:
        texts = _apart(groups, words, _plans(compared))
    else:
        texts = [_together(stated, words, _plans(compared))]
    return Sentence.of(words, *texts, *rest)


def _other_years(rows: pd.DataFrame, words: Words) -> list[str]:
    """Say which districts state a target for another year than the one asked for."""
    named = [
        words.say("bracketed", text=words.district(row["area"]), note=row["target_year"])
        for row in records(rows)
    ]
    if not named:
        return []
    listed = words.say("list_pause").join(dict.fromkeys(named))
    return [words.say("reading_other_years", names=listed)]


def _conventions(stated: pd.DataFrame, words: Words) -> list[str]:
    """Say by which conventions targets are set side by side, and what they say."""
    used = set(stated["target_convention"])
    return [
        words.say("reading_convention", convention=getattr(one, words.lang))
        for one in words.lists.conventions
        if one.convention in used
    ]


def _together(stated: pd.DataFrame, words: Words, total: int) -> str:
    ends, year = _ends(stated, words), words.target_year
    if _count(stated, "target") < _FEW:
        return words.say("reading_one", year=year, name=ends["low_name"], figure=ends["low"])
    count = _count(stated, "target")
    return words.say("reading_span", count=count, total=total, year=year, **ends)


def _apart(groups: list[pd.DataFrame], words: Words, total: int) -> list[str]:
    count = sum(_count(rows, "target") for rows in groups)
    return [
        words.say("reading_targets", count=count, total=total, year=words.target_year),
        words.say("reading_groups", count=len(groups)),
        *(_group(rows, words) for rows in groups),
    ]


def _group(rows: pd.DataFrame, words: Words) -> str:
    first, ends = records(rows)[0], _ends(rows, words)
    name = group_name(first, first["target_read"], words)
    group = name[:1].upper() + name[1:]
    if len(rows) < _FEW:
        alone = {"name": ends["low_name"], "figure": ends["low"]}
        return words.say("reading_alone", group=group, **alone)
    return words.say("reading_in_group", group=group, **ends)


def _ends(stated: pd.DataFrame, words: Words) -> dict[str, str]:
    rows = records(stated)
    low, high = rows[0], rows[-1]
    return {
        "low": words.amount(low, "target"),
        "high": words.amount(high, "target"),
        "low_name": words.district(low["area"]),
        "high_name": words.district(high["area"]),
    }


def _count(compared: pd.DataFrame, side: str) -> int:
    return int(compared.loc[compared[side].notna(), "document"].nunique())


def _plans(compared: pd.DataFrame) -> int:
    return int(compared["document"].nunique())


def _is_first_part(compared: pd.DataFrame) -> pd.Series:
    """Where no figure is about the whole, read the first part."""
    first = (compared[PART] == compared[PART].head(1).squeeze("index")).all(axis=1)
    return first & (not is_whole(compared).any())


def headline_spreads(tables: Mapping[str, pd.DataFrame], words: Words) -> Table:
    """Sum up indicators: how many districts state them, the ends, the median.

    There is a row for each group of figures that compare, by convention where one is known.

    `tables` are rows of `measures.compare` by indicator.
    """
    columns: list[Column[tuple[str, Group]]] = headed(
        words,
        indicator=lambda of: indicator_cell(of[0], words, of[1].name),
        level=lambda of: _spread(of[1].rows, "level", words),
        target=lambda of: _spread(of[1].rows, "target", words),
        unit=lambda of: Cell(words.unit(words.lists.indicators[of[0]].unit)),
    )
    groups = [
        (code, group)
        for code, table in tables.items()
        # one without a row where there is no figure
        for group in with_figures(ordered(table[is_whole(table)], words, strict=False))
        or [Group("", table.iloc[:0])]
    ]
    notes = [words.say("note_many_indicators")]
    return Table.of(words.say("caption_headline_spreads"), groups, columns, words, notes)


def _spread(table: pd.DataFrame, side: str, words: Words) -> Cell:
    known = table.loc[table[side].notna(), side]
    if known.empty:
        return ABSENT
    found = spread(known.to_numpy(float))
    ends = {name: rounded(getattr(found, name), 2) for name in ("low", "median", "high")}
    return Cell(words.say("others_spread", count=found.count, **ends))
