"""Where the project's data and, if at hand, the source documents lie."""

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

# tells the processes that make pages how to make the default suite
LENIENT = "HEALTHPLANS_LENIENT"


def state(file: Path) -> tuple[int, ...]:
    """Give numbers one of which is another once a file has changed."""
    status = file.stat()
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino


def mark(file: Path) -> tuple[int, ...]:
    """Give the numbers of `state`, none where no file is."""
    return state(file) if file.is_file() else ()


def states(folder: Path | None) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Give what shows that a file of a folder has changed; nothing without a folder."""
    for file in sorted(folder.iterdir()) if folder else ():
        if file.is_file():
            yield file.name, state(file)


def library_folder() -> Path:
    """Give the folder of this package."""
    return Path(__file__).parent


@cache
def project_folder() -> Path:
    """Give the checkout's top folder, which holds `data`, `notebooks` and `lib`."""
    return Path(__file__).resolve().parents[2]


def project_data() -> Path:
    """Give `data` of the checkout; its codelists lie beneath those of any folder."""
    return project_folder() / "data"


def project_codelists() -> Path:
    """Give the folder of the project's codelists."""
    return project_data() / "codelists"


def notebooks_folder() -> Path:
    """Give the folder of the stored notebooks."""
    return project_folder() / "notebooks"


def data_folder() -> Path:
    """Give the folder read by default: `HEALTHPLANS_DATA`, else `data` of the checkout."""
    return Path(os.environ.get("HEALTHPLANS_DATA") or project_data())


def is_lenient() -> bool:
    """Whether the default suite keeps labels that no codelist holds: `render --lenient`."""
    return bool(os.environ.get(LENIENT))


def stored_data() -> Path:
    """Give the documents that the stored notebooks show: they stay as they are."""
    return project_folder() / "tests" / "fixtures" / "five-plans"


def source_folder() -> Path | None:
    """Give the folder of source documents if one is at hand, else None.

    `HEALTHPLANS_SOURCES`, else `shared/sources` beside the checkout. The documents are
    evidence and are not part of the project.
    """
    named = os.environ.get("HEALTHPLANS_SOURCES")
    folder = Path(named) if named else project_folder().parent / "shared" / "sources"
    return folder if folder.is_dir() else None
