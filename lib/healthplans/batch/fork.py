"""Work in a forked process: whatever it does there, this process learns what happened.

The fork tells what its cells give as they give it. Here that is counted, its time is taken,
and its end is noticed; then its processes are gone, all of them. Why it ended is read from
what happened and not from what was seen first: what it told is read to the end, how it ended
comes from the system, and time in which it waited for a core is not counted as its own.
"""

import contextlib
import ctypes
import os
import random
import resource
import signal
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from multiprocessing import Pipe, current_process
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, NoReturn

from healthplans.batch.causes import Cause, dead, late, over, size
from healthplans.batch.jobs import Limits
from healthplans.batch.shell import NAMES, Message, Teller, message

TICK = 0.2  # seconds an end stays unnoticed if another process holds the fork's line open
GRACE = 5.0  # seconds for a fork that has closed its line to end
LAST = 2**12  # bytes shown of what other programs printed last
PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER = 1, 36
_C = ctypes.CDLL(None)  # at hand already where a fork has no time to look for it


def become_subreaper() -> None:
    """Become the parent of whatever processes a page leaves behind, where the system can."""
    if hasattr(_C, "prctl"):
        _C.prctl(PR_SET_CHILD_SUBREAPER, 1)


def end_with(parent: int) -> None:
    """Have the system end this process as soon as its parent is gone, where it can."""
    if hasattr(_C, "prctl"):
        _C.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it went before the call above
            os._exit(1)


def restrict(memory: int, pid: int = 0) -> None:
    """Limit the bytes of data a process may hold, 0 for no limit, where the system can."""
    if memory and hasattr(resource, "prlimit"):
        resource.prlimit(pid, resource.RLIMIT_DATA, (memory, memory))


@dataclass
class Fork:
    """A fork of this process that does some work, and what it has told.

    `work` is done in the fork; it gets the `Teller`, and gives the result. `held` must not
    stay open in the fork; as soon as the last of them can be read, the fork is ended and so is
    this process. `outputs` are what the cells gave, each with its cell; `cell` is the one that
    runs, `cells` what was told when all were done and only the page is to be made of them, and
    `places` up to where it has taken in what other programs printed.
    """

    work: Callable[[Teller], Any]
    limits: Limits
    held: Sequence["Connection[Any, Any]"]
    outputs: list[tuple[int, Message]] = field(default_factory=list)
    cell: int | None = None
    cells: Any = None
    result: Any = None
    places: Sequence[int] = (0, 0)
    told: int = 0

    def follow(self) -> Cause | None:
        """Start it, see it to its end, and give why it gave no result; None if it did."""
        self._start()
        silent = False
        try:
            while not (self.result or silent or self._is_over() or self._is_late()):
                silent = self._listen(wait([self.line, self.held[-1]], TICK))
            end = _end(self.pid, GRACE if silent else 0)
        finally:
            _clear(self.pid)
        # also what was told before too much was printed, such as which cell it was
        while not self._told_too_much() and self.line.poll() and self._hear():
            pass
        cause = self._cause(end, silent)
        self._close()
        return cause

    def _start(self) -> None:
        self.line, theirs = Pipe(duplex=False)
        self.printed = [os.memfd_create(name) for name in NAMES]
        parent = os.getpid()
        try:
            self.pid = os.fork()
        except OSError:  # no further process: the next page may find room, and needs files
            for file in self.printed:
                os.close(file)
            raise
        if self.pid == 0:
            _do(self, theirs, parent)
        theirs.close()
        self._take_time()

    def _listen(self, ready: list[Any]) -> bool:
        """Take in what was told, if anything; say whether no more can come."""
        if self.held[-1] in ready:
            _clear(self.pid)
            os._exit(0)
        return not self._hear() if ready else _end(self.pid) is not None

    def _hear(self) -> bool:
        try:
            what, content = self.line.recv()
        except (EOFError, OSError):
            return False
        if what == "output":
            self.told += size(content["content"])
            self.outputs.append((self.cell or 0, content))
            return True
        setattr(self, what, content)
        if what in ("cell", "cells"):
            self._take_time()
        return True

    def _take_time(self) -> None:
        self.began, self.queued = time.monotonic(), _queued(self.pid)

    def _is_over(self) -> bool:
        sizes = (os.fstat(file).st_size for file in self.printed)
        return self._told_too_much() or 0 < self.limits.output_bytes < max(sizes)

    def _told_too_much(self) -> bool:
        return 0 < self.limits.output_bytes < self.told

    def _is_late(self) -> bool:
        spent, most = time.monotonic() - self.began, self.limits.cell_seconds
        # on a busy machine it may have had no core for most of the time
        return 0 < most < spent and spent - (_queued(self.pid) - self.queued) > most

    def _cause(self, end: int | None, silent: bool) -> Cause | None:
        if self.result:
            return None
        if self._is_over():
            if self._told_too_much():
                self.outputs.pop()  # the one that was too much
            return over(self.limits)
        ended = end is not None or silent
        return dead(end, self.cell) if ended else late(self.limits, self.cell)

    def _close(self) -> None:
        """Take in what other programs printed last, such as why a library gave up."""
        for name, file, place in zip(NAMES, self.printed, self.places, strict=True):
            data = os.pread(file, LAST, max(place, os.fstat(file).st_size - LAST))
            if data and self.cell is not None:
                said = {"name": name, "text": data.decode("utf-8", "replace")}
                self.outputs.append((self.cell, message("stream", said)))
            os.close(file)
        self.line.close()


def _do(fork: Fork, line: "Connection[Any, Any]", parent: int) -> NoReturn:
    status = 1
    try:
        _enter(fork, parent)
        teller = Teller(line, fork.printed)
        teller.tell("result", fork.work(teller))
        status = 0
    except BaseException:
        os.write(2, traceback.format_exc().encode("utf-8", "replace"))
    finally:
        os._exit(status)


def _enter(fork: Fork, parent: int) -> None:
    """Leave this process's session, files, signals and random state behind."""
    os.setsid()
    current_process().daemon = False  # a cell may start processes, as in a kernel
    end_with(parent)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for target, file in enumerate((os.open(os.devnull, os.O_RDONLY), *fork.printed)):
        os.dup2(file, target)
    for connection in (fork.line, *fork.held):
        connection.close()
    if most := fork.limits.memory_bytes:
        status = Path("/proc/self/status").read_text()
        inherited = int(status.partition("VmData:")[2].split()[0])  # and nearly all shared
        restrict(most + 1024 * inherited)
    random.seed()
    if numpy := sys.modules.get("numpy"):
        numpy.random.seed()


def _end(pid: int, patience: float = 0) -> int | None:
    """Give how a child ended, as `subprocess` does; None if it has not within the time."""
    deadline = time.monotonic() + patience
    how = os.WEXITED | os.WNOHANG | os.WNOWAIT
    while (found := os.waitid(os.P_PID, pid, how)) is None:
        if time.monotonic() >= deadline:
            return None
        time.sleep(0.005)
    return found.si_status if found.si_code == os.CLD_EXITED else -found.si_status


def _clear(pid: int) -> None:
    """End a child, its group, and what it has left outside of it."""
    for kill in (os.killpg, os.kill):  # it may not have made its group yet
        with contextlib.suppress(ProcessLookupError, PermissionError):
            kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    clear_strays()


def clear_strays() -> None:
    """End all children of this process, and what these leave to a subreaper."""
    listing = Path(f"/proc/self/task/{os.getpid()}/children")
    while listing.exists() and (strays := listing.read_text().split()):
        for stray in map(int, strays):
            with contextlib.suppress(ProcessLookupError, ChildProcessError):
                os.kill(stray, signal.SIGKILL)
                os.waitpid(stray, 0)


def _queued(pid: int) -> float:
    """Give the seconds for which a process could have run and had no core."""
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text().split()[1]) / 1e9
    except (OSError, IndexError):
        return 0.0  # not counted on this system
