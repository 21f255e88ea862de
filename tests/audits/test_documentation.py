"""The page about the audit says of every rule what the data and the tests say."""

from pathlib import Path

import pytest
import yaml

from healthplans.audits import across
from healthplans.audits.engine import LOGIC
from healthplans.audits.rules import read_rules
from healthplans.errors import InputError
from healthplans.paths import project_folder

PAGE = (project_folder() / "docs" / "audit.md").read_text(encoding="utf-8")
PLANTED = yaml.safe_load(Path(__file__).with_name("planted.yaml").read_text(encoding="utf-8"))
SECTIONS = {part.partition(":")[0]: part for part in PAGE.split("\n## ")[1:]}
RULES = read_rules().rules


def test_every_rule_has_its_logic_and_every_logic_its_rule():
    assert set(LOGIC) | set(across.UPPER) | set(across.TOGETHER) == set(RULES)


def test_the_page_has_a_section_a_rule_in_order():
    assert list(SECTIONS) == list(RULES)


@pytest.mark.parametrize("rule", RULES)
def test_a_section_says_what_the_rule_says(rule):
    entry = RULES[rule]
    said = [entry.explanation.zh, entry.explanation.en, entry.severity.en, entry.tolerance.en]
    assert [text for text in [*said, entry.source.en] if text not in SECTIONS[rule]] == []


@pytest.mark.parametrize("rule", PLANTED)
def test_a_section_gives_the_examples_that_are_tested(rule):
    edits = [
        PLANTED[rule][name]
        for name in ("planted", "smallest", "largest")
        if name in PLANTED[rule]
    ]
    values = [v for edit in edits for v in edit.get("change", {}).values()]
    values += [a["value"] for edit in edits for a in edit.get("add", [])]
    assert [value for value in values if value not in SECTIONS[rule]] == []


def test_a_rule_with_a_missing_field_is_refused(tmp_path):
    path = tmp_path / "rules.yaml"
    path.write_text(
        "notes: {}\nrules:\n  odd: {title: {zh: 题, en: title}}\n", encoding="utf-8"
    )
    with pytest.raises(InputError, match="odd"):
        read_rules(path)
