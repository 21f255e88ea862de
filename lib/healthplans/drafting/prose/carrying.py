"""A statement of the prose, and what it takes over from the one before."""

from dataclasses import dataclass, field, replace

from healthplans.drafting.document import Paragraph
from healthplans.drafting.known import Known
from healthplans.drafting.prose.figures import Numeral
from healthplans.drafting.prose.labels import Label
from healthplans.drafting.prose.vocabulary import narrow, pattern

__all__ = ["Statement", "carry"]

_SHORT = 8  # characters: a shorter label without a scope takes over the scope before it


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


def carry(
    statement: Statement,
    label: Label | None,
    earlier: tuple[Statement | None, Statement | None],
    topic: str,
    known: Known,
) -> Statement:
    """Complete a statement by those before it and by the sentence's topic.

    `earlier` is the statement before it in the sentence, and in the paragraph.
    """
    last, latest = earlier
    if label is None:
        return _inherited(statement, last)
    if label.reason == "a task fulfilled" and last is not None:
        names = ";".join(filter(None, (last.scope, last.label)))
        return replace(statement, scope=names)
    if _narrows(statement, label):
        return _narrowed(statement, last or latest, topic)
    return _scoped(_dense(statement, last), last, topic, known)


def _inherited(statement: Statement, last: Statement | None) -> Statement:
    if last is None:
        return replace(statement, reasons=(*statement.reasons, "no label found"))
    return replace(
        statement,
        label=last.label,
        scope=last.scope,
        prefix=last.prefix,
        reasons=(*statement.reasons, "label of the figure before"),
    )


def _narrows(statement: Statement, label: Label) -> bool:
    """Tell whether an institution stands for "of it": its unit does not count institutions."""
    name = narrow(statement.label)
    named = bool(pattern("institution").fullmatch(name))
    institution = label.reason == "an institution" or named
    places = bool(pattern("place").search(name))
    counts = bool(pattern("counter").fullmatch(statement.numeral.unit))
    return institution and places and not counts


def _narrowed(statement: Statement, last: Statement | None, topic: str) -> Statement:
    """Take the label of the figure before, or of "among X,", and the institution as scope."""
    carried = last.label if last is not None else ""
    label = carried if pattern("place").search(topic) or not topic else topic
    if not label:
        return statement
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
        reasons=("label of the figure before", *statement.reasons[1:]),
    )


def _dense(statement: Statement, last: Statement | None) -> Statement:
    """Keep the "per 1,000 people" that a list says once and means for all of it."""
    text = narrow(statement.label)
    between = narrow(statement.paragraph.text)[max(0, statement.start - 8) : statement.start]
    match = pattern("density").match(text) or pattern("density").search(between)
    if match:
        return replace(statement, prefix=match[0])
    carried = last.prefix if last is not None and statement.numeral.unit else ""
    return replace(statement, prefix=carried)


def _scoped(
    statement: Statement, last: Statement | None, topic: str, known: Known
) -> Statement:
    """Take over the scope of the figure before where the label needs one."""
    if statement.scope or last is None or not last.scope or last.claim:
        return statement
    label = narrow(statement.label)
    needs = known.carries_scope(label) if known.has(label) else len(label) <= _SHORT
    people = pattern("scope_noun").search(last.scope)
    if not needs or not people or pattern("place").search(narrow(last.scope)):
        return statement
    if pattern("institution").search(label):
        return statement
    return replace(statement, scope=last.scope, reasons=(*statement.reasons, "scope before"))
