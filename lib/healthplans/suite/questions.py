"""One call per question that is asked of the figures."""

from functools import cache

import pandas as pd

from healthplans import measures
from healthplans.loading import codelists, observations, plan
from healthplans.reading import references
from healthplans.suite.reviewing import drafts, marked, national

__all__ = [
    "assess",
    "benchmarks",
    "binding_share",
    "comparability",
    "compare",
    "comparison",
    "convergence",
    "coverage",
    "district",
    "headlines",
    "indicators",
    "peers",
    "population",
    "ranks",
    "rate_limits",
    "required_heads",
    "resolved",
    "stance_counts",
]

BASE_YEAR = 2020
TARGET_YEAR = 2025


# What is kept here stays as it is, written to by the caller or not (copy on write).


def resolved() -> pd.DataFrame:
    """Give the figure shown for every plan, indicator, part and year."""
    return _resolved().copy(deep=False)


@cache
def _resolved() -> pd.DataFrame:
    return measures.resolve(observations())


def comparison(target_year: int = TARGET_YEAR) -> pd.DataFrame:
    """Give every level beside its target; see `healthplans.measures.compare`."""
    return _comparison(target_year).copy(deep=False)


@cache  # of functions without defaults: a year left out and the usual year are one call
def _comparison(target_year: int) -> pd.DataFrame:
    return marked(measures.compare(resolved(), target_year))


def indicators(*, at_least: int = 1) -> list[str]:
    """Give the codes with a level or target in so many plans, in the codelist's order."""
    plans_of = comparison().groupby("indicator")["document"].nunique()
    return [code for code in codelists().indicators if plans_of.get(code, 0) >= at_least]


def headlines() -> dict[str, pd.DataFrame]:
    """Give the comparison of each headline indicator, in their order."""
    return {code: compare(code) for code in codelists().headlines}


def compare(indicator: str, target_year: int = TARGET_YEAR) -> pd.DataFrame:
    """Compare the districts on one indicator; `UnknownNameError` for an unknown code."""
    return assess(indicator, target_year)[list(_comparison(target_year).columns)]


def district(code: str, target_year: int = TARGET_YEAR) -> pd.DataFrame:
    """Give `assess` of all that one district's plan states, in the codelist's order."""
    rows = _of_district(assess(target_year=target_year), code)
    order = {name: place for place, name in enumerate(codelists().indicators)}
    return rows.sort_values("indicator", key=lambda c: c.map(order), kind="stable")


@cache
def peers() -> measures.Peers:
    """Give all districts' targets as context of one; see `healthplans.measures.peers`."""
    return measures.peers(comparison())


def coverage(codes: list[str] | None = None, target_year: int = TARGET_YEAR) -> pd.DataFrame:
    """Tell what each plan says of each indicator; by default of those in any table."""
    return measures.coverage(resolved(), _tabled() if codes is None else codes, target_year)


def _tabled() -> list[str]:
    table = observations()
    stated = set(table.loc[table["origin"] == "table", "indicator"])
    return [code for code in codelists().indicators if code in stated]


def benchmarks(indicator: str) -> pd.DataFrame:
    """Give the national level of 2020 and target of 2025 drawn, as far as verified."""
    drawn = _drawn()
    return drawn[drawn["indicator"] == indicator]


@cache
def _drawn() -> pd.DataFrame:
    return references.drawn(national(), {"level": BASE_YEAR, "target": TARGET_YEAR})


def assess(indicator: str | None = None, target_year: int = TARGET_YEAR) -> pd.DataFrame:
    """Give `comparison` with change, stance, slack and gaps, or `compare` with the same."""
    if indicator is None:
        return _assessed(target_year).copy(deep=False)
    codelists().indicator(indicator)
    return _assessed_one(indicator, target_year).copy(deep=False)


@cache
def _assessed(target_year: int) -> pd.DataFrame:
    return measures.assess(comparison(target_year), codelists(), national())


@cache
def _assessed_one(indicator: str, target_year: int) -> pd.DataFrame:
    every, absent = _assessed(target_year), _absent(target_year)
    stated = every[every["indicator"] == indicator]
    return measures.complete(stated, _districts(), absent.loc[[indicator], every.columns])


@cache
def _absent(target_year: int) -> pd.DataFrame:
    """Give `assess` of each indicator as of a plan that does not state it."""
    rows = measures.blank(_comparison(target_year), list(codelists().indicators))
    assessed = measures.assess(marked(rows), codelists(), national())
    return assessed.set_index("indicator", drop=False)


@cache
def _districts() -> pd.DataFrame:
    known = resolved()[["document", "area", "area_name"]].drop_duplicates()
    return known.assign(draft=known["document"].isin(drafts()))


def comparability(indicator: str) -> pd.DataFrame:
    """Judge which plans may be compared on an indicator, and those related to it."""
    return measures.comparability(resolved(), indicator, codelists(), drafts())


def ranks(indicator: str, side: str = "level", target_year: int = TARGET_YEAR) -> pd.DataFrame:
    """Rank the districts on one indicator's ``level`` or ``target``, where comparable."""
    return measures.ranks(assess(indicator, target_year), codelists(), side)


def convergence(indicator: str | None = None, target_year: int = TARGET_YEAR) -> pd.DataFrame:
    """Compare the districts' spread now and with all targets met, of one indicator or all."""
    return measures.convergence(assess(indicator, target_year))


def population(code: str | None = None) -> pd.DataFrame:
    """Give each pair of a count and a density, and the population it implies."""
    return measures.implied_population(_of_district(resolved(), code), codelists())


def required_heads(code: str | None = None, target_year: int = TARGET_YEAR) -> pd.DataFrame:
    """Give the heads that density targets require on the plan's own population."""
    rows = _of_district(assess(target_year=target_year), code)
    return measures.required_heads(rows, population(code), codelists())


def rate_limits(code: str | None = None) -> pd.DataFrame:
    """Give exact limits of the rates whose births or examined people the plan states."""
    stated = _of_district(resolved(), code)
    counted = measures.exposures(stated, _exposures())
    return measures.rate_limits(stated, counted, codelists())


@cache
def _exposures() -> pd.DataFrame:
    return references.read_exposures(codelists())


def binding_share() -> pd.DataFrame:
    """Give the share of commitments that are binding, per plan and topic."""
    return measures.binding_share(resolved(), codelists())


def stance_counts(target_year: int = TARGET_YEAR) -> pd.DataFrame:
    """Count what the targets ask of their levels, per plan and topic."""
    return measures.stance_counts(assess(target_year=target_year))


def _of_district(table: pd.DataFrame, code: str | None) -> pd.DataFrame:
    return table if code is None else table[table["document"] == plan(code).code]
