"""Where a figure comes from."""

from healthplans.errors import UnknownNameError
from healthplans.loading import codelists, corrections, observations, plan, plans
from healthplans.reading.trace import Evidence, Trace
from healthplans.reading.trace import trace as trace_one
from healthplans.reading.trace import traces as trace_all
from healthplans.suite.questions import resolved

__all__ = ["evidence", "find", "trace", "traces"]


def find(district_code: str, indicator: str, year: int | None = None) -> list[str]:
    """Give the ids of a district's figures of an indicator (and year), the shown ones first.

    Raise `UnknownNameError` for an unknown district or indicator, or if no figure is stated.
    """
    table = observations()
    codelists().indicator(indicator)
    own = table[table["document"] == plan(district_code).code]
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
