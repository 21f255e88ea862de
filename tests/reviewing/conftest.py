"""A made-up plan as a draft, a reviewer at it, and a data folder of one's own."""

import hashlib
import shutil
from pathlib import Path

import pytest

from healthplans.drafting.drafts import Options
from healthplans.drafting.runs import draft
from healthplans.reviewing.desk import Desk

PLAN = Path(__file__).parents[1] / "fixtures" / "drafting" / "plan.txt"


@pytest.fixture(scope="session")
def drafted(tmp_path_factory):
    out = tmp_path_factory.mktemp("drafts")
    draft([PLAN], Options(out, area="340103", year=2021))
    return out / "340103-2021"


@pytest.fixture
def folder(drafted, tmp_path):
    """A copy of the draft, free to be decided and spoiled."""
    return Path(shutil.copytree(drafted, tmp_path / "drafts" / drafted.name))


@pytest.fixture
def data(tmp_path):  # not that of the other tests: it begins empty
    (tmp_path / "data" / "documents").mkdir(parents=True)
    return tmp_path / "data"


@pytest.fixture
def reviewer(folder, lists):
    """Give a function: a name -> that reviewer's desk."""
    return lambda who, **more: Desk(folder, lists, who, **more)


@pytest.fixture
def edit(folder):
    """Replace text in a file of the draft; the text must be there."""

    def replace(name, old, new):
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        if name == "source.txt":  # as if the document had been drafted so
            was, is_ = (
                hashlib.sha256(t.encode()).hexdigest()
                for t in (text, path.read_text(encoding="utf-8"))
            )
            replace("document.yaml", was, is_)

    return replace
