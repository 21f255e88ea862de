"""People that counts and densities imply, of a whole or a part, beside those printed."""

from collections.abc import Iterator, Mapping, Sequence

from healthplans.audits.drafts import HIGH, MEDIUM, Amount, Draft, Pair, Place, Term, found
from healthplans.audits.figures import Figure
from healthplans.audits.populations import populations_of
from healthplans.audits.sheets import Logic, Options, Sheet
from healthplans.quantities import Interval
from healthplans.rows import Row


def residents_and_densities(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find densities of the base year that agree, but with no population printed."""
    year = sheet.document.base
    pairs = {row["indicator"]: row for row in sheet.implied(year)}
    sets = populations_of(sheet, year)
    rows = {n: [pairs[c] for c in s["indicators"].split(";")] for n, s in enumerate(sets)}
    people = {n: _people(sheet, year, rows[n], options) for n in rows}
    if any(_fits(s, figure, options) for n, s in enumerate(sets) for figure in people[n]):
        return
    for n, known in enumerate(sets):
        if known["main"] and people[n]:
            yield _draft(sheet, known, rows[n], people[n], options)


def _people(sheet: Sheet, year: int, rows: list[Row], options: Options) -> list[Figure]:
    """Give the populations printed for a year that every density of a set can be per."""
    named = [set(sheet.lists.populations(row["denominator"])) for row in rows]
    codes = sorted(set.intersection(*filter(None, named))) if any(named) else []
    known = (sheet.at(code, year) for code in codes)
    return [figure for figure in known if figure is not None and figure.is_point]


def _fits(known: Row, figure: Figure, options: Options) -> bool:
    ratio = known["population"] / figure.number
    near = 1 / options["near"] <= ratio <= options["near"]
    return near or not figure.interval.apart(Interval(known["low"], known["high"]))


def _draft(
    sheet: Sheet, known: Row, rows: list[Row], people: list[Figure], options: Options
) -> Draft:
    nearest = min(people, key=lambda figure: abs(figure.number - known["population"]))
    ratio = known["population"] / nearest.number
    places: dict[str, Place] = {
        "people": nearest,
        "people_name": Term(nearest.indicator),
        "implied": Amount(round(known["population"])),
        "densities": tuple(Term(row["indicator"]) for row in rows),
        "change": Amount(round(100 * (ratio - 1), 1), "percent"),
    }
    evidence = (nearest, *(figure for row in rows for figure in sheet.counted(row)))
    far = not 1 / options["large"] <= ratio <= options["large"]
    computed = {"implied": round(known["population"]), "printed": nearest.number}
    return found(nearest, HIGH if far else MEDIUM, evidence, places, computed)


def density_by_area(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find a density of a part of the area that its own count and people do not give."""
    for (_, part, year), stated in sheet.shown.items():
        people = [
            f
            for code in sheet.lists.populations(stated.denominator)
            if part.words and (f := sheet.at(code, year, part)) and f.is_point
        ]
        count = sheet.at(sheet.about(stated).counts or "", year, part)
        if not people or count is None or not (count.is_point and stated.is_point):
            continue
        if not any(_gives(sheet, stated, count, f, options) for f in people):
            yield _area_differs(sheet, stated, count, people[0], options)


def _gives(
    sheet: Sheet, stated: Figure, count: Figure, people: Figure, options: Options
) -> bool:
    made = count.interval.over(people.interval).scaled(1 / sheet.factor(stated))
    ends = (made.scaled(1 - options["slack"]), made.scaled(1 + options["slack"]))
    return Interval.hull(ends).meets(stated.interval)


def _area_differs(
    sheet: Sheet, stated: Figure, count: Figure, people: Figure, options: Options
) -> Draft:
    made = count.number / people.number / sheet.factor(stated)
    places: dict[str, Place] = {
        "stated": stated,
        "count": Pair(Term(count.indicator), count),
        "people": Pair(Term(people.indicator), people),
        "made": Amount(round(made, 2), stated.unit),
    }
    far = abs(stated.number - made) > options["large"] * made
    computed = {"stated": stated.number, "made": made}
    return found(stated, HIGH if far else MEDIUM, (stated, count, people), places, computed)


def rate_of_count(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find a rate whose digits are those of a count beside it, a power of ten away."""
    for figures in sheet.paragraphs.values():
        for place, rate in enumerate(figures):
            if _has_digits(sheet, rate, options):
                begin = max(0, place - options["reach"])
                near = figures[begin : place + options["reach"] + 1]
                yield from _moved(sheet, rate, near, options)


def _has_digits(sheet: Sheet, rate: Figure, options: Options) -> bool:
    """Whether a figure is per so many people, printed to enough digits to be told by them."""
    digits = rate.digits.replace(".", "").lstrip("0")
    per = rate.unit in options["units"] and not sheet.about(rate).counts
    return per and rate.is_exact and len(digits) >= options["digits"]


def _moved(
    sheet: Sheet, rate: Figure, near: Sequence[Figure], options: Options
) -> Iterator[Draft]:
    dated = [f for f in near if (f.year, f.role) == (rate.year, rate.role)]
    counts = [f for f in dated if f.unit == "count" and f.is_exact and f.number > 0]
    codes = sheet.lists.populations(rate.denominator)
    people = [f for code in codes if (f := sheet.at(code, rate.year)) and f.is_exact]
    factor = 1 / sheet.factor(rate)
    made = [(c, p, c.interval.over(p.interval).scaled(factor)) for c in counts for p in people]
    # where one of them gives the rate as printed, another meets it by chance
    if any(own.meets(rate.interval) for *_, own in made):
        return
    for count, whole, own in made:
        powers = [p for p in options["powers"] if own.scaled(p).meets(rate.interval)]
        if powers:
            yield _power_away(rate, count, whole, own, powers[0])
            return


def _power_away(
    rate: Figure, count: Figure, people: Figure, made: Interval, power: float
) -> Draft:
    number = (made.low + made.high) / 2
    places: dict[str, Place] = {
        "rate": rate,
        "count": count,
        "people": people,
        "made": Amount(round(number, 2), rate.unit),
        "power": Amount(max(power, 1 / power)),
    }
    return found(rate, HIGH, (rate, count, people), places, {"recomputed": number})


RULES: Mapping[str, Logic] = {
    "residents_and_densities": residents_and_densities,
    "density_by_area": density_by_area,
    "rate_of_count": rate_of_count,
}
