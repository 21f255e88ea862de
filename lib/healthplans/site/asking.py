"""What pages and their fingerprints share, asked of the suite before they are made.

Data are asked and libraries imported by one core each: a fork asks while the process that it
was made of imports, and tells it what it found.
"""

import contextlib
import gc
import importlib
import io
import multiprocessing
import pickle
import signal
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from multiprocessing.connection import Connection
from typing import Any

import pandas as pd

from healthplans.audits.rules import read_rules
from healthplans.forks import uncollected
from healthplans.site.catalogue import pages
from healthplans.site.reads import besides, reads
from healthplans.suites import Suite

FEW = 500  # documents


@contextlib.contextmanager
def asked_beside(suite: Suite) -> Iterator[Callable[[], None]]:
    """Have a fork ask while this process goes on; give what takes the answers over.

    Both have read the data by then. Of many documents nobody asks before the answers are
    wanted: to hand them over would take as long. What fails there is asked, and said, here.
    """
    if not _is_small(suite):
        yield lambda: _ask(suite)
        return
    with contextlib.suppress(Exception), texts(suite):
        read_rules()
        suite.observations()
        importlib.import_module("scipy.special")  # which limits of small numbers need
    found, told = multiprocessing.Pipe(duplex=False)
    asking = multiprocessing.get_context("fork").Process(target=_tell, args=(suite, told))
    asking.start()
    told.close()

    def take() -> None:
        try:
            with uncollected():
                answers = _Unpickler(io.BytesIO(found.recv_bytes()), suite).load()
            vars(suite).update(vars(answers))
        except EOFError:
            _ask(suite)

    try:
        yield take
    finally:
        asking.kill()  # it has told everything, or nobody listens any more
        asking.join()
        found.close()


def _tell(suite: Suite, told: "Connection[Any, Any]") -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(Exception), uncollected(), texts(suite):
        pickler = _Pickler(written := io.BytesIO(), suite)
        _ask(suite)
        pickler.dump(suite)
        told.send_bytes(written.getvalue())


class _Pickler(pickle.Pickler):
    """Names what both processes had before they parted."""

    def __init__(self, written: io.BytesIO, suite: Suite) -> None:
        super().__init__(written, pickle.HIGHEST_PROTOCOL)
        self.known = {id(answer): key for key, answer in suite.answers.items()}

    def persistent_id(self, obj: Any) -> Any:
        return self.known.get(id(obj))


class _Unpickler(pickle.Unpickler):
    """Finds it by its name."""

    def __init__(self, read: io.BytesIO, suite: Suite) -> None:
        super().__init__(read)
        self.known = suite.answers

    def persistent_load(self, pid: Any) -> Any:
        return self.known[pid]


def texts(suite: Suite) -> AbstractContextManager[None]:
    """Have the texts of few documents kept as Python's own, not as Arrow's.

    Pages cut many small tables out of the large ones, which takes a quarter less time then. Of
    many they are not, since a fork copies the memory around every such text that it touches.
    """
    storage = "python" if _is_small(suite) else "auto"
    return pd.option_context("mode.string_storage", storage)


def _is_small(suite: Suite) -> bool:
    return len(list(suite.folder.glob("documents/*/"))) <= FEW


def _ask(suite: Suite) -> None:
    """Fill the caches of `suite` with what most pages ask, and what tells which are due."""
    for question in (suite.findings, suite.measures, suite.evidence):
        question()
        gc.collect(0)  # what each leaves would stand in the memory of all pages
    for strict in (False, True):
        for judged in (suite.peers, suite.progress, suite.vertical):
            judged(strict=strict)
            gc.collect(0)
    for code in suite.indicators()[:1]:
        suite.benchmarks(code)
        suite.compare(code)  # with it, what an indicator's page says of plans that are silent
    for page in pages():
        list(reads(page))
        list(besides(page))
