"""The zygote as seen by those who want kernels: start it, order from it, follow a kernel.

A process starts a zygote of its own at its first order, unless the environment names one
that is there already (`healthplans.kernels.ADDRESS`); the workers of a batch share one.
"""

import atexit
import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from healthplans.kernels import ADDRESS, can_fork, channels, warmth
from healthplans.kernels.orders import PATIENCE, ForkedKernel, Order, RefusedError, place

__all__ = ["ColdStartError", "Parent", "fork_kernel", "runtime_folder"]

# Libraries that start threads when they are loaded are asked not to: a process with threads
# cannot be forked safely. Kernels get the environment they were ordered with.
UNTHREADED = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
}
LONGEST = 40  # letters of the folder for sockets, whose paths may have 107 in all


class ColdStartError(Exception):
    """A kernel cannot be forked; the message says why, and an ordinary kernel is started."""


class Parent:
    """A zygote owned by this process; it ends with it.

    It serves the data and the library as they were when it began. Unless it is to be a
    `snapshot`, it refuses orders once a file has changed, and another takes its place.
    """

    def __init__(self, environment: Mapping[str, str], *, snapshot: bool = False) -> None:
        if not can_fork():
            raise ColdStartError(f"{sys.platform} cannot fork a kernel")
        self.birthmarks = warmth.birthmarks(environment)
        self.folder = runtime_folder(None)
        self.address = str(self.folder / "z")
        self.owner, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        command = [sys.executable, "-m", "healthplans.kernels.zygote", self.address]
        with theirs:
            self.process = subprocess.Popen(
                [*command, str(theirs.fileno()), *(["snapshot"] if snapshot else [])],
                env={**environment, **UNTHREADED},
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C is for the owner, who then ends the zygote
            )
        self.ready = False

    def wait(self) -> None:
        """Wait until it is warm; raise `ColdStartError` with its reason if it cannot be."""
        if not self.ready:
            self.owner.settimeout(PATIENCE)
            try:
                message, _ = channels.receive(self.owner)
            except TimeoutError:
                message = {}
            self.ready = "ready" in message
            if not self.ready:
                self.close()
                raise ColdStartError(message.get("failed", "the warm process did not start"))

    def is_alive(self) -> bool:
        """Whether it still runs."""
        return self.process.poll() is None

    def close(self) -> None:
        """End it and its kernels; one that is not warm yet looks at nothing."""
        self.owner.close()
        if not self.ready:
            self.process.kill()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


_own: dict[int, Parent] = {}
_hopeless: list[str] = []  # why no zygote can be had in this process; tried once
_lock = threading.Lock()


def fork_kernel(order: Order) -> ForkedKernel:
    """Order a kernel from the zygote.

    Raises
    ------
    ColdStartError
        If it cannot be had.
    """
    kept = {name: text for name, text in order.environment.items() if name != ADDRESS}
    order = replace(order, environment=kept)
    shared = os.environ.get(ADDRESS)
    with contextlib.suppress(RefusedError):
        if shared:
            return place(shared, order)
    try:
        return place(_own_address(kept), order)
    except RefusedError:
        _close_own()  # the data or the library changed since it was started
    try:
        return place(_own_address(kept), order)
    except RefusedError as reason:
        raise ColdStartError(str(reason)) from reason


def runtime_folder(within: Path | None) -> Path:
    """Make a folder for sockets: private, unique, and short, as their paths must be."""
    if within is not None and within.is_dir():
        return Path(tempfile.mkdtemp(prefix="k", dir=within))
    usual = tempfile.gettempdir()
    short = usual if len(usual) <= LONGEST else "/tmp"
    return Path(tempfile.mkdtemp(prefix="hp-", dir=short))


def _own_address(environment: Mapping[str, str]) -> str:
    with _lock:
        if _hopeless:
            raise ColdStartError(_hopeless[0])
        parent = _own.get(os.getpid())
        wanted = warmth.birthmarks(environment)
        if parent is None or not parent.is_alive() or parent.birthmarks != wanted:
            _forget_own()
            parent = _own[os.getpid()] = Parent(environment)
        try:
            parent.wait()
        except ColdStartError as reason:
            _hopeless.append(str(reason))
            raise
        return parent.address


def _close_own() -> None:
    with _lock:
        _forget_own()


@atexit.register
def _forget_own() -> None:
    # keyed by process, since a fork of this one must not end its parent's zygote
    parent = _own.pop(os.getpid(), None)
    if parent is not None:
        parent.close()
