"""Sentences made from the data: what a reader sees in a chart, said in words."""

import pandas as pd

from healthplans.charts.groups import by_convention
from healthplans.pages.blocks import Sentence
from healthplans.pages.ranking import group_name
from healthplans.parts import PART, is_whole
from healthplans.rows import records
from healthplans.vocabulary.words import Words

__all__ = ["comparison_reading", "district_reading", "overview_reading"]

_FEW = 2


def comparison_reading(table: pd.DataFrame, words: Words, *, strict: bool = False) -> Sentence:
    """Say how many districts state a target and what the ends are, group by group.

    Parameters
    ----------
    table : DataFrame
        Rows of `measures.compare` of one indicator. Targets of different denominators are
        named apart: no district is called the lowest of figures that are not comparable.
    strict : bool
        Name apart what is comparable by convention only; else it is said that one is used.
    """
    table = by_convention(table, words, strict=strict)
    whole = table[is_whole(table) | _is_first_part(table)]
    every = whole[whole["target"].notna()].sort_values("target", kind="stable")
    stated = every[every["target_year"] == words.target_year]
    rest = [
        words.say("reading_levels", count=_count(whole, "level"), total=_plans(table)),
        *_other_years(every[every["target_year"] != words.target_year], words),
        *_conventions(stated, words),
    ]
    if stated.empty:
        none = words.say("reading_none", year=words.target_year)
        return Sentence(words.say("sentence_space").join([none, *rest[1:]]), words.lang)
    groups = [rows for _, rows in stated.groupby([*PART, "target_read"])]
    if len(groups) > 1:
        texts = _apart(groups, words, _plans(table))
    else:
        texts = [_together(stated, words, _plans(table))]
    return Sentence(words.say("sentence_space").join((*texts, *rest)), words.lang)


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
        "low": words.measured(words.figure(low, "target"), low["unit"]),
        "high": words.measured(words.figure(high, "target"), high["unit"]),
        "low_name": words.district(low["area"]),
        "high_name": words.district(high["area"]),
    }


def _count(table: pd.DataFrame, side: str) -> int:
    return int(table.loc[table[side].notna(), "document"].nunique())


def _plans(table: pd.DataFrame) -> int:
    return int(table["document"].nunique())


def _is_first_part(table: pd.DataFrame) -> pd.Series:
    """Where no figure is about the whole, read the first part."""
    first = (table[PART] == table[PART].head(1).squeeze("index")).all(axis=1)
    return first & (not is_whole(table).any())


def overview_reading(
    observations: pd.DataFrame, compared: pd.DataFrame, words: Words
) -> Sentence:
    """Say how much the plans state, and how much could not be read.

    Parameters
    ----------
    observations : DataFrame
        What the plans state.
    compared : DataFrame
        Rows of `measures.compare` of them: an indicator is shared where two plans have a
        level or a target to set side by side, as those have that a page is made for.
    """
    named = observations[observations["indicator"] != ""]
    plans = compared.groupby("indicator")["document"].nunique()
    coverage = words.say(
        "reading_coverage",
        plans=observations["document"].nunique(),
        indicators=named["indicator"].nunique(),
        shared=int((plans >= _FEW).sum()),
    )
    unread = words.say("reading_unread", count=int((observations["kind"] == "unread").sum()))
    return Sentence(words.say("sentence_space").join((coverage, unread)), words.lang)


def district_reading(table: pd.DataFrame, words: Words) -> Sentence:
    """Say how many of a plan's indicators have a target and a level."""
    dated = table.assign(
        target=table["target"].where(table["target_year"] == words.target_year),
        level=table["level"].where(table["level_year"] <= words.base_year),
    )
    stated = dated.groupby("indicator")[["level", "target"]].count() > 0
    text = words.say(
        "reading_district",
        indicators=len(stated),
        targets=int(stated["target"].sum()),
        levels=int(stated["level"].sum()),
        year=words.target_year,
        base=words.base_year,
    )
    return Sentence(text, words.lang)
