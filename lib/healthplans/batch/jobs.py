"""What is to be rendered and how, and what came of it."""

import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from nbformat import NotebookNode


@dataclass(frozen=True)
class Job:
    """One page: a notebook with its parameters, and where the page goes.

    `target` is relative to the output folder. The batch fills the others in: `inputs` is a
    hash of the data that the page reads, `beside` of all that the files beside it are made
    from, and `left` are those of them that are there and need not be made again, each with
    its hash.
    """

    name: str
    notebook: Path
    target: str
    parameters: Mapping[str, object] = field(default_factory=dict, hash=False)
    lang: str = ""
    inputs: str = ""
    beside: str = ""
    left: Mapping[str, str] = field(default_factory=dict, hash=False)


# Makes a page of an executed notebook; called in the workers, as are the two below, so each is
# a function of a module, or a `functools.partial` of one.
Render = Callable[[Job, NotebookNode], str | bytes]


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


@dataclass(frozen=True, kw_only=True)
class Order:
    """How all pages of a run are made; sent once to each worker.

    Attributes
    ----------
    warm : bool
        Pages forked from a process that is prepared; else by ordinary kernels.
    notebooks : str
        Folder in the output for the executed notebooks; "" to keep none.
    beside : callable, optional
        Makes the files that go with a page, by their path in the output folder; not called
        for a job of which they are `left`.
    ready : callable, optional
        Called once in each worker, for what its pages share; its result is not used.
    preload : str
        The module that prepares the processes that pages are forked from, by a call of
        `server.up`.
    """

    render: Render | None = None
    limits: Limits = field(default_factory=Limits)
    warm: bool = True
    notebooks: str = "notebooks"
    beside: Callable[[Job], Mapping[str, bytes]] | None = None
    ready: Callable[[], object] | None = None
    preload: str = "healthplans.batch.plain"

    def executed(self, job: Job) -> str:
        """Give the path of a job's executed notebook in the output; blank if none is kept."""
        return f"{self.notebooks}/{job.name}.ipynb" if self.notebooks else ""


@dataclass(frozen=True)
class Failure:
    """Why a page is not as it should be: which cell (None if it was none), and the error."""

    cell: int | None
    error: str
    message: str

    def __str__(self) -> str:
        """Say it in one line; many errors have no message."""
        place = "" if self.cell is None else f"cell {self.cell}: "
        line = next(iter(self.message.strip().splitlines()), "")[:300]
        return ": ".join(filter(None, [f"{place}{self.error}", line]))


@dataclass(frozen=True)
class Result:
    """What came of a job: the files to write (relative path -> content), and any failure."""

    job: Job
    files: Mapping[str, bytes]
    failure: Failure | None
    seconds: float = 0.0

    @classmethod
    def lost(cls, job: Job, error: str, message: str) -> "Result":
        """Give the result of a job of which nothing came."""
        return cls(job, {}, Failure(None, error, message))


def papermill_command(job: Job) -> str:
    """Give the command that runs the job's notebook alone, with the same parameters."""
    written = f"{job.name.replace('/', '-')}.ipynb"
    words = ["papermill", str(job.notebook), written, "-k", "python3"]
    for name, value in job.parameters.items():
        # -p would read "340102" as a number
        words += ["-r" if isinstance(value, str) else "-p", name, str(value)]
    return shlex.join(words)
