"""The notebooks are thin, parameterized, stored executed, and in two languages."""

import ast
import itertools
import json
import re
import subprocess
import sys

import nbformat
import papermill
import pytest

from healthplans import suite, views
from healthplans.imports import in_language
from healthplans.paths import project_folder
from healthplans.site.catalogue import Page
from healthplans.site.kinds import page_kinds
from healthplans.site.render import options, render

NOTEBOOKS = sorted((project_folder() / "notebooks").glob("*.ipynb"))
FORBIDDEN = (
    ast.FunctionDef
    | ast.ClassDef
    | ast.Lambda
    | ast.For
    | ast.While
    | ast.If
    | ast.Try
    | ast.With
)
CHINESE_SENTENCE = re.compile(r"[\u3400-\u9fff]{8}")
PARAMETERS = page_kinds().parameters


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request):
    return nbformat.read(request.param, as_version=4)


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def prose_of(notebook):
    return [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]


def test_every_cell_was_executed_without_error(notebook):
    for cell in code_cells(notebook):
        assert cell.execution_count
        assert [o for o in cell.outputs if o.output_type in ("error", "stream")] == []


def test_cells_are_short_and_hold_no_logic_and_no_data(notebook):
    for cell in code_cells(notebook):
        tree = ast.parse(cell.source)
        assert len(list(filter(None, cell.source.splitlines()))) <= 6
        assert not any(isinstance(node, FORBIDDEN) for node in ast.walk(tree))
        assert not cell.source.rstrip().endswith(";")


@pytest.mark.parametrize("page", [kind.notebook for kind in page_kinds().about("all")])
def test_a_page_of_everything_is_made_of_any_data_and_names_no_area(page):
    notebook = nbformat.read(project_folder() / "notebooks" / f"{page}.ipynb", as_version=4)
    usual = {}
    exec(code_cells(notebook)[0].source, {}, usual)
    assert not {*usual.values()} & {*suite.codelists().areas}


def test_prose_is_shown_in_one_language_and_holds_the_other(notebook):
    prose = [cell for cell in notebook.cells if cell.cell_type == "markdown"]
    assert {cell.metadata["lang"] for cell in prose} <= {"zh"}
    spoken = {lang: prose_of(in_language(notebook, lang)) for lang in ("en", "zh", "fr")}
    assert spoken["zh"] == spoken["fr"] != spoken["en"]
    assert not any(CHINESE_SENTENCE.search(text) for text in spoken["en"])


def test_a_cell_that_thinks_ends_in_a_table_and_leads_to_one_that_shows(notebook):
    cells = code_cells(notebook)
    for cell, after in itertools.pairwise(cells):
        if "thinking" in cell.metadata.get("tags", []):
            [output] = cell.outputs
            assert "<table" in output.data["text/html"]
            assert "thinking" not in after.metadata.get("tags", [])


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_what_a_notebook_of_pages_shows_as_a_table_is_worked_out_in_view(path):
    """In `start` every cell is a step, and `review` is worked with."""
    if path.stem in ("start", "review"):
        return
    cells = code_cells(nbformat.read(path, as_version=4))
    assert any("thinking" in cell.metadata.get("tags", []) for cell in cells)


def test_a_table_precedes_every_figure(notebook):
    kinds = []
    for cell in code_cells(notebook):
        if "strict" in cell.metadata.get("tags", []):
            continue  # the figure before it, read strictly
        for output in cell.outputs:
            data = output.get("data", {})
            chart = {"application/vnd.plotly.v1+json", "image/svg+xml"} & set(data)
            kinds.append(
                "chart" if chart else "table" if "<table" in data.get("text/html", "") else ""
            )
    for place, kind in enumerate(kinds):
        if kind == "chart":
            assert "table" in kinds[max(0, place - 2) : place]


def test_no_path_of_a_machine_is_stored(notebook):
    assert "/home/" not in nbformat.writes(notebook)
    assert "/tmp/" not in nbformat.writes(notebook)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_parameters_are_those_declared(path):
    assert set(papermill.inspect_notebook(path)) == PARAMETERS[path.stem]


def test_the_first_notebook_gives_the_figures_of_the_pages():
    """Live and page are one: the same call, the same chart."""
    path = project_folder() / "notebooks" / "start.ipynb"
    outputs = [
        output.data
        for cell in code_cells(nbformat.read(path, as_version=4))
        for output in cell.outputs
    ]
    [stored] = [data for data in outputs if "application/vnd.plotly.v1+json" in data]
    words = suite.words("zh")
    made = views.comparison.chart(
        suite.compare("beds_density"), words, suite.benchmarks("beds_density")
    )
    assert (
        stored["application/vnd.plotly.v1+json"]["data"] == json.loads(made.to_json())["data"]
    )


@pytest.fixture(scope="module")
def batched(tmp_path_factory):
    """The executed notebook of one page of the batch."""
    out = tmp_path_factory.mktemp("batched")
    page = Page("district-440507", "district", "en", {"district": "440507"})
    summary = render([page], [page], out, options(complete=False, quiet=True))
    assert summary.exit_status == 0
    return nbformat.read(out / page.executed, as_version=4)


def test_plain_papermill_gives_the_outputs_of_the_batch(tmp_path, batched):
    """`-p` makes a number of 440507, the batch gives the text; both mean the same district."""
    source = project_folder() / "notebooks" / "district.ipynb"
    command = ["papermill", source, tmp_path / "made.ipynb", "-p", "district", "440507"]
    subprocess.run(
        [sys.executable, "-m", *map(str, command), "-r", "lang", "en", "-k", "python3"],
        check=True,
        capture_output=True,
        cwd=source.parent,
        timeout=180,
    )
    made = nbformat.read(tmp_path / "made.ipynb", as_version=4)
    assert outputs(made) == outputs(batched)


def outputs(notebook):
    return [output.get("data") for cell in code_cells(notebook) for output in cell.outputs]
