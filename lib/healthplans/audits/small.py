"""Rates of rare events in one district: how few events stand behind them.

The births that a plan prints come first, as on the pages; only where it prints none are they
estimated from the populations that its own counts imply and the range of the national crude
birth rate. With fewer than 20 events the relative standard error of a rate exceeds 22
percent, and a change from year to year says little.
"""

from collections.abc import Iterator, Mapping, Sequence

from healthplans.audits.drafts import LOW, Amount, Doubt, Draft, Pair, Place, Term, terms
from healthplans.audits.figures import Figure
from healthplans.audits.populations import populations_of
from healthplans.audits.sheets import Logic, Options, Sheet
from healthplans.rows import Row


def small_numbers(sheet: Sheet, options: Options) -> Iterator[Draft | Doubt]:
    """Mortality rates that rest on a handful of deaths."""
    year = sheet.document.base
    stated = (sheet.at(code, year) for code in options["rates"])
    rates = [f for f in stated if f and f.is_exact]
    counted = _counted(sheet, rates)
    if counted:
        yield from _printed(sheet, counted, options["events"])
    rest = [f for f in rates if f.id not in counted]
    known = populations_of(sheet, year)
    if known:
        yield from _estimated(sheet, rest, known, options)
    else:
        yield from _unknown(rest)


def target_below_one_event(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find ceilings that allow, of the births printed, less than one death a year."""
    base, last = sheet.document.base, sheet.document.last_year
    born = {r["denominator"]: r for r in sheet.measured.limits if r["year"] == base}
    stated = (sheet.at(code, last) for code in options["rates"])
    asked = [f for f in stated if f and f.role == "target" and f.sign.side != "low"]
    known = [(f, born[f.denominator]) for f in asked if f.denominator in born]
    events = {f: _events(sheet, f, row["exposure"]) for f, row in known}
    few = [f for f in events if 0 < events[f] < options["least"]]
    if few:
        births = sheet.named(born[few[0].denominator]["exposure_id"])
        items = tuple(_item(f, f"{events[f]:.1f}") for f in few)
        places: dict[str, Place] = {"items": items, "births": births, "year": last}
        computed = {f.indicator: round(events[f], 2) for f in few}
        yield Draft(LOW, (*few, births), places, computed, _one(few), year=last)


def _counted(sheet: Sheet, rates: Sequence[Figure]) -> dict[str, Row]:
    """Give the rates whose births the plan prints, by id, as `rate_limits` has them."""
    limits = {(r["indicator"], r["year"]): r for r in sheet.measured.limits if not r["part"]}
    keys = {f.id: (f.indicator, f.year) for f in rates}
    return {id_: limits[key] for id_, key in keys.items() if key in limits}


def _printed(sheet: Sheet, counted: Mapping[str, Row], least: float) -> Iterator[Draft]:
    rows = {id_: r for id_, r in counted.items() if r["events_implied"] < least}
    if rows:
        few = [sheet.named(id_) for id_ in rows]
        births = sheet.named(next(iter(rows.values()))["exposure_id"])
        items = tuple(
            _item(f, f"{row['events_implied']:.1f}")
            for f, row in zip(few, rows.values(), strict=True)
        )
        places: dict[str, Place] = {"items": items, "births": births, "year": few[0].year}
        computed = {r["indicator"]: round(r["events_implied"], 2) for r in rows.values()}
        evidence = (*few, births)
        one, year = _one(few), few[0].year
        yield Draft(LOW, evidence, places, computed, one, year=year, message="printed")


def _estimated(
    sheet: Sheet, rates: Sequence[Figure], known: Sequence[Row], options: Options
) -> Iterator[Draft | Doubt]:
    ends = min(r["low"] for r in known), max(r["high"] for r in known)
    low, high = (end * rate for end, rate in zip(ends, options["births"], strict=True))
    few = [f for f in rates if _events(sheet, f, high) < options["events"]]
    if few:
        yield _few(sheet, few, (low, high), few[0].year)
    rest = [f for f in rates if f not in few]
    yield from _open([f for f in rest if _events(sheet, f, low) < options["events"]])


def _unknown(rates: Sequence[Figure]) -> Iterator[Draft | Doubt]:
    """Where births cannot even be estimated, a rate of zero still says: no case."""
    few = [f for f in rates if f.value == 0]
    if few:
        year = few[0].year
        places: dict[str, Place] = {"names": terms(few), "year": year}
        one = _one(few)
        yield Draft(LOW, tuple(few), places, {"events": 0}, one, year=year, message="zero")
    yield from _open([f for f in rates if f not in few])


def _open(rates: list[Figure]) -> Iterator[Doubt]:
    if rates:
        year = rates[0].year
        places: dict[str, Place] = {"names": terms(rates), "year": year}
        yield Doubt(tuple(rates), places, _one(rates), year=year)


def _item(figure: Figure, events: str) -> Pair:
    return Pair(Pair(Term(figure.indicator), figure), events, joint="colon")


def _events(sheet: Sheet, figure: Figure, births: float) -> float:
    return figure.number * float(sheet.lists.units[figure.unit].factor) * births


def _few(sheet: Sheet, few: list[Figure], births: tuple[float, float], year: int) -> Draft:
    items = tuple(
        _item(f, "–".join(f"{_events(sheet, f, born):.1f}" for born in births)) for f in few
    )
    places: dict[str, Place] = {
        "items": items,
        "low": Amount(round(births[0], -2)),
        "high": Amount(round(births[1], -2)),
        "year": year,
    }
    computed = {f.indicator: round(_events(sheet, f, births[1]), 2) for f in few}
    return Draft(LOW, tuple(few), places, computed, _one(few), year=year)


def _one(rows: list[Figure]) -> str:
    return rows[0].indicator if len(rows) == 1 else ""


RULES: Mapping[str, Logic] = {
    "small_numbers": small_numbers,
    "target_below_one_event": target_below_one_event,
}
