"""Who pays for it, beside what it costs: the sources of money against their total.

A source is told by its label (县级财政, 专项债券, 单位自筹). Those of a total stand in its
paragraph, and those of a project in the row of its table, a cell a line.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from healthplans.audits.drafts import HIGH, MEDIUM, Amount, Draft, Pair, Place, Sum, found
from healthplans.audits.figures import Figure
from healthplans.audits.project_totals import priced
from healthplans.audits.sheets import Logic, Options, Sheet
from healthplans.audits.wholes import Parts
from healthplans.texts import fold


def funding_and_total(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find sources of money that do not add up to what they pay for."""
    every = _paid_by(sheet, options)
    paid = [(total, own) for total, own in every if len(own) >= options["least"]]
    fitting = Counter(_heads(own) for total, own in paid if _fits(total, own))
    for total, own in paid:
        if not _fits(total, own):
            # columns that add up in other rows are all who pay
            whole = fitting[_heads(own)] >= options["rows"]
            yield from _judged(total, own, 1.0 if whole else options["near"])


def _paid_by(sheet: Sheet, options: Options) -> Iterator[tuple[Figure, Sequence[Figure]]]:
    """Give each sum that is to be paid with those that name who pays it."""
    totals = [f for f in sheet.figures if f.indicator in options["totals"]]
    sources = [f for f in (*sheet.figures, *sheet.unnamed) if _pays(f, options)]
    for total in (f for f in totals if f.is_exact and f.paragraph is not None):
        reach = options["row"] if total.part.words else 0
        others = [f for f in totals if f is not total and _beside(f, total, reach)]
        own = [priced(f, total) if f.value is None else f for f in sources if _paid(f, total)]
        own = [f for f in own if f not in totals and _beside(f, total, reach)]
        if not others:
            yield total, own


def _heads(sources: Sequence[Figure]) -> frozenset[str]:
    return frozenset(fold(f.label) for f in sources)


def _paid(source: Figure, total: Figure) -> bool:
    """Whether a sum is exact and of the family of a total, or printed in its unit."""
    if source.value is None:
        same = source.unit_text == total.unit_text and source.digits
        return bool(same and float(total.digits))
    return source.is_exact and source.unit == total.unit


def _beside(one: Figure, total: Figure, reach: int) -> bool:
    """Whether a figure is of the whole of a total, in its paragraph or the row it heads."""
    same = (one.part, one.year, one.role) == (total.part, total.year, total.role)
    here, there = one.paragraph, total.paragraph
    return same and here is not None and there is not None and abs(here - there) <= reach


def _pays(figure: Figure, options: Options) -> bool:
    """Whether a label names a source, as 中央 does alone at the head of a column."""
    label = fold(figure.label)
    return label in options["columns"] or any(word in label for word in options["sources"])


def _fits(total: Figure, sources: Sequence[Figure]) -> bool:
    """Whether sums add up to what they pay, to the finest of the digits printed."""
    finest = min(f.half for f in (total, *sources))
    total, *parts = (replace(f, half=finest) for f in (total, *sources))
    added = Parts(tuple(parts), complete=False)
    # a source within a source (中央预算内投资 of 上级补助) is no further one
    return added.interval.meets(total.interval) or added.nested(total.interval)


def _judged(total: Figure, parts: Sequence[Figure], near: float) -> Iterator[Draft]:
    """Tell sums that are too much, or less than so much of a total too little."""
    number = sum(f.number for f in parts)
    gap = abs(number - total.number)
    if number > total.number or gap <= near * total.number:
        places: dict[str, Place] = {
            "parts": Sum(tuple(Pair(f.label, f) for f in parts)),
            "sum": Amount(number, total.unit),
            "whole": total,
            "gap": Amount(gap, total.unit),
        }
        severity = HIGH if number > total.number else MEDIUM
        yield found(total, severity, (total, *parts), places, {"sum": number})


RULES: Mapping[str, Logic] = {"funding_and_total": funding_and_total}
