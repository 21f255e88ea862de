"""Figures of a list that several institutions have, each its own."""

from collections.abc import Sequence
from dataclasses import replace

from healthplans.drafting.prose.figures import Statement, linked
from healthplans.drafting.prose.phrases import opened
from healthplans.drafting.prose.subjects import fitting
from healthplans.drafting.prose.topics import topic_of
from healthplans.drafting.words import Span, pattern

_SHORTEST = 2  # characters of a label


def of_bodies(text: str, done: list[Statement], run: Sequence[int], at: int) -> None:
    """Give the figures of a list the institutions named before it, where they are as many."""
    start = max((m.end() for m in pattern("sentence").finditer(text, 0, at)), default=0)
    bodies = list(pattern("body").finditer(text, start, at))
    if len(bodies) != len(run):
        return
    if not any(done[place].scope for place in run):
        for body, place in zip(bodies, run, strict=True):
            printed = done[place].paragraph.text[slice(*body.span())]
            done[place] = replace(done[place], scope=printed)
    _labelled(text, done, run)


def _labelled(text: str, done: list[Statement], run: Sequence[int]) -> None:
    """Give figures that are told by nothing but whose they are what is told of them.

    It is what the sentence begins with ("of the beds,"), or what a figure before counts.
    """
    first = done[run[0]]
    last = fitting(first, done[: run[0]])
    label = topic_of(text, first) or (last.label if last else "")
    bare = all(done[place].label == done[place].scope for place in run)
    if bare and label and not pattern("counter").fullmatch(first.unit):
        for place in run:
            done[place] = replace(done[place], label=label)


def of_doers(text: str, done: list[Statement], separately: Span) -> None:
    """Give figures of what several did to each: A, B and C had 1, 2 and 3 discharges.

    `separately` is the span of the word that says so.
    """
    begin, at = separately
    first = next((place for place, one in enumerate(done) if one.start >= at), len(done))
    did = text[at : done[first].start] if first < len(done) else ""
    if not pattern("done_by").fullmatch(did) or done[first].claim:
        return
    run = [first]
    while run[-1] + 1 < len(done) and linked(text, done[run[-1]], done[run[-1] + 1]):
        run.append(run[-1] + 1)
    names = names_before(text, done[first - 1].end if first else 0, begin)
    for place, name in zip(run, names, strict=True) if len(names) == len(run) > 1 else ():
        printed = done[place].paragraph.text
        label = printed[at : done[first].start] if len(did) >= _SHORTEST else ""
        done[place] = replace(done[place], label=label, scope=printed[slice(*name)])


def names_before(text: str, floor: int, at: int) -> list[Span]:
    """Give the spans of the names joined before "respectively"."""
    begin = floor
    for match in pattern("hard").finditer(text, floor, at):
        begin = match.end()
    begin = opened(text, begin, at)
    dated = pattern("dated").search(text[begin:at])
    at = begin + dated.start() if dated else at
    ends = [m.span() for m in pattern("split").finditer(text[begin:at])]
    starts = [begin, *(begin + end for _, end in ends)]
    stops = [*(begin + start for start, _ in ends), at]
    return [(a, b) for a, b in zip(starts, stops, strict=True) if b > a]
