"""The command `audit`: the plans' own contradictions, for a reader or for CI."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["audit"]


def audit(
    plan: Annotated[list[str] | None, typer.Option(help="only this plan")] = None,
    fail_on: Annotated[
        str, typer.Option(help="exit with 1 from this severity on: high, medium or low")
    ] = "",
    format: Annotated[str, typer.Option(help="table, json or csv")] = "table",
    lang: Annotated[str, typer.Option(help="zh or en, for the table")] = "en",
    folder: Annotated[Path | None, typer.Option(help="a folder of plans")] = None,
) -> None:
    """Report what the plans contradict in themselves and in each other."""
    from healthplans.audits import report, review_folder
    from healthplans.errors import UnknownNameError
    from healthplans.reading.documents import read_plans

    known = [one.code for one in read_plans(folder)] if plan else []
    for code in plan or []:
        if code not in known:
            raise UnknownNameError("plan", code, known)
    findings = report.of_plans(review_folder(folder).findings, plan or [])
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
