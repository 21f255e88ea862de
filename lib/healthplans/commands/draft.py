"""`draft` makes draft transcriptions of published files; `new` makes an empty one."""

from pathlib import Path
from typing import Annotated

import typer


def draft(  # noqa: PLR0913  # each is an option of the command
    files: Annotated[list[Path], typer.Argument(help="files, or folders of files")],
    *,
    area: Annotated[str, typer.Option(help="code or name of the area")] = "",
    kind: Annotated[str, typer.Option(help="plan, bulletin, evaluation, ...")] = "",
    year: Annotated[
        int | None, typer.Option(min=1000, max=9999, help="its year; of a plan the first")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="folder of the drafts")] = None,
    jobs: Annotated[int, typer.Option(min=0, help="files at once; 0 for one a core")] = 0,
    scheduler: Annotated[str, typer.Option(help="address of a dask scheduler")] = "",
) -> None:
    """Make a draft transcription of each published file: drafts/<id>."""
    from healthplans.commands.places import checked_folder
    from healthplans.drafting import runs
    from healthplans.drafting.drafts import Options
    from healthplans.drafting.folders import drafts_folder

    folder = checked_folder(out) if out else drafts_folder()
    options = Options(folder, area, kind, year)
    raise typer.Exit(
        runs.draft(files, options, tell=typer.echo, jobs=jobs, scheduler=scheduler)
    )


def new(
    area: Annotated[str, typer.Argument(help="code or name of the area")],
    period: Annotated[str, typer.Argument(help="first and last year, joined by a hyphen")],
    *,
    out: Annotated[Path | None, typer.Option(help="folder of the drafts")] = None,
) -> None:
    """Make an empty draft in which every field is explained."""
    from healthplans.commands.places import checked_folder
    from healthplans.drafting.blank import new as made

    typer.echo(str(made(area, period, out and checked_folder(out))))
