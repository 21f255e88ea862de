"""Show what was reached, and how figures stand beside those of the areas above."""

from collections import Counter
from typing import Any

import pandas as pd

from healthplans import links
from healthplans.pages.amounts import bounded
from healthplans.pages.blocks import Blocks, Cell, Column, Sentence, Table, headed
from healthplans.rows import Row, records
from healthplans.vocabulary.words import Words, number

__all__ = [
    "progress_reading",
    "progress_section",
    "progress_table",
    "status_word",
    "vertical_reading",
    "vertical_section",
    "vertical_table",
]

_OPEN = ("undecided", "not_judged")
_MOST = 150  # rows of a section; more are counted, and stand in the published table


def status_word(row: Row, words: Words) -> str:
    """Write the status of a row of `measures.progress` in the official words."""
    final = row["status"] == "met" and row["final"]
    return words.name("progress", "met_final" if final else row["status"])


def progress_table(found: pd.DataFrame, words: Words, *, synthetic: bool = False) -> Table:
    """Show the targets of an area with their later levels.

    Parameters
    ----------
    found : DataFrame
        Rows of `measures.progress` of one area.
    words : Words
    synthetic : bool
        Whether figures are made up, which is said in the caption.
    """
    notes = [words.say("note_linear_pace")]
    columns = _progress_columns(words, placed=len(set(found["area"])) > 1)
    place = _place(found, words)
    caption = _marked(words.say("caption_progress", place=place), words, synthetic=synthetic)
    return Table.of(caption, records(found), columns, words, notes)


def _place(found: pd.DataFrame, words: Words) -> str:
    areas = list(dict.fromkeys(found["area"]))
    return words.place(areas[0]) if len(areas) == 1 else words.say("places_several")


def _marked(caption: str, words: Words, *, synthetic: bool) -> str:
    """Put before a caption that its figures are made up."""
    return f"{words.say('note_synthetic')} {caption}" if synthetic else caption


def _progress_columns(words: Words, *, placed: bool) -> list[Column[Row]]:
    def subject(row: Row) -> Cell:
        return Cell(words.subject(row), notes=(words.place(row["area"]),) if placed else ())

    return headed(
        words,
        indicator=subject,
        year=lambda row: Cell(_whole(row["actual_year"]), kind="number"),
        baseline_value=lambda row: _figure(row, "baseline", words),
        target_value=lambda row: _figure(row, "target", words),
        actual_value=lambda row: _figure(row, "actual", words),
        achieved=lambda row: Cell(_share(row), kind="number"),
        expected=lambda row: Cell(_rounded(row["expected_percent"]), kind="number"),
        attainment=lambda row: _status(row, words),
        note=lambda row: Cell(words.say(row["reason"])),
    )


def _status(row: Row, words: Words) -> Cell:
    notes = [words.say("note_contradicted")] if row["contradicted"] else []
    notes += [words.say("note_by_convention")] if row["convention"] else []
    return Cell(status_word(row, words), notes=tuple(notes))


def _figure(row: Row, side: str, words: Words) -> Cell:
    if not row[f"{side}_id"]:
        return Cell("–", kind="absent")
    text = f"{row[f'{side}_text']} ({_whole(row[f'{side}_year'])})"
    return Cell(text, links.trace(row[f"{side}_id"]), lang="zh", kind="number")


def _share(row: Row) -> str:
    if pd.isna(row["achieved_percent"]):
        return "–"
    ends = [_rounded(row[name]) for name in ("achieved_low", "achieved_high")]
    return f"{_rounded(row['achieved_percent'])} ({ends[0]}–{ends[1]})"


def _rounded(value: Any) -> str:
    return "–" if pd.isna(value) else number(round(float(value), 1))


def _whole(value: Any) -> str:
    return "–" if pd.isna(value) else str(int(value))


def progress_reading(found: pd.DataFrame, words: Words) -> Sentence:
    """Say how many targets can be judged, and how they stand; or what is missing."""
    latest = found[found["latest"]].drop_duplicates(["document", "target_id"])
    statuses = Counter(status_word(row, words) for row in records(latest))
    unknown = int(latest["status"].isin(_OPEN).sum())
    if unknown == len(latest):
        return Sentence(words.say("reading_progress_none", count=len(latest)), words.lang)
    open_ = {words.name("progress", code) for code in _OPEN}
    parts = [
        words.say("reading_count", word=word, count=count)
        for word, count in statuses.items()
        if word not in open_
    ]
    said = words.say("list_comma").join(parts)
    text = words.say("reading_progress", count=len(latest), unknown=unknown, list=said)
    return Sentence(text, words.lang)


def progress_section(found: pd.DataFrame, words: Words, *, synthetic: bool = False) -> Blocks:
    """Show what was reached on a page about more; one sentence where nothing can be judged.

    Parameters
    ----------
    found : DataFrame
        Rows of `measures.progress`.
    words : Words
    synthetic : bool
        Whether figures are made up, which is said in the caption.
    """
    said = progress_reading(found, words)
    judged = found[~found["status"].isin(["not_judged"])]
    if judged.empty or len(judged) > _MOST:
        return Blocks([said])
    return Blocks([said, progress_table(judged, words, synthetic=synthetic)])


def vertical_section(found: pd.DataFrame, words: Words, *, synthetic: bool = False) -> Blocks:
    """Show the figures that compare with those above on a page about more, and count others.

    Parameters
    ----------
    found : DataFrame
        Rows of `measures.vertical`.
    words : Words
    synthetic : bool
        Whether figures are made up, which is said in the caption.
    """
    compared = found[found["verdict"] != "incomparable"]
    left = len(found) - len(compared)
    said = [vertical_reading(found, words)]
    if left:
        said.append(Sentence(words.say("reading_vertical_left", count=left), words.lang))
    if compared.empty or len(compared) > _MOST:
        return Blocks(said)
    return Blocks([*said, vertical_table(compared, words, synthetic=synthetic)])


def vertical_table(found: pd.DataFrame, words: Words, *, synthetic: bool = False) -> Table:
    """Show figures of one area, or of one indicator, beside those of the areas above.

    Parameters
    ----------
    found : DataFrame
        Rows of `measures.vertical`.
    words : Words
    synthetic : bool
        Whether figures are made up, which is said in the caption.
    """
    place = _place(found, words)
    caption = _marked(words.say("caption_vertical", place=place), words, synthetic=synthetic)
    return Table.of(caption, records(found), _vertical_columns(words), words)


def _vertical_columns(words: Words) -> list[Column[Row]]:
    agreed = (words.say("note_by_convention"),)
    return headed(
        words,
        indicator=lambda row: Cell(words.subject(row)),
        district=lambda row: Cell(words.place(row["area"])),
        year=lambda row: Cell(_whole(row["year"]), kind="number"),
        own_value=lambda row: _stated(row, "", words),
        upper=lambda row: Cell(words.place(row["upper_area"])),
        upper_value=lambda row: _stated(row, "upper_", words),
        difference=lambda row: Cell(_rounded_difference(row["difference"]), kind="number"),
        verdict=lambda row: Cell(
            words.name("vertical", row["verdict"]), notes=agreed if row["convention"] else ()
        ),
        note=lambda row: Cell(words.say(row["reason"])),
    )


def _stated(row: Row, side: str, words: Words) -> Cell:
    href = links.trace(row[f"{side}observation_id"])
    if pd.isna(row[f"{side}value"]):
        return Cell("–", href, kind="absent")
    shown = bounded(number(float(row[f"{side}value"])), words, row[f"{side}comparator"])
    text = words.measured(shown, row["unit"])
    return Cell(text, href, kind="number")


def _rounded_difference(value: Any) -> str:
    return "–" if pd.isna(value) else f"{float(value):+g}"


def vertical_reading(found: pd.DataFrame, words: Words) -> Sentence:
    """Say how the targets of an area stand beside those above, or that there is none."""
    targets = found[(found["role"] == "target") & (found["verdict"] != "incomparable")]
    if targets.empty:
        return Sentence(words.say("reading_vertical_none"), words.lang)
    counts = Counter(words.name("vertical", verdict) for verdict in targets["verdict"])
    parts = [
        words.say("reading_count", word=word, count=count) for word, count in counts.items()
    ]
    said = words.say("reading_vertical", list=words.say("list_comma").join(parts))
    return Sentence(said, words.lang)
