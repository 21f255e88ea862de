"""Whatever one page does, the others are made, and its own page shows what happened."""

import shlex
import subprocess
import sys

import pytest
import toys

from healthplans.batch import pool, run
from healthplans.batch.execute import execute
from healthplans.batch.jobs import Limits, papermill_command
from healthplans.kernels import can_fork

LIMITS = Limits(cell_seconds=3, output_bytes=1_000_000, memory_bytes=1_500_000_000)
# name, what the notebook does, the error its page names, and what the message holds
FAULTS = [
    ("raises", "raise ValueError('no such thing')", "ValueError", "no such thing"),
    ("loops", "while True: pass", "CellTimeoutError", "more than 3 s"),
    ("exits", "import os; os._exit(7)", "DeadKernelError", "exit status 7"),
    ("killed", "import os; os.kill(os.getpid(), 9)", "DeadKernelError", "signal 9"),
    ("memory", "x = bytearray(10 ** 10)", "MemoryError", ""),
    ("prints", "print('x' * 10 ** 8)", "OutputLimitError", "1,000,000"),
    ("prints_for_ever", "while True: print('x' * 1000)", "OutputLimitError", "1,000,000"),
    ("quits", "import sys; sys.exit(3)", "SystemExit", "3"),
]
CASES = "import time\n" + "\n".join(
    f"if word == {name!r}:\n    {source}" for name, source, *_ in FAULTS if name != "loops"
)
CASES += "\nif word == 'loops':\n    while True: pass\n"
CASES += "if word == 'forks':\n    import os\n    if os.fork() == 0:\n        os._exit(0)\n"
CASES += "word.upper()"


@pytest.fixture(scope="module", params=[True, False], ids=["warm", "cold"])
def faulty(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("faulty")
    notebook = toys.write_notebook(folder / "faulty.ipynb", CASES, "'the end'")
    names = [name for name, *_ in FAULTS] + ["good", "forks"]
    options = run.Options(limits=LIMITS, warm=request.param, workers=3)
    return run.run(
        toys.jobs(notebook, names), folder / "out", toys.render, options
    ), folder / "out"


@pytest.mark.parametrize(("name", "source", "error", "message"), FAULTS)
def test_the_page_and_the_summary_name_the_error(faulty, name, source, error, message):
    summary, out = faulty
    [failure] = [failure for failure in summary.failed if failure["page"] == name]
    assert (failure["error"], failure["cell"]) == (error, 2)
    assert message in failure["message"]
    page = (out / "zh" / f"{name}.html").read_text()
    assert error in page
    assert "the end" not in page


def test_the_other_pages_are_made(faulty):
    summary, out = faulty
    assert summary.rendered == ["forks", "good"]
    assert summary.exit_status == 1
    assert "the end" in (out / "zh" / "good.html").read_text()
    assert "the end" in (out / "zh" / "forks.html").read_text()


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
    monkeypatch.setattr("healthplans.kernels.provisioners.runtime_folder", _no_folder)
    executed, failure, _ = execute(toys.job(notebook), Limits(), warm=False)
    assert failure is not None
    assert failure.error == "OSError"
    assert "no room" in toys.texts(executed)[0]


def _no_folder(within):
    raise OSError("no room")


def test_a_worker_that_is_killed_is_replaced_and_its_page_made(tmp_path, monkeypatch):
    monkeypatch.setenv("TOYS_MARK", str(tmp_path / "mark"))
    notebook = toys.write_notebook(tmp_path / "one.ipynb", "word")
    listed = toys.jobs(notebook, "abcd")
    options = run.Options(warm=False, workers=2)
    summary = run.run(listed, tmp_path / "out", toys.render_and_die_once, options)
    assert (summary.rendered, summary.failed) == (["a", "b", "c", "d"], [])
    assert (tmp_path / "mark").exists()


@pytest.mark.skipif(not can_fork(), reason="kernels cannot be forked here")
def test_workers_that_take_over_use_the_same_warm_process(tmp_path, monkeypatch):
    monkeypatch.setattr(pool, "LIFETIME", 1)
    notebook = toys.write_notebook(tmp_path / "parent.ipynb", "import os\nos.getppid()")
    summary = run.run(toys.jobs(notebook, "abcdef"), tmp_path / "out", toys.render)
    pages = (tmp_path / "out" / "zh").iterdir()
    parents = {page.read_text().splitlines()[-1] for page in pages}
    assert summary.rendered == list("abcdef")
    assert len(parents) == 1


def test_a_page_that_kills_its_worker_twice_is_given_up(tmp_path):
    notebook = toys.write_notebook(tmp_path / "one.ipynb", "word")
    options = run.Options(warm=False, workers=2)
    summary = run.run(
        toys.jobs(notebook, "abc"), tmp_path / "out", toys.render_and_die, options
    )
    assert summary.rendered == ["a", "c"]
    assert [failure["error"] for failure in summary.failed] == ["WorkerDiedError"]
