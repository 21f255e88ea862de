"""The server that workers are forked from: the standard library's, started once a process.

It imports one module, named by who runs the batch, which prepares it. This module is light, so
that the server is at work before anything heavy is imported here.
"""

import contextlib
import multiprocessing
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from multiprocessing import forkserver
from typing import Any

from healthplans.paths import data_folder, library_folder, project_data

__all__ = ["UNTHREADED", "ahead", "can_fork", "context", "started_with", "starting"]

PLAIN = "healthplans.batch.plain"  # prepares nothing that a notebook would ask for
LONGEST = 40  # letters of a folder for sockets, whose paths may have 107 in all
# Libraries that start threads when they are loaded are asked not to: a process with threads
# cannot be forked safely.
UNTHREADED = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
}
_server: dict[str, Any] = {}  # what the fork server of this process was started with
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


def can_fork() -> bool:
    """Whether a process can safely be forked here and noticed when its parent dies.

    macOS can fork, but its system libraries may stop a fork that does not exec.
    """
    return sys.platform == "linux"


def ahead(preload: str) -> None:
    """Start this process's server, which prepares itself while this process goes on.

    Its workers have the library, the data and the environment of that moment; once one of
    them has changed, workers start anew.
    """
    if can_fork() and not _server:
        _server.update(preload=preload, stamp=_stamp(), environment=dict(os.environ))
        forkserver.set_forkserver_preload([preload])
        with starting():
            forkserver.ensure_running()


def started_with() -> Mapping[str, str]:
    """Give the environment that this process's server was started with."""
    found: Mapping[str, str] = _server.get("environment", {})
    return found


def context(preload: str) -> Any:
    """Give the way to start workers: by the server, or anew if that has become too old."""
    if not can_fork():
        return multiprocessing.get_context("spawn")
    ahead(preload)
    # one that has prepared more than is asked for does as well
    same = preload in (_server["preload"], PLAIN) and _server["stamp"] == _stamp()
    return multiprocessing.get_context("forkserver" if same else "spawn")


@contextlib.contextmanager
def starting() -> Iterator[None]:
    """Have a process started within the block find `UNTHREADED`, and a short path to it."""
    usual, folder = dict(os.environ), tempfile.tempdir
    os.environ.update(UNTHREADED)
    if len(tempfile.gettempdir()) > LONGEST:
        tempfile.tempdir = "/tmp"
    try:
        yield
    finally:
        tempfile.tempdir = folder
        for name in UNTHREADED:
            del os.environ[name]
        os.environ.update(usual)


def _stamp() -> int:
    """Give a number that changes with the library, the data, or what libraries look up.

    That is the path, size or time of a file, or a variable of the environment. A process that
    holds both in memory must never show older data than the files.
    """
    marks = [pair for pair in sorted(os.environ.items()) if pair[0].startswith(LOOKED_UP)]
    folders = dict.fromkeys((library_folder(), project_data(), data_folder()))
    return hash((*marks, *(entry for folder in folders for entry in _listing(str(folder)))))


def _listing(folder: str) -> list[tuple[str, int, int]]:
    found: list[tuple[str, int, int]] = []
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return found
    for entry in entries:
        if entry.is_dir() and entry.name != "__pycache__":
            found += _listing(entry.path)
        elif entry.is_file():
            status = entry.stat()
            found.append((entry.path, status.st_size, status.st_mtime_ns))
    return found
