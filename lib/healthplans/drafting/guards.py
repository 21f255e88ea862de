"""Limits on one document's time and memory, set where the system offers them."""

import contextlib
import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from healthplans.drafting.refusals import Limits

__all__ = ["guarded"]

_SELF = Path("/proc/self/statm")  # pages of this process, where the system tells


@contextlib.contextmanager
def guarded(seconds: float = Limits.seconds, memory: int = Limits.memory) -> Iterator[None]:
    """Raise `TimeoutError` in the block after so many seconds, `MemoryError` beyond memory.

    Parameters
    ----------
    seconds : float
        Time of the block.
    memory : int
        Bytes that it may take beside what the process holds; not limited where the system
        does not say what that is (Linux does).

    Both hold in the main thread of a process only: other threads share the process, and its
    limits are set by who started them.
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
