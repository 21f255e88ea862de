"""What refuses a comparison with an area above, and which pairs are made at all."""

import pandas as pd
import pytest
from support import suite

from healthplans.measures.vertical import missed, vertical

LISTS = suite.codelists()
PROVINCE, CITY, DISTRICT = "340000", "340100", "340102"
ROW = {
    "role": "target",
    "indicator": "infant_mortality",
    **dict.fromkeys(["part", "of", "end", "denominator", "change_comparator"], ""),
    **dict.fromkeys(["change", "low", "high", "base_year"], pd.NA),
    "year": 2025,
    "unit": "per_mille",
    "kind": "exact",
    "comparator": "=",
    "digits": "",
    "factor": 1.0,
    "confidence": "published",
}


def figures(*rows):
    """One figure a row: area, value, and what else it prints."""
    made = [
        ROW
        | {"area": area, "value": value, "document": area, "observation_id": f"{area}.{n}"}
        | more
        for n, (area, value, more) in enumerate(rows)
    ]
    return pd.DataFrame(made).astype({"value": "Float64", "year": "Int64"})


def said(own, upper, **both):
    table = figures((DISTRICT, 4.0, both | own), (CITY, 3.0, both | upper))
    found = vertical(table, LISTS)
    assert set(found["area"]) == {DISTRICT}
    return [(r.verdict, r.reason.removeprefix("vertical_")) for r in found.itertuples()]


BEDS = {"indicator": "beds_density", "unit": "per_1000"}
REFUSED = [
    ({}, {}, {}, ("short", "limits")),
    ({"indicator": "beds", "unit": "count"}, {}, {}, ("incomparable", "count")),
    ({}, {"year": 2030}, {}, ("incomparable", "year")),
    ({}, {"year": 2022}, {}, ("incomparable", "year")),
    (BEDS, {"denominator": "户籍人口"}, {"denominator": "常住人口"}, None),
    (BEDS, {"denominator": "人口"}, {"denominator": "常住人口"}, ("above", "limits")),
]


@pytest.mark.parametrize(("both", "upper", "own", "expected"), REFUSED)
def test_figures_are_compared_only_where_they_can_be(both, upper, own, expected):
    assert said(own, upper, **both) == [expected or ("incomparable", "denominator")]


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(2.0, 2.0, ("exceeds", "limits")), (2.0, 2.5, ("meets", "within"))],
)
def test_a_range_of_one_number_is_that_number(low, high, expected):
    ends = [(DISTRICT, v, {"end": e}) for v, e in ((low, "lower"), (high, "upper"))]
    found = vertical(figures(*ends, (CITY, 3.0, {})), LISTS)
    assert {(r.verdict, r.reason.removeprefix("vertical_")) for r in found.itertuples()} == {
        expected
    }


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        (1.5, ("exceeds", "limits")),
        (3.0, ("undecided", "about")),  # the range of the city leaves it open
        (4.5, ("short", "limits")),
    ],
)
def test_a_target_stands_beside_both_ends_of_a_range_above(own, expected):
    ends = [(CITY, v, {"end": e}) for v, e in ((2.0, "lower"), (4.0, "upper"))]
    found = vertical(figures((DISTRICT, own, {}), *ends), LISTS)
    assert found["upper_value"].tolist() == [2.0, 4.0]
    said = zip(found["verdict"], found["reason"].str.removeprefix("vertical_"), strict=True)
    assert set(said) == {expected}


def test_a_level_stands_beside_no_end_of_a_range():
    ends = [
        (CITY, v, {"end": e, "role": "level"}) for v, e in ((1.0, "lower"), (3.0, "upper"))
    ]
    assert vertical(figures((DISTRICT, 2.0, {"role": "level"}), *ends), LISTS).empty


def titled(table):
    return table.assign(source_title="title")


def pairs(*rows, **how):
    """Give what each figure is set beside: its value, the upper's, and the reason."""
    found = vertical(figures(*rows), LISTS, **how).astype(object)
    numbers = found[["value", "upper_value"]].where(
        found[["value", "upper_value"]].notna(), None
    )
    reasons = found["reason"].str.removeprefix("vertical_")
    return [(*two, why) for *two, why in numbers.assign(reason=reasons).to_numpy().tolist()]


UNDER5 = {"indicator": "under5_mortality"}
WORDS = {"kind": "qualitative", "comparator": ""}
OF_ONE = (DISTRICT, 4.0, {})
BESIDE = [  # figures, and the pairs that they make
    (
        [OF_ONE, (CITY, 3.0, {}), (PROVINCE, 2.0, {})],
        [(4, 3, "limits"), (4, 2, "limits"), (3, 2, "limits")],
    ),
    # a relative stands in where the document above does not state the very indicator
    ([OF_ONE, (CITY, 5.0, UNDER5)], [(4, 5, "definition")]),
    ([OF_ONE, (CITY, 5.0, UNDER5 | {"year": 2030})], []),
    ([OF_ONE, (CITY, 5.0, UNDER5), (CITY, 3.0, {})], [(4, 3, "limits")]),
    ([OF_ONE, (DISTRICT, 6.0, UNDER5), (CITY, 5.0, UNDER5)], [(6, 5, "limits")]),
    ([(DISTRICT, 4.0, {"role": "level"}), (CITY, 5.0, UNDER5 | {"role": "level"})], []),
    ([(DISTRICT, 4.0, {"role": "level"}), (CITY, 5.0, UNDER5)], []),
    # the target of the nearest year is named, a level of another year is not
    ([OF_ONE, (CITY, 3.0, {"year": 2030}), (CITY, 2.0, {"year": 2023})], [(4, 2, "year")]),
    (
        [OF_ONE, (CITY, 3.0, {"year": 2030}), (DISTRICT, 3.5, {"year": 2030})],
        [(3.5, 3, "limits")],
    ),
    ([(DISTRICT, 4.0, {"role": "level"}), (CITY, 3.0, {"role": "level", "year": 2023})], []),
    ([(DISTRICT, 4.0, {"part": "rural"}), (CITY, 3.0, {})], []),
    ([OF_ONE, (CITY, 3.0, {"part": "rural"})], []),
    ([OF_ONE, (CITY, pd.NA, WORDS)], [(4, None, "words_only")]),
    ([(DISTRICT, pd.NA, WORDS), (CITY, 3.0, {})], [(None, 3, "words_only")]),
    *(
        ([OF_ONE, (CITY, pd.NA, {"kind": kind})], [])
        for kind in ("missing", "blank", "unread")
    ),
    ([OF_ONE, (CITY, 3.0, {"indicator": ""})], []),
    ([(DISTRICT, 4.0, {"indicator": ""}), (CITY, 3.0, {"indicator": ""})], []),
    ([OF_ONE, (CITY, 3.0, {"year": pd.NA})], []),
]


@pytest.mark.parametrize(("rows", "expected"), BESIDE)
def test_a_figure_is_set_beside_its_nearest_counterpart_in_each_document(rows, expected):
    assert pairs(*rows) == expected


@pytest.mark.parametrize("places", [(0, 1), (1, 0)])
def test_a_pair_has_its_difference_and_the_weaker_confidence(places):
    sure = ["published", "secondary"]
    one, other = ({"confidence": sure[place]} for place in places)
    row = vertical(figures((DISTRICT, 4.0, one), (CITY, 3.5, other)), LISTS).iloc[0]
    assert (row["difference"], row["confidence"]) == (0.5, "secondary")
    assert (row["upper_area"], row["upper_level"]) == (CITY, "city")
    count = {"unit": "count", "indicator": "beds"}
    row = vertical(figures((DISTRICT, 4.0, count), (CITY, 3.5, count)), LISTS).iloc[0]
    assert pd.isna(row["difference"])


def test_a_strict_call_parts_denominators_that_a_convention_joins():
    both = [BEDS | {"denominator": per} for per in ("人口", "常住人口")]
    rows = [(area, 4.0, row) for area, row in zip((DISTRICT, CITY), both, strict=True)]
    assert pairs(*rows) == [(4, 4, "equal")]
    assert pairs(*rows, strict=True) == [(4, 4, "denominator")]


RELATIVE = {"kind": "relative", "comparator": "", "change": -1.0, "change_comparator": "="}
LEVEL = {"role": "level", "digits": "3.0"}
OPEN = [  # a district's 3.0 and what else it says, its city's figure; verdict and reason
    ({**RELATIVE, "low": 2.95, "high": 3.05}, 3.02, {}, ("undecided", "rounding")),
    ({**RELATIVE, "low": 2.95, "high": 3.20}, 3.1, {}, ("exceeds", "limits")),
    ({**RELATIVE, "change_comparator": ">="}, 2.5, {}, ("short", "limits")),
    (LEVEL, 3.0, LEVEL, ("equal", "equal")),
    (LEVEL, 3.0, {**LEVEL, "comparator": "<="}, ("undecided", "rounding")),
    (LEVEL, 3.2, {**LEVEL, "digits": "3.2"}, ("exceeds", "figures")),
]


@pytest.mark.parametrize(("own", "value", "upper", "expected"), OPEN)
def test_what_a_base_or_digits_leave_open_is_not_decided(own, value, upper, expected):
    row = vertical(figures((DISTRICT, 3.0, own), (CITY, value, upper)), LISTS).iloc[0]
    assert (row["verdict"], row["reason"].removeprefix("vertical_")) == expected


def test_a_part_beside_a_part_above_is_not_among_the_targets_missed():
    part = {"part": "urban"}
    later, level = {"year": 2030}, {"role": "level"}
    table = figures(
        *((DISTRICT, 4.0, {}), (DISTRICT, 9.0, part), (CITY, 3.0, {}), (CITY, 5.0, part)),
        *((DISTRICT, 8.0, later), (CITY, 2.0, later)),
        *((DISTRICT, 7.0, level), (CITY, 1.0, level)),
    )
    found = missed(table, titled(table[table["value"].eq(3.0)]), LISTS)
    assert found["value"].tolist() == [4.0]


def test_a_target_of_an_area_above_is_missed_once():
    table = figures((CITY, 4.0, {}), (PROVINCE, 3.0, {}))
    assert missed(table, titled(table), LISTS)["value"].tolist() == [4.0]
