"""Work that is done part by part, in as many forks of this process as it may use cores.

A fork has all that this process has read, and gives back its answers alone: what it makes on
the way goes with it. How many can be started is tried; and the garbage collector is held back
where millions of objects are made that all live on.
"""

import contextlib
import gc
import multiprocessing as mp
import os
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from multiprocessing.connection import Connection, wait
from typing import Any, TypeVar

# areas that are worked on at once: more would fill the memory, and fewer are no fork worth
MOST, FEWEST = 400, 200

T = TypeVar("T")
R = TypeVar("R")


def can_fork() -> bool:
    """Whether a process can safely be forked here and noticed when its parent dies.

    macOS can fork, but its system libraries may stop a fork that does not exec.
    """
    return sys.platform == "linux"


def cores() -> int:
    """Give the number of cores that this process may use."""
    return len(getattr(os, "sched_getaffinity", lambda _: range(os.cpu_count() or 1))(0))


def parted(areas: Iterable[str]) -> dict[str, list[str]]:
    """Part thousands of areas in their order, by the names of the first and last of each part.

    What is said of one area counts from what else is said of it. Areas that do not stand
    together, or are few, are one part.
    """
    every = [area for area, _ in groupby(areas)]
    known, many = list(dict.fromkeys(every)), cores()
    count = min(many * -(-len(known) // (many * MOST)), len(known) // FEWEST)
    size = -(-len(known) // max(count, 1)) if len(known) == len(every) else len(known)
    parts = [known[at : at + size] for at in range(0, len(known), size or 1)] or [[]]
    return {" to ".join([*part[:1], *part[-1:]]): part for part in parts}


def in_forks(work: Callable[[T], R], parts: Mapping[str, T]) -> list[R]:
    """Give what `work` makes of each part, in their order.

    The parts have names: a warning names those whose fork has ended without an answer. They
    are done again here, and what stopped them is raised here. Where this process has other
    threads, which a fork may find half way, or cannot be forked, all is done here.
    """
    many = min(cores(), len(parts))
    alone = threading.active_count() == 1 and not mp.current_process().daemon
    found = _forked(work, parts, many) if many > 1 and alone and can_fork() else {}
    return [found[name] if name in found else work(part) for name, part in parts.items()]


def _forked(work: Callable[[T], R], parts: Mapping[str, T], many: int) -> dict[str, R]:
    """Give the answers by name; none of a part whose fork has ended without one."""
    found: dict[str, R] = {}
    forks: dict[Any, mp.process.BaseProcess] = {}
    every = list(parts.items())
    try:
        for place in range(many):
            with contextlib.suppress(OSError):  # the system starts no further process
                # what a fork has read of one part serves it for the next
                forks |= _started(work, every[place::many])
        while forks:
            ready: list[Any] = list(wait(list(forks)))
            for line in ready:
                try:
                    found |= line.recv()
                except (EOFError, OSError):
                    _ended(line, forks.pop(line))
    finally:
        for fork in forks.values():
            fork.kill()
    return found


def _started(
    work: Callable[[T], R], parts: Sequence[tuple[str, T]]
) -> dict["Connection[Any, Any]", mp.process.BaseProcess]:
    context = mp.get_context("fork")
    line, theirs = context.Pipe(duplex=False)
    name = ", ".join(name for name, _ in parts)
    fork = context.Process(target=_tell, args=(theirs, work, parts), name=name, daemon=True)
    fork.start()
    theirs.close()  # so that the line ends with the fork
    return {line: fork}


def _tell(
    line: "Connection[Any, Any]", work: Callable[[T], R], parts: Sequence[tuple[str, T]]
) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is for the process that waits
    try:
        for name, part in parts:
            line.send({name: work(part)})
            gc.collect(0)  # where collections are held back, for one part only
    except Exception:  # raised again where the part is done again
        sys.exit(1)


def _ended(line: "Connection[Any, Any]", fork: mp.process.BaseProcess) -> None:
    line.close()
    fork.join()
    if fork.exitcode:
        how = "signal" if fork.exitcode < 0 else "exit status"
        said = f"the process for {fork.name} ended ({how} {abs(fork.exitcode)})"
        more = "what it had not told is done again"
        warnings.warn(f"{said}; {more}", RuntimeWarning, stacklevel=2)


@contextlib.contextmanager
def uncollected() -> Iterator[None]:
    """Run without collections; may be nested, and used as a decorator."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def startable(most: int) -> int:
    """Give how many threads or processes can be started now, up to `most`; all have ended.

    It is tried: a user (`ulimit -u`), a container or memory limits them, and nobody says how
    many are taken.
    """
    over, started = threading.Event(), []
    try:
        for _ in range(most):
            thread = threading.Thread(target=over.wait)
            thread.start()
            started.append(thread)
    except (RuntimeError, MemoryError):
        pass
    finally:
        over.set()
        for thread in started:
            thread.join()
    return len(started)
