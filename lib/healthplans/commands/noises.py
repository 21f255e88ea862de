"""Settings in the environment by which a page, or the making of it, would be another."""

import os
import sys

from healthplans.errors import Offence, refuse

__all__ = ["check", "forget"]

_PRINTS = "PYTHONVERBOSE", "PYTHONPROFILEIMPORTTIME", "PYTHONMALLOCSTATS"
# nothing is dated, shown in a window or read otherwise here, and libraries fail of a value in
# them that they do not know
_NEEDLESS = (
    "MPLBACKEND",
    "PANDAS_COPY_ON_WRITE",
    "PANDAS_FUTURE_INFER_STRING",
    "SOURCE_DATE_EPOCH",
)


def forget() -> None:
    """Take out what no command needs and some libraries fail of."""
    for name in _NEEDLESS:
        os.environ.pop(name, None)


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
