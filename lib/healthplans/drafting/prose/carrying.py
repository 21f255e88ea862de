"""What a statement of the prose takes over: the label of the figure before, and its scope.

In go a statement as its own clause prints it and those before it, out comes it completed. The
scope that its clause does not print was said before in its sentence.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from healthplans.drafting.known import Known
from healthplans.drafting.prose import because
from healthplans.drafting.prose.claims import COUNTED
from healthplans.drafting.prose.figures import Statement
from healthplans.drafting.prose.members import among
from healthplans.drafting.prose.owners import institutions_of, of_own_years
from healthplans.drafting.prose.partial import (
    among_events,
    narrowed,
    place_part,
    sorted_part,
    within_bracket,
)
from healthplans.drafting.prose.phrases import Label, opened
from healthplans.drafting.prose.subjects import (
    about,
    changes_to,
    counted_people,
    fitting,
    is_group,
    narrows,
    near_in_size,
    of_division,
    of_event,
    of_same_whole,
    of_share,
    older,
    own_density,
    per_head,
    prefix_of,
    totals,
    whole_of,
    with_group,
    without_per_head,
)
from healthplans.drafting.prose.topics import is_whole
from healthplans.drafting.words import ends_in, last_clause, narrow, pattern

Earlier = tuple[Sequence[Statement], Sequence[Statement]]

_REACH = 60  # figures back that one may still be told by: a table run together is no sentence


def carry(
    statement: Statement, label: Label | None, earlier: Earlier, topic: str, known: Known
) -> Statement:
    """Complete a statement by those before it and by the sentence's topic.

    `earlier` are the statements before it in the sentence, and in the paragraph.
    """
    earlier = (earlier[0][-_REACH:], earlier[1][-_REACH:])
    done = _carried(statement, label, earlier, topic, known)
    done = within_bracket(done, earlier[0])
    done = replace(done, about=about(done, earlier[0]))
    if done.claim == "share" and not done.of:
        done = replace(done, of=topic or whole_of(done, earlier[1]))
    return replace(done, label=per_head(done)) if because.LABELLED in done.reasons else done


def _carried(
    statement: Statement, label: Label | None, earlier: Earlier, topic: str, known: Known
) -> Statement:
    last = earlier[0][-1] if earlier[0] else None
    if label is None or (last is not None and changes_to(statement, last)):
        own = earlier[0] or (earlier[1] if of_division(statement) else ())
        return _dense(_inherited(statement, fitting(statement, own)), last)
    event = of_event(statement, last)
    if last is not None and event:
        return replace(statement, label=event, scope=statement.scope or last.scope)
    scoped = _scoped(_dense(statement, last), earlier[0], known)
    return _as_part(statement, earlier, topic, known) or scoped


def _as_part(
    statement: Statement, earlier: Earlier, topic: str, known: Known
) -> Statement | None:
    """Complete a label that only names a part of what a figure before counts."""
    own, all_before = earlier
    if own and older(statement, own[-1]):
        return None
    part = sorted_part(statement, all_before, topic)
    part = part or place_part(statement, all_before, known) or among_events(statement, topic)
    if part is not None:
        return part
    if narrows(statement) and (own or statement.claim in {"", *COUNTED}):
        return narrowed(statement, fitting(statement, own or all_before), topic)
    near = fitting(statement, own)
    whole = next((one for one in (near, *own[-1:]) if one and totals(statement, one)), None)
    if whole is not None:
        return _inherited(
            statement, replace(whole, label=without_per_head(whole.label), prefix="")
        )
    if near is not None and among(statement, near, known):
        return narrowed(statement, near, "")
    return _of_group(statement, all_before, topic)


def _of_group(
    statement: Statement, earlier: Sequence[Statement], topic: str
) -> Statement | None:
    beside = of_same_whole(statement, earlier)
    if pattern("qualified").fullmatch(narrow(statement.label)) and (topic or beside):
        return narrowed(statement, beside, topic)
    group = pattern("group_word").fullmatch(narrow(statement.label))
    if group and topic and is_whole(topic):
        return replace(statement, scope=statement.label, label=topic)
    if not is_group(narrow(statement.label)):
        return None
    if pattern("age_group").fullmatch(narrow(statement.label)):
        return statement  # people of an age are counted as such
    return _inherited(replace(statement, scope=statement.label, label=""), None)


def _inherited(statement: Statement, last: Statement | None) -> Statement:
    if last is None:
        return replace(statement, reasons=(*statement.reasons, "no label found"))
    shared = last.claim if of_share(statement, last) else statement.claim
    return replace(
        statement,
        claim=shared,
        label=last.label,
        scope=of_own_years(last.scope),
        prefix=prefix_of(statement, last),
        reasons=(*statement.reasons, because.LABELLED),
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


_BARE = 7  # characters of a rate that names nobody
_GROUP = 12  # characters of a group at most
_SHORT = 8  # characters: a shorter label without a scope takes over the scope before it


def scopes_before(
    statement: Statement, own: Sequence[Statement], known: Known
) -> Iterator[tuple[str, str]]:
    """Give what may be the scope, the likeliest first, each with why; blank is none.

    `own` are the figures before it in its sentence.
    """
    last = own[-1] if own else None
    yield counted_people(statement, own), "the people of the figure before"
    yield _named_before(statement), "scope where the label was said first"
    yield _of_last(statement, _outside(statement, last), known), "scope before"
    yield _subject(statement, known), "subject of the clause before"
    yield institutions_of(statement, own), "institutions that the sentence is about"


def _outside(statement: Statement, last: Statement | None) -> Statement | None:
    """Give the figure before unless it stands in a bracket, whose scopes end with it."""
    between = narrow(statement.paragraph.text[last.end : statement.start]) if last else ""
    return None if ")" in between.partition("(")[0] else last


def _of_last(statement: Statement, last: Statement | None, known: Known) -> str:
    scope = of_own_years(last.scope) if last is not None else ""
    if last is None or not scope or last.claim or not _needs(statement, known):
        return ""
    if pattern("place").search(narrow(scope)):
        return ""
    if pattern("scope_noun").search(scope):
        return scope
    return with_group(replace(last, scope=scope))


def _needs(statement: Statement, known: Known) -> bool:
    """Tell whether a label says of whom only together with what came before."""
    label = narrow(statement.label)
    if pattern("institution").search(label):
        return False
    return known.carries_scope(label) if known.has(label) else len(label) <= _SHORT


def _earlier_in_sentence(statement: Statement) -> str:
    """Give the printed sentence before a statement's label."""
    text = statement.paragraph.text[: statement.start]
    head = text[: text.rfind(statement.label)] if statement.label in text else text
    return pattern("sentence").split(head)[-1]


def _named_before(statement: Statement) -> str:
    """Give the group that stood right before this label where it was said first."""
    head = _earlier_in_sentence(statement)
    place = head.find(statement.label) if statement.label else -1
    if place < 0:
        return ""
    clause = last_clause(head[:place])
    group = ends_in("scope_noun", clause)
    return clause[opened(clause, 0, len(clause)) :] if group else ""


def _subject(statement: Statement, known: Known) -> str:
    """Give the group of the clause before a bare rate: it begins it, or ends a list in it."""
    label = narrow(statement.label)
    bare = len(label) <= _BARE and pattern("rate").search(label)
    if not _needs(statement, known) or not bare or pattern("domain_word").match(label):
        return ""
    clauses = pattern("hard").split(narrow(_earlier_in_sentence(statement)))
    for clause in reversed(clauses[:-1]):
        begin = opened(clause, 0, len(clause))
        group = pattern("scope_noun").search(clause, begin)
        told = re.search(r"\d", clause)
        listed = pattern("listed_group").search(clause)
        if listed and not told:
            return listed["group"]
        if group and not told and group.end() - begin <= _GROUP and group.start() > begin:
            return clause[begin : group.end()]
    return ""
