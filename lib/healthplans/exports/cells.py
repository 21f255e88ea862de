"""What a notebook shows, as objects: its prose in one language, and what its cells end in."""

import ast
from collections.abc import Iterator, Mapping
from typing import Any

from healthplans.imports import in_language, read_notebook
from healthplans.paths import notebooks_folder


def shown(notebook: str, parameters: Mapping[str, str]) -> Iterator[Any]:
    """Run a notebook's cells here, one after another, and give what each shows.

    Parameters
    ----------
    notebook : str
        The name of a stored notebook.
    parameters : mapping
        Set after its cell of parameters; `lang` chooses the prose.

    Yields
    ------
    str or object
        A Markdown cell's text, or the value of a code cell's last expression. So a report is
        made of the very lines that make the page. What a page shows instead of another, read
        strictly, is left out: a report has no switch.
    """
    path = notebooks_folder() / f"{notebook}.ipynb"
    space: dict[str, Any] = {}
    for cell in in_language(read_notebook(path), parameters["lang"]).cells:
        if "strict" in cell.metadata.get("tags", ()):
            continue
        if cell.cell_type == "markdown":
            yield cell.source
            continue
        value = _value(cell.source, space)
        if "parameters" in cell.metadata.get("tags", ()):
            space.update(parameters)
        elif value is not None:
            yield value


def _value(source: str, space: dict[str, Any]) -> Any:
    """Run a cell in a name space and give the value of the expression that it ends in."""
    tree = ast.parse(source)
    last = tree.body[-1] if tree.body else None
    if isinstance(last, ast.Expr):
        tree.body.pop()
    exec(compile(tree, "<cell>", "exec"), space)
    if not isinstance(last, ast.Expr):
        return None
    return eval(compile(ast.Expression(last.value), "<cell>", "eval"), space)
