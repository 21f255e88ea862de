"""One planted error of each kind gives exactly that finding, down to the smallest.

The file of each rule holds its cases; `with` names findings that the same figure must also
give, `says` the sentence of the planted one.
"""

import pytest

from healthplans.audits.rules import read_rules

PLANTED = {name: rule.cases for name, rule in read_rules().rules.items() if rule.cases}
UNDECIDED_ONLY = {"part_counted_again"}
NATIONAL = {"upper_target_missed"}


def having(*names):
    return [
        pytest.param(rule, case[name], set(case.get("with", ())), id=f"{rule}-{name}")
        for rule, case in PLANTED.items()
        for name in names
        if name in case
    ]


@pytest.fixture
def found(audit, national):
    def run(rule, edit):
        references = national if rule in NATIONAL else None
        return audit(**edit, references=references).findings

    return run


def test_every_rule_has_a_planted_error():
    assert set(PLANTED) | UNDECIDED_ONLY == set(read_rules().rules)


@pytest.mark.parametrize(("rule", "edit", "beside"), having("planted", "smallest"))
def test_a_planted_error_gives_exactly_its_finding(found, rule, edit, beside):
    findings = found(rule, edit)
    assert sorted(findings["rule"]) == sorted({rule} | beside)
    if edit == PLANTED[rule]["planted"]:
        said = findings.set_index("rule").loc[rule, "message_en"]
        assert said == PLANTED[rule]["says"]


@pytest.mark.parametrize(("rule", "edit", "beside"), having("largest"))
def test_a_difference_within_tolerance_is_accepted(found, rule, edit, beside):
    assert set(found(rule, edit)["rule"]) <= beside
