"""The command line: each command by its name, and what is said of what stops it."""

import os
import sys
from typing import Annotated, NoReturn

import typer
from rich.console import Console

from healthplans import __version__
from healthplans.commands import arguments, beginnings, environment, process
from healthplans.commands.checking import audit, check, read, trace
from healthplans.commands.documents import accept, draft, enter, new, review
from healthplans.commands.exporting import changes, docx, evaluate, pdf, reuse
from healthplans.commands.render import render
from healthplans.errors import HealthplansError, of_system

typer_app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
_console = Console(stderr=True)


def app() -> None:
    """Run a command; an error is said in words, with exit status 2 if it is of the input."""
    process.open_streams()
    process.take_interrupts()
    environment.forget()
    beginnings.restore()
    try:
        process.spare_threads(sys.argv[1:])
        arguments.check(sys.argv[1:])
        arguments.check_once(sys.argv[1:], typer_app)
        typer_app()
    except HealthplansError as error:
        _refuse(str(error))
    except OSError as error:  # a file or folder that is not there, full, or not to be touched
        _refuse(of_system(error))
    except Exception as error:
        if os.environ.get(process.SHOWN):
            raise
        _refuse(process.unexpected(error), 1)


def _refuse(text: str, status: int = 2) -> NoReturn:
    try:
        _console.print(
            f"error: {text}", style="bold red", markup=False, highlight=False, soft_wrap=True
        )
    except MemoryError:
        sys.stderr.write(f"error: {text}\n")
    sys.exit(status)


def doctor() -> None:
    """Say what this machine can and cannot do, to be pasted into a report of a fault."""
    from healthplans.commands.machine import lines

    environment.spare_home()  # else a library speaks in between
    for line in lines():
        typer.echo(line)


def version() -> None:
    """Print the version."""
    typer.echo(__version__)


def store(
    notebook: Annotated[list[str] | None, typer.Argument(help="names; by default all")] = None,
) -> None:
    """Execute the stored notebooks with their default parameters and keep the outputs."""
    from healthplans.site.store import store_notebooks

    environment.refuse_noises()
    process.check_kernel()
    environment.spare_home()
    for path in store_notebooks(notebook or []):
        typer.echo(str(path))


# in the order of `--help`
for command in (
    *(render, audit, check, enter, evaluate, read, draft, new, review, accept, docx, changes),
    *(reuse, doctor, trace, pdf, version, store),
):
    typer_app.command()(command)
