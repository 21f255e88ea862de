"""Make the pages on other machines, by the workers of a dask scheduler.

The scheduler starts no page twice at a time, gives the pages of a lost worker to another, and
sends the results here, so no shared disk is needed: notebooks travel with the jobs. The
workers need this package and the same data; a worker that has others is refused by name,
since its pages would differ. It needs the extra `distributed`.
"""

import importlib
import multiprocessing
import re
import socket
import threading
import time
from collections.abc import Generator, Iterable, Iterator
from functools import cache as once
from typing import Any

import nbformat

from healthplans.batch import cache
from healthplans.batch.jobs import Job, Order, Result
from healthplans.batch.pool import Worker
from healthplans.errors import SchedulerError

__all__ = ["results"]

# seconds for the scheduler to answer, and for a worker to come when none is left
PATIENCE = 15
KNOCK = 3  # seconds for its machine to answer
CERTIFICATE = "distributed.comm.tls.client.cert"
GREETING = 2**20  # bytes of the first thing a scheduler says, at most
RETRIES = 1  # for a page whose task itself was lost
ADDRESS = re.compile(r"(?:(?:tcp|tls)://)?(?P<host>[^/:]+|\[[^]]+\]):(?P<port>\d{1,5})")
_own = threading.local()  # of a thread on another machine: its worker, and the order it has


def results(jobs: Iterable[Job], order: Order, address: str) -> Generator[Result]:
    """Do all jobs and give each result as it comes; what no worker could make is a failure.

    Raises
    ------
    SchedulerError
        If no scheduler answers at the address, it has no worker, or a worker has another
        version of the library, the data or a package.
    """
    with _client(address) as client:
        _check(client, address)
        ours = cache.installation()
        # to every worker once, not with every page: it may hold all published tables
        shared = client.scatter(order, broadcast=True)
        tasks = {
            client.submit(_made, job, job.notebook.read_text(encoding="utf-8"), ours, shared,
                          pure=False, retries=RETRIES): job
            for job in jobs
        }  # fmt: skip
        for task in _ended(client, tasks):
            yield _result(task, tasks.pop(task))
            task.release()
        for job in tasks.values():
            yield Result.lost(job, "WorkersLostError", "no worker is left")


def _client(address: str) -> Any:
    if not (place := ADDRESS.fullmatch(address)):
        raise SchedulerError(f"{address!r} is no address, such as tcp://host:8786")
    try:
        distributed: Any = importlib.import_module("distributed")
    except ImportError as error:
        needed = "other machines need the extra healthplans[distributed]"
        raise SchedulerError(needed) from error
    try:
        _knock((place["host"].strip("[]"), int(place["port"])), address)
        return distributed.Client(address, timeout=PATIENCE, set_as_default=False)
    except Exception as error:  # whatever it is, it is about the address
        raise SchedulerError(f"no scheduler answers at {address}: {error}") from error


def _knock(where: tuple[str, int], address: str) -> None:
    """Have a scheduler greet: any other service would keep dask waiting without end.

    A message begins with its length, in eight bytes.
    """
    with socket.create_connection(where, timeout=KNOCK) as line:
        if address.startswith("tls:"):  # there it waits to be greeted
            if not importlib.import_module("dask.config").get(CERTIFICATE, None):
                raise OSError(f"tls needs {CERTIFICATE} in the settings of dask")
            return
        line.settimeout(PATIENCE)
        length = int.from_bytes(line.recv(8, socket.MSG_WAITALL), "little")
    if not 0 < length < GREETING:
        raise OSError("what is there is no scheduler")


def _check(client: Any, address: str) -> None:
    ours, found = cache.installation(), client.run(cache.installation)
    if not found:
        raise SchedulerError(f"the scheduler at {address} has no workers")
    differing = [
        f"{worker}: another {part}"
        for worker, theirs in sorted(found.items())
        for part in ours
        if theirs.get(part) != ours[part]
    ]
    if differing:
        raise SchedulerError("workers that differ from here: " + "; ".join(differing))


def _ended(client: Any, tasks: Iterable[Any]) -> Iterator[Any]:
    """Give the tasks as they end, as long as anybody is there to do them."""
    waiting, seen = list(tasks), time.monotonic()
    while waiting and time.monotonic() - seen < PATIENCE:
        ended = [task for task in waiting if task.done()]
        waiting = [task for task in waiting if not task.done()]
        yield from ended
        if ended or _has_workers(client):
            seen = time.monotonic()
        time.sleep(0.05)


def _has_workers(client: Any) -> bool:
    try:
        return bool(client.scheduler_info()["workers"])
    except (OSError, KeyError, RuntimeError):  # the scheduler itself is gone
        return False


def _result(task: Any, job: Job) -> Result:
    if task.status == "finished":
        made: Result = task.result()
        return made
    error = task.exception() if task.status == "error" else None
    name = type(error).__name__ if error else "WorkersLostError"
    return Result.lost(job, name, str(error or ""))


_installed = once(cache.installation)


def _made(job: Job, notebook: str, expected: dict[str, str], order: Order) -> Result:
    """Make a page on the other machine, by a worker of the pool that this thread has."""
    if _installed() != expected:  # a worker that joined after the check
        raise SchedulerError("the worker has another version of library, data or packages")
    if getattr(_own, "order", None) is not order:
        multiprocessing.current_process().daemon = False  # what it starts ends by itself
        _own.worker, _own.order = Worker(order), order
    _own.worker.give(job, nbformat.reads(notebook, 4))
    while isinstance(said := _own.worker.take(), str):
        pass
    if said is None:
        del _own.order
        raise RuntimeError("the process that made the page died")  # it is tried once more
    made: Result = said
    return made
