"""Joined totals behind figures per head: 3.15 and 3.60 per 1,000, 15,435 and 18,620 in all."""

from collections.abc import Sequence
from dataclasses import replace

from healthplans.drafting.prose.figures import Statement, joined
from healthplans.drafting.prose.subjects import without_per_head
from healthplans.drafting.words import ends_in, last_clause


def totalled(text: str, made: Sequence[Statement]) -> list[Statement]:
    """Give joined totals the labels of the figures per head before them, in their order."""
    done = list(made)
    for place, one in enumerate(done):
        run = joined(text, done, place)
        told = done[max(0, place - run) : place]
        said = ends_in("total", last_clause(text[: one.start]))
        if said and run > 1 and len(told) == run and all(each.prefix for each in told):
            for at, other in enumerate(told, place):
                label = without_per_head(other.label)
                done[at] = replace(done[at], label=label, scope=other.scope, prefix="")
    return done
