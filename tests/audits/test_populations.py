"""The least inconsistent grouping of implied populations."""

from hypothesis import given, settings
from hypothesis import strategies as st

from healthplans.audits.populations import Implied, agreeing_groups
from healthplans.quantities import Interval

ends = st.tuples(st.integers(1, 50), st.integers(0, 10)).map(lambda p: (p[0], p[0] + p[1]))
pairs = st.lists(ends.map(lambda e: Implied(None, None, sum(e) / 2, Interval(*e))), max_size=6)


def fewest(intervals):
    """Points needed to touch all intervals, by trying ever more upper ends."""
    from itertools import combinations

    points = {high for _, high in intervals}
    for count in range(len(intervals) + 1):
        for chosen in combinations(points, min(count, len(points))):
            if all(any(low <= p <= high for p in chosen) for low, high in intervals):
                return count
    return len(intervals)


@settings(deadline=None)
@given(pairs)
def test_groups_are_as_few_as_possible(drawn):
    assert len(agreeing_groups(drawn)) == fewest([(p.ends.low, p.ends.high) for p in drawn])


@settings(deadline=None)
@given(pairs)
def test_members_of_a_group_agree_with_each_other(drawn):
    for group in agreeing_groups(drawn):
        assert not any(p.ends.apart(q.ends) for p in group for q in group)
