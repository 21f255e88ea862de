"""What a page fills into the form of a new indicator, so that only the rest is asked."""

import re
from collections.abc import Mapping, Sequence
from itertools import chain, count

from healthplans.reading.scales import scales
from healthplans.reviewing.additions import bare
from healthplans.texts import fold, split_unit_bracket
from healthplans.vocabulary.codelists import Codelists
from healthplans.vocabulary.units import Units

_FILLERS = frozenset({"a", "an", "and", "at", "by", "for", "in", "of", "on", "the", "to"})


def suggested(
    lists: Codelists, fields: Mapping[str, str], values: Sequence[str], near: Sequence[str]
) -> dict[str, str]:
    """Give what can be derived of a new indicator: code, name, topic, unit, denominator.

    Parameters
    ----------
    fields : mapping
        The cells of the row; `en` is the English name as far as it is typed.
    values : sequence of str
        The printed values.
    near : sequence of str
        The codes of the indicators nearest to the label, the nearest first.
    """
    label = bare(fields.get("label", ""))
    first = next((lists.indicators[c] for c in near if c in lists.indicators), None)
    scale = scales(lists).of(label)
    words = scale.denominator if scale else ""
    printed = (fields.get("unit", ""), split_unit_bracket(fold(fields.get("label", "")))[1])
    return {
        "code": _code(lists, fields.get("en", "")),
        "zh": label,
        "topic": first.topic if first else "",
        "unit": scale.unit if scale else _unit(lists, [*printed, *map(_end, values)]),
        "denominator": lists.printed_denominators.get(words, ""),
    }


def _code(lists: Codelists, name: str) -> str:
    """Make a code of an English name: what is counted stays, fillers and "per 1,000" go."""
    text = re.sub(r"\bper [\d,]+\b.*", "density", name.lower().replace("'", ""))
    words = [w for w in re.findall("[a-z0-9]+", text) if w not in _FILLERS]
    code = "_".join(words).lstrip("0123456789_")
    others = (f"{code}_{number}" for number in count(2))
    return next(c for c in chain([code], others) if c not in lists.indicators)


def _end(value: str) -> str:
    """Give what is printed behind the last digit of a value."""
    return re.split(r"\d", fold(value))[-1]


def _unit(lists: Codelists, printed: Sequence[str]) -> str:
    units = Units(lists)
    for text in map(fold, filter(None, printed)):
        read = units.read(text)
        if read is not None and read.code in lists.units:
            return read.code
    return ""
