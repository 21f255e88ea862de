"""Make the site: execute each page's notebook by papermill, and export it."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
import papermill
from papermill.exceptions import PapermillExecutionError

from healthplans import __version__
from healthplans.errors import OutputError
from healthplans.site.catalogue import Page
from healthplans.site.export import export
from healthplans.site.shell import write_shell
from healthplans.site.tables import write_tables

__all__ = ["Outcome", "render"]


@dataclass
class Outcome:
    """What became of a batch: pages made, pages that failed with the reason, seconds."""

    made: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0


def render(
    pages: Iterable[Page], out: Path, every: Iterable[Page], tell: Callable[[str], None]
) -> Outcome:
    """Make pages below the output folder.

    Parameters
    ----------
    pages, every : iterable of Page
        The pages to make now, and all that the index lists.
    out : Path
        The output folder.
    tell : callable
        Called with the path of each page when it is done.

    Raises
    ------
    OutputError
        If the folder cannot be written.
    """
    started, outcome = time.monotonic(), Outcome()
    try:
        write_shell(out, every, write_tables(out))
        for page in pages:
            _make(page, out, outcome)
            tell(page.html)
    except OSError as error:
        raise OutputError(f"{out}: cannot be written: {error.strerror or error}") from error
    outcome.seconds = time.monotonic() - started
    return outcome


def _make(page: Page, out: Path, outcome: Outcome) -> None:
    executed, html = out / page.executed, out / page.html
    for path in (executed, html):
        path.parent.mkdir(parents=True, exist_ok=True)
    try:
        papermill.execute_notebook(
            page.source,
            executed,
            page.values,
            cwd=page.source.parent,
            progress_bar=False,
            kernel_name="python3",
        )
    except PapermillExecutionError as error:
        outcome.failed[page.html] = f"cell {error.exec_count}: {error.ename}: {error.evalue}"
    notebook = nbformat.read(executed, as_version=4)
    html.write_text(export(notebook, page, {"version": __version__}), encoding="utf-8")
    outcome.made.append(page.html)
