"""The population behind a plan's densities.

A plan that prints 2,750 physicians and 3.95 per 1,000 has divided by some population, and
says by which: 2,750 / 3.95 x 1,000 = 696,203, or between 695,196 and 697,212 as rounding
allows. Where several such pairs agree, the population is known to within their overlap.
"""

import numpy as np
import pandas as pd

from healthplans.measures.resolution import certain, rounding
from healthplans.parts import is_whole
from healthplans.quantities import Comparator, is_point
from healthplans.vocabulary.codelists import Codelists

_PLAN = ["document", "area", "area_name"]
_FIGURE = ["observation_id", "indicator", "part", "value", "rounding"]


def implied_population(
    resolved: pd.DataFrame, lists: Codelists, *, at_face: bool = False
) -> pd.DataFrame:
    """Give the population implied by each pair of a count and its rate.

    Parameters
    ----------
    resolved : DataFrame
        The figures shown, from `resolve`.
    lists : Codelists
        `counts` of a rate names the count that it is made of.
    at_face : bool
        Take bounds as their number too, as in targets, which seldom state anything else.

    Returns
    -------
    DataFrame
        One row a pair printed by one plan for one year: plan, district, `year`, `indicator`
        (the density), `denominator`, `density`, `density_id`, `count_indicator`, `count`,
        `count_id`, `count_part`; `population` = count / density x the unit's scale,
        persons, `low` and `high` with both figures at the ends of their rounding. Zero
        densities imply nothing and are left out.

    Notes
    -----
    A count for the whole district is used; where the plan prints it for a part only, the
    largest part stands in and `count_part` names it. Whether that was the count
    behind the density shows in whether the pair agrees with the others.
    """
    counted = lists.counted
    due = resolved["indicator"].isin([*counted, *counted.values()])
    stated = is_point(resolved["comparator"]) | at_face
    figures = resolved[due & stated & (resolved["value"] > 0).fillna(False)]
    # how far each figure may lie from its number: twice as far where it says 约
    about = figures["comparator"] == Comparator.ABOUT
    margins = rounding(figures).mask(about, 2 * certain(figures))
    figures = figures.assign(rounding=margins)
    whole = is_whole(figures)
    densities = figures[figures["indicator"].isin(list(counted)) & whole]
    densities = densities.assign(count_indicator=densities["indicator"].map(counted))
    pairs = densities.merge(
        _counts(figures, set(counted.values())),
        on=["document", "year", "role", "count_indicator"],
        suffixes=("", "_of_count"),
    )
    # what was promised for a year that is known is about other people than there were
    level = pairs["role"] == "level"
    known = level.groupby([pairs["document"], pairs["year"]]).transform("any")
    return _implied(pairs[level | ~known], lists)


def populations(pairs: pd.DataFrame) -> pd.DataFrame:
    """Give the populations on which a plan's pairs agree.

    Parameters
    ----------
    pairs : DataFrame
        From `implied_population`.

    Returns
    -------
    DataFrame
        One row per plan, year and largest possible set of pairs whose intervals share a value
        (a pair may stand in two such sets): plan, district, `year`, `group` (from 1, most
        pairs first), `pairs` (how many agree), `indicators` (theirs, ``;``-separated),
        `population` (middle of what they share), `low`, `high`, persons; `main`, True where
        no other group of that plan and year has as many pairs. A plan whose pairs all
        contradict each other has no main population.

    Notes
    -----
    Largest sets, not the fewest groups: a pair that agrees with two sets is in both, so that
    the population of each is as narrow as all its pairs make it, and no pair is put on one
    side by the order of counting. A count of a part is a witness only where it agrees with
    a pair of whole counts; alone it implies no population. More than one row of a plan and
    year says that no single population satisfies all its pairs.
    """
    columns = [*_PLAN, "year"]
    low, high = (pairs[name].to_numpy(float) for name in ("low", "high"))
    whole, names = (pairs["count_part"] == "").to_numpy(), pairs["indicator"].to_numpy(object)
    # places in columns, as to cut a table out for each plan takes longer than all the rest
    rows = [
        (*key, number, *group)  # type: ignore[misc]  # a key of several columns is a tuple
        for key, at in sorted(pairs.groupby(columns).indices.items())
        for number, group in enumerate(_agreeing(low[at], high[at], whole[at], names[at]), 1)
    ]
    named = [*columns, "group", "pairs", "indicators", "low", "high"]
    table = pd.DataFrame(rows, columns=named)
    most = table.groupby(["document", "year"])["pairs"].transform("max")
    leads = (
        (table["pairs"] == most).groupby([table["document"], table["year"]]).transform("sum")
    )
    return table.assign(
        population=(table["low"] + table["high"]) / 2,
        main=(table["pairs"] == most) & (leads == 1),
    )


def _counts(figures: pd.DataFrame, counts: set[str]) -> pd.DataFrame:
    """Give the count of each plan and year: the whole district's, else its largest part's."""
    found = figures[figures["indicator"].isin(counts)]
    parts = found.assign(_part=~is_whole(found), _size=-found["value"])
    # what is and what was promised of one year are two statements
    key = ["document", "year", "role", "indicator"]
    once = parts.sort_values([*key, "_part", "_size"]).drop_duplicates(key)
    return once[["document", "year", "role", *_FIGURE]].rename(
        columns={"indicator": "count_indicator"}
    )


def _implied(pairs: pd.DataFrame, lists: Codelists) -> pd.DataFrame:
    per = scale(pairs["unit"], lists)
    count, density = pairs["value_of_count"], pairs["value"]
    most, least = count + pairs["rounding_of_count"], count - pairs["rounding_of_count"]
    table = pairs[[*_PLAN, "year", "indicator", "denominator", "count_indicator"]].assign(
        density=density,
        density_id=pairs["observation_id"],
        count=count,
        count_id=pairs["observation_id_of_count"],
        count_part=pairs["part_of_count"],
        population=count / density * per,
        low=least / (density + pairs["rounding"]) * per,
        high=most / (density - pairs["rounding"]) * per,
    )
    return table.sort_values([*_PLAN, "year", "low"]).reset_index(drop=True)


def scale(units: pd.Series, lists: Codelists) -> pd.Series:
    """Give how many persons a density is per: 1,000 for ``per_1000``."""
    return units.map(lambda unit: float(1 / lists.units[unit].factor)).astype("Float64")


def _agreeing(
    low: np.ndarray, high: np.ndarray, is_whole: np.ndarray, names: np.ndarray
) -> list[tuple[int, str, float, float]]:
    """Give each largest set of pairs that share a value: size, indicators and what is shared.

    Intervals that share a value all hold the highest of their lower ends, so the sets around
    the lower ends are enough; a set within another says nothing more.
    """
    whole = frozenset(np.flatnonzero(is_whole))
    # the ends of a quotient of two rounded figures are excluded
    sets = {frozenset(np.flatnonzero((low <= point) & (high > point))) for point in low}
    # whole counts make the sets, and a part only joins one of them
    apart = {s & whole for s in sets if s & whole}
    full = {s for s in apart if not any(s < other for other in apart)}
    known = [s for s in sets if s & whole in full]
    largest = [s for s in known if not any(s < other for other in known)]
    found = [
        (len(s), ";".join(sorted(names[list(s)])), low[list(s)].max(), high[list(s)].min())
        for s in largest
    ]
    return sorted(found, key=lambda group: (-group[0], group[2]))
