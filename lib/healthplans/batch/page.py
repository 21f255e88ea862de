"""Make one page: papermill fills the parameters in, the cells run, the page is rendered.

One function does it, wherever it is called: in a fork, in a worker where no process can be
forked, on another machine. What a cell does cannot stop it: a failure still makes a page.
"""

import importlib
import time
import traceback
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache, partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook
from papermill.engines import Engine, papermill_engines
from papermill.execute import prepare_notebook_metadata, remove_error_markers
from papermill.iorw import load_notebook_node
from papermill.parameterize import parameterize_notebook

from healthplans.batch.causes import COLD, Stopped, plain_page, show
from healthplans.batch.fork import Fork
from healthplans.batch.jobs import Failure, Job, Limits, Order, Result
from healthplans.batch.shell import Message, Teller, new_shell
from healthplans.batch.tidy import tidied
from healthplans.imports import in_language, read_notebook
from healthplans.paths import mark

Held = Sequence["Connection[Any, Any]"]
FORKED = "healthplans-forked"


def page(
    job: Job, order: Order, source: NotebookNode | None = None, teller: Teller | None = None
) -> Result:
    """Make the page of one job; never raises for what the page does.

    Parameters
    ----------
    source : NotebookNode, optional
        The notebook, where `job.notebook` is not at hand.
    teller : Teller, optional
        In a fork: the cells run in this process, and the teller says what they give.
        Without one they run in an ordinary kernel.
    """
    started = time.perf_counter()
    notebook, failure = execute(job, order.limits, source, teller)
    if teller:
        teller.tell("cells", (failure,))
    return _finish(job, order, notebook, failure, time.perf_counter() - started)


def execute(
    job: Job, limits: Limits, source: NotebookNode | None = None, teller: Teller | None = None
) -> tuple[NotebookNode, Failure | None]:
    """Run a job's notebook, up to the failure if there is one; the same for the same input."""
    failure, notebook = None, new_notebook(cells=[new_code_cell(id="failed")])
    try:
        notebook = _filled_in(job, source)
        if not teller:
            importlib.import_module("healthplans.batch.cold")  # registers it
        folder = Path(job.notebook).parent
        papermill_engines.execute_notebook_with_engine(
            FORKED if teller else COLD, notebook, kernel_name=None, progress_bar=False,
            limits=limits, teller=teller, folder=folder.resolve() if folder.is_dir() else None,
        )  # fmt: skip
    except Stopped as stopped:
        failure = stopped.failure
    except Exception as error:  # whatever one page does, the others go on
        failure = Failure(None, type(error).__name__, str(error))
    if failure is not None:
        show(notebook, failure)
    return tidied(notebook), failure


def forked(job: Job, order: Order, source: NotebookNode | None, held: Held) -> Result:
    """Make a page in a fork of this process, and what can be made of it if that is lost.

    `held` is that of `Fork`.
    """
    started = time.perf_counter()
    source = source or _bare(job.notebook, mark(job.notebook))
    fork = Fork(partial(page, job, order, source), order.limits, held)
    cause = fork.follow()
    if cause is None:
        return fork.result  # type: ignore[no-any-return]
    failure = Failure(fork.cell, *cause) if fork.cells is None else fork.cells[0]
    notebook = _replayed(job, source, fork.outputs)
    if failure is not None:
        show(notebook, failure)
    seconds = time.perf_counter() - started
    finishing = partial(_finish, job, order, tidied(notebook), failure, seconds)
    fork = Fork(lambda _: finishing(), order.limits, held)
    if cause := fork.follow():
        lost = failure or Failure(None, *cause)
        return Result(job, {job.target: plain_page(job, str(lost)).encode()}, lost, seconds)
    return fork.result  # type: ignore[no-any-return]


def _finish(
    job: Job, order: Order, notebook: NotebookNode, failure: Failure | None, seconds: float
) -> Result:
    """Make the files of a page of its executed notebook."""
    made: str | bytes = ""
    files: dict[str, bytes] = {}
    try:
        made = order.render(job, notebook) if order.render else ""
        files |= order.beside(job) if order.beside and not job.left else {}
    except Exception as error:  # one page that cannot be rendered must not stop the others
        failure = failure or Failure(None, type(error).__name__, str(error))
        made = made or plain_page(job, traceback.format_exc())
    files[job.target] = made.encode() if isinstance(made, str) else made
    if path := order.executed(job):
        files[path] = (nbformat.writes(notebook) + "\n").encode()
    return Result(job, files, failure, seconds)


def _filled_in(job: Job, source: NotebookNode | None) -> NotebookNode:
    """Give the notebook with the job's parameters, as papermill does, and without outputs."""
    stored = source or _bare(job.notebook, mark(job.notebook))
    notebook = in_language(load_notebook_node(stored), job.lang)
    if job.parameters:
        notebook = parameterize_notebook(
            notebook, dict(job.parameters), kernel_name="python3", language="python"
        )
    notebook = prepare_notebook_metadata(notebook, str(job.notebook), None, False)
    prepared: NotebookNode = remove_error_markers(notebook)
    return prepared


class _Forked(Engine):  # type: ignore[misc]  # papermill has no types
    """Runs the cells in this process, a fork made for them, in IPython's own shell."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: Any, kernel_name: str, *, teller: Teller, folder: Path | None, **_: Any
    ) -> None:
        shell, client = new_shell(), _assembler(nb_man.nb)
        shell.enter(teller, folder)
        for index, cell in enumerate(nb_man.nb.cells):
            if cell.cell_type != "code" or not cell.source.strip():
                continue
            nb_man.cell_start(cell, index)
            teller.tell("cell", index)
            error = shell.run(cell.source)
            _fill(client, index, teller.finished())
            cell.execution_count = shell.execution_count - 1
            nb_man.cell_complete(cell, index)
            teller.tell("cell")
            if error is not None and "raises-exception" not in cell.metadata.get("tags", []):
                raise Stopped(index, type(error).__name__, str(error))


papermill_engines.register(FORKED, _Forked)


def _assembler(notebook: NotebookNode) -> NotebookClient:
    """Give the one who turns messages into outputs; it needs no kernel for that."""
    client = NotebookClient(notebook, record_timing=False)
    client.reset_execution_trackers()
    return client


def _replayed(
    job: Job, source: NotebookNode, outputs: Iterable[tuple[int, Message]]
) -> NotebookNode:
    """Give the notebook as it was when its process was lost, from what it had told."""
    client, of_cell = _assembler(_filled_in(job, source)), defaultdict(list)
    for cell, output in outputs:
        of_cell[cell].append(output)
    for cell, told in of_cell.items():
        _fill(client, cell, told)
    return client.nb


def _fill(client: NotebookClient, index: int, messages: Iterable[Message]) -> None:
    client.clear_before_next_output = False
    for message in messages:
        client.process_message(dict(message), client.nb.cells[index], index)


@lru_cache(maxsize=32)
def _bare(notebook: Path, changed: tuple[int, ...]) -> NotebookNode:
    """Read a notebook, once a worker."""
    return read_notebook(notebook)
