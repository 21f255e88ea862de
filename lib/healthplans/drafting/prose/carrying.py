"""A statement of the prose, and what it takes over from the one before."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from healthplans.drafting.document import Paragraph
from healthplans.drafting.known import Known
from healthplans.drafting.prose.figures import Numeral
from healthplans.drafting.prose.inherited import scopes_before
from healthplans.drafting.prose.labels import Label
from healthplans.drafting.prose.subjects import (
    changes_to,
    compared_with,
    fitting,
    is_group,
    narrows,
    near_in_size,
    of_same_whole,
    own_density,
    per_head,
    prefix_of,
    same_kind,
    totals,
    without_place,
)
from healthplans.drafting.prose.vocabulary import narrow, pattern

__all__ = ["Statement", "carry"]

_CARRIED = "label of the figure before"


@dataclass(frozen=True)
class Statement:
    """One figure of the prose as proposed.

    `start, end` are code points of the paragraph's text; texts are as printed there.
    """

    paragraph: Paragraph
    start: int
    end: int
    value: str
    label: str
    scope: str
    of: str
    claim: str
    unit: str
    shared: str
    year: int | None
    year_text: str
    base_year: int | None
    numeral: Numeral
    prefix: str = ""
    label_end: int = 0
    reasons: tuple[str, ...] = field(default=())
    role: str = ""


Earlier = tuple[Sequence[Statement], Sequence[Statement]]


def carry(
    statement: Statement, label: Label | None, earlier: Earlier, topic: str, known: Known
) -> Statement:
    """Complete a statement by those before it and by the sentence's topic.

    `earlier` are the statements before it in the sentence, and in the paragraph.
    """
    done = _carried(statement, label, earlier, topic, known)
    return replace(done, label=per_head(done)) if _CARRIED in done.reasons else done


def _carried(
    statement: Statement, label: Label | None, earlier: Earlier, topic: str, known: Known
) -> Statement:
    last = earlier[0][-1] if earlier[0] else None
    if label is None or (last is not None and changes_to(statement, last)):
        return _dense(_inherited(statement, fitting(statement, earlier[0])), last)
    if label.reason == "a task fulfilled" and last is not None:
        names = ";".join(filter(None, (last.scope, last.label)))
        return replace(statement, scope=names)
    scoped = _scoped(_dense(statement, last), earlier[0], known)
    return _as_part(statement, earlier, topic, known) or scoped


def _as_part(
    statement: Statement, earlier: Earlier, topic: str, known: Known
) -> Statement | None:
    """Complete a label that only names a part of what a figure before counts."""
    own, all_before = earlier
    if narrows(statement) and (own or not statement.claim):
        return _narrowed(statement, fitting(statement, own or all_before), topic)
    near = fitting(statement, own)
    whole = next((one for one in (near, *own[-1:]) if one and totals(statement, one)), None)
    if whole is not None:
        return _inherited(statement, replace(whole, prefix=""))
    if near is not None and _among(statement, near, known):
        return _narrowed(statement, near, "")
    return _of_group(statement, all_before, topic)


def _of_group(
    statement: Statement, earlier: Sequence[Statement], topic: str
) -> Statement | None:
    beside = of_same_whole(statement, earlier)
    if pattern("qualified").fullmatch(narrow(statement.label)) and (topic or beside):
        return _narrowed(statement, beside, topic)
    if not is_group(narrow(statement.label)):
        return None
    if topic and pattern("people").search(topic):
        return replace(statement, scope=statement.label, label=topic)
    return _inherited(replace(statement, scope=statement.label, label=""), None)


def _inherited(statement: Statement, last: Statement | None) -> Statement:
    if last is None:
        return replace(statement, reasons=(*statement.reasons, "no label found"))
    return replace(
        statement,
        label=pattern("added_up").sub("", last.label),
        scope=compared_with(statement, last.scope),
        prefix=prefix_of(statement, last),
        reasons=(*statement.reasons, _CARRIED),
    )


def _among(statement: Statement, last: Statement, known: Known) -> bool:
    """Tell whether a label is only the part that "of them" names, in the same unit."""
    text = narrow(statement.paragraph.text)
    between = text[last.end : statement.start]
    listed = (last.claim or same_kind(statement, last)) and not known.has(statement.label)
    if pattern("rest").fullmatch(narrow(statement.label)) and _CARRIED not in last.reasons:
        return False
    named = pattern("group_word").fullmatch(narrow(statement.label))
    spent = pattern("invested").search(last.label)
    return listed and bool(named or spent) and not pattern("sentence").search(between)


def _narrowed(statement: Statement, last: Statement | None, topic: str) -> Statement:
    """Take the label of the figure before, or of "among X,", and the institution as scope."""
    carried = without_place(last.label) if last is not None else ""
    label = carried if pattern("place").search(topic) or not topic else topic
    # the scope is the institution with what narrows it
    whole = (
        statement.scope
        if statement.label in statement.scope
        else (statement.scope + statement.label)
    )
    return replace(
        statement,
        label=label,
        scope=whole,
        prefix=prefix_of(statement, last),
        reasons=(_CARRIED, *statement.reasons[1:]),
    )


def _dense(statement: Statement, last: Statement | None) -> Statement:
    """Keep the "per 1,000 people" that a list says once and means for all of it."""
    match = pattern("density").match(narrow(statement.label))
    own = match[0] if match else own_density(statement)
    if own or last is None:
        return replace(statement, prefix=own)
    # tens of thousands are counted, never a number per 1,000
    counts = pattern("per_head").fullmatch(statement.numeral.unit)
    listed = counts and near_in_size(statement, last)
    return replace(statement, prefix=last.prefix if listed else "")


def _scoped(statement: Statement, own: Sequence[Statement], known: Known) -> Statement:
    """Take over a scope where the label needs one; `own` stand before it in the sentence."""
    if statement.scope:
        return statement
    for words, reason in scopes_before(statement, own, known):
        if words:
            return replace(statement, scope=words, reasons=(*statement.reasons, reason))
    return statement
