"""Stored notebooks show documents that are kept: these changed, they differ; data may grow."""

import os
import shutil
import subprocess
import sys

import pytest
from support import FIVE

from healthplans.paths import project_folder, stored_data

NOTEBOOK = "indicator.ipynb"
# printed in the table of 瑶海区, and shown in the notebook
CELL = "8.5左右"


@pytest.fixture
def compared(tmp_path):
    """Compare one stored notebook with what it gives on a copy of the documents kept."""
    shutil.copytree(FIVE, tmp_path / "data")

    def compare(data):
        command = ["-m", "pytest", "--nbval", "--nbval-current-env", "-q", "-n", "0"]
        library = {"PYTHONPATH": str(project_folder() / "lib"), "HEALTHPLANS_DATA": str(data)}
        return subprocess.run(
            [sys.executable, *command, str(project_folder() / "notebooks" / NOTEBOOK)],
            capture_output=True,
            text=True,
            env={**os.environ, **library},
            cwd=project_folder(),
            check=False,
        )

    return compare


def test_the_documents_kept_are_those_of_the_tests_and_of_store():
    assert stored_data() == FIVE
    assert (project_folder() / "conftest.py").read_text("utf-8").count("five-plans") == 1


def test_a_changed_cell_of_the_documents_kept_is_seen(compared, tmp_path):
    table = tmp_path / "data" / "documents" / "340102-2021" / "table.csv"
    text = table.read_text("utf-8")
    assert text.count(CELL) == 1
    table.write_text(text.replace(CELL, "8.7左右"), encoding="utf-8")
    done = compared(tmp_path / "data")
    assert done.returncode == 1
    assert "8.7" in done.stdout


def test_a_new_folder_of_data_is_not(tmp_path):
    """What a run without a choice reads is the documents kept, whatever `data` holds."""
    script = "from healthplans import suite; print(suite.folder)"
    environment = {k: v for k, v in os.environ.items() if k != "HEALTHPLANS_DATA"}
    path = {"PYTHONPATH": f"{project_folder()}:{project_folder() / 'lib'}"}
    said = subprocess.run(
        [sys.executable, "-c", f"import conftest; {script}"],
        capture_output=True,
        text=True,
        check=True,
        env={**environment, **path},
    )
    assert said.stdout.strip() == str(FIVE)
