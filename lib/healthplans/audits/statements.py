"""Figures that a plan states twice: in its table and its prose, or in two sentences.

Levels agree where the intervals of their printed rounding meet. A target is a commitment, so
two targets agree only where they name the same value; `<20` and `20以下` count as the same.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from healthplans.audits.alike import (
    counted_with,
    of_a_name,
    of_any_year,
    of_same_people,
    of_two_names,
    power_between,
    with_one_area,
)
from healthplans.audits.drafts import (
    HIGH,
    LOW,
    MEDIUM,
    Amount,
    Doubt,
    Draft,
    Place,
    Term,
    Word,
    difference,
    doubt,
    found,
)
from healthplans.audits.figures import Figure
from healthplans.audits.sheets import Logic, Options, Sheet, Stated
from healthplans.quantities import Interval
from healthplans.texts import fold

# a difference of levels below this share of the figure is not grave
_SMALL = 0.01


def power_of_ten(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find the same figure with a decimal point or a unit sign moved."""
    apart = (*of_any_year(sheet, options), *of_a_name(sheet, options))
    for first, other in (*_disputes(sheet), *apart):
        power = power_between(first, other)
        if power:
            draft = _draft(HIGH, (first, other), {"power": Amount(power)}, {"ratio": power})
            yield replace(draft, cause=("power_of_ten", power, other.origin, first.unit))


def table_and_text(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find a figure of the table that a sentence contradicts."""
    for first, other in _disputes(sheet):
        mixed = {first.origin, other.origin} == {"table", "text"}
        if mixed and not power_between(first, other):
            yield _conflict(sheet, first, other)


def same_count_twice(sheet: Sheet, options: Options) -> Iterator[Draft | Doubt]:
    """One count of one year given two values in the prose."""
    for first, other in _disputes(sheet):
        both = first.origin == other.origin == "text" and first.unit == "count"
        if both and first.role == "level" and not power_between(first, other):
            more = counted_with(sheet, first, other, options["together"])
            names = {"first_name": fold(first.label), "second_name": fold(other.label)}
            if more is not None and len({*names.values()}) == 1:
                yield _counted_with(first, other, more)
            elif more is not None or of_two_names(first, other, options["near"]):
                evidence = (first, other, *([more] if more else []))
                yield doubt(first, evidence, names | _two(first, other))
            else:
                yield _conflict(sheet, first, other)


def _counted_with(first: Figure, other: Figure, more: Figure) -> Draft:
    """Tell of two totals under one name, of which one may count a like kind as well."""
    places: dict[str, Place] = {"more": more, "more_name": Term(more.indicator, more.part)}
    gap = {"difference": abs(first.number - other.number)}
    draft = _draft(MEDIUM, (first, other, more), places, gap)
    return replace(draft, message="with_more")


def text_and_text(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Two sentences that state different values of one indicator."""
    for first, other in _disputes(sheet):
        both = first.origin == other.origin == "text"
        count = first.unit == "count" and first.role == "level"
        alike = with_one_area((first, other), options)
        if both and not count and alike and not power_between(first, other):
            draft = _conflict(sheet, first, other)
            kept = first.sign.is_bound != other.sign.is_bound and _is_kept(first, other)
            yield replace(draft, severity=MEDIUM) if kept else draft


def full_coverage_and_figure(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Words that say everyone is covered beside a figure that says not everyone is."""
    words = {fold(word) for word in options["words"]}
    whole = Interval.printed(options["whole"])
    for rows in sheet.restated:
        said = [f for f in rows if f.value is None and fold(f.text) in words]
        for claim in said[:1]:
            figures = [f for f in rows if f.unit == "percent" and f.value is not None]
            # 90%以上 asks for 90, while a level of 90%以上 may be all
            least = [(f, f.printed if f.role == "target" else f.interval) for f in figures]
            short = [f for f, interval in least if interval.below(whole)]
            for figure in short[:1]:
                yield _draft(MEDIUM, (claim, figure), {}, {"stated": figure.number})


def ambiguous_and_stated(sheet: Sheet, options: Options) -> Iterator[Draft | Doubt]:
    """Find a change in percent that, read either way, misses the target stated elsewhere."""
    for key, rows in sheet.stated.items():
        changes = [f for f in rows if f.change_unit == "percent_or_points" and f.change]
        stated = [f for f in rows if f.role == "target" and f.value is not None]
        for change, target in [*zip(changes, stated, strict=False)][:1]:
            named = sheet.own(change.base_id)
            base = named or _base_level(sheet, change)
            if base is None:
                yield doubt(change, (change, target), _two(change, target))
                continue
            for draft in _neither_reading(key, base, change, target) if base.is_exact else ():
                assumed = replace(draft, severity=MEDIUM, message="base_year")
                yield draft if named else assumed


def table_blank_text_stated(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find a dash in the table where the prose gives the figure."""
    for rows in sheet.restated:
        dash = [f for f in rows if f.kind == "missing"]
        said = [f for f in rows if f.origin == "text" and f.value is not None]
        if dash and said:
            yield _draft(LOW, (dash[0], said[0]), {}, {"stated": said[0].number})


def _disputes(sheet: Sheet) -> Iterator[tuple[Figure, Figure]]:
    """Give for each key the figure shown and the first that contradicts it."""
    for shown, others in sheet.beside.items():
        first = sheet.named(shown)
        other = next((f for f, mark in others if mark == "value"), None)
        if other is None or not of_same_people(sheet, first, other):
            continue
        if not _asks_less(first, other):
            yield first, other


def _asks_less(first: Figure, other: Figure) -> bool:
    """Whether to double at least asks for no more than a floor that is more than double."""
    worked_out = [f for f in (first, other) if f.kind == "relative"]
    least = len(worked_out) == 1 and worked_out[0].change_sign.is_bound
    return least and _is_kept(first, other)


def _is_kept(first: Figure, other: Figure) -> bool:
    """Whether one of two targets is a bound that the other keeps: both can be met."""
    pairs = ((first, other), (other, first))
    return any(_asked(one).meets(another.printed) for one, another in pairs)


def _asked(target: Figure) -> Interval:
    """Give what a target asks for, also one that is worked out from a change."""
    sign = target.change_sign if target.kind == "relative" else target.sign
    return Interval.printed(target.number, sign)


def _conflict(sheet: Sheet, first: Figure, other: Figure) -> Draft:
    gap = abs(first.number - other.number)
    level = first.role == "level"
    large = not level or gap > _SMALL * abs(first.number)
    places: dict[str, Place] = {
        "gap": difference(gap, first.unit),
        "role": Word("role", first.role),
    }
    bases = [f.base_id for f in (first, other) if f.kind == "relative" and f.base_id]
    evidence = (first, other, *filter(None, map(sheet.own, bases)))
    return _draft(HIGH if large else MEDIUM, evidence, places, {"difference": gap})


def _neither_reading(
    key: Stated, base: Figure, change: Figure, stated: Figure
) -> Iterator[Draft]:
    amount = change.change or 0.0
    percent, points = base.number * (1 + amount / 100), base.number + amount
    half = base.half * (1 + abs(amount) / 100)
    readings = [Interval.printed(value, half=half) for value in (percent, points)]
    named = Interval.printed(stated.number)
    if any(reading.meets(named) for reading in readings):
        return
    # a target is a commitment: one that only lies beyond the bound stated is another
    kept = any(reading.meets(stated.interval) for reading in readings)
    places: dict[str, Place] = {
        "percent": Amount(percent, base.unit),
        "points": Amount(points, base.unit),
        "base": base,
    }
    computed = {"as_percent": round(percent, 4), "as_points": points, "stated": stated.number}
    severity, message = (MEDIUM, "beyond") if kept else (HIGH, "default")
    draft = _draft(severity, (change, stated, base), places, computed)
    yield replace(draft, cause=("target", key[:3]), message=message)


def _base_level(sheet: Sheet, change: Figure) -> Figure | None:
    """Give the level of the base year, from which a change that names no year can count."""
    level = sheet.level(change.indicator, change.part)
    due = level is not None and level.is_exact and level.year == sheet.document.base
    return level if due and change.base_year is None else None


def _two(first: Figure, other: Figure) -> dict[str, Place]:
    texts = {"first_text": fold(first.text), "second_text": fold(other.text)}
    origins = {"first_origin": first.origin, "second_origin": other.origin}
    words = {name: Word("origin", origin) for name, origin in origins.items()}
    return {"first": first, "second": other, **texts, **words}


def _draft(
    severity: str,
    evidence: tuple[Figure, ...],
    places: Mapping[str, Place],
    computed: Mapping[str, float],
) -> Draft:
    return found(evidence[0], severity, evidence, {**_two(*evidence[:2]), **places}, computed)


RULES: Mapping[str, Logic] = {
    "power_of_ten": power_of_ten,
    "table_and_text": table_and_text,
    "same_count_twice": same_count_twice,
    "text_and_text": text_and_text,
    "full_coverage_and_figure": full_coverage_and_figure,
    "ambiguous_and_stated": ambiguous_and_stated,
    "table_blank_text_stated": table_blank_text_stated,
}
