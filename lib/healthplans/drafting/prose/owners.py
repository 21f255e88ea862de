"""Whose a figure is where its own clause does not say: a project's or an institution's."""

import re
from functools import cache

from healthplans.drafting.prose.carrying import Statement
from healthplans.drafting.prose.vocabulary import pattern, source

__all__ = ["owner_of"]


def owner_of(text: str, sentence: tuple[int, int], statement: Statement) -> str:
    """Give the scope of a figure, else the project or institution that it goes on about."""
    if statement.claim and pattern("years_long").fullmatch(statement.scope):
        return ""  # how long it took is nobody
    if not pattern("own_site").fullmatch(statement.scope):
        return statement.scope
    span = _institution(text, sentence[0], statement) or _project(text, sentence[0], statement)
    return statement.paragraph.text[slice(*span)] if span else statement.scope


@cache
def _named() -> re.Pattern[str]:
    return re.compile(f"{source('body_opening')}(?P<name>{source('body')})")


@cache
def _other() -> re.Pattern[str]:
    """Give the expression of what a later clause may be about instead."""
    named = f"{source('institution')}|{source('body')}"
    return re.compile(
        f"{source('own_area')}|(?:[,\uff0c\u3001\u548c]|\u5176\u4e2d)(?:{named})"
    )


def _project(text: str, start: int, statement: Statement) -> tuple[int, int] | None:
    """Find the project that a paragraph opens with, or that its sentence builds."""
    if not pattern("project_part").search(statement.label):
        return None
    opened = pattern("project").match(text)
    if opened and opened.end() <= statement.start:
        return opened.span("name")
    built = list(pattern("building").finditer(text, start, statement.start))
    return built[-1].span("name") if built else None


def _institution(text: str, start: int, statement: Statement) -> tuple[int, int] | None:
    """Find the one institution that the clauses before a figure are about."""
    # a clause begins behind the mark that ends the sentence before
    named = list(_named().finditer(text, max(0, start - 1), statement.start))
    if not named or pattern("of_area").search(statement.label):
        return None
    between = text[named[-1].end() : statement.start]
    other = _other().search(between)
    # what is counted itself is of no institution named before it
    ends = f"(?:{source('institution')}|{source('body')}|\u673a\u6784|\u6240)$"
    counted = pattern("counter").fullmatch(statement.unit) and re.search(ends, statement.label)
    return None if other or counted else named[-1].span("name")
