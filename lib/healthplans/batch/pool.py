"""Many pages at once, by worker processes that fork one process for each page.

Workers are forked from a process that has imported and drawn before what pages need, see
`server`. A worker is handed one job after another; it ignores Ctrl-C, which is for the
batch, and ends as soon as the batch is gone, however that came about, with all that it has
forked. A worker that is killed is replaced, and its job is done once more.
"""

import contextlib
import multiprocessing as mp
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from functools import partial
from multiprocessing.connection import wait
from multiprocessing.util import register_after_fork
from typing import Any

from nbformat import NotebookNode

from healthplans.batch import server
from healthplans.batch.jobs import Job, Order, Result
from healthplans.errors import of_system
from healthplans.forks import cores

TRIES = 2


class Pool:
    """Workers for one run.

    `notes` says, once there are results, what was not done as it was asked for.
    """

    def __init__(self, order: Order, workers: int = 0) -> None:
        self.order, self.size = order, workers or cores()
        self.team: list[Worker] = []
        self.notes: list[str] = []

    def results(
        self, jobs: Iterable[Job], meanwhile: Callable[[], object] = tuple
    ) -> Generator[Result]:
        """Do all jobs and give each result as it comes; `meanwhile` is done as they begin.

        Closing the iterator, or an exception while it waits, ends all workers.
        """
        waiting = deque((job, 1) for job in jobs)
        try:
            self.team = [Worker(self.order) for _ in range(min(self.size, len(waiting)))]
            self._hand_out(waiting)
            meanwhile()
            while self._hand_out(waiting):
                yield from self._collect(waiting)
        finally:
            for worker in self.team:
                worker.end()

    def _hand_out(self, waiting: deque[tuple[Job, int]]) -> bool:
        """Give every idle worker a job; say whether anybody is at work."""
        for worker in self.team:
            if worker.task is None and waiting:
                worker.task = waiting.popleft()
                worker.give(worker.task[0])
        return any(worker.task for worker in self.team)

    def _collect(self, waiting: deque[tuple[Job, int]]) -> Iterator[Result]:
        busy = {worker.line: (worker, worker.task) for worker in self.team if worker.task}
        for line in wait(list(busy)):
            worker, (job, tries) = busy[line]
            said = worker.take()
            if isinstance(said, str):
                self.notes += [] if said in self.notes else [said]
                continue
            worker.task = None
            if said is not None:
                yield said
                continue
            worker.end()
            self.team[self.team.index(worker)] = Worker(self.order)
            if tries < TRIES:
                waiting.append((job, tries + 1))
            else:
                message = f"the process that made the page died, {tries} times"
                yield Result.lost(job, "WorkerDiedError", message)


class Worker:
    """A worker process as this one sees it."""

    def __init__(self, order: Order) -> None:
        self.task: tuple[Job, int] | None = None  # what it is at, and which try that is
        try:
            self._start(server.context(order.preload), order)
        except (EOFError, OSError):  # the server has died: the worker starts by itself
            self._start(mp.get_context("spawn"), order)

    def _start(self, context: Any, order: Order) -> None:
        self.line, theirs = context.Pipe()
        self.lifeline, their_lifeline = context.Pipe()
        register_after_fork(self, Worker._leave)  # else it would outlive who closes them
        arguments = (theirs, their_lifeline, order, dict(os.environ), server.stale())
        self.process = context.Process(target=_work, args=arguments, daemon=True)
        with server.starting():
            self.process.start()
        theirs.close()
        their_lifeline.close()

    def _leave(self) -> None:
        """Let go of the lines in another worker; they are this process's alone."""
        self.line.close()
        self.lifeline.close()

    def give(self, job: Job, source: NotebookNode | None = None) -> None:
        """Hand it a job, with the notebook where the job's own is not at hand."""
        with contextlib.suppress(OSError):  # it is dead, and `take` will say so
            self.line.send((job, source))

    def take(self) -> Result | str | None:
        """Give what it says: a note, or what came of its task; None if it died."""
        try:
            said: Result | str = self.line.recv()
        except (EOFError, OSError):
            return None
        return said

    def end(self) -> None:
        """End it at once, with all that it has forked; it writes no file, nothing is lost."""
        self._leave()
        self.process.join(5)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()


def _work(
    line: Any, lifeline: Any, order: Order, environment: dict[str, str], stale: set[str]
) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # here and not in the batch's own process, which needs neither papermill nor IPython
    from healthplans.batch.fork import become_subreaper, clear_strays
    from healthplans.batch.page import forked, page

    why = server.reason(order.preload) if order.warm else ""
    for name in stale:
        os.environ.pop(name, None)
    os.environ.update(environment)  # the server's is as old as the server
    if why:
        line.send(f"ordinary kernels were used: {why}")
    become_subreaper()
    make: Any = page
    if order.warm and not why:
        make = partial(forked, held=(line, lifeline))
    else:
        threading.Thread(target=_end_with, args=(lifeline, clear_strays), daemon=True).start()
    with contextlib.suppress(Exception):  # a help; what fails here will fail in the page
        _ = order.ready and order.ready()
    with contextlib.suppress(EOFError, OSError):
        while True:
            job, source = line.recv()
            result = _made(make, job, order, source)
            clear_strays()  # what a cell has started in a session of its own
            line.send(result)


def _made(make: Any, job: Job, order: Order, source: NotebookNode | None) -> Result:
    try:
        made: Result = make(job, order, source)
    except OSError as error:  # such as of a machine that can have no more processes
        made = Result.lost(job, type(error).__name__, of_system(error))
    except Exception as error:
        made = Result.lost(job, type(error).__name__, str(error))
    return made


def _end_with(lifeline: Any, clear: Callable[[], None]) -> None:
    """End this process when the batch is gone or closes the line, whatever it is doing."""
    with contextlib.suppress(EOFError, OSError):
        lifeline.recv()
    clear()
    os._exit(0)
