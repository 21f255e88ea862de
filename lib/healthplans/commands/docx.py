"""The command `docx`: district reports in Word."""

from pathlib import Path
from typing import Annotated

import typer


def docx(
    district: Annotated[list[str] | None, typer.Option(help="only this district")] = None,
    lang: Annotated[str, typer.Option(help="zh or en")] = "zh",
    period: Annotated[
        str, typer.Option(help="first and last year; by default the usual one")
    ] = "",
    out: Annotated[Path | None, typer.Option(help="output folder")] = None,
) -> None:
    """Write the district reports as Word documents; needs neither Word nor a browser."""
    from healthplans import suite
    from healthplans.commands import homes
    from healthplans.commands.places import output_folder
    from healthplans.exports.report import docx as content
    from healthplans.writing import write

    folder = output_folder(out)
    homes.prepare()
    suite.period(period)  # refuses one that is not there
    codes = dict.fromkeys(map(suite.district_of, district or suite.districts()))
    for code in codes:
        path = folder / "docx" / lang / f"district-{code}.docx"
        typer.echo(write(path, content(code, lang, period)))
