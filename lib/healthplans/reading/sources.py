"""The text conversion that was transcribed, compared with the file where one is at hand."""

import hashlib
from collections.abc import Sequence

from healthplans.errors import Offence
from healthplans.paths import source_folder
from healthplans.reading.about import Source


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
