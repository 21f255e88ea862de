"""Whether a site is as it was left: known from the files alone, without reading the data.

After a batch in which every page is good, `.unchanged.json` in the output folder holds one
hash of all that pages are made from, and size and time of all that was written. While both
are the same there is nothing to do; where one is not, the batch finds out what is due.
"""

import contextlib
import hashlib
import json
import os
import sys
import sysconfig
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from healthplans.errors import OutputError
from healthplans.paths import data_folder, library_folder, notebooks_folder, project_data
from healthplans.writing import write

NAME = ".unchanged.json"


def made_from(asked_for: object) -> str:
    """Give one hash of what was asked for and of all that its pages are made from."""
    known = [repr(asked_for), sys.version, *os.listdir(sysconfig.get_path("purelib"))]  # noqa: PTH208  a name says the version
    hashed = hashlib.sha256("\n".join(sorted(known)).encode())
    folders = library_folder(), project_data(), data_folder(), notebooks_folder()
    for folder in dict.fromkeys(folders):
        for path in _files(folder):
            hashed.update(f"{path} {_content(path)}\n".encode())
    return hashed.hexdigest()


def confirm(asked_for: object, wanted: str) -> None:
    """Refuse to go on if something has changed since `wanted` was worked out.

    What was read meanwhile may be older or newer, and pages of the one would be noted as made
    from the other.

    Raises
    ------
    OutputError
        Before anything is written.
    """
    if made_from(asked_for) != wanted:
        raise OutputError(
            "data, notebooks or library were changed while they were read, or while this "
            "batch waited for another; nothing was written, run it again"
        )


def left(out: Path, wanted: str) -> dict[str, Any] | None:
    """Give the summary of a batch that has nothing to do; None if that is not known."""
    started = time.monotonic()
    try:
        noted = json.loads((out / NAME).read_text(encoding="utf-8"))
        if (noted["made_from"], noted["written"]) != (wanted, _written(out)):
            return None
        summary: dict[str, Any] = noted["summary"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return {**summary, "seconds": round(time.monotonic() - started, 3)}


def note(out: Path, wanted: str, summary: Mapping[str, Any]) -> None:
    """Note that everything is as it should be, or else that it is not."""
    if summary["exit_status"]:
        (out / NAME).unlink(missing_ok=True)
        return
    good = sorted([*summary["rendered"], *summary["fresh"]])
    fresh = {**summary, "rendered": [], "fresh": good, "removed": [], "notes": []}
    with contextlib.suppress(OSError, OutputError):  # it only saves time
        content = {"made_from": wanted, "summary": fresh, "written": _written(out)}
        write(out / NAME, json.dumps(content, ensure_ascii=False).encode())


def _content(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:  # the batch will say so
        return "none"


def _written(out: Path) -> dict[str, list[int]]:
    states = {path.relative_to(out).as_posix(): path.lstat() for path in _files(out)}
    # with the time of the last change of any kind, which nobody can set back
    return {n: [s.st_size, s.st_mtime_ns, s.st_ctime_ns] for n, s in states.items()}


def _files(folder: Path) -> Iterator[Path]:
    """Give the files below a folder in order, but hidden ones and compiled modules."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        yield from (Path(place, name) for name in sorted(names) if not name.startswith("."))
