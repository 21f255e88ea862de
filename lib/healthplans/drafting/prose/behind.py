"""What a figure counts, where the noun stands behind it, and for whom, said before it."""

import re
from dataclasses import replace

from healthplans.drafting.known import Known
from healthplans.drafting.prose.figures import Numeral
from healthplans.drafting.prose.labels import split
from healthplans.drafting.prose.phrases import Label, opened
from healthplans.drafting.words import Span, ends_in, last_clause, pattern, word

_SHORTEST = 2  # characters of a noun
_ADVERB = 2  # characters between an institution and its verb at most
_DEED = 3  # characters: what is shorter is no deed
_NONE = (0, 0)
_GROUP = 26  # characters of a group


def takes(piece: str) -> bool:
    """Tell whether the words before a figure end in a verb whose object follows it."""
    trimmed = piece.rstrip(" ")[-6:]
    return any(trimmed.endswith(one[0]) for one in pattern("take").finditer(trimmed))


def noun_begins(follows: str) -> bool:
    """Tell whether a noun begins here; it may begin with an age."""
    return bool(pattern("noun_begins").match(follows))


def counted_behind(text: str, numeral: Numeral) -> bool:
    """Tell whether a number in characters counts the institutions or towns behind it."""
    kinds = ("institution_behind", "division_behind")
    return numeral.chinese and any(pattern(k).match(text, numeral.end) for k in kinds)


def of_no_count(text: str, label: Label, numeral: Numeral) -> bool:
    """Tell whether a label is a rate, and the figure counts beds, people or institutions."""
    counts = pattern("per_head").fullmatch(numeral.unit)
    words = pattern("closing").sub("", text[label.start : label.end])
    return bool(counts and pattern("rate").search(words))


def behind(text: str, numeral: Numeral, known: Known, stop: int) -> Label | None:
    """Read what a figure counts, where it stands behind the figure.

    A verb after a group tells what was done for it; a verb after an institution what it did.
    """
    match = pattern("of_figure").match(text, numeral.end, stop)
    start = match.end() if match else numeral.end
    clause = _clause(text, start, stop)
    owned = None if numeral.share else _owned(text, start, clause, known)
    if owned is not None or pattern("not_noun").match(text[start:clause]):
        return owned
    noun = _end(text, start, clause, "verb")
    if pattern("counter").fullmatch(numeral.unit):
        counted = _institution(text, start, noun, clause)
        if counted is not None:
            return counted
    divided = pattern("divided").fullmatch(text, start, clause)
    if divided:
        return Label(start, divided.end("name"), reason="what an area is divided into")
    return _noun(text, numeral, (start, noun, clause), known)


def _noun(
    text: str, numeral: Numeral, spans: tuple[int, int, int], known: Known
) -> Label | None:
    start, noun, clause = spans
    first = _first(text, start, noun, clause)
    joined = _known(text, start, (first, noun), known) or first
    if joined - start < _SHORTEST or not pattern("noun_behind").match(text, start):
        return None
    label = split(text, start, joined, known)
    if joined < noun or noun >= clause:
        return label
    return _done(text, label, numeral, (start, noun, clause))


def _known(text: str, start: int, ends_in: Span, known: Known) -> int:
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
    among = pattern("among_these").search(text, start + 1, end)
    end = among.start() if among else end
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
    if pattern("of_institution").search(whole):
        place = text.rindex(word("of"), start, clause)
        return Label(place + 1, clause, (start, place), "behind of")
    place = text.find(word("of"), start, clause)
    if "、" not in text[start : max(start, place)]:
        return None
    end = _end(text, place + 1, clause, "verb")
    label = split(text, place + 1, end, known)
    group = ends_in("scope_noun", text[start:place])
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
    bound = pattern("joining").search(text, start + 2, noun)
    joined = bound.start() if bound else noun
    bracket = re.match(r"\([^()]{1,8}\)", text[joined:clause])
    return joined + (bracket.end() if bracket else 0)


def _done(text: str, label: Label, numeral: Numeral, spans: tuple[int, int, int]) -> Label:
    """Read a noun with the verb behind it: who, and what was done."""
    start, noun, clause = spans
    people = ends_in("scope_noun", text[start:noun])
    verbs = pattern("take").finditer(text, noun, clause)
    verb = next((one for one in verbs if len(one[0]) > 1), None)
    if numeral.share:
        return Label(noun, clause, (start, noun), "what a share of them does")
    if people and label.reason != "an institution" and verb and clause - verb.end() > 1:
        return Label(verb.end(), clause, (start, noun), "what was done for them")
    return label


def _front(text: str, floor: int, at: int, sentence: int) -> Span:
    """Give the span of the group or institution before a figure whose noun is behind it.

    `floor` is where the last figure ended, `at` where this one begins with its wording.
    """
    start, end = _clause_before(text, floor, at)
    begin = opened(text, start, end)
    if end - begin < 2:  # noqa: PLR2004  # only words that join
        start, end = _clause_before(text, max(sentence, floor), max(floor, start - 1))
        return (start, end) if _group(text[start:end]) else _NONE
    begin = max([begin, *(m.end() for m in pattern("for").finditer(text, start, end))])
    each = pattern("each").match(text[start:end])
    begin = start + each.start("each") if each else begin
    match = pattern("group_served").match(text[begin:end])
    if match is None or len(match["group"]) > _GROUP:
        return (begin, end) if each and end - begin < _GROUP else _NONE
    return begin, begin + match.end("group")


def _clause_before(text: str, floor: int, at: int) -> Span:
    bounds = [m.end() for m in pattern("hard").finditer(text, floor, at)]
    piece = text[bounds[-1] if bounds else floor : at]
    start = at - len(piece)
    cut = pattern("before_each").search(piece)
    return start, start + (cut.start() if cut else len(piece))


def _group(piece: str) -> bool:
    """Tell whether a whole clause only names a group, without a verb."""
    named = ends_in("scope_noun", piece)
    return bool(named) and len(piece) < _GROUP and not re.search("[\u2019\u201d]", piece)


def _listed(text: str, floor: int, at: int) -> Span:
    """Give the institution that a list ends in, before "and others" and a figure."""
    start, end = _clause_before(text, floor, at)
    piece = pattern("listing").sub("", text[start:end])
    found = [m for m in pattern("institution").finditer(piece) if m.end() == len(piece)]
    return (start + found[0].start(), start + found[0].end()) if found else _NONE


def each(piece: str) -> bool:
    """Tell whether the clause before a figure says how many each of them has."""
    clause = last_clause(piece)
    return bool(pattern("each").match(clause)) and not pattern("rate").search(clause)


def ahead(text: str, places: tuple[int, int, int], *, listing: bool) -> Span:
    """Give what stands before a figure whose noun is behind it; `listing`: a list does.

    `places` are where the last figure ended, where this one begins, and its sentence.
    """
    floor, at, sentence = places
    return _listed(text, floor, at) if listing else _front(text, floor, at, sentence)


def fronted(text: str, label: Label, ahead: Span) -> Label:
    """Add what stands before a figure to the scope, unless the label says it again."""
    own = text[slice(*label.scope)]
    group = ends_in("scope_noun", own)
    again = group is not None and group[0] in text[slice(*ahead)]
    if not any(ahead) or text[slice(*ahead)] in text[label.start : label.end]:
        return label
    return replace(label, scope=(0, 0) if again else label.scope, front=ahead)


def scopes(text: str, label: Label) -> str:
    """Give the printed scopes of a label, joined where there are two."""
    words = (text[slice(*label.front)], text[slice(*label.scope)])
    named = (pattern("built").sub("", one) for one in words)
    return ";".join(one for one in named if one and not pattern("no_group").fullmatch(one))


def only_group(text: str, label: Label) -> bool:
    """Tell whether what stands before the figure only says for whom it is."""
    alone = label.reason in {"the words before it", "after a group"}
    return alone and bool(ends_in("scope_noun", text[label.start : label.end]))
