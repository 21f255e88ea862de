"""Settings of Python that have it print what it does, wherever a page is made."""

import os
import sys

from healthplans.errors import Offence, refuse

__all__ = ["check"]

_PRINTS = "PYTHONVERBOSE", "PYTHONPROFILEIMPORTTIME", "PYTHONMALLOCSTATS"


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
