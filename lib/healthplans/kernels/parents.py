"""The zygote as seen by those who want kernels: start it, order from it, follow a kernel.

A process starts a zygote of its own at its first order, unless the environment names one
that is there already (`healthplans.kernels.ADDRESS`); the workers of a batch share one.
"""

import atexit
import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from healthplans.kernels import ADDRESS, can_fork, channels, warmth

__all__ = [
    "ColdStartError",
    "ForkedKernel",
    "Order",
    "Parent",
    "fork_kernel",
    "runtime_folder",
]

# Libraries that start threads when they are loaded are asked not to: a process with threads
# cannot be forked safely. Kernels get the environment they were ordered with.
UNTHREADED = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
}
LONGEST = 40  # letters of the folder for sockets, whose paths may have 107 in all
PATIENCE = 120  # seconds for the zygote to become warm


class ColdStartError(Exception):
    """A kernel cannot be forked; the message says why, and an ordinary kernel is started."""


class _RefusedError(Exception):
    """The zygote does not serve the order; another may."""


class ForkedKernel:
    """A kernel forked by the zygote, with what `jupyter_client` asks of a `Popen`."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int, connection: socket.socket) -> None:
        self.pid, self.connection = pid, connection
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Give the exit code, None while the kernel runs."""
        return self._look(0)

    def wait(self, timeout: float | None = None) -> int | None:
        """Wait for the end and give the exit code, None if `timeout` seconds pass first."""
        return self._look(timeout)

    def send_signal(self, number: int) -> None:
        """Signal the kernel and the processes of its group."""
        if self.poll() is None:
            with contextlib.suppress(OSError):
                channels.send(self.connection, {"signal": int(number)})

    def kill(self) -> None:
        """Kill the kernel's group."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask the kernel's group to end."""
        self.send_signal(signal.SIGTERM)

    def _look(self, timeout: float | None) -> int | None:
        if self.returncode is None:
            self.connection.settimeout(timeout)
            with contextlib.suppress(TimeoutError, BlockingIOError):
                message, _ = channels.receive(self.connection)
                # no message: the zygote is gone, and has taken its kernels along
                self.returncode = message.get("exit", -signal.SIGKILL)
                self.connection.close()
        return self.returncode


class Parent:
    """A zygote owned by this process; it ends with it."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.birthmarks = warmth.birthmarks(environment)
        self.folder = runtime_folder(None)
        self.address = str(self.folder / "z")
        self.owner, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        command = [sys.executable, "-m", "healthplans.kernels.zygote", self.address]
        with theirs:
            self.process = subprocess.Popen(
                [*command, str(theirs.fileno())],
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
        """End it and its kernels."""
        self.owner.close()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


_own: dict[int, Parent] = {}
_hopeless: list[str] = []  # why no zygote can be had in this process; tried once
_lock = threading.Lock()


@dataclass(frozen=True)
class Order:
    """What a kernel is to be.

    `command` is the kernelspec's, connection file filled in; `environment` and `folder` are
    what the kernel is to find; `sockets` is the folder of its sockets; `memory` the bytes of
    data it may hold, 0 for no limit; `streams` the open files that become its standard output
    and error.
    """

    command: Sequence[str]
    environment: Mapping[str, str]
    folder: str
    sockets: str
    memory: int = 0
    streams: Sequence[int] = (1, 2)


def fork_kernel(order: Order) -> ForkedKernel:
    """Order a kernel from the zygote.

    Raises
    ------
    ColdStartError
        If it cannot be had.
    """
    if not can_fork():
        raise ColdStartError(f"{sys.platform} cannot fork a kernel")
    kept = {name: text for name, text in order.environment.items() if name != ADDRESS}
    order = replace(order, environment=kept)
    shared = os.environ.get(ADDRESS)
    with contextlib.suppress(_RefusedError):
        if shared:
            return _fork(shared, order)
    try:
        return _fork(_own_address(kept), order)
    except _RefusedError:
        _close_own()  # the data or the library changed since it was started
    try:
        return _fork(_own_address(kept), order)
    except _RefusedError as reason:
        raise ColdStartError(str(reason)) from reason


def runtime_folder(within: Path | None) -> Path:
    """Make a folder for sockets: private, unique, and short, as their paths must be."""
    if within is not None and within.is_dir():
        return Path(tempfile.mkdtemp(prefix="k", dir=within))
    usual = tempfile.gettempdir()
    short = usual if len(usual) <= LONGEST else "/tmp"
    return Path(tempfile.mkdtemp(prefix="hp-", dir=short))


def _fork(address: str, order: Order) -> ForkedKernel:
    message = asdict(order)
    streams = message.pop("streams")
    try:
        connection = channels.reach(address)
    except OSError as error:
        raise _RefusedError(f"the warm process cannot be reached: {error}") from error
    connection.settimeout(PATIENCE)
    try:
        channels.send(connection, message, streams)
        answer, _ = channels.receive(connection)
        if not answer.get("accepted"):
            raise _RefusedError(answer.get("refused", "the warm process ended"))
        pid, _ = channels.receive(connection)
        return ForkedKernel(pid["pid"], connection)
    except (_RefusedError, OSError, KeyError) as error:
        connection.close()
        raise _RefusedError(str(error)) from error


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
