"""The command `evaluate`: what was reached of a plan, as the table of an evaluation report."""

from pathlib import Path
from typing import Annotated

import typer


def evaluate(  # noqa: PLR0913  # each is an option of the command
    district: Annotated[str, typer.Argument(help="code or name of an area with a plan")],
    *,
    period: Annotated[str, typer.Option(help="first to last year; else every plan")] = "",
    lang: Annotated[str, typer.Option(help="zh or en")] = "zh",
    out: Annotated[Path, typer.Option(help="folder to write to")] = Path(),
    folder: Annotated[
        Path | None, typer.Option(help="a data folder, or a folder of documents")
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="take no denominator as another by convention")
    ] = False,
) -> None:
    """Write the evaluation table of each plan of an area, as XLSX and as DOCX."""
    from healthplans.commands.places import checked_folder
    from healthplans.site.evaluation import evaluations
    from healthplans.suites import Suite
    from healthplans.writing import write

    out = checked_folder(out)
    for name, content in evaluations(Suite(folder), district, period, lang, strict=strict):
        typer.echo(write(out / name, content))
