"""Where a figure comes from, and what contradicts it."""

from functools import cache

import pandas as pd

from healthplans.audits import review
from healthplans.errors import UnknownNameError
from healthplans.loading import codelists, corrections, observations, plan, plans
from healthplans.suite.questions import national, resolved
from healthplans.traces import Evidence, Trace
from healthplans.traces import trace as trace_one
from healthplans.traces import traces as trace_all

__all__ = ["evidence", "find", "findings", "trace", "traces", "undecided"]


@cache
def _review() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Audit the figures as printed, so that a declared correction is still reported."""
    printed = observations(corrected=False)
    done = review(printed, plans(), codelists(), national(), corrections())
    return done.findings, done.undecided


def findings(district_code: str | None = None) -> pd.DataFrame:
    """Give what the plans contradict; of one district's plan, or of all and across them.

    Columns are `healthplans.audits.FINDING_COLUMNS`, gravest first within a plan. An unknown
    district raises `UnknownNameError`.
    """
    every = _review()[0].copy()
    return every if district_code is None else every[every["plan"] == plan(district_code).code]


def undecided() -> pd.DataFrame:
    """Give what the rules could not decide, and why."""
    return _review()[1].copy()


def find(district_code: str, indicator: str, year: int | None = None) -> list[str]:
    """Give the ids of a district's figures of an indicator (and year), the shown ones first.

    Raise `UnknownNameError` for an unknown district or indicator, or if no figure is stated.
    """
    table = observations()
    codelists().indicator(indicator)
    own = table[table["plan"] == plan(district_code).code]
    own = own[own["indicator"] == indicator]
    found = own if year is None else own[own["year"] == year]
    if found.empty:
        raise UnknownNameError("figure", f"{district_code} {indicator} {year or ''}", [])
    shown = found["observation_id"].isin(resolved()["observation_id"])
    return [*found["observation_id"][shown], *found["observation_id"][~shown]]


def trace(observation_id: str) -> Trace:
    """Give the whole way of one figure; raise `UnknownNameError` for an unknown id."""
    return trace_one(observation_id, evidence())


def traces(district_code: str) -> list[Trace]:
    """Give the way of every figure of a district's plan, in document order."""
    return list(trace_all(plan(district_code).code, evidence()))


def evidence() -> Evidence:
    """Give all that a trace is drawn from."""
    return Evidence(observations(), resolved(), plans(), codelists(), corrections())
