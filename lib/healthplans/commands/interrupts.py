"""Ctrl-C: once to end a command in order, twice to end it at once; it is never lost."""

import os
import signal
import sys
from collections.abc import Callable
from functools import partial
from typing import Any, NoReturn

__all__ = ["ENDED", "prepare"]

ENDED = 130  # the exit status of what Ctrl-C has ended


def prepare() -> None:
    """Take Ctrl-C, unless who starts this process has it ignored."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _first)
        sys.unraisablehook = partial(_unraisable, sys.unraisablehook)


def _first(number: int, frame: object) -> NoReturn:
    signal.signal(signal.SIGINT, lambda *_: os._exit(ENDED))
    raise KeyboardInterrupt


def _unraisable(usual: Callable[[Any], object], found: Any) -> None:
    """End where Python would print the interruption and go on, as amid a deletion."""
    if found.exc_type is KeyboardInterrupt:
        os._exit(ENDED)
    usual(found)
