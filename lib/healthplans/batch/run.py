"""Render a list of jobs into an output folder.

::

    from healthplans.batch import run
    summary = run.run(jobs, out, render, run.Options(reads=reads))

`jobs` are `jobs.Job`s. `render(job, notebook)` makes the page of an executed notebook, str or
bytes; it is called in the workers, so it is a function of a module or a `functools.partial`
of one, and of its arguments only. It is also called for a notebook that failed: the cell that
failed has an output of type `error`. `Options.reads(job)` names the data files and folders
that a page is made from, besides its notebook and the library.

The summary says what was rendered, what was fresh, what was removed and what failed, each
failure with the command that repeats it; `summary.exit_status` is 0 if nothing failed.
Parameters are checked before anything is started (`UnknownNameError`, `InputError`), one
batch at a time may write to a folder, and what cannot be written is an `OutputError`. After
any interruption the same call goes on where the last one stopped.
"""

import contextlib
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from healthplans.batch import cache, files, parameters
from healthplans.batch.jobs import Failure, Job, Order, Render, Result, papermill_command
from healthplans.batch.pool import Pool
from healthplans.batch.progress import progress
from healthplans.errors import InputError, Offence
from healthplans.paths import mark
from healthplans.writing import write

SAVED_EVERY = 2.0  # seconds; an interruption costs at most the pages of that time
SAVING_SHARE = 0.02  # of the time, at most: with thousands of pages a save takes long


@dataclass(frozen=True, kw_only=True)
class Options(Order):
    """How a batch is run, and how its pages are made: see `Order`.

    Attributes
    ----------
    reads : callable
        What a page is made from, besides notebook, parameters, library and versions.
    besides : callable
        The same of the files beside it, which are left as they are while it has not changed.
    workers : int
        Pages at once; 0 for one a core.
    force : bool
        Make all pages, fresh or not.
    prune : bool
        The list is complete: remove pages of earlier runs that are not in it.
    wait : bool
        Wait for another batch on the same folder instead of refusing.
    quiet : bool
        No progress, even on a terminal.
    first, meanwhile, last : callable
        Called while the folder is held: before any page is made, while the first ones are,
        and with the summary when all are.
    command : callable
        Gives the command that runs a job again.
    scheduler : str
        Address of a dask scheduler whose workers make the pages; "" for this machine.
    """

    reads: cache.Reads = lambda _: ()
    besides: cache.Reads | None = None
    workers: int = 0
    force: bool = False
    prune: bool = True
    wait: bool = False
    quiet: bool = False
    first: Callable[[], object] = tuple
    meanwhile: Callable[[], object] = tuple
    last: Callable[["Summary"], object] = id
    command: Callable[[Job], str] = papermill_command
    scheduler: str = ""


@dataclass
class Summary:
    """What a run did; `failed` has page, cell, error, message and command of each failure.

    `notes` are of this run; `standing` ones hold for as long as nothing changes.
    """

    rendered: list[str] = field(default_factory=list)
    fresh: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    failed: list[dict[str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    standing: list[str] = field(default_factory=list)
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
    chosen, started = replace(options or Options(), render=render), time.monotonic()
    listed = _checked(jobs, chosen)
    with files.held(out, wait=chosen.wait):
        manifest = cache.Manifest.read(out)
        marks = {job.notebook: mark(job.notebook) for job in listed}
        parts = cache.fingerprints(listed, chosen.reads)
        chosen.first()
        due = [*_due(listed, parts, manifest, chosen)]
        names = {job.name for job in due}
        summary = Summary(fresh=[job.name for job in listed if job.name not in names])
        if chosen.prune:
            summary.removed = manifest.drop(job.name for job in listed)
            files.remove(out, summary.removed)
        with _saving(manifest) as save, progress(len(due), quiet=chosen.quiet) as advance:
            for made in _all_results(due, chosen, summary):
                result = _of_one_state(made, marks)
                _settle(result, manifest, parts, chosen, summary)
                advance(result)
                save()
        summary.rendered.sort()
        summary.failed.sort(key=lambda failure: str(failure["page"]))
        summary.seconds = round(time.monotonic() - started, 3)
        files.confirm(out / file for job in listed for file in manifest.files[job.name])
        chosen.last(summary)
    return summary


def _checked(jobs: Iterable[Job], chosen: Options) -> list[Job]:
    listed = list(jobs)
    parameters.check(listed)
    if chosen.workers < 0:
        expected = "pages at once, 0 for one a core"
        raise InputError([Offence("options", expected, "", "workers", str(chosen.workers))])
    return listed


def _due(
    listed: Sequence[Job],
    parts: Mapping[str, Mapping[str, str]],
    manifest: cache.Manifest,
    chosen: Options,
) -> Iterator[Job]:
    """Give the jobs to be done, with what their pages and the files beside them need."""
    due = [j for j in listed if chosen.force or manifest.why(j.name, parts[j.name])]
    beside = cache.fingerprints(due, chosen.besides) if chosen.besides else {}
    for job in due:
        key = cache.whole(beside[job.name]) if beside else ""
        asked = replace(job, inputs=cache.inputs(parts[job.name]), beside=key)
        own = job.target, chosen.executed(job)
        left = {} if chosen.force or not key else manifest.left(asked, own)
        yield replace(asked, left=left)


def _of_one_state(made: Result, marks: Mapping[Path, tuple[int, ...]]) -> Result:
    """Give a result, as a failure if nobody knows which state of its notebook it shows."""
    if made.failure or mark(made.job.notebook) == marks[made.job.notebook]:
        return made
    message = f"{made.job.notebook.name} was changed while its pages were made; run it again"
    return replace(made, failure=Failure(None, "ChangedError", message))


def explain(jobs: Iterable[Job], out: Path, options: Options) -> dict[str, list[str]]:
    """Say for every page why it would be made again; an empty list if it would not."""
    listed = list(jobs)
    manifest = cache.Manifest.read(out)
    parts = cache.fingerprints(listed, options.reads)
    return {job.name: manifest.why(job.name, parts[job.name]) for job in listed}


def _all_results(due: list[Job], chosen: Options, summary: Summary) -> Iterator[Result]:
    """Give a result of every job: never "good" when fewer pages were made than were due."""
    missing = {job.name: job for job in due}
    if due:
        # what only this process knows or needs stays here
        order = Order(**{f.name: getattr(chosen, f.name) for f in fields(Order)})
        pool = Pool(order, chosen.workers)
        made = pool.results(due, chosen.meanwhile)
        if chosen.scheduler:
            from healthplans.batch import distributed

            made = distributed.results(due, order, chosen.scheduler, chosen.meanwhile)
        with contextlib.closing(made):
            for result in made:
                missing.pop(result.job.name, None)
                yield result
        summary.notes += pool.notes
    else:
        chosen.meanwhile()
    for job in missing.values():
        yield Result.lost(job, "NotMadeError", "nothing came of it")


@contextlib.contextmanager
def _saving(manifest: cache.Manifest) -> Iterator[Callable[[], None]]:
    """Save the manifest now and then, and at the end, whatever the end is."""
    due = time.monotonic() + SAVED_EVERY

    def save() -> None:
        nonlocal due
        if (started := time.monotonic()) > due:
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
        write(manifest.out / name, content)
    manifest.note(result, parts[job.name])
    if result.failure is None:
        summary.rendered.append(job.name)
    else:
        failure = {"page": job.name, **asdict(result.failure), "command": options.command(job)}
        summary.failed.append(failure)
