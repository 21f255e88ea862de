"""Which modules of this package a notebook imports, so that a change in them is noticed."""

import re
from functools import cache
from pathlib import Path

from healthplans.imports import read_notebook

__all__ = ["LIBRARY", "library_modules"]

LIBRARY = Path(__file__).parents[1]
# looked for in the text: to parse all of the library would take longer than to make a page
IMPORT = re.compile(
    r"^\s*(?:from\s+healthplans([\w.]*)\s+import\s+(\([^)]*\)|.*)|import\s+healthplans([\w.]*))",
    re.MULTILINE,
)


def library_modules(notebook: Path) -> list[Path]:
    """Give the files of this package that a notebook uses, directly or through others.

    Where a module is in a sub-package, that one's templates and the like are among them.
    """
    cells = [cell for cell in read_notebook(notebook).cells if cell.cell_type == "code"]
    found: set[Path] = set()
    waiting = set(_imported("\n".join(cell.source for cell in cells)))
    while waiting:
        found.add(module := waiting.pop())
        if module.suffix == ".py":
            waiting |= _imported(module.read_text(encoding="utf-8")) - found
    return sorted(found)


@cache
def _imported(source: str) -> frozenset[Path]:
    names: set[str] = set()
    for base, listed, whole in IMPORT.findall(re.sub("#.*", "", source)):
        words = (entry.split() for entry in listed.strip("()").split(","))
        names |= {base or whole, *(f"{base}.{word[0]}" for word in words if word)}
    return frozenset(path for name in names for path in _module_files(name))


@cache
def _module_files(name: str) -> list[Path]:
    """Give a module's file, those of the packages it is in, and what lies beside them."""
    parts = name.strip(".").split(".")
    folders = [LIBRARY.joinpath(*parts[:depth]) for depth in range(1, len(parts) + 1)]
    return [LIBRARY / "__init__.py", *(file for folder in folders for file in _files(folder))]


@cache
def _files(folder: Path) -> list[Path]:
    beside = (path for path in folder.rglob("*") if path.suffix not in {".py", ".pyc"})
    own = () if folder == LIBRARY else (folder.with_suffix(".py"), *beside)
    return [path for path in (folder / "__init__.py", *own) if path.is_file()]
