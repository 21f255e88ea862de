"""Play the notebooks once before the first fork: what they use first is then there already.

Libraries make much of what they need at its first use, and a fork that makes it makes it for
itself alone. What the notebooks give is thrown away.
"""

import ast
import contextlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

__all__ = ["rehearse"]

NOTEBOOKS = ("district", "trace", "indicator")  # those of which there are many pages


def rehearse(districts: Sequence[str]) -> None:
    """Play the notebooks about the first district and, of a few, about an indicator.

    A notebook that fails here will fail in its page, and say so there.
    """
    from healthplans.measures import FEW
    from healthplans.paths import project_folder

    district = districts[0]
    # an indicator of thousands would take longer here than it saves
    for name in NOTEBOOKS if len(districts) <= FEW else NOTEBOOKS[:2]:
        with contextlib.suppress(Exception):
            _play(project_folder() / "notebooks" / f"{name}.ipynb", district)


def _play(notebook: Path, district: str) -> None:
    names: dict[str, Any] = {}
    for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            _run(ast.parse("".join(cell["source"])), names)
        if "parameters" in cell["metadata"].get("tags", []):
            names |= {"district": district} if "district" in names else {}


def _run(cell: ast.Module, names: dict[str, Any]) -> None:
    last = cell.body.pop() if isinstance(cell.body[-1], ast.Expr) else None
    exec(compile(cell, "<rehearsal>", "exec"), names)
    if isinstance(last, ast.Expr):
        shown = eval(compile(ast.Expression(last.value), "<rehearsal>", "eval"), names)
        for form in ("_repr_mimebundle_", "_repr_html_", "__repr__"):
            getattr(shown, form, str)()
