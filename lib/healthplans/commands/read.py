"""The command `read`: what the suite makes of printed cells, and why."""

import io
import json as json_module
import sys
from pathlib import Path
from typing import Annotated, Any

import typer


def read(  # noqa: PLR0913  # each is an option of the command
    *,
    label: Annotated[str, typer.Option(help="the label as printed")] = "",
    unit: Annotated[str, typer.Option(help="the unit as printed")] = "",
    value: Annotated[str, typer.Option(help="the value as printed")] = "",
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
    from healthplans.reading.read import written
    from healthplans.whole_files import decoded, read_at_most

    reader = suite.cell_reader(lang)
    if csv is None:
        records = reader.read(label, unit, value)
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


def _say(records: list[dict[str, Any]], lang: str, *, as_json: bool) -> None:
    """Print a reading: as JSON, or as the pairs of name and cell that are not blank."""
    from rich.console import Console
    from rich.table import Table

    from healthplans import suite
    from healthplans.reading.answers import answer
    from healthplans.reading.read import plain

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
