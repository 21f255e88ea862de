"""The command `check`: everything in the documents that cannot be read, or needs a look."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from healthplans.suites import Suite


def check(
    folder: Annotated[
        Path | None, typer.Argument(help="a data folder, or a folder of documents")
    ] = None,
    lenient: Annotated[bool, typer.Option(help="keep labels that no codelist holds")] = False,
) -> None:
    """Load all documents and name everything in them that cannot be read."""
    from healthplans.suites import Suite

    checked = Suite(folder, lenient=lenient)
    problems = checked.problems()
    for problem in problems:
        typer.echo(f" - {problem}")
    if problems:
        typer.echo(f"{len(problems)} problem(s)")
        raise typer.Exit(1)
    table = checked.observations()
    _say_formulas(checked)
    unnamed = int((table["indicator"] == "").sum())
    typer.echo(
        f"{table['document'].nunique()} documents, {len(table)} figures, all read"
        + (f", {unnamed} in no codelist" if unnamed else "")
    )


def _say_formulas(checked: "Suite") -> None:
    """Say which texts, given away as they are printed, a spreadsheet would work out."""
    import pandas as pd

    from healthplans.site.formulas import formulas

    abouts = {one.id: one.about.model_dump(mode="json") for one in checked.documents()}
    sources = pd.DataFrame([{"document": id_, **about} for id_, about in abouts.items()])
    tables = {"observations": checked.observations(), "sources": sources.astype("str")}
    for note in formulas(tables):
        typer.echo(f"note: {note}", err=True)
