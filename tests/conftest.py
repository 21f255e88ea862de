"""What the tests share: the codelists, a reader, and small plans that can be broken."""

import os
import shutil
import signal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from support import FIVE

import healthplans
from healthplans.errors import OutputError
from healthplans.site.pdf import find_browser
from healthplans.vocabulary.codelists import Codelists, read_codelists

# no test is timed: a slow machine is no failure
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")


@pytest.fixture(scope="session")
def lists() -> Codelists:
    return read_codelists()


@pytest.fixture
def data(tmp_path) -> Path:
    """A data folder with a copy of one published plan, free to be broken."""
    source = FIVE / "documents" / "440507-2021"
    shutil.copytree(source, tmp_path / "data" / "documents" / source.name)
    return tmp_path / "data"


@pytest.fixture
def plan_folder(data) -> Path:
    return data / "documents" / "440507-2021"


@pytest.fixture
def edit(plan_folder):
    """Replace text in a file of the copied plan; the text must be there."""

    def replace(name, old, new):
        path = plan_folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return replace


@pytest.fixture(scope="session", autouse=True)
def _interrupts_arrive():
    # a shell starts what it puts in the background with interrupts ignored, and a process
    # hands that on to all that it starts; tests that interrupt a batch need them to arrive
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session", autouse=True)
def _library_for_kernels():
    # a kernel starts in its notebook's folder, where a relative path would lead nowhere
    usual = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = str(Path(healthplans.__file__).parents[1])
    yield
    if usual is None:
        del os.environ["PYTHONPATH"]
    else:
        os.environ["PYTHONPATH"] = usual


@pytest.fixture(scope="session")
def browser():
    """One browser a worker: the library that drives it can be started once a process."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    try:
        path = find_browser()
    except OutputError as missing:
        pytest.skip(str(missing))
    with sync_api.sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield launched
        launched.close()
