"""Every pair is judged by definition, denominator and printed unit, and the reason is said."""

import pandas as pd
import pytest

from healthplans.errors import UnknownNameError
from healthplans.measures.comparability import comparability

_ROW = {
    "area": "d",
    "area_name": "d",
    "indicator": "public_health_staff_density",
    "part": "",
    "of": "",
    "end": "",
}
_SIDE = {"kind": "exact", "denominator": "常住人口", "printed_unit": "per_10000", "year": 2020}
_NO_SIDE = {"kind": "", "denominator": "", "printed_unit": "", "year": pd.NA}


def stated(**rows):
    return pd.DataFrame([compared(plan, dict(row)) for plan, row in rows.items()])


def compared(plan, row):
    """Give a row of `compare` that states one side, by default the level."""
    role = row.pop("role", "level")
    own = _SIDE | {name: row.pop(name) for name in _SIDE if name in row}
    sides = {"level": _NO_SIDE, "target": _NO_SIDE} | {role: own}
    named = {f"{side}_{name}": v for side, cells in sides.items() for name, v in cells.items()}
    return _ROW | {"document": plan} | row | named


PAIRS = [
    ({}, "comparable", "Same definition"),
    ({"printed_unit": "per_1000"}, "after_conversion", "per 1,000"),
    ({"denominator": "人口"}, "by_convention", "by convention"),
    ({"year": 2018}, "comparable", "Same definition"),
    ({"year": 2017}, "different_year", "2020 and 2017"),
    (
        {"indicator": "public_health_physician_density"},
        "not_comparable",
        "Different indicators",
    ),
]


@pytest.mark.parametrize(("other", "judgement", "said"), PAIRS)
def test_a_pair_is_judged_with_the_reason(lists, other, judgement, said):
    table = comparability(stated(a={}, b=other), "public_health_staff_density", lists)
    assert table["judgement"].tolist() == [judgement]
    assert said in table["reason_en"][0]
    assert table["reason_zh"][0]
    assert not table["draft"].any()


def test_every_pair_of_plans_is_named_once(lists):
    table = comparability(stated(a={}, b={}, c={}), "public_health_staff_density", lists)
    assert list(zip(table["document"], table["other_document"], strict=True)) == [
        ("a", "b"),
        ("a", "c"),
        ("b", "c"),
    ]


def test_parts_are_compared_with_the_same_part_only(lists):
    rows = stated(a={"part": "x"}, b={"part": "x"}, c={"part": "y"})
    table = comparability(rows, "public_health_staff_density", lists)
    assert table[["part", "other_part"]].to_numpy().tolist() == [["x", "x"]]


def test_levels_are_compared_with_levels_and_printed_absences_with_nothing(lists):
    rows = stated(a={}, b={"role": "target"}, c={"kind": "missing"})
    assert comparability(rows, "public_health_staff_density", lists).empty


def test_a_draft_on_either_side_is_marked(lists):
    rows = stated(a={}, b={}, c={})
    table = comparability(rows, "public_health_staff_density", lists, drafts={"c"})
    assert table["draft"].tolist() == [False, True, True]


@pytest.mark.parametrize("plans", [{}, {"a": {}}])
def test_fewer_than_two_plans_make_no_pair(lists, plans):
    rows = stated(**plans) if plans else stated(a={}).head(0)
    table = comparability(rows, "public_health_staff_density", lists)
    assert table.empty
    assert "judgement" in table.columns


def test_an_unknown_indicator_is_refused(lists):
    with pytest.raises(UnknownNameError, match="beds_density"):
        comparability(stated(a={}), "bed_density", lists)


@pytest.mark.parametrize("kind", ["missing", "blank", "unread"])
def test_what_is_no_figure_makes_no_pair(lists, kind):
    rows = stated(a={}, b={"kind": kind})
    assert comparability(rows, "public_health_staff_density", lists).empty
