"""The command `reuse`: which plans share text, and where."""

from pathlib import Path
from typing import Annotated

import typer


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
    from healthplans.errors import Offence, refuse

    if document and not other:
        expected = "a second document or area that it is compared with"
        refuse([Offence(f"after {document}", expected)])
    if document:
        found = suite.reuse_places(document, other, folder, length)
    else:
        found = suite.text_reuse(folder, length).round({"share": 4})
    typer.echo(found.to_csv(index=False, lineterminator="\n"), nl=False)
