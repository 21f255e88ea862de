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
from typing import Any

from healthplans.errors import Offence, UnknownNameError, refuse

HEAD = "# Parameters\n"  # begins the cell that papermill adds, right after the notebook's own
_TEXTS = (str, int, float)
_SHOWN = 80  # letters


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
    InputError
        For a value that is not True or False where the notebook's own is, as any text would be
        taken for True, and for a list, a blank or the like where the notebook's own is a text.
    """
    for own, added in pairwise(cells):
        known = assigned(own)
        if not added.startswith(HEAD) or not known:
            continue
        given = assigned(added)
        for name in given:
            # papermill's own names say where the notebooks lie, when it is asked to
            if name not in known and not name.startswith("PAPERMILL_"):
                raise UnknownNameError("parameter of this notebook", name, list(known))
        refuse(
            [
                Offence("parameters", expected, column=name, text=str(value)[:_SHOWN])
                for name, value in given.items()
                if (expected := _expected(known.get(name), value))
            ]
        )


def _expected(usual: Any, value: Any) -> str:
    """Say what a value should be, where it is of another kind than the notebook's own."""
    if isinstance(usual, bool) and not isinstance(value, bool):
        return "True or False, as `papermill -p name True` gives it"
    # papermill makes a number of a code
    if isinstance(usual, str) and (isinstance(value, bool) or not isinstance(value, _TEXTS)):
        return "one text, as `papermill -r name text` gives it"
    return ""


def assigned(source: str) -> dict[str, Any]:
    """Give the names that a cell assigns to, with what; none for one that is no Python.

    What is worked out is None.
    """
    try:
        statements = ast.parse(source).body
    except SyntaxError:
        return {}
    return {
        target.id: _value(statement.value)
        for statement in statements
        if isinstance(statement, ast.Assign | ast.AnnAssign)
        for target in getattr(statement, "targets", [getattr(statement, "target", None)])
        if isinstance(target, ast.Name)
    }


def _value(given: ast.expr | None) -> Any:
    try:
        return given and ast.literal_eval(given)
    except ValueError:
        return None
