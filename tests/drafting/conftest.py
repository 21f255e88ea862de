"""What the tests of the drafts share: the made-up plan, the forms at hand, what is known."""

import csv
import sys
from pathlib import Path

import pytest

from healthplans.paths import source_folder

FIXTURES = Path(__file__).parents[1] / "fixtures" / "drafting"
sys.path.insert(0, str(FIXTURES))

from healthplans.drafting.known import (  # noqa: E402
    Known,  # after the path is set
    documents_folder,
    known,
)


@pytest.fixture(scope="session")
def fixtures() -> Path:
    return FIXTURES


@pytest.fixture(scope="session")
def everything() -> Known:
    return known()


@pytest.fixture(scope="session")
def forms() -> Path:
    """Give the folder of the five plans in their forms, or skip."""
    sources = source_folder()
    folder = sources.parent / "forms" if sources else None
    if folder is None or not folder.is_dir():
        pytest.skip(
            "the plans in their forms are not at hand (shared/forms beside the checkout)"
        )
    return folder


@pytest.fixture(scope="session")
def sources() -> Path:
    """Give the folder of the sources, or skip."""
    folder = source_folder()
    if folder is None:
        pytest.skip(
            "the source documents are not at hand (shared/sources beside the checkout)"
        )
    return folder


@pytest.fixture(scope="session")
def transcribed():
    """Give a function: area's code -> rows of its reviewed table."""

    def rows(code):
        folder = next(documents_folder().glob(f"{code}-*"))
        with (folder / "table.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    return rows
