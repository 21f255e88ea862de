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


def titled(table):
    return table.assign(source_title="title")


def test_a_part_beside_a_part_above_is_not_among_the_targets_missed():
    part = {"part": "urban"}
    table = figures(
        (DISTRICT, 4.0, {}), (DISTRICT, 9.0, part), (CITY, 3.0, {}), (CITY, 5.0, part)
    )
    found = missed(table, titled(table[table["area"].eq(CITY) & table["part"].eq("")]), LISTS)
    assert found["value"].tolist() == [4.0]


def test_a_target_of_an_area_above_is_missed_once():
    table = figures((CITY, 4.0, {}), (PROVINCE, 3.0, {}))
    assert missed(table, titled(table), LISTS)["value"].tolist() == [4.0]
