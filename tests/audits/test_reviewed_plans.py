"""Made-up plans as a careful reader reviewed them: what is found of it, and nothing else."""

import csv

import pytest

from healthplans import Suite
from healthplans.paths import project_folder

FOLDER = project_folder() / "tests" / "fixtures" / "reviewed-plans"


def listed(name):
    with (FOLDER / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def severities():
    findings = Suite(FOLDER, lenient=True).findings()
    own = findings[findings["document"] != ""]
    return dict(zip(own["finding_id"], own["severity"], strict=True))


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(row, id=f"{row['document']}-{row['number']}")
        for row in listed("reviewed.csv")
        if row["finding"]
    ],
)
def test_a_mistake_that_a_reader_found_is_a_finding(severities, row):
    assert row["finding"] in severities, row["what"]


def test_no_more_is_called_grave_than_was_looked_at(severities):
    grave = {id_: one for id_, one in severities.items() if one != "low"}
    assert grave == {row["finding_id"]: row["severity"] for row in listed("alarms.csv")}
