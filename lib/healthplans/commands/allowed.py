"""What the system lets one process have, by `ulimit` or a container, and write."""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

_BLOCK = 2**16  # bytes that any use of a folder needs

# what it is, the letter of `ulimit`, its name, the least with which pages are made
_LEAST = (
    ("open files", "n", "RLIMIT_NOFILE", 64),
    ("processes", "u", "RLIMIT_NPROC", 64),
    ("bytes of memory", "v", "RLIMIT_AS", 2**30),
    ("bytes of a file", "f", "RLIMIT_FSIZE", 2**25),
    ("seconds of a core", "t", "RLIMIT_CPU", 600),
)


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
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(bytes(_BLOCK))
    except OSError:
        return False
    return True
