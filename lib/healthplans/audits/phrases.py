"""Fill a rule's sentences with its figures, in Chinese and in English."""

from collections.abc import Mapping

from healthplans.audits.drafts import Amount, Pair, Place, Sum, Term, Word
from healthplans.audits.figures import Figure
from healthplans.audits.rules import Sentence
from healthplans.texts import fold
from healthplans.vocabulary.words import Words, number

__all__ = ["fill"]

# of a list in a sentence; the evidence names them all
_MOST = 30


def fill(sentence: Sentence, places: Mapping[str, Place], words: Words) -> str:
    """Give the sentence in the language of `words`, every place written out."""
    template: str = getattr(sentence, words.lang)
    return template.format(**{name: _written(place, words) for name, place in places.items()})


def _written(place: Place, words: Words) -> str:
    if isinstance(place, tuple):
        nested = any(
            isinstance(item, tuple) or (isinstance(item, Pair) and item.joint == "colon")
            for item in place
        )
        joint = words.say("audit_semicolon" if nested else "list_pause")
        listed = joint.join(_written(item, words) for item in place[:_MOST])
        more = len(place) - _MOST
        return words.say("audit_and_more", listed=listed, more=more) if more > 0 else listed
    if isinstance(place, Pair):
        joint = words.say(f"audit_{place.joint}")
        return joint.join(_written(part, words) for part in (place.first, place.second))
    if isinstance(place, Sum):
        return " + ".join(_written(term, words) for term in place.terms)
    return _single(place, words)


def _single(place: Place, words: Words) -> str:
    if isinstance(place, Figure):
        return _figure(place, words)
    if isinstance(place, Amount):
        return _measured(number(place.value), place.unit, words)
    if isinstance(place, Term):
        return _name(place, words)
    if isinstance(place, Word):
        return _word(place, words)
    return number(place) if isinstance(place, float) else str(place)


def _figure(figure: Figure, words: Words) -> str:
    if figure.value is None or figure.kind == "relative":
        quoted = f"“{fold(figure.text)}”"
        value = figure.value
        return (
            quoted if value is None else f"{quoted} (= {_amount(value, figure.unit, words)})"
        )
    row = {
        "value": figure.value,
        "value_text": figure.text,
        "digits": figure.digits,
        "kind": figure.kind,
        "comparator": figure.comparator,
    }
    return _measured(words.figure(row), figure.unit, words)


def _amount(value: float, unit: str, words: Words) -> str:
    return _measured(number(value), unit, words)


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
