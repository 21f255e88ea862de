"""`python -m healthplans.kernels`: make the kernelspec known to this environment's Jupyter.

A wheel brings it along; an editable installation cannot.
"""

import shutil
import sys
from pathlib import Path

from healthplans.kernels import KERNEL, KERNELSPEC

__all__ = ["main"]


def main() -> None:
    """Copy the kernelspec into the environment."""
    target = Path(sys.prefix) / "share" / "jupyter" / "kernels" / KERNEL
    shutil.copytree(KERNELSPEC, target, dirs_exist_ok=True)


if __name__ == "__main__":
    main()
