"""How far a batch is, shown on a terminal."""

import contextlib
import sys
from collections.abc import Callable, Iterator

from healthplans.batch.jobs import Result


@contextlib.contextmanager
def progress(total: int, *, quiet: bool) -> Iterator[Callable[[Result], None]]:
    """Show how far a batch is, on a terminal only; give what is called with each result."""
    if quiet or not total or not sys.stderr.isatty():
        yield lambda result: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    # it would start a thread to draw itself, and what has threads is not to be forked
    with Progress(*columns, console=console, transient=True, auto_refresh=False) as shown:
        task = shown.add_task("pages", total=total)

        def advance(result: Result) -> None:
            if result.failure is not None:
                shown.console.print(f"{result.job.name}: {result.failure}", markup=False)
            shown.update(task, advance=1, refresh=True)

        yield advance
