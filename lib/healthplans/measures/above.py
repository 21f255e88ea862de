"""Targets beside what is below or above: already reached there, or the sum of the districts'.

A target that an area above had reached when the plan began asks a district to arrive where its
city was. Targets of all districts can be added up: a count is their sum, a rate or share their
mean weighted by resident population,

    mean = sum(target x population) / sum(population)          in the unit of the targets

which is exact for densities per resident and an approximation for other denominators.
"""

from collections.abc import Iterator, Mapping

import pandas as pd

from healthplans.measures.attainment import SIGNS, satisfied
from healthplans.measures.commitments import WORDS
from healthplans.measures.conventions import agreed
from healthplans.measures.judging import aim_of
from healthplans.measures.levels import figure_interval, half_of
from healthplans.parts import PART, is_whole
from healthplans.quantities import Comparator
from healthplans.rows import Row, records
from healthplans.vocabulary.codelists import Codelists

REACHED_ABOVE = [
    *("area", "upper_area", "upper_level", "indicator", *PART, "year", "unit", "value"),
    *("comparator", "upper_value", "upper_comparator", "upper_year", "reached", "document"),
    *("upper_document", "observation_id", "upper_observation_id"),
]
ADDED_UP = [
    *("area", "indicator", *PART, "year", "unit", "document", "observation_id", "value"),
    *("comparator", "areas", "stated", "missing", "total", "difference", "verdict", "reason"),
]
_POPULATION = "resident_population"


def reached_above(
    figures: pd.DataFrame, plans: Mapping[str, int], lists: Codelists, *, strict: bool = False
) -> pd.DataFrame:
    """Give the targets that an area above had reached before the plan began.

    Parameters
    ----------
    figures : DataFrame
        From `resolve`: the figures of all documents.
    plans : mapping of str to int
        Ids of the plans, each with its base year.
    strict : bool
        Take no denominator as another by convention.

    Returns
    -------
    DataFrame
        `REACHED_ABOVE`. One row a target and level above, of the latest year up to the base
        year: `reached` is ``yes``, or ``undecided`` where the printed digits leave it open.
        A plain number whose good side is not known is not among them.
    """
    levels = _latest(figures)
    found = [
        row
        for target in commitments(figures)
        if target["document"] in plans
        for row in _reached(target, plans[target["document"]], levels, lists, strict=strict)
    ]
    return pd.DataFrame(found, columns=REACHED_ABOVE)


def commitments(figures: pd.DataFrame) -> list[Row]:
    """Give the targets with a figure and a year."""
    rows = figures[(figures["role"] == "target") & figures["value"].notna()]
    return records(rows[rows["year"].notna() & (rows["indicator"] != "")])


def _latest(figures: pd.DataFrame) -> dict[tuple[object, ...], list[Row]]:
    rows = figures[(figures["role"] == "level") & figures["value"].notna()]
    of: dict[tuple[object, ...], list[Row]] = {}
    for row in records(rows[rows["year"].notna()].sort_values("year", kind="stable")):
        of.setdefault((row["area"], row["indicator"], *(row[n] for n in PART)), []).append(row)
    return of


def _reached(
    target: Row,
    base_year: int,
    levels: Mapping[tuple[object, ...], list[Row]],
    lists: Codelists,
    *,
    strict: bool,
) -> Iterator[Row]:
    sign = SIGNS.get(str(lists.indicator(target["indicator"]).polarity), 0)
    aim = aim_of(target, None)
    if not sign and not aim.comparator.is_bound:
        return
    for upper in lists.areas.parents(target["area"]):
        known = levels.get((upper.code, target["indicator"], *(target[n] for n in PART)), [])
        known = [row for row in known if row["year"] <= base_year]
        for row in [one for one in known if one["year"] == known[-1]["year"]]:
            reaches = satisfied(figure_interval(row), aim.region(figure_interval(row), sign))
            per, _ = agreed([target, row], lists, strict=strict)
            if reaches is not False and len(per) <= 1:
                said = "undecided" if reaches is None else "yes"
                yield _named(target, row, upper.level) | {"reached": said}


def _named(target: Row, upper: Row, level: str) -> Row:
    own = {name: target.get(name) for name in REACHED_ABOVE}
    above = {
        f"upper_{name}": upper[name]
        for name in ("area", "value", "comparator", "year", "document", "observation_id")
    }
    return {**own, **above, "upper_level": level}


def adding_up(figures: pd.DataFrame, lists: Codelists) -> pd.DataFrame:
    """Tell whether the targets of an area's districts add up to its own.

    Parameters
    ----------
    figures : DataFrame
        From `resolve`: the figures of all documents.

    Returns
    -------
    DataFrame
        `ADDED_UP`. One row a target of an area of which some district states a target of the
        same indicator, part and year: `areas` right below it that were in force then, how many
        have `stated` one, the codes `missing`; where none is, `total` (a sum or weighted
        mean), `difference` (total - value) and `verdict` (``equal`` within half a unit of the
        last digit, else ``exceeds``, ``short``, ``above`` or ``below``). Else the verdict is
        ``incomparable`` and `reason` says why, a key of `messages.yaml` behind ``adding_``.
    """
    rows = commitments(figures)
    by_place: dict[tuple[object, ...], dict[str, Row]] = {}
    for row in rows:
        by_place.setdefault(_place(row), {}).setdefault(row["area"], row)
    populations = _populations(figures)
    found = []
    for row in rows:
        below = [area.code for area in lists.areas.children(row["area"], row["year"])]
        stated = {code: by_place[_place(row)].get(code) for code in below}
        own = {code: one for code, one in stated.items() if one is not None}
        if own:
            missing = [code for code in below if code not in own]
            found.append(_added(row, own, missing, populations, lists))
    numbers = dict.fromkeys(["total", "difference"], "Float64")
    return pd.DataFrame(found, columns=ADDED_UP).astype(numbers)


def _place(row: Row) -> tuple[object, ...]:
    return (row["indicator"], *(row[name] for name in PART), row["year"])


def _populations(figures: pd.DataFrame) -> dict[str, dict[int, float]]:
    """Give the resident population of each area by year, of those relied on most."""
    rows = figures[(figures["indicator"] == _POPULATION) & (figures["role"] == "level")]
    rows = rows[rows["value"].notna() & rows["year"].notna() & is_whole(rows)]
    of: dict[str, dict[int, float]] = {}
    for row in records(rows):
        of.setdefault(row["area"], {}).setdefault(int(row["year"]), float(row["value"]))
    return of


def _added(
    row: Row,
    own: Mapping[str, Row],
    missing: list[str],
    populations: Mapping[str, Mapping[int, float]],
    lists: Codelists,
) -> Row:
    base = {name: row.get(name) for name in ADDED_UP} | {
        "areas": len(own) + len(missing),
        "stated": len(own),
        "missing": ";".join(missing),
        **dict.fromkeys(["total", "difference"], pd.NA),
    }
    weights, reason = _weights(row, own, missing, populations, lists)
    if reason:
        return base | {"verdict": "incomparable", "reason": f"adding_{reason}"}
    total = sum(float(one["value"]) * weights[code] for code, one in own.items())
    return base | _compared(row, total, str(lists.indicator(row["indicator"]).polarity))


def _weights(
    row: Row,
    own: Mapping[str, Row],
    missing: list[str],
    populations: Mapping[str, Mapping[int, float]],
    lists: Codelists,
) -> tuple[dict[str, float], str]:
    """Give what each district's target counts, or why they are not added up."""
    if missing:
        return {}, "missing"
    if len(agreed([row, *own.values()], lists)[0]) > 1:
        return {}, "denominator"
    if lists.indicator(row["indicator"]).unit == "count":
        return dict.fromkeys(own, 1.0), ""
    shared = set.intersection(*(set(populations.get(code, {})) for code in own))
    if not shared:
        return {}, "population"
    heads = {code: populations[code][max(shared)] for code in own}
    return {code: one / sum(heads.values()) for code, one in heads.items()}, ""


def _compared(row: Row, total: float, polarity: str) -> Row:
    gap, within = total - float(row["value"]), half_of(row)
    within *= 2 if row["comparator"] == Comparator.ABOUT else 1
    word = WORDS[polarity][0 if gap > 0 else 1]
    verdict = "equal" if abs(gap) <= within + 1e-9 else word
    return {
        "total": round(total, 9),
        "difference": round(gap, 9),
        "verdict": verdict,
        "reason": "adding_figures",
    }
