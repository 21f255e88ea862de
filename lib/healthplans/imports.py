"""Import the notebook format quickly, and read notebooks.

`nbformat` imports `jsonschema`, which compiles 38 grammars where `rfc3987_syntax` is installed
(it comes with Jupyter): nine tenths of the time, for a format of addresses (IRI) that no
notebook holds. It is imported here as if that package were not there, and is left to others.
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from healthplans.errors import InputError, Offence

if TYPE_CHECKING:
    from nbformat import NotebookNode

__all__ = ["import_notebook_format", "read_notebook"]

SLOW = "rfc3987_syntax"


def import_notebook_format() -> None:
    """Import `nbformat`, if nobody has yet, without compiling grammars."""
    if "jsonschema" in sys.modules or SLOW in sys.modules:
        return
    sys.modules[SLOW] = None  # type: ignore[assignment]  # stands for: cannot be imported
    try:
        import nbformat  # noqa: F401
    finally:
        del sys.modules[SLOW]


def read_notebook(path: Path) -> "NotebookNode":
    """Read a notebook; raise `InputError` for a file that is none."""
    import_notebook_format()
    import nbformat

    try:
        read: NotebookNode = nbformat.read(path, as_version=4)
    except OSError:
        raise
    except Exception as error:  # of a file half written or of another format: of every kind
        said = f"{type(error).__name__}: {str(error)[:80]}"
        expected = "a notebook (JSON, format 4) as JupyterLab saves it"
        raise InputError([Offence(str(path), expected, text=said)]) from error
    return read
