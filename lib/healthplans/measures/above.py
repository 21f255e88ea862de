"""Targets that an area above had reached already when the plan began.

Such a target asks a district to arrive where its city was.
"""

from collections.abc import Iterator, Mapping

import pandas as pd

from healthplans.measures.attainment import SIGNS, satisfied
from healthplans.measures.cases import aim_of
from healthplans.measures.conventions import agreed
from healthplans.measures.levels import figure_interval
from healthplans.parts import PART
from healthplans.rows import Row, records
from healthplans.vocabulary.codelists import Codelists

REACHED_ABOVE = [
    *("area", "upper_area", "upper_level", "indicator", *PART, "year", "unit", "value"),
    *("comparator", "upper_value", "upper_comparator", "upper_year", "reached", "document"),
    *("upper_document", "observation_id", "upper_observation_id"),
]


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
