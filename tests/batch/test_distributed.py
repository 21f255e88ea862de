"""The same jobs on the workers of a dask scheduler: same pages, even when a worker is lost."""

import contextlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
import toys

from healthplans.batch import distributed as machines
from healthplans.batch import jobs, run
from healthplans.errors import SchedulerError

pytest.importorskip("distributed", reason="the extra `distributed` is not installed")


def launch(module, *arguments):
    environment = {**os.environ}
    environment["PYTHONPATH"] += os.pathsep + str(Path(toys.__file__).parent)
    command = [sys.executable, "-m", module, *map(str, arguments), "--no-dashboard"]
    return subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


@pytest.fixture
def cluster(tmp_path):
    """The address of a scheduler on loopback and its two worker processes."""
    file = tmp_path / "scheduler.json"
    with contextlib.ExitStack() as stack:
        started = [
            launch(
                "distributed.cli.dask_scheduler",
                "--host",
                "127.0.0.1",
                "--port",
                0,
                "--scheduler-file",
                file,
            )
        ]
        stack.callback(lambda: [process.kill() or process.wait() for process in started])
        assert toys.eventually(file.exists, 60)
        for _ in range(2):
            started.append(
                launch(
                    "distributed.cli.dask_worker",
                    "--scheduler-file",
                    file,
                    "--nthreads",
                    1,
                    "--no-nanny",
                    "--local-directory",
                    tmp_path,
                )
            )
        address = address_of(file)
        assert toys.eventually(lambda: workers(address) == 2, 60)
        yield address, started[1:]


def address_of(file):
    return json.loads(file.read_text())["address"]


def workers(address):
    from distributed import Client

    with Client(address, timeout=30, set_as_default=False) as client:
        return len(client.scheduler_info()["workers"])


def test_a_worker_lost_in_mid_run_costs_no_page(cluster, tmp_path):
    address, started = cluster
    notebook = toys.write_notebook(
        tmp_path / "slow.ipynb", "import time; time.sleep(0.5)", "word"
    )
    listed, usual = toys.jobs(notebook, "abcdefgh"), run.Options()
    order = jobs.Order(render=toys.render)
    made = machines.results(listed, order, address)
    results = [next(made), next(made)]
    started[0].kill()
    results += made
    assert sorted(result.job.name for result in results) == list("abcdefgh")
    assert [result.failure for result in results] == [None] * 8
    run.run(listed, tmp_path / "local", toys.render, usual)
    files = {name: content for result in results for name, content in result.files.items()}
    assert files == toys.written(tmp_path / "local")


def test_a_worker_with_other_data_is_refused_by_name(cluster, tmp_path, monkeypatch):
    address, _ = cluster
    notebook = toys.write_notebook(tmp_path / "one.ipynb", "word")
    jobs, options = [toys.job(notebook)], run.Options(scheduler=address)
    assert run.run(jobs, tmp_path / "out", toys.render, options).rendered == ["a"]
    monkeypatch.setenv("HEALTHPLANS_DATA", str(tmp_path))
    with pytest.raises(SchedulerError, match="another data"):
        run.run(jobs, tmp_path / "other", toys.render, options)


def test_a_scheduler_that_is_not_there_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(machines, "PATIENCE", 1)
    notebook = toys.write_notebook(tmp_path / "one.ipynb", "word")
    options = run.Options(scheduler="tcp://127.0.0.1:9")
    started = time.monotonic()
    with pytest.raises(SchedulerError, match=r"127\.0\.0\.1:9"):
        run.run([toys.job(notebook)], tmp_path / "out", toys.render, options)
    assert time.monotonic() - started < 60
