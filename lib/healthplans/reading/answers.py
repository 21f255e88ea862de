"""What is made of a printed cell, as a sentence in either language."""

import re
from collections.abc import Iterator
from decimal import Decimal

from healthplans.reading.records import Record
from healthplans.vocabulary.words import Words

_YEARLY = "_per_year"
# a figure wholly in brackets means what a note of its plan says: a total of years, an aim
_BRACKETED = re.compile(r"[\[【〔].+[\]】〕]")


def answer(record: Record, words: Words) -> str:
    """Say a record of `CellReader.read` in words.

    Returns
    -------
    str
        What it is, of what, how much and by when; or why it cannot be read. The words are
        those of `messages.yaml`, in the language of `words`.
    """
    name, problem = _name(record, words), str(record["problem"])
    if not name:
        return problem
    figure = problem if record["value"] is None and problem else _figure(record, words)
    said = words.say("answer", name=name, figure=figure)
    return said if figure == problem or not problem else f"{said} {problem}"


def _name(record: Record, words: Words) -> str:
    if not record["indicator"]:
        return ""
    name = words.indicator(record["indicator"])
    part = words.part_of(record)
    return words.say("answer_part", name=name, part=part) if part else name


def _figure(record: Record, words: Words) -> str:
    """Give the figure with its unit, the change, or what stands there instead."""
    kind, text = record["kind"], record["value_text"]
    if kind in ("unread", "blank"):
        noted = kind == "unread" and _BRACKETED.fullmatch(str(text).strip())
        return words.say("answer_noted" if noted else f"answer_{kind}", text=text)
    if kind == "relative":
        return _change(record, words)
    if record["value"] is None:
        return words.printed(kind, text)
    row = {**record, "digits": ""}
    return words.measured(words.figure(row), record["unit"])


def _change(record: Record, words: Words) -> str:
    """Give direction, size and base of a change, as far as each is printed."""
    return words.say("answer_comma").join(_clauses(record, words))


def _clauses(record: Record, words: Words) -> Iterator[str]:
    direction = record["direction"] or "unsaid"
    size = abs(Decimal(record["change"])) if record["change"] is not None else None
    if size is None:
        yield words.printed("relative", record["value_text"])
        return
    sign = record["change_comparator"]
    row = {"value": float(size), "value_text": "", "kind": "exact", "digits": ""}
    unit, yearly, _ = str(record["change_unit"]).partition(_YEARLY)
    known = unit if unit in words.lists.units else ""
    figure = words.measured(words.figure({**row, "comparator": sign}), known)
    yield words.say(f"answer_{direction}", size=figure)
    if yearly:
        yield words.say("answer_yearly")
    if record["base_year"]:
        yield words.say("answer_base", year=record["base_year"])
