"""Kernels that start in milliseconds: each is forked from a process that is warm already.

Importing pandas, plotly and matplotlib and drawing a first figure takes seconds, and a
notebook does it again each time. Here one process, the zygote, does it once; every kernel is
a fork of it, so a notebook still has a process of its own and cannot see another's state.

`healthplans-warm` is an ordinary kernelspec with a provisioner of its own, so JupyterLab,
papermill, nbclient and nbval can use it by name. Where a process cannot be forked, or the
zygote cannot be had, it starts an ordinary kernel and says why in the log.
"""

import sys
from pathlib import Path

__all__ = ["ADDRESS", "KERNEL", "KERNELSPEC", "can_fork"]

KERNEL = "healthplans-warm"
KERNELSPEC = Path(__file__).parent / KERNEL
# Names the socket of a zygote that another process has started.
ADDRESS = "HEALTHPLANS_ZYGOTE"


def can_fork() -> bool:
    """Whether a process can safely be forked here and noticed when its parent dies.

    macOS can fork, but its system libraries may stop a fork that does not exec.
    """
    return sys.platform == "linux"
