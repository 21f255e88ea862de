"""What was made of a printed cell, and why, in words of one language."""

from collections.abc import Iterator
from decimal import Decimal

from healthplans.parts import Part
from healthplans.reading.labels import Meaning
from healthplans.reading.read import CellReader
from healthplans.reading.records import Record, plain
from healthplans.vocabulary.glosses import Glosses
from healthplans.vocabulary.words import Words

__all__ = ["answer"]


def answer(
    reader: CellReader, words: Words, label: str, unit: str = "", value: str = ""
) -> list[str]:
    """Say what a printed cell says: label, unit, then each reading, one line each.

    Parameters
    ----------
    reader : CellReader
    words : Words
        The language to answer in.
    label, unit, value : str
        As printed.
    """
    meaning = reader.meaning(label, unit, value)
    lines = [*_label(meaning, words, label), *_unit(meaning, words)]
    for record in reader.read(label, unit, value):
        lines += _reading(record, words)
    return lines


def _label(meaning: Meaning, words: Words, label: str) -> Iterator[str]:
    problem, indicator = meaning.problem, meaning.indicator
    if indicator:
        name = words.indicator(indicator.code)
        yield words.say("read_indicator", label=label, name=name, code=indicator.code)
    elif meaning.claimants:
        codes = words.say("list_comma").join(meaning.claimants)
        yield words.say("read_claimed", label=label, codes=codes)
    elif problem:
        yield words.say("read_no_indicator", label=label, hint=_hint(problem.nearest, words))
    if meaning.parts_seen:
        seen = (
            words.say("read_seen_part", name=words.name("label_part", part), text=text)
            for part, text in meaning.parts_seen
        )
        yield words.say("read_seen", parts=words.say("list_comma").join(seen))


def _hint(nearest: str, words: Words) -> str:
    return words.say("read_nearest", nearest=nearest) if nearest else words.say("read_new")


def _unit(meaning: Meaning, words: Words) -> Iterator[str]:
    if meaning.problem and meaning.problem.column == "unit":
        target = meaning.indicator.unit if meaning.indicator else ""
        nearest = meaning.problem.nearest or _named(target, words)
        hint = words.say("read_nearest", nearest=nearest)
        yield words.say("read_unit_refused", text=meaning.problem.text, hint=hint)
    elif meaning.indicator:
        printed = _named(meaning.printed_unit, words)
        standard = _named(meaning.indicator.unit, words)
        yield words.say("read_unit", printed=printed, standard=standard)


def _named(unit: str, words: Words) -> str:
    known = words.lists.units.get(unit)
    return str(getattr(known, words.lang)) if known else ""


def _reading(record: Record, words: Words) -> Iterator[str]:
    kind = words.name("kind", record["kind"])
    if record["kind"] == "unread":
        yield words.say("read_unread", text=record["value_text"])
    elif record["change"] is not None:
        yield _change(record, kind, words)
    elif record["amount"] is not None:
        yield _figure(record, kind, words)
    else:
        yield _words(record, kind, words)
    part = Part.read(record["part"], record["of"], record["end"])
    if part and record["indicator"]:
        said = words.part(record["indicator"], part)
        yield words.say("read_part", part=said)
    if record["remark"]:
        yield words.say("read_remark", remark=record["remark"])


def _figure(record: Record, kind: str, words: Words) -> str:
    value = record["amount"] if record["value"] is None else record["value"]
    unit = record["printed_unit"] if record["value"] is None else record["unit"]
    figure = f"{_sign(record['comparator'], words)}{words.measured(plain(value), unit)}"
    interval = _interval(record["low"], record["high"], words)
    return words.say("read_figure", kind=kind, figure=figure, interval=interval)


def _sign(comparator: str, words: Words) -> str:
    if comparator in ("", "="):
        return ""
    sign = words.name("comparator", comparator)
    return f"{sign} " if sign.isascii() and sign.isalpha() else sign


def _interval(low: Decimal | None, high: Decimal | None, words: Words) -> str:
    if low is not None and high is not None:
        return words.say("read_between", low=plain(low), high=plain(high))
    if low is not None:
        return words.say("read_from", low=plain(low))
    return words.say("read_to", high=plain(high)) if high is not None else ""


def _change(record: Record, kind: str, words: Words) -> str:
    unit = record["change_unit"]
    known = words.lists.names.get(("change_unit", unit))
    name = str(getattr(known, words.lang)) if known else _named(unit, words)
    base = record["base_year"]
    return words.say(
        "read_change",
        kind=kind,
        sign=_sign(record["change_comparator"], words),
        change=plain(abs(record["change"])),
        direction=words.name("direction", record["direction"]),
        unit=name,
        base=words.say("read_base", base=base) if base else "",
    )


def _words(record: Record, kind: str, words: Words) -> str:
    direction = record["direction"]
    said = words.name("direction", direction) if direction else ""
    text = record["value_text"]
    meaning = Glosses(words.lists.wordings).of(text) if words.lang == "en" else ""
    return words.say(
        "read_words",
        kind=kind,
        text=f"{text} ({meaning})" if meaning else text,
        direction=words.say("read_direction", direction=said) if said else "",
    )
