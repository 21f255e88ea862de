"""Make the pages on other machines, by the workers of a dask scheduler.

The scheduler starts no page twice at a time, gives the pages of a lost worker to another, and
sends the results here, so no shared disk is needed: notebooks travel with the jobs. The
workers need this package and the same data; a worker that has others is refused by name,
since its pages would differ. It needs the extra `distributed`.
"""

import importlib
from collections.abc import Generator, Iterable
from functools import cache as once
from typing import Any

import nbformat

from healthplans.batch import cache
from healthplans.batch.jobs import Failure, Job, Result
from healthplans.batch.produce import Order, produce
from healthplans.errors import SchedulerError

__all__ = ["results"]

PATIENCE = 15  # seconds for the scheduler to answer
RETRIES = 1  # for a page whose task itself was lost


def results(jobs: Iterable[Job], order: Order, address: str) -> Generator[Result]:
    """Do all jobs and give each result as it comes.

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
            client.submit(
                _produce, job, _text(job), ours, shared, pure=False, retries=RETRIES
            ): job
            for job in jobs
        }
        for task in _completed(client, list(tasks)):
            error = task.exception()
            yield task.result() if error is None else _lost(tasks[task], error)
            task.release()


def _client(address: str) -> Any:
    try:
        distributed: Any = importlib.import_module("distributed")
    except ImportError as error:
        raise SchedulerError(
            "other machines need the extra healthplans[distributed]"
        ) from error
    try:
        return distributed.Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise SchedulerError(f"no scheduler answers at {address}: {error}") from error


def _completed(client: Any, tasks: list[Any]) -> Any:
    distributed: Any = importlib.import_module("distributed")
    return distributed.as_completed(tasks, loop=client.loop)


def _check(client: Any, address: str) -> None:
    found = client.run(cache.installation)
    if not found:
        raise SchedulerError(f"the scheduler at {address} has no workers")
    ours = cache.installation()
    differing = [
        f"{worker}: another {part}"
        for worker, theirs in sorted(found.items())
        for part in ours
        if theirs.get(part) != ours[part]
    ]
    if differing:
        raise SchedulerError("workers that differ from here: " + "; ".join(differing))


def _text(job: Job) -> str:
    return job.notebook.read_text(encoding="utf-8")


@once
def _installed() -> dict[str, str]:
    return cache.installation()


def _produce(job: Job, notebook: str, expected: dict[str, str], order: Order) -> Result:
    if _installed() != expected:  # a worker that joined after the check
        raise SchedulerError("the worker has another version of library, data or packages")
    return produce(job, order, nbformat.reads(notebook, 4))


def _lost(job: Job, error: BaseException) -> Result:
    return Result(job, {}, Failure(None, type(error).__name__, str(error)), 0.0)
