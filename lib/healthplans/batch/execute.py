"""Execute a job's notebook by papermill, within limits, and keep what it did until it failed.

papermill stops at the first error that a cell reports. A kernel that dies, a cell that takes
too long or prints too much report nothing; here they become an error in the cell they
happened in, so that the page shows them in place like any other.
"""

import logging
import time
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import nbformat
from nbclient.exceptions import CellExecutionComplete, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook, new_output
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine, papermill_engines
from papermill.exceptions import PapermillExecutionError
from papermill.execute import (
    prepare_notebook_metadata,
    raise_for_execution_errors,
    remove_error_markers,
)
from papermill.iorw import load_notebook_node
from papermill.parameterize import parameterize_notebook
from traitlets import Int
from traitlets.config import Config

from healthplans.batch.jobs import Failure, Job, Limits
from healthplans.batch.tidy import tidied
from healthplans.kernels import KERNEL
from healthplans.kernels.managers import PromptManager

__all__ = ["execute"]

ENGINE = "healthplans"


class _StoppedError(Exception):
    """A cell was stopped without reporting an error itself."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(str(failure))
        self.failure = failure


def execute(
    job: Job, limits: Limits, source: NotebookNode | None = None, *, warm: bool = True
) -> tuple[NotebookNode, Failure | None, float]:
    """Run one job.

    Parameters
    ----------
    job : Job
    limits : Limits
    source : NotebookNode, optional
        The notebook, where `job.notebook` is not at hand.
    warm : bool
        With a kernel forked from the zygote, else with an ordinary one.

    Returns
    -------
    notebook : NotebookNode
        As executed, up to the failure if there was one; the same for the same input.
    failure : Failure or None
    seconds : float
    """
    started = time.perf_counter()
    kept: list[NotebookNode] = []
    failure = None
    try:
        _run(job, limits, source, kept, warm)
    except PapermillExecutionError as error:
        # papermill counts the cells it has added itself: the injected parameters
        failure = Failure(error.cell_index, error.ename, error.evalue)
    except _StoppedError as error:
        failure = error.failure
    except Exception as error:  # whatever one page does, the others go on
        failure = Failure(None, type(error).__name__, str(error))
        kept = [_with_failure(kept, failure)]
    [notebook] = kept
    return tidied(notebook), failure, time.perf_counter() - started


def _run(
    job: Job, limits: Limits, source: NotebookNode | None, kept: list[NotebookNode], warm: bool
) -> None:
    """Do what `papermill.execute_notebook` does, but for its last step, to write a file."""
    bare = source if source is not None else _bare(job.notebook, _changed(job.notebook))
    notebook = load_notebook_node(bare)
    if job.parameters:
        notebook = parameterize_notebook(
            notebook, dict(job.parameters), kernel_name=KERNEL, language="python"
        )
    notebook = prepare_notebook_metadata(notebook, str(job.notebook), None, False)
    notebook = papermill_engines.execute_notebook_with_engine(
        ENGINE,
        remove_error_markers(notebook),
        kernel_name=KERNEL,
        # not papermill's `cwd`, which would move this whole process
        resources={"metadata": {"path": _folder(job)}},
        progress_bar=False,
        start_timeout=limits.start_seconds,
        execution_timeout=limits.cell_seconds or None,
        config=Config(WarmProvisioner={"warm": warm, "memory": limits.memory_bytes}),
        kernel_manager_class=PromptManager,
        extra_arguments=["--HistoryManager.hist_file=:memory:"],
        shutdown_kernel="immediate",
        output_bytes=limits.output_bytes,
        kept=kept,
    )
    raise_for_execution_errors(notebook, None)


@lru_cache(maxsize=32)
def _bare(notebook: Path, changed: int) -> NotebookNode:
    """Read a notebook without its stored outputs, which are made anew; once a worker."""
    read: NotebookNode = nbformat.read(notebook, as_version=4)
    for cell in read.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return read


def _changed(notebook: Path) -> int:
    return notebook.stat().st_mtime_ns if notebook.is_file() else 0


def _folder(job: Job) -> str | None:
    folder = Path(job.notebook).parent
    return str(folder) if folder.is_dir() else None


class _Client(PapermillNotebookClient):  # type: ignore[misc]  # papermill has no types
    """Counts what the cells print, and ends the kernel when it is too much."""

    output_bytes = Int(0)
    printed = 0

    def process_message(self, message: Mapping[str, Any], *rest: Any, **named: Any) -> Any:
        self.printed += _size(message["content"])
        if self.is_over:
            # at once: a cell that never stops printing would fill this process
            self.km.provisioner.process.kill()
            raise CellExecutionComplete
        return super().process_message(message, *rest, **named)

    def execute_cell(self, cell: NotebookNode, cell_index: int, **named: Any) -> NotebookNode:
        try:
            done: NotebookNode = super().execute_cell(cell, cell_index, **named)
            if self.is_over:
                raise DeadKernelError
        except (DeadKernelError, CellTimeoutError) as error:
            failure = Failure(cell_index, *_told(self, error))
            _show(cell, failure)
            raise _StoppedError(failure) from error
        return done

    @property
    def is_over(self) -> bool:
        return 0 < self.output_bytes < self.printed


class _Engine(NBClientEngine):  # type: ignore[misc]  # papermill has no types
    """Papermill's own engine, with the client above; it hands the notebook out at once."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **named: Any) -> Any:
        named.pop("kept").append(nb_man.nb)
        named.pop("input_path", None)
        return _Client(
            nb_man,
            kernel_name=kernel_name,
            log=logging.getLogger(__name__),
            timeout=named.pop("execution_timeout"),
            startup_timeout=named.pop("start_timeout"),
            **named,
        ).execute()


papermill_engines.register(ENGINE, _Engine)


def _told(client: _Client, error: Exception) -> tuple[str, str]:
    """Say in words of this project what stopped a cell that reported nothing itself."""
    if client.is_over:
        return "OutputLimitError", f"the outputs exceed {client.output_bytes:,} bytes"
    if isinstance(error, CellTimeoutError):
        return "CellTimeoutError", f"the cell ran for more than {client.timeout} s"
    code = getattr(client.km.provisioner.process, "returncode", None) if client.km else None
    return "DeadKernelError", f"the kernel ended while the cell ran{_ending(code)}"


def _ending(code: int | None) -> str:
    if code is None:
        return ""
    return f" (signal {-code})" if code < 0 else f" (exit status {code})"


def _with_failure(kept: list[NotebookNode], failure: Failure) -> NotebookNode:
    """Show what stopped a notebook before its first cell, in the first that did not run."""
    notebook = kept[0] if kept else new_notebook(cells=[new_code_cell(id="failed")])
    waiting = [c for c in notebook.cells if c.cell_type == "code" and not c.execution_count]
    for cell in waiting[:1]:
        _show(cell, failure)
    return notebook


def _show(cell: NotebookNode, failure: Failure) -> None:
    text = f"{failure.error}: {failure.message}"
    shown = new_output(
        "error", ename=failure.error, evalue=failure.message, traceback=text.splitlines()
    )
    cell.outputs = [*cell.get("outputs", []), shown]


def _size(content: Mapping[str, Any]) -> int:
    texts = [content.get("text", ""), *content.get("data", {}).values()]
    return sum(len(text) if isinstance(text, str) else len(str(text)) for text in texts)
