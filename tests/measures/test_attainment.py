"""What is achieved of a change is an interval, and a status is what all of it says."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from healthplans import Suite
from healthplans.measures.attainment import Aim, Tolerances, achieved, expected, statuses
from healthplans.measures.commitments import Limit, compare_levels, compare_limits
from healthplans.measures.judging import Case, judge
from healthplans.measures.standing import published_verdicts
from healthplans.quantities import Comparator, Interval
from healthplans.vocabulary.codelists import read_codelists

TOLERATED = Tolerances(15, 5)


def judged(base, actual, target, *, year=2022, polarity="higher", sign="=", scale=1.0, **more):
    """Judge figures as printed: texts, whose last digit says how exact they are."""
    halves = [0.5 * 10.0 ** -len(text.partition(".")[2]) for text in (base, actual, target)]
    numbers = [float(text) for text in (base, actual, target)]
    case = Case(
        aim=Aim(
            numbers[2] * scale,
            Comparator.of(sign),
            2 * halves[2] * scale if sign == "~" else 0.0,
        ),
        base=Interval.printed(numbers[0] * scale, "=", halves[0] * scale),
        actual=Interval.printed(numbers[1] * scale, "=", halves[1] * scale),
        base_year=2020,
        year=year,
        target_year=2025,
        polarity=polarity,
        rising=None if numbers[0] == numbers[2] else numbers[2] > numbers[0],
        same_print=numbers[1] == numbers[2] and halves[1] <= halves[2] and sign not in "~<>",
        same_start=numbers[0] == numbers[2] and halves[0] <= halves[2] and sign not in "~<>",
    )
    return judge(case, more.get("tolerated", TOLERATED))


CASES = [
    ("2.90", "3.15", "3.20", {}, "ahead"),
    ("1.8", "2.57", "4.5", {}, "behind"),
    ("20.0", "24.0", "30.0", {}, "on_track"),
    ("10.0", "8.8", "8.0", {"polarity": "lower", "year": 2023}, "on_track"),
    ("10.0", "11.0", "8.0", {"polarity": "lower"}, "worse"),
    ("5.0", "4.8", "7.0", {"polarity": "none"}, "away"),
    ("5.0", "5.0", "7.0", {"polarity": "none"}, "behind"),
    ("3.0", "3.4", "5.2", {"polarity": "lower", "sign": "<"}, "kept"),
    ("3.0", "5.9", "5.2", {"polarity": "lower", "sign": "<"}, "worse"),
    ("3.0", "5.9", "5.2", {"polarity": "lower", "sign": "<", "year": 2025}, "missed"),
    ("80.0", "81.0", "81.0", {"year": 2025}, "met"),
    ("80.0", "80.9", "81.0", {"year": 2025}, "missed"),
    ("4.00", "4.5", "4.50", {}, "undecided"),
    ("80.0", "81.2", "81.5", {"year": 2025, "sign": "~"}, "missed"),
    ("80.0", "81.5", "81.5", {"year": 2025, "sign": "~"}, "undecided"),
    ("81", "81", "81", {"polarity": "higher"}, "kept"),
    ("4", "5", "4", {"polarity": "none"}, "not_judged"),
    ("4", "4", "4", {"polarity": "none"}, "kept"),
    ("10.0", "4.0", "0", {"polarity": "lower", "year": 2023}, "on_track"),
    ("10.0", "0", "0", {"polarity": "lower", "year": 2025}, "met"),
    ("10.0", "0.4", "0", {"polarity": "lower", "year": 2025}, "missed"),
    ("10.0", "8.1", "8.0", {"polarity": "lower", "year": 2025, "sign": "~"}, "undecided"),
    ("30", "31.0", "30.2", {"sign": ">="}, "met"),  # the baseline may lie below
    ("82", "81.5", "81", {}, "kept"),
    ("20", "31", "30.5", {"sign": ">", "year": 2025}, "undecided"),  # 31 may be 30.5
    ("20", "31", "30.5", {"sign": ">=", "year": 2025}, "met"),
    ("10", "9", "8.5", {"polarity": "lower", "sign": "<", "year": 2025}, "missed"),
    ("10", "9", "8.5", {"polarity": "lower", "sign": "<=", "year": 2025}, "undecided"),
]


@pytest.mark.parametrize(("base", "actual", "target", "more", "status"), CASES)
def test_a_status_is_what_the_printed_digits_decide(base, actual, target, more, status):
    assert judged(base, actual, target, **more).status == status


def test_a_status_left_open_names_those_that_are_possible():
    assert judged("4.00", "4.5", "4.50").possible == ("ahead", "met")
    for year, lost in ((2022, "worse"), (2025, "missed")):
        found = judged("82", "81", "81.2", sign=">=", year=year)
        assert (found.status, found.possible) == ("undecided", ("kept", lost))


def test_a_floor_that_is_strict_is_not_reached_by_its_own_number():
    assert judged("20.0", "30.0", "30", sign=">", year=2025).status == "undecided"


SHARES = [  # least and greatest share, share expected, what some share of the interval is
    (35, 35, 40, {"on_track"}),
    (55, 55, 40, {"on_track"}),
    (34.9, 55.1, 40, {"behind", "on_track", "ahead"}),
    (-5, 5, 40, {"behind"}),
    (-5, -1, 40, {"back"}),
    # so soon that nothing can be behind yet
    (0, 0, 3, {"on_track"}),
    (-1, -1, 3, {"back"}),
    (-9, 9, 3, {"back", "on_track"}),
    (-1, 1, 5, {"back", "on_track"}),
]


@pytest.mark.parametrize(("least", "greatest", "elapsed", "found"), SHARES)
def test_a_share_has_each_status_that_it_may_have(least, greatest, elapsed, found):
    assert statuses(Interval(least, greatest), elapsed, TOLERATED) == found


@pytest.mark.parametrize(
    ("base", "aim"),
    [(Interval(2.95, 3.05), 3.05), (Interval(2.95, 3.05), 2.95), (Interval(30), 20.0)],
)
def test_a_baseline_that_may_be_the_target_or_anything_has_no_share(base, aim):
    assert achieved(base, Interval(2.5, 2.5), Aim(aim)) is None


def test_the_published_verdicts_come_out_for_every_tolerance_that_is_named():
    for ahead, behind in ((12.5, 0), (12.5, 9.9), (40.9, 0), (40.9, 9.9), (15, 5)):
        tolerated = Tolerances(ahead, behind)
        assert judged("2.90", "3.15", "3.20", tolerated=tolerated).status == "ahead"
        assert judged("1.8", "2.57", "4.5", tolerated=tolerated).status == "behind"


def test_the_project_gives_the_published_verdicts():
    found = Suite().published_verdicts()
    assert found["status"].tolist() == found["verdict"].tolist()
    assert len(found) == 3
    # 0.25 of 0.30, 0.77 of 2.7, 0.27 of one year
    assert found["achieved_percent"].round(1).tolist() == [83.3, 28.5, 27.0]
    # the level starts between 77.925 and 77.935, one year is added to that very start
    assert found.loc[2, ["achieved_low", "achieved_high"]].tolist() == [21.5, 32.5]


def test_a_published_case_that_is_to_fall_is_judged_by_its_own_direction():
    lists = read_codelists()
    numbers = {"baseline": "20.0", "actual": "16.0", "target": "10.0"}
    told = {name: Decimal(text) for name, text in numbers.items()}
    falling = lists.published_verdicts[0].model_copy(
        update=told | {"indicator": "beds_density"}
    )
    found = published_verdicts(replace(lists, published_verdicts=(falling,)), TOLERATED)
    # two of five years, four of ten
    assert found[["achieved_percent", "status"]].values.tolist() == [[40.0, "on_track"]]


def test_the_expected_share_is_linear_and_ends_at_the_target():
    assert [expected(2020, year, 2025) for year in (2020, 2021, 2025, 2027)] == [
        0,
        20,
        100,
        100,
    ]


def test_a_share_of_a_relative_target_counts_from_the_same_base():
    base, actual = Interval.printed(77.93, "=", 0.005), Interval.printed(78.2, "=", 0.05)
    share = achieved(base, actual, Aim(78.93, moved=lambda start: start + 1))
    assert (share.low, share.high) == (pytest.approx(21.5), pytest.approx(32.5))


figures = st.integers(10, 9999).map(lambda n: f"{n / 100:.2f}")
years = st.sampled_from([2021, 2022, 2023, 2024, 2025])
polarities = st.sampled_from(["higher", "lower", "none"])
signs = st.sampled_from(["=", ">=", "<=", ">", "<", "~"])


@given(figures, figures, figures, years, polarities, signs, st.sampled_from([0.001, 10, 1e5]))
def test_scaling_units_changes_no_status(base, actual, target, year, polarity, sign, scale):
    kind = {"year": year, "polarity": polarity, "sign": sign}
    one, other = (judged(base, actual, target, scale=by, **kind) for by in (1.0, scale))
    assert (one.status, one.possible) == (other.status, other.possible)


@given(figures, figures, figures, years, polarities, signs)
def test_a_coarser_rounding_never_makes_a_judgement_surer(
    base, actual, target, year, polarity, sign
):
    coarser = f"{float(actual):.1f}"
    assume(abs(float(coarser) - float(actual)) < 0.0499)
    kind = {"year": year, "polarity": polarity, "sign": sign}
    fine, coarse = (judged(base, one, target, **kind) for one in (actual, coarser))
    # what moved back is behind, too: that is the less of the two that is said
    less = {"worse": "behind", "away": "behind"}.get(fine.status, fine.status)
    assert coarse.status in (fine.status, less, "undecided", "not_judged")
    if fine.status == "undecided":
        assert coarse.status == "undecided"
        assert set(fine.possible) <= {*coarse.possible, "worse", "away"}


@given(figures, figures, figures, years)
def test_polarity_turns_words_and_not_arithmetic(base, actual, target, year):
    shares = {
        polarity: judged(base, actual, target, year=year, polarity=polarity).share
        for polarity in ("higher", "lower", "none")
    }
    stated = {share for share in shares.values() if share is not None}
    assert len(stated) <= 1


@given(figures, figures, figures, years, polarities, signs)
def test_what_has_no_good_side_is_never_called_worse(
    base, actual, target, year, polarity, sign
):
    verdict = judged(base, actual, target, year=year, polarity=polarity, sign=sign)
    forbidden = "worse" if polarity == "none" else "away"
    assert forbidden not in {verdict.status, *verdict.possible}


values = st.integers(10, 9999).map(lambda n: f"{n / 100:.2f}")


def limit(text, sign, scale=1.0):
    half = 0.5 * 10.0 ** -len(text.partition(".")[2])
    return Limit.printed(float(text) * scale, sign, half * scale)


@given(values, values, signs, signs, polarities, st.sampled_from([0.001, 10, 1e5]))
def test_scaling_units_changes_no_verdict(area, upper, sign, upper_sign, polarity, scale):
    one, other = (
        compare_limits(limit(area, sign, by), limit(upper, upper_sign, by), polarity)
        for by in (1.0, scale)
    )
    assert one == other


@given(values, values, st.sampled_from([("=", "="), (">=", ">="), ("<", "<"), ("~", "~")]))
def test_polarity_turns_the_words_of_a_verdict_only(area, upper, pair):
    words = {
        polarity: compare_limits(limit(area, pair[0]), limit(upper, pair[1]), polarity)[0]
        for polarity in ("higher", "lower", "none")
    }
    turned = {"above": ("exceeds", "short"), "below": ("short", "exceeds")}
    alike = (words["none"],) * 2
    found = tuple("exceeds" if w == "meets" else w for w in (words["higher"], words["lower"]))
    assert found == turned.get(words["none"], alike)


@given(values, values, polarities)
def test_a_coarser_level_never_makes_a_verdict_surer(area, upper, polarity):
    coarser = f"{float(area):.1f}"
    assume(abs(float(coarser) - float(area)) < 0.0499)
    above = Interval.printed(float(upper), "=", 0.005)
    fine, coarse = (
        compare_levels(Interval.printed(float(one), "=", half), above, polarity, same=False)
        for one, half in ((area, 0.005), (coarser, 0.05))
    )
    assert coarse in (fine, "undecided")
