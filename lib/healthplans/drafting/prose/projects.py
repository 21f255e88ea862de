"""Paragraphs about one project, whose name is whom all its sums and sizes are of."""

from healthplans.drafting.prose.carrying import Statement
from healthplans.drafting.prose.vocabulary import pattern

__all__ = ["project_of"]


def project_of(text: str, statement: Statement) -> str:
    """Give the scope of a figure, else the project that its paragraph opens with."""
    named = pattern("project").match(text)
    within = named is not None and named.end() <= statement.start
    if statement.scope or not within or not pattern("project_part").search(statement.label):
        return statement.scope
    return statement.paragraph.text[slice(*named.span("name"))] if named else ""
