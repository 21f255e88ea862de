"""Import the notebook format quickly.

`nbformat` imports `jsonschema`, which compiles 38 grammars where `rfc3987_syntax` is installed
(it comes with Jupyter): nine tenths of the time, for a format of addresses (IRI) that no
notebook holds. It is imported here as if that package were not there, and is left to others.
"""

import sys

__all__ = ["import_notebook_format"]

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
