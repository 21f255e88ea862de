"""The population behind a plan's densities, and the heads that its targets need on it.

A plan that prints 2,750 physicians and 3.95 per 1,000 has divided by some population, and
says by which: 2,750 / 3.95 x 1,000 = 696,203, or between 695,196 and 697,212 as rounding
allows. Where several such pairs agree, the population is known to within their overlap.
"""

from collections.abc import Iterator

import pandas as pd

from healthplans.codelists import Codelists
from healthplans.measures.resolution import rounding

__all__ = ["implied_population", "populations", "required_heads"]

_PLAN = ["plan", "district", "district_name"]
_FIGURE = ["observation_id", "indicator", "component", "value", "rounding"]
_POINTS = ["=", "~"]


def implied_population(resolved: pd.DataFrame, lists: Codelists) -> pd.DataFrame:
    """Give the population implied by each pair of a count and its density.

    Parameters
    ----------
    resolved : DataFrame
        The figures shown, from `resolve`.
    lists : Codelists
        `counts` of a density names the count that it is made of.

    Returns
    -------
    DataFrame
        One row a pair printed by one plan for one year: plan, district, `year`, `indicator`
        (the density), `denominator`, `density`, `density_id`, `count_indicator`, `count`,
        `count_id`, `count_component`; `population` = count / density x the unit's scale,
        persons, `low` and `high` with both figures at the ends of their rounding; `group`, the
        number of the set of pairs whose intervals share a value, `group_low`, `group_high`,
        what they share. Zero densities imply nothing and are left out.

    Notes
    -----
    A count for the whole district is used; where the plan prints it for a part only, the
    largest part stands in and `count_component` names it. Whether that was the count
    behind the density shows in whether the pair agrees with the others.
    """
    figures = resolved.assign(rounding=rounding(resolved))
    figures = figures[
        figures["comparator"].isin(_POINTS) & (figures["value"] > 0).fillna(False)
    ]
    counted = {c: e.counts for c, e in lists.indicators.items() if e.counts}
    whole = figures["component"] == ""
    densities = figures[figures["indicator"].isin(list(counted)) & whole]
    densities = densities.assign(count_indicator=densities["indicator"].map(counted))
    pairs = densities.merge(
        _counts(figures, set(counted.values())),
        on=["plan", "year", "count_indicator"],
        suffixes=("", "_of_count"),
    )
    return _grouped(_implied(pairs, lists))


def populations(pairs: pd.DataFrame) -> pd.DataFrame:
    """Give each plan's implied populations, the one that most pairs share first.

    Parameters
    ----------
    pairs : DataFrame
        From `implied_population`.

    Returns
    -------
    DataFrame
        One row per plan, year and group: plan, district, `year`, `group`, `pairs` (how many
        agree), `population` (middle of what they share), `low`, `high`, persons; `main`, True
        for the group of most pairs, the narrowest of equals.
    """
    key = [*_PLAN, "year", "group"]
    sized = pairs.groupby(key, as_index=False).agg(
        pairs=("indicator", "size"), low=("group_low", "first"), high=("group_high", "first")
    )
    sized = sized.assign(
        population=(sized["low"] + sized["high"]) / 2, _width=sized["high"] - sized["low"]
    )
    ordered = sized.sort_values(
        ["plan", "year", "pairs", "_width"], ascending=[True, True, False, True]
    )
    main = ~ordered.duplicated(["plan", "year"])
    columns = [*key, "pairs", "population", "low", "high"]
    return ordered[columns].assign(main=main).reset_index(drop=True)


def required_heads(
    described: pd.DataFrame, pairs: pd.DataFrame, lists: Codelists
) -> pd.DataFrame:
    """Give the head counts that density targets require on the plan's implied population.

    Parameters
    ----------
    described : DataFrame
        Rows of `compare` with `target_rounding`, from `describe`.
    pairs : DataFrame
        From `implied_population`; each plan's main group of its latest year is used.
    lists : Codelists

    Returns
    -------
    DataFrame
        One row per density target (indicators whose unit is per a population): plan,
        district, `indicator`, `denominator`, `unit`, `level`, `target`, `target_comparator`,
        `target_text`; `population`, `population_low`, `population_high`, persons;
        `heads` = target x population / the unit's scale, with `heads_low`, `heads_high` from
        the population's interval (beds, people or places; a bound's heads are a bound too);
        `heads_now`, the printed count, else level x population; `added` = heads - heads_now;
        `added_per_year` over the years between. `reason` is a key of `messages.yaml` where
        no population is implied or a level is missing.

    Notes
    -----
    The population of the baseline year is held fixed; growth would raise every figure.
    """
    density = [_is_density(code, lists) for code in described["indicator"]]
    targets = described[described["target"].notna() & pd.Series(density, described.index)]
    known = populations(pairs)
    main = known[known["main"]].sort_values("year").drop_duplicates("plan", keep="last")
    sized = targets.merge(
        main[["plan", "year", "population", "low", "high"]].rename(
            columns={
                "year": "population_year",
                "low": "population_low",
                "high": "population_high",
            }
        ),
        on="plan",
        how="left",
    )
    return _heads(sized, _printed_counts(pairs), lists)


def _counts(figures: pd.DataFrame, counts: set[str]) -> pd.DataFrame:
    """Give the count of each plan and year: the whole district's, else its largest part's."""
    found = figures[figures["indicator"].isin(counts)]
    parts = found.assign(_part=found["component"] != "", _size=-found["value"])
    ordered = parts.sort_values(["plan", "year", "indicator", "_part", "_size"])
    once = ordered.drop_duplicates(["plan", "year", "indicator"])
    return once[["plan", "year", *_FIGURE]].rename(columns={"indicator": "count_indicator"})


def _implied(pairs: pd.DataFrame, lists: Codelists) -> pd.DataFrame:
    scale = _scale(pairs["unit"], lists)
    count, density = pairs["value_of_count"], pairs["value"]
    most, least = count + pairs["rounding_of_count"], count - pairs["rounding_of_count"]
    table = pairs[[*_PLAN, "year", "indicator", "denominator", "count_indicator"]].assign(
        density=density,
        density_id=pairs["observation_id"],
        count=count,
        count_id=pairs["observation_id_of_count"],
        count_component=pairs["component_of_count"],
        population=count / density * scale,
        low=least / (density + pairs["rounding"]) * scale,
        high=most / (density - pairs["rounding"]) * scale,
    )
    return table.sort_values([*_PLAN, "year", "low"]).reset_index(drop=True)


def _scale(units: pd.Series, lists: Codelists) -> pd.Series:
    """Give how many persons a density is per: 1,000 for ``per_1000``."""
    return units.map(lambda unit: float(1 / lists.units[unit].factor)).astype("Float64")


def _grouped(pairs: pd.DataFrame) -> pd.DataFrame:
    rows = [
        (index, *shared)
        for _, group in pairs.groupby(["plan", "year"], sort=False)
        for index, *shared in _overlaps(group)
    ]
    columns = ["_index", "group", "group_low", "group_high"]
    shared = pd.DataFrame(rows, columns=columns).set_index("_index")
    types = {"group": "Int64", "group_low": "Float64", "group_high": "Float64"}
    return pairs.join(shared.astype(types))


def _overlaps(pairs: pd.DataFrame) -> Iterator[tuple[int, int, float, float]]:
    """Sweep the intervals from below; one that no longer meets what is shared starts anew."""
    groups: list[tuple[list[int], float, float]] = []
    for index, low, high in zip(pairs.index, pairs["low"], pairs["high"], strict=True):
        if groups and low <= groups[-1][2]:
            members, _, top = groups[-1]
            groups[-1] = ([*members, index], low, min(top, high))
        else:
            groups.append(([index], low, high))
    for number, (members, low, high) in enumerate(groups, 1):
        yield from ((index, number, low, high) for index in members)


def _is_density(code: str, lists: Codelists) -> bool:
    entry = lists.indicator(code)
    return entry.polarity == "none" and lists.units[entry.unit].family == "proportion"


def _printed_counts(pairs: pd.DataFrame) -> pd.DataFrame:
    latest = pairs[pairs["count_component"] == ""].sort_values("year")
    once = latest.drop_duplicates(["plan", "indicator"], keep="last")
    columns = {"year": "level_year", "count": "printed_count"}
    return once[["plan", "indicator", "year", "count"]].rename(columns=columns)


def _heads(sized: pd.DataFrame, counts: pd.DataFrame, lists: Codelists) -> pd.DataFrame:
    rows = sized.merge(counts, on=["plan", "indicator", "level_year"], how="left")
    per_head = rows["target"] / _scale(rows["unit"], lists)
    level = rows["level"].where(rows["level_comparator"].isin(_POINTS))
    now = rows["printed_count"].fillna(
        level * rows["population"] / _scale(rows["unit"], lists)
    )
    span = (rows["target_year"] - rows["level_year"]).astype("Float64")
    heads = per_head * rows["population"]
    reason = pd.Series("", index=rows.index).mask(level.isna(), "change.no_level")
    shown = ["indicator", "component", "denominator", "unit", "level", "target"]
    texts = ["target_comparator", "target_text", "target_year"]
    population = ["population", "population_low", "population_high", "population_year"]
    return rows[[*_PLAN, *shown, *texts, *population]].assign(
        heads=heads,
        heads_low=per_head * rows["population_low"],
        heads_high=per_head * rows["population_high"],
        heads_now=now.where(rows["population"].notna()),
        added=heads - now,
        added_per_year=((heads - now) / span).where((span > 0).fillna(False)),
        reason=reason.mask(rows["population"].isna(), "population.no_pair"),
    )
