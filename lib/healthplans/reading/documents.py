"""Load the printed figures of published documents, verbatim, with where each one stands.

A document is a folder `data/documents/<id>` with `document.yaml` (what it is), `table.csv`
(its indicator table), `text.csv` (the figures of its prose), or both. Nothing is interpreted
here; a file that cannot be read stops the load, and the error names every offender at once.
The text conversion that was transcribed is compared where it is at hand.
"""

import hashlib
import os
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from healthplans.errors import InputError, Offence, misfits
from healthplans.paths import project_folder, source_folder
from healthplans.reading.about import About, Source
from healthplans.reading.labels import label_reader
from healthplans.reading.printed import Printed, read_table
from healthplans.reading.prose import read_text
from healthplans.reading.under import complete
from healthplans.reading.whole import other_size
from healthplans.vocabulary.codelists import Codelists
from healthplans.whole_files import A_FOLDER, NOTHING, decoded, read_whole, what_is
from healthplans.yaml_files import read_yaml

T = TypeVar("T")
_ASIDE = {"__MACOSX", "@eaDir"}
# also table.csv.txt, as Windows may save it; table.csv~ and table.csv.bak are copies
_ALIKE = re.compile(r"(table|text|document)(?![a-z]).*\.(csv|ya?ml)(\.txt)?", re.I)
_FILES = ("table.csv", "text.csv")
# stands for a description that cannot be read, while its figures are judged
UNREAD = About(area="", kind="report", title="?", year=0)
_PAIR = 2


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
    leads = tuple(lists.words_of("lead"))
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
    offences += [*_nearly_named(folder), *(other_size(folder, about) if about else ())]
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


def changed(name: str, source: Source | None) -> Sequence[Offence]:
    """Give an offence where the file at hand is not the one that was transcribed.

    Parameters
    ----------
    name : str
        The file that names the source, for the message.
    source : Source or None
        Nothing is compared where the document names none, or says no hash of it, or the file
        is not at hand.
    """
    folder = source_folder()
    path = folder / source.file if folder and source and source.file else None
    if path is None or source is None or not source.sha256 or not path.is_file():
        return []
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found == source.sha256:
        return []
    expected = f"the SHA-256 of {path.name}, {found}"
    return [Offence(name, expected, "", "source.sha256", source.sha256)]


def at_hand(documents: Iterable[Document], folder: Path | None = None) -> dict[str, str]:
    """Give the text conversions that are at hand, by the document's id.

    Parameters
    ----------
    documents : iterable of Document
        Those whose source file is looked for.
    folder : Path, optional
        Holds source files, or a folder a draft with its `source.txt`. By default the source
        documents beside the checkout, and `drafts` in it.

    Raises
    ------
    InputError
        If fewer than two texts are at hand, or one is no UTF-8.
    """
    usual = [source_folder(), project_folder() / "drafts"]
    folders = [place for place in (usual if folder is None else [folder]) if place]
    found: dict[str, Path] = {}
    for place in folders:
        named = {d.id: place / d.about.source.file for d in documents if d.about.source}
        found |= {path.parent.name: path for path in sorted(place.glob("*/source.txt"))}
        found |= {id_: path for id_, path in named.items() if path.is_file()}
    if len(found) < _PAIR:
        expected = "the texts of two plans or more"
        kind = A_FOLDER if folder is None else what_is(folder)
        text = str(len(found)) if kind == A_FOLDER else kind or "a file"
        raise InputError([Offence(" ".join(map(str, folders)), expected, text=text)])
    return {
        id_: decoded(read_whole(path, str(path)), str(path)) for id_, path in found.items()
    }
