"""What most pages do first, done once before they are forked: import, read, draw.

Libraries make much of what they need at its first use, and a fork that makes it makes it for
itself alone. What is made here is thrown away.
"""

import contextlib
import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook, new_output

from healthplans.imports import import_seaborn

if TYPE_CHECKING:
    from healthplans.reading.documents import Document

# What libraries import at their first use.
MODULES = """
    IPython.core.completer IPython.core.logger IPython.core.magics IPython.core.oinspect
    IPython.core.pylabtools bdb encodings.utf_16_be psutil
    mistune.plugins.def_list mistune.plugins.task_lists mistune.plugins.url
    matplotlib.backends.backend_svg matplotlib.pyplot
    pandas pandas.core.arrays.arrow.extension_types pandas.core.methods.to_dict
    pandas.core.reshape.reshape pandas.io.formats.csvs pandas.io.formats.string
    pandas.io.formats.style
    plotly.graph_objects plotly.io._base_renderers
    plotly.graph_objs.layout.annotation._font plotly.graph_objs.layout.shape._line
    plotly.graph_objs.scatter._line plotly.graph_objs.scatter.marker._line
    pyarrow.acero pyarrow.dataset pyarrow.parquet
    scipy.special xml.dom.expatbuilder xml.dom.minidom
    healthplans.charts healthplans.views healthplans.suites healthplans.site.export
    healthplans.site.takeaway
"""


@contextlib.contextmanager
def prepare() -> Iterator[None]:
    """Import, read and draw what most notebooks will; leave no trace in global state.

    What is imported within the block is imported while a fork asks what pages share.

    Raises
    ------
    RuntimeError
        If the process cannot be forked safely: a library has started threads.
    """
    from healthplans import suite
    from healthplans.site.asking import asked_beside, texts

    with asked_beside(suite) as take:
        yield
        for name in MODULES.split():
            # a help, not a need: what a version no longer has is imported, or fails, in a page
            with contextlib.suppress(ImportError):
                importlib.import_module(name)
        _draw()
        _check_threads()
        # Working out the tables may start Arrow's threads, which are made for forks: a child
        # finds none and starts its own. What cannot be read or shown will fail in its page.
        with contextlib.suppress(Exception), texts(suite):
            take()
            for district in suite.districts()[:1]:
                _export(suite.plans_of(district)[0])


def _check_threads() -> None:
    threads = sorted(
        path.read_text().strip() for path in Path("/proc/self/task").glob("*/comm")
    )
    if len(threads) > 1:
        raise RuntimeError(f"the prepared process has threads: {', '.join(threads)}")


def _draw() -> None:
    import matplotlib as mpl
    import pandas as pd
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    with mpl.rc_context():
        figure = Figure()
        FigureCanvasAgg(figure)
        axes = figure.subplots()
        import_seaborn().scatterplot(x=[1, 2], y=[3, 4], ax=axes)
        axes.set_title("warm")
        figure.canvas.draw()
    pd.DataFrame({"x": [1, 2]}).to_html()


def _shown(block: Any) -> NotebookNode:
    forms: Any = getattr(block, "_repr_mimebundle_", dict)()
    html = getattr(block, "_repr_html_", str)()
    data = {"text/html": html, **(forms or {}), "text/plain": repr(block)}
    output: NotebookNode = new_output("display_data", data)
    return output


def _export(plan: "Document") -> None:
    """Make the page of one district."""
    import pandas as pd

    from healthplans.site.catalogue import Page
    from healthplans.site.contents import Contents
    from healthplans.site.export import export

    district = plan.about.area
    page = Page(f"district-{district}", "district", "zh", {"district": district})
    named = {"document": [plan.id], "area": [district], "status": [plan.about.status]}
    sources = pd.DataFrame(named)
    whole = Contents((page,), {plan.id: plan.about}, {"sources": sources})
    cells = [new_code_cell("", outputs=[_shown(block)]) for block in _blocks(plan)]
    export(new_notebook(cells=cells), page, whole, "")


def _blocks(plan: "Document") -> Iterator[object]:
    from healthplans import suite, views

    words, code = suite.words_of("zh", plan), plan.about.area
    own, peers = suite.stated(plan), suite.peers_of(plan)
    yield views.district_title(plan, words)
    yield views.district.reading(own, words)
    yield views.position.table(own, peers, words)
    yield views.position.chart(own, peers, words)
    yield views.district.tables(own, peers, words)
    yield views.limits.tables(suite.rate_limits(code), words)
    yield views.documents.table([plan], suite.observations(), words)
    yield views.trace.table(suite.traces(code), words)
