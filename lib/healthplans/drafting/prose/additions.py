"""What is added, by parts: 298 more beds, of them 150 in the county hospital, 80 in another.

The parts are additions too; what stands before each figure is whose it is.
"""

from collections.abc import Sequence
from dataclasses import replace

from healthplans.drafting.prose import because
from healthplans.drafting.prose.figures import Statement
from healthplans.drafting.words import Span, pattern


def added_by_parts(text: str, span: Span, made: Sequence[Statement]) -> list[Statement]:
    """Give a sentence's statements with the parts of an addition as additions."""
    done: list[Statement] = []
    named = pattern("added_of").search(text, *span)
    whole: Statement | None = None
    floor = span[0]
    for one in made:
        begun = pattern("of_them").search(text, floor, one.start)
        if named and floor <= named.start() < one.start:
            # no number of all that is added stands here
            noun = one.paragraph.text[slice(*named.span("noun"))]
            begun, whole = named, replace(one, label=noun, end=0)
        elif one.claim == "increase":
            whole = one
        elif whole and not (_is_part(one, whole) and (begun or _goes_on(text, done, one))):
            whole = None
        part = whole is not None and whole is not one
        start = begun.end() if begun else floor
        done.append(_part(one, whole, start) if whole and part else one)
        floor = one.end
    return done


def _goes_on(text: str, done: Sequence[Statement], one: Statement) -> bool:
    """Tell whether a list of parts has begun, and goes on with this figure."""
    last = done[-1] if done else None
    part = last is not None and last.claim == "increase" and last.scope
    return bool(last and part and text[last.end : one.start].startswith("、"))


def _is_part(one: Statement, whole: Statement) -> bool:
    """Tell whether a figure without a noun of its own may be a part of what is added."""
    plain = not (one.claim or one.numeral.lead or one.numeral.change or one.of)
    small = not whole.end or one.numeral.number <= whole.numeral.number
    moved = pattern("from").search(one.paragraph.text[: one.start])
    bare = not (one.label and one.scope) or because.LABELLED in one.reasons
    return plain and small and one.unit == whole.unit and bare and not moved


def _part(one: Statement, whole: Statement, floor: int) -> Statement:
    whose = one.paragraph.text[floor : one.start].lstrip("、,， ")
    return replace(
        one,
        label=whole.label,
        scope=whose or one.scope,
        claim="increase",
        base_year=whole.base_year,
    )
