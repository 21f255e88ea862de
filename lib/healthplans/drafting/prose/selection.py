"""Which numerals are figures of this field, and which words stand for one.

A numeral that is none says to which class of the ledger it goes; targets in words only are
proposed beside a known label.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from healthplans.drafting.known import Known
from healthplans.drafting.prose.behind import counted_behind, takes
from healthplans.drafting.prose.figures import Numeral
from healthplans.drafting.prose.labels import before
from healthplans.drafting.prose.phrases import Label
from healthplans.drafting.words import Span, chinese_value, ends_in, last_clause, pattern

_LONG = 3  # digits: a longer number without unit still is a figure
_NEAR = 24  # characters before a length or an area in which it is said of what it is
_STOP = "。"
_WINDOW = 14  # characters on either side in which a noun of another field is looked for


@dataclass(frozen=True, slots=True)
class Context:
    """The paragraph, the sentence's span and what is known."""

    text: str
    sentence: Span
    known: Known


def judged(own: Sequence[Numeral], context: Context) -> list[tuple[Numeral, str]]:
    """Give a sentence's numerals with "" for those to be proposed, else why not.

    That is the class of the ledger they belong to. What a proposed figure turns into is
    proposed with it.
    """
    done: list[tuple[Numeral, str]] = []
    for one in own:
        last, refused = done[-1] if done else (one, "other")
        turn = pattern("turn").fullmatch(context.text, last.end, one.first)
        goes_on = turn and one.unit == last.unit and not refused
        costs = not refused and _costs(last, one, context)
        done.append((one, "" if goes_on or costs else _refused(one, context)))
    return done


def _costs(size: Numeral, numeral: Numeral, context: Context) -> bool:
    """Tell whether a sum stands right behind the floor area or the places that it pays for."""
    sized = pattern("floor").fullmatch(size.unit) or pattern("places").fullmatch(size.unit)
    money = ends_in("money", numeral.unit)
    return bool(
        sized and money and pattern("costs").fullmatch(context.text, size.end, numeral.start)
    )


def _refused(numeral: Numeral, context: Context) -> str:
    label = before(context.text, context.sentence[0], numeral.start, context.known)
    rules = (_chinese,) if label is not None and label.sure else _RULES
    for rule in rules:
        why = rule(numeral, context)
        if why:
            return why
    return ""


def _money(numeral: Numeral, context: Context) -> str:
    if not ends_in("money", numeral.unit):
        return ""
    text, (begin, end) = context.text, context.sentence
    if pattern("health_money").search(text, begin, end):
        return ""
    # one source of several, each behind a semicolon: the others say what it pays for
    listed = pattern("source_of_money").search(text, begin, numeral.start)
    return "" if listed and pattern("health_money").search(text, 0, end) else "money"


def _other(numeral: Numeral, context: Context) -> str:
    piece = context.text[max(context.sentence[0], numeral.start - _WINDOW) : numeral.start]
    clause = last_clause(piece)
    tail = context.text[numeral.end : min(context.sentence[1], numeral.end + 10)]
    noun = pattern("noun_ends").split(tail)[0]
    if _of_money(numeral, context):
        clause, noun = (pattern("money_noun").sub("", words) for words in (clause, noun))
    if pattern("own_field").search(clause):
        clause = ""
    found = pattern("other_field").search(clause) or pattern("other_field").search(noun)
    return "other" if found else ""


def _of_money(numeral: Numeral, context: Context) -> bool:
    """Tell whether a figure is a sum of money of this field, or a share of one."""
    if numeral.share:
        return bool(pattern("health_money").search(context.text, *context.sentence))
    return bool(pattern("money").search(numeral.unit)) and not _money(numeral, context)


def _measure(numeral: Numeral, context: Context) -> str:
    """Refuse a length or an area, unless the words before it are of this field."""
    begin = max(context.sentence[0], numeral.start - _NEAR)
    known = pattern("measured").search(last_clause(context.text[begin : numeral.start]))
    return "other" if pattern("measure").fullmatch(numeral.unit) and not known else ""


def _bare(numeral: Numeral, context: Context) -> str:
    """Refuse a number without unit, unless its digits or its label say what it is."""
    if (
        numeral.unit
        or numeral.share
        or numeral.lead
        or numeral.before
        or re.search("[.:∶]", numeral.digits)
    ):
        return ""
    label = before(context.text, context.sentence[0], numeral.start, context.known)
    named = label is not None and label.reason in {"a known label", "an institution"}
    # a rate of nought has no unit to print
    known = named or (label is not None and numeral.number == 0 and rated(context.text, label))
    return "" if known or len(numeral.digits) > _LONG else "unclassified"


def _chinese(numeral: Numeral, context: Context) -> str:
    """Take a number in characters only where something is counted or reached."""
    if not numeral.chinese or numeral.lead or numeral.before or numeral.change:
        return ""
    head = context.text[context.sentence[0] : numeral.start]
    parted = ends_in("of_them", head)
    if numeral.share or parted or _set_behind(numeral, context):
        return ""
    if pattern("counter").fullmatch(numeral.unit) and counted_behind(context.text, numeral):
        return ""
    return "" if takes(head) else "name"


def _set_behind(numeral: Numeral, context: Context) -> bool:
    """Tell whether a number and its unit stand behind what they count and end the clause.

    One by itself (仅静安一家) names the only one.
    """
    label = before(context.text, context.sentence[0], numeral.start, context.known)
    end = numeral.end
    ends = pattern("hard").match(context.text, end) or context.text.startswith("、", end)
    several = chinese_value(numeral.digits) > 1
    return bool(several and ends and label and label.end == numeral.start)


_RULES = (_other, _measure, _money, _bare, _chinese)


def worded(
    text: str, span: Span, known: Known, taken: Sequence[Numeral], part: str
) -> list[tuple[Numeral, Label]]:
    """Give words that stand for a figure; in a chapter of aims those before its label too."""
    found = _in_words(text, span, known, taken)
    return found if part == "level" else found + _aims_in_words(text, span, known, taken)


def _in_words(
    text: str,
    span: Span,
    known: Known,
    taken: Sequence[Numeral],
) -> list[tuple[Numeral, Label]]:
    """Give words that stand for a figure, each right behind a known label."""
    found = []
    for match in pattern("words").finditer(text, *span):
        start, end = match.span()
        if any(one.start < end + 12 and start < one.end for one in taken):
            continue
        numeral = Numeral(start, end, start, end, "", "", words=True)
        label = before(text, span[0], start, known)
        ends = end >= len(text) or pattern("hard").match(text, end) or text[end] == "、"
        if label and label.end == start and ends and rated(text, label):
            found.append((numeral, label))
    return found


def _aims_in_words(
    text: str, span: Span, known: Known, taken: Sequence[Numeral]
) -> list[tuple[Numeral, Label]]:
    """Give words that stand before what they are about: to raise the share of something."""
    found = []
    for match in pattern("aim_words").finditer(text, *span):
        bound = pattern("hard").search(text, match.end(), span[1])
        end = bound.start() if bound else span[1]
        if any(one.start < end and match.start() < one.end for one in taken):
            continue
        label = before(text, match.end(), end, known)
        if label is not None and label.end == end and rated(text, label):
            start, last = match.span()
            found.append((Numeral(start, last, start, last, "", "", words=True), label))
    return found


def rated(text: str, label: Label) -> bool:
    """Tell whether a label is known, or ends as labels of indicators do."""
    return label.sure or bool(pattern("rate").search(text[label.start : label.end]))
