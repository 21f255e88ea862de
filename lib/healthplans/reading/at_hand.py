"""The text conversions of plans that lie beside the project, where there are any."""

from collections.abc import Iterable
from pathlib import Path

from healthplans.errors import InputError, Offence
from healthplans.paths import project_folder, source_folder
from healthplans.reading.documents import Document
from healthplans.whole_files import A_FOLDER, decoded, read_whole, what_is

_PAIR = 2


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
    return {id_: _read(path) for id_, path in found.items()}


def _read(path: Path) -> str:
    return decoded(read_whole(path, str(path)), str(path))
