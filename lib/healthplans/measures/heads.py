"""The heads that a plan's density targets need on the population that it implies."""

import numpy as np
import pandas as pd

from healthplans.measures.population import populations, scale
from healthplans.parts import is_whole
from healthplans.quantities import is_point
from healthplans.vocabulary.codelists import Codelists

_PLAN = ["document", "area", "area_name"]
_SIZES = {
    "group": "group",
    "main": "main",
    "year": "population_year",
    "population": "population",
    "low": "population_low",
    "high": "population_high",
    "indicators": "population_indicators",
}
_SHOWN = [
    *("indicator", "denominator", "unit", "level", "target"),
    *("target_comparator", "target_text", "target_digits", "target_year"),
]


def required_heads(
    described: pd.DataFrame, pairs: pd.DataFrame, lists: Codelists
) -> pd.DataFrame:
    """Give the head counts that density targets require on the plan's implied population.

    Parameters
    ----------
    described : DataFrame
        Rows of `compare` with `target_rounding`, from `describe`.
    pairs : DataFrame
        From `implied_population`; every population of the plan's latest year is used.

    Returns
    -------
    DataFrame
        One row per density target for the whole district and population that the plan
        implies: plan, district, `indicator`, `denominator`, `unit`, `level`, `target`,
        `target_comparator`, `target_text`, `target_year`; `group`, `main` and
        `population_indicators` (as in `populations`), `population`, `population_low`,
        `population_high`, persons, and its year; `own`, True where the indicator's own pair
        is in the group; `heads` = target x population / the unit's scale, with `heads_low`,
        `heads_high` from the population's interval (beds, people or places; a bound's heads
        are a bound too); `heads_now`, the printed count, else level x population; `added` =
        heads - heads_now; `added_per_year` over the years between. `reason` is a key of
        `messages.yaml` where no population is implied or a level is missing.

    Notes
    -----
    The population of the baseline year is held fixed; growth would raise every figure.
    """
    density = pd.Series(
        [_is_density(code, lists) for code in described["indicator"]], None, bool
    )
    whole = described["target"].notna() & is_whole(described)
    targets = described[whole & density.set_axis(described.index)]
    known = _of_densities(populations(pairs), lists)
    latest = known[known["year"] == known.groupby("document")["year"].transform("max")]
    sized = targets.merge(
        latest[["document", *_SIZES]].rename(columns=_SIZES), on="document", how="left"
    )
    types = {"group": "Int64", "main": "boolean", "population_year": "Int64"}
    numbers = dict.fromkeys(["population", "population_low", "population_high"], "Float64")
    return _heads(sized.astype(types | numbers), _printed_counts(pairs), lists)


def _of_densities(known: pd.DataFrame, lists: Codelists) -> pd.DataFrame:
    """Keep the populations that some density of beds, staff or places was counted on."""
    named = [codes.split(";") for codes in known["indicators"]]
    kept = [any(_is_density(code, lists) for code in codes) for codes in named]
    return known[np.array(kept, bool)]


def _is_density(code: str, lists: Codelists) -> bool:
    entry = lists.indicator(code)
    return entry.polarity == "none" and entry.unit.startswith("per_1")


def _printed_counts(pairs: pd.DataFrame) -> pd.DataFrame:
    once = pairs[pairs["count_part"] == ""].drop_duplicates(["document", "indicator", "year"])
    columns = {"year": "level_year", "count": "printed_count"}
    return once[["document", "indicator", "year", "count"]].rename(columns=columns)


def _heads(sized: pd.DataFrame, counts: pd.DataFrame, lists: Codelists) -> pd.DataFrame:
    rows = sized.merge(counts, on=["document", "indicator", "level_year"], how="left")
    per_head = rows["target"] / scale(rows["unit"], lists)
    level = rows["level"].where(is_point(rows["level_comparator"]))
    now = rows["printed_count"].fillna(level * rows["population"] / scale(rows["unit"], lists))
    span = (rows["target_year"] - rows["level_year"]).astype("Float64")
    heads = per_head * rows["population"]
    reason = pd.Series("", index=rows.index).mask(now.isna(), "change_no_level")
    named = zip(rows["indicator"], rows["population_indicators"].fillna(""), strict=True)
    return rows[[*_PLAN, *_SHOWN, *_SIZES.values()]].assign(
        own=[indicator in indicators.split(";") for indicator, indicators in named],
        heads=heads,
        heads_low=per_head * rows["population_low"],
        heads_high=per_head * rows["population_high"],
        heads_now=now.where(rows["population"].notna()),
        added=heads - now,
        added_per_year=((heads - now) / span).where((span > 0).fillna(False)),
        reason=reason.mask(rows["population"].isna(), "population_no_pair"),
    )
