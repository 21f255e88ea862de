"""What a command needs of the process it runs in: streams, Ctrl-C, time, threads.

Ctrl-C once ends a command in order, twice at once; it is never lost.
"""

import contextlib
import errno
import io
import os
import signal
import sys
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NoReturn

from healthplans.forks import startable

ENDED = 130  # the exit status of what Ctrl-C has ended
_LEFT = 2  # seconds of a core in which to say that there are no more, and to end in order
_KERNEL = 32  # processes and threads that one ordinary kernel has, with who listens to it
_ALONE = ("doctor", "version")  # what also works without any
SHOWN = "HEALTHPLANS_TRACEBACK"  # set to have an unexpected error shown with its place
# by these an end, a limit and Ctrl-C are told; not on every system
_NAMES = ("SIGCHLD", "SIGALRM", "SIGXCPU", "SIGINT", "SIGTERM", "SIGHUP")
_HEARD = {getattr(signal, name) for name in _NAMES if hasattr(signal, name)}
_LONGEST = 300  # letters


def open_streams() -> None:
    """Have all three standard streams open, none that cannot take a letter, and ends told.

    A program may be started with some of them closed (`>&-`, some schedulers). Python then has
    no such stream, and what is opened next would take its number: a page, for all that other
    programs print as their error.
    """
    # some who start programs ignore it, and then no end is told
    if hasattr(signal, "SIGCHLD"):
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        # or blocked, which any program passes on to those that it starts
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _HEARD)
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        # a start-up file of Python may have taken or closed it
        there = (getattr(sys, kept) for kept in (name, f"__{name}__"))
        stream = next((one for one in there if one and not one.closed), None)
        # in this order each takes the number that is free
        setattr(sys, name, stream or open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # a terminal that has no Chinese letters shows their codes
            stream.reconfigure(errors="backslashreplace")


def take_interrupts() -> None:
    """Take Ctrl-C, unless who starts this process has it ignored, and the end of its time."""
    with contextlib.suppress(ImportError, OSError, ValueError):  # not on every system
        _prepare_time()
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _interrupted)
        sys.unraisablehook = partial(_unraisable, sys.unraisablehook)


def _prepare_time() -> None:
    """Be told before `ulimit -t` kills, which says nothing of why."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    signal.signal(signal.SIGXCPU, _over)
    if hard == resource.RLIM_INFINITY:
        return
    # of two seconds one is left for that; of one none is, so that it is said at once
    last = max(hard - _LEFT, 1)
    if last == hard:
        _over(signal.SIGXCPU, None)
    if soft > last:
        resource.setrlimit(resource.RLIMIT_CPU, (last, hard))


def _over(number: int, frame: object) -> NoReturn:
    signal.signal(signal.SIGXCPU, signal.SIG_IGN)  # or it would come each second
    sys.exit(
        "error: the time of a core that one process may take here is over (`ulimit -t`); "
        "run it where more is allowed"
    )


def _interrupted(number: int, frame: object) -> NoReturn:
    signal.signal(signal.SIGINT, lambda *_: os._exit(ENDED))
    raise KeyboardInterrupt


def _unraisable(usual: Callable[[Any], object], found: Any) -> None:
    """End where Python would print the interruption and go on, as amid a deletion."""
    if found.exc_type is KeyboardInterrupt:
        os._exit(ENDED)
    usual(found)


def spare_threads(words: Sequence[str]) -> None:
    """Have libraries start few threads, where there is not one or two for each core.

    Raises
    ------
    BlockingIOError
        Where a command needs one, and none can be started.
    """
    wanted = 2 * (os.cpu_count() or 1) + 8
    if (found := startable(wanted)) == wanted:
        return
    from healthplans.batch.server import UNTHREADED

    os.environ.update(UNTHREADED)
    if not found and not set(words[:1]) & {*_ALONE}:
        raise _too_few()


def check_kernel() -> None:
    """Refuse to start ordinary kernels where not even one could have what it needs.

    Raises
    ------
    BlockingIOError
        Where that is so: a kernel would be waited for, or end without a word.
    """
    if startable(_KERNEL) < _KERNEL:
        raise _too_few()


def _too_few() -> BlockingIOError:
    return BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))


def unexpected(error: Exception) -> str:
    """Say what nobody expected, and how to see more of it."""
    if isinstance(error, MemoryError):
        return "there is not enough memory"
    said = ": ".join(filter(None, [type(error).__name__, _line(error)]))
    return (
        f"{said}; nobody expected this: `{SHOWN}=1` before the command shows where it "
        "happened, and `python -m healthplans doctor` what this machine can do"
    )


def _line(error: Exception) -> str:
    """Give what an error says in a line; nothing where it cannot say anything."""
    try:
        return next(iter(str(error).splitlines()), "")[:_LONGEST]
    except Exception:
        return ""
