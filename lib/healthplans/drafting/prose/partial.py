"""What a statement of one part takes over from that of the whole: its label, by its own name.

Parts are told by age, title or owner, by the places of an area, or by an institution.
"""

from collections.abc import Sequence
from dataclasses import replace

from healthplans.drafting.known import Known, counted
from healthplans.drafting.prose import because
from healthplans.drafting.prose.figures import Statement
from healthplans.drafting.prose.subjects import fitting, prefix_of, without_place
from healthplans.drafting.prose.topics import topic_of
from healthplans.drafting.words import narrow, pattern


def narrowed(statement: Statement, last: Statement | None, topic: str) -> Statement:
    """Take the label of the figure before, or of "among X,", and the institution as scope."""
    carried = without_place(last.label) if last is not None else ""
    # the scope is the institution with what narrows it
    own = "" if statement.label in statement.scope else statement.label
    return replace(
        statement,
        label=topic or carried,
        scope=statement.scope + own,
        prefix=prefix_of(statement, last),
        reasons=(because.LABELLED, *statement.reasons[1:]),
    )


def sorted_part(
    statement: Statement, earlier: Sequence[Statement], topic: str
) -> Statement | None:
    """Take over what is sorted by age, by title or by owner ("by age, under 35 1,160").

    It is what the sentence says (`topic`), or what the figures before it were among.
    """
    label = narrow(statement.label)
    among_them = pattern("right_among").match(label)
    part = label[among_them.end() if among_them else 0 :]
    if not any(pattern(kind).fullmatch(part) for kind in ("qualified", "group_word")):
        return None
    text = narrow(statement.paragraph.text)[: statement.start]
    sentence = pattern("sentence").split(text)[-1]
    last = fitting(statement, earlier)
    aged = pattern("age_group").fullmatch(part)
    beside = aged and last and pattern("age_group").fullmatch(narrow(last.scope))
    told = among_them or beside or pattern("sorted_by").match(sentence)
    # people of an age are counted as such, staff of an age are not
    if last is None or not told or (aged and pattern("inhabitants").search(last.label)):
        return None
    shown = replace(statement, label=statement.label[len(label) - len(part) :])
    whole = last.label if among_them or not last.about else last.about
    if not among_them:
        topic = topic or topic_of(narrow(last.paragraph.text), last)
    return narrowed(shown, replace(last, label=whole), topic)


def among_events(statement: Statement, topic: str) -> Statement | None:
    """Take those counted among events as a part of them: of the deaths, 168 of diabetes."""
    label, among_them = narrow(statement.label), pattern("event_named").search(topic)
    people = pattern("person").fullmatch(counted(statement.unit)) or statement.numeral.share
    if among_them is None or not people or among_them[0] in label:
        return None
    return narrowed(statement, None, topic)


def within_bracket(statement: Statement, earlier: Sequence[Statement]) -> Statement:
    """Let a part in the bracket behind a figure have that figure's scope too."""
    text = narrow(statement.paragraph.text)
    begin = text.rfind("(", 0, statement.start)
    outer = next((one for one in earlier if one.end == begin), None)
    inside = outer is not None and ")" not in text[begin : statement.start]
    if outer is None or not inside or not outer.label.endswith(statement.label):
        return statement
    group = pattern("group_word").fullmatch(narrow(statement.scope))
    both = outer.scope and group and outer.scope not in statement.scope
    return replace(statement, scope=f"{outer.scope};{statement.scope}") if both else statement


def place_part(
    statement: Statement, earlier: Sequence[Statement], known: Known
) -> Statement | None:
    """Take over what is told of parts of the area by short names: of the three, 老城 40."""
    label = narrow(statement.label)
    text = narrow(statement.paragraph.text)[: statement.start]
    among_them = pattern("among_places").match(pattern("sentence").split(text)[-1])
    last = fitting(statement, earlier)
    short = pattern("short_name").fullmatch(label) and not known.has(label)
    told = among_them and short and last is not None and not statement.claim
    return narrowed(replace(statement, scope=""), last, "") if told else None
