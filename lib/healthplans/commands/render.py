"""The command `render`: the site, or what is due of it and why; and what is said of it."""

import json as json_module
import os
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from healthplans.commands import environment, process, unchanged
from healthplans.commands.arguments import output_folder, refuse_idle
from healthplans.paths import LENIENT, is_lenient
from healthplans.scheduler import reach
from healthplans.writing import refuse_unwritable

if TYPE_CHECKING:
    from healthplans.site.catalogue import Page

PRELOAD = "healthplans.site.preload"  # prepares the process that pages are forked from
GOOD = "all pages are good"
# the notebooks, districts, indicators and languages asked for; of none all
_Asked = tuple[list[str], ...]


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
    _refuse_idle(settings, explain=explain)
    folder = output_folder(out)
    asked_for = tuple(
        list(dict.fromkeys(names or [])) for names in (notebook, district, indicator, lang)
    )
    if explain:
        _explain(asked_for, folder, settings, as_json=json)
        return
    # what is known from the files alone comes before anything heavy is imported
    if wait:
        _turn(folder)
    kept = asked_for, is_lenient()
    wanted = unchanged.made_from(kept)
    settings["first"] = partial(unchanged.confirm, kept, wanted)
    settings["last"] = lambda made: unchanged.note(folder, wanted, made.as_dict())
    summary = None if force else unchanged.left(folder, wanted)
    summary = summary or made(asked_for, folder, settings)
    raise typer.Exit(report(summary, folder, as_json=json))


def _refuse_idle(settings: Mapping[str, object], *, explain: bool) -> None:
    here = {"--jobs": bool(settings["workers"])}
    if settings["scheduler"]:
        refuse_idle("--scheduler", here)
    if explain:
        others = {f"--{name}": bool(settings[name]) for name in ("force", "wait", "scheduler")}
        refuse_idle("--explain", {**here, "--cold": not settings["warm"], **others})


def _turn(folder: Path) -> None:
    """Wait for another batch before anything is read, which may be old by then."""
    from healthplans.batch import files

    with files.held(folder, wait=True):
        pass


def made(asked_for: _Asked, folder: Path, settings: Mapping[str, object]) -> dict[str, Any]:
    """Render, and give the summary; its `exit_status` is 0 if every page is good."""
    from healthplans.batch import server

    _refuse_early(asked_for)
    refuse_unwritable(folder)
    environment.refuse_noises()
    environment.spare_home()
    if address := str(settings["scheduler"]):
        reach(address)  # at once, before all that takes its time
    elif settings["warm"]:
        server.here(PRELOAD)
    else:
        process.check_kernel()
    from healthplans.site import render as site

    chosen, every = _pages(asked_for)
    options = site.options(complete=chosen == every, **settings)
    return site.render(chosen, every, folder, options).as_dict()


def _explain(
    asked_for: _Asked, folder: Path, settings: Mapping[str, object], *, as_json: bool
) -> None:
    """Print of every page whether it is due, and why."""
    _refuse_early(asked_for)
    from healthplans.site import render as site

    chosen, every = _pages(asked_for)
    options = site.options(complete=chosen == every, **settings)
    reasons = site.explain(chosen, every, folder, options)
    if as_json:
        typer.echo(json_module.dumps(reasons, ensure_ascii=False, indent=2))
        return
    for name, why in reasons.items():
        typer.echo(f"{name}: {'; '.join(why) or 'fresh'}")
    typer.echo(f"{sum(map(bool, reasons.values()))} of {len(reasons)} pages are due")


def _refuse_early(asked_for: _Asked) -> None:
    from healthplans.commands.names import refuse_unknown

    pages, districts, indicators, languages = asked_for
    refuse_unknown(
        pages=pages, districts=districts, indicators=indicators, languages=languages
    )


def _pages(asked_for: _Asked) -> tuple[list["Page"], list["Page"]]:
    """Give the pages asked for, and all; raise `UnknownNameError` for a name of none."""
    from healthplans.site.catalogue import pages, select
    from healthplans.vocabulary.schema import LANGUAGES

    notebooks, districts, indicators, languages = asked_for
    named = {"notebooks": notebooks, "districts": districts, "indicators": indicators}
    return select(pages(languages or LANGUAGES), **named), pages()


def report(summary: Mapping[str, Any], out: Path, *, as_json: bool) -> int:
    """Print a batch's summary, as text or as JSON; give the exit status."""
    if as_json:
        typer.echo(json_module.dumps(summary, ensure_ascii=False, indent=2))
        return int(summary["exit_status"])
    for note in [*summary["notes"], *summary["standing"]]:
        typer.echo(f"note: {note}", err=True)
    for failure in summary["failed"]:
        cell = "" if failure["cell"] is None else f" cell {failure['cell']}:"
        typer.echo(f"failed: {failure['page']}:{cell} {failure['error']}", err=True)
        for line in failure["message"].strip().splitlines()[:1]:  # many errors have no words
            typer.echo(f"  {line}", err=True)
        typer.echo(f"  again: {failure['command']}", err=True)
    failed = len(summary["failed"])
    there = bool(summary["rendered"] or summary["fresh"])
    verdict = f"{failed} FAILED" if failed else GOOD if there else "NO PAGE was asked for"
    typer.echo(
        f"{len(summary['rendered'])} pages made, {len(summary['fresh'])} fresh, "
        f"{len(summary['removed'])} files removed in {summary['seconds']:.1f} s: {verdict}; "
        f"open {out / 'index.html'}"
    )
    return int(summary["exit_status"])
