"""What people and other programs hand in: odd notebooks, words given twice."""

import asyncio
import contextlib
import csv
import errno
import io
import json
import logging
import os
import resource
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import matplotlib as mpl
import nbformat
import numpy as np
import pandas as pd
import pytest
from ipykernel.ipkernel import IPythonKernel
from jupyter_client.session import Session

from healthplans import cli
from healthplans.batch import parameters
from healthplans.batch.jobs import Job
from healthplans.batch.kernel import Kernel
from healthplans.batch.page import _filled_in
from healthplans.commands import arguments, beginnings, environment, machine, process
from healthplans.commands.arguments import output_folder
from healthplans.errors import InputError
from healthplans.imports import read_notebook
from healthplans.paths import project_folder


def odd(kind):
    """Give a notebook as other programs, hands or versions leave it, and what is wrong."""
    cell = {"cell_type": "code", "metadata": {}, "source": "1", "outputs": []}
    whole = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}}
    own = {"outputs": [{"output_type": "bogus"}], "execution_count": 9}
    kinds = {
        "no source": ([{k: cell[k] for k in cell if k != "source"}], "cells/0: .*'source'"),
        "no kind": ([{"metadata": {}, "source": ""}], "cells/0"),
        "a number": ([cell | {"source": 5}], "cells/0/source: found '5"),
        "tags that are none": ([cell | {"metadata": {"tags": None}}], "cells/0/metadata/tags"),
        "half a character": ([cell | {"source": "\ud800"}], "UnicodeEncodeError"),
        "the same ids": ([cell | {"id": "x"}] * 2, ""),
        "no ids, no outputs": ([{k: cell[k] for k in cell if k != "outputs"}] * 2, ""),
        "ids that are none": ([cell | {"id": "x y"}], ""),
        "outputs that are none": ([cell | own], ""),
    }
    cells, wrong = kinds[kind]
    return whole | {"cells": cells}, wrong


@pytest.mark.parametrize("kind", ["no source", "no kind", "a number", "tags that are none",
                                  "half a character"])  # fmt: skip
def test_a_notebook_that_no_cell_can_be_taken_from_is_refused_with_the_cell(tmp_path, kind):
    content, wrong = odd(kind)
    (tmp_path / "odd.ipynb").write_text(json.dumps(content))
    with pytest.raises(InputError, match=wrong):
        read_notebook(tmp_path / "odd.ipynb")


@pytest.mark.parametrize("kind", ["the same ids", "no ids, no outputs", "ids that are none",
                                  "outputs that are none"])  # fmt: skip
@pytest.mark.parametrize(("minor", "mark"), [(0, b""), (5, b"\xef\xbb\xbf")])
def test_a_notebook_read_twice_is_the_same_without_a_warning(
    tmp_path, recwarn, kind, minor, mark
):
    content, _ = odd(kind)
    path = tmp_path / "odd.ipynb"
    path.write_bytes(mark + json.dumps(content | {"nbformat_minor": minor}).encode())
    read = read_notebook(path)
    assert read == read_notebook(path)
    assert len({cell.id for cell in read.cells}) == len(read.cells)
    assert [cell.outputs for cell in read.cells] == [[]] * len(read.cells)
    assert not recwarn.list


def test_a_notebook_of_format_3_can_be_filled_in(tmp_path):
    cells = [nbformat.v3.new_code_cell("1 + 1")]
    old = nbformat.v3.new_notebook(worksheets=[nbformat.v3.new_worksheet(cells=cells)])
    path = tmp_path / "old.ipynb"
    path.write_text(json.dumps(old))
    filled = _filled_in(Job("zh/old", path, "zh/old.html"), None)
    assert [(cell.id, cell.source) for cell in filled.cells] == [("cell-0", "1 + 1")]


def test_parameters_without_a_cell_for_them_are_refused(tmp_path):
    path = tmp_path / "none.ipynb"
    path.write_text(json.dumps(odd("the same ids")[0]))
    with pytest.raises(InputError, match="tagged `parameters`"):
        parameters.check([Job("a", path, "a.html", {"lang": "zh"})])


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        (["docx", "--lang", "zh", "--lang=en"], False),
        (["docx", "--lang", "zh", "--lang", "zh"], True),
        (["docx", "--district", "1", "--district", "2"], True),
        (["render", "--quiet", "--quiet", "--lang", "zh"], True),
        (["audit", "--document", "a", "--plan", "b"], True),
        (["nosuch", "--lang", "zh", "--lang", "en"], True),
        ([], True),
    ],
)
def test_an_option_of_which_only_the_last_would_count_is_refused(words, kept):
    with contextlib.ExitStack() as stack:
        if not kept:
            stack.enter_context(pytest.raises(InputError, match="--lang: found 'zh and en'"))
        arguments.check_once(words, cli.typer_app)


def test_a_full_temporary_folder_is_told_by_the_doctor(monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    class Taking(io.BytesIO):
        write = full

    monkeypatch.setattr(environment.tempfile, "TemporaryFile", lambda dir: Taking())
    assert machine.temporary() == (
        "no",
        "cannot be written, or is full: set TMPDIR to another",
    )
    assert machine.home()[0] == machine.project()[0] == "no"


@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize("lost", [False, True])
def test_ctrl_c_is_never_lost_and_ends_at_once_when_it_is_repeated(times, lost):
    program = (
        "import os, signal\n"
        "from healthplans.commands import process\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "process.take_interrupts()\n"
        "class Odd:\n"
        "    def __del__(self): os.kill(os.getpid(), signal.SIGINT); list(range(9))\n"
        "try:\n"
        f"    {'Odd()' if lost else 'os.kill(os.getpid(), signal.SIGINT)'}\n"
        "    print('went on')\n"
        "except KeyboardInterrupt:\n"
        f"    if {times} == 2: os.kill(os.getpid(), signal.SIGINT)\n"
        "    print('in order')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    in_order = times == 1 and not lost
    assert (done.returncode, done.stderr) == (0 if in_order else 130, "")
    assert done.stdout == ("in order\n" if in_order else "")


@pytest.mark.parametrize(("allowed", "last"), [(900, 898), (3, 1), (2, 1)])
def test_the_end_of_the_time_of_a_core_is_said_before_the_system_kills(
    monkeypatch, allowed, last
):
    asked = []
    monkeypatch.setattr(resource, "getrlimit", lambda _: (allowed, allowed))
    monkeypatch.setattr(resource, "setrlimit", lambda _, both: asked.append(both))
    kept = signal.getsignal(signal.SIGXCPU)
    process._prepare_time()
    try:
        with pytest.raises(SystemExit, match=r"the time of a core .* is over"):
            os.kill(os.getpid(), signal.SIGXCPU)
    finally:
        signal.signal(signal.SIGXCPU, kept)
    assert asked == [(last, allowed)]


def test_less_time_than_is_needed_to_say_so_is_said_at_once(monkeypatch):
    kept = signal.getsignal(signal.SIGXCPU)
    monkeypatch.setattr(resource, "getrlimit", lambda _: (1, 1))
    try:
        with pytest.raises(SystemExit, match=r"the time of a core .* is over"):
            process._prepare_time()
    finally:
        signal.signal(signal.SIGXCPU, kept)


def test_a_kernel_that_fails_by_itself_answers_all_the_same(monkeypatch):
    async def failing(*_):
        raise OSError(errno.EINVAL, "Invalid argument")

    sent = []
    monkeypatch.setattr(IPythonKernel, "execute_request", failing)
    monkeypatch.setattr(Session, "send", lambda _, *what, **named: sent.append((what, named)))
    kernel = Kernel.__new__(Kernel)
    kernel.session = Session(key=b"")
    asked = kernel.execute_request("stream", b"who", {"asked": 1})
    with ThreadPoolExecutor(1) as apart:  # this thread may have a loop that runs
        apart.submit(asyncio.run, asked).result()
    (stream, kind, said, parent), named = sent[0]
    assert (stream, kind, parent, named) == (
        "stream",
        "execute_reply",
        {"asked": 1},
        {"ident": b"who"},
    )
    assert (said["status"], said["ename"]) == ("error", "OSError")
    assert said["evalue"] == "[Errno 22] Invalid argument"


def test_settings_that_no_command_needs_are_taken_out(monkeypatch):
    monkeypatch.setenv("MPLBACKEND", "garbage")
    monkeypatch.setenv("PANDAS_FUTURE_INFER_STRING", "0")
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    printing = {"ARROW_IO_THREADS", "LD_DEBUG", "MIMALLOC_SHOW_STATS", "OPENBLAS_VERBOSE"}
    for name in printing:
        monkeypatch.setenv(name, "x")
    environment.forget()
    gone = {"MPLBACKEND", "PANDAS_FUTURE_INFER_STRING", *printing}
    assert {*gone, "LANG"} & {*os.environ} == {"LANG"}


def test_a_signal_that_who_starts_it_has_blocked_is_heard():
    needed = {signal.SIGCHLD, signal.SIGALRM, signal.SIGINT, signal.SIGTERM}
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {*needed, signal.SIGUSR1})
    try:
        process.open_streams()
        assert signal.pthread_sigmask(signal.SIG_BLOCK, ()) & needed == set()
        assert signal.SIGUSR1 in signal.pthread_sigmask(signal.SIG_BLOCK, ())
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@pytest.fixture
def as_before():
    """Have the libraries as they were, whatever the test sets and the code restores."""
    root, limit = logging.root, csv.field_size_limit()
    handlers, level = [*root.handlers], root.level
    yield
    root.handlers[:], root.level = handlers, level
    csv.field_size_limit(limit)
    beginnings.restore()
    root.handlers[:], root.level = handlers, level


@pytest.mark.usefixtures("as_before")
@pytest.mark.filterwarnings("ignore:The 'future.infer_string' option")
def test_what_a_start_up_file_has_set_of_libraries_is_undone():
    value = np.float64(0.1) + np.float64(0.2)
    usual = str(value), str(np.array([value])), pd.DataFrame({"x": [value]}).to_csv()
    np.set_printoptions(legacy="1.13", precision=2)
    np.seterr(all="raise")
    pd.set_option("display.precision", 2)
    pd.set_option("future.infer_string", False)
    csv.field_size_limit(10)
    csv.register_dialect("excel", delimiter=";")
    logging.root.addHandler(logging.StreamHandler())
    logging.root.setLevel(1)
    mpl.rcParams["text.usetex"] = True
    beginnings.restore()
    assert usual == (str(value), str(np.array([value])), pd.DataFrame({"x": [value]}).to_csv())
    assert np.geterr() == {**dict.fromkeys(np.geterr(), "warn"), "under": "ignore"}
    assert pd.get_option("display.precision") == 6
    assert pd.Series(["x"]).dtype == "str"
    assert [*csv.reader(["a,b", "c" * 20])] == [["a", "b"], ["c" * 20]]
    assert (logging.root.handlers, logging.root.level) == ([], logging.WARNING)
    assert not mpl.rcParams["text.usetex"]


def test_no_library_is_imported_to_undo_what_nobody_has_set():
    code = "import sys; from healthplans.commands import beginnings; beginnings.restore(); "
    code += "sys.exit(bool({'numpy', 'pandas', 'matplotlib'} & {*sys.modules}))"
    library = {**os.environ, "PYTHONPATH": str(project_folder() / "lib")}
    assert (
        subprocess.run([sys.executable, "-c", code], env=library, check=False).returncode == 0
    )


def test_an_output_folder_below_one_that_is_gone_is_refused(monkeypatch, tmp_path):
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    with pytest.raises(InputError, match="the one that you are in is gone"):
        output_folder(Path("site"))


def test_a_kernel_that_dies_of_the_same_interruption_is_no_news():
    program = (
        "import asyncio, gc, nbformat, pathlib\n"
        "from healthplans.site import store\n"
        "left, loops = [], []\n"
        "async def dying(): raise store.DeadKernelError('Kernel died')\n"
        "def interrupted(self, **named):\n"
        "    loop = asyncio.new_event_loop()\n"
        "    loops.append(loop)\n"
        "    left.append(loop.create_task(dying()))\n"
        "    loop.run_until_complete(asyncio.sleep(0.01))\n"
        "    raise KeyboardInterrupt\n"
        "store._Client.execute = interrupted\n"
        "try: store._execute(nbformat.v4.new_notebook(), pathlib.Path('.'))\n"
        "except KeyboardInterrupt: print('interrupted')\n"
        "left.clear(); gc.collect(); loops[0].close()\n"
    )
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.stderr) == ("interrupted", "")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_what_ends_the_storing_of_notebooks_is_no_fault_of_a_kernel(tmp_path, number):
    cell = f"import os; os.kill(os.getppid(), {number.value}); import time; time.sleep(60)"
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell)])
    (tmp_path / "notebooks").mkdir()
    nbformat.write(notebook, tmp_path / "notebooks" / "one.ipynb")
    program = (
        "import sys, pathlib\n"
        "from healthplans.site import store\n"
        "place = pathlib.Path(sys.argv[1])\n"
        "store.notebooks_folder = lambda: place / 'notebooks'\n"
        "from healthplans.cli import app\n"
        "sys.argv[1:] = ['store']\n"
        "app()\n"
    )
    command = [sys.executable, "-c", program, tmp_path]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    status = 130 if number == signal.SIGINT else -number
    assert (done.returncode, done.stderr.strip(), done.stdout) == (status, "", "")
