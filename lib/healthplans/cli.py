"""The command line: render the site, check the data, trace a figure."""

import os
import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console
from rich.table import Table as Grid

from healthplans import __version__
from healthplans.commands import (
    arguments,
    faults,
    homes,
    interrupts,
    noises,
    streams,
    threads,
    unchanged,
)
from healthplans.commands.audit import audit
from healthplans.commands.changes import changes
from healthplans.commands.check import check
from healthplans.commands.doctor import doctor
from healthplans.commands.docx import docx
from healthplans.commands.draft import draft, new
from healthplans.commands.enter import enter
from healthplans.commands.evaluate import evaluate
from healthplans.commands.places import output_folder
from healthplans.commands.read import read
from healthplans.commands.reporting import report
from healthplans.commands.reuse import reuse
from healthplans.commands.review import accept, review
from healthplans.errors import HealthplansError, InputError, Offence, of_system
from healthplans.paths import LENIENT, is_lenient
from healthplans.scheduler import reach

PRELOAD = "healthplans.site.preload"  # prepares the process that pages are forked from
typer_app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
_console = Console(stderr=True)


def app() -> None:
    """Run a command; an error is said in words, with exit status 2 if it is of the input."""
    streams.prepare()
    interrupts.prepare()
    noises.forget()
    try:
        threads.prepare(sys.argv[1:])
        arguments.check(sys.argv[1:])
        arguments.check_once(sys.argv[1:], typer_app)
        typer_app()
    except HealthplansError as error:
        _refuse(str(error))
    except OSError as error:  # a file or folder that is not there, full, or not to be touched
        _refuse(of_system(error))
    except Exception as error:
        if os.environ.get(faults.SHOWN):
            raise
        _refuse(faults.unexpected(error), 1)


def _refuse(text: str, status: int = 2) -> NoReturn:
    try:
        _console.print(
            f"error: {text}", style="bold red", markup=False, highlight=False, soft_wrap=True
        )
    except MemoryError:
        sys.stderr.write(f"error: {text}\n")
    sys.exit(status)


@typer_app.command()
def render(  # noqa: PLR0913  # each is an option of the command
    *,
    notebook: Annotated[
        list[str] | None, typer.Option(help="only pages of this notebook")
    ] = None,
    district: Annotated[
        list[str] | None, typer.Option(help="only this district's pages")
    ] = None,
    indicator: Annotated[
        list[str] | None, typer.Option(help="only this indicator's page")
    ] = None,
    lang: Annotated[list[str] | None, typer.Option(help="only this language")] = None,
    out: Annotated[Path | None, typer.Option(help="output folder")] = None,
    jobs: Annotated[int, typer.Option(min=0, help="pages at once; 0 for one a core")] = 0,
    force: Annotated[bool, typer.Option("--force", help="make fresh pages too")] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="only say what is due, why")
    ] = False,
    cold: Annotated[bool, typer.Option("--cold", help="ordinary kernels")] = False,
    lenient: Annotated[
        bool, typer.Option("--lenient", help="pages of drafts with labels in no codelist")
    ] = False,
    wait: Annotated[bool, typer.Option("--wait", help="wait for another batch")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="no progress")] = False,
    json: Annotated[bool, typer.Option("--json", help="the summary as JSON")] = False,
    scheduler: Annotated[str, typer.Option(help="address of a dask scheduler")] = "",
) -> None:
    """Render the site into out/ (all pages, or those asked for)."""
    if lenient:
        os.environ[LENIENT] = "yes"
    settings: dict[str, object] = {
        "workers": jobs,
        "force": force,
        "warm": not cold,
        "wait": wait,
        "quiet": quiet,
        "scheduler": scheduler,
    }
    folder = output_folder(out)
    asked_for = tuple(
        list(dict.fromkeys(names or [])) for names in (notebook, district, indicator, lang)
    )
    if explain:
        from healthplans.commands import render as command

        command.explain(command.Wanted(*asked_for), folder, settings)
        return
    # what is known from the files alone comes before anything heavy is imported
    if wait:
        _turn(folder)
    kept = asked_for, is_lenient()
    wanted = unchanged.made_from(kept)
    settings["first"] = partial(unchanged.confirm, kept, wanted)
    settings["last"] = lambda made: unchanged.note(folder, wanted, made.as_dict())
    summary = None if force else unchanged.left(folder, wanted)
    summary = summary or _made(asked_for, folder, settings)
    raise typer.Exit(report(summary, folder, as_json=json))


def _turn(folder: Path) -> None:
    """Wait for another batch before anything is read, which may be old by then."""
    from healthplans.batch import files

    with files.held(folder, wait=True):
        pass


def _made(
    asked_for: tuple[list[str], ...], folder: Path, settings: Mapping[str, object]
) -> dict[str, Any]:
    from healthplans.batch import server

    noises.check()
    homes.prepare()
    if address := str(settings["scheduler"]):
        reach(address)  # at once, before all that takes its time
    elif settings["warm"]:
        server.here(PRELOAD)
    else:
        threads.check_kernel()
    from healthplans.commands import render as command

    return command.render(command.Wanted(*asked_for), folder, settings)


typer_app.command()(audit)
typer_app.command()(check)
typer_app.command()(enter)
typer_app.command()(evaluate)
typer_app.command()(read)
typer_app.command()(draft)
typer_app.command()(new)
typer_app.command()(review)
typer_app.command()(accept)
typer_app.command()(docx)
typer_app.command()(changes)
typer_app.command()(reuse)
typer_app.command()(doctor)


@typer_app.command()
def trace(
    figure: Annotated[str, typer.Argument(help="an observation id, or an area with a plan")],
    indicator: Annotated[str | None, typer.Argument(help="an indicator's code")] = None,
    year: Annotated[int | None, typer.Argument(help="a year")] = None,
    lang: Annotated[str, typer.Option(help="zh or en")] = "en",
) -> None:
    """Print the whole way of a figure, from its printed cell to the charts."""
    from healthplans import suite
    from healthplans.views import trace

    words = suite.words(lang)
    ids = suite.find(figure, indicator, year) if indicator else [figure]
    if not indicator and figure.partition(".")[0] not in {d.id for d in suite.documents()}:
        expected = "an observation id, or an area followed by an indicator"
        raise InputError([Offence("trace", expected, text=figure)])
    for name in ids:
        grid = Grid(show_header=False, title=name, title_justify="left")
        for heading, text in trace.lines(suite.trace(name), words):
            grid.add_row(heading, text)
        Console().print(grid, markup=False)


@typer_app.command()
def pdf(
    district: Annotated[list[str] | None, typer.Option(help="only this district")] = None,
    lang: Annotated[str, typer.Option(help="zh or en")] = "zh",
    out: Annotated[Path | None, typer.Option(help="output folder")] = None,
) -> None:
    """Print the rendered district reports to PDFs; needs an installed Chromium or Chrome."""
    from healthplans.site.catalogue import pages, select
    from healthplans.site.pdf import write_pdf

    folder = output_folder(out)
    for page in select(pages([lang]), notebooks=["district"], districts=district or []):
        typer.echo(write_pdf(folder / page.html, folder / "pdf" / lang / f"{page.name}.pdf"))


@typer_app.command()
def version() -> None:
    """Print the version."""
    typer.echo(__version__)


@typer_app.command()
def store(
    notebook: Annotated[list[str] | None, typer.Argument(help="names; by default all")] = None,
) -> None:
    """Execute the stored notebooks with their default parameters and keep the outputs."""
    from healthplans.site.store import store_notebooks

    noises.check()
    threads.check_kernel()
    homes.prepare()
    for path in store_notebooks(notebook or []):
        typer.echo(str(path))
