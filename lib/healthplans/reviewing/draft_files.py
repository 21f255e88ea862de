"""The files of a draft's folder, which a person may have edited with any program."""

import csv
import io
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from healthplans.errors import InputError, Offence, refuse
from healthplans.whole_files import decoded, read_whole
from healthplans.yaml_files import read_yaml

Rows = list[dict[str, str]]
_ABOUT = "document.yaml"


def about(folder: Path) -> Mapping[str, object]:
    """Give the description of a draft.

    Raises
    ------
    InputError
        Where it is none: no folder of a draft, no YAML, or no fields with their values.
    """
    if not (folder / _ABOUT).is_file():
        raise InputError([Offence(str(folder), f"the folder of a draft, with {_ABOUT}")])
    found = read_yaml(folder / _ABOUT) or {}
    if not isinstance(found, dict):
        raise InputError([Offence(_ABOUT, "names with values", text=str(found)[:80])])
    return found


def span(described: Mapping[str, object]) -> tuple[int, int]:
    """Give the first and the last line of the source table by a draft's description."""
    table = described.get("table")
    found = table.get("lines") if isinstance(table, dict) else None
    match found:
        case None:
            return 0, 0
        case [int(first), int(last)]:
            return first, last
    expected = "the numbers of the first and the last line, as [16, 40]"
    raise InputError([Offence(_ABOUT, expected, column="table.lines", text=str(found)[:80])])


def lines(path: Path) -> Sequence[str]:
    """Give the lines of the text that a draft was made of; none without it."""
    return _text(path).replace("\r", "\n").split("\n") if os.path.lexists(path) else ()


def rows(
    path: Path, needed: Sequence[str], known: Sequence[str] = ()
) -> tuple[Rows, list[str]]:
    """Give the rows of a file and its columns, none without the file or anything in it.

    Parameters
    ----------
    path : Path
    needed : sequence of str
        Columns without which no row can be told.
    known : sequence of str
        Columns that are blank where the file leaves them out.

    Raises
    ------
    InputError
        Where it is no CSV of UTF-8, or lacks a needed column.
    """
    text = io.StringIO(_text(path) if os.path.lexists(path) else "", newline="")
    try:
        reader = csv.DictReader(text, strict=True, restval="")
        read, header = list(reader), list(reader.fieldnames or [])
    except csv.Error as error:
        raise InputError([Offence(path.name, "CSV in UTF-8", text=str(error)[:80])]) from error
    missing = [name for name in needed if header and name not in header]
    expected = "this column, in CSV with commas"
    refuse([Offence(path.name, expected, column=name) for name in missing])
    return [dict.fromkeys(known, "") | row for row in read], header


def _text(path: Path) -> str:
    return decoded(read_whole(path, path.name), path.name)
