"""How sure a row is: one number for the reading, one for the binding, each with its reasons.

Reading asks whether this is the printed figure with its comparator and year; binding whether
it is this indicator. Weights are data (`confidence.csv`), fitted leaving one document out.
"""

import math
from collections.abc import Iterable
from functools import cache

from healthplans.drafting.prose.figures import Statement
from healthplans.drafting.suggest import Suggestion
from healthplans.drafting.words import codelist

_LONG = 24  # characters between clause begin and figure


@cache
def _weights() -> dict[str, dict[str, float]]:
    rows = codelist("confidence")
    return {
        row["feature"]: {key: float(row[key]) for key in ("reading", "binding")}
        for row in rows
    }


def features(statement: Statement, suggestion: Suggestion, supported: str) -> list[str]:
    """Give what tells of a statement's sureness, by name.

    `supported` is ``equal``, ``different`` or "" by the same document's table.
    """
    numeral = statement.numeral
    found = {
        "wording": bool(numeral.lead or numeral.before or numeral.after),
        "unit": bool(numeral.unit),
        "share": numeral.share,
        "plain": numeral.plain,
        "range": not numeral.digits.replace(".", "").replace(",", "").isdecimal(),
        "chinese": bool(numeral.digits) and numeral.chinese,
        "words": numeral.words,
        "claim": bool(statement.claim),
        "change": bool(numeral.change),
        "scope": bool(statement.scope),
        "long label": len(statement.label) > _LONG,
        "year stated": bool(statement.year_text),
        f"indicator {suggestion.how}": True,
        "indicator near": bool(suggestion.codes) and suggestion.codes[0][1] >= _NEAR,
        f"table {supported}": bool(supported),
    }
    names = [name for name, holds in found.items() if holds]
    return [*names, *(f"because: {reason}" for reason in statement.reasons)]


_NEAR = 0.9


def score(names: Iterable[str], kind: str) -> float:
    """Give the probability that the row is right, of kind `reading` or `binding`."""
    weights = _weights()
    total = weights["(always)"][kind]
    total += sum(weights[name][kind] for name in names if name in weights)
    return round(1 / (1 + math.exp(-total)), 3)


def class_of(probability: float, kind: str) -> str:
    """Give ``sure``, ``likely`` or ``open``."""
    weights = _weights()
    for name in ("sure", "likely"):
        if probability >= weights[f"({name} from)"][kind]:
            return name
    return "open"
