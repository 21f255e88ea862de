"""What a figure is about: the printed label, and the words that narrow it.

The label stands before the figure, within its clause; or after it, as what is counted. A known
label wins; else the noun at the end is the label and the group or institution before it the
scope.
"""

import re

from healthplans.drafting.known import Known
from healthplans.drafting.prose.comparing import is_comparison, until_comparison
from healthplans.drafting.prose.owners import area_end, is_area
from healthplans.drafting.prose.phrases import (
    Label,
    attributed,
    dense,
    insured,
    joined,
    leaves,
    led,
    opened,
    whole,
)
from healthplans.drafting.words import Span, ends_in, pattern, word

_LONGEST = 45  # characters back from the figure
_SHORTEST = 2
_GROUP = 16  # characters of a group at most
_REMARK = re.compile(r"\([^()]*\)")  # what a figure includes says not what it is


def before(text: str, floor: int, end: int, known: Known) -> Label | None:
    """Read the label that ends at `end`; `floor` is where the last figure ended."""
    summed = pattern("sum_bracket").search(text, floor, end)
    if summed:
        return Label(*summed.span("sum"), reason="the sum that a share is of")
    if floor > end:
        return _across(text, end, known)
    end = until_comparison(text, floor, end)
    start = _clause(text, floor, end)
    end = _closed(text, start, end)
    named = _known(text, start, end, known) or insured(text, start, end)
    named = named or attributed(text, start, end)
    if named is not None:
        return named
    start = opened(text, start, end)
    if pattern("division").fullmatch(text[start:end]):
        return Label(start, end, reason="what an area is divided into")
    short = end - start < _SHORTEST and not pattern("group_word").fullmatch(text, start, end)
    if short or not pattern("worded").search(text, start, end):
        return None
    piece = text[start:end]
    no_label = _REMARK.fullmatch(piece) or is_comparison(piece) or is_area(piece)
    return None if no_label else split(text, start, end, known)


def _across(text: str, end: int, known: Known) -> Label | None:
    """Read the label of a share of a sum that stands in a bracket between the two."""
    start = opened(text, _clause(text, max(0, end - _LONGEST), end), end)
    return None if re.search(r"\d", text[start:end]) else before(text, start, end, known)


def _clause(text: str, floor: int, end: int) -> int:
    """Give where the clause of a label begins: after the last boundary or open bracket."""
    begin = max(floor, end - _LONGEST)
    piece = text[begin:end]
    ends = [match.end() for match in pattern("hard").finditer(piece)]
    return begin + max([0, *ends, *_unclosed(piece)])


def _unclosed(piece: str) -> list[int]:
    stack: list[int] = []
    outside = 0  # behind a bracket that opens before the figure before
    for place, mark in enumerate(piece, 1):
        if mark == "(":
            stack.append(place)
        elif mark == ")" and stack:
            stack.pop()
        elif mark == ")":
            outside = place
    return stack[-1:] or [outside]


def _closed(text: str, start: int, end: int) -> int:
    """Take words off the end that are no part of a label: adverbs, a date, a verb to."""
    for _ in range(5):
        piece = text[start:end]
        found = [pattern(kind).search(piece) for kind in ("dated", "closing", "since")]
        found += [ends_in(kind, piece) for kind in ("lead", "density")]
        cut = min((match.start() for match in found if match), default=len(piece))
        cut = min(cut, area_end(piece))
        if cut == len(piece):
            break
        end = start + cut
    return end


def split(text: str, start: int, end: int, known: Known) -> Label:
    """Part a phrase into label and scope."""
    return (
        whole(text, start, end)
        or _within(text, start, end)
        or _known(text, start, end, known)
        or led(text, start, end, known)
        or dense(text, start, end)
        or _object(text, start, end, known)
        or _modified(text, start, end)
        or _narrowing(text, start, end)
        or behind_of(text, start, end)
        or joined(text, start, end)
        or _by_group(text, start, end)
        or Label(start, end, reason="the words before it")
    )


def _within(text: str, start: int, end: int) -> Label | None:
    """Part people or institutions from those among them that a figure counts."""
    match = pattern("within").fullmatch(text[start:end])
    if match is None or pattern("rate").search(match["part"]):
        return None
    part = (start + match.start("part"), start + match.end("part"))
    # a part with a figure of its own behind it narrows no other
    counted = re.search(r"\d[\d.]*\D?$", text[:start])
    scope = (0, 0) if counted and text[part[1] :][:1].isdecimal() else part
    return Label(start, start + match.end("whole"), scope, "those among them")


def _known(text: str, start: int, end: int, known: Known) -> Label | None:
    """Take the longest known label at the phrase's end that can begin where it does."""
    for at in range(start, end - 1):
        if _tears(text, (start, end), at):
            continue
        of = text.endswith(word("of"), 0, at)
        led = of and pattern("institution").fullmatch(text[at:end])
        if led or (known.has(text[at:end]) and _begins(text, start, at, known)):
            return Label(at, end, _scope(text, start, at), "a known label")
    return None


def _tears(text: str, phrase: Span, at: int) -> bool:
    """Tell whether a place lies within the name of an institution: 乡镇卫生院 is one word."""
    named = pattern("institution").finditer(text, *phrase)
    return any(one.start() < at < one.end() for one in named)


def _begins(text: str, start: int, at: int, known: Known) -> bool:
    """Tell whether a label may begin here: after nothing, a group, a modifier or an adverb."""
    piece = text[start:at]
    if _parted(piece) or pattern("density").search(piece):
        return False
    bare = piece[opened(piece, 0, len(piece)) :]
    in_group = pattern("before_label").search(bare)
    return not bare or piece in known.scopes or in_group is not None


def _object(text: str, start: int, end: int, known: Known) -> Label | None:
    """Read the object of a verb within the phrase; a group before the verb is the scope."""
    verbs = [m for m in pattern("take").finditer(text, start, end) if len(m[0]) > 1]
    part = pattern("head_of").search(text, start, end)
    if part and pattern("plain_head").match(part["head"]):
        # the share of those that do it: the verb belongs to the label
        having = [*verbs, *pattern("verb").finditer(text, start + 1, end)]
        verb = min(having, key=lambda v: v.start(), default=None)
        scope = _ending(text, _scope(text, start, verb.start())) if verb else (0, 0)
        return Label(verb.start(), end, scope, "what a share of them does") if verb else None
    for verb in reversed(verbs):
        named = pattern("verb_named").match(text, verb.end())
        if end - verb.end() >= _SHORTEST and verb.start() > start and not named:
            inner = split(text, verb.end(), end, known)
            scope = inner.scope if any(inner.scope) else _group(text, start, verb.start())
            return Label(inner.start, end, scope, "object of a verb")
    return None


def _ending(text: str, scope: Span) -> Span:
    """Let a scope end in its last group or institution, without an adverb behind it."""
    start, end = scope
    ends = [m.end() for m in pattern("whom").finditer(text, start, end)]
    return (start, ends[-1]) if ends and end - ends[-1] <= _SHORTEST else scope


def _group(text: str, start: int, end: int) -> Span:
    """Give the span of the group that a piece ends in."""
    start = opened(text, start, end)
    matches = list(pattern("scope_noun").finditer(text, start, end))
    return (start, matches[-1].end()) if matches and end - start < _GROUP else (0, 0)


def _modified(text: str, start: int, end: int) -> Label | None:
    """Part a counted institution from what narrows it: ownership, level."""
    phrase = re.sub(r"\([^()]*\)$", "", text[start:end])
    match = pattern("modified").fullmatch(phrase)
    whole = ends_in("institution", phrase)
    if match is None:
        plain = whole is not None
        return Label(start, end, reason="an institution") if plain else None
    at = start + match.start("noun")
    owned = pattern("owned").match(phrase)
    narrow = (start, at - match["modifier"].endswith(word("of")))
    scope = (start, end) if owned and len(match["noun"]) == _SHORTEST else narrow
    return Label(at, start + len(phrase), scope, "an institution")


def _narrowing(text: str, start: int, end: int) -> Label | None:
    match = pattern("narrowing").match(text[start:end])
    if match is None or end - start - match.end() < _SHORTEST + 1:
        return None
    at = start + match.end()
    return Label(at, end, (start, at - match[0].endswith(word("of"))), "after a modifier")


def behind_of(text: str, start: int, end: int) -> Label | None:
    """Part at "of": what stands before it narrows the label behind."""
    place = text.rfind(word("of"), start, end)
    rest = text[place + 1 : end]
    if place <= start or len(rest) < _SHORTEST or pattern("plain_head").match(rest):
        return None
    return Label(place + 1, end, (opened(text, start, place), place), "behind of")


def _by_group(text: str, start: int, end: int) -> Label | None:
    """Part after the last group or institution that leaves a label behind."""
    phrase = text[start:end]
    for match in reversed(list(pattern("scope_noun").finditer(phrase))):
        head = phrase[: match.end()]
        at = start + match.end() + phrase[match.end() :].startswith(word("of"))
        torn = _parted(head) or _tears(text, (start, end), at)
        if torn or not leaves(head, text[at:end]):
            continue
        return Label(opened(text, at, end), end, _scope(text, start, at), "after a group")
    return None


def _parted(head: str) -> bool:
    """Tell whether a bracket or a quotation begins here and ends behind."""
    pairs = (("(", ")"), ("\u201c", "\u201d"), ("《", "》"))
    return any(head.count(one) != head.count(other) for one, other in pairs)


def _scope(text: str, start: int, at: int) -> Span:
    """Give the span before a label without what joins them; nothing if it narrows nothing."""
    begin = opened(text, start, at)
    piece = text[begin:at]
    end = begin + len(pattern("trailing").sub("", piece))
    narrowed = text[begin:end]
    taken = pattern("take").fullmatch(narrowed)
    whole = pattern("all").match(text[start:end]) or pattern("all").match(narrowed)
    return (0, 0) if not narrowed or taken or whole else (begin, end)
