"""A batch that is killed at any moment leaves whole files, no process, and can go on."""

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import toys

from healthplans.batch import run

USUAL = run.Options()
SCRIPT = """
import sys; from pathlib import Path
sys.path.insert(0, sys.argv[3])
import toys; from healthplans.batch import run, server
if __name__ == "__main__":
    if sys.argv[4] == "here":
        server.here(server.PLAIN)
    warm = sys.argv[4] != "cold"
    run.run(toys.jobs(Path(sys.argv[1]), "abcdefgh"), Path(sys.argv[2]), toys.render,
            run.Options(warm=warm, workers=2, force=True))
"""
LEAVES = "import subprocess as s; left = s.Popen(['sleep', '600'], start_new_session=True)"


def start(notebook, out, how):
    script = out.parent / "script.py"
    script.write_text(SCRIPT)
    command = [sys.executable, script, notebook, out, Path(toys.__file__).parent, how]
    return subprocess.Popen(
        command, stderr=subprocess.DEVNULL, start_new_session=True, env={**os.environ}
    )


def relatives(out):
    """Processes of a batch on this folder, found by what they have inherited."""
    mark = f"TOYS_BATCH={out}".encode()
    found = []
    for number, _, command in toys.processes():
        try:
            if mark in Path(f"/proc/{number}/environ").read_bytes():
                found.append((number, command))
        except OSError:
            continue
    return [pair for pair in found if pair[0] != os.getpid()]


def wait_for_a_moment(moments, out):
    """Wait for a time by chance: from the start, or from when pages are being written."""
    if moments.random() < 0.3:
        time.sleep(moments.uniform(0.2, 2))
        return
    started = time.time()
    assert toys.eventually(lambda: any(written > started for written in times(out)), 60)
    time.sleep(moments.uniform(0, 0.5))


def times(out):
    for path in out.rglob("*"):
        with contextlib.suppress(OSError):  # a file that is being written goes
            yield path.stat().st_mtime


@pytest.mark.skipif(not Path("/proc").exists(), reason="reads /proc")
def test_killed_at_any_moment_it_ends_as_if_undisturbed(tmp_path, monkeypatch):
    notebook = toys.write_notebook(
        tmp_path / "slow.ipynb", "import time; time.sleep(0.1)", "word", LEAVES
    )
    run.run(toys.jobs(notebook, "abcdefgh"), tmp_path / "calm", toys.render, USUAL)
    out = tmp_path / "out"
    monkeypatch.setenv("TOYS_BATCH", str(out))
    seed = random.randrange(10**6)
    moments = random.Random(seed)
    for turn in range(int(os.environ.get("HEALTHPLANS_KILLS", "3"))):
        batch = start(notebook, out, ["cold", "warm", "here"][turn % 3])
        wait_for_a_moment(moments, out)
        os.kill(batch.pid, moments.choice([signal.SIGKILL, signal.SIGINT]))
        batch.wait(30)
        assert toys.eventually(lambda: not relatives(out)), (seed, relatives(out))
        assert all(content for content in toys.written(out).values()), seed
    run.run(toys.jobs(notebook, "abcdefgh"), out, toys.render, USUAL)
    assert toys.written(out) == toys.written(tmp_path / "calm"), seed
    assert toys.eventually(lambda: "sleep" not in str(relatives(out))), seed
    assert not list(out.rglob(".part-*"))
