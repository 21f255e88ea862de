"""Which figures may stand side by side, and in which order, as far as printing allows."""

import math
from collections.abc import Sequence

import pandas as pd

from healthplans.pages.blocks import Blocks, Cell, Sentence, Table
from healthplans.parts import PART
from healthplans.rows import Row, records
from healthplans.vocabulary.words import Words, number

__all__ = ["comparability", "rank_tables"]


def comparability(judged: pd.DataFrame, words: Words) -> Table | Sentence:
    """Show the judgements with their reasons, pairs of the same judgement and reason together.

    Parameters
    ----------
    judged : DataFrame
        From `measures.comparability` of one indicator; where it is empty a sentence says so.
    """
    if judged.empty:
        return Sentence(words.say("comparability_none"), words.lang)
    head = [words.say(f"column_{name}") for name in ("judgement", "role", "pairs", "reason")]
    codes = [code for list_, code in words.lists.names if list_ == "judgement"]
    groups: dict[tuple[object, ...], list[Row]] = {}
    for row in records(judged):
        groups.setdefault(_alike(row), []).append(row)
    ordered = sorted(groups.values(), key=lambda group: codes.index(group[0]["judgement"]))
    rows = _joined([_judged_row(group, words) for group in ordered], words)
    return Table(words.say("caption_comparability"), head, rows, words.lang)


def _alike(row: Row) -> tuple[object, ...]:
    """Give what pairs have in common that are judged alike, whichever of them comes first."""
    if row["indicator"] != row["other_indicator"]:
        return row["judgement"], row["other_indicator"]
    columns = ["denominator", "printed_unit"]
    return row["judgement"], row["role"], *(_both(row, name) for name in columns)


def _both(row: Row, column: str) -> tuple[str, ...]:
    return tuple(sorted((row[column], row[f"other_{column}"])))


def _joined(rows: list[list[Cell]], words: Words) -> list[list[Cell]]:
    """Join rows that say the same of levels and of targets."""
    found: dict[tuple[str, ...], list[list[Cell]]] = {}
    for row in rows:
        found.setdefault((str(row[0]), *map(str, row[2:])), []).append(row)
    return [
        [
            same[0][0],
            Cell(words.say("list_pause").join(row[1].text for row in same)),
            *same[0][2:],
        ]
        for same in found.values()
    ]


def _judged_row(group: Sequence[Row], words: Words) -> list[Cell]:
    first = group[0]
    own = first["indicator"] == first["other_indicator"]
    pairs = dict.fromkeys(_pair(row, words) for row in group)
    roles = dict.fromkeys(words.name("role", row["role"]) for row in group)
    text = words.say("list_pause").join(pairs) if own else _related(group, words)
    is_draft = own and any(row["draft"] for row in group)
    return [
        Cell(words.name("judgement", first["judgement"])),
        Cell(words.say("list_pause").join(roles)),
        Cell(text),
        Cell(
            first[f"reason_{words.lang}"],
            notes=(words.say("draft_in_pairs"),) if is_draft else (),
        ),
    ]


def _pair(row: Row, words: Words) -> str:
    names = [words.district(row[f"{side}area"]) for side in ("", "other_")]
    pair = words.say("pair", one=names[0], other=names[1])
    note = words.part_of(row)
    return words.say("bracketed", text=pair, note=note) if note else pair


def _related(group: Sequence[Row], words: Words) -> str:
    """Name the districts that state the indicator and those that state the related one."""
    sides = [
        words.say("list_pause").join(dict.fromkeys(words.district(row[side]) for row in group))
        for side in ("area", "other_area")
    ]
    name = words.indicator(group[0]["other_indicator"], short=True)
    return words.say("pair_related", one=sides[0], other=sides[1], indicator=name)


def rank_tables(levels: pd.DataFrame, targets: pd.DataFrame, words: Words) -> Blocks:
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
    return Blocks([_rank_table(caption, ranked, words) for caption, ranked in sides])


def _rank_table(caption: str, ranked: pd.DataFrame, words: Words) -> Table:
    names = ("group", "district", "value_ranked", "possible", "rank")
    head = [words.say(f"column_{name}") for name in names]
    ordered = ranked.sort_values(
        [*PART, "denominator", "rank_low", "rank_high"],
        kind="stable",
        na_position="last",
    )
    rows = [_rank_row(row, words) for row in records(ordered)]
    order = ranked["ordering"].iloc[0] if len(ranked) else "rank"
    apart = ranked.loc[ranked["reason"] == "ranks_denominator", f"reason_{words.lang}"]
    notes = [
        *dict.fromkeys(apart),
        *_conventions(ranked, words),
        words.say(f"note_order_{order}"),
    ]
    return Table(caption, head, rows, words.lang, notes=notes)


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
    stated = pd.notna(row["value"])
    printed: Row = {**row, "value_text": row["text"], "kind": "exact"}
    return [
        Cell(group_name(row, row["denominator"], words)),
        Cell(words.district(row["area"]), f"district-{row['area']}.html"),
        Cell(words.figure(printed) if stated else "–", kind="number" if stated else "absent"),
        Cell(_possible(row, words) if stated else "–", kind="number" if stated else "absent"),
        _rank(row, words),
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
    if pd.isna(row["rank_low"]):
        reason = (row[f"reason_{words.lang}"],)
        return Cell(words.say("rank_refused"), notes=reason, kind="absent")
    low, high = int(row["rank_low"]), int(row["rank_high"])
    key = "rank_one" if low == high else "rank_span"
    text = words.say(key, low=low, high=high, total=int(row["n"]))
    tied = (words.say("rank_tied"),) if low != high else ()
    return Cell(text, notes=tied)
