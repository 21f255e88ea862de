"""A target is judged by what it asks of the level, and left undecided where that is open."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthplans.measures.stance import stance

FLIPPED = {"advance": "retreat", "retreat": "advance"}
CASES = [
    ("lower", "1.62", "<5.2", "hold", "a ceiling above the level asks for nothing"),
    ("lower", "13.62", "<=12.82", "advance", "a ceiling below the level must be reached"),
    ("lower", "2.48", "3.3", "retreat", "an exact target worse than the level"),
    ("lower", "0", "8.2", "retreat", "any figure is worse than none"),
    ("lower", "0", "<12", "hold", "zero satisfies every ceiling"),
    ("higher", "77.7", ">78.2", "advance", "a floor above the level must be reached"),
    ("higher", "71.6", ">=70", "hold", "a floor below the level asks for nothing"),
    ("higher", "90", ">90", "advance", "a strict floor is not met by its own limit"),
    ("higher", "90", ">=90", "hold", "a floor is met by its own limit"),
    ("higher", ">94", ">90", "hold", "every level above 94 is above 90"),
    ("higher", ">90", ">90", "hold", "the same bound on both sides"),
    ("higher", ">=70", ">=70", "hold", "the same bound on both sides"),
    ("higher", ">=70", ">70", "unknown", "70 itself would not do"),
    ("higher", ">=60", ">=70", "unknown", "a level of 60 or more may be 75 already"),
    ("higher", "<60", ">=70", "advance", "no level below 60 is 70"),
    ("higher", ">=60", "50", "retreat", "every level from 60 is above 50"),
    ("higher", ">=60", "60", "unknown", "the level may be 60 or more"),
    ("higher", "~85", "90", "advance", "about 85 is not 90"),
    ("higher", "~85", "85", "unknown", "about 85 may be 85 or not"),
    ("higher", "~85", "~85", "hold", "the same words on both sides"),
    ("higher", "~85", ">=84", "hold", "about 85 is 84 at the least"),
    ("higher", "~85", ">=85", "unknown", "about 85 may be 84.5"),
    ("higher", "85", "~85", "hold", "an approximate target is reached by its figure"),
    ("lower", "90", "<90", "advance", "a strict ceiling is not met by its own limit"),
    ("lower", ">=90", "<90", "advance", "no level from 90 on is below 90"),
    ("lower", "28", "~27", "advance", "an approximate target is its figure"),
    ("lower", "~25", "<=22", "advance", "about 25 is above 22"),
    ("higher", "80", "<=90", "hold", "a ceiling on a good thing, not reached"),
    ("higher", "95", "<=90", "retreat", "a ceiling on a good thing, exceeded"),
    ("lower", "10", ">=20", "retreat", "a floor under a bad thing, not reached"),
    ("none", "2.98", "2.9", "lower", "fewer physicians are neither good nor bad"),
    ("none", "5.8", "7", "raise", "more beds are neither good nor bad"),
    ("none", "5.8", "5.8", "keep", "nothing moves"),
    ("none", "6", ">=5.06", "keep", "the floor already holds"),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[-1])
def test_a_target_is_named_by_what_it_asks(pairs, case):
    polarity, level, target, expected, _ = case
    table = stance(pairs({"polarity": polarity, "level": level, "target": target}))
    assert table["stance"].tolist() == [expected]


ABSENT = [
    ({"target": "5"}, "change_no_level"),
    ({"level": "5"}, "change_no_target"),
    ({"level": "5", "target_kind": "qualitative"}, "stance_words_only"),
    ({"level": ">=60", "target": ">=70"}, "stance_undecidable"),
]


@pytest.mark.parametrize(("row", "reason"), ABSENT)
def test_an_unknown_stance_says_why(pairs, row, reason):
    table = stance(pairs(row))
    assert (table["stance"][0], table["stance_reason"][0]) == ("unknown", reason)


def test_a_known_stance_has_no_reason(pairs):
    assert stance(pairs({"level": "5", "target": "6"}))["stance_reason"].tolist() == [""]


@pytest.mark.parametrize(
    ("polarity", "change", "expected"),
    [("lower", -1.0, "advance"), ("higher", -1.0, "retreat"), ("none", 30.0, "raise")],
)
def test_a_stated_change_without_a_level_shows_its_direction(
    pairs, polarity, change, expected
):
    row = {"polarity": polarity, "target_kind": "relative", "target_change": change}
    assert stance(pairs(row))["stance"].tolist() == [expected]
    resolved = row | {"target": "9"}  # a number that no level stands beside
    words = row | {"target_kind": "qualitative"}
    table = stance(pairs(resolved, words))
    assert table["stance"].tolist() == ["unknown", "unknown"]
    assert table["stance_reason"].tolist() == ["change_no_level", "stance_words_only"]


def test_the_table_given_is_not_altered(pairs):
    given_table = pairs({"level": "1", "target": "2"})
    before = given_table.copy()
    stance(given_table)
    pd.testing.assert_frame_equal(given_table, before)


def printed():
    figure = st.decimals("0", "9999", places=2).map(str)
    sign = st.sampled_from(["", "~", "<", "<=", ">", ">="])
    return st.tuples(sign, figure).map("".join)


@given(level=printed(), target=printed())
def test_flipping_polarity_flips_advance_and_retreat_and_nothing_else(pairs, level, target):
    row = {"level": level, "target": target}
    table = stance(pairs(row | {"polarity": "higher"}, row | {"polarity": "lower"}))
    one, other = table["stance"]
    assert other == FLIPPED.get(one, one)
    assert len(table.drop(columns="stance").drop_duplicates()) == 1


@given(
    level=printed(),
    target=printed(),
    factor=st.sampled_from([0.001, 0.01, 0.1, 10.0, 100.0, 1000.0, 60.0]),
)
def test_a_unit_conversion_never_changes_a_stance(pairs, level, target, factor):
    rows = pairs({"level": level, "target": target})
    columns = ["level", "target", "level_rounding", "target_rounding"]
    converted = rows.assign(**{column: rows[column] * factor for column in columns})
    assert stance(converted)["stance"].tolist() == stance(rows)["stance"].tolist()
