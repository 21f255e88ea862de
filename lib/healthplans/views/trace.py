"""Show the whole way of figures: a table for a page, lines for a terminal."""

from collections.abc import Iterable
from decimal import Decimal

import pandas as pd

from healthplans.reading.trace import Trace
from healthplans.views.blocks import Cell, Column, Table, headed, noted
from healthplans.views.documents import document_title
from healthplans.vocabulary.words import Words, number


def place(way: Trace, words: Words) -> str:
    """Say where a figure is printed."""
    if way.printed.origin == "table":
        return words.say("locator_table", row=way.printed.row, year=way.printed.year)
    paragraph, _, span = way.printed.locator.removeprefix("p").partition(":")
    if not span:
        # a compilation or a quotation, whose own text was not seen, or a place told in part
        return words.say("locator_row", row=way.printed.row)
    start, _, end = span.partition("-")
    return words.say("locator_text", paragraph=paragraph, start=int(start) + 1, end=end)


def table(ways: Iterable[Trace], words: Words) -> Table:
    """Show figures with their ways, one row a figure, anchored by the observation's id."""
    columns: list[Column[Trace]] = headed(
        words,
        indicator=lambda way: _name(way, words),
        year=lambda way: Cell(
            str(way.row["year"]), notes=(words.name("role", way.row["role"]),)
        ),
        label=lambda way: Cell(way.row["label_text"], lang="zh"),
        printed=lambda way: Cell(way.row["value_text"], lang="zh"),
        place=lambda way: Cell(place(way, words)),
        reading=lambda way: Cell(_reading(way, words)),
        conversion=lambda way: Cell(_conversion(way, words)),
        value=lambda way: Cell(_value(way, words), kind="number"),
        note=lambda way: Cell(words.say("list_comma").join(_notes(way, words))),
    )
    return Table.of(words.say("caption_trace"), ways, columns, words)


def lines(way: Trace, words: Words) -> list[tuple[str, str]]:
    """Give the way of one figure as pairs of a heading and what stands there."""
    document = way.document
    status = words.name("status", document.status)
    steps = [
        ("document", f"{document_title(document, words)} {document.number}".strip()),
        ("status", status),
        ("source", f"SHA-256 {document.source.sha256}" if document.source else ""),
        ("place", place(way, words)),
        ("label", way.printed.label),
        ("printed", way.printed.value),
        ("parts", _parts(way, words)),
        ("indicator", _indicator(way, words)),
        ("reading", _reading(way, words)),
        ("conversion", _conversion(way, words)),
        ("value", _value(way, words)),
        ("note", words.say("list_comma").join(_notes(way, words))),
    ]
    return [(words.say(f"column_{name}"), text) for name, text in steps if text]


def _name(way: Trace, words: Words) -> Cell:
    row = way.row
    if not row["indicator"]:
        return Cell(row["label_text"], id=row["observation_id"])
    notes = noted(words.part_of(row))
    return Cell(words.indicator(row["indicator"]), notes=notes, id=row["observation_id"])


def _parts(way: Trace, words: Words) -> str:
    """Name the parts that a label was read by; blank for one that is listed as it stands."""
    seen = [f"{part} {text}" for part, text in way.parts_seen if part != "alias"]
    return words.say("list_comma").join(seen)


def _indicator(way: Trace, words: Words) -> str:
    code = way.row["indicator"]
    named = [words.indicator(code), words.part_of(way.row)] if code else []
    return words.say("list_comma").join(filter(None, named))


def _reading(way: Trace, words: Words) -> str:
    kind, comparator = words.name("kind", way.row["kind"]), way.row["comparator"]
    return f"{kind} {words.name('comparator', comparator)}" if comparator else kind


def _conversion(way: Trace, words: Words) -> str:
    units, unit = words.lists.units, way.row["unit"]
    if not way.printed_unit or pd.isna(way.row["value"]) or way.factor == Decimal(1):
        lost = way.printed_unit and not way.unit_is_printed
        return words.say("unit_from_codelist") if lost else words.say("conversion_none")
    source = units[way.printed_unit]
    return words.say(
        "conversion",
        source=getattr(source, words.lang),
        factor=format(way.factor.normalize(), "f"),
        target=getattr(units[unit], words.lang),
    )


def _value(way: Trace, words: Words) -> str:
    row = way.row
    if pd.notna(row["value"]):
        return words.amount({**row, "kind": "exact"})
    if pd.notna(row["change"]):
        # a change of something without a known label has no unit either
        unit = row["change_unit"] and words.change_unit(row["change_unit"])
        return f"{row['change']:+g} {unit}".rstrip()
    return "–"


def _notes(way: Trace, words: Words) -> list[str]:
    notes = [words.say("charted")] if way.charted else []
    if way.correction:
        reason = getattr(way.correction, f"reason_{words.lang}")
        notes.append(words.say("corrected", proposed=way.correction.proposed, reason=reason))
    if way.base:
        base = words.amount(way.base)
        notes.append(words.say("counted_from", year=way.base["year"], base=base))
    notes += [
        words.say(f"reading_as_{unit}", value=number(value))
        for unit, value in way.readings.items()
    ]
    return notes
