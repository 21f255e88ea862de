"""The command `changes`: what two states of the figures differ in."""

from pathlib import Path
from typing import Annotated

import typer


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
    from healthplans.commands.places import checked_folder
    from healthplans.exports.changes import changes as compare
    from healthplans.exports.changes import unsaid
    from healthplans.exports.changes_page import page, reading
    from healthplans.exports.states import state
    from healthplans.whole_files import decoded, read_whole
    from healthplans.writing import write

    # read at once: what it is must not be heard of only after all the work
    said = decoded(read_whole(changelog, str(changelog)), str(changelog)) if changelog else ""
    words, out = suite.words(lang), out and checked_folder(out)
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
