"""Whatever one page does, the others are made, and its own page shows what happened."""

import os
import shlex
import subprocess
import sys
import time
from multiprocessing import Pipe

import pytest
import toys

from healthplans.batch import fork, page, run
from healthplans.batch.fork import Fork
from healthplans.batch.jobs import Failure, Limits, papermill_command

# generous: what happens here is told apart by what it is, not by how long it takes
LIMITS = Limits(cell_seconds=120, output_bytes=1_000_000, memory_bytes=1_500_000_000)
# name, what the notebook does, the error its page names, and what the message holds
FAULTS = [
    ("raises", "raise ValueError('no such thing')", "ValueError", "no such thing"),
    ("raises_nothing", "raise ValueError()", "ValueError", ""),
    ("asserts", "assert False", "AssertionError", ""),
    ("is_out_of_memory", "raise MemoryError", "MemoryError", ""),
    ("is_interrupted", "raise KeyboardInterrupt", "KeyboardInterrupt", ""),
    ("is_no_exception", "raise BaseException('base')", "BaseException", "base"),
    ("quits", "import sys; sys.exit(3)", "SystemExit", "3"),
    ("talks", "raise ValueError('x' * 10 ** 7)", "ValueError", "letters more]"),
    ("interrupts", "import os; os.kill(os.getpid(), 2)", "KeyboardInterrupt", ""),
    ("asks", "input('who?')", "StdinNotImplementedError", "input"),
    ("quits_quietly", "import sys; sys.exit()", "SystemExit", ""),
    ("is_no_python", "get_ipython().run_cell('1 +').raise_error()", "SyntaxError", ""),
    ("asks_magic", "get_ipython().run_line_magic('nosuch', '')", "UsageError", "nosuch"),
    (
        "fails_in_a_thread",
        "import threading as t; t.Thread(target=lambda: 1 / 0, name='aside').start()",
        "ZeroDivisionError",
        "in the thread aside: division",
    ),
    ("exits", "import os; os._exit(7)", "DeadKernelError", "exit status 7"),
    ("exits_well", "import os; os._exit(0)", "DeadKernelError", "exit status 0"),
    ("killed", "import os; os.kill(os.getpid(), 9)", "DeadKernelError", "signal 9: Kill"),
    ("aborts", "import os; os.abort()", "DeadKernelError", "signal 6"),
    ("memory", "x = bytearray(10 ** 10)", "MemoryError", ""),
    ("prints", "print('x' * 10 ** 8)", "OutputLimitError", "1,000,000"),
    ("prints_for_ever", "while True: print('x' * 1000)", "OutputLimitError", "1,000,000"),
    (
        "shows",
        "display({'text/plain': 'x' * 10**7}, raw=True)",
        "OutputLimitError",
        "1,000,000",
    ),
]
FORKED_FAULTS = [
    ("calls_exit", "exit()", "SystemExit", "exit() was called"),
    ("others_print", "import os; os.system('yes')", "OutputLimitError", "1,000,000"),
    (
        "goes_deaf",
        "import os, time; os.closerange(3, 999); time.sleep(99)",
        "DeadKernelError",
        "",
    ),
]
GOOD = {
    "good": "pass",
    "starts": "import multiprocessing as m; p = m.Process(target=print); p.start(); p.join()",
    "leaves_a_thread": "import threading as t; t.Thread(target=t.Event().wait).start()",
    "ends_a_thread": "import threading as t; t.Thread(target=exit).start()",
    "leaves_a_process": "import subprocess as s; s.Popen(['sleep', '99'], process_group=0)",
    "loses_its_folder": "import os; os.mkdir(word); os.chdir(word); os.rmdir('../' + word)",
    "is_no_text": "import os; os.write(1, b'\\xff\\x80')",
    "forks": "import os\n    if os.fork() == 0:\n        os._exit(0)",
    "forks_on": "import os\n    os.fork()",
}


def write_cases(path, cases):
    lines = [f"if word == {name!r}:\n    {source}\n" for name, source in cases.items()]
    return toys.write_notebook(path, "".join(lines) + "word.upper()", "'the end'")


@pytest.fixture(scope="module", params=[True, False], ids=["forked", "cold"])
def faulty(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("faulty")
    faults = {name: source for name, source, *_ in FAULTS}
    faults |= {name: source for name, source, *_ in FORKED_FAULTS} if request.param else {}
    cases = faults | GOOD if request.param else {**faults, "good": "pass"}
    notebook = write_cases(folder / "faulty.ipynb", cases)
    options = run.Options(limits=LIMITS, warm=request.param, workers=3)
    listed = toys.jobs(notebook, cases)
    return run.run(listed, folder / "out", toys.render, options), folder / "out"


@pytest.mark.parametrize("fault", [*FAULTS, *FORKED_FAULTS], ids=lambda fault: fault[0])
def test_the_page_and_the_summary_name_the_error(faulty, fault):
    (name, _, error, message), (summary, out) = fault, faulty
    found = [failure for failure in summary.failed if failure["page"] == name]
    if fault in FORKED_FAULTS and "forks" not in summary.rendered:
        assert found == []  # an ordinary kernel is not asked
        return
    [failure] = found
    assert (failure["error"], failure["cell"]) == (error, 2)
    assert message in failure["message"]
    page = (out / "zh" / f"{name}.html").read_text()
    assert error in page
    assert "the end" not in page


@pytest.mark.parametrize("warm", [True, False], ids=["forked", "cold"])
def test_a_cell_that_never_ends_is_stopped(tmp_path, warm):
    notebook = write_cases(tmp_path / "loops.ipynb", {"loops": "while True: pass"})
    limits = Limits(cell_seconds=3)
    options = run.Options(limits=limits, warm=warm)
    summary = run.run([toys.job(notebook, "loops")], tmp_path / "out", toys.render, options)
    [failure] = summary.failed
    assert (failure["error"], failure["cell"]) == ("CellTimeoutError", 2)
    assert "more than 3 s" in failure["message"]


def test_time_without_a_core_is_not_the_cell_s_own(monkeypatch):
    asked = iter([0.0, 10.0])
    clock = iter([0.0, 12.0, 12.0])
    monkeypatch.setattr(fork, "_queued", lambda pid: next(asked))
    monkeypatch.setattr(fork.time, "monotonic", lambda: next(clock))
    one = fork.Fork(lambda teller: None, Limits(cell_seconds=3), [])
    one.pid = 0
    one._take_time()
    assert not one._is_late()
    asked = iter([0.0])
    assert one._is_late()


def test_an_error_without_words_is_said_by_its_name():
    assert str(Failure(3, "ValueError", "")) == "cell 3: ValueError"
    assert str(Failure(None, "ValueError", " \n ")) == "ValueError"
    assert str(Failure(3, "ValueError", "a: b\nc")) == "cell 3: ValueError: a: b"


def test_the_other_pages_are_made(faulty):
    summary, out = faulty
    assert set(summary.rendered) in ({"good"}, set(GOOD))
    assert summary.exit_status == 1
    for name in summary.rendered:
        assert "the end" in (out / "zh" / f"{name}.html").read_text()


def test_pages_that_failed_are_small(faulty):
    _, out = faulty
    assert all(len(content) < 2_100_000 for content in toys.written(out).values())


def test_the_command_of_the_summary_runs_the_notebook_again(tmp_path):
    notebook = toys.write_notebook(tmp_path / "codes.ipynb", "word + 'x'")
    command = shlex.split(papermill_command(toys.job(notebook, "007")))
    subprocess.run(
        [sys.executable, "-m", *command], check=True, capture_output=True, cwd=tmp_path
    )
    assert "\"'007x'\"" in (tmp_path / "007.ipynb").read_text()


def test_a_page_that_cannot_be_rendered_shows_why(tmp_path):
    notebook = toys.write_notebook(tmp_path / "one.ipynb", "word")
    options = run.Options(warm=False)
    summary = run.run([toys.job(notebook)], tmp_path / "out", toys.render_never, options)
    assert summary.failed[0]["error"] == "ValueError"
    assert "cannot be rendered" in (tmp_path / "out/zh/a.html").read_text()


def test_a_kernel_that_cannot_start_is_the_page_s_failure(tmp_path, monkeypatch):
    notebook = toys.write_notebook(tmp_path / "one.ipynb", "word")
    monkeypatch.setattr("healthplans.batch.cold.short_folder", _no_folder)
    executed, failure = page.execute(toys.job(notebook), Limits())
    assert failure is not None
    assert failure.error == "OSError"
    assert "no room" in toys.texts(executed)[0]


def _no_folder():
    raise OSError("no room")


@pytest.mark.parametrize("how", [toys.render_and_die_once, toys.render_and_kill_once])
@pytest.mark.parametrize("warm", [True, False], ids=["forked", "cold"])
def test_a_worker_that_is_killed_is_replaced_and_its_page_made(
    tmp_path, monkeypatch, how, warm
):
    monkeypatch.setenv("TOYS_MARK", str(tmp_path / "mark"))
    notebook = toys.write_notebook(tmp_path / "one.ipynb", "word")
    options = run.Options(warm=warm, workers=2)
    if how is toys.render_and_kill_once and not warm:
        how = toys.render_and_die_once  # the worker itself renders
    summary = run.run(toys.jobs(notebook, "abcd"), tmp_path / "out", how, options)
    assert (summary.rendered, summary.failed) == (["a", "b", "c", "d"], [])
    assert (tmp_path / "mark").exists()


@pytest.mark.parametrize("warm", [True, False], ids=["forked", "cold"])
def test_a_page_that_kills_who_renders_it_twice_is_given_up(tmp_path, warm):
    notebook = toys.write_notebook(tmp_path / "one.ipynb", "word")
    options = run.Options(warm=warm, workers=2)
    summary = run.run(
        toys.jobs(notebook, "abc"), tmp_path / "out", toys.render_and_die, options
    )
    assert summary.rendered == ["a", "c"]
    [failure] = summary.failed
    assert failure["error"] == ("DeadKernelError" if warm else "WorkerDiedError")


def test_a_batch_that_gives_nothing_is_never_good(tmp_path, monkeypatch):
    monkeypatch.setattr(run.Pool, "results", lambda self, *given: (_ for _ in ()))
    notebook = toys.write_notebook(tmp_path / "one.ipynb", "word")
    summary = run.run(toys.jobs(notebook, "ab"), tmp_path / "out", toys.render)
    assert [failure["error"] for failure in summary.failed] == ["NotMadeError"] * 2
    assert summary.exit_status == 1


@pytest.mark.skipif(sys.platform != "linux", reason="pages are forked on Linux only")
def test_the_cell_that_printed_too_much_is_named_however_late_it_is_heard(monkeypatch):
    def work(teller):
        teller.tell("cell", 2)
        os.write(1, b"y" * 2_000_000)
        time.sleep(99)

    monkeypatch.setattr(Fork, "_listen", lambda fork, ready: time.sleep(0.01))
    # the other children of this process are not the page's
    monkeypatch.setattr(fork, "clear_strays", lambda: None)
    held, other = Pipe(duplex=False)
    page_fork = Fork(work, Limits(output_bytes=1_000_000), [held])
    error, _ = page_fork.follow()
    assert (error, page_fork.cell) == ("OutputLimitError", 2)
    other.close()
