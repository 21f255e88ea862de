"""What each page is made from, so that it is made again if that changes and only then.

A page reads slices of the figures: an indicator's page those of the indicator and of the ones
that look like it, a district's page its own plan's and the others' of the same indicators, a
trace page one plan's. A page that compares everything reads everything. Each figure counts
with the audit's mark on it, and the findings about the page's subject, which it gives away.
"""

import hashlib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from healthplans import suite
from healthplans.paths import data_folder
from healthplans.site.catalogue import Page

__all__ = ["forget", "reads"]

Part = Path | tuple[str, bytes]


def reads(page: Page) -> Iterator[Part]:
    """Give the files, and the slices of the figures, that a page is made from."""
    data = data_folder()
    yield data / "codelists"
    yield data / "reference"
    yield data / "corrections.csv"
    yield "documents", _documents()
    yield "figures", SLICES.get(page.notebook, _all)(page)
    for column, code in page.parameters.items():
        yield "findings", _findings(column).get(code, b"")


def forget() -> None:
    """Forget what was read, for when figures or documents have changed since."""
    for remembered in (_documents, _figures, _findings, _of_all, _places, _stated):
        remembered.cache_clear()


def _all(page: Page) -> bytes:
    return _of_all()


def _of_indicator(page: Page) -> bytes:
    code = page.parameters["indicator"]
    entries = suite.codelists().indicators
    linked = {other for other, entry in entries.items() if code in entry.related}
    return b"".join(map(_stated, sorted({code, *linked, *entries[code].related})))


def _of_district(page: Page) -> bytes:
    own = _about("district", page.parameters["district"])
    return _hashes(own) + b"".join(map(_stated, sorted(set(own["indicator"]))))


def _of_plan(page: Page) -> bytes:
    return _hashes(_about("district", page.parameters["district"]))


SLICES: dict[str, Callable[[Page], bytes]] = {
    "indicator": _of_indicator,
    "district": _of_district,
    "trace": _of_plan,
}


@cache
def _documents() -> bytes:
    """Give a hash of what pages say of the documents, and of how much each states."""
    described = "\n".join(plan.document.model_dump_json() for plan in suite.plans())
    counted = suite.observations().groupby(["document", "kind"]).size()
    return hashlib.sha256(f"{described}\n{counted.to_csv()}".encode()).digest()


@cache
def _figures() -> pd.DataFrame:
    """Give district, indicator and a hash of each figure with the audit's mark on it."""
    table = suite.observations()
    marked = table.assign(mark=table["observation_id"].map(suite.marks()).fillna(""))
    return table[["area", "indicator"]].assign(
        hash=pd.util.hash_pandas_object(marked.astype("str"), index=False)
    )


@cache
def _findings(column: str) -> dict[str, bytes]:
    """Give a hash of the findings about each ``area`` or ``indicator``."""
    table = suite.findings()
    hashed = pd.util.hash_pandas_object(table.astype("str"), index=False)
    return {
        str(code): rows.to_numpy().tobytes() for code, rows in hashed.groupby(table[column])
    }


@cache
def _of_all() -> bytes:
    """Give the figures and the findings as a whole."""
    findings = suite.findings().to_csv(index=False).encode()
    return hashlib.sha256(_hashes(_figures()) + findings).digest()


def _about(column: str, code: str) -> pd.DataFrame:
    """Give the hashes of the figures about a ``area`` or an ``indicator``."""
    return _figures().iloc[_places(column).get(code, np.array([], dtype=int))]


@cache
def _places(column: str) -> dict[str, np.ndarray]:
    groups = _figures().groupby(column).indices.items()
    return {str(code): np.asarray(places) for code, places in groups}


@cache
def _stated(indicator: str) -> bytes:
    """Give one hash of what all plans state of an indicator; nothing where none does."""
    rows = _about("indicator", indicator)
    return hashlib.sha256(_hashes(rows)).digest() if len(rows) else b""


def _hashes(figures: pd.DataFrame) -> bytes:
    return figures["hash"].to_numpy().tobytes()
