"""The page about the audit is what the rules' own files say."""

import shutil

import pytest

from healthplans.audits import across
from healthplans.audits.engine import LOGIC
from healthplans.audits.manual import manual
from healthplans.audits.rules import read_rules
from healthplans.errors import InputError
from healthplans.paths import project_data, project_folder


def test_every_rule_has_its_logic_and_every_logic_its_rule():
    assert set(LOGIC) | set(across.TOGETHER) == set(read_rules().rules)


def test_the_page_is_what_the_rules_say():
    page = (project_folder() / "docs" / "audit.md").read_text(encoding="utf-8")
    assert page == manual(read_rules())


@pytest.fixture
def rules(tmp_path):
    shutil.copytree(project_data() / "rules", tmp_path / "rules")
    return tmp_path / "rules"


def test_a_rule_with_a_missing_field_is_refused(rules):
    (rules / "odd.yaml").write_text("title: {zh: 题, en: title}\n", encoding="utf-8")
    with pytest.raises(InputError, match="odd"):
        read_rules(rules)


def test_two_rules_of_one_precedence_are_refused(rules):
    shutil.copy(rules / "odd_unit.yaml", rules / "odd_unit_again.yaml")
    with pytest.raises(InputError, match="precedence"):
        read_rules(rules)
