"""Which labels only name a part of what the figure before counts: of them, in hospitals."""

from healthplans.drafting.known import Known
from healthplans.drafting.prose import because
from healthplans.drafting.prose.figures import Statement
from healthplans.drafting.prose.subjects import same_kind
from healthplans.drafting.words import narrow, pattern


def among(statement: Statement, last: Statement, known: Known) -> bool:
    """Tell whether a label is only the part that "of them" names, in the same unit."""
    text = narrow(statement.paragraph.text)
    between = text[last.end : statement.start]
    part = _is_part(text, statement, last)
    goes_on = part and between.startswith("、") and statement.label in known.scopes
    own = known.has(statement.label) and not goes_on
    listed = (last.claim or same_kind(statement, last)) and not own
    if (
        pattern("rest").fullmatch(narrow(statement.label))
        and because.LABELLED not in last.reasons
    ):
        return False
    named = pattern("group_word").fullmatch(narrow(statement.label))
    spent = pattern("invested").search(last.label)
    told = bool(listed and (named or spent or part))
    return told and not pattern("sentence").search(between)


def _is_part(text: str, figure: Statement, last: Statement) -> bool:
    """Tell whether nothing but "of them" and its label stands between a figure and the last.

    So it is for those that go on with such parts.
    """
    between, label = text[last.end : figure.start], narrow(figure.label)
    if figure.unit != last.unit:
        return False
    if between.startswith("、"):
        told = because.LABELLED in last.reasons and bool(last.scope)
        return told and between[1:] == label
    begun = pattern("of_them").match(between)
    return begun is not None and between[begun.end() :] == label
