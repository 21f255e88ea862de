"""`draft` makes draft transcriptions of published files; `new` makes an empty one."""

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["draft", "new"]


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
    from healthplans.drafting import commands

    status = commands.draft(
        files,
        area=area,
        kind=kind,
        year=year,
        out=out and checked_folder(out),
        jobs=jobs,
        scheduler=scheduler,
        tell=typer.echo,
    )
    raise typer.Exit(status)


def new(
    area: Annotated[str, typer.Argument(help="code or name of the area")],
    period: Annotated[str, typer.Argument(help="first and last year, joined by a hyphen")],
    *,
    out: Annotated[Path | None, typer.Option(help="folder of the drafts")] = None,
) -> None:
    """Make an empty draft in which every field is explained."""
    from healthplans.commands.places import checked_folder
    from healthplans.drafting import commands

    out = out and checked_folder(out)
    typer.echo(str(commands.new(area, period, out=out)))
