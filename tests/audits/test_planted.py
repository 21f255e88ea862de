"""One planted error of each kind gives exactly that finding, down to the smallest.

The file of each rule holds its cases; `with` names findings that the same figure must also
give, `says` the sentence of the planted one, `grade` how grave each of the cases is, `silent`
plans that are no matter of the rule.
"""

import pytest
from made_plans import audited, plan_of

from healthplans.audits.rules import read_rules

PLANTED = {name: rule.cases for name, rule in read_rules().rules.items() if rule.cases}
UNDECIDED_ONLY = {"part_counted_again"}
# of labels that no list knows, which only a plan read leniently has: see test_findings
LENIENT_ONLY = {"unnamed_twice"}
NATIONAL = {"upper_target_missed"}


def listed(given):
    return given if isinstance(given, list) else [given]


def edits(case, name):
    return listed(case.get(name, []))


def having(*names):
    return [
        pytest.param(rule, edit, set(case.get("with", ())), id=f"{rule}-{name}-{number}")
        for rule, case in PLANTED.items()
        for name in names
        for number, edit in enumerate(edits(case, name), 1)
    ]


def alone(rule, edit):
    """Whether an edit needs plans beside its own, or an area above."""
    return rule in NATIONAL or "others" in edit


@pytest.fixture(scope="module")
def together(figures, lists):
    """Audit all edits that are about one plan at once, each a plan of its own."""
    every = [param.values[:2] for param in having("planted", "smallest", "largest", "silent")]
    made = {
        f"340102-{n}": edit for n, (rule, edit) in enumerate(every) if not alone(rule, edit)
    }
    plans = [
        plan_of(
            figures(edit.get("change"), edit.get("add", ()), edit.get("drop", ())),
            id_,
            **edit.get("document", {}),
        )
        for id_, edit in made.items()
    ]
    findings = audited(lists, *plans).findings
    return {repr(edit): findings[findings["document"] == id_] for id_, edit in made.items()}


@pytest.fixture
def found(audit, national, together):
    def run(rule, edit):
        if not alone(rule, edit):
            return together[repr(edit)]
        references = national if rule in NATIONAL else None
        return audit(**edit, references=references).findings

    return run


def test_every_rule_has_a_planted_error():
    assert set(PLANTED) | UNDECIDED_ONLY | LENIENT_ONLY == set(read_rules().rules)


@pytest.mark.parametrize(("rule", "edit", "beside"), having("planted", "smallest"))
def test_a_planted_error_gives_exactly_its_finding(found, rule, edit, beside):
    findings = found(rule, edit)
    assert sorted(findings["rule"]) == sorted({rule} | beside)
    if edit == PLANTED[rule]["planted"]:
        said = findings.set_index("rule").loc[rule, "message_en"]
        assert said == PLANTED[rule]["says"]


@pytest.mark.parametrize(
    ("rule", "edit", "grade"),
    [
        pytest.param(rule, edit, grade, id=f"{rule}-{name}-{number}")
        for rule, case in PLANTED.items()
        for name, grades in case.get("grade", {}).items()
        for number, (edit, grade) in enumerate(
            zip(edits(case, name), listed(grades), strict=True), 1
        )
    ],
)
def test_a_planted_error_is_as_grave_as_its_rule_says(found, rule, edit, grade):
    assert found(rule, edit).set_index("rule").loc[rule, "severity"] == grade


@pytest.mark.parametrize(("rule", "edit", "beside"), having("largest"))
def test_a_difference_within_tolerance_is_accepted(found, rule, edit, beside):
    assert set(found(rule, edit)["rule"]) <= beside


@pytest.mark.parametrize(("rule", "edit", "beside"), having("silent"))
def test_what_is_no_matter_of_a_rule_is_left_to_others(found, rule, edit, beside):
    assert rule not in set(found(rule, edit)["rule"])
