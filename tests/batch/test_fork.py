"""A forked page finds what an ordinary kernel's finds, and leaves nothing behind."""

import ast
import asyncio
import contextlib
import json
import os
import select
import shutil
import signal
import subprocess
import sys
from multiprocessing import forkserver
from pathlib import Path

import nbformat
import pandas as pd
import pytest
import toys

from healthplans.batch import cold, run, server
from healthplans.forks import can_fork
from healthplans.paths import data_folder

pytestmark = pytest.mark.skipif(not can_fork(), reason="pages cannot be forked here")

PRELOAD = "healthplans.site.preload"
REPORT = (
    "import healthplans\nimport plotly.express as px\n"
    "table = healthplans.observations()\n"
    "shown = table[table.area == word].head(5)[['label_text', 'value_text']]\nshown",
    "px.bar(shown.reset_index(), x='label_text', y='index', title=word)",
    "import matplotlib.pyplot as plt\nplt.subplots()[1].plot([1, 2])\nplt.show()",
    "import warnings\nwarnings.warn('careful')",
    "shown.style.set_uuid('one')",
    "display(1, display_id='first')\nprint('out')\nprint('more', flush=True)",
    "from IPython.display import clear_output, update_display\nprint('gone')\n"
    "clear_output()\nupdate_display(2, display_id='first')\n'kept'",
    "!echo from a program",
    "import asyncio\nawait asyncio.sleep(0, 'awaited')",
)
STATE = """
import json, locale, logging, os, random, signal, sys, warnings
import matplotlib as mpl, matplotlib.pyplot as plt, numpy as np, pandas as pd
import plotly.express, plotly.io as pio, scipy.stats, seaborn
plotly.express.bar(x=[1], y=[1])
json.dumps({
    "rc": {k: str(v) for k, v in mpl.rcParams.items()},
    "figures": plt.get_fignums(),
    "renderer": pio.renderers.default, "template": pio.templates.default,
    "filters": sorted({str(f) for f in warnings.filters}),
    "options": [pd.get_option("display.max_rows"), pd.get_option("display.precision")],
    "environment": {k: v for k, v in os.environ.items() if k[:3] not in ("JPY", "PYD")},
    "folder": os.getcwd(), "path": sys.path, "locale": locale.getlocale(),
    "interrupt": str(signal.getsignal(signal.SIGTERM)),
    "mask": str(signal.pthread_sigmask(0, [])),
    "log": logging.getLogger().level, "limit": sys.getrecursionlimit(),
    "main": __name__, "names": sorted(n for n in dir() if not n.startswith("_")),
}, sort_keys=True)
"""


@pytest.fixture(scope="module", autouse=True)
def _own_server():
    """A server that has prepared what the site's pages need, whatever was there before."""
    stop_server()
    yield
    stop_server()


def stop_server():
    forkserver._forkserver._stop()
    server._server.clear()


@pytest.fixture
def make(tmp_path):
    """Execute a notebook as the batch does, and give it."""

    def made(notebook, *, warm=True, word="340102", preload=PRELOAD):
        out, options = tmp_path / "made", run.Options(warm=warm, force=True, preload=preload)
        summary = run.run([toys.job(notebook, word)], out, toys.render, options)
        assert (summary.failed, summary.notes) == ([], [])
        return nbformat.read(out / "notebooks" / f"{word}.ipynb", 4)

    return made


def said(notebook):
    return toys.texts(notebook)[-1]


def test_forked_and_ordinary_pages_are_the_same_bytes(tmp_path, make):
    report = toys.write_notebook(tmp_path / "report.ipynb", *REPORT)
    warm, cold = (nbformat.writes(make(report, warm=choice)) for choice in (True, False))
    assert warm == cold
    assert "image/png" in warm
    assert "application/vnd.plotly" in warm


def test_papermill_itself_gives_the_same_outputs(tmp_path, make):
    report = toys.write_notebook(tmp_path / "report.ipynb", *REPORT[:3])
    ours = make(report)
    command = [sys.executable, "-m", "papermill", str(report), "x.ipynb", "-k", "python3"]
    subprocess.run(
        [*command, "-r", "word", "340102"], check=True, cwd=tmp_path, capture_output=True
    )
    plain = nbformat.read(tmp_path / "x.ipynb", 4)
    assert toys.outputs(plain) == toys.outputs(ours)


def test_a_forked_page_finds_what_an_ordinary_one_finds(tmp_path, make):
    notebook = toys.write_notebook(tmp_path / "state.ipynb", STATE)
    warm, cold = (json.loads(ast.literal_eval(said(make(notebook, warm=w)))) for w in (1, 0))
    assert warm == cold


SPOIL = (
    "import os, random, numpy as np, pandas as pd\n"
    "import matplotlib as mpl, plotly.io as pio, healthplans\n"
    "mpl.rcParams['figure.dpi'] = 7; pio.templates.default = 'plotly_dark'\n"
    "healthplans.spoilt = True; os.environ['SPOILT'] = '1'; os.chdir('/')\n"
    "pd.set_option('display.max_rows', 3); random.seed(1); np.random.seed(1)"
)
DOES = f"if word == 'b':\n    exec({SPOIL!r})"


def test_nothing_one_page_does_reaches_the_next(tmp_path):
    """One worker makes three pages; the second changes what it can."""
    notebook = toys.write_notebook(tmp_path / "state.ipynb", DOES, STATE)
    options = run.Options(workers=1, preload=PRELOAD)
    run.run(toys.jobs(notebook, "abc"), tmp_path / "out", toys.render, options)
    first, second, third = (
        (tmp_path / f"out/zh/{word}.html").read_text().partition("\n")[2] for word in "abc"
    )
    assert first == third
    assert first != second


def test_each_page_has_random_numbers_of_its_own(tmp_path, make):
    source = (
        "import random, uuid, numpy as np\n(random.random(), np.random.rand(), uuid.uuid4())"
    )
    dice = toys.write_notebook(tmp_path / "dice.ipynb", source)
    assert said(make(dice)) != said(make(dice))


def test_a_page_can_use_the_threads_of_arrow(tmp_path, make):
    source = (
        "import pyarrow as pa\n"
        "pa.set_cpu_count(4)\n"
        "table = pa.table({'key': [1, 2] * 200_000, 'value': [1] * 400_000})\n"
        "table.group_by('key', use_threads=True).aggregate([('value', 'sum')]).num_rows"
    )
    assert said(make(toys.write_notebook(tmp_path / "threads.ipynb", source))) == "2"


def test_what_a_page_prints_before_it_dies_is_shown(tmp_path):
    source = (
        "import os, sys\nprint('one')\ndisplay('two')\nos.system('echo three')\n"
        "print('four', file=sys.stderr)\nos.write(2, b'five')\nos._exit(1)"
    )
    notebook = toys.write_notebook(tmp_path / "dies.ipynb", "'zero'", source, "'never'")
    run.run([toys.job(notebook)], tmp_path / "out", toys.render)
    shown = (tmp_path / "out/zh/a.html").read_text().split()
    words = ["'zero'", "one", "'two'", "three", "four", "five"]
    assert [word for word in shown if word in words] == words
    assert "'never'" not in shown


def start(folder, source="import time; time.sleep(600)"):
    """Start a batch whose page never ends; give it and the page's process."""
    mark = folder / "kernel"
    notebook = toys.write_notebook(
        folder / "long.ipynb",
        f"import os\nopen({str(mark)!r}, 'w').write(str(os.getpid()))",
        source,
    )
    code = (
        "import sys, pathlib; sys.path.insert(0, sys.argv[2]); import toys\n"
        "from healthplans.batch import run\n"
        "notebook, _, out = map(pathlib.Path, sys.argv[1:])\n"
        "run.run([toys.job(notebook)], out, toys.render)"
    )
    command = [
        sys.executable,
        "-c",
        code,
        notebook,
        Path(toys.__file__).parent,
        folder / "out",
    ]
    owner = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    assert toys.eventually(lambda: mark.exists() and mark.read_text(), 60)
    return owner, int(mark.read_text())


def parent_of(pid):
    return next(parent for number, parent, _ in toys.processes() if number == pid)


STRAYS = (
    "import subprocess, time\n"
    "usual = subprocess.Popen(['sleep', '600'])\n"
    "apart = subprocess.Popen(['sleep', '600'], start_new_session=True)\n"
    "forked = os.fork() or (os.setsid(), time.sleep(600))\n"
    "pids = (usual.pid, apart.pid, forked)\n"
)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_no_process_outlives_its_batch(tmp_path, number):
    listed = tmp_path / "strays"
    tell = f"open({str(listed)!r}, 'w').write(str(pids))\ntime.sleep(600)"
    owner, page = start(tmp_path, STRAYS + tell)
    assert toys.eventually(lambda: listed.exists() and listed.read_text(), 30)
    worker = parent_of(page)
    pids = [page, worker, parent_of(worker), *ast.literal_eval(listed.read_text())]
    owner.send_signal(number)
    owner.wait(30)
    assert toys.eventually(lambda: not any(map(toys.is_running, pids)))


def test_pages_die_with_their_worker(tmp_path):
    owner, page = start(tmp_path)
    os.kill(parent_of(page), signal.SIGKILL)
    assert toys.eventually(lambda: not toys.is_running(page))
    owner.kill()
    owner.wait(30)


def test_what_a_page_starts_ends_with_it(tmp_path, make):
    notebook = toys.write_notebook(tmp_path / "forks.ipynb", "import os", STRAYS + "pids")
    pids = ast.literal_eval(said(make(notebook)))
    assert toys.eventually(lambda: not any(map(toys.is_running, pids)))


def test_a_server_that_is_killed_costs_no_page(tmp_path):
    stop_server()
    notebook = toys.write_notebook(tmp_path / "one.ipynb", "word")
    run.run([toys.job(notebook)], tmp_path / "out", toys.render)
    os.kill(forkserver._forkserver._forkserver_pid, signal.SIGKILL)
    summary = run.run(toys.jobs(notebook, "abcd"), tmp_path / "new", toys.render)
    assert (summary.rendered, summary.failed) == (list("abcd"), [])


def test_a_page_never_shows_older_data_than_the_files(tmp_path, monkeypatch, make):
    copy = tmp_path / "data"
    shutil.copytree(data_folder() / "documents", copy / "documents")
    monkeypatch.setenv("HEALTHPLANS_DATA", str(copy))
    count = toys.write_notebook(
        tmp_path / "count.ipynb",
        "import healthplans\nlen(healthplans.observations().document.unique())",
    )
    before = int(said(make(count, preload=server.PLAIN)))
    shutil.rmtree(copy / "documents" / "340102-2021")
    assert int(said(make(count, preload=server.PLAIN))) == before - 1


def test_what_the_site_prepares_can_be_made():
    """Its failure is kept silent elsewhere, since it would only take time."""
    from healthplans import suite
    from healthplans.site import asking, warm

    asking._ask(suite)
    warm._export(suite.plans_of(suite.districts()[0])[0])


def test_what_a_fork_has_asked_is_what_this_process_would_have(monkeypatch):
    from healthplans.site import asking
    from healthplans.suites import Suite

    suite = Suite()
    with asking.asked_beside(suite) as take:
        monkeypatch.delattr(asking, "_ask")  # here nothing is asked any more
        lists = suite.codelists()
        take()
    assert suite.codelists() is lists
    assert {"evidence", "measures"} <= {name for name, *_ in suite.answers}
    with asking.texts(fresh := Suite()):
        for name in ("findings", "measures"):
            pd.testing.assert_frame_equal(getattr(suite, name)(), getattr(fresh, name)())


def test_what_a_fork_cannot_ask_is_asked_here(monkeypatch):
    from healthplans.site import asking
    from healthplans.suites import Suite

    asked = []
    monkeypatch.setattr(asking, "_ask", lambda suite: asked.append(suite) or 1 / 0)
    with asking.asked_beside(suite := Suite()) as take, pytest.raises(ZeroDivisionError):
        take()
    assert asked == [suite]


def test_says_why_ordinary_kernels_were_used(tmp_path, monkeypatch):
    stop_server()
    # Arrow's allocator keeps its thread; those of OpenBLAS end at the first fork
    monkeypatch.setitem(server.UNTHREADED, "JE_ARROW_MALLOC_CONF", "background_thread:true")
    notebook = toys.write_notebook(tmp_path / "one.ipynb", "1 + 1")
    options = run.Options(preload=PRELOAD)
    summary = run.run([toys.job(notebook)], tmp_path / "out", toys.render, options)
    stop_server()
    assert summary.rendered == ["a"]
    assert "ordinary kernels were used" in summary.notes[0]
    assert "has threads" in summary.notes[0]


def test_pages_are_forked_however_long_the_usual_folder_is(tmp_path, monkeypatch):
    stop_server()
    folder = tmp_path / ("long" * 30)
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr("tempfile.tempdir", None)
    notebook = toys.write_notebook(tmp_path / "one.ipynb", "word")
    summary = run.run([toys.job(notebook)], tmp_path / "out", toys.render)
    sockets = cold.short_folder()
    stop_server()
    assert (summary.rendered, summary.notes) == (["a"], [])
    assert len(str(sockets / "s-99999")) < 100
    sockets.rmdir()


def test_an_ordinary_kernel_ends_with_its_parent_from_the_first_moment(tmp_path, monkeypatch):
    asked = {}

    async def start(_, **named):
        asked.update(named)

    monkeypatch.setattr("jupyter_client.manager.AsyncKernelManager.start_kernel", start)
    ear, mouth = os.pipe()
    if not (child := os.fork()):  # the parent of what stands for a kernel
        with contextlib.suppress(BaseException):
            asyncio.run(cold.own_kernel(tmp_path).start_kernel(extra=1))
            subprocess.Popen(["sleep", "60"], pass_fds=[mouth], preexec_fn=asked["preexec_fn"])
            os.write(mouth, b"kernel")
        os._exit(0)
    os.waitpid(child, 0)
    os.close(mouth)
    with os.fdopen(ear, "rb") as heard:
        assert heard.read(6) == b"kernel"
        assert select.select([heard], [], [], 5)[0], "it goes on"
