"""What each page is made from, so that it is made again if that changes and only then.

A page reads slices of the figures: an indicator's page those of the indicator and of the ones
that look like it, a district's page its own plan's and the others' of the same indicators, a
trace page one plan's. A page that compares everything reads everything.
"""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pandas as pd

from healthplans import suite
from healthplans.paths import data_folder
from healthplans.site.catalogue import Page

__all__ = ["reads"]

Part = Path | tuple[str, bytes]


def reads(page: Page) -> Iterator[Part]:
    """Give the files, and the slices of the figures, that a page is made from."""
    data = data_folder()
    yield data / "codelists"
    yield data / "reference"
    yield data / "corrections.csv"
    yield "documents", _documents()
    figures = SLICES.get(page.notebook, _all)(page)
    yield "figures", _bytes(figures)
    yield "findings", _bytes(_touching(figures))


def _touching(figures: pd.DataFrame) -> pd.DataFrame:
    """Give the findings that have one of these figures as evidence."""
    findings = suite.findings()
    ids = set(figures["observation_id"])
    named = findings["evidence"].str.split(";")
    return findings[[not ids.isdisjoint(evidence) for evidence in named]]


def _all(page: Page) -> pd.DataFrame:
    return suite.observations()


def _of_indicator(page: Page) -> pd.DataFrame:
    code = page.parameters["indicator"]
    entries = suite.codelists().indicators
    linked = {other for other, entry in entries.items() if code in entry.related}
    table = suite.observations()
    return table[table["indicator"].isin({code, *entries[code].related, *linked})]


def _of_district(page: Page) -> pd.DataFrame:
    table = suite.observations()
    own = table["district"] == page.parameters["district"]
    return table[own | table["indicator"].isin(table.loc[own, "indicator"])]


def _of_plan(page: Page) -> pd.DataFrame:
    table = suite.observations()
    return table[table["district"] == page.parameters["district"]]


SLICES: dict[str, Callable[[Page], pd.DataFrame]] = {
    "indicator": _of_indicator,
    "district": _of_district,
    "trace": _of_plan,
}


@cache
def _documents() -> bytes:
    """Give what pages say of the documents: their descriptions and how much each states."""
    described = "\n".join(plan.document.model_dump_json() for plan in suite.plans())
    counted = suite.observations().groupby(["plan", "kind"]).size()
    return f"{described}\n{counted.to_csv()}".encode()


def _bytes(table: pd.DataFrame) -> bytes:
    return table.to_csv(index=False).encode()
