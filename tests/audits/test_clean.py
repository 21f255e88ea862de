"""No false alarms: a plan without contradictions has no finding."""


def test_a_clean_plan_has_no_finding(audit):
    assert audit().findings["message_en"].tolist() == []


def test_two_clean_plans_have_no_finding(audit):
    assert audit(others=[{}]).findings["message_en"].tolist() == []
