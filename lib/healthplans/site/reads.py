"""What each page is made from, so that it is made again if that changes and only then.

A page reads slices of the figures: an indicator's page those of the indicator and of the ones
that look like it, a district's page its own plan's and the others' of the same indicators, a
trace page one plan's. A page that compares everything reads everything, one that asks a few
questions only reads their answers, and one of words reads none. Each figure counts with the
audit's mark on it, and the findings about the page's subject, which it gives away.
"""

import hashlib
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd

from healthplans import suite
from healthplans.paths import project_data
from healthplans.rows import places
from healthplans.site.catalogue import Page
from healthplans.suites import Suite

Part = Path | tuple[str, bytes]
# the tables whose rows are each about an area, a document and an indicator
ABOUT = ("measures", "observations", "findings", "progress", "vertical")
_COLUMNS = ("area", "indicator")
# the reads of pages that say of other documents how many figures they state
COUNTING = ("related", "alike")


def reads(page: Page) -> Iterator[Part]:
    """Give the files, and the slices of the figures, that a page is made from."""
    yield from _files()
    yield from _slices().of(page)


def besides(page: Page) -> Iterator[Part]:
    """Give what the files are made from that are taken away from a page."""
    yield from _files()
    yield from _slices().beside(page)


def _files() -> Iterator[Path]:
    for folder in dict.fromkeys((project_data(), suite.folder)):
        yield folder / "codelists"
        yield folder / "rules"
        yield folder / "corrections.csv"
    yield project_data() / "pages.yaml"


def _slices() -> "_Slices":
    kept: _Slices = suite.answers.setdefault(("slices",), _Slices(suite))
    return kept


class _Slices:
    """Hashes of what the pages of one suite read."""

    def __init__(self, asked: Suite) -> None:
        self._suite = asked
        self._related: dict[str, bytes] = {}
        self._answers: dict[str, bytes] = {}

    def of(self, page: Page) -> Iterator[tuple[str, bytes]]:
        """Give the slices that a page is made from, by name."""
        slices: dict[str, Callable[[Page], bytes]] = {
            "all": lambda _: self._of_all,
            "related": self._of_indicator,
            "alike": self._of_district,
            "own": lambda page: _hashes(self._about("area", page.subject)),
            "answers": lambda page: b"".join(map(self._answered, page.kind.asks)),
            "words": lambda _: b"",
        }
        yield "documents", self._documents
        if page.kind.reads in COUNTING:
            yield "counts", self._counts
        yield "figures", slices[page.kind.reads](page)
        if page.column:
            yield "findings", self._findings[page.column].get(page.subject, b"")

    def beside(self, page: Page) -> Iterator[tuple[str, bytes]]:
        """Give the rows about a page's subject, and about the documents of its area."""
        yield "documents", self._documents + self._counts
        if page.column:
            own = [("document", plan) for plan in self._plans.get(page.subject, ())]
            codes = [(page.column, page.subject), *own]
            yield "rows", b"".join(self._rows[column].get(code, b"") for column, code in codes)

    @cached_property
    def _plans(self) -> dict[str, list[str]]:
        """Give the ids of the documents about each area."""
        found: dict[str, list[str]] = {}
        for document in self._suite.documents():
            found.setdefault(document.about.area, []).append(document.id)
        return found

    @cached_property
    def _rows(self) -> dict[str, dict[str, bytes]]:
        """Give a hash of all that the tables say of each area, indicator and document."""
        found: dict[str, dict[str, bytes]] = {column: {} for column in (*_COLUMNS, "document")}
        for name in ABOUT:
            table: pd.DataFrame = getattr(self._suite, name)()
            hashed = pd.util.hash_pandas_object(table, index=False).to_numpy()
            for column, known in found.items():
                for code, rows in places(table, column).items():
                    told = known.get(code, b"") + name.encode() + hashed[rows].tobytes()
                    known[code] = hashlib.sha256(told).digest()
        return found

    def _of_indicator(self, page: Page) -> bytes:
        entries, code = self._suite.codelists().indicators, page.subject
        linked = {other for other, entry in entries.items() if code in entry.related}
        return b"".join(map(self._stated, sorted({code, *linked, *entries[code].related})))

    def _of_district(self, page: Page) -> bytes:
        own = self._about("area", page.subject)
        return _hashes(own) + b"".join(map(self._stated, sorted(set(own["indicator"]))))

    def _answered(self, question: str) -> bytes:
        """Give a hash of an answer as a whole."""
        if question not in self._answers:
            name, *asked = question.split()
            answers = [getattr(self._suite, one)() for one in asked]
            table: pd.DataFrame = getattr(self._suite, name)(*answers)
            names = f"{[*table.columns]} {table.index.names}".encode()
            rows = pd.util.hash_pandas_object(table).to_numpy().tobytes()
            self._answers[question] = hashlib.sha256(names + rows).digest()
        return self._answers[question]

    @cached_property
    def _documents(self) -> bytes:
        """Give a hash of what pages say of the documents."""
        described = "\n".join(d.about.model_dump_json() for d in self._suite.documents())
        return hashlib.sha256(described.encode()).digest()

    @cached_property
    def _counts(self) -> bytes:
        """Give a hash of how many figures each document states, and of how many are unread."""
        counted = self._suite.observations().groupby(["document", "kind"]).size()
        return hashlib.sha256(counted.to_csv().encode()).digest()

    @cached_property
    def _figures(self) -> pd.DataFrame:
        """Give area, indicator and a hash of each figure with the audit's mark on it."""
        table = self._suite.observations()
        marks = table["observation_id"].map(self._suite.marks()).fillna("")
        hashed = pd.util.hash_pandas_object(
            table.assign(mark=marks).astype("str"), index=False
        )
        return table[["area", "indicator"]].assign(hash=hashed)

    @cached_property
    def _findings(self) -> dict[str, dict[str, bytes]]:
        """Give a hash of the findings about each ``area`` and each ``indicator``."""
        table = self._suite.findings()
        hashed = pd.util.hash_pandas_object(table.astype("str"), index=False)
        return {
            column: {
                str(code): rows.to_numpy().tobytes()
                for code, rows in hashed.groupby(table[column])
            }
            for column in _COLUMNS
        }

    @cached_property
    def _of_all(self) -> bytes:
        """Give the figures and the findings as a whole."""
        findings = self._suite.findings().to_csv(index=False).encode()
        return hashlib.sha256(_hashes(self._figures) + findings).digest()

    @cached_property
    def _places(self) -> dict[str, dict[str, np.ndarray]]:
        return {column: places(self._figures, column) for column in _COLUMNS}

    def _about(self, column: str, code: str) -> pd.DataFrame:
        """Give the hashes of the figures about an ``area`` or an ``indicator``."""
        return self._figures.iloc[self._places[column].get(code, np.array([], dtype=int))]

    def _stated(self, indicator: str) -> bytes:
        """Give one hash of what all documents state of an indicator; nothing if none does."""
        if indicator not in self._related:
            rows = self._about("indicator", indicator)
            digest = hashlib.sha256(_hashes(rows)).digest() if len(rows) else b""
            self._related[indicator] = digest
        return self._related[indicator]


def _hashes(figures: pd.DataFrame) -> bytes:
    return figures["hash"].to_numpy().tobytes()
