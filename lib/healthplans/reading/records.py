"""The records of cells that were read: columns, how they are written, taken in and said."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, TextIO

from healthplans.errors import InputError, Offence
from healthplans.reading.files import largest_cell
from healthplans.vocabulary.words import Words

READ_COLUMNS: tuple[str, ...] = (
    *("line", "label", "unit_text", "value_text", "indicator", "problem", "printed_unit"),
    *("unit", "denominator", "part", "of", "end", "role", "kind", "comparator", "amount"),
    *("value", "low", "high", "change", "change_unit", "change_comparator", "direction"),
    *("base_year", "year", "remark"),
)
NEEDED = ("label", "unit", "value")
_DIGITS = 12
_LINE_END = "\r\n"
_LARGEST_CELL = 2**30

Record = dict[str, Any]
_YEARLY = "_per_year"
# a figure wholly in brackets means what a note of its plan says: a total of years, an aim
_BRACKETED = re.compile(r"[\[【〔].+[\]】〕]")


def written(records: Iterable[Record]) -> str:
    """Write records as CSV: UTF-8 text, no byte-order mark, numbers in plain digits."""
    target = io.StringIO(newline="")
    # a writer quotes what is in its line end, so a carriage return too
    writer = csv.writer(target, lineterminator=_LINE_END)
    lines = [READ_COLUMNS]
    lines += [tuple(plain(record[name]) for name in READ_COLUMNS) for record in records]
    return "".join(_line(writer, target, line) for line in lines)


def _line(writer: Any, target: io.StringIO, cells: tuple[str, ...]) -> str:
    target.seek(0)
    target.truncate()
    writer.writerow(cells)
    return target.getvalue().removesuffix(_LINE_END) + "\n"


def plain(cell: Any) -> str:
    """Write one cell of a record.

    >>> plain(Decimal("340000000.0")), plain(None), plain(Decimal(1) / 3)
    ('340000000', '', '0.333333333333')
    """
    if not isinstance(cell, Decimal):
        return "" if cell is None else str(cell)
    rounded = Decimal(f"{cell:.{_DIGITS}g}")
    return format(rounded.normalize(), "f")


def read_rows(stream: TextIO, name: str) -> list[dict[str, str]]:
    """Read a table of cells called `name`; raise `InputError` for a column that is missing."""
    reader = csv.DictReader(stream)
    try:
        with largest_cell(_LARGEST_CELL):
            rows = [*reader]
    except csv.Error as error:
        raise InputError([Offence(name, "well-formed CSV", text=str(error))]) from error
    columns = [(name or "").strip().lstrip("\ufeff") for name in reader.fieldnames or ()]
    missing = [column for column in NEEDED if column not in columns]
    if missing:
        raise InputError(Offence(name, "this column", column=column) for column in missing)
    return [dict(zip(columns, list(row.values()), strict=False)) for row in rows]


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
        return words.say("answer_comma").join(_clauses(record, words))
    if record["value"] is None:
        return words.printed(kind, text)
    row = {**record, "digits": ""}
    return words.measured(words.figure(row), record["unit"])


def _clauses(record: Record, words: Words) -> Iterator[str]:
    """Give direction, size and base of a change, as far as each is printed."""
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
