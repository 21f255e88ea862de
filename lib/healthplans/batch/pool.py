"""Many pages at once, in worker processes that live as long as the batch.

A worker is forked from a server that has imported papermill and the renderer, and is handed
one job after another. Workers ignore Ctrl-C, which is for the batch; each ends as soon as the
batch is gone, however that came about. A worker that is killed is replaced, and its job is
done once more.
"""

import contextlib
import gc
import multiprocessing as mp
import os
import shutil
import signal
import threading
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass
from multiprocessing import forkserver
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from healthplans.batch.jobs import Failure, Job, Result
from healthplans.batch.produce import Order, produce
from healthplans.kernels import ADDRESS

__all__ = ["Pool", "default_workers"]

TRIES = 2
# pages; then a new worker takes over, so that no library's cache grows for ever
LIFETIME = 500
PRELOADED = ("healthplans.batch.pool", "nbconvert")


def default_workers() -> int:
    """Give the number of cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass(frozen=True)
class _Task:
    job: Job
    tries: int = 1


class Pool:
    """Workers for one run; `environment` is what they and their kernels find."""

    def __init__(self, order: Order, environment: Mapping[str, str], workers: int = 0) -> None:
        self.order, self.environment = order, dict(environment)
        self.size = workers or default_workers()
        self.context = _context(order)
        self.team: list[_Worker] = []

    def results(self, jobs: Iterable[Job]) -> Generator[Result]:
        """Do all jobs and give each result as it comes.

        Closing the iterator, or an exception while it waits, ends all workers.
        """
        waiting = deque(_Task(job) for job in jobs)
        try:
            self.team = [self._hire() for _ in range(min(self.size, len(waiting)))]
            while self._hand_out(waiting):
                yield from self._collect(waiting)
        finally:
            for worker in self.team:
                worker.end()

    def _hire(self) -> "_Worker":
        return _Worker(self.context, self.order, self.environment)

    def _replace(self, worker: "_Worker") -> None:
        worker.end()
        self.team[self.team.index(worker)] = self._hire()

    def _hand_out(self, waiting: deque[_Task]) -> bool:
        """Give every idle worker a task; say whether anybody is at work."""
        for worker in list(self.team):
            if worker.task is None and worker.done >= LIFETIME:
                self._replace(worker)
        for worker in self.team:
            if worker.task is None and waiting:
                worker.give(waiting.popleft())
        return any(worker.task for worker in self.team)

    def _collect(self, waiting: deque[_Task]) -> Iterator[Result]:
        busy = {worker.line: worker for worker in self.team if worker.task}
        for line in wait(list(busy)):
            worker = busy[line]
            task, result = worker.take()
            if result is not None:
                yield result
                continue
            self._replace(worker)
            if task.tries < TRIES:
                waiting.append(_Task(task.job, task.tries + 1))
            else:
                yield _lost(task)


class _Worker:
    """A worker process as the batch sees it."""

    def __init__(self, context: Any, order: Order, environment: dict[str, str]) -> None:
        self.line, theirs = context.Pipe()
        self.lifeline, their_lifeline = context.Pipe()
        self.task: _Task | None = None
        self.done = 0
        arguments = (theirs, their_lifeline, order, environment)
        self.process = context.Process(target=_work, args=arguments, daemon=True)
        self.process.start()
        theirs.close()
        their_lifeline.close()

    def give(self, task: _Task) -> None:
        """Hand it a task."""
        self.task = task
        with contextlib.suppress(OSError):  # it is dead, and `take` will say so
            self.line.send(task.job)

    def take(self) -> tuple[_Task, Result | None]:
        """Give its task and what came of it, None if the worker died."""
        task, self.task = self.task, None
        if task is None:
            raise ValueError("the worker has no task")
        self.done += 1
        try:
            return task, self.line.recv()
        except (EOFError, OSError):
            return task, None

    def end(self) -> None:
        """End it at once; nothing is lost, since it writes no file."""
        with contextlib.suppress(OSError):
            self.lifeline.send(None)  # it alone ends, the batch goes on
        self.lifeline.close()
        self.line.close()
        self.process.join(5)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()


def _lost(task: _Task) -> Result:
    message = f"the process that made the page died, {task.tries} times"
    return Result(task.job, {}, Failure(None, "WorkerDiedError", message), 0.0)


def _context(order: Order) -> Any:
    if "forkserver" not in mp.get_all_start_methods():
        return mp.get_context("spawn")
    context = mp.get_context("forkserver")
    module = getattr(getattr(order.render, "func", order.render), "__module__", "__main__")
    preloaded = [*PRELOADED, *([module] if module != "__main__" else [])]
    context.set_forkserver_preload(preloaded)
    forkserver.ensure_running()  # it imports while the zygote warms up
    return context


def _work(
    line: Connection, lifeline: Connection, order: Order, environment: dict[str, str]
) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.clear()  # the fork server's is as old as the server
    os.environ.update(environment)
    threading.Thread(target=_end_with, args=(lifeline,), daemon=True).start()
    gc.freeze()  # what is here stays, and need not be looked through with every collection
    with contextlib.suppress(EOFError, OSError):
        while True:
            line.send(produce(line.recv(), order))


def _end_with(lifeline: Connection) -> None:
    """End this process when it is told to, or the batch is gone, whatever it is doing."""
    try:
        lifeline.recv()
    except (EOFError, OSError):
        if os.environ.get(ADDRESS):  # the batch cannot remove the sockets any more
            shutil.rmtree(Path(os.environ[ADDRESS]).parent, ignore_errors=True)
    os._exit(0)
