"""The command `enter`: an evaluator's sheet of figures becomes a document."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from healthplans.suites import Suite


def enter(  # noqa: PLR0913  # each is an option of the command
    file: Annotated[Path, typer.Argument(help="a filled-in sheet, .xlsx or .csv")],
    *,
    area: Annotated[str, typer.Option(help="code or name of the area")],
    year: Annotated[int, typer.Option(min=1000, max=9999, help="the year of the figures")],
    kind: Annotated[
        str, typer.Option(help="evaluation, bulletin, report, ...")
    ] = "evaluation",
    title: Annotated[str, typer.Option(help="of the document; else the file's name")] = "",
    synthetic: Annotated[
        bool, typer.Option("--synthetic", help="the figures are made up; pages say so")
    ] = False,
    folder: Annotated[
        Path | None, typer.Option(help="a data folder; else the project's")
    ] = None,
) -> None:
    """Make a document of a sheet of actual figures: documents/<area>-<kind>-<year>."""
    from healthplans.drafting.entering import Entry
    from healthplans.drafting.entering import enter as entered
    from healthplans.suites import Suite

    suite = Suite(folder)
    lists = suite.codelists()
    code = lists.areas.find(area).code
    _refuse_before_base(suite, code, year)
    entry = Entry(code, kind, year, title or file.stem, synthetic)
    typer.echo(str(entered(file, entry, suite.folder / "documents", lists)))


def _refuse_before_base(suite: "Suite", area: str, year: int) -> None:
    """Refuse levels of a year that no plan of the area is judged by."""
    from healthplans.errors import InputError, Offence

    bases = {p.id: p.about.base for p in suite.every_plan() if p.about.area == area}
    if bases and year <= min(bases.values()):
        counted = ", ".join(f"{id_} counts from {base}" for id_, base in bases.items())
        expected = f"a year after the base year ({counted})"
        raise InputError([Offence("--year", expected, text=str(year))])
