"""How much of the promises is binding, and whether the districts would grow more alike."""

from typing import Any

import pandas as pd

from healthplans import links
from healthplans.charts import per_denominators
from healthplans.pages.blocks import Cell, Sentence, Table
from healthplans.rows import Row, records
from healthplans.vocabulary.words import Words, number

__all__ = ["binding", "binding_reading", "convergence", "convergence_reading"]

_COUNTS = ("commitments", "binding", "expected", "unmarked")
_PAIR = 2
_SAME = 1e-9


def binding(shares: pd.DataFrame, words: Words) -> Table:
    """Show each plan's counts of binding, expected and unmarked targets, and the share.

    Parameters
    ----------
    shares : DataFrame
        From `measures.binding_share`; the rows of whole plans are shown.
    """
    head = [
        words.say("column_district"),
        words.say("column_commitments"),
        *(words.name("obligation", code) for code in ("binding", "expected")),
        words.say("column_unmarked"),
        words.say("column_binding_share"),
    ]
    rows = [_binding_row(row, words) for row in records(shares[shares["topic"] == ""])]
    return Table(words.say("caption_binding"), head, rows, words.lang)


def _binding_row(row: Row, words: Words) -> list[Cell]:
    name = Cell(words.district(row["area"]), links.district(row["area"]))
    counts = [Cell(str(row[column]), kind="number") for column in _COUNTS]
    if row["reason"]:
        return [name, *counts, Cell(words.say(row["reason"]), kind="absent")]
    share = number(round(100 * float(row["binding_share"]), 1))
    return [name, *counts, Cell(words.say("amount_percent", n=share), kind="number")]


def binding_reading(shares: pd.DataFrame, words: Words) -> Sentence:
    """Say whose share is highest and which plans mark nothing."""
    plans = shares[shares["topic"] == ""]
    marked = plans[plans["binding_share"].notna()]
    silent = [words.district(code) for code in plans.loc[plans["reason"] != "", "area"]]
    if marked.empty:
        return Sentence(words.say("reading_binding_none"), words.lang)
    top = records(marked.sort_values("binding_share", ascending=False, kind="stable"))[0]
    highest = words.say(
        "reading_binding",
        name=words.district(top["area"]),
        binding=top["binding"],
        count=top["binding"] + top["expected"],
    )
    names = words.say("list_pause").join(silent)
    rest = [words.say("reading_unmarked", names=names)] if silent else []
    return Sentence(words.say("sentence_space").join([highest, *rest]), words.lang)


def convergence(spreads: pd.DataFrame, words: Words) -> Table:
    """Show the spread now and with all targets met, or why it is not computed.

    Parameters
    ----------
    spreads : DataFrame
        From `measures.convergence`. What fewer than two comparable districts state is not
        listed, only counted in `convergence_reading`.
    """
    head = [
        words.say("column_indicator"),
        words.say("column_districts"),
        words.say("column_sd", year=words.base_year),
        words.say("column_sd_met"),
        words.say("column_cv", year=words.base_year),
        words.say("column_cv_met"),
        words.say("column_spread"),
    ]
    listed = spreads[spreads["n"] >= _PAIR].sort_values("n", ascending=False, kind="stable")
    rows = [_spread_row(row, words) for row in records(listed)]
    return Table(words.say("caption_convergence"), head, rows, words.lang)


def _spread_row(row: Row, words: Words) -> list[Cell]:
    part = words.part_of(row)
    notes = (
        part,
        per_denominators(row["level_denominator"], row["target_denominator"], words),
        words.say("note_by_convention") if row["convention"] else "",
    )
    name = Cell(words.indicator(row["indicator"]), notes=tuple(filter(None, notes)))
    count = Cell(str(row["n"]), kind="number")
    if row["reason"]:
        reason = Cell(words.say(row["reason"], n=row["n"]), kind="absent")
        return [name, count, *[Cell("–", kind="absent")] * 4, reason]
    deviations = [_rounded(row[f"{side}_sd"]) for side in ("level", "target")]
    variations = [_rounded(row[f"{side}_cv"]) for side in ("level", "target")]
    return [name, count, *deviations, *variations, Cell(words.name("spread", direction(row)))]


def _rounded(value: Any) -> Cell:
    text = "–" if pd.isna(value) else number(round(float(value), 3))
    return Cell(text, kind="number")


def direction(row: Row) -> str:
    """Tell if the coefficient of variation falls, rises or stays: a code of ``spread``."""
    apart = float(row["target_cv"]) - float(row["level_cv"])
    return "same" if abs(apart) < _SAME else "closer" if apart < 0 else "apart"


def computed(spreads: pd.DataFrame) -> pd.DataFrame:
    """Give the indicators whose relative spread is known on both sides."""
    known = spreads[spreads["reason"] == ""]
    return known[known["level_cv"].notna() & known["target_cv"].notna()]


def convergence_reading(spreads: pd.DataFrame, words: Words) -> Sentence:
    """Say for which indicators the districts grow closer, and for how many nothing is said."""
    known = records(computed(spreads))
    refused = int(((spreads["reason"] != "") & (spreads["n"] > 0)).sum())
    if not known:
        return Sentence(words.say("reading_convergence_none"), words.lang)
    names: dict[str, list[str]] = {"closer": [], "apart": [], "same": []}
    for row in known:
        names[direction(row)].append(words.indicator(row["indicator"], short=True))
    joined = {
        f"{way}_names": words.say("list_pause").join(found) or words.say("nobody")
        for way, found in names.items()
    }
    text = words.say(
        "reading_convergence",
        count=len(known),
        closer=len(names["closer"]),
        apart=len(names["apart"]),
        **joined,
    )
    rest = [words.say("reading_refused", count=refused)] if refused else []
    return Sentence(words.say("sentence_space").join([text, *rest]), words.lang)
