"""Render a list of jobs into an output folder.

::

    from healthplans.batch import run
    summary = run.run(jobs, out, render, run.Options(reads=reads))

`jobs` are `jobs.Job`s. `render(job, notebook)` makes the page of an executed notebook, str or
bytes; it is called in the workers, so it is a function of a module or a `functools.partial`
of one, and of its arguments only. It is also called for a notebook that failed: the cell that
failed has an output of type `error`. `Options.reads(job)` names the data files and folders
that a page is made from, `Options.shared` the files that every page is made from.

The summary says what was rendered, what was fresh, what was removed and what failed, each
failure with the command that repeats it; `summary.exit_status` is 0 if nothing failed.
Parameters are checked before anything is started (`UnknownNameError`, `InputError`), one
batch at a time may write to a folder, and what cannot be written is an `OutputError`. After
any interruption the same call goes on where the last one stopped.
"""

import contextlib
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from healthplans.batch import cache, files, parameters
from healthplans.batch.jobs import (
    Beside,
    Failure,
    Job,
    Limits,
    Ready,
    Render,
    Result,
    papermill_command,
)
from healthplans.batch.page import Order
from healthplans.batch.pool import Pool
from healthplans.batch.progress import progress
from healthplans.errors import InputError, Offence

__all__ = ["Options", "Summary", "explain", "run"]

SAVED_EVERY = 2.0  # seconds; an interruption costs at most the pages of that time
SAVING_SHARE = 0.02  # of the time, at most: with thousands of pages a save takes long


def _reads_nothing(job: Job) -> Iterable[Path | tuple[str, bytes]]:
    return ()


@dataclass(frozen=True)
class Options:
    """How a batch is run.

    Attributes
    ----------
    reads, shared
        What pages are made from, besides notebook, parameters, library and versions.
    workers : int
        Pages at once; 0 for one a core.
    warm : bool
        Pages forked from a process that is prepared; else by ordinary kernels.
    force : bool
        Make all pages, fresh or not.
    prune : bool
        The list is complete: remove pages of earlier runs that are not in it.
    wait : bool
        Wait for another batch on the same folder instead of refusing.
    quiet : bool
        No progress, even on a terminal.
    notebooks : str
        Folder in the output for the executed notebooks; "" to keep none.
    beside : callable, optional
        Makes the files that go with a page; called in the workers, like the renderer.
    command : callable
        Gives the command that runs a job again.
    scheduler : str
        Address of a dask scheduler whose workers make the pages; "" for this machine.
    preload : str
        The module that prepares the processes that pages are forked from, by a call of
        `warm.up`; `server.ahead` starts that before it is known what is due.
    ready : callable, optional
        Called once in each worker, for what its pages share; its result is not used.
    """

    reads: cache.Reads = _reads_nothing
    shared: Sequence[Path] = ()
    workers: int = 0
    warm: bool = True
    force: bool = False
    prune: bool = True
    wait: bool = False
    quiet: bool = False
    notebooks: str = "notebooks"
    beside: Beside | None = None
    limits: Limits = field(default_factory=Limits)
    command: Callable[[Job], str] = papermill_command
    scheduler: str = ""
    preload: str = "healthplans.batch.plain"
    ready: Ready | None = None


@dataclass
class Summary:
    """What a run did; `failed` has page, cell, error, message and command of each failure."""

    rendered: list[str] = field(default_factory=list)
    fresh: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    failed: list[dict[str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def exit_status(self) -> int:
        """0 if every page is as it should be, else 1."""
        return 1 if self.failed else 0

    def as_dict(self) -> dict[str, Any]:
        """Give it as plain data for JSON."""
        return {**asdict(self), "exit_status": self.exit_status}


def run(
    jobs: Iterable[Job], out: Path, render: Render, options: Options | None = None
) -> Summary:
    """Make every page that is not fresh; see the head of this module."""
    chosen, started = options or Options(), time.monotonic()
    listed = list(jobs)
    _check(listed, chosen)
    with files.held(out, wait=chosen.wait):
        manifest = cache.Manifest.read(out)
        parts = cache.fingerprints(listed, chosen.reads, chosen.shared)
        due = [
            replace(job, inputs=cache.inputs(parts[job.name]))
            for job in listed
            if chosen.force or manifest.why(job.name, parts[job.name])
        ]
        names = {job.name for job in due}
        summary = Summary(fresh=[job.name for job in listed if job.name not in names])
        if chosen.prune:
            summary.removed = manifest.drop(job.name for job in listed)
            files.remove(out, summary.removed)
        order = Order(
            *(render, chosen.limits, chosen.warm, chosen.notebooks, chosen.beside),
            *(chosen.preload, chosen.ready),
        )
        with _saving(manifest) as save:
            for result in _all_results(due, order, chosen, summary):
                _settle(result, manifest, parts, chosen, summary)
                save()
    summary.rendered.sort()
    summary.failed.sort(key=lambda failure: str(failure["page"]))
    summary.seconds = round(time.monotonic() - started, 3)
    return summary


def _check(jobs: list[Job], options: Options) -> None:
    parameters.check(jobs)
    if options.workers < 0:
        expected = "pages at once, 0 for one a core"
        raise InputError([Offence("options", expected, "", "workers", str(options.workers))])


def explain(jobs: Iterable[Job], out: Path, options: Options) -> dict[str, list[str]]:
    """Say for every page why it would be made again; an empty list if it would not."""
    listed = list(jobs)
    manifest = cache.Manifest.read(out)
    parts = cache.fingerprints(listed, options.reads, options.shared)
    return {job.name: manifest.why(job.name, parts[job.name]) for job in listed}


def _all_results(
    due: list[Job], order: Order, options: Options, summary: Summary
) -> Iterator[Result]:
    """Give a result of every job: never "good" when fewer pages were made than were due."""
    names = {job.name for job in due}
    for result in _results(due, order, options, summary):
        names.discard(result.job.name)
        yield result
    for job in due:
        if job.name in names:
            yield Result(job, {}, Failure(None, "NotMadeError", "nothing came of it"), 0.0)


def _results(
    due: list[Job], order: Order, options: Options, summary: Summary
) -> Iterator[Result]:
    if not due:
        return
    if options.scheduler:
        from healthplans.batch import distributed

        made = distributed.results(due, order, options.scheduler)
    else:
        made = _local_results(due, order, options, summary)
    with contextlib.closing(made), progress(len(due), quiet=options.quiet) as advance:
        for result in made:
            yield result
            advance(result)


def _local_results(
    due: list[Job], order: Order, options: Options, summary: Summary
) -> Generator[Result]:
    pool = Pool(order, options.workers)
    with contextlib.closing(pool.results(due)) as results:
        yield from results
    summary.notes += pool.notes


@contextlib.contextmanager
def _saving(manifest: cache.Manifest) -> Iterator[Callable[[], None]]:
    """Save the manifest now and then, and at the end, whatever the end is."""
    due = time.monotonic() + SAVED_EVERY

    def save() -> None:
        nonlocal due
        started = time.monotonic()
        if started > due:
            manifest.save()
            now = time.monotonic()
            due = now + max(SAVED_EVERY, (now - started) / SAVING_SHARE)

    try:
        yield save
    finally:
        manifest.save()


def _settle(
    result: Result,
    manifest: cache.Manifest,
    parts: Mapping[str, Mapping[str, str]],
    options: Options,
    summary: Summary,
) -> None:
    """Write the files of a result, then note it: never the other way round."""
    job = result.job
    for name, content in result.files.items():
        files.write(manifest.out / name, content)
    manifest.note(result, parts[job.name])
    if result.failure is None:
        summary.rendered.append(job.name)
    else:
        failure = {"page": job.name, **asdict(result.failure), "command": options.command(job)}
        summary.failed.append(failure)
