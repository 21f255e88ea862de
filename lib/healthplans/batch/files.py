"""The output folder: one batch at a time, and no page without its job."""

import contextlib
import os
import sys
from collections.abc import Iterable, Iterator
from multiprocessing.util import register_after_fork
from pathlib import Path

from healthplans.errors import OutputError
from healthplans.writing import PART

LOCK = ".lock"


@contextlib.contextmanager
def held(out: Path, *, wait: bool = False) -> Iterator[Path]:
    """Hold the output folder for this process; make it if need be.

    The lock ends with the process, however it ends.

    Raises
    ------
    OutputError
        If it cannot be written, or another batch holds it and `wait` is False.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        lock = (out / LOCK).open("a+", encoding="ascii")
    except OSError as error:
        raise OutputError(f"{out} cannot be written: {error.strerror or error}") from error
    register_after_fork(lock, lambda inherited: inherited.close())  # a worker holds nothing
    with lock:
        _take(lock.fileno(), out, wait)
        os.ftruncate(lock.fileno(), 0)
        with contextlib.suppress(OSError):  # it only tells others; a full disk is said later
            os.write(lock.fileno(), str(os.getpid()).encode())
        for part in out.rglob(f"{PART}*"):  # what a batch that was killed left half written
            with contextlib.suppress(OSError):
                part.unlink()
        yield out


def remove(out: Path, names: Iterable[str]) -> None:
    """Remove files of the output, and folders that are empty then."""
    for name in names:
        path = out / name
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise OutputError(f"{path} cannot be removed: {error.strerror}") from error
        for folder in path.relative_to(out).parents[:-1]:
            with contextlib.suppress(OSError):
                (out / folder).rmdir()


def confirm(paths: Iterable[Path]) -> None:
    """Refuse to call a site whole of which something else has removed what was written.

    Raises
    ------
    OutputError
        With the first file that is gone; the next run makes it again.
    """
    if gone := [path for path in paths if not path.is_file()]:
        raise OutputError(
            f"{gone[0]} is gone, {len(gone)} file(s) in all: something else removed what was "
            "written while this batch worked; run it again"
        )


def _take(number: int, out: Path, wait: bool) -> None:
    import fcntl

    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = (out / LOCK).read_text(encoding="ascii") or "unknown"
        said = f"another batch (process {holder}) is writing to {out}"
        if not wait:
            raise OutputError(said) from None
        sys.stderr.write(f"{said}; waiting for it ...\n")
        fcntl.flock(number, fcntl.LOCK_EX)
    except OSError as error:
        hint = "give --out a folder on a local disk"
        raise OutputError(f"{out} cannot be locked: {error.strerror}; {hint}") from error
