"""Write a file, a new folder or an archive: all of it or none, with the reason if not."""

import contextlib
import errno
import io
import os
import shutil
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

from healthplans.errors import OutputError, in_line
from healthplans.whole_files import A_FOLDER, NOTHING, what_is

PART = ".part-"  # begins the name of what is being written


def refuse_unwritable(folder: Path, size: int = 1) -> None:
    """Refuse a folder, there or to be made, that takes no file: before the work that fills it.

    Parameters
    ----------
    folder : Path
        Where it is not there, the one above it is tried.
    size : int
        In bytes: of a full disk a folder takes a file's name, and no byte.

    Raises
    ------
    OutputError
        With the reason.
    """
    place = next(place for place in (folder, *folder.absolute().parents) if place.exists())
    try:
        with tempfile.TemporaryFile(dir=place) as file:
            file.write(bytes(size))
    except OSError as error:
        raise _refused(folder, error) from error


def write(path: Path, content: bytes) -> Path:
    """Replace a file at once, so that no reader sees half of it; raise `OutputError`."""
    part = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        number, part = tempfile.mkstemp(prefix=PART, dir=path.parent)
        with os.fdopen(number, "wb") as file:
            file.write(content)
        Path(part).chmod(0o666 & ~_UMASK)
        Path(part).replace(path)
    except OSError as error:
        raise _refused(path, error) from error
    finally:
        with contextlib.suppress(OSError):  # it is there no more if all went well
            Path(part or path.parent / PART).unlink()
    return path


def make_folder(folder: Path, files: Mapping[str, str]) -> Path:
    """Make a folder that is not there yet with files in it: name -> text.

    It is made beside the folder above, where nobody takes it for one of that folder's.
    """
    beside = ""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        beside = tempfile.mkdtemp(prefix=PART, dir=folder.parent.parent)
        made = Path(beside) / folder.name
        made.mkdir()
        for name, text in files.items():
            (made / name).write_text(text, encoding="utf-8", newline="\n")
        made.rename(folder)
    except OSError as error:
        raise _refused(folder, error) from error
    finally:
        if beside:
            shutil.rmtree(beside, ignore_errors=True)
    return folder


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Give files as one archive, undated: the same files give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _refused(path: Path, error: OSError) -> OutputError:
    # where a folder should be; what `mkdir` says of it is that the file exists
    above = ((place, what_is(place)) for place in path.parents)
    there = next(((p, found) for p, found in above if found not in (A_FOLDER, NOTHING)), None)
    said = error.strerror
    if there and error.errno in (errno.EEXIST, errno.ENOTDIR):
        said = f"{in_line(str(there[0]))} is {there[1] or 'a file'}, expected a folder"
    return OutputError(f"{in_line(str(path))} cannot be written: {said}")


def _umask() -> int:
    usual = os.umask(0)
    os.umask(usual)
    return usual


_UMASK = _umask()
