"""What workers are forked from: a command's own process, else the standard library's server.

Either imports one module, named by who runs the batch, which prepares it by a call of `up`:
imports and draws once what every page would do first. What a fork finds must be what a fresh
process would have: no thread, no figure left open, no warning already used up. A command, in
whose process nothing has happened yet, prepares that one by `here`, and nothing is imported,
read and worked out twice; any other program has a server, started once.
"""

import contextlib
import gc
import importlib
import multiprocessing
import os
import signal
import sys
import tempfile
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from multiprocessing import forkserver
from pathlib import Path
from typing import Any

from healthplans.forks import can_fork, uncollected
from healthplans.paths import data_folder, library_folder, project_data, state

PLAIN = "healthplans.batch.plain"  # prepares nothing that a notebook would ask for
LONGEST = 40  # letters of a folder for sockets, whose paths may have 107 in all
INLINE = "module://matplotlib_inline.backend_inline"  # what ipykernel chooses at its start
# Libraries that start threads when they are loaded are asked not to: a process with threads
# cannot be forked safely.
UNTHREADED = {
    **dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1"),
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
}
LOOKED_UP = (
    "HEALTHPLANS_",
    "PYTHON",
    "MPL",
    "MATPLOTLIB",
    "PLOTLY_",
    "IPYTHON",
    "LC_",
    "LANG",
)
_server: dict[str, Any] = {}  # what this process's server was started with, or `here`
_reasons: list[str] = []  # why this process is not ready; of one entry once it was prepared


def here(preload: str) -> None:
    """Prepare this process to be forked; nothing that starts a thread is imported yet."""
    if can_fork():
        _server["here"] = True
        with _unthreaded(), uncollected():
            importlib.import_module(preload)


def stale() -> set[str]:
    """Name what the server has in its environment and this process has no more."""
    return {*_server.get("environment", {}), *UNTHREADED} - set(os.environ)


def context(preload: str) -> Any:
    """Give the way to start workers: from here, by the server, or anew if that is too old."""
    if not can_fork():
        return multiprocessing.get_context("spawn")
    if "here" in _server:
        return multiprocessing.get_context("fork")
    if not _server:
        # its workers have the library, the data and the environment of this moment
        _server.update(preload=preload, stamp=_stamp(), environment=dict(os.environ))
        forkserver.set_forkserver_preload([preload])
        with starting():
            forkserver.ensure_running()
    # one that has prepared more than is asked for does as well
    same = preload in (_server["preload"], PLAIN) and _server["stamp"] == _stamp()
    return multiprocessing.get_context("forkserver" if same else "spawn")


@contextlib.contextmanager
def starting() -> Iterator[None]:
    """Have a process started within the block find `UNTHREADED`, and a short path to it.

    It ignores Ctrl-C from its first moment on, as that is for the batch.
    """
    main = threading.current_thread() is threading.main_thread()
    handler = signal.signal(signal.SIGINT, signal.SIG_IGN) if main else None
    folder = tempfile.tempdir
    if len(tempfile.gettempdir()) > LONGEST:
        tempfile.tempdir = "/tmp"
    try:
        with _unthreaded():
            yield
    finally:
        tempfile.tempdir = folder
        if main:
            signal.signal(signal.SIGINT, handler)


@contextlib.contextmanager
def _unthreaded() -> Iterator[None]:
    usual = dict(os.environ)
    os.environ.update(UNTHREADED)
    try:
        yield
    finally:
        for name in UNTHREADED:
            del os.environ[name]
        os.environ.update(usual)


def up(work: Callable[[], AbstractContextManager[None]] = contextlib.nullcontext) -> None:
    """Prepare this process; a failure is kept, to be asked for by `reason`.

    `work` begins before what every notebook needs is imported, and ends after.
    """
    os.environ.setdefault("MPLBACKEND", INLINE)
    importlib.import_module("numpy")  # what it chooses to warn of holds in every notebook
    _reasons[:] = [_outcome(work)]
    for module in list(sys.modules.values()):
        getattr(module, "__warningregistry__", {}).clear()
    # frozen objects are not visited by the collector, so their memory stays shared in a fork
    gc.collect()
    gc.freeze()


def reason(preload: str) -> str:
    """Say why no page can be forked from this process; nothing if it can, once prepared."""
    if not can_fork():
        return f"{sys.platform} cannot fork a process that goes on"
    importlib.import_module(preload)
    return _reasons[0]


def _outcome(work: Callable[[], AbstractContextManager[None]]) -> str:
    try:
        with work():
            with (
                warnings.catch_warnings()
            ):  # what these choose to warn of holds in no notebook
                for name in ("nbconvert", "healthplans.batch.page", "healthplans.batch.pool"):
                    importlib.import_module(name)
            importlib.import_module("healthplans.batch.shell").new_shell()
    except Exception as error:  # pages will be made without it
        return f"{type(error).__name__}: {error}"
    return ""


def _stamp() -> int:
    """Give a number that changes with the library, the data, or what libraries look up.

    That is the path, size or time of a file, or a variable of the environment. A process that
    holds both in memory must never show older data than the files.
    """
    marks: list[Any] = [item for item in os.environ.items() if item[0].startswith(LOOKED_UP)]
    for folder in {library_folder(), project_data(), data_folder()}:
        for place, folders, names in os.walk(folder):
            folders[:] = [name for name in folders if name != "__pycache__"]
            marks += [(place, name, state(Path(place, name))) for name in names]
    return hash(frozenset(marks))
