"""A table between two rooms is what the codebook says it is, or is refused with everything."""

from pathlib import Path

import pandas as pd
import pytest

from healthplans import Suite, suite
from healthplans.tables import ContractError, contract, contracts

PROGRESS = Path(__file__).parent / "fixtures" / "progress"


@pytest.fixture(scope="module")
def findings():
    return suite.findings()


@pytest.mark.parametrize("name", ["observations", "findings", "progress", "vertical"])
@pytest.mark.parametrize("asked", [suite, Suite(PROGRESS)], ids=["five plans", "made up"])
def test_what_a_suite_answers_is_what_the_codebook_says(asked, name):
    table = getattr(asked, name)()
    assert contract(name).check(table) is table


def test_measures_hold_every_described_column_and_no_row_twice():
    described = contract("measures")
    described.check(suite.measures()[described.names])


def test_every_table_names_its_rows():
    assert all(one.key for one in contracts().values())


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda t: t.drop(columns="year"), "no column year"),
        (lambda t: t.assign(more=1), "unknown column more"),
        (lambda t: t[t.columns[::-1]], "columns in another order: evidence"),
        (lambda t: t.assign(year=t["year"].astype(str)), "year is str"),
        (lambda t: pd.concat([t, t.head(2)]), "2 row(s) repeat a key (finding_id)"),
        (
            lambda t: t.assign(finding_id=t["finding_id"].where(t.index > 0)),
            "1 row(s) without",
        ),
    ],
)
def test_a_table_that_differs_is_refused(findings, spoil, said):
    with pytest.raises(ContractError) as refusal:
        contract("findings").check(spoil(findings))
    assert str(refusal.value).startswith("table findings: ")
    assert said in str(refusal.value)


def test_everything_that_differs_is_named_at_once(findings):
    spoilt = findings.drop(columns=["rule", "severity"]).assign(more=1)
    with pytest.raises(ContractError) as refusal:
        contract("findings").check(spoilt)
    assert str(refusal.value).count("column") == 3
