"""The scope of a figure that its own clause does not print: said before in its sentence."""

import re
from collections.abc import Iterator, Sequence

from healthplans.drafting.known import Known
from healthplans.drafting.prose.labels import opened
from healthplans.drafting.prose.subjects import Figure, counted_people, with_group
from healthplans.drafting.prose.vocabulary import narrow, pattern, source

__all__ = ["scopes_before"]

_BARE = 7  # characters of a rate that names nobody
_GROUP = 12  # characters of a group at most
_SHORT = 8  # characters: a shorter label without a scope takes over the scope before it


def scopes_before(
    statement: Figure, own: Sequence[Figure], known: Known
) -> Iterator[tuple[str, str]]:
    """Give what may be the scope, the likeliest first, each with why; blank is none.

    `own` are the figures before it in its sentence.
    """
    last = own[-1] if own else None
    yield counted_people(statement, last), "the people of the figure before"
    yield _named_before(statement), "scope where the label was said first"
    yield _of_last(statement, last, known), "scope before"
    yield _subject(statement, known), "subject of the clause before"
    yield _institutions(statement, own), "institutions that the sentence is about"


def _of_last(statement: Figure, last: Figure | None, known: Known) -> str:
    if last is None or not last.scope or last.claim or not _needs(statement, known):
        return ""
    if pattern("place").search(narrow(last.scope)):
        return ""
    if pattern("scope_noun").search(last.scope):
        return last.scope
    return with_group(last)


def _needs(statement: Figure, known: Known) -> bool:
    """Tell whether a label says of whom only together with what came before."""
    label = narrow(statement.label)
    if pattern("institution").search(label):
        return False
    return known.carries_scope(label) if known.has(label) else len(label) <= _SHORT


def _earlier_in_sentence(statement: Figure) -> str:
    """Give the printed sentence before a statement's label."""
    text = statement.paragraph.text[: statement.start]
    head = text[: text.rfind(statement.label)] if statement.label in text else text
    return re.split(pattern("sentence"), head)[-1]


def _named_before(statement: Figure) -> str:
    """Give the group that stood right before this label where it was said first."""
    head = _earlier_in_sentence(statement)
    place = head.find(statement.label) if statement.label else -1
    if place < 0:
        return ""
    clause = re.split(pattern("hard"), head[:place])[-1]
    group = re.search(f"{source('scope_noun')}$", clause)
    return clause[opened(clause, 0, len(clause)) :] if group else ""


def _subject(statement: Figure, known: Known) -> str:
    """Give the group of the clause before a bare rate: it begins it, or ends a list in it."""
    label = narrow(statement.label)
    bare = len(label) <= _BARE and pattern("rate").search(label)
    if not _needs(statement, known) or not bare or pattern("domain_word").match(label):
        return ""
    clauses = re.split(pattern("hard"), narrow(_earlier_in_sentence(statement)))
    for clause in reversed(clauses[:-1]):
        begin = opened(clause, 0, len(clause))
        group = pattern("scope_noun").search(clause, begin)
        if group and pattern("not_group").match(clause, group.end()):
            continue
        told = re.search(r"\d", clause)
        listed = re.search(f"\u7b49([^\u7b49]*?{source('scope_noun')})", clause)
        if listed and not told:
            return listed[1]
        if group and not told and group.end() - begin <= _GROUP and group.start() > begin:
            return clause[begin : group.end()]
    return ""


def _institutions(statement: Figure, own: Sequence[Figure]) -> str:
    """Give the kind of institutions that a clause begins with and goes on about."""
    if not own or not pattern("of_institutions").fullmatch(narrow(statement.label)):
        return ""
    counted = pattern("counter").fullmatch(own[0].numeral.unit)
    name = narrow(own[0].label if counted else own[0].scope)
    between = narrow(statement.paragraph.text)[own[0].end : statement.start]
    other = f"{source('own_area')}|{source('institution')}|\u5176\u4e2d"
    kind = pattern("institution").search(name)
    one = pattern("everything").search(name) or pattern("body").search(name)
    if not kind or one:
        return ""
    between = between.removeprefix(name).removesuffix(narrow(statement.label))
    return "" if re.search(other, between) else name
