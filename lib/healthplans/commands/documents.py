"""The commands that make documents: `draft`, `new`, `enter`, `review` and `accept`."""

from collections.abc import Iterator
from getpass import getuser
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from healthplans.commands.arguments import checked_folder, refuse_idle
from healthplans.errors import InputError, Offence, UnknownNameError
from healthplans.paths import data_folder
from healthplans.whole_files import A_FOLDER, what_is
from healthplans.writing import refuse_unwritable

if TYPE_CHECKING:
    from healthplans.reviewing.acceptance import Acceptance
    from healthplans.reviewing.desk import Desk
    from healthplans.suites import Suite

Id = Annotated[
    str, typer.Argument(help="the draft: its folder's name or path, or its area's name")
]
Drafts = Annotated[Path | None, typer.Option(help="the folder of the drafts")]
Folder = Annotated[Path | None, typer.Option(help="a data folder, by default the project's")]
By = Annotated[str, typer.Option(help="the reviewer's name, by default yours here")]


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
    from healthplans.drafting import runs
    from healthplans.drafting.drafts import Options
    from healthplans.drafting.folders import drafts_folder

    if scheduler:
        refuse_idle("--scheduler", {"--jobs": jobs > 0})
    folder = checked_folder(out) if out else drafts_folder()
    refuse_unwritable(folder)
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
    from healthplans.drafting.blank import new as made

    typer.echo(str(made(area, period, out and checked_folder(out))))


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

    _refuse_no_data(folder)
    suite = Suite(folder)
    lists = suite.codelists()
    code = lists.areas.find(area).code
    if any((suite.folder / "documents").glob("*/")):  # it may be the first
        _refuse_before_base(suite, code, year)
    entry = Entry(code, kind, year, title or file.stem, synthetic)

    def tell(note: str) -> None:
        typer.echo(f"note: {note}", err=True)

    typer.echo(str(entered(file, entry, suite.folder / "documents", lists, tell)))


def _refuse_no_data(folder: Path | None) -> None:
    if folder and (found := what_is(folder)) != A_FOLDER:
        raise InputError([Offence("--folder", "a data folder", text=found or "a file")])


def _refuse_before_base(suite: "Suite", area: str, year: int) -> None:
    """Refuse levels of a year that no plan of the area is judged by."""
    bases = {p.id: p.about.base for p in suite.every_plan() if p.about.area == area}
    if bases and year <= min(bases.values()):
        counted = ", ".join(f"{id_} counts from {base}" for id_, base in bases.items())
        expected = f"a year after the base year ({counted})"
        raise InputError([Offence("--year", expected, text=str(year))])


def _draft(id_: str, drafts: Path | None) -> Path:
    from healthplans.drafting.folders import drafts_folder

    folder = drafts or drafts_folder()
    if drafts and (found := what_is(drafts)) != A_FOLDER:
        raise InputError([Offence("--drafts", "a folder of drafts", text=found or "a file")])
    path = Path(id_) if (Path(id_) / "document.yaml").is_file() else folder / id_
    if not id_ or not path.is_dir():
        known = [p.name for p in folder.glob("[!.]*") if p.is_dir()]
        own = _of_area(id_, known)
        if len(own) != 1:
            raise UnknownNameError("draft", id_, own or known)
        path = folder / own[0]
    return path.resolve()


def _of_area(name: str, known: list[str]) -> list[str]:
    """Give the drafts about an area by its code or name; none where it is no area's."""
    from healthplans.vocabulary.areas import read_areas

    try:
        code = read_areas().find(name).code
    except UnknownNameError:
        return []
    return [one for one in known if one.startswith(f"{code}-")]


def _who(name: str) -> str:
    try:
        return name or getuser()
    except (OSError, KeyError):  # a user whom the system does not know, as in a container
        raise InputError(
            [Offence("--by", "the reviewer's name: this user has none")]
        ) from None


def review(  # noqa: PLR0913  # each is an option of the command
    *,
    id: Id,
    by: By = "",
    alone: Annotated[
        bool, typer.Option("--alone", help="show no other reviewer's decisions")
    ] = False,
    lang: Annotated[str, typer.Option(help="zh or en")] = "zh",
    drafts: Drafts = None,
    folder: Folder = None,
    open: Annotated[bool, typer.Option(help="open the page in a browser")] = True,
) -> None:
    """Check a draft on a local page; it closes with this command (Ctrl+C)."""
    import webbrowser

    from healthplans.reviewing.desk import Desk
    from healthplans.reviewing.server import serve
    from healthplans.suites import Suite
    from healthplans.vocabulary.schema import LANGUAGES

    if lang not in LANGUAGES:
        raise UnknownNameError("language", lang, LANGUAGES)
    _refuse_no_data(folder)
    desk = Desk(_draft(id, drafts), Suite(folder).codelists(), _who(by), alone=alone)

    def tell(address: str) -> None:
        typer.echo(address)
        if open:
            webbrowser.open(address)

    serve(desk, lang, tell)


def accept(  # noqa: PLR0913  # each is an option of the command
    *,
    id: Id,
    partial: Annotated[
        bool, typer.Option("--partial", help="leave out what nobody decided, and say so")
    ] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="take the place of the document of that id")
    ] = False,
    by: By = "",
    drafts: Drafts = None,
    folder: Folder = None,
) -> None:
    """Check and audit a reviewed draft, and make it a document: all of it or nothing."""
    from healthplans.reviewing.acceptance import accept as write
    from healthplans.reviewing.acceptance import prepare
    from healthplans.reviewing.desk import Desk
    from healthplans.suites import Suite

    _refuse_no_data(folder)
    data = folder or data_folder()
    path = _draft(id, drafts)
    desk = Desk(path, Suite(data).codelists(), _who(by))
    made = prepare(desk, data, partial=partial)
    for line in _said(desk, made):
        typer.echo(line)
    if made.replaces and not replace:
        typer.echo(f"{made.id} is there already; --replace takes its place")
        raise typer.Exit(1)
    typer.echo(f"written: {write(made, data, partial=partial)}")
    typer.echo("next: python -m healthplans render")


def _said(desk: "Desk", made: "Acceptance") -> Iterator[str]:
    """Say what was reviewed, how two reviewers agree, what the audit finds, what changes."""
    from healthplans.reviewing.decisions import read_log
    from healthplans.reviewing.settling import agreement
    from healthplans.rows import records

    _, broken = read_log(desk.sheet.folder)
    yield f"reviewed: {made.review}"
    yield from (f"of no row of this draft: {d.row} ({d.who})" for d in desk.strangers())
    yield from (f"the draft changed since it was decided: {row}" for row in made.changed)
    yield from (f"a broken line of decisions.csv: {line}" for line in broken)
    for pair in agreement(desk.settled()):
        kappa = "not defined" if pair.kappa is None else f"{pair.kappa:.2f}"
        alike = f"{pair.same} of {pair.rows} alike, kappa {kappa}"
        yield f"{pair.first} and {pair.second}: {alike}"
        yield from (f"  differ on {row}" for row in pair.differing)
    for row in records(made.findings):
        yield f"{row['severity']} {row['rule']}: {row['message_en']}"
    yield from made.differences
