"""Memory in large pages before the fork, so that a fork copies a short table of pages.

A process that has read thousands of plans holds hundreds of thousands of small pages, and each
fork copies an entry for each. In pages of 2 MiB there are five hundred times fewer; those
that a fork writes to are parted again for that fork alone.
"""

import ctypes
import os
import sys
from collections.abc import Iterator
from pathlib import Path

__all__ = ["WORTH", "gather"]

WORTH = 2**29  # bytes; what holds less forks as fast as it is
_LARGE = 2**21
_COLLAPSE = 25  # MADV_COLLAPSE, from Linux 6.1 on; refused where it is not known


def gather(least: int = WORTH) -> int:
    """Bring this process's own memory together, if it holds at least so many bytes.

    Returns
    -------
    int
        Bytes that are in large pages now; 0 where the system has none.
    """
    if sys.platform != "linux" or _held() < least:
        return 0
    advise = ctypes.CDLL(None).madvise
    return sum(
        _LARGE
        for start, end in _mappings()
        for place in range(-(-start // _LARGE) * _LARGE, end - _LARGE + 1, _LARGE)
        if advise(ctypes.c_void_p(place), ctypes.c_size_t(_LARGE), _COLLAPSE) == 0
    )


def _held() -> int:
    _, resident, shared, *_ = map(int, Path("/proc/self/statm").read_text().split())
    return (resident - shared) * os.sysconf("SC_PAGESIZE")


def _mappings() -> Iterator[tuple[int, int]]:
    """Give start and end of what this process has allocated itself."""
    for line in Path("/proc/self/maps").read_text().splitlines():
        place, rights, _, _, _, *name = line.split()
        if "w" in rights and name in ([], ["[heap]"]):
            start, _, end = place.partition("-")
            yield int(start, 16), int(end, 16)
