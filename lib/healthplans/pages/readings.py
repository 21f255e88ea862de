"""Sentences made from the data: what a reader sees in a chart, said in words."""

import pandas as pd

from healthplans.pages.blocks import Sentence
from healthplans.rows import records
from healthplans.words import Words

__all__ = ["comparison_reading", "district_reading", "overview_reading"]

_FEW = 2


def comparison_reading(table: pd.DataFrame, words: Words, target_year: int = 2025) -> Sentence:
    """Say how many districts state a target and what the ends are."""
    whole = table[table["component"].isin(["", *_first_component(table)])]
    stated = whole[whole["target"].notna()].sort_values("target", kind="stable")
    rows = records(stated)
    levels = words.say("reading_levels", count=_count(whole, "level"), total=_plans(table))
    if not rows:
        return Sentence(words.say("reading_none", year=target_year), words.lang)
    low, high = rows[0], rows[-1]
    figures = [words.measured(words.figure(row, "target"), row["unit"]) for row in (low, high)]
    names = [words.district(row["district"]) for row in (low, high)]
    if _count(whole, "target") < _FEW:
        text = words.say("reading_one", name=names[0], year=target_year, figure=figures[0])
    else:
        text = words.say(
            "reading_span",
            count=_count(whole, "target"),
            total=_plans(table),
            year=target_year,
            low=figures[0],
            low_name=names[0],
            high=figures[1],
            high_name=names[1],
        )
    return Sentence(words.say("sentence_space").join((text, levels)), words.lang)


def _count(table: pd.DataFrame, side: str) -> int:
    return int(table.loc[table[side].notna(), "plan"].nunique())


def _plans(table: pd.DataFrame) -> int:
    return int(table["plan"].nunique())


def _first_component(table: pd.DataFrame) -> list[str]:
    """Where no figure is about the whole, read the first component."""
    named = [component for component in table["component"] if component]
    return named[:1] if (table["component"] != "").all() else []


def overview_reading(observations: pd.DataFrame, words: Words) -> Sentence:
    """Say how much the plans state, and how much could not be read."""
    plans = observations.groupby("indicator")["plan"].nunique()
    coverage = words.say(
        "reading_coverage",
        plans=observations["plan"].nunique(),
        indicators=len(plans),
        shared=int((plans >= _FEW).sum()),
    )
    unread = words.say("reading_unread", count=int((observations["kind"] == "unread").sum()))
    return Sentence(words.say("sentence_space").join((coverage, unread)), words.lang)


def district_reading(table: pd.DataFrame, words: Words, target_year: int = 2025) -> Sentence:
    """Say how many of a plan's indicators have a target and a level."""
    stated = table.groupby("indicator")[["level", "target"]].count() > 0
    text = words.say(
        "reading_district",
        indicators=len(stated),
        targets=int(stated["target"].sum()),
        levels=int(stated["level"].sum()),
        year=target_year,
        base=2020,
    )
    return Sentence(text, words.lang)
