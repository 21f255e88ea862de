"""What ends a command from outside: Ctrl-C, and the time that one process may take.

Ctrl-C once ends a command in order, twice at once; it is never lost.
"""

import contextlib
import os
import signal
import sys
from collections.abc import Callable
from functools import partial
from typing import Any, NoReturn

ENDED = 130  # the exit status of what Ctrl-C has ended
_LEFT = 2  # seconds of a core in which to say that there are no more, and to end in order


def prepare() -> None:
    """Take Ctrl-C, unless who starts this process has it ignored, and the end of its time."""
    with contextlib.suppress(ImportError, OSError, ValueError):  # not on every system
        _prepare_time()
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _first)
        sys.unraisablehook = partial(_unraisable, sys.unraisablehook)


def _prepare_time() -> None:
    """Be told before `ulimit -t` kills, which says nothing of why."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    if hard != resource.RLIM_INFINITY and soft > hard - _LEFT > 0:
        resource.setrlimit(resource.RLIMIT_CPU, (hard - _LEFT, hard))
    signal.signal(signal.SIGXCPU, _over)


def _over(number: int, frame: object) -> NoReturn:
    signal.signal(signal.SIGXCPU, signal.SIG_IGN)  # or it would come each second
    sys.exit(
        "error: the time of a core that one process may take here is over (`ulimit -t`); "
        "run it where more is allowed"
    )


def _first(number: int, frame: object) -> NoReturn:
    signal.signal(signal.SIGINT, lambda *_: os._exit(ENDED))
    raise KeyboardInterrupt


def _unraisable(usual: Callable[[Any], object], found: Any) -> None:
    """End where Python would print the interruption and go on, as amid a deletion."""
    if found.exc_type is KeyboardInterrupt:
        os._exit(ENDED)
    usual(found)
