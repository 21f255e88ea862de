"""Refuse a parameter that a notebook does not have.

`papermill -p distrct 440507` only warns of such a name and goes on: the page of the default
district would stand under another's name. A batch checks its own parameters before anything
is started (`healthplans.batch.parameters`); here a notebook that runs by itself does, at its
first use of the library.
"""

import ast
import sys
from collections.abc import Sequence
from itertools import pairwise

from healthplans.errors import UnknownNameError

__all__ = ["check_injected", "refuse_unknown"]

HEAD = "# Parameters\n"  # begins the cell that papermill adds, right after the notebook's own


def check_injected() -> None:
    """Check the cells that this kernel has run; outside of a kernel there are none."""
    ipython = sys.modules.get("IPython")
    shell = ipython and ipython.get_ipython()
    if shell:
        refuse_unknown(shell.user_ns.get("In", ()))


def refuse_unknown(cells: Sequence[str]) -> None:
    """Refuse names in papermill's cell that the cell of parameters before it does not have.

    Parameters
    ----------
    cells : sequence of str
        The sources of all cells, in the order in which they were run.

    Raises
    ------
    UnknownNameError
        With the nearest names.
    """
    for own, added in pairwise(cells):
        known = _assigned(own)
        if not added.startswith(HEAD) or not known:
            continue
        for name in _assigned(added):
            if name not in known:
                raise UnknownNameError("parameter of this notebook", name, known)


def _assigned(source: str) -> list[str]:
    """Give the names that a cell assigns to; none for one that is no plain Python."""
    try:
        statements = ast.parse(source).body
    except SyntaxError:
        return []
    targets = [t for s in statements if isinstance(s, ast.Assign) for t in s.targets]
    targets += [s.target for s in statements if isinstance(s, ast.AnnAssign)]
    return [target.id for target in targets if isinstance(target, ast.Name)]
