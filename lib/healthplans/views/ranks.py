"""In which order the districts stand, as far as printing allows, and who has no rank."""

import math
from collections.abc import Callable, Iterator
from dataclasses import replace

import pandas as pd

from healthplans.parts import PART
from healthplans.rows import Row, records
from healthplans.views.blocks import Blocks, Cell, Column, Sentence, Table, headed
from healthplans.views.figures import district_cell
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
    columns = _columns(words, "district", "rank", "value_ranked", "possible", "group")
    ordered = ranked.sort_values([*PART, "group", "rank_low", "rank_high"], kind="stable")
    order = ranked["ordering"].iloc[0]
    apart = ranked.loc[ranked["reason"] == "ranks_denominator", f"reason_{words.lang}"]
    notes = [
        *dict.fromkeys(apart),
        *_conventions(ranked, words),
        words.say(f"note_order_{order}"),
    ]
    return Table.of(caption, records(ordered), columns, words, notes=notes)


def _unranked(caption: str, rest: pd.DataFrame, words: Words) -> Table:
    reasons = rest[f"reason_{words.lang}"].value_counts(sort=False)
    listed = words.say("list_semicolon").join(
        words.say("count_reason", count=count, reason=str(reason).rstrip(".。"))
        for reason, count in reasons.items()
    )
    fold = words.say("ranks_folded", count=len(rest), reasons=listed)
    columns = _columns(words, "district", "value_ranked", "possible", "group", "reason")
    caption = words.say("caption_unranked", caption=caption)
    return replace(Table.of(caption, records(rest), columns, words), fold=fold)


def _columns(words: Words, *names: str) -> list[Column[Row]]:
    cells: dict[str, Callable[[Row], Cell]] = {
        "district": lambda row: district_cell(row, words),
        "rank": lambda row: _rank(row, words),
        "value_ranked": lambda row: _stated(row, _ranked_figure, words),
        "possible": lambda row: _stated(row, _possible, words),
        "group": lambda row: Cell(group_name(row, row["denominator"], words)),
        "reason": lambda row: Cell(row[f"reason_{words.lang}"], kind="absent"),
    }
    return headed(words, **{name: cells[name] for name in names})


def _stated(row: Row, write: Callable[[Row, Words], str], words: Words) -> Cell:
    if pd.isna(row["value"]):
        return Cell("–", kind="absent")
    return Cell(write(row, words), kind="number")


def _ranked_figure(row: Row, words: Words) -> str:
    return words.figure({**row, "value_text": row["text"], "kind": "exact"})


def _conventions(ranked: pd.DataFrame, words: Words) -> list[str]:
    """Say what ranks rest on a convention, and that a strict reading refuses them."""
    used = ranked[ranked["reason"] == "ranks_convention"]
    if used.empty:
        return []
    printed = [words.denominator(code) for code in dict.fromkeys(used["denominator"])]
    said = dict.fromkeys(used[f"reason_{words.lang}"])
    names = words.say("list_pause").join(printed)
    return [*said, words.say("ranks_strict", denominators=names)]


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
