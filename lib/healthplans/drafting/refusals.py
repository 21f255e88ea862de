"""What no file may exceed, and how one that cannot be read is refused: one clear sentence.

Limits of time and memory are set where the system offers them.
"""

import contextlib
import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from healthplans.errors import InputError, Offence


class Limits:
    """The most that a reader takes in, so that no file can exhaust the machine."""

    file_bytes = 200_000_000
    member_bytes = 100_000_000
    all_bytes = 300_000_000
    members = 5_000
    pages = 500
    cells = 200_000
    depth = 200
    pixels = 60_000_000
    seconds = 600
    memory = 4_000_000_000  # bytes beside what the process holds before


class Unreadable(InputError):  # noqa: N818  # a file is unreadable; an error says so
    """A file that no draft can be made of; says why and what can be done."""

    def __init__(self, name: str, expected: str, found: str | None = None) -> None:
        super().__init__([Offence(name, expected, text=found)])


def missing(name: str, what: str, extra: str) -> Unreadable:
    """Say that a part of the installation is needed for this format."""
    return Unreadable(name, f"{what}, installed with pip install healthplans[{extra}]")


_SELF = Path("/proc/self/statm")  # pages of this process, where the system tells


@contextlib.contextmanager
def guarded(seconds: float = Limits.seconds, memory: int = Limits.memory) -> Iterator[None]:
    """Raise `TimeoutError` in the block after so many seconds, `MemoryError` beyond memory.

    Memory is bytes beside what the process holds, not limited where the system does not say
    what that is (Linux does). Both hold in the main thread of a process only: other threads
    share the process, and its limits are set by who started them.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    with _bounded(memory), _timed(seconds):
        yield


@contextlib.contextmanager
def _timed(seconds: float) -> Iterator[None]:
    if not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGALRM, _stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise TimeoutError


@contextlib.contextmanager
def _bounded(memory: int) -> Iterator[None]:
    """Lower the limit of the address space; a hard limit of the system stays above it."""
    if not _SELF.is_file():
        yield
        return
    import resource

    held = int(_SELF.read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    limits = [held + memory, *(one for one in (soft, hard) if one != resource.RLIM_INFINITY)]
    resource.setrlimit(resource.RLIMIT_AS, (min(limits), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
