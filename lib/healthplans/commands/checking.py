"""The commands that say what the figures hold: `check`, `audit`, `read`, `trace`."""

import io
import json as json_module
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from healthplans.errors import InputError, Offence, UnknownNameError
from healthplans.whole_files import decoded, read_at_most

if TYPE_CHECKING:
    import pandas as pd

    from healthplans.suites import Suite


def check(
    folder: Annotated[
        Path | None, typer.Argument(help="a data folder, or a folder of documents")
    ] = None,
    lenient: Annotated[bool, typer.Option(help="keep labels that no codelist holds")] = False,
) -> None:
    """Load all documents and name everything in them that cannot be read."""
    from healthplans.reading.whole import notes
    from healthplans.suites import Suite

    checked = Suite(folder, lenient=lenient)
    problems = checked.problems()
    for problem in problems:
        typer.echo(f" - {problem}")
    if problems:
        typer.echo(f"{len(problems)} problem(s)")
        raise typer.Exit(1)
    table = checked.observations()
    for doubt in (*checked.codelists().notes, *notes(checked.documents())):
        typer.echo(f"note: {doubt}", err=True)
    _say_formulas(checked)
    unnamed = int((table["indicator"] == "").sum())
    typer.echo(
        f"{table['document'].nunique()} documents, {len(table)} figures, all read"
        + (f", {unnamed} in no codelist" if unnamed else "")
    )


def _say_formulas(checked: "Suite") -> None:
    """Say which texts, given away as they are printed, a spreadsheet would work out."""
    import pandas as pd

    from healthplans.site.tables import formulas

    abouts = {one.id: one.about.model_dump(mode="json") for one in checked.documents()}
    sources = pd.DataFrame([{"document": id_, **about} for id_, about in abouts.items()])
    tables = {"observations": checked.observations(), "sources": sources.astype("str")}
    for note in formulas(tables):
        typer.echo(f"note: {note}", err=True)


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
    from healthplans.commands.names import refuse_unknown

    refuse_unknown(folder, documents=document or [], languages=[lang])
    from healthplans.audits import report
    from healthplans.suites import Suite

    if format not in report.FORMATS:
        raise UnknownNameError("format", format, report.FORMATS)
    report.refuse_no_severity(fail_on)
    asked = Suite(folder)
    ids = [id_ for name in document or [] for id_ in asked.ids_of(name)]
    findings = report.of_documents(asked.findings(), ids)
    failed = report.fails(findings, fail_on)
    _show(findings, format, lang)
    raise typer.Exit(1 if failed else 0)


def _show(findings: "pd.DataFrame", format: str, lang: str) -> None:
    from healthplans.audits import report

    writers = {"json": report.to_json, "csv": report.to_csv}
    if format in writers:
        typer.echo(writers[format](findings), nl=format == "json")
        return
    Console().print(report.to_table(findings, lang))
    counts = findings["severity"].value_counts()
    summary = ", ".join(f"{counts.get(s, 0)} {s}" for s in ("high", "medium", "low"))
    typer.echo(f"{len(findings)} findings: {summary}")


def read(  # noqa: PLR0913  # each is an option of the command
    *,
    label: Annotated[str | None, typer.Option(help="the label as printed")] = None,
    unit: Annotated[str | None, typer.Option(help="the unit as printed")] = None,
    value: Annotated[str | None, typer.Option(help="the value as printed")] = None,
    csv: Annotated[
        Path | None, typer.Option(help="a table of cells: label, unit, value; - for the input")
    ] = None,
    json: Annotated[
        bool, typer.Option("--json", help="as JSON, one record a reading")
    ] = False,
    lang: Annotated[str, typer.Option(help="zh or en, for the words")] = "en",
) -> None:
    """Say what is made of a printed cell, or of many; nothing is lost and nothing stops it."""
    from healthplans import suite
    from healthplans.reading.records import written

    _refuse_unclear((label, unit, value), csv)
    reader = suite.cell_reader(lang)
    if csv is None:
        records = reader.read(label or "", unit or "", value or "")
        _say(records, lang, as_json=json)
        return
    name = "input" if str(csv) == "-" else str(csv)
    with sys.stdin.buffer if name == "input" else csv.open("rb") as stream:
        raw = read_at_most(stream, name)
    decoded(raw, name)  # says what is no UTF-8; line ends in cells stay what they are
    text = raw.decode("utf-8-sig")
    records = list(reader.read_csv(io.StringIO(text, newline=""), name))
    if json:
        _say(records, lang, as_json=True)
    else:
        typer.echo(written(records), nl=False)


def _refuse_unclear(cell: tuple[str | None, ...], csv: Path | None) -> None:
    """Refuse where no cell is given, or one beside a table of cells; one may be blank."""
    from healthplans.reading.records import NEEDED

    given = [name for name, text in zip(NEEDED, cell, strict=True) if text is not None]
    if bool(given) == (csv is not None):
        found = " and ".join([*(f"--{name}" for name in given), "--csv"] if given else [])
        expected = "either --csv, or some of --label, --unit and --value"
        raise InputError([Offence("read", expected, text=found)])


def _say(records: list[dict[str, Any]], lang: str, *, as_json: bool) -> None:
    """Print a reading: as JSON, or as the pairs of name and cell that are not blank."""
    from healthplans import suite
    from healthplans.reading.records import answer, plain

    words = suite.words(lang)
    for record in records:
        texts = {name: plain(cell) for name, cell in record.items()}
        if as_json:
            typer.echo(json_module.dumps(texts, ensure_ascii=False))
            continue
        grid = Table(show_header=False)
        for name, text in texts.items():
            if text:
                grid.add_row(words.say(f"read_{name}"), text)
        Console().print(grid, answer(record, words), markup=False, soft_wrap=True)


def trace(
    figure: Annotated[str, typer.Argument(help="an observation id, or an area with a plan")],
    indicator: Annotated[str | None, typer.Argument(help="an indicator's code")] = None,
    year: Annotated[int | None, typer.Argument(help="a year")] = None,
    lang: Annotated[str, typer.Option(help="zh or en")] = "en",
) -> None:
    """Print the whole way of a figure, from its printed cell to the charts."""
    from healthplans.commands.names import refuse_unknown

    about = figure.partition(".")[0]
    codes = [indicator] if indicator else []
    refuse_unknown(documents=[about], indicators=codes, languages=[lang])
    from healthplans import suite
    from healthplans.views import trace as ways

    words = suite.words(lang)
    ids = suite.find(figure, indicator, year) if indicator else [figure]
    if not indicator and figure.partition(".")[0] not in {d.id for d in suite.documents()}:
        expected = "an observation id, or an area followed by an indicator"
        raise InputError([Offence("trace", expected, text=figure)])
    for name in ids:
        grid = Table(show_header=False, title=name, title_justify="left")
        for heading, text in ways.lines(suite.trace(name), words):
            grid.add_row(heading, text)
        Console().print(grid, markup=False)
