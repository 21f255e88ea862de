"""Settings in the environment by which a page, or the making of it, would be another."""

import os
import sys
from pathlib import Path

from healthplans.errors import Offence, refuse
from healthplans.whole_files import A_FOLDER, what_is

_PRINTS = "PYTHONVERBOSE", "PYTHONPROFILEIMPORTTIME", "PYTHONMALLOCSTATS"
# nothing is dated, shown in a window or read otherwise here, and libraries fail of a value in
# them that they do not know
_NEEDLESS = (
    "IPYTHON_TESTING_TIMEOUT_SCALE",
    "MPLBACKEND",
    "NPY_ENABLE_CPU_FEATURES",
    "NPY_PROMOTION_STATE",
    "NUMPY_MADVISE_HUGEPAGE",
    "PANDAS_COPY_ON_WRITE",
    "PANDAS_FUTURE_INFER_STRING",
    "PLOTLY_RENDERER",
    "PYTHONTZPATH",
    "SOURCE_DATE_EPOCH",
)


# where a library reads a file or a folder of files, without end from a device or a pipe
_FILES = ("DASK_CONFIG", "MATPLOTLIBRC")


def forget() -> None:
    """Take out what no command needs and some libraries fail of."""
    for name in _NEEDLESS:
        os.environ.pop(name, None)
    for name in _FILES:
        if what_is(Path(os.environ.get(name, "."))) not in ("", A_FOLDER):
            del os.environ[name]


def check() -> None:
    """Refuse to make pages with such a setting: they would show its lines.

    Raises
    ------
    InputError
        Naming every variable or option that is set.
    """
    options = {"-v": sys.flags.verbose, "-X importtime": "importtime" in sys._xoptions}
    found = [name for name in _PRINTS if os.environ.get(name)]
    found = found or [name for name, is_set in options.items() if is_set]
    expected = "not set; Python would print its own lines on the pages"
    refuse([Offence(name, expected) for name in found])
