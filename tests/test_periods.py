"""Which plan of an area stands for a period, and which period is shown unasked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import suite

from healthplans.errors import UnknownNameError
from healthplans.periods import Period, periods_of
from healthplans.reading.about import About
from healthplans.reading.documents import Document


def plan(first, last, area="340102", more="", **said):
    about = About(area=area, kind="plan", title="规划", period=(first, last), **said)
    return Document(f"{area}-{first}{more}", about, ())


def chosen(period, *plans):
    return [one.id for one in period.choose(plans).values()]


FIVE = Period(2021, 2025)
CHOICES = [
    ([plan(2021, 2025), plan(2026, 2030)], "340102-2021", "only one shares a year"),
    ([plan(2023, 2027), plan(2021, 2024)], "340102-2021", "it shares more years"),
    (
        [plan(2021, 2030, more="-long"), plan(2021, 2025)],
        "340102-2021",
        "the very same period",
    ),
    (
        [plan(2021, 2030, main=True), plan(2021, 2025, more="-z", confidence="secondary")],
        "340102-2021-z",
        "the very same period before the main one",
    ),
    (
        [plan(2021, 2025), plan(2021, 2025, more="-m", main=True, confidence="secondary")],
        "340102-2021-m",
        "the main one",
    ),
    (
        [plan(2021, 2025, confidence="secondary"), plan(2021, 2025, more="-p")],
        "340102-2021-p",
        "the surer one",
    ),
    ([plan(2021, 2025, more="-b"), plan(2021, 2025, more="-a")], "340102-2021-a", "the first"),
]


@pytest.mark.parametrize(("plans", "expected", "why"), CHOICES, ids=[c[-1] for c in CHOICES])
def test_of_several_plans_of_an_area_one_stands_for_a_period(plans, expected, why):
    assert chosen(FIVE, *plans) == [expected]
    assert chosen(FIVE, *reversed(plans)) == [expected]


def test_more_years_shared_come_before_main_and_confidence():
    near = plan(2021, 2025, confidence="secondary")
    assert chosen(FIVE, near, plan(2024, 2028, main=True)) == ["340102-2021"]


def test_an_area_without_a_plan_of_the_period_is_left_out():
    assert chosen(FIVE, plan(2026, 2030), plan(2021, 2025, area="510904")) == ["510904-2021"]


def test_plans_come_in_the_order_of_their_ids():
    plans = [
        plan(2021, 2025, area="510904"),
        plan(2021, 2025),
        plan(2022, 2026, area="341302"),
    ]
    assert chosen(FIVE, *plans) == ["340102-2021", "341302-2022", "510904-2021"]


def test_the_usual_period_has_most_areas_and_of_a_tie_is_the_later():
    one, other = plan(2021, 2025), plan(2026, 2030)
    assert periods_of([one, other]) == [Period(2026, 2030), FIVE]
    assert periods_of([one, other, plan(2021, 2025, area="510904")])[0] == FIVE
    assert periods_of([one, plan(2023, 2025)])[0] == Period(2023, 2025)


def test_two_plans_of_one_area_count_once():
    plans = [
        plan(2021, 2025),
        plan(2021, 2025, more="-again"),
        plan(2026, 2030, area="510904"),
    ]
    assert periods_of(plans)[0] == Period(2026, 2030)


def test_a_period_is_read_from_its_text_or_refused_with_the_known():
    assert Period.read("2021-2025", [FIVE]) == FIVE
    assert FIVE.base == 2020
    with pytest.raises(UnknownNameError, match="2021-2025"):
        Period.read("2021-2026", [FIVE])


years = st.integers(2000, 2040)
periods = st.tuples(years, st.integers(0, 15)).map(lambda p: Period(p[0], p[0] + p[1]))


@given(periods, periods)
def test_shared_years_are_those_in_both(one, other):
    both = set(range(one.first, one.last + 1)) & set(range(other.first, other.last + 1))
    assert one.shared(other) == other.shared(one) == len(both)


@given(periods, st.lists(periods, max_size=6, unique=True))
def test_no_better_plan_is_passed_over(asked, others):
    plans = [plan(*period, more=f"-{place}") for place, period in enumerate(others)]
    shared = [asked.shared(Period.of(one)) for one in plans]
    found = asked.choose(plans)
    assert bool(found) == any(shared)
    for one in found.values():
        assert asked.shared(Period.of(one)) == max(shared)


@pytest.mark.parametrize("period", [[2021, 2025], (2021, 2025), 2021, {"a": 1}])
def test_what_is_no_text_is_no_period(period):
    with pytest.raises(UnknownNameError, match=r"no period is called .*2021-2025"):
        suite.period(period)


@pytest.mark.parametrize("period", [0, None, ""])
def test_nothing_is_the_usual_period(period):
    assert suite.comparison(period=period).equals(suite.comparison(period="2021-2025"))
