"""A module imports only from its left on the path of a figure; examples in docstrings run."""

import ast
import doctest
import importlib
import re
import subprocess
import sys
from functools import cache
from graphlib import TopologicalSorter

import pytest

import healthplans
from healthplans.paths import project_folder

LIB = project_folder() / "lib" / "healthplans"
# left of `loading` nothing knows of a folder that was read: all are functions of tables
STAGES = [
    "errors",
    "whole_files",
    "yaml_files",
    "writing",
    "templates",
    "texts",
    "quantities",
    "parts",
    "paths",
    "imports",
    "scheduler",
    "injected",
    "rows",
    "tables",
    "links",
    "forks",
    "vocabulary",
    "reading",
    "drafting",
    "periods",
    "measures",
    "audits",
    "charts",
    "views",
    "loading",
    "traced",
    "judged",
    "exploring",
    "choosing",
    "suites",
    "suite",
    "exports",
    "reviewing",
    "batch",
    "site",
    "commands",
    "cli",
    "__main__",
]
SIGNS = {"=", ">=", ">", "<=", "<", "~"}
# what a sign stands for where it is no comparator, or where the contract of a file names it
SIGNS_ALLOWED = {
    "audits/writing.py": "parts the names of computed numbers from their values",
    "views/coverage_chart.py": "ends the first tag of an SVG drawing",
    "charts/matplotlib_marks.py": "a triangle, drawn with a letter",
    "drafting/formats/sheets.py": "begins a formula of a spreadsheet",
    "exports/changes.py": "parts names from values",
    "exports/plain.py": "a letter that LaTeX reads as a command",
    "site/markup.py": "begins a tag",
    "vocabulary/schema.py": "what a cell of wordings.csv may hold",
}
YEAR = re.compile(r"(?<!\\u)(?<!\d)(?:19|20)\d\d(?!\d)")
ORDER = {stage: place for place, stage in enumerate(STAGES)}
MODULES = sorted(
    path for path in LIB.rglob("*.py") if path.parent != LIB or path.stem != "__init__"
)


@cache
def parsed(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def stage_of(path):
    return path.relative_to(LIB).with_suffix("").parts[0]


def imported(path):
    names = set()
    for node in ast.walk(parsed(path)):
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


def test_every_module_has_its_stage():
    assert {stage_of(path) for path in MODULES} == set(STAGES) - {"suite"}


def test_no_module_imports_itself_by_way_of_others():
    graph = {name_of(path): modules_of(path) for path in LIB.rglob("*.py")}
    assert list(TopologicalSorter(graph).static_order())


def name_of(path):
    parts = ("healthplans", *path.relative_to(LIB).with_suffix("").parts)
    return ".".join(parts).removesuffix(".__init__")


KNOWN = {name_of(path) for path in LIB.rglob("*.py")}


def modules_of(path):
    """Give the modules that a module imports when it is imported itself."""
    found = [node for node in parsed(path).body if isinstance(node, ast.ImportFrom)]
    names = {(f"{node.module}.{n.name}", node.module) for node in found for n in node.names}
    return {name if name in KNOWN else module for name, module in names} & KNOWN


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(LIB)))
def test_a_name_with_an_underscore_stays_in_its_module(path):
    found = [node for node in ast.walk(parsed(path)) if isinstance(node, ast.ImportFrom)]
    own = [node for node in found if str(node.module).startswith("healthplans")]
    assert [n.name for node in own for n in node.names if re.match("_[^_]", n.name)] == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(LIB)))
def test_no_year_stands_as_a_value(path):
    assert years_in(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "text", ["x = 2020", "f(y, '2021-2025')", "f'{a} 2025年'", "{2030: 1}"]
)
def test_a_year_that_stands_as_a_value_is_found(text):
    assert len(years_in(text)) == 1


@pytest.mark.parametrize(
    "text", ['"In 2020."', "r'[\\u2014-\\u2015]'", "x = 20201", "'\u2014'"]
)
def test_docstrings_escapes_and_other_numbers_are_no_years(text):
    assert years_in(text) == []


def years_in(source):
    """Give the constants of a module that are years or hold one, docstrings left aside."""
    tree = ast.parse(source)
    said = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    constants = [
        n for n in ast.walk(tree) if isinstance(n, ast.Constant) and id(n) not in said
    ]
    return [
        node.value
        for node in constants
        if isinstance(node.value, int | str)
        # the name of an XML namespace holds the year of its standard
        and YEAR.search(re.sub(r"https?://[^\s\"}]+", "", str(node.value)))
    ]


def test_comparators_are_written_out_only_where_they_are_defined():
    written = {
        str(path.relative_to(LIB))
        for path in MODULES
        if stage_of(path) != "quantities" and signs_in(path.read_text(encoding="utf-8"))
    }
    assert written == set(SIGNS_ALLOWED)


@pytest.mark.parametrize("text", ["x in ('>=', '>')", "{'~': 1}", "f(sign='=')"])
def test_a_comparator_that_is_written_out_is_found(text):
    assert signs_in(text)


def signs_in(source):
    """Give the constants of a module that are comparators."""
    constants = [n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Constant)]
    return [n.value for n in constants if isinstance(n.value, str) and n.value in SIGNS]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(LIB)))
def test_modules_stay_small(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 250


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(LIB)))
def test_functions_stay_small(path):
    long = [
        node.name
        for node in ast.walk(parsed(path))
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
        "from healthplans import views; import sys; import nbformat;"
        "print('lark' in sys.modules, sys.modules.get('rfc3987_syntax', 'not there'));"
        "import rfc3987_syntax"
    )
    said = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert said.stdout.split() == ["False", "not", "there"]


def test_seaborn_is_imported_without_what_no_page_calls_and_all_of_it_still_works():
    script = (
        "from healthplans.imports import import_seaborn; sns = import_seaborn(); import sys;"
        "print(*({'scipy.stats', 'scipy.cluster', 'ipywidgets'} & set(sys.modules)), 'none');"
        "sns.kdeplot([1, 2, 4], cumulative=True); import scipy.stats, scipy.cluster.hierarchy;"
        "print(scipy.stats.__file__.split('/')[-2]);"
        "sns.clustermap([[1, 2], [3, 5]]); print('drawn')"
    )
    said = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert said.stdout.split() == ["none", "stats", "drawn"]
