"""A small rendered site, made once a worker, and a browser where one is installed."""

import fcntl
import gc
import sys

import nbformat
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from healthplans.site.catalogue import general, pages
from healthplans.site.contents import contents
from healthplans.site.export import export
from healthplans.site.shell import write_shell
from healthplans.site.tables import file_names, files
from healthplans.site.takeaway import takeaway
from healthplans.writing import write

NAMES = [
    *(page.name for page in general("zh")),
    *("indicator-beds_density", "district-340102", "trace-340102", "trace-440507"),
]


@pytest.fixture(scope="session")
def site(tmp_path_factory, worker_id):
    """A page of each kind in both languages, with the shell; made once, whatever workers."""
    if worker_id == "master":
        return make_site(tmp_path_factory.mktemp("site"))
    shared = tmp_path_factory.getbasetemp().parent / "site"
    with shared.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not shared.exists():
            make_site(tmp_path_factory.mktemp("site")).rename(shared)
    return shared


@pytest.fixture
def outputs():
    """Give what a page's cells show, executed in this process."""
    main = sys.modules["__main__"]
    yield lambda page: [str(cell.get("outputs", "")) for cell in executed(page).cells]
    sys.modules["__main__"] = main


def make_site(out):
    """Render into a folder; notebooks are executed without a kernel."""
    main = sys.modules["__main__"]  # the shell puts a module of its own there
    every = [page for page in pages() if page.name in NAMES]
    whole = contents(every)
    for name, content in files(whole.tables):
        write(out / "data" / name, content)
    write_shell(out, every, file_names(whole.tables))
    gc.freeze()  # a shell that is reset collects: no need to look at the tables every time
    try:
        for page in every:
            notebook = executed(page)
            write(out / page.html, export(notebook, page, whole, "0" * 64).encode())
            write(
                out / page.executed,
                nbformat.writes(notebook).encode(),
            )
            for path, content in takeaway(page, whole).items():
                write(out / path, content)
    finally:
        gc.unfreeze()
        sys.modules["__main__"] = main
    return out


def executed(page):
    """Run a page's notebook in this process: the same outputs as a kernel's, at once."""
    shell = InteractiveShell.instance()
    shell.reset(new_session=False)
    notebook = nbformat.read(page.source, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        if "parameters" in cell.metadata.get("tags", []):
            # the defaults, then the page's own, as papermill puts them
            shell.run_cell(cell.source).raise_error()
            shell.push(page.values)
            continue
        with capture_output() as captured:
            result = shell.run_cell(cell.source)
        result.raise_error()
        shown = [output.data for output in captured.outputs]
        if not shown and result.result is not None:
            shown = [shell.display_formatter.format(result.result)[0]]
        cell.outputs = [nbformat.v4.new_output("display_data", data=data) for data in shown]
    return notebook
