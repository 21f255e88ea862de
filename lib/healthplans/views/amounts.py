"""Cells of amounts that are worked out, not printed: signed, ranged, with unit and reason."""

from typing import Any

import pandas as pd

from healthplans.quantities import Comparator
from healthplans.rows import Row
from healthplans.views.blocks import ABSENT, Cell
from healthplans.vocabulary.words import Words, number


def signed(value: float, words: Words, comparator: str = "") -> str:
    """Write a difference with its sign, and with its comparator unless it is exact.

    >>> from healthplans.vocabulary.codelists import read_codelists
    >>> from healthplans.vocabulary.words import Words
    >>> signed(0.5, Words.of("en", read_codelists()), ">")
    '>+0.5'
    """
    side = "plus" if value > 0 else "minus" if value < 0 else "zero"
    return bounded(words.say(f"amount_{side}", n=number(abs(value))), words, comparator)


def bounded(text: str, words: Words, comparator: str) -> str:
    """Put a comparator before a figure, unless it is exact."""
    if Comparator.of(comparator) is Comparator.EXACT:
        return text
    sign = words.name("comparator", comparator)
    return f"{sign} {text}" if sign.isascii() and sign.isalpha() else f"{sign}{text}"


def whole(value: Any) -> str:
    """Write a number of persons, beds or places, which has no parts; blank where unknown."""
    return "" if pd.isna(value) else number(round(float(value)))


def interval(low: Any, high: Any, words: Words) -> str:
    """Write a range of whole numbers."""
    return words.say("amount_range", low=whole(low), high=whole(high))


def change_cell(value: Any, comparator: str, row: Row, words: Words, reason: str = "") -> Cell:
    """Show a difference, or why there is none."""
    if pd.isna(value):
        return reason_cell(reason, words)
    return Cell(difference(value, comparator, row, words), kind="number")


def difference(value: Any, comparator: str, row: Row, words: Words) -> str:
    """Write a difference in the indicator's unit; percent differ by percentage points."""
    unit = "percentage_points" if row["unit"] == "percent" else row["unit"]
    return words.measured(signed(float(value), words, comparator), unit)


def slack_percent(row: Row, words: Words) -> str:
    """Write the slack of a row in percent of its bound; blank where there is none."""
    if pd.isna(row["slack_percent"]):
        return ""
    share = signed(round(float(row["slack_percent"]), 1), words)
    return words.say("amount_percent", n=share)


def reason_cell(reason: str, words: Words) -> Cell:
    """Say why there is no amount; a dash where nothing was to be given."""
    return Cell(words.say(reason), kind="absent") if reason else ABSENT


def stance_cell(row: Row, words: Words) -> Cell:
    """Show what a target asks, by word and mark, with the reason where it is unknown."""
    if not row["target_id"]:
        return ABSENT
    reason = (words.say(row["stance_reason"]),) if row["stance_reason"] else ()
    kind = "absent stance" if reason else "words stance"
    return Cell(marked(row["stance"], words), notes=reason, kind=kind)


def marked(stance: str, words: Words) -> str:
    """Give a stance's mark and word."""
    mark, word = words.name("stance_mark", stance), words.name("stance", stance)
    return words.say("with_mark", mark=mark, word=word)


def national_note(row: Row, side: str, words: Words) -> str:
    """Give China's figure of the same year with how well it is known; blank without one."""
    if pd.isna(row[f"benchmark_{side}"]):
        return ""
    confidence = words.name("confidence", row[f"benchmark_{side}_confidence"])
    figure = _national_figure(row, side, words)
    return words.say("national_figure", figure=figure, confidence=confidence)


def _national_figure(row: Row, side: str, words: Words) -> str:
    value, text = float(row[f"benchmark_{side}"]), row[f"benchmark_{side}_digits"]
    return bounded(number(value, text), words, row[f"benchmark_{side}_comparator"])


def national_cell(row: Row, words: Words) -> Cell:
    """Show China's level and target of the row's years, with the confidence in a note."""
    sides = [side for side in ("level", "target") if pd.notna(row[f"benchmark_{side}"])]
    if not sides:
        return ABSENT
    figures = [
        words.say(
            f"national_{side}",
            year=row[f"{side}_year"],
            figure=_national_figure(row, side, words),
        )
        for side in sides
    ]
    known = [words.name("confidence", row[f"benchmark_{side}_confidence"]) for side in sides]
    text = words.say("list_comma").join(figures)
    return Cell(text, notes=tuple(dict.fromkeys(known)), kind="context")


def rounded(value: Any, places: int = 1) -> str:
    """Write a number with so many decimal places; a dash where unknown."""
    return "–" if pd.isna(value) else number(round(float(value), places))


def year(value: Any) -> str:
    """Write a year; a dash where unknown."""
    return "–" if pd.isna(value) else str(int(value))
