"""Many files at once: in processes of this machine, or by the workers of a dask scheduler."""

import os
import shlex
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

from healthplans.drafting.drafts import Options, Outcome, draft_one, found_files
from healthplans.drafting.known import Known
from healthplans.drafting.known import known as all_known
from healthplans.errors import InputError, Offence, SchedulerError, in_line
from healthplans.forks import startable
from healthplans.scheduler import client as client_of

Tell = Callable[[str], None]

_learned: list[Known] = []  # in a process of a pool


def draft(
    paths: Sequence[Path],
    options: Options,
    *,
    tell: Tell = lambda _: None,
    jobs: int = 0,
    scheduler: str = "",
) -> int:
    """Draft files; give the exit status: 0 where every file gave something to review, else 1.

    One that fails does not stop the rest.

    Parameters
    ----------
    paths : sequence of Path
        Files, and folders of files.
    options : Options
        Area, kind, year and the folder of the drafts.
    tell : callable
        Is given a line of progress for each file, then the summary.
    jobs : int
        Files at once; 0 for one a core.
    scheduler : str
        Address of a dask scheduler whose workers see the same files.

    Raises
    ------
    InputError
        Where no file was named or found.
    """
    files = found_files(paths)
    if not files:
        places = [str(path) for path in paths] or ["draft"]
        raise InputError(Offence(one, "at least one file of a known form") for one in places)
    outcomes: dict[Path, Outcome] = {}
    for path, outcome in _outcomes(files, options, all_known(), jobs, scheduler):
        outcomes[path] = outcome
        tell(f"[{len(outcomes)}/{len(files)}] {_told(outcome)}")
    done = [outcomes[path] for path in files]
    for line in summary(done):
        tell(line)
    return int(any(outcome.problem or outcome.is_empty for outcome in done))


def _outcomes(
    files: Sequence[Path], options: Options, known: Known, jobs: int, scheduler: str
) -> Iterator[tuple[Path, Outcome]]:
    if scheduler:
        yield from _distributed(files, options, known, scheduler)
        return
    workers = _at_once(min(jobs or os.cpu_count() or 1, len(files)))
    if workers <= 1:
        yield from ((path, draft_one(path, options, known)) for path in files)
        return
    rest: list[Path] = []
    with _pool(workers, known) as pool:
        futures = {pool.submit(_drafted, path, options): path for path in files}
        for future in as_completed(futures):
            try:
                yield futures[future], future.result()
            except BrokenProcessPool:
                rest.append(futures[future])
    # one file ended its process and so the pool: each that was left is tried alone
    yield from ((path, _alone(path, options, known)) for path in rest)


def _at_once(workers: int) -> int:
    """Give how many of so many processes can be had, beside the two threads of a pool.

    A pool that cannot start one, or its threads, waits without end.
    """
    return startable(workers + 2) - 2 if workers > 1 else workers


def _pool(workers: int, known: Known) -> ProcessPoolExecutor:
    """Give a pool each process of which is told once what is known."""
    return ProcessPoolExecutor(workers, initializer=_learned.append, initargs=(known,))


def _drafted(path: Path, options: Options) -> Outcome:
    return draft_one(path, options, _learned[-1])


def _alone(path: Path, options: Options, known: Known) -> Outcome:
    with _pool(1, known) as pool:
        try:
            return pool.submit(_drafted, path, options).result()
        except BrokenProcessPool:
            told = "its process was ended; cut out the plan's own pages, or save it anew"
            return Outcome(str(path), problem=f"{path.name}: {told}")


def _distributed(
    files: Sequence[Path], options: Options, known: Known, scheduler: str
) -> Iterator[tuple[Path, Outcome]]:
    with client_of(scheduler) as client:
        distributed: Any = import_module("distributed")
        if not client.scheduler_info()["workers"]:
            raise SchedulerError(f"the scheduler at {scheduler} has no workers")
        shared = client.scatter(known, broadcast=True)
        options = replace(options, out=options.out.absolute())  # not below their own folder
        futures = {
            client.submit(draft_one, path.resolve(), options, shared, pure=False): path
            for path in files
        }
        for future in distributed.as_completed(list(futures), loop=client.loop):
            path, lost = futures[future], future.status != "finished"
            told = f"{path.name}: its worker was lost; draft it alone, without a scheduler"
            yield path, Outcome(str(path), problem=told) if lost else future.result()


def _told(outcome: Outcome) -> str:
    if outcome.problem:
        return f"{in_line(outcome.file)}: no draft\n{outcome.problem}"
    counts = outcome.counts
    told = (
        f"{in_line(outcome.file)} -> {outcome.folder}: "
        f"{counts['rows of the table']} rows of the table, "
        f"{counts['figures of the prose']} figures of the prose, {outcome.seconds} s"
    )
    return "\n".join([told, *(f"  note: {note}" for note in outcome.notes)])


def summary(outcomes: Sequence[Outcome]) -> list[str]:
    """Give the counts over all files and the command that comes next."""
    made = [outcome for outcome in outcomes if not outcome.problem]
    totals: dict[str, int] = {}
    for outcome in made:
        for key, count in outcome.counts.items():
            totals[key] = totals.get(key, 0) + count
    seconds = sum(outcome.seconds for outcome in outcomes)
    lines = [f"{len(made)} of {len(outcomes)} files drafted in {seconds:.1f} s of work"]
    lines += [", ".join(f"{key} {count}" for key, count in totals.items())] if made else []
    names = [Path(outcome.folder).name for outcome in made if not outcome.is_empty]
    lines += [f"next: python -m healthplans review {shlex.quote(name)}" for name in names[:1]]
    return lines
