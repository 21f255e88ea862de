"""Limits on one document's time, set where the system offers them."""

import contextlib
import signal
import threading
from collections.abc import Iterator
from types import FrameType

from healthplans.drafting.refusals import Limits

__all__ = ["guarded"]


@contextlib.contextmanager
def guarded(seconds: float = Limits.seconds) -> Iterator[None]:
    """Raise `TimeoutError` in the block after so many seconds.

    Only the main thread of a process can be interrupted so; elsewhere nothing is limited.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(
        signal, "setitimer"
    ):
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
