"""A planned change carries its comparator, and is refused in words where it means nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthplans.measures.change import change

CASES = [
    ("78.3", "78.9", 0.6, "=", 0.12),
    ("77.7", ">78.2", 0.5, ">", 0.1),
    ("~85", "90", 5.0, "~", 1.0),
    ("28", "~27", -1.0, "~", -0.2),
    (">=60", "70", 10.0, "<=", 2.0),
    ("<60", ">=70", 10.0, ">", 2.0),
]


@pytest.mark.parametrize("case", CASES)
def test_a_change_is_target_less_level(pairs, case):
    level, target, amount, comparator, per_year = case
    row = change(pairs({"level": level, "target": target})).iloc[0]
    assert row["change"] == pytest.approx(amount)
    assert row["change_comparator"] == comparator
    assert row["change_per_year"] == pytest.approx(per_year)
    assert row["change_reason"] == ""


def test_the_compound_rate_doubles_in_five_years_at_fifteen_percent(pairs):
    # 2 ** (1 / 5) = 1.148698...
    table = change(pairs({"level": "4", "target": "8"}))
    assert table["annual_rate_percent"][0] == pytest.approx(14.8698, abs=1e-4)


REFUSED = [
    ({"target": "5"}, "change_no_level"),
    ({"level": "5"}, "change_no_target"),
    ({"level": ">=60", "target": ">=70"}, "change_undetermined"),
    ({"level": "5", "target": "6", "target_year": 2015}, "change_target_before_baseline"),
    ({"level": "5", "target": "6", "target_year": 2020}, "change_target_before_baseline"),
    ({"level": "5", "target": "6", "level_year": None}, "change_target_before_baseline"),
]


@pytest.mark.parametrize(("row", "reason"), REFUSED)
def test_a_change_that_means_nothing_is_refused_in_words(pairs, lists, row, reason):
    refused = change(pairs(row)).iloc[0]
    assert refused[["change_reason", "rate_reason"]].tolist() == [reason, reason]
    assert refused[["change", "change_per_year", "annual_rate_percent"]].isna().all()
    assert lists.message(reason, "zh")
    assert lists.message(reason, "en")


@pytest.mark.parametrize(
    ("level", "target", "reason"),
    [("0", "8.2", "change_zero_baseline"), ("8.2", "0", "change_not_positive")],
)
def test_zero_has_a_change_but_no_rate(pairs, level, target, reason):
    row = change(pairs({"level": level, "target": target})).iloc[0]
    assert abs(row["change"]) == pytest.approx(8.2)
    assert str(row["annual_rate_percent"]) == "<NA>"
    assert row["rate_reason"] == reason


@given(
    level=st.decimals("0.01", "9999", places=2), target=st.decimals("0.01", "9999", places=2)
)
def test_the_compound_rate_leads_from_level_to_target(pairs, level, target):
    rate = change(pairs({"level": str(level), "target": str(target)}))["annual_rate_percent"][
        0
    ]
    assert float(level) * (1 + rate / 100) ** 5 == pytest.approx(float(target))
