"""In which order the districts stand, as far as printing allows, and who has no rank."""

import math
from collections.abc import Iterator

import pandas as pd

from healthplans import links
from healthplans.parts import PART
from healthplans.rows import Row, records
from healthplans.views.blocks import Blocks, Cell, Sentence, Table
from healthplans.vocabulary.words import Words, number

__all__ = ["group_name", "tables"]


def tables(levels: pd.DataFrame, targets: pd.DataFrame, words: Words) -> Blocks:
    """Show the rank intervals of levels and of targets, or why there are none.

    Parameters
    ----------
    levels, targets : DataFrame
        From `measures.ranks` of one indicator, by level and by target.
    """
    captions = (
        words.say("caption_ranks_level", year=words.base_year),
        words.say("caption_ranks_target", year=words.target_year),
    )
    sides = zip(captions, (levels, targets), strict=True)
    return Blocks([block for side in sides for block in _rank_blocks(*side, words)])


def _rank_blocks(
    caption: str, ranked: pd.DataFrame, words: Words
) -> Iterator[Table | Sentence]:
    """Show who is ranked; who is not stands folded, with the number and the reasons."""
    placed = ranked["rank_low"].notna()
    if placed.any():
        yield _rank_table(caption, ranked[placed], words)
    else:
        yield Sentence(words.say("ranks_none", caption=caption), words.lang)
    rest = ranked[~placed]
    if len(rest):
        yield _unranked(caption, rest, words)


def _rank_table(caption: str, ranked: pd.DataFrame, words: Words) -> Table:
    names = ("district", "rank", "value_ranked", "possible", "group")
    head = [words.say(f"column_{name}") for name in names]
    ordered = ranked.sort_values([*PART, "group", "rank_low", "rank_high"], kind="stable")
    rows = [_rank_row(row, words) for row in records(ordered)]
    order = ranked["ordering"].iloc[0]
    apart = ranked.loc[ranked["reason"] == "ranks_denominator", f"reason_{words.lang}"]
    notes = [
        *dict.fromkeys(apart),
        *_conventions(ranked, words),
        words.say(f"note_order_{order}"),
    ]
    return Table(caption, head, rows, words.lang, notes=notes)


def _unranked(caption: str, rest: pd.DataFrame, words: Words) -> Table:
    reasons = rest[f"reason_{words.lang}"].value_counts(sort=False)
    listed = words.say("list_semicolon").join(
        words.say("count_reason", count=count, reason=str(reason).rstrip(".。"))
        for reason, count in reasons.items()
    )
    fold = words.say("ranks_folded", count=len(rest), reasons=listed)
    names = ("district", "value_ranked", "possible", "group", "reason")
    head = [words.say(f"column_{name}") for name in names]
    rows = [_unranked_row(row, words) for row in records(rest)]
    caption = words.say("caption_unranked", caption=caption)
    return Table(caption, head, rows, words.lang, fold=fold)


def _unranked_row(row: Row, words: Words) -> list[Cell]:
    name, _, *shown = _rank_row(row, words)
    return [name, *shown, Cell(row[f"reason_{words.lang}"], kind="absent")]


def _conventions(ranked: pd.DataFrame, words: Words) -> list[str]:
    """Say what ranks rest on a convention, and that a strict reading refuses them."""
    used = ranked[ranked["reason"] == "ranks_convention"]
    if used.empty:
        return []
    printed = [words.denominator(code) for code in dict.fromkeys(used["denominator"])]
    said = dict.fromkeys(used[f"reason_{words.lang}"])
    names = words.say("list_pause").join(printed)
    return [*said, words.say("ranks_strict", denominators=names)]


def _rank_row(row: Row, words: Words) -> list[Cell]:
    stated = bool(pd.notna(row["value"]))
    printed: Row = {**row, "value_text": row["text"], "kind": "exact"}
    shown = [words.figure(printed), _possible(row, words)] if stated else ["–", "–"]
    return [
        Cell(words.district(row["area"]), links.district(row["area"])),
        _rank(row, words),
        *(Cell(text, kind="number" if stated else "absent") for text in shown),
        Cell(group_name(row, row["denominator"], words)),
    ]


def group_name(row: Row, denominator: str, words: Words) -> str:
    """Name a group of comparable figures by its part and denominator."""
    named = words.denominator(denominator)
    per = words.say("per_denominator", denominator=named) if named else ""
    parts = [words.part_of(row), per]
    return words.say("list_comma").join(filter(None, parts)) or words.say("group_all")


def _possible(row: Row, words: Words) -> str:
    low, high = float(row["low"]), float(row["high"])
    if math.isinf(high):
        return words.say("bound_above", low=number(low))
    if math.isinf(low):
        return words.say("bound_below", high=number(high))
    if low == high:
        return number(low)
    return words.say("amount_range", low=number(low), high=number(high))


def _rank(row: Row, words: Words) -> Cell:
    """Give the interval of ranks; it sorts by its better end."""
    if pd.isna(row["rank_low"]):
        return Cell(words.say("rank_refused"), kind="absent")
    low, high = int(row["rank_low"]), int(row["rank_high"])
    key = "rank_one" if low == high else "rank_span"
    text = words.say(key, low=low, high=high, total=int(row["n"]))
    tied = (words.say("rank_tied"),) if low != high else ()
    return Cell(text, notes=tied, kind="number", sort=f"{low}.{high:05d}")
