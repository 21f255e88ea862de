"""One planted error of each kind gives exactly that finding, down to the smallest.

`planted.yaml` holds the errors; `with` names findings that the same figure must also give.
"""

from pathlib import Path

import pytest
import yaml

from healthplans.audits.rules import read_rules

PLANTED = yaml.safe_load(Path(__file__).with_name("planted.yaml").read_text(encoding="utf-8"))
UNDECIDED_ONLY = {"scope_differs"}
NATIONAL = {"upper_target_missed"}


def having(*names):
    return [
        pytest.param(rule, case[name], set(case.get("with", ())), id=f"{rule}-{name}")
        for rule, case in PLANTED.items()
        for name in names
        if name in case
    ]


@pytest.fixture
def rules_found(audit, national):
    def found(rule, edit):
        references = national if rule in NATIONAL else None
        findings = audit(**edit, references=references).findings
        return sorted(findings["rule"])

    return found


def test_every_rule_has_a_planted_error():
    assert set(PLANTED) | UNDECIDED_ONLY == set(read_rules().rules)


@pytest.mark.parametrize(("rule", "edit", "beside"), having("planted", "smallest"))
def test_a_planted_error_gives_exactly_its_finding(rules_found, rule, edit, beside):
    assert rules_found(rule, edit) == sorted({rule} | beside)


@pytest.mark.parametrize(("rule", "edit", "beside"), having("largest"))
def test_a_difference_within_tolerance_is_accepted(rules_found, rule, edit, beside):
    assert set(rules_found(rule, edit)) <= beside
