"""The annotations hold, by mypy: as a test, since it keeps but one core busy, for long."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_annotations_hold():
    command = [sys.executable, "-m", "mypy", "--no-error-summary"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
