"""What a figure counts, where the noun stands behind it."""

import re
from dataclasses import replace

from healthplans.drafting.known import Known
from healthplans.drafting.prose.figures import Numeral
from healthplans.drafting.prose.labels import Label, split
from healthplans.drafting.words import pattern, source

__all__ = ["behind", "counted_behind", "noun_begins", "of_no_count", "takes"]

_SHORTEST = 2  # characters of a noun
_ADVERB = 2  # characters between an institution and its verb at most
_DEED = 3  # characters: what is shorter is no deed


def takes(piece: str) -> bool:
    """Tell whether the words before a figure end in a verb whose object follows it."""
    trimmed = piece.rstrip(" ")[-6:]
    return any(trimmed.endswith(one[0]) for one in pattern("take").finditer(trimmed))


def noun_begins(follows: str) -> bool:
    """Tell whether a noun begins here; it may begin with an age."""
    mark = follows[:1] if not pattern("aged").match(follows) else "\u5c81"
    return bool(mark) and "\u4e00" <= mark <= "\u9fff" and mark not in "\u548c\u53ca\u4e0e"


def of_no_count(text: str, label: Label, numeral: Numeral) -> bool:
    """Tell whether a label is a rate, and the figure counts beds, people or institutions."""
    counts = pattern("per_head").fullmatch(numeral.unit)
    words = pattern("closing").sub("", text[label.start : label.end])
    return bool(counts and pattern("rate").search(words))


def counted_behind(text: str, numeral: Numeral, known: Known, stop: int) -> Label | None:
    """Read what a figure counts behind it; of a rate there, it counts those it is about."""
    found = behind(text, numeral, known, stop)
    if found is None or not of_no_count(text, found, numeral):
        return found
    return Label(*found.scope, reason="before a rate") if any(found.scope) else None


def behind(text: str, numeral: Numeral, known: Known, stop: int) -> Label | None:
    """Read what a figure counts, where it stands behind the figure.

    A verb after a group tells what was done for it; a verb after an institution what it did.
    """
    match = re.match(r"\s*\u7684?", text[numeral.end : stop])
    start = numeral.end + (match.end() if match else 0)
    clause = _clause(text, start, stop)
    owned = None if numeral.share else _owned(text, start, clause, known)
    if owned is not None or pattern("not_noun").match(text[start:clause]):
        return owned
    noun = _end(text, start, clause, "verb")
    if pattern("counter").fullmatch(numeral.unit):
        counted = _institution(text, start, noun, clause)
        if counted is not None:
            return counted
    if pattern("division").fullmatch(text[start:clause]):
        return Label(start, clause, reason="what an area is divided into")
    return _noun(text, numeral, (start, noun, clause), known)


def _noun(
    text: str, numeral: Numeral, spans: tuple[int, int, int], known: Known
) -> Label | None:
    start, noun, clause = spans
    first = _first(text, start, noun, clause)
    joined = _known(text, start, (first, noun), known) or first
    worded = re.match("[\u4e00-\u9fffA-Za-z]", text[start:joined])
    if joined - start < _SHORTEST or not (worded or pattern("aged").match(text, start)):
        return None
    label = split(text, start, joined, known)
    if joined < noun or noun >= clause:
        return label
    return _done(text, label, numeral, (start, noun, clause))


def _known(text: str, start: int, ends_in: tuple[int, int], known: Known) -> int:
    """Give where a known label of joined nouns ends; 0 without one.

    `ends_in` is where the first of the nouns ends, and all of them.
    """
    first, noun = ends_in
    ends = (end for end in range(noun, first, -1) if known.has(text[start:end]))
    return next(ends, 0)


def _clause(text: str, start: int, stop: int) -> int:
    """Give where the clause behind a figure ends: at a boundary, or at the next number."""
    match = pattern("hard").search(text, start + 1, stop)
    end = match.start() if match else stop
    digits = re.finditer(r"\d[\d.]*", text[start:end])
    # the number of an age or a type belongs to the noun
    free = [m for m in digits if not pattern("aged").match(text, start + m.start())]
    return start + free[0].start() if free else end


def _end(text: str, start: int, stop: int, kind: str) -> int:
    match = pattern(kind).search(text, start + 2, stop)
    return match.start() if match else stop


def _owned(text: str, start: int, clause: int, known: Known) -> Label | None:
    """Read a noun behind "of", before which stands what narrows it, verbs included."""
    whole = re.sub("[(][^()]*[)]$", "", text[start:clause])
    if re.search(f"\u7684.{{0,6}}{source('institution')}$", whole):
        place = text.rindex("\u7684", start, clause)
        return Label(place + 1, clause, (start, place), "behind of")
    place = text.find("\u7684", start, clause)
    if "\u3001" not in text[start : max(start, place)]:
        return None
    end = _end(text, place + 1, clause, "verb")
    label = split(text, place + 1, end, known)
    group = re.search(f"{source('scope_noun')}$", text[start:place])
    return replace(label, scope=(start, place)) if group else label


def _institution(text: str, start: int, noun: int, clause: int) -> Label | None:
    """Read an institution that is counted, and what these of them did."""
    named = pattern("institution").finditer(text, start, noun)
    found = [
        m for m in named if text.count("(", start, m.end()) == text.count(")", start, m.end())
    ]
    if not found:
        return None
    bracket = re.match(r"\([^()]{1,8}\)", text[found[-1].end() : clause])
    end = found[-1].end() + (bracket.end() if bracket else 0)
    did = noun < clause and noun - end <= _ADVERB and clause - end > _DEED
    plain = split(text, start, end, Known())
    scope = (end, clause) if did else plain.scope
    return Label(plain.start, end, scope, "an institution")


def _first(text: str, start: int, noun: int, clause: int) -> int:
    """Give where the first of several joined nouns ends."""
    bound = re.search("[\u548c\u53ca\u4e0e\u3001(]", text[start + 2 : noun])
    joined = start + 2 + bound.start() if bound else noun
    bracket = re.match(r"\([^()]{1,8}\)", text[joined:clause])
    return joined + (bracket.end() if bracket else 0)


def _done(text: str, label: Label, numeral: Numeral, spans: tuple[int, int, int]) -> Label:
    """Read a noun with the verb behind it: who, and what was done."""
    start, noun, clause = spans
    people = re.search(f"{source('scope_noun')}$", text[start:noun])
    verbs = pattern("take").finditer(text, noun, clause)
    verb = next((one for one in verbs if len(one[0]) > 1), None)
    if numeral.share:
        return Label(noun, clause, (start, noun), "what a share of them does")
    if people and label.reason != "an institution" and verb and clause - verb.end() > 1:
        return Label(verb.end(), clause, (start, noun), "what was done for them")
    return label
