"""Put a document and its additions to the codelists into a data folder, or change nothing."""

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from healthplans.errors import OutputError


def put(data: Path, id_: str, files: Mapping[str, str], lists: Mapping[str, str]) -> Path:
    """Write `documents/<id>` and the codelists that change.

    The codelists come first: what they hold more hurts no document, while a document without
    its labels could not be read after a crash in between.

    Parameters
    ----------
    data : Path
        The data folder.
    id_ : str
        The document.
    files, lists : mapping
        Name -> text, of the document's folder and of `codelists`.

    Raises
    ------
    OutputError
        Where it cannot be written; all is then as before.
    """
    target = data / "documents" / id_
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        # outside `documents`, where every folder is read as a document
        beside = Path(tempfile.mkdtemp(prefix=".accepting-", dir=data))
    except OSError as error:
        raise OutputError(f"{data} cannot be written: {error.strerror}") from error
    try:
        _exchanged(data, beside, target, files, lists)
    except OSError as error:
        raise OutputError(f"{target} cannot be written: {error.strerror}") from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return target


def _exchanged(
    data: Path, beside: Path, target: Path, files: Mapping[str, str], lists: Mapping[str, str]
) -> None:
    written(beside / "new", files)
    written(beside / "lists", lists)
    folder, new = data / "codelists", [] if (data / "codelists").exists() else ["codelists"]
    kept = {n: (folder / n).read_bytes() for n in lists if (folder / n).exists()}
    try:
        for name in lists:
            folder.mkdir(exist_ok=True)
            (beside / "lists" / name).replace(folder / name)
        _moved(beside, target)
    except OSError:
        for name in lists:
            _restored(folder / name, kept.get(name))
        for _ in new:
            shutil.rmtree(folder, ignore_errors=True)
        raise


def _moved(beside: Path, target: Path) -> None:
    if target.exists():
        target.rename(beside / "old")
    try:
        (beside / "new").rename(target)
    except OSError:
        if (beside / "old").exists():
            (beside / "old").rename(target)
        raise


def _restored(path: Path, content: bytes | None) -> None:
    if content is None:
        path.unlink(missing_ok=True)
    else:
        path.write_bytes(content)


def written(folder: Path, files: Mapping[str, str]) -> None:
    """Write files into a folder, and wait until the disk has them."""
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        with (folder / name).open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
