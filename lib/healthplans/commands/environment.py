"""The settings, homes and limits that a command finds, and what it makes of them.

A user's own home may be another's, on a read-only or a full disk: IPython and matplotlib
warn of it at length and each time, and fail of some.
"""

import atexit
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from healthplans.errors import Offence, OutputError, refuse
from healthplans.whole_files import A_FOLDER, what_is
from healthplans.writing import refuse_unwritable

_PRINTS = (
    *("PYTHONVERBOSE", "PYTHONPROFILEIMPORTTIME", "PYTHONMALLOCSTATS"),
    "PYTHONWARNDEFAULTENCODING",
)
# nothing is dated, shown in a window or read otherwise here, and libraries fail of a value in
# them that they do not know
_NEEDLESS = (
    *("IPYTHON_TESTING_TIMEOUT_SCALE", "MPLBACKEND", "NPY_ENABLE_CPU_FEATURES"),
    *("NPY_PROMOTION_STATE", "NUMPY_MADVISE_HUGEPAGE", "PANDAS_COPY_ON_WRITE"),
    *("PANDAS_FUTURE_INFER_STRING", "PLOTLY_RENDERER", "PYTHONTZPATH", "SOURCE_DATE_EPOCH"),
)
# what begins the names of those by which the libraries below Python print what they do, on the
# pages of ordinary kernels too, or that a value in them is none of theirs
_LOUD = (
    *("ARROW_", "DYLD_PRINT_", "JE_ARROW_", "KMP_", "LD_DEBUG", "MIMALLOC_", "OMP_DISPLAY_"),
    "OPENBLAS_VERBOSE",
)
# where a library reads a file or a folder of files, without end from a device or a pipe
_FILES = ("DASK_CONFIG", "MATPLOTLIBRC")
# a variable that says where, and the places below the home that are taken without it
_USUAL = {"IPYTHONDIR": (".ipython",), "MPLCONFIGDIR": (".config", ".cache")}
_BLOCK = 2**16  # bytes that any use of a folder needs
# what it is, the letter of `ulimit`, its name, the least with which pages are made
_LEAST = (
    ("open files", "n", "RLIMIT_NOFILE", 64),
    ("processes", "u", "RLIMIT_NPROC", 64),
    ("bytes of memory", "v", "RLIMIT_AS", 2**30),
    ("bytes of a file", "f", "RLIMIT_FSIZE", 2**25),
    ("seconds of a core", "t", "RLIMIT_CPU", 600),
)


def forget() -> None:
    """Take out what no command needs and some libraries fail of."""
    for name in [*os.environ]:
        if name in _NEEDLESS or name.startswith(_LOUD):
            del os.environ[name]
    for name in _FILES:
        if what_is(Path(os.environ.get(name, "."))) not in ("", A_FOLDER):
            del os.environ[name]


def refuse_noises() -> None:
    """Refuse to make pages with such a setting: they would show its lines.

    Raises
    ------
    InputError
        Naming every variable or option that is set.
    """
    options = {
        "-v": sys.flags.verbose,
        "-X importtime": "importtime" in sys._xoptions,
        "-X warn_default_encoding": sys.flags.warn_default_encoding,
    }
    found = [name for name in _PRINTS if os.environ.get(name)]
    found = found or [name for name, is_set in options.items() if is_set]
    expected = "not set; Python would print its own lines on the pages"
    refuse([Offence(name, expected) for name in found])


def spare_home() -> None:
    """Have the libraries use a folder of this run, if theirs cannot be written."""
    home = Path(os.path.expanduser("~/"))  # noqa: PTH111  without one it stays so
    needed = [
        name
        for name, places in _USUAL.items()
        if not _takes(os.environ.get(name), home, places)
    ]
    if not needed:
        return
    folder = tempfile.mkdtemp(prefix="healthplans-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ.update(dict.fromkeys(needed, folder))


def _takes(named: str | None, home: Path, usual: Sequence[str]) -> bool:
    """Try the folder that is named, or those of a home that are taken without it."""
    if named:
        return _can_write(Path(named))
    return home.is_dir() and all(_can_write(home / place) for place in usual)


def _can_write(folder: Path) -> bool:
    """Try it there, or where it would be made."""
    there = folder.is_dir()
    above = next(place for place in folder.absolute().parents if place.exists())
    return can_write(folder if there else above) and (there or not folder.exists())


def limits() -> tuple[str, str]:
    """Say what a process may have too little of: yes or no, and in words."""
    few = "; ".join(_tight())
    return ("no", few) if few else ("yes", "enough for a run")


def _tight() -> Iterator[str]:
    if sys.platform == "win32":
        return
    import resource

    for what, letter, name, least in _LEAST:
        most = resource.getrlimit(getattr(resource, name))[0]
        if most != resource.RLIM_INFINITY and most < least:
            yield f"{most:,} {what} (`ulimit -{letter}`; a run may need {least:,})"


def can_write(folder: Path) -> bool:
    """Whether a folder takes a file; a full disk takes its name and no byte."""
    try:
        refuse_unwritable(folder, _BLOCK)
    except OutputError:
        return False
    return folder.exists()
