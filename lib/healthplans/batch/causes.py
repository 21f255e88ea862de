"""What stopped a page, in words, and how it is shown in the page itself."""

import html
import signal
from collections.abc import Mapping
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_output

from healthplans.batch.jobs import Failure, Job, Limits
from healthplans.batch.tidy import NAME, clipped

Cause = tuple[str, str]  # the name of an error, and what it says

COLD = "healthplans-cold"  # papermill's engine of ordinary kernels


class Stopped(Exception):  # noqa: N818  it is no error of its own, it carries one
    """The notebook stopped at a failure."""

    def __init__(self, cell: int, error: str, message: str) -> None:
        self.failure = Failure(cell, clipped(error, NAME), clipped(message))


def over(limits: Limits) -> Cause:
    """Say that a notebook gave too much."""
    return "OutputLimitError", f"the outputs exceed {limits.output_bytes:,} bytes"


def late(limits: Limits, cell: int | None) -> Cause:
    """Say that a cell, or else the making of the page from its cells, took too long."""
    what = "making the page" if cell is None else "the cell"
    return "CellTimeoutError", f"{what} ran for more than {limits.cell_seconds} s"


def dead(code: int | None, cell: int | None) -> Cause:
    """Say how a process ended; without a code it only cannot be heard any more."""
    when = "" if cell is None else " while the cell ran"
    how = "" if code is None else f"exit status {code}" if code >= 0 else _signal(-code)
    return "DeadKernelError", f"the kernel ended{when}" + (f" ({how})" if how else "")


def _signal(number: int) -> str:
    """Name a signal, as the system does: 24 is that of too much time of a core."""
    try:
        said = signal.strsignal(number)
    except ValueError:
        said = None
    return f"signal {number}: {said}" if said else f"signal {number}"


def size(content: Mapping[str, Any]) -> int:
    """Give the letters that an output holds."""
    texts = [content.get("text", ""), *content.get("data", {}).values()]
    return sum(len(text) if isinstance(text, str) else len(str(text)) for text in texts)


def show(notebook: NotebookNode, failure: Failure) -> None:
    """Have a failure stand in its cell, or in the first that did not run, as an error."""
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    waiting = [cell for cell in cells if not cell.execution_count]
    cell = waiting[0] if waiting else cells[-1] if cells else None
    if failure.cell is not None:
        cell = notebook.cells[failure.cell]
    if cell is None or any(output.output_type == "error" for output in cell.outputs):
        return
    lines = f"{failure.error}: {failure.message}".splitlines()
    shown = {"ename": failure.error, "evalue": failure.message, "traceback": lines}
    cell.outputs.append(new_output("error", **shown))


def plain_page(job: Job, text: str) -> str:
    """Give a page that shows a text and nothing else."""
    title, body = html.escape(job.name), html.escape(text)
    return (
        f'<!doctype html><html lang="{html.escape(job.lang or "en")}"><meta charset="utf-8">'
        f"<title>{title}</title><h1>{title}</h1><pre>{body}</pre></html>"
    )
