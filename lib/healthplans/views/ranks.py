"""In which order the districts stand, as far as printing allows, and who has no rank."""

import math
from collections.abc import Callable, Iterator
from dataclasses import replace

import pandas as pd

from healthplans.parts import PART
from healthplans.rows import Row, records
from healthplans.views.blocks import (
    ABSENT,
    Blocks,
    Cell,
    Column,
    Sentence,
    Table,
    headed,
    noted,
)
from healthplans.views.cells import are_many, district_cell
from healthplans.vocabulary.words import Words, number


def tables(levels: pd.DataFrame, targets: pd.DataFrame, words: Words) -> Blocks:
    """Show the rank intervals of levels and of targets, or why there are none.

    `levels` and `targets` are from `measures.ranks` of one indicator, by level and by target.
    More than 30 districts have one row each in one table.
    """
    ranked = any(rows["rank_low"].notna().any() for rows in (levels, targets))
    if are_many(levels) and ranked:
        return Blocks(_together(levels, targets, words))
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
        columns = _columns(words, "district", "rank", "value_ranked", "possible", "group")
        rows = records(_ordered(ranked[placed]))
        yield Table.of(caption, rows, columns, words, _notes(ranked[placed], words))
    else:
        yield Sentence.of(words, words.say("ranks_none", caption=caption))
    rest = ranked[~placed]
    if len(rest):
        columns = _columns(words, "district", "value_ranked", "possible", "group", "reason")
        caption = words.say("caption_unranked", caption=caption)
        table = Table.of(caption, records(rest), columns, words)
        yield replace(table, fold=_left(rest, words))


def _together(levels: pd.DataFrame, targets: pd.DataFrame, words: Words) -> list[Table]:
    """Show both ranks of a district in one row, those with a ranked target first."""
    sides = {"level": levels, "target": targets}
    placed = {side: _ordered(rows[rows["rank_low"].notna()]) for side, rows in sides.items()}
    found = {
        side: dict(zip(map(_key, records(r)), records(r), strict=True))
        for side, r in placed.items()
    }
    every = {_key(row): row for side in ("target", "level") for row in records(placed[side])}
    notes = [note for side in sides for note in _notes_on(placed[side], sides[side], words)]

    def rank_of(side: str) -> Callable[[Row], Cell]:
        several = len(set(placed[side]["denominator"])) > 1
        return lambda row: _both(found[side].get(_key(row)), words, named=several)

    columns: list[Column[Row]] = headed(
        words,
        district=lambda row: Cell(
            words.district(row["area"]), notes=noted(words.part_of(row))
        ),
        level=rank_of("level"),
        target=rank_of("target"),
    )
    years = {"base": words.base_year, "target": words.target_year}
    caption = words.say("caption_ranks_both", **years)
    return [Table.of(caption, every.values(), columns, words, list(dict.fromkeys(notes)))]


def _key(row: Row) -> tuple[str, ...]:
    return tuple(str(row[name]) for name in ("document", *PART))


def _both(row: Row | None, words: Words, *, named: bool) -> Cell:
    """Give a rank with the figure that has it, and what it is per."""
    if row is None:
        return Cell(words.say("rank_refused"), kind="absent")
    rank, denominator = _rank(row, words), words.denominator(row["denominator"])
    known = named and denominator
    per = (words.say("per_denominator", denominator=denominator),) if known else ()
    return Cell(rank.text, notes=(_ranked_figure(row, words), *per))


def _ordered(placed: pd.DataFrame) -> pd.DataFrame:
    return placed.sort_values([*PART, "group", "rank_low", "rank_high"], kind="stable")


def _notes_on(placed: pd.DataFrame, every: pd.DataFrame, words: Words) -> list[str]:
    """Say what the ranks of one side rest on, and how many districts have none."""
    rest = every[every["rank_low"].isna()]
    return [
        *(_notes(placed, words) if len(placed) else []),
        *([_left(rest, words)] if len(rest) else []),
    ]


def _notes(ranked: pd.DataFrame, words: Words) -> list[str]:
    order = ranked["ordering"].iloc[0]
    apart = ranked.loc[ranked["reason"] == "ranks_denominator", f"reason_{words.lang}"]
    return [
        *dict.fromkeys(apart),
        *_conventions(ranked, words),
        words.say(f"note_order_{order}"),
    ]


def _left(rest: pd.DataFrame, words: Words) -> str:
    """Say how many have no rank, and why."""
    reasons = rest[f"reason_{words.lang}"].value_counts(sort=False)
    listed = words.say("list_semicolon").join(
        words.say("count_reason", count=count, reason=str(reason).rstrip(".。"))
        for reason, count in reasons.items()
    )
    return words.say("ranks_folded", count=len(rest), reasons=listed)


def _columns(words: Words, *names: str) -> list[Column[Row]]:
    cells: dict[str, Callable[[Row], Cell]] = {
        "district": lambda row: district_cell(row["area"], words),
        "rank": lambda row: _rank(row, words),
        "value_ranked": lambda row: _stated(row, _ranked_figure, words),
        "possible": lambda row: _stated(row, _possible, words),
        "group": lambda row: Cell(group_name(row, row["denominator"], words)),
        "reason": lambda row: Cell(row[f"reason_{words.lang}"], kind="absent"),
    }
    return headed(words, **{name: cells[name] for name in names})


def _stated(row: Row, write: Callable[[Row, Words], str], words: Words) -> Cell:
    if pd.isna(row["value"]):
        return ABSENT
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
