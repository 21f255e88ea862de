"""A kernel forked from the warm process is as good as a fresh one and leaves nothing."""

import ast
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
import toys
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import KernelManager

from healthplans import kernels
from healthplans.batch.execute import execute
from healthplans.batch.jobs import Limits
from healthplans.kernels import forks, listing, parents, warmth
from healthplans.kernels.managers import PromptManager

pytestmark = pytest.mark.skipif(not kernels.can_fork(), reason="kernels cannot be forked here")

REPORT = (
    "import healthplans\nimport plotly.express as px\n"
    "table = healthplans.observations()\n"
    "shown = table[table.district == word].head(5)[['label_text', 'value_text']]\nshown",
    "px.bar(shown.reset_index(), x='label_text', y='index', title=word)",
    "import matplotlib.pyplot as plt\nplt.subplots()[1].plot([1, 2])\nplt.show()",
    "import warnings\nwarnings.warn('careful')",
    "shown.style.set_uuid('one')",
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
    "environment": {k: v for k, v in os.environ.items() if k not in ("JPY_PARENT_PID",)},
    "folder": os.getcwd(), "path": sys.path, "locale": locale.getlocale(),
    "interrupt": str(signal.getsignal(signal.SIGTERM)),
    "mask": str(signal.pthread_sigmask(0, [])),
    "log": logging.getLogger().level, "limit": sys.getrecursionlimit(), "args": len(sys.argv),
    "main": __name__, "names": sorted(n for n in dir() if not n.startswith("_")),
}, sort_keys=True)
"""


def run(notebook, *, warm=True, word="340102"):
    executed, failure, _ = execute(toys.job(notebook, word), Limits(), warm=warm)
    assert failure is None, str(failure)
    return executed


def said(notebook):
    return toys.texts(notebook)[-1]


def state(notebook, **how):
    return json.loads(ast.literal_eval(said(run(notebook, **how))))


def test_warm_and_ordinary_kernels_give_the_same_bytes(tmp_path):
    report = toys.write_notebook(tmp_path / "report.ipynb", *REPORT)
    warm, cold = (nbformat.writes(run(report, warm=choice)) for choice in (True, False))
    assert warm == cold
    assert "image/png" in warm
    assert "application/vnd.plotly" in warm


def test_papermill_itself_gives_the_same_outputs(tmp_path):
    report = toys.write_notebook(tmp_path / "report.ipynb", *REPORT[:3])
    ours = run(report)
    command = [sys.executable, "-m", "papermill", str(report), "x.ipynb", "-k", "python3"]
    subprocess.run(
        [*command, "-r", "word", "340102"], check=True, cwd=tmp_path, capture_output=True
    )
    plain = nbformat.read(tmp_path / "x.ipynb", 4)
    assert toys.outputs(plain) == toys.outputs(ours)


def test_a_warm_kernel_finds_what_an_ordinary_one_finds(tmp_path):
    notebook = toys.write_notebook(tmp_path / "state.ipynb", STATE)
    warm, cold = (state(notebook, warm=choice) for choice in (True, False))
    assert warm == cold


SPOIL = (
    "import os, random, numpy as np, pandas as pd\n"
    "import matplotlib as mpl, plotly.io as pio, healthplans\n"
    "mpl.rcParams['figure.dpi'] = 7; pio.templates.default = 'plotly_dark'\n"
    "healthplans.spoilt = True; os.environ['SPOILT'] = '1'; os.chdir('/')\n"
    "pd.set_option('display.max_rows', 3); random.seed(1); np.random.seed(1)"
)


def test_nothing_one_notebook_does_reaches_the_next(tmp_path):
    notebook = toys.write_notebook(tmp_path / "state.ipynb", STATE)
    before = state(notebook)
    run(toys.write_notebook(tmp_path / "spoil.ipynb", SPOIL))
    assert state(notebook) == before


def test_each_kernel_has_random_numbers_of_its_own(tmp_path):
    source = (
        "import random, uuid, numpy as np\n(random.random(), np.random.rand(), uuid.uuid4())"
    )
    dice = toys.write_notebook(tmp_path / "dice.ipynb", source)
    assert said(run(dice)) != said(run(dice))


def test_a_kernel_can_use_the_threads_of_arrow(tmp_path):
    source = (
        "import pyarrow as pa\n"
        "pa.set_cpu_count(4)\n"
        "table = pa.table({'key': [1, 2] * 200_000, 'value': [1] * 400_000})\n"
        "table.group_by('key', use_threads=True).aggregate([('value', 'sum')]).num_rows"
    )
    assert said(run(toys.write_notebook(tmp_path / "threads.ipynb", source))) == "2"


def start(folder, source="import time; time.sleep(600)"):
    """Start a process that executes a notebook which never ends; give it and its kernel."""
    mark = folder / "kernel"
    notebook = toys.write_notebook(
        folder / "long.ipynb",
        f"import os\nopen({str(mark)!r}, 'w').write(str(os.getpid()))",
        source,
    )
    code = (
        "import sys, pathlib; sys.path.insert(0, sys.argv[2]); import toys\n"
        "from healthplans.batch.execute import execute\n"
        "from healthplans.batch.jobs import Limits\n"
        "execute(toys.job(pathlib.Path(sys.argv[1])), Limits())"
    )
    owner = subprocess.Popen(
        [sys.executable, "-c", code, notebook, Path(toys.__file__).parent]
    )
    assert toys.eventually(lambda: mark.exists() and mark.read_text(), 60)
    return owner, int(mark.read_text())


def parent_of(pid):
    return next(parent for number, parent, _ in toys.processes() if number == pid)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_no_process_outlives_its_owner(tmp_path, number):
    owner, kernel = start(tmp_path)
    zygote = parent_of(kernel)
    owner.send_signal(number)
    owner.wait(30)
    assert toys.eventually(lambda: not toys.is_running(kernel) and not toys.is_running(zygote))


def test_kernels_die_with_the_zygote(tmp_path):
    owner, kernel = start(tmp_path)
    os.kill(parent_of(kernel), signal.SIGKILL)
    assert toys.eventually(lambda: not toys.is_running(kernel))
    owner.wait(30)


def test_what_a_notebook_starts_ends_with_it(tmp_path):
    source = (
        "import subprocess\n"
        "usual = subprocess.Popen(['sleep', '600'])\n"
        "apart = subprocess.Popen(['sleep', '600'], start_new_session=True)\n"
        "forked = os.fork() or (os.setsid(), __import__('time').sleep(600))\n"
        "(usual.pid, apart.pid, forked)"
    )
    notebook = toys.write_notebook(tmp_path / "forks.ipynb", "import os", source)
    pids = [int(pid) for pid in said(run(notebook)).strip("()").split(",")]
    assert toys.eventually(lambda: not any(toys.is_running(pid) for pid in pids))


@pytest.fixture
def manager():
    PromptManager()  # makes the provisioner known where the package is not installed
    specs = KernelSpecManager(kernel_dirs=[str(kernels.KERNELSPEC.parent)])
    made = KernelManager(kernel_name=kernels.KERNEL, kernel_spec_manager=specs)
    made.start_kernel()
    yield made
    if made.has_kernel:
        made.shutdown_kernel()


def test_a_kernel_can_be_interrupted_restarted_and_shut_down(manager):
    client = manager.blocking_client()
    client.start_channels()
    client.wait_for_ready(timeout=60)
    message = client.execute("import time; print(1, flush=True); time.sleep(60)")
    while (
        client.get_iopub_msg(timeout=10)["msg_type"] != "stream"
    ):  # it is in the cell by then
        pass
    manager.interrupt_kernel()
    reply = client.get_shell_msg(timeout=10)
    assert (reply["parent_header"]["msg_id"], reply["content"]["ename"]) == (
        message,
        "KeyboardInterrupt",
    )
    first = manager.provisioner.pid
    manager.restart_kernel()
    client.wait_for_ready(timeout=30)
    second = manager.provisioner.pid
    client.stop_channels()
    manager.shutdown_kernel()
    assert first != second
    assert toys.eventually(lambda: not toys.is_running(first) and not toys.is_running(second))
    assert not Path(manager.connection_file).parent.exists()


def test_a_kernel_never_shows_older_data_than_the_files(tmp_path, monkeypatch):
    import shutil

    from healthplans.paths import data_folder

    copy = tmp_path / "data"
    shutil.copytree(data_folder(), copy)
    monkeypatch.setenv("HEALTHPLANS_DATA", str(copy))
    count = toys.write_notebook(
        tmp_path / "count.ipynb",
        "import healthplans\nlen(healthplans.observations().plan.unique())",
    )
    before = int(said(run(count)))
    shutil.rmtree(copy / "plans" / "340102-2021")
    assert int(said(run(count))) == before - 1


def test_says_why_it_starts_an_ordinary_kernel(tmp_path, monkeypatch, caplog):
    monkeypatch.setattr("healthplans.kernels.parents.can_fork", lambda: False)
    notebook = toys.write_notebook(tmp_path / "one.ipynb", "1 + 1")
    assert said(run(notebook)) == "2"
    assert "an ordinary kernel is started" in caplog.text
    assert "cannot fork" in caplog.text


def test_refuses_to_fork_a_process_with_threads(monkeypatch):
    monkeypatch.setitem(parents.UNTHREADED, "OPENBLAS_NUM_THREADS", "3")
    monkeypatch.setattr(parents, "_hopeless", [])
    parent = parents.Parent({**os.environ})
    with pytest.raises(parents.ColdStartError, match="has threads"):
        parent.wait()


def test_sockets_fit_into_a_path_however_long_the_usual_folder_is(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / ("long" * 30)))
    folder = parents.runtime_folder(None)
    inner = parents.runtime_folder(folder)
    assert len(str(inner / "s-99999")) < 100
    inner.rmdir()
    folder.rmdir()


def test_birthmarks_are_the_variables_that_libraries_read():
    found = warmth.birthmarks({"PYTHONPATH": "x", "HOME": "y", "HEALTHPLANS_ZYGOTE": "z"})
    assert found == {"PYTHONPATH": "x"}


@pytest.mark.parametrize(
    ("arguments", "settings"),
    [
        (
            ["-f", "k.json", "--HistoryManager.hist_file=:memory:"],
            {
                "IPKernelApp": {"connection_file": "k.json"},
                "HistoryManager": {"hist_file": ":memory:"},
            },
        ),
        (["-f", "k.json", "--debug"], {}),
        (["--pylab=inline"], {}),
        (["-f"], {}),
    ],
)
def test_arguments_are_read_in_full_or_left_to_the_kernels_own_parser(arguments, settings):
    assert forks._settings(arguments) == settings


MODULES = """
import sys, ipykernel.ipkernel, pandas
files = {getattr(module, "__file__", None) for module in list(sys.modules.values())}
listed = get_ipython().kernel._kernel_modules
started_as = {name for name in listed if name.endswith("zygote.py")}
(ipykernel.ipkernel.sys is sys, pandas.__file__ in listed, set(listed) - files == started_as)
"""


def test_a_kernel_knows_the_files_of_the_modules_that_are_there(tmp_path):
    notebook = toys.write_notebook(tmp_path / "modules.ipynb", MODULES)
    assert ast.literal_eval(said(run(notebook))) == (True, True, True)


def test_gathering_leaves_the_modules_as_they_are():
    before = list(sys.modules.items())
    listing.gather()
    assert list(sys.modules.items()) == before


HELD = """
from pathlib import Path
from healthplans.kernels import large_pages

def in_large_pages():
    rollup = Path("/proc/self/smaps_rollup").read_text()
    return int(rollup.split("AnonHugePages:")[1].split()[0]) * 1024

held = b"".join(bytes([number]) * 2**20 for number in range(64))
none, before = large_pages.gather(2**40), in_large_pages()
gathered = large_pages.gather(2**20)
ends = [(held[number * 2**20], held[(number + 1) * 2**20 - 1]) for number in range(64)]
intact = ends == [(number, number) for number in range(64)]
(none, intact, gathered <= in_large_pages(), in_large_pages() >= before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="large pages are those of Linux")
def test_memory_brought_together_is_the_same_memory(tmp_path):
    notebook = toys.write_notebook(tmp_path / "held.ipynb", HELD)
    assert ast.literal_eval(said(run(notebook))) == (0, True, True, True)
