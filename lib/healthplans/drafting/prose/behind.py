"""What a figure counts, where the noun stands behind it."""

import re

from healthplans.drafting.known import Known
from healthplans.drafting.prose.figures import Numeral
from healthplans.drafting.prose.labels import Label, behind_of, split
from healthplans.drafting.prose.vocabulary import pattern, source

__all__ = ["behind"]

_SHORTEST = 2  # characters of a noun


def behind(text: str, numeral: Numeral, known: Known, stop: int) -> Label | None:
    """Read what a figure counts, where it stands behind the figure.

    A verb after a group tells what was done for it; a verb after an institution what it did.
    """
    match = re.match(r"\s*\u7684?", text[numeral.end : stop])
    start = numeral.end + (match.end() if match else 0)
    clause = _end(text, start, stop, "hard")
    digit = re.search(r"\d", text[start:clause])
    clause = start + digit.start() if digit else clause
    whole = re.sub("[(][^()]*[)]$", "", text[start:clause])
    if re.search(f"\u7684.{{0,6}}{source('institution')}$", whole) and not numeral.share:
        return behind_of(text, start, clause)
    if pattern("not_noun").match(text[start:clause]):
        return None
    noun = _end(text, start, clause, "verb")
    bound = re.search("[\u548c\u53ca\u4e0e\u3001(]", text[start + 2 : noun])
    joined = start + 2 + bound.start() if bound else noun
    bracket = re.match(r"\([^()]{1,8}\)", text[joined:clause])
    joined += bracket.end() if bracket else 0
    if joined - start < _SHORTEST or not re.match("[\u4e00-\u9fffA-Za-z]", text[start:joined]):
        return None
    label = split(text, start, joined, known)
    if joined < noun or noun >= clause:
        return label
    return _done(text, label, numeral, (start, noun, clause))


def _end(text: str, start: int, stop: int, kind: str) -> int:
    match = pattern(kind).search(text, start + 2, stop)
    return match.start() if match else stop


def _done(text: str, label: Label, numeral: Numeral, spans: tuple[int, int, int]) -> Label:
    """Read a noun with the verb behind it: who, and what was done."""
    start, noun, clause = spans
    people = re.search(f"{source('scope_noun')}$", text[start:noun])
    verb = pattern("take").search(text, noun, clause)
    if numeral.share:
        return Label(noun, clause, (start, noun), "what a share of them does")
    if people and label.reason != "an institution" and verb and clause - verb.end() > 1:
        return Label(verb.end(), clause, (start, noun), "what was done for them")
    return Label(label.start, label.end, (noun, clause), label.reason)
