"""Where libraries keep what they may lose, where a user's own home cannot be written.

That is one of another user, on a read-only or a full disk. IPython and matplotlib warn of it
at length and each time, and fail of some.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from healthplans.commands.allowed import can_write

# a variable that says where, and the places below the home that are taken without it
_USUAL = {"IPYTHONDIR": (".ipython",), "MPLCONFIGDIR": (".config", ".cache")}


def prepare() -> None:
    """Have the libraries use a folder of this run, if theirs cannot be written."""
    home = Path(os.path.expanduser("~/"))  # noqa: PTH111  without one it stays so
    needed = [
        name
        for name, places in _USUAL.items()
        if not os.environ.get(name) and not all(_can_write(home, place) for place in places)
    ]
    if not needed:
        return
    folder = tempfile.mkdtemp(prefix="healthplans-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ.update(dict.fromkeys(needed, folder))


def _can_write(home: Path, place: str) -> bool:
    """Try it there, or where that would be made."""
    folder = home / place
    there = folder.is_dir()
    return can_write(folder if there else home) and (there or not folder.exists())
