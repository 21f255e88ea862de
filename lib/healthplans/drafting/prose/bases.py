"""The whole of a share, told in passing with its number: 占一般公共预算支出40.0亿元的10.9%.

What follows is of what the sentence was about, and not of that whole.
"""

from collections.abc import Sequence
from dataclasses import replace

from healthplans.drafting.prose.figures import Statement
from healthplans.drafting.words import pattern, word

_REACH = 24  # characters before a figure in which the words of a share may begin


def without_bases(text: str, made: Sequence[Statement]) -> list[Statement]:
    """Leave out the figures that only say how much it is of which the next is a share."""
    return [one for one in made if not _is_base(text, one)]


def with_base(text: str, made: Sequence[Statement], statement: Statement) -> Statement:
    """Name a whole without the words of its share, and give the share behind it its whole."""
    if _is_base(text, statement):
        share = word("share_word")
        label, scope = (
            told.removeprefix(share) for told in (statement.label, statement.scope)
        )
        return replace(statement, label=label, scope=scope)
    base = made[-1] if made and _is_base(text, made[-1]) else None
    behind = base is not None and bool(
        pattern("of_base").fullmatch(text, base.end, statement.start)
    )
    return replace(statement, of=base.label) if base and behind else statement


def _is_base(text: str, one: Statement) -> bool:
    told = pattern("base_before").search(text, max(0, one.start - _REACH), one.start)
    counted = bool(told) and not (one.numeral.share or one.claim)
    return counted and bool(pattern("base_behind").match(text, one.end))
