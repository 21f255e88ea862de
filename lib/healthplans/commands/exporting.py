"""The commands that write for others: `docx`, `pdf`, `evaluate`, `changes`, `reuse`."""

from pathlib import Path
from typing import Annotated

import typer

from healthplans.commands.arguments import checked_folder, output_folder
from healthplans.commands.environment import spare_home
from healthplans.errors import Offence, refuse
from healthplans.whole_files import decoded, read_whole
from healthplans.writing import refuse_unwritable, write

District = Annotated[list[str] | None, typer.Option(help="only this district")]
Lang = Annotated[str, typer.Option(help="zh or en")]
Out = Annotated[Path | None, typer.Option(help="output folder")]


def docx(
    district: District = None,
    lang: Lang = "zh",
    period: Annotated[
        str, typer.Option(help="first and last year; by default the usual one")
    ] = "",
    out: Out = None,
) -> None:
    """Write the district reports as Word documents; needs neither Word nor a browser."""
    from healthplans.commands.names import refuse_unknown

    folder = output_folder(out) / "docx" / lang
    refuse_unknown(districts=district or [], languages=[lang])
    refuse_unwritable(folder)
    from healthplans import suite
    from healthplans.exports.report import docx as content

    spare_home()
    suite.period(period)  # refuses one that is not there
    codes = dict.fromkeys(map(suite.district_of, district or suite.districts()))
    for code in codes:
        typer.echo(write(folder / f"district-{code}.docx", content(code, lang, period)))


def pdf(district: District = None, lang: Lang = "zh", out: Out = None) -> None:
    """Print the rendered district reports to PDFs; needs an installed Chromium or Chrome."""
    from healthplans.commands.names import refuse_unknown
    from healthplans.site.pdf import find_browser, write_pdf

    folder = output_folder(out)
    target = folder / "pdf" / lang
    refuse_unknown(districts=district or [], languages=[lang])
    find_browser()
    refuse_unwritable(target)
    from healthplans.site.catalogue import pages, select

    for page in select(pages([lang]), notebooks=["district"], districts=district or []):
        typer.echo(write_pdf(folder / page.html, target / f"{page.name}.pdf"))


def evaluate(  # noqa: PLR0913  # each is an option of the command
    district: Annotated[str, typer.Argument(help="code or name of an area with a plan")],
    *,
    period: Annotated[str, typer.Option(help="first to last year; else every plan")] = "",
    lang: Lang = "zh",
    out: Annotated[Path, typer.Option(help="folder to write to")] = Path(),
    folder: Annotated[
        Path | None, typer.Option(help="a data folder, or a folder of documents")
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="take no denominator as another by convention")
    ] = False,
) -> None:
    """Write the evaluation table of each plan of an area, as XLSX and as DOCX."""
    from healthplans.commands.names import refuse_unknown

    out = checked_folder(out)
    refuse_unknown(folder, areas=[district], languages=[lang])
    refuse_unwritable(out)
    from healthplans.site.evaluation import evaluations
    from healthplans.suites import Suite

    for name, content in evaluations(Suite(folder), district, period, lang, strict=strict):
        typer.echo(write(out / name, content))


def changes(
    old: Annotated[str, typer.Argument(help="a published folder, a data folder, a revision")],
    new: Annotated[str, typer.Argument(help="the same, of the newer state")],
    lang: Annotated[str, typer.Option(help="zh or en, for the page")] = "zh",
    out: Annotated[Path | None, typer.Option(help="output folder; by default none")] = None,
    changelog: Annotated[
        Path | None, typer.Option(help="fail if its newest part does not name the reasons")
    ] = None,
) -> None:
    """Say which figures were added, are gone or changed, and why."""
    from healthplans import suite
    from healthplans.exports.changes import changes as compare
    from healthplans.exports.changes import page, reading, unsaid
    from healthplans.exports.states import confirm, state

    # read at once: what it is must not be heard of only after all the work
    said = decoded(read_whole(changelog, str(changelog)), str(changelog)) if changelog else ""
    words, out = suite.words(lang), out and checked_folder(out)
    if out:
        refuse_unwritable(out)
    for name in (old, new):
        confirm(name)
    found = compare(state(old), state(new))
    typer.echo(reading(found, words), err=True)
    table = found.to_csv(index=False, lineterminator="\n")
    if out is None:
        typer.echo(table, nl=False)
    else:
        typer.echo(write(out / "changes.csv", table.encode()))
        typer.echo(write(out / "changes.html", page(found, (old, new), words).encode()))
    if changelog and (missing := unsaid(found, said)):
        typer.echo(f"{changelog}: no entry for {', '.join(missing)}", err=True)
        raise typer.Exit(1)


def reuse(
    document: Annotated[
        str, typer.Argument(help="a document or area, to see its paragraphs")
    ] = "",
    other: Annotated[str, typer.Argument(help="the document it is compared with")] = "",
    folder: Annotated[
        Path | None, typer.Option(help="source files, or drafts with their source.txt")
    ] = None,
    length: Annotated[int, typer.Option(min=5, help="letters that agree in a row")] = 30,
) -> None:
    """Print as CSV how much of each plan's text stands in each other one; no text is shown."""
    from healthplans import suite

    if document and not other:
        expected = "a second document or area that it is compared with"
        refuse([Offence(f"after {document}", expected)])
    if document:
        found = suite.reuse_places(document, other, folder, length)
    else:
        found = suite.text_reuse(folder, length).round({"share": 4})
    typer.echo(found.to_csv(index=False, lineterminator="\n"), nl=False)
