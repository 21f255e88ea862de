"""Run the cells in an ordinary kernel, by nbclient: where processes cannot be forked.

It takes seconds to start and gives the same outputs. A kernel that dies, a cell that takes
too long or gives too much report nothing; here they become an error in their cell.
"""

import contextlib
import errno
import logging
import os
import queue
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_core.utils import run_sync
from nbclient.exceptions import (
    CellExecutionComplete,
    CellExecutionError,
    CellTimeoutError,
    DeadKernelError,
)
from nbformat import NotebookNode
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine, papermill_engines
from traitlets import Instance

from healthplans.batch.causes import COLD, Cause, Stopped, dead, late, over, size
from healthplans.batch.fork import end_with, restrict
from healthplans.batch.jobs import Limits
from healthplans.batch.server import LONGEST

ROOM = 2**20  # bytes for the files of a kernel: without them it dies and says nothing
KERNEL = "--IPKernelApp.kernel_class=healthplans.batch.kernel.Kernel"

log = logging.Logger(__name__)  # of nbclient's own: what it says stands in the page
log.addHandler(logging.NullHandler())


def short_folder() -> Path:
    """Make a folder for sockets: private, unique, with room, and short as paths must be."""
    short = [place for place in (tempfile.gettempdir(), "/tmp") if len(place) <= LONGEST]
    for place in short:
        if shutil.disk_usage(place).free >= ROOM:
            return Path(tempfile.mkdtemp(prefix="hp-", dir=place))
    raise OSError(errno.ENOSPC, "no room for the files of a kernel", " and ".join(short))


def own_profile(folder: Path) -> list[str]:
    """Give a kernel's arguments for no IPython profile and start-up file of the user's.

    They may set options of pandas or matplotlib, which would show in the page. `folder` is an
    empty one, for the profile that IPython makes instead.
    """
    return [f"--ipython-dir={folder}", "--InteractiveShellApp.exec_PYTHONSTARTUP=False"]


def own_kernel(sockets: Path) -> AsyncKernelManager:
    """Give who starts this Python's own kernel, by sockets in files.

    Kernels started at once race for no port, and nobody else on the machine hears them.
    """
    where = {"ip": str(sockets / "s"), "connection_file": str(sockets / "kernel.json")}
    return _Manager(transport="ipc", **where)


class _Manager(AsyncKernelManager):
    """Starts this Python's own kernel, whichever are installed under its name."""

    @property
    def kernel_spec(self) -> KernelSpec:
        command = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        return KernelSpec(argv=command, display_name="Python 3", language="python")

    async def start_kernel(self, **named: Any) -> None:  # type: ignore[override]
        """Start it so that it ends with this process: its own watch begins after seconds."""
        await super().start_kernel(preexec_fn=partial(end_with, os.getpid()), **named)


class _Client(PapermillNotebookClient):  # type: ignore[misc]  # papermill has no types
    """Counts what the cells give, and ends the kernel when it is too much."""

    limits = Instance(Limits)
    told = 0

    def start_new_kernel(self, **named: Any) -> None:
        # what a kernel repeats there stands in the notebook already
        nowhere = subprocess.DEVNULL
        super().start_new_kernel(**named, stdout=nowhere, stderr=nowhere)
        restrict(self.limits.memory_bytes, self.km.provisioner.pid)

    def process_message(self, message: Mapping[str, Any], *rest: Any, **named: Any) -> Any:
        self.told += size(message["content"])
        if self.is_over:
            # at once: a cell that never stops printing would fill this process
            self.km.provisioner.process.kill()
            raise CellExecutionComplete
        return super().process_message(message, *rest, **named)

    def execute_cell(self, cell: NotebookNode, cell_index: int, **named: Any) -> NotebookNode:
        try:
            done: NotebookNode = super().execute_cell(cell, cell_index, **named)
            if self.is_over:
                raise DeadKernelError
        except CellExecutionError as error:
            raise Stopped(cell_index, error.ename, error.evalue) from error
        except (DeadKernelError, CellTimeoutError) as error:
            raise Stopped(cell_index, *self._cause(error, cell_index)) from error
        return done

    @property
    def is_over(self) -> bool:
        return 0 < self.limits.output_bytes < self.told

    def _cause(self, error: Exception, cell: int) -> Cause:
        with contextlib.suppress(queue.Empty, RuntimeError):
            # what has arrived unseen counts: a busy machine looks late
            while not self.is_over:
                message = run_sync(self.kc.iopub_channel.get_msg)(timeout=0.5)
                self.told += size(message["content"])
        if self.is_over:
            return over(self.limits)
        if isinstance(error, CellTimeoutError):
            return late(self.limits, cell)
        return dead(getattr(self.km.provisioner.process, "returncode", None), cell)


class _Cold(Engine):  # type: ignore[misc]  # papermill has no types
    @classmethod
    def execute_managed_notebook(
        cls, nb_man: Any, kernel_name: str, *, limits: Limits, folder: Path | None, **_: Any
    ) -> None:
        sockets = short_folder()
        client = _Client(
            nb_man,
            km=own_kernel(sockets),
            limits=limits,
            log=log,
            timeout=limits.cell_seconds or None,
            startup_timeout=limits.start_seconds,
            resources={"metadata": {"path": str(folder) if folder else None}},
            extra_arguments=[KERNEL, "--HistoryManager.enabled=False", *own_profile(sockets)],
            shutdown_kernel="immediate",
            iopub_timeout=60,  # it only waits for outputs that are on their way
        )
        try:
            client.execute(cleanup_kc=True)
        finally:
            shutil.rmtree(sockets, ignore_errors=True)


papermill_engines.register(COLD, _Cold)
