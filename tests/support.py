"""Cases that people of the field can read: rows of `tests/cases/*.csv`."""

import csv
from pathlib import Path

import pytest

CASES = Path(__file__).parent / "cases"


def cases(name):
    """Give the rows of `cases/<name>.csv`, each named by its text and why it is there."""
    with (CASES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [pytest.param(row, id=f"{row['text']} ({row['why']})") for row in rows]
