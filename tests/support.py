"""What tests read: five plans that stay as they are, and cases that people can read."""

import csv
from pathlib import Path

import pytest

from healthplans import Suite

CASES = Path(__file__).parent / "cases"
# a frozen copy of five documents: figures that tests name stand here, whatever `data` holds
FIVE = Path(__file__).parent / "fixtures" / "five-plans"
suite = Suite(FIVE)


def cases(name):
    """Give the rows of `cases/<name>.csv`, each named by its text and why it is there."""
    with (CASES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [pytest.param(row, id=f"{row['text']} ({row['why']})") for row in rows]
