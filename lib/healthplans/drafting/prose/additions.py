"""What is added, by parts: 298 more beds, of them 150 in the county hospital, 80 in another.

The parts are additions too; what stands before each figure is whose it is.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from healthplans.drafting.prose.figures import Statement
from healthplans.drafting.words import Span, pattern

__all__ = ["added_by_parts"]

_NEXT = re.compile("[\u3001,\uff0c]\\s*")  # what parts one addition from the next


def added_by_parts(text: str, span: Span, made: Sequence[Statement]) -> list[Statement]:
    """Give a sentence's statements with the parts of an addition as additions."""
    done: list[Statement] = []
    named = pattern("added_of").search(text, *span)
    whole: Statement | None = None
    floor = span[0]
    for one in made:
        begun = pattern("of_them").search(text, floor, one.start)
        if named and floor <= named.start() < one.start:
            begun, whole = named, replace(one, label=_noun(one, named), claim="increase")
        elif one.claim == "increase":
            whole = one
        elif whole is not None and (begun or _goes_on(text, done)) and _is_part(one, whole):
            done.append(_part(one, whole, begun.end() if begun else done[-1].end))
            floor = one.end
            continue
        else:
            whole = None
        done.append(_part(one, whole, begun.end()) if begun and whole else one)
        floor = one.end
    return done


def _noun(one: Statement, named: re.Match[str]) -> str:
    return one.paragraph.text[slice(*named.span("noun"))]


def _goes_on(text: str, done: Sequence[Statement]) -> bool:
    """Tell whether a list of parts has begun and goes on behind the last one."""
    last = done[-1] if done else None
    part = last is not None and last.claim == "increase" and last.scope
    return bool(last and part and _NEXT.match(text, last.end))


def _is_part(one: Statement, whole: Statement) -> bool:
    """Tell whether a figure without a noun of its own may be a part of what is added."""
    plain = not (one.claim or one.numeral.lead or one.numeral.change or one.of)
    return plain and one.unit == whole.unit and (not one.label or not one.scope)


def _part(one: Statement, whole: Statement, floor: int) -> Statement:
    whose = one.paragraph.text[floor : one.start].lstrip("\u3001,\uff0c ")
    return replace(
        one,
        label=whole.label,
        scope=whose or one.scope,
        claim="increase",
        base_year=whole.base_year,
    )
