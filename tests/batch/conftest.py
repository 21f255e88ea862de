import os
import sys
from pathlib import Path

import pytest

import healthplans

sys.path.insert(0, str(Path(__file__).parents[1] / "toys"))


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
