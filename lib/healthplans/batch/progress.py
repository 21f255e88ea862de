"""Show how far a batch is: a bar with rate and remaining time, on a terminal only."""

import contextlib
import sys
from collections.abc import Callable, Iterator

from healthplans.batch.jobs import Result

__all__ = ["progress"]


@contextlib.contextmanager
def progress(total: int, *, quiet: bool) -> Iterator[Callable[[Result], None]]:
    """Give a function to be called with each result."""
    if quiet or not sys.stderr.isatty():
        yield lambda result: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
    from rich.progress import TimeRemainingColumn as Remaining

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        Remaining(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task("pages", total=total, rate="")

        def advance(result: Result) -> None:
            if result.failure is not None:
                shown.console.print(f"{result.job.name}: {result.failure}", markup=False)
            speed = shown.tasks[0].finished_speed or shown.tasks[0].speed or 0
            shown.update(task, advance=1, rate=f"{speed:.1f}/s")

        yield advance
