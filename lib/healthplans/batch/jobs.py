"""What is to be rendered, and what came of it."""

import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from nbformat import NotebookNode

__all__ = [
    "Beside",
    "Failure",
    "Job",
    "Limits",
    "Ready",
    "Render",
    "Result",
    "papermill_command",
]


@dataclass(frozen=True)
class Job:
    """One page: a notebook with its parameters, and where the page goes.

    `target` is relative to the output folder. `inputs` is a hash of the data that the page
    reads; the batch fills it in.
    """

    name: str
    notebook: Path
    target: str
    parameters: Mapping[str, object] = field(default_factory=dict, hash=False)
    lang: str = ""
    inputs: str = ""


@dataclass(frozen=True)
class Limits:
    """What one page may use.

    `cell_seconds` per cell, `output_bytes` over all cells, `memory_bytes` of data in the
    kernel; 0 for no limit.
    """

    cell_seconds: int = 600
    start_seconds: int = 120
    output_bytes: int = 20_000_000
    memory_bytes: int = 4 * 2**30


@dataclass(frozen=True)
class Failure:
    """Why a page is not as it should be: which cell (None if it was none), and the error."""

    cell: int | None
    error: str
    message: str

    def __str__(self) -> str:
        """Say it in one line."""
        place = "" if self.cell is None else f"cell {self.cell}: "
        return ": ".join(filter(None, [f"{place}{self.error}", self.line]))

    @property
    def line(self) -> str:
        """The first line of the message; many errors have none."""
        return next(iter(self.message.strip().splitlines()), "")[:300]


@dataclass(frozen=True)
class Result:
    """What came of a job: the files to write (relative path -> content), and any failure."""

    job: Job
    files: Mapping[str, bytes]
    failure: Failure | None
    seconds: float

    @property
    def is_ok(self) -> bool:
        """Whether the page is as it should be."""
        return self.failure is None


# Makes a page of an executed notebook. It is called in the workers, so it must be a function
# of a module, or a `functools.partial` of one.
Render = Callable[[Job, NotebookNode], str | bytes]
# Makes the files that go with a page, by their path in the output folder; as `Render`.
Beside = Callable[[Job], Mapping[str, bytes]]
# Prepares a worker for all its pages, by what they share.
Ready = Callable[[], object]


def papermill_command(job: Job) -> str:
    """Give the command that runs the job's notebook alone, with the same parameters."""
    words = [
        "papermill",
        str(job.notebook),
        f"{job.name.replace('/', '-')}.ipynb",
        "-k",
        "python3",
    ]
    for name, value in job.parameters.items():
        # -p would read "340102" as a number
        words += ["-r" if isinstance(value, str) else "-p", name, str(value)]
    return shlex.join(words)
