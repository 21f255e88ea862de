"""What a chapter of aims says is there, beside what it comes to.

A figure that comes to another by a year is there already, and so is what a turn from long ago
comes to; any other turn in such a chapter is an aim, whatever year is reported before it.
"""

from collections.abc import Sequence

from healthplans.drafting.prose import because
from healthplans.drafting.prose.figures import Statement
from healthplans.drafting.prose.standing import clause_head, dated, is_aimed
from healthplans.drafting.words import Span, pattern, word

_LONG = 5  # years before the base year: what has come about since then is known


def _is_bare(one: Statement) -> bool:
    """Tell whether no year, no verb and no limit stand with a figure."""
    numeral = one.numeral
    words = numeral.lead or numeral.before or numeral.after or numeral.change
    return not (_is_dated_here(one) or words)


def _is_dated_here(one: Statement) -> bool:
    """Tell whether the sentence itself says of what year a figure is."""
    return bool(one.year_text) and not {because.GOES_ON, because.CARRIED} & {*one.reasons}


def before_later(
    text: str, span: Span, made: Sequence[Statement], base: int | None
) -> list[Statement]:
    """Date what stands in a sentence before a figure that it comes to by a later year."""
    done = list(made)
    for to in range(1, len(done)) if base is not None else ():
        if is_by_later(text, done[to - 1], done[to]):
            for place in range(to):
                words = clause_head(text, span, done[place])
                # what a turn comes to is there, where the sentence says what it comes to later
                reached = place == to - 1 and _is_reached(words, done[place])
                there = reached or _is_there(words, done[place])
                if there and done[place].year == done[to].year:
                    done[place] = dated(done[place], base, "", because.FROM_AIM)
    return done


def is_by_later(text: str, one: Statement, to: Statement) -> bool:
    """Tell whether words lead from a figure to what something comes to by a later year."""
    return bool(pattern("later_turn").match(text[one.end : to.numeral.first]))


def _is_there(words: str, one: Statement) -> bool:
    """Tell whether a figure, of which its clause says no more, may be of what there is."""
    return one.claim in {"", "share"} and _is_bare(one) and not is_aimed(words, one)


def _is_reached(words: str, one: Statement) -> bool:
    """Tell whether a verb leads to a figure that is aimed at by no word and no year."""
    numeral = one.numeral
    limited = numeral.before or numeral.after or numeral.change or one.claim
    strong = pattern("strong").search(words + numeral.lead)
    return not (limited or strong or _is_dated_here(one))


def by_chapter(
    text: str, span: Span, moved: Sequence[Statement], base: int | None, aims: int | None
) -> Statement:
    """Give what a turn in a chapter of aims comes to, where its sentence does not date that.

    It is aimed at, whatever year sentences before report; from a year before the base year
    it comes to what there is.
    """
    *started, to = moved
    year, numeral = to.year, to.numeral
    dated_already = _is_dated_here(to) or because.FROM_AIM in to.reasons
    if aims is None or base is None or year is None or dated_already:
        return to
    words = text[span[0] : started[0].start]
    begun = [one.year for one in started if one.year and _is_dated_here(one)]
    known = pattern("existing").search(words) or word("already") in text[span[0] : to.start]
    if year <= base and not (begun or known):
        return dated(to, aims, "", because.AIMS)
    limited = numeral.before or numeral.after or pattern("strong").search(text, *_to(moved))
    if begun and max(begun) <= base - _LONG and base < year and not limited:
        return dated(to, base, "", because.THERE)
    return to


def _to(moved: Sequence[Statement]) -> Span:
    """Give where the words from a figure to the one that it moves to begin and end."""
    return moved[-2].end, moved[-1].numeral.first
