"""One sentence a chart, made from its table: for a reader who cannot see the drawing."""

from collections.abc import Mapping, Sequence

import pandas as pd

from healthplans.measures import COVERAGE
from healthplans.parts import is_whole
from healthplans.rows import records
from healthplans.vocabulary.words import Words

__all__ = ["of_comparison", "of_coverage", "of_headlines", "of_position"]


def of_comparison(table: pd.DataFrame, words: Words) -> str:
    """Say what one indicator's chart shows: how many ends, and the widest way between them."""
    levels, targets = table["level"].notna(), table["target"].notna()
    if not (levels.any() or targets.any()):
        return words.say("chart_empty")
    counted = words.say(
        "describe_comparison",
        name=words.indicator(table["indicator"].iloc[0]),
        year=words.base_year,
        levels=_districts(table[levels & (table["level_year"] == words.base_year)]),
        targets=_districts(table[targets]),
    )
    both = table[levels & targets]
    widest = [_way(both, words)] if len(both) else []
    return words.say("sentence_space").join([counted, *widest])


def of_headlines(tables: Mapping[str, pd.DataFrame], words: Words) -> str:
    """Say the span of the targets in each panel."""
    spans = [_span(code, table, words) for code, table in tables.items()]
    listed = words.say("list_semicolon").join(filter(None, spans))
    counted = {"count": len(tables), "year": words.base_year}
    return words.say("describe_headlines", **counted, spans=listed)


def of_position(places: Sequence[float], district: str, words: Words) -> str:
    """Say how many of a district's targets are the highest and the lowest of all.

    `places` are those of its targets, from 0, the lowest, to 1, the highest.
    """
    return words.say(
        "describe_position",
        district=words.district(district),
        count=len(places),
        highest=places.count(1.0),
        lowest=places.count(0.0),
    )


def of_coverage(table: pd.DataFrame, words: Words) -> str:
    """Say how many fields of the heat map show which kind."""
    counts = table["coverage"].value_counts()
    kinds = [
        words.say("describe_count", name=words.name("coverage", kind), count=counts[kind])
        for kind in COVERAGE
        if kind in counts
    ]
    return words.say(
        "describe_coverage",
        districts=table["area"].nunique(),
        indicators=table["indicator"].nunique(),
        kinds=words.say("list_semicolon").join(kinds),
    )


def _districts(table: pd.DataFrame) -> int:
    return int(table["area"].nunique())


def _way(both: pd.DataFrame, words: Words) -> str:
    apart = (both["target"] - both["level"]).abs()
    row = records(both.loc[[apart.idxmax()]])[0]
    return words.say(
        "describe_widest",
        district=words.district(row["area"]),
        level=words.figure(row, "level"),
        target=words.measured(words.figure(row, "target"), row["unit"]),
    )


def _span(code: str, table: pd.DataFrame, words: Words) -> str:
    stated = table[table["target"].notna() & is_whole(table)]
    rows = records(stated.sort_values("target", kind="stable"))
    if not rows:
        return ""
    ends = {
        name: words.figure(row, "target")
        for name, row in zip(("low", "high"), (rows[0], rows[-1]), strict=True)
    }
    return words.say("describe_span", name=words.indicator(code, short=True), **ends)
