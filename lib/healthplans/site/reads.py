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
    for remembered in (_documents, _figures, _findings, _of_all, _by_indicator):
        remembered.cache_clear()


def _all(page: Page) -> bytes:
    return _of_all()


def _of_indicator(page: Page) -> bytes:
    code = page.parameters["indicator"]
    entries = suite.codelists().indicators
    linked = {other for other, entry in entries.items() if code in entry.related}
    return b"".join(
        _by_indicator().get(c, b"") for c in sorted({code, *linked, *entries[code].related})
    )


def _of_district(page: Page) -> bytes:
    own = _own(page)
    shared = sorted(set(own["indicator"]))
    return _hashes(own) + b"".join(_by_indicator()[code] for code in shared)


def _of_plan(page: Page) -> bytes:
    return _hashes(_own(page))


SLICES: dict[str, Callable[[Page], bytes]] = {
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


@cache
def _figures() -> pd.DataFrame:
    """Give district, indicator and a hash of each figure with the audit's mark on it."""
    table = suite.observations()
    marked = table.assign(mark=table["observation_id"].map(suite.marks()).fillna(""))
    return table[["district", "indicator"]].assign(
        hash=pd.util.hash_pandas_object(marked.astype("str"), index=False)
    )


@cache
def _findings(column: str) -> dict[str, bytes]:
    """Give a hash of the findings about each ``district`` or ``indicator``."""
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


@cache
def _by_indicator() -> dict[str, bytes]:
    groups = _figures().groupby("indicator")
    return {str(code): hashlib.sha256(_hashes(rows)).digest() for code, rows in groups}


def _own(page: Page) -> pd.DataFrame:
    figures = _figures()
    return figures[figures["district"] == page.parameters["district"]]


def _hashes(figures: pd.DataFrame) -> bytes:
    return figures["hash"].to_numpy().tobytes()
