"""Load the printed figures of published documents, verbatim, with where each one stands.

A document is a folder `data/documents/<id>` with `document.yaml` (what it is), `table.csv`
(its indicator table), `text.csv` (the figures of its prose), or both. Nothing is interpreted
here; a file that cannot be read stops the load, and the error names every offender at once.
"""

import os
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from healthplans.errors import InputError, Offence, misfits
from healthplans.reading.about import About
from healthplans.reading.labels import label_reader
from healthplans.reading.printed import Printed, read_table
from healthplans.reading.prose import read_text
from healthplans.reading.sources import changed
from healthplans.reading.under import complete
from healthplans.vocabulary.codelists import Codelists
from healthplans.whole_files import NOTHING, what_is
from healthplans.yaml_files import read_yaml

T = TypeVar("T")
_ASIDE = {"__MACOSX", "@eaDir"}
# also table.csv.txt, as Windows may save it; table.csv~ and table.csv.bak are copies
_ALIKE = re.compile(r"(table|text|document)(?![a-z]).*\.(csv|ya?ml)(\.txt)?", re.I)
_FILES = ("table.csv", "text.csv")
# stands for a description that cannot be read, while its figures are judged
UNREAD = About(area="", kind="report", title="?", year=0)


@dataclass(frozen=True)
class Document:
    """One published document: what it is and every printed figure, in document order."""

    id: str
    about: About
    figures: tuple[Printed, ...]


def read_documents(folder: Path, lists: Codelists) -> tuple[list[Document], list[Offence]]:
    """Read every document below a folder, in the order of their ids.

    Returns
    -------
    documents : list of Document
        What could be read, of a document with offences too, so that its labels can be judged
        in the same breath; use them only where there are no offences.
    offences : list of Offence
        Every file, row and column of every document that cannot be read.
    """
    below = (path for path in folder.glob("*") if path.is_dir())
    folders = sorted(path for path in below if not _is_aside(path))
    offences: list[Offence] = []
    if not folders:
        expected = "at least one folder <area code>-<year>"
        offences.append(Offence(str(folder), expected, text=_unlisted(folder)))
    heads = {role.text: role.role for role in lists.roles if role.position == "head"}
    leads = tuple(word.text for word in lists.label_words if word.role == "lead")
    read = partial(read_table, roles=heads, leads=leads)
    return [_read_document(path, lists, read, offences) for path in folders], offences


def _unlisted(folder: Path) -> str | None:
    """Say why what is in a folder cannot be told; None where it can."""
    try:
        os.listdir(folder)  # noqa: PTH208  which opens it at once
    except OSError as error:
        return error.strerror
    return None


def _is_aside(folder: Path) -> bool:
    """Whether a program has left it there: hidden, such as JupyterLab's, or of a system."""
    return folder.name.startswith(".") or folder.name in _ASIDE


def _read_document(
    folder: Path,
    lists: Codelists,
    read: Callable[[Path], list[Printed]],
    offences: list[Offence],
) -> Document:
    about = _read(offences, partial(_read_about, lists=lists), folder)
    table = _figures(offences, read, folder / "table.csv")
    complete(table, label_reader(lists))
    text = _figures(offences, read_text, folder / "text.csv")
    if all(what_is(folder / name) == NOTHING for name in _FILES):
        offences.append(Offence(f"{folder.name}/", "table.csv, text.csv, or both"))
    offences += _nearly_named(folder)
    return Document(folder.name, about or UNREAD, (*table, *text))


def _nearly_named(folder: Path) -> list[Offence]:
    """Name files such as `Table.csv` or `text (1).csv`: what they hold would be lost."""
    expected = "another name: only table.csv, text.csv and document.yaml are read"
    alike = (path.name for path in sorted(folder.glob("*")) if _ALIKE.fullmatch(path.name))
    strange = (name for name in alike if name not in (*_FILES, "document.yaml"))
    return [Offence(f"{folder.name}/{name}", expected) for name in strange]


def _figures(
    offences: list[Offence], read: Callable[[Path], list[Printed]], path: Path
) -> list[Printed]:
    there = what_is(path) != NOTHING  # one that leads nowhere is said
    return (_read(offences, read, path) or []) if there else []


def _read(offences: list[Offence], read: Callable[[Path], T], path: Path) -> T | None:
    """Read, or note why not and go on, so that all offenders are named together."""
    try:
        return read(path)
    except InputError as error:
        offences += error.offences
        return None


def _read_about(folder: Path, lists: Codelists) -> About:
    path = folder / "document.yaml"
    name = f"{folder.name}/document.yaml"
    if what_is(path) == NOTHING:
        raise InputError([Offence(name, "a file that describes the document")])
    try:
        about = About.model_validate(read_yaml(path, name))
    except ValidationError as error:
        raise InputError(misfits(error, name)) from error
    offences = [
        *_misnamed(folder, about),
        *_unknown(name, about, lists),
        *changed(name, about.source),
    ]
    if offences:
        raise InputError(offences)
    return about


def _unknown(name: str, about: About, lists: Codelists) -> Iterable[Offence]:
    """Refuse an area code that is none, or one abolished before the document's period."""
    area = lists.areas.known(about.area)
    if area is None:
        yield Offence(name, "a code of areas.csv", "", "area", about.area)
    elif area.until and area.until < about.first_year:
        expected = f"an area of that time; {area.code} {area.zh} was abolished in {area.until}"
        yield Offence(name, expected, "", "area", about.area)


def _misnamed(folder: Path, about: About) -> Sequence[Offence]:
    expected = about.expected_id
    named = folder.name == expected or folder.name.startswith(f"{expected}-")
    shown = folder.name.isprintable() and folder.name == folder.name.strip()
    if (named or not about.area) and shown:
        return []
    wanted = f"the folder name {expected}, or {expected}-<more>"
    return [Offence(f"{folder.name}/", wanted, text=folder.name)]
