"""When something will be there, or is begun: 实验楼2024年底前建成投用, where no size is told.

The year is the figure then; beside a size it only dates that.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from healthplans.drafting.document import Paragraph
from healthplans.drafting.prose import because
from healthplans.drafting.prose.figures import Numeral, Statement
from healthplans.drafting.prose.years import Dated, year_span
from healthplans.drafting.words import Span, pattern

_KINDS = {because.COMPLETED: "completion", because.BEGUN: "beginning"}


def completions(
    paragraph: Paragraph,
    text: str,
    span: Span,
    dated: Sequence[Dated],
    made: Sequence[Statement],
) -> Iterator[Statement]:
    """Give the years in which what a sentence names is begun, or will be there.

    `text` is the paragraph's with narrow signs, `made` the figures of the sentence.
    """
    taken = {one.year for one in made if one.year_text}
    for date in dated:
        inside = span[0] <= date.start < span[1] and not date.base and date.year not in taken
        for why, kind in _KINDS.items() if inside else ():
            done = pattern(kind).match(text, date.end)
            name = _name(text, span, date, done.end()) if done else None
            if done and name:
                label, scope = (paragraph.text[slice(*at)] for at in (done.span("verb"), name))
                place = year_span(text, date)
                one = completion(paragraph, place, date.year, (label, scope), why)
                yield replace(one, year_text=date.text, label_end=done.end())


def completion(
    paragraph: Paragraph,
    place: Span,
    year: int,
    named: tuple[str, str],
    why: str = because.COMPLETED,
) -> Statement:
    """Give the year printed at a place as the one in which what is `named` will be there.

    `named` are the words that say so, and what they are about; `why` may say that it is begun.
    """
    first, last = place
    label, scope = named
    return Statement(
        paragraph=paragraph,
        start=first,
        end=last,
        numeral=Numeral(first, last, first, last, str(year), ""),
        label=label,
        scope=scope,
        unit="",
        year=year,
        year_text=str(year),
        label_end=last,
        reasons=(why, because.TOUCHED),
    )


def _name(text: str, span: Span, date: Dated, end: int) -> Span | None:
    """Find what is built: right behind the verb, in a clause before, or as the heading."""
    behind = pattern("completed_behind").match(text, end, span[1])
    if behind:
        return behind.span("name")
    if not pattern("completed_alone").match(text, end):
        return None  # something else is built, or made of it
    before = list(pattern("completed_before").finditer(text, max(0, span[0] - 1), date.start))
    opened = pattern("project").match(text)
    return before[-1].span("name") if before else opened and opened.span("name")
