"""The same jobs on the workers of a dask scheduler: same pages, even when a worker is lost."""

import contextlib
import json
import os
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
import toys

from healthplans import scheduler
from healthplans.batch import distributed as machines
from healthplans.batch import jobs, run
from healthplans.batch.jobs import Result
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
    monkeypatch.delenv("HEALTHPLANS_DATA")
    monkeypatch.setenv("HEALTHPLANS_LENIENT", "yes")
    with pytest.raises(SchedulerError, match="another value of HEALTHPLANS_LENIENT"):
        run.run(jobs, tmp_path / "other", toys.render, options)


def test_a_scheduler_that_is_not_there_is_named(tmp_path):
    notebook = toys.write_notebook(tmp_path / "one.ipynb", "word")
    options = run.Options(scheduler="tcp://127.0.0.1:9")
    started = time.monotonic()
    with pytest.raises(SchedulerError, match=r"127\.0\.0\.1:9"):
        run.run([toys.job(notebook)], tmp_path / "out", toys.render, options)
    assert time.monotonic() - started < 60


@pytest.mark.parametrize(
    "address",
    ["localhost", "tcp://localhost", "http://a:1", "a:b", ":1", "a:65536", "inproc://a/1/1"],
)
def test_what_is_no_address_is_judged_at_once(address):
    with pytest.raises(SchedulerError, match="is no address, such as tcp://host:8786"):
        scheduler.client(address)


@pytest.mark.parametrize(
    ("greeting", "said"),
    [
        (b"SSH-2.0-OpenSSH_9.2\r\n", "what is there is no scheduler"),
        (b"", "what is there is no scheduler"),
        (None, "timed out"),
    ],
    ids=["another service", "one that hangs up", "one that says nothing"],
)
def test_what_answers_and_is_no_scheduler_is_refused_before_dask_waits_for_it(
    monkeypatch, greeting, said
):
    monkeypatch.setattr(scheduler, "PATIENCE", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as service:
        address = f"127.0.0.1:{service.getsockname()[1]}"

        def answer():
            line = service.accept()[0]
            if greeting is None:
                line.recv(1)  # until the other side has had enough
            else:
                line.sendall(greeting)
            line.close()

        answering = threading.Thread(target=answer)
        answering.start()
        with pytest.raises(SchedulerError, match=f"{address}: {said}"):
            scheduler.client(address)
        answering.join()


def test_an_encrypted_address_asks_for_its_certificate(monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as service:
        address = f"tls://127.0.0.1:{service.getsockname()[1]}"
        with pytest.raises(SchedulerError, match=r"tls needs distributed\.comm\.tls"):
            scheduler.client(address)


class _Task:
    """A page that was handed out and of which nothing is heard, or that has come."""

    status = "finished"

    def __init__(self, job, made):
        self.job, self.made = job, made

    def done(self):
        return self.made

    def result(self):
        return Result(self.job, {"page": b""}, None)

    def release(self):
        pass


class _Client(contextlib.nullcontext):
    """A scheduler whose only worker makes one page and is gone."""

    def run(self, what):
        return {"tcp://worker": what()}

    def scatter(self, order, broadcast):
        return order

    def submit(self, work, job, *given, **named):
        return _Task(job, job.name == "a")

    def scheduler_info(self):
        return {"workers": {}}

    def __enter__(self):
        return self


def test_when_the_last_worker_is_lost_the_other_pages_are_named(tmp_path, monkeypatch):
    monkeypatch.setattr(scheduler, "client", lambda address: _Client())
    monkeypatch.setattr(machines, "PATIENCE", 0.2)
    notebook = toys.write_notebook(tmp_path / "one.ipynb", "word")
    options = run.Options(scheduler="tcp://127.0.0.1:9", command=lambda job: job.name)
    summary = run.run(toys.jobs(notebook, "abc"), tmp_path / "out", toys.render, options)
    assert summary.rendered == ["a"]
    assert [failure["page"] for failure in summary.failed] == ["b", "c"]
    assert {failure["error"] for failure in summary.failed} == {"WorkersLostError"}
    assert [failure["command"] for failure in summary.failed] == ["b", "c"]
