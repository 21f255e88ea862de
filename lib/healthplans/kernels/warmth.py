"""What the zygote does before the first fork: import, draw once, read the data.

The fork must find nothing that a fresh process would not have: no thread, no figure left
open, no choice that depends on being inside a notebook, no warning already used up.
"""

import gc
import importlib
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from healthplans.imports import import_notebook_format
from healthplans.kernels import large_pages, listing

__all__ = ["BIRTH", "birthmarks", "prepare", "stamp", "thread_names"]

# Variables that libraries read when they are imported: a zygote can only serve kernels that
# agree with it on these.
BIRTH = ("HEALTHPLANS_", "PYTHON", "MPL", "MATPLOTLIB", "PLOTLY_", "IPYTHON", "LC_", "LANG")
OWN = ("HEALTHPLANS_ZYGOTE",)
INLINE = "module://matplotlib_inline.backend_inline"  # what ipykernel chooses at its start
CHOOSING = "matplotlib_inline"  # looks for the notebook when it is imported

MODULES = """
    IPython.core.completer IPython.core.completerlib IPython.core.debugger IPython.core.logger
    IPython.core.magics IPython.core.oinspect IPython.core.profileapp
    IPython.extensions.storemagic encodings.utf_16_be faulthandler tornado.platform.asyncio
    xml.dom.expatbuilder xml.dom.minidom
    ipykernel.debugger ipykernel.displayhook ipykernel.heartbeat ipykernel.iostream
    ipykernel.ipkernel ipykernel.kernelapp ipykernel.parentpoller ipykernel.zmqshell
    IPython.core.pylabtools comm matplotlib.pyplot psutil webbrowser
    mpl_toolkits.mplot3d nbformat pandas pandas.io.formats.string pandas.io.formats.style
    pyarrow.parquet plotly.express plotly.graph_objects plotly.io._base_renderers
    plotly.subplots plotly.graph_objs.layout.annotation._font
    plotly.graph_objs.scatter._line plotly.graph_objs.scatter.marker._line
    pandas.core.reshape.reshape pandas.core.methods.to_dict pyarrow.csv pyarrow.dataset
    scipy.special seaborn sqlite3
    healthplans.audits healthplans.charts healthplans.pages healthplans.suite
"""


def prepare() -> None:
    """Import, draw and read what most notebooks will; leave no trace of it in global state.

    Raises
    ------
    RuntimeError
        If it cannot be forked safely: a library has started threads.
    """
    os.environ.setdefault("MPLBACKEND", INLINE)
    import_notebook_format()
    for name in MODULES.split():
        _import_if_there(name)
    _draw_plotly()
    _draw_matplotlib()
    _show_blocks()
    if len(threads := thread_names()) > 1:
        raise RuntimeError(f"the warm process has threads: {', '.join(threads)}")
    # Working out the tables may start Arrow's thread, which is made for forks: a child finds
    # the pool empty and starts its own.
    _answer()
    _forget()


def thread_names() -> list[str]:
    """Name the threads of this process."""
    tasks = Path("/proc/self/task").iterdir()
    return sorted((task / "comm").read_text().strip() for task in tasks)


def birthmarks(environment: Mapping[str, str]) -> dict[str, str]:
    """Give the variables that a zygote and its kernels have to share."""
    return {
        name: value
        for name, value in sorted(environment.items())
        if name.startswith(BIRTH) and name not in OWN
    }


def stamp() -> int:
    """Give a number that changes with the path, size or time of a data or library file.

    The zygote holds both in memory, and a kernel must never show older data than the files.
    """
    from healthplans.paths import data_folder

    folders = [data_folder(), Path(__file__).parents[1]]
    return hash(tuple(entry for folder in folders for entry in _listing(str(folder))))


def _listing(folder: str) -> list[tuple[str, int, int]]:
    found: list[tuple[str, int, int]] = []
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return found
    for entry in entries:
        if entry.is_dir() and entry.name != "__pycache__":
            found += _listing(entry.path)
        elif entry.name.endswith((".py", ".csv", ".yaml", ".parquet")):
            status = entry.stat()
            found.append((entry.path, status.st_size, status.st_mtime_ns))
    return found


def _import_if_there(name: str) -> None:
    # Warming is a help, not a need: a module that a version no longer has is imported later,
    # or fails, in the notebook that asks for it.
    try:
        importlib.import_module(name)
    except ImportError:
        return


def _draw_plotly() -> None:
    import pandas as pd
    import plotly.express as px
    import plotly.io as pio

    if "PLOTLY_RENDERER" not in os.environ:
        # what it chooses inside a kernel; out here it has chosen a browser
        pio.renderers.default = "plotly_mimetype"

    table = pd.DataFrame({"x": [1, 2], "y": [3.5, 4.5], "name": ["一", "二"]})
    figure = px.scatter(table, x="x", y="y", color="name", title="一")
    figure.to_json()
    px.bar(table, x="x", y="y").to_json()
    table.to_html()
    table.style.format(precision=1).to_html()


def _draw_matplotlib() -> None:
    from io import BytesIO

    import matplotlib as mpl
    import seaborn as sns
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    with mpl.rc_context():
        figure = Figure()
        FigureCanvasAgg(figure)
        axes = figure.subplots()
        sns.scatterplot(x=[1, 2], y=[3, 4], ax=axes)
        axes.set_title("warm")
        for kind in ("png", "svg"):
            figure.savefig(BytesIO(), format=kind)


def _show_blocks() -> None:
    """Compile the templates of what a cell shows."""
    from healthplans.pages import Cell, Sentence, Table, Title

    table = Table("", [""], [[Cell("")]], "zh")
    for block in (Title("", "", "zh", ""), Sentence("", "zh"), table):
        block._repr_html_()


def _answer() -> None:
    """Fill the caches of `suite`; data that cannot be read will fail in the page."""
    from healthplans import suite
    from healthplans.errors import HealthplansError
    from healthplans.kernels.rehearsal import rehearse

    try:
        for question in (suite.observations, suite.assess, suite.findings, suite.peers):
            question()
        rehearse(suite.districts())
    except (HealthplansError, OSError):
        return


def _forget() -> None:
    for name in [name for name in sys.modules if name.startswith(CHOOSING)]:
        del sys.modules[name]
    for module in list(sys.modules.values()):
        if hasattr(module, "__warningregistry__"):
            module.__warningregistry__.clear()
    listing.gather()
    # Frozen objects are not visited by the collector, so their pages stay shared after a fork.
    gc.collect()
    gc.freeze()
    large_pages.gather()
