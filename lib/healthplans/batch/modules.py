"""Which modules of this package a notebook imports, so that a change in them is noticed."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import nbformat

__all__ = ["LIBRARY", "library_modules"]

LIBRARY = Path(__file__).parents[1]


def library_modules(notebook: Path) -> list[Path]:
    """Give the files of this package that a notebook uses, directly or through others.

    Where a module is in a sub-package, that one's templates and the like are among them.
    """
    cells = [cell for cell in nbformat.read(notebook, 4).cells if cell.cell_type == "code"]
    lines = "\n".join(cell.source for cell in cells).splitlines()
    # a line of IPython's own (%, !) imports nothing of ours
    source = "\n".join(line for line in lines if line.lstrip()[:1] not in ("%", "!", "?"))
    found: set[Path] = set()
    waiting = set(_imported(source))
    while waiting:
        found.add(module := waiting.pop())
        if module.suffix == ".py":
            waiting |= _imported(module.read_text(encoding="utf-8")) - found
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


def _module_files(name: str) -> Iterator[Path]:
    """Give a module's file, those of the packages it is in, and what lies beside them."""
    first, *rest = name.split(".")
    if first != LIBRARY.name:
        return
    yield LIBRARY / "__init__.py"
    for depth in range(1, len(rest) + 1):
        folder = LIBRARY.joinpath(*rest[:depth])
        beside = (path for path in folder.rglob("*") if path.suffix not in {".py", ".pyc"})
        for path in (folder / "__init__.py", folder.with_suffix(".py"), *beside):
            if path.is_file():
                yield path
