"""Rates of rare events in one district: how few events stand behind them.

Births are estimated from the populations that the plan's own counts imply and the range of
the national crude birth rate. With fewer than 20 events the relative standard error of a rate
exceeds 22 percent, and a change from year to year says little.
"""

from collections.abc import Iterator, Mapping

from healthplans.audits.drafts import LOW, Amount, Doubt, Draft, Pair, Place, Term
from healthplans.audits.figures import Figure
from healthplans.audits.populations import implied_population
from healthplans.audits.sheets import Logic, Options, Sheet

__all__ = ["RULES"]


def small_numbers(sheet: Sheet, options: Options) -> Iterator[Draft | Doubt]:
    """Mortality rates that rest on a handful of deaths."""
    year = sheet.document.base
    rates = [
        f for f in (sheet.at(code, year) for code in options["rates"]) if f and f.is_exact
    ]
    people = [p.best for p in implied_population(sheet, options, year)]
    few = [f for f in rates if f.value == 0]
    if people:
        low, high = (
            end * rate for end, rate in zip(_span(people), options["births"], strict=True)
        )
        few = [f for f in rates if _events(sheet, f, high) < options["events"]]
        open_ = [
            f for f in rates if f not in few and _events(sheet, f, low) < options["events"]
        ]
        if few:
            yield _few(sheet, few, (low, high), year)
    else:
        open_ = [f for f in rates if f not in few]
        if few:
            places: dict[str, Place] = {"names": _names(few), "year": year}
            yield Draft(
                LOW, tuple(few), places, {"events": 0}, _one(few), year=year, message="zero"
            )
    if open_:
        yield Doubt(
            tuple(open_), {"names": _names(open_), "year": year}, _one(open_), year=year
        )


def _span(people: list[float]) -> tuple[float, float]:
    return min(people), max(people)


def _events(sheet: Sheet, figure: Figure, births: float) -> float:
    return figure.number * float(sheet.lists.units[figure.unit].factor) * births


def _few(sheet: Sheet, few: list[Figure], births: tuple[float, float], year: int) -> Draft:
    items = tuple(
        Pair(
            Pair(Term(f.indicator), f),
            "–".join(f"{_events(sheet, f, born):.1f}" for born in births),
            joint="colon",
        )
        for f in few
    )
    places: dict[str, Place] = {
        "items": items,
        "low": Amount(round(births[0], -2)),
        "high": Amount(round(births[1], -2)),
        "year": year,
    }
    computed = {f.indicator: round(_events(sheet, f, births[1]), 2) for f in few}
    return Draft(LOW, tuple(few), places, computed, _one(few), year=year)


def _names(rows: list[Figure]) -> tuple[Term, ...]:
    return tuple(Term(f.indicator) for f in rows)


def _one(rows: list[Figure]) -> str:
    return rows[0].indicator if len(rows) == 1 else ""


RULES: Mapping[str, Logic] = {"small_numbers": small_numbers}
