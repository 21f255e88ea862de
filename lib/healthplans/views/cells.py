"""What stands in a cell: a figure with what must be known of it, a name, an amount."""

from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd

from healthplans import links
from healthplans.charts.forms import ROWS
from healthplans.charts.groups import per_denominators
from healthplans.rows import Row
from healthplans.views.blocks import ABSENT, Cell, noted
from healthplans.vocabulary.words import Words, number

NAMED = 12  # districts: more are counted, and named where the reader opens the list


def signed(value: float, words: Words, comparator: str = "") -> str:
    """Write a difference with its sign, and with its comparator unless it is exact.

    >>> from healthplans.vocabulary.codelists import read_codelists
    >>> from healthplans.vocabulary.words import Words
    >>> signed(0.5, Words.of("en", read_codelists()), ">")
    '>+0.5'
    """
    side = "plus" if value > 0 else "minus" if value < 0 else "zero"
    return words.bounded(words.say(f"amount_{side}", n=number(abs(value))), comparator)


def whole(value: Any) -> str:
    """Write a number of persons, beds or places, which has no parts; blank where unknown."""
    return "" if pd.isna(value) else number(round(float(value)))


def interval(low: Any, high: Any, words: Words) -> str:
    """Write a range of whole numbers."""
    return words.say("amount_range", low=whole(low), high=whole(high))


def change_cell(value: Any, comparator: str, row: Row, words: Words, reason: str = "") -> Cell:
    """Show a difference, or why there is none; a dash where nothing was to be given."""
    if pd.isna(value):
        return Cell(words.say(reason), kind="absent") if reason else ABSENT
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
    return words.bounded(number(value, text), row[f"benchmark_{side}_comparator"])


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


def figure_cell(row: Row, side: str, words: Words) -> Cell:
    """Show one side (`level` or `target`) of a comparison: figure, notes and trace."""
    observation = row[f"{side}_id"]
    if not observation:
        return Cell(words.name("coverage", "not_in_plan"), kind="absent")
    if row[f"{side}_kind"] == "blank":
        return Cell(words.name("kind", "blank"), links.trace(observation), kind="absent")
    return Cell(
        words.figure(row, side),
        links.trace(observation),
        tuple(_figure_notes(row, side, words)),
        kind="number" if pd.notna(row[side]) else "words",
    )


def _figure_notes(row: Row, side: str, words: Words) -> Iterator[str]:
    """Say where a figure stands, of which year it is, and what is doubted about it."""
    if row[f"{side}_origin"] == "text":
        yield words.say("stated_in_text")
    usual = words.year_of(side)
    if row[f"{side}_year"] != usual:
        yield words.say(f"{side}_of_year", year=row[f"{side}_year"])
    if row[f"{side}_disagreement"]:
        yield words.say(f"disagreement_{row[f'{side}_disagreement']}")
    if row.get(f"{side}_corrected"):
        yield words.say("corrected_mark")
    if row.get(f"{side}_finding"):
        severity = words.name("severity", row[f"{side}_finding"])
        yield words.say("finding_mark", severity=severity)


def district_cell(area: str, words: Words, *notes: str) -> Cell:
    """Name a district and lead to its page."""
    return Cell(words.district(area), links.district(area), noted(*notes))


def indicator_cell(code: str, words: Words, *notes: str) -> Cell:
    """Name an indicator and lead to its page."""
    return Cell(words.indicator(code), links.indicator(code), noted(*notes))


def obligation_cell(row: Row, words: Words) -> Cell:
    """Say whether a target is binding; nothing where the plan does not."""
    return Cell(words.name("obligation", row["obligation"]) if row["obligation"] else "")


def denominators(row: Row, words: Words) -> str:
    """Give the denominator, or both where the plan states level and target per different."""
    level, target = row["level_denominator"], row["target_denominator"]
    if level and target and level != target:
        return per_denominators(level, target, words)
    return words.denominator(row["denominator"])


def traced_cell(row: Row, words: Words, side: str, value: str, *, dated: bool = True) -> Cell:
    """Write a figure of a row; `side` is before its comparator, its year and its id."""
    figure, source = row[value], row[f"{side}id"]
    href = links.trace(source) if source else ""
    if pd.isna(figure):
        return Cell("–", href, kind="absent")
    shown = words.bounded(number(float(figure)), row[f"{side}comparator"])
    year = f" ({int(row[f'{side}year'])})" if dated else ""
    return Cell(f"{words.measured(shown, row['unit'])}{year}", href, kind="number")


def own_cell(row: Row, words: Words, side: str = "", *, dated: bool = True) -> Cell:
    """Write the observation that a row is, or another that stands beside it."""
    named = {**row, f"{side}id": row[f"{side}observation_id"]}
    return traced_cell(named, words, side, f"{side}value", dated=dated)


def are_many(table: pd.DataFrame) -> bool:
    """Whether a table is about more districts than a screen has rows."""
    return bool(table["area"].nunique() > ROWS)


def named(areas: Iterable[str], words: Words) -> str:
    """Name some districts once each; of more than 12, give the number."""
    codes = list(dict.fromkeys(areas))
    if len(codes) > NAMED:
        return words.say("count_districts", count=len(codes))
    return words.say("list_pause").join(map(words.district, codes))


def named_cell(areas: Iterable[str], words: Words) -> Cell:
    """Name some districts; the names of many are shown when their number is opened."""
    codes = list(dict.fromkeys(areas))
    names = words.say("list_pause").join(map(words.district, codes))
    return Cell(named(codes, words), names=names if len(codes) > NAMED else "")
