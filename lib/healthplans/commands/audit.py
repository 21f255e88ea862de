"""The command `audit`: the plans' own contradictions, for a reader or for CI."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    import pandas as pd


def audit(
    document: Annotated[
        list[str] | None,
        typer.Option(
            "--document", "--plan", "--district", help="only this document, or this area's"
        ),
    ] = None,
    fail_on: Annotated[
        str, typer.Option(help="exit with 1 from this severity on: high, medium or low")
    ] = "",
    format: Annotated[str, typer.Option(help="table, json or csv")] = "table",
    lang: Annotated[str, typer.Option(help="zh or en, for the table")] = "en",
    folder: Annotated[
        Path | None, typer.Option(help="a data folder, or a folder of documents")
    ] = None,
) -> None:
    """Report what the documents contradict in themselves and in each other."""
    from healthplans.audits import report
    from healthplans.suites import Suite

    asked = Suite(folder)
    asked.words(lang)  # refuses any other
    ids = [id_ for name in document or [] for id_ in asked.ids_of(name)]
    findings = report.of_documents(asked.findings(), ids)
    failed = report.fails(findings, fail_on)
    _show(findings, format, lang)
    raise typer.Exit(1 if failed else 0)


def _show(findings: "pd.DataFrame", format: str, lang: str) -> None:
    from rich.console import Console

    from healthplans.audits import report
    from healthplans.errors import UnknownNameError

    writers = {"json": report.to_json, "csv": report.to_csv}
    if format not in report.FORMATS:
        raise UnknownNameError("format", format, report.FORMATS)
    if format in writers:
        typer.echo(writers[format](findings), nl=format == "json")
        return
    Console().print(report.to_table(findings, lang))
    counts = findings["severity"].value_counts()
    summary = ", ".join(f"{counts.get(s, 0)} {s}" for s in ("high", "medium", "low"))
    typer.echo(f"{len(findings)} findings: {summary}")
