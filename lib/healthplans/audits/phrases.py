"""Fill a rule's sentences with its figures, in Chinese and in English."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from healthplans.audits.drafts import Amount, Pair, Place, Sum, Term, Word
from healthplans.audits.figures import Figure
from healthplans.audits.rules import Sentence
from healthplans.texts import fold
from healthplans.vocabulary.words import Words, number

# of a list in a sentence; the evidence names them all
_MOST = 30
_NUMERAL = re.compile(r"\d")


def fill(sentence: Sentence, places: Mapping[str, Place], words: Words) -> str:
    """Give the sentence in the language of `words`, every place written out."""
    template: str = getattr(sentence, words.lang)
    return template.format(**{name: _written(place, words) for name, place in places.items()})


def _written(place: Place, words: Words) -> str:
    write = _WAYS.get(type(place))
    if write is not None:
        return write(place, words)
    return number(place) if isinstance(place, float) else str(place)


def _listed(places: tuple[Place, ...], words: Words) -> str:
    nested = any(
        isinstance(item, tuple) or (isinstance(item, Pair) and item.joint == "colon")
        for item in places
    )
    joint = words.say("audit_semicolon" if nested else "list_pause")
    listed = joint.join(_written(item, words) for item in places[:_MOST])
    more = len(places) - _MOST
    return words.say("audit_and_more", listed=listed, more=more) if more > 0 else listed


def _paired(pair: Pair, words: Words) -> str:
    joint = words.say(f"audit_{pair.joint}")
    return f"{_written(pair.first, words)}{joint}{_written(pair.second, words)}"


def _added(sum_: Sum, words: Words) -> str:
    return " + ".join(_written(term, words) for term in sum_.terms)


def _computed(amount: Amount, words: Words) -> str:
    return _measured(number(amount.value), amount.unit, words)


def _figure(figure: Figure, words: Words) -> str:
    text, value = fold(figure.text), figure.value
    if value is None:
        return f"“{text}”"
    in_words = not _NUMERAL.search(text)  # a third is no 33.3333%
    if in_words or figure.kind == "relative":
        own = Amount(round(value, 1) if in_words else value, figure.unit)
        return f"“{text}” (= {_computed(own, words)})"
    row = {
        "value": figure.value,
        "value_text": figure.text,
        "digits": figure.digits,
        "kind": figure.kind,
        "comparator": figure.comparator,
    }
    return _measured(words.figure(row), figure.unit, words)


def _measured(digits: str, unit: str, words: Words) -> str:
    """Add the unit; a density's is part of the indicator's name."""
    symbol = "" if not unit or unit in ("per_1000", "per_10000") else words.unit(unit)
    gap = " " if symbol[:1].isascii() and symbol[:1].isalpha() else ""
    return f"{digits}{gap}{symbol}"


def _name(term: Term, words: Words) -> str:
    part = words.part(term.indicator, term.part)
    if term.only and part:
        return part
    name = words.indicator(term.indicator)
    return words.say("audit_scoped", name=name, scope=part) if part else name


def _word(word: Word, words: Words) -> str:
    if word.list == "district":
        return words.district(word.code)
    if word.list == "denominator":
        entry = words.lists.denominators.get(word.code)
        return str(getattr(entry, words.lang)) if entry else word.code
    return words.name(word.list, word.code)


_WAYS: Mapping[type, Callable[[Any, Words], str]] = {
    tuple: _listed,
    Pair: _paired,
    Sum: _added,
    Figure: _figure,
    Amount: _computed,
    Term: _name,
    Word: _word,
}
