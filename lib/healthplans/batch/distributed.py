"""Make the pages on other machines, by the workers of a dask scheduler.

The scheduler starts no page twice at a time, gives the pages of a lost worker to another, and
sends the results here, so no shared disk is needed: notebooks travel with the jobs. The
workers need this package and the same data; a worker that has others is refused by name,
since its pages would differ. It needs the extra `distributed`.
"""

import multiprocessing
import threading
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from functools import cache as once
from typing import Any

import nbformat

from healthplans import scheduler
from healthplans.batch import cache
from healthplans.batch.jobs import Job, Order, Result
from healthplans.batch.pool import Worker
from healthplans.errors import SchedulerError

PATIENCE = 15  # seconds for a worker to come when none is left
RETRIES = 1  # for a page whose task itself was lost
_own = threading.local()  # of a thread on another machine: its worker, and the order it has


def results(
    jobs: Iterable[Job], order: Order, address: str, meanwhile: Callable[[], object] = tuple
) -> Generator[Result]:
    """Do all jobs and give each result as it comes; what no worker could make is a failure.

    `meanwhile` is done as they begin.

    Raises
    ------
    SchedulerError
        If no scheduler answers at the address, it has no worker, or a worker has another
        version of the library, the data or a package.
    """
    with scheduler.client(address) as client:
        _check(client, address)
        ours = cache.installation()
        # to every worker once, not with every page: it may hold all published tables
        shared = client.scatter(order, broadcast=True)
        tasks = {
            client.submit(_made, job, job.notebook.read_text(encoding="utf-8"), ours, shared,
                          pure=False, retries=RETRIES): job
            for job in jobs
        }  # fmt: skip
        meanwhile()
        for task in _ended(client, tasks):
            yield _result(task, tasks.pop(task))
            task.release()
        for job in tasks.values():
            yield Result.lost(job, "WorkersLostError", "no worker is left")


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
