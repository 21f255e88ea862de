"""Make a process ready for forks: import and draw once what every page would do first.

The server that workers are forked from imports one module, named by who runs the batch; that
module calls `up` with the work to be done. What a fork finds must be what a fresh process
would have: no thread, no figure left open, no warning already used up.
"""

import gc
import importlib
import os
import sys
import warnings
from collections.abc import Callable
from pathlib import Path

from healthplans.batch import shell

__all__ = ["reason", "thread_names", "up"]

INLINE = "module://matplotlib_inline.backend_inline"  # what ipykernel chooses at its start
_reasons: list[str] = []  # why this process is not ready; of one entry once it was prepared


def up(work: Callable[[], None]) -> None:
    """Prepare this process; a failure is kept, to be asked for by `reason`."""
    os.environ.setdefault("MPLBACKEND", INLINE)
    importlib.import_module("numpy")  # what it chooses to warn of holds in every notebook
    with warnings.catch_warnings():  # and what these choose in none
        importlib.import_module("nbconvert")
        importlib.import_module("healthplans.batch.pool")
    shell.new_shell()
    _reasons[:] = [_outcome(work)]
    for module in list(sys.modules.values()):
        getattr(module, "__warningregistry__", {}).clear()
    # frozen objects are not visited by the collector, so their memory stays shared in a fork
    gc.collect()
    gc.freeze()


def reason() -> str:
    """Say why this process is not ready for forks; nothing if it is."""
    if not _reasons:
        up(lambda: None)
    return _reasons[0]


def _outcome(work: Callable[[], None]) -> str:
    try:
        work()
    except Exception as error:  # pages will be made without it
        return f"{type(error).__name__}: {error}"
    return ""


def thread_names() -> list[str]:
    """Name the threads of this process."""
    tasks = Path("/proc/self/task").iterdir()
    return sorted((task / "comm").read_text().strip() for task in tasks)
