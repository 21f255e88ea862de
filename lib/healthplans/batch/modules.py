"""Which modules of this package a notebook imports, so that a change in them is noticed."""

import ast
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import nbformat

__all__ = ["LIBRARY", "library_modules"]

LIBRARY = Path(__file__).parents[1]


def library_modules(notebook: Path) -> list[Path]:
    """Give the files of this package that a notebook uses, directly or through others.

    Where a module is in a sub-package, that one's templates and the like are among them.
    """
    cells = nbformat.read(notebook, 4).cells
    # a line of IPython's own (%, !) imports nothing of ours
    lines = [
        line
        for cell in cells
        if cell.cell_type == "code"
        for line in cell.source.splitlines()
        if line.lstrip()[:1] not in ("%", "!", "?")
    ]
    found: set[Path] = set()
    waiting = set(_imported("\n".join(lines)))
    while waiting:
        module = waiting.pop()
        if module not in found:
            found.add(module)
            if module.suffix == ".py":
                waiting |= _imported(module.read_text(encoding="utf-8"))
    return sorted(found)


@cache
def _imported(source: str) -> frozenset[Path]:
    try:
        nodes = list(ast.walk(ast.parse(source)))
    except SyntaxError:  # the notebook will say so when it is executed
        return frozenset(LIBRARY.rglob("*.py"))
    names = {alias.name for n in nodes if isinstance(n, ast.Import) for alias in n.names}
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return frozenset(path for name in names for path in _module_files(name))


def _module_files(name: str) -> list[Path]:
    """Give a module's file, those of the packages it is in, and what lies beside them."""
    first, *rest = name.split(".")
    if first != LIBRARY.name:
        return []
    folders = [LIBRARY.joinpath(*rest[:depth]) for depth in range(len(rest) + 1)]
    places = [place for f in folders for place in (f / "__init__.py", f.with_suffix(".py"))]
    found = [place for place in places if place.is_file() and place.is_relative_to(LIBRARY)]
    return [*found, *(file for folder in folders[1:] for file in _templates(folder))]


def _templates(folder: Path) -> Iterable[Path]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return [path for path in files if path.suffix not in {".py", ".pyc"}]
