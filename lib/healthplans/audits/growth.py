"""Growth claims recomputed, and the levels they imply for the year they count from.

Growth of g percent to a level L implies L / (1 + g/100) in the base year. An average yearly
growth is either compound, (L / B)^(1/n) - 1, or simple, (L / B - 1) / n; only the former is an
average growth rate. All are computed as intervals on the printed digits.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from healthplans.audits.drafts import (
    HIGH,
    LOW,
    MEDIUM,
    Amount,
    Doubt,
    Draft,
    Place,
    Term,
    doubt,
    found,
)
from healthplans.audits.figures import Figure
from healthplans.audits.scoped import reckoned
from healthplans.audits.sheets import Logic, Options, Sheet
from healthplans.quantities import Interval
from healthplans.texts import fold

_ONE = Interval(1.0, 1.0)
Past = tuple[Interval, float, tuple[Figure, ...]]


def growth_claim(sheet: Sheet, options: Options) -> Iterator[Draft | Doubt]:
    """Growth over a period that the two levels stated do not give."""
    for claim in (*_claims(sheet, "percent"), *_claims(sheet, "percent_or_points")):
        now, base = _ends(sheet, claim)
        rise = _rise(sheet, claim) if now and not base else None
        if now and rise:
            yield from _risen(claim, now, rise)
        elif now is None or base is None:
            yield _unknown(claim, (now, base))
        elif _growth(now, base).apart(claim.change_interval):
            yield _not_grown(claim, now, base)


def _not_grown(claim: Figure, now: Figure, base: Figure) -> Draft:
    """Say what growth there is; of percentages it may be the difference in points."""
    growth = 100 * (now.number / base.number - 1)
    # a rate printed per 100,000 has no percentage points
    points = "%" in fold(now.text) + fold(now.unit_text) and now.unit == "percent"
    if points and not now.interval.difference(base.interval).apart(claim.change_interval):
        draft = _claimed(claim, LOW, (now, base), {"found": growth})
        return replace(draft, message="points")
    return _claimed(claim, HIGH, (now, base), {"found": growth})


def _rise(sheet: Sheet, claim: Figure) -> Figure | None:
    """Give the increase that is stated beside a growth of the same, over the same years."""
    key = (claim.indicator, claim.part, claim.year, claim.base_year)
    same = [f for f in sheet.claims if (f.indicator, f.part, f.year, f.base_year) == key]
    rises = [f for f in same if f.change_unit == f.unit and not f.change_sign.is_bound]
    return next((f for f in rises if f.change), None)


def _risen(claim: Figure, now: Figure, rise: Figure) -> Iterator[Draft]:
    """Compare growth with an increase, which leaves the level that both count from."""
    before = now.interval.difference(rise.change_interval)
    growth = now.interval.over(before).difference(_ONE).scaled(100) if before.low > 0 else None
    if growth and growth.apart(claim.change_interval):
        base = now.number - (rise.change or 0.0)
        values = {"base": base, "found": 100 * (now.number / base - 1)}
        places: dict[str, Place] = {
            "claim": claim,
            "now": now,
            "rise": rise,
            "base": Amount(round(base, 2), now.unit),
            "found": Amount(round(values["found"], 2)),
        }
        draft = found(claim, HIGH, (claim, now, rise), places, values)
        yield replace(draft, message="increase")


def average_growth(sheet: Sheet, options: Options) -> Iterator[Draft | Doubt]:
    """Find an average yearly growth that is not the compound rate of its own two levels."""
    for claim in _claims(sheet, "percent_per_year"):
        now, base = _ends(sheet, claim)
        if now is None or base is None:
            yield _unknown(claim, (now, base))
            continue
        years = claim.year - base.year
        if _growth(now, base, years).apart(claim.change_interval):
            simple = _growth(now, base).scaled(1 / years)
            is_simple = simple.meets(claim.change_interval)
            rates = {
                "compound": 100 * ((now.number / base.number) ** (1 / years) - 1),
                "simple": 100 * (now.number / base.number - 1) / years,
            }
            draft = _claimed(claim, MEDIUM if is_simple else HIGH, (now, base), rates)
            yield replace(draft, message="simple" if is_simple else "default")


def increase_claim(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find an increase that is not the difference of the two levels stated."""
    for claim in sheet.claims:
        now, base = _ends(sheet, claim)
        if not _is_difference(claim) or now is None or base is None:
            continue
        if now.interval.difference(base.interval).apart(claim.change_interval):
            difference = now.number - base.number
            yield _claimed(claim, HIGH, (now, base), {"found": difference})


def _is_difference(claim: Figure) -> bool:
    """Whether a change is in the unit of its levels; percent of a percentage is growth."""
    of_percent = claim.unit == "percent" and claim.change_unit == "percentage_points"
    return of_percent or (claim.change_unit == claim.unit and not _is_growth(claim))


def _is_growth(claim: Figure) -> bool:
    """Whether a change is printed in percent; one of a rate may be printed in its own unit.

    Doubled, or a tenth more (翻一番, 一成), is said of the quantity too, and so is a multiple
    (1.1倍), which is held in percent.
    """
    text = fold(claim.text)
    in_words = not any(sign.isdecimal() for sign in text)
    other_unit = claim.change_unit != claim.unit
    return in_words or other_unit or _is_multiple(claim) or "%" in text + fold(claim.unit_text)


def _is_multiple(claim: Figure) -> bool:
    in_percent = claim.change_unit == "percent" and claim.change is not None
    return in_percent and bool(claim.digits) and float(claim.digits) != abs(claim.change or 0)


def back_cast_levels(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Growth claims that together imply members larger than their whole in the base year."""
    past = _past(sheet) if _claims(sheet, "percent") else {}
    for whole_code, codes in options["members"].items():
        for year in sorted({year for code, year in past if code == whole_code}):
            whole = past[whole_code, year]
            parts = [(code, past[code, year]) for code in codes if (code, year) in past]
            claimed = any(f.is_claim for p in (whole, *(p for _, p in parts)) for f in p[2])
            if claimed and whole[0].below(Interval.total(p[0] for _, p in parts)):
                yield _impossible_past(whole_code, year, whole, parts)


def points_of_count(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Percentage points said of something that is not a percentage."""
    for claim in sheet.claims:
        if claim.change_unit.startswith("percentage_points") and claim.unit != "percent":
            yield found(
                claim, MEDIUM, (claim,), {"claim": claim}, {"change": claim.change or 0}
            )


def _claims(sheet: Sheet, unit: str) -> list[Figure]:
    same = [f for f in sheet.claims if f.change_unit == unit and f.base_year]
    return [f for f in same if _is_growth(f)]


def _ends(sheet: Sheet, claim: Figure) -> tuple[Figure | None, Figure | None]:
    """Give both levels of a change: sums of years where it is told of such, else of a year."""
    for part in (claim.part, reckoned(claim)):
        years = (claim.year, claim.base_year or 0)
        now, base = (_usable(sheet.at(claim.indicator, year, part)) for year in years)
        if (now and base) or not part.words:
            break
    return now, base


def _usable(figure: Figure | None) -> Figure | None:
    return figure if figure and figure.is_exact and figure.number > 0 else None


def _growth(now: Figure, base: Figure, years: int = 1) -> Interval:
    """Give the growth between two levels, in percent; over several years the compound rate."""
    ratio = now.interval.over(base.interval).power(1 / years)
    return ratio.difference(_ONE).scaled(100)


def _past(sheet: Sheet) -> dict[tuple[str, int], Past]:
    """Levels of earlier years of the whole district: stated, or worked back from growth."""
    past: dict[tuple[str, int], Past] = {}
    for claim in _claims(sheet, "percent"):
        now = _usable(sheet.at(claim.indicator, claim.year, claim.part))
        if now is not None and not claim.part:
            ends = now.interval.over(_ONE.plus(claim.change_interval.scaled(0.01)))
            best = now.number / (1 + (claim.change or 0.0) / 100)
            past[claim.indicator, claim.base_year or 0] = ends, best, (claim, now)
    for (code, part, year), figure in sheet.shown.items():
        if figure.role == "level" and not part and figure.is_exact:
            past[code, year] = figure.interval, figure.number, (figure,)
    return past


def _impossible_past(
    code: str, year: int, whole: Past, parts: Sequence[tuple[str, Past]]
) -> Draft:
    total = sum(p[1] for _, p in parts)
    rows = tuple(dict.fromkeys(f for p in (whole, *(p for _, p in parts)) for f in p[2]))
    places: dict[str, Place] = {
        "name": Term(code),
        "year": year,
        "whole": Amount(round(whole[1])),
        "sum": Amount(round(total)),
        "part_names": tuple(Term(c) for c, _ in parts),
        "parts": tuple(Amount(round(p[1])) for _, p in parts),
    }
    computed = {"sum": round(total, 1), "whole": round(whole[1], 1)}
    return Draft(HIGH, rows, places, computed, code, year=year)


def _unknown(claim: Figure, ends: Sequence[Figure | None]) -> Doubt:
    evidence = (claim, *(f for f in ends if f is not None))
    return doubt(claim, evidence, {"claim": claim, "base_year": claim.base_year or 0})


def _claimed(
    claim: Figure, severity: str, ends: tuple[Figure, Figure], values: Mapping[str, float]
) -> Draft:
    now, base = ends
    places: dict[str, Place] = {
        "claim": claim,
        "now": now,
        "base": base,
        "base_year": base.year,
        "years": now.year - base.year,
        **{name: Amount(round(value, 2)) for name, value in values.items()},
    }
    computed = {"claimed": claim.change or 0.0, **values}
    return found(claim, severity, (claim, now, base), places, computed)


RULES: Mapping[str, Logic] = {
    "growth_claim": growth_claim,
    "average_growth": average_growth,
    "increase_claim": increase_claim,
    "back_cast_levels": back_cast_levels,
    "points_of_count": points_of_count,
}
