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
from healthplans.audits.splits import Parts
from healthplans.quantities import Interval
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
            near = 1.0 if whole else options["near"]
            yield from _judged(total, own, near, options["units"])


def _paid_by(sheet: Sheet, options: Options) -> Iterator[tuple[Figure, Sequence[Figure]]]:
    """Give each sum that is to be paid with those that name who pays it."""
    totals = [f for f in sheet.figures if f.indicator in options["totals"]]
    sources = [f for f in (*sheet.figures, *sheet.unnamed) if _pays(f, options)]
    for total in (f for f in totals if f.is_exact and f.paragraph is not None):
        reach = options["row"] if total.part.words else 0
        others = [f for f in totals if f is not total and _beside(f, total, reach)]
        near = [f for f in sources if f not in totals and _beside(f, total, reach)]
        if not others:
            yield total, [one for f in near for one in _paid(sheet, f, total)]


def _heads(sources: Sequence[Figure]) -> frozenset[str]:
    return frozenset(fold(f.label) for f in sources)


def _paid(sheet: Sheet, source: Figure, total: Figure) -> Iterator[Figure]:
    """Give a source that is exact money; what its unit is worth other figures show.

    In a list the unit may stand behind the last sum alone, which is that of the total.
    """
    if source.value is not None:
        yield from [source] if source.is_exact and source.unit == total.unit else []
    elif source.digits and float(total.digits or 0):
        alike = source.unit_text in ("", total.unit_text)
        own = (total,) if alike else sheet.figures
        known = (f for f in own if f.unit_text == source.unit_text or alike)
        told = (f for f in known if f.unit == total.unit and f.is_exact and f.number)
        worth = next((f.number / float(f.digits) for f in told if f.digits), 0.0)
        yield from [priced(source, total, worth)] if worth else []


def _beside(one: Figure, total: Figure, reach: int) -> bool:
    """Whether a figure is of the whole of a total, in its paragraph or the row it heads."""
    same = (one.part, one.year, one.role) == (total.part, total.year, total.role)
    here, there = one.paragraph, total.paragraph
    return same and here is not None and there is not None and abs(here - there) <= reach


def _pays(figure: Figure, options: Options) -> bool:
    """Whether a label names a source, as 中央 does alone at the head of a column."""
    label = fold(figure.label)
    return label in options["columns"] or any(word in label for word in options["sources"])


def _to_the_finest(total: Figure, sources: Sequence[Figure]) -> tuple[Interval, Parts]:
    """Give a total and what pays it, to the finest of the digits printed."""
    finest = min(f.half for f in (total, *sources))
    whole, *parts = (replace(f, half=finest) for f in (total, *sources))
    return whole.interval, Parts(tuple(parts), complete=False)


def _fits(total: Figure, sources: Sequence[Figure]) -> bool:
    """Whether sums add up to what they pay."""
    whole, added = _to_the_finest(total, sources)
    # a source within a source (中央预算内投资 of 上级补助) is no further one
    return added.interval.meets(whole) or added.nested(whole)


def _judged(
    total: Figure, parts: Sequence[Figure], near: float, units: Sequence[float]
) -> Iterator[Draft]:
    """Tell sums in a wrong unit, too much, or less than so much of a total too little."""
    whole, added = _to_the_finest(total, parts)
    number, factor = added.total, added.in_another_unit(whole, units)
    gap = abs(number - total.number)
    if factor or number > total.number or gap <= near * total.number:
        places: dict[str, Place] = {
            "parts": Sum(tuple(Pair(f.label, f) for f in parts)),
            "sum": Amount(number, total.unit),
            "whole": total,
            "gap": Amount(gap, total.unit),
        }
        severity = HIGH if factor or number > total.number else MEDIUM
        draft = found(total, severity, (total, *parts), places, {"sum": number})
        yield replace(draft, message="unit") if factor else draft


RULES: Mapping[str, Logic] = {"funding_and_total": funding_and_total}
