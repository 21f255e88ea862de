"""A module imports only from its left on the path of a figure; examples in docstrings run."""

import ast
import doctest
import importlib
import subprocess
import sys

import pytest

import healthplans
from healthplans.paths import project_folder

LIB = project_folder() / "lib" / "healthplans"
STAGES = [
    "errors",
    "texts",
    "quantities",
    "parts",
    "paths",
    "imports",
    "rows",
    "memory",
    "vocabulary",
    "reading",
    "drafting",
    "loading",
    "measures",
    "audits",
    "charts",
    "pages",
    "suite",
    "synthetic",
    "batch",
    "site",
    "commands",
    "cli",
    "__main__",
]
ORDER = {stage: place for place, stage in enumerate(STAGES)}
MODULES = sorted(
    path for path in LIB.rglob("*.py") if path.parent != LIB or path.stem != "__init__"
)


def stage_of(path):
    return path.relative_to(LIB).with_suffix("").parts[0]


def imported(path):
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    parts = [name.split(".") for name in names if name.startswith("healthplans.")]
    return {part[1] for part in parts} - {"__version__"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(LIB)))
def test_imports_look_back_only(path):
    own = ORDER[stage_of(path)]
    assert [stage for stage in imported(path) if ORDER[stage] > own] == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(LIB)))
def test_modules_stay_small(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 250


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(LIB)))
def test_functions_stay_small(path):
    long = [
        node.name
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and body_length(node) > 30
    ]
    assert long == []


def body_length(node):
    body = node.body[1:] if ast.get_docstring(node) else node.body
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(LIB)))
def test_examples_in_docstrings_hold(path):
    if path.name == "__main__.py" or ">>>" not in path.read_text(encoding="utf-8"):
        return
    name = ".".join(("healthplans", *path.relative_to(LIB).with_suffix("").parts))
    module = importlib.import_module(name.removesuffix(".__init__"))
    assert doctest.testmod(module).failed == 0


def test_importing_the_package_imports_no_heavy_library():
    assert not hasattr(healthplans, "pd")
    source = (LIB / "__init__.py").read_text(encoding="utf-8")
    top = [n for n in ast.parse(source).body if isinstance(n, ast.Import | ast.ImportFrom)]
    assert {getattr(node, "module", "") for node in top} <= {"pathlib", "typing"}


def test_the_notebook_format_is_imported_without_grammars_and_these_stay_importable():
    script = (
        "from healthplans import charts; import sys; import nbformat;"
        "print('lark' in sys.modules, sys.modules.get('rfc3987_syntax', 'not there'));"
        "import rfc3987_syntax"
    )
    said = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert said.stdout.split() == ["False", "not", "there"]
