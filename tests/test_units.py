"""Units are read by their parts; the multiplier is taken out and kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthplans.vocabulary.codelists import read_codelists
from healthplans.vocabulary.numerals import Numerals
from healthplans.vocabulary.units import Units
from healthplans.vocabulary.words import Words

LISTS = read_codelists()
UNITS = Units(LISTS)
TIMES = Numerals(LISTS.numerals).multipliers
PLAIN = sorted(text for text in LISTS.printed_units if "/" not in text and "%" not in text)


@pytest.mark.parametrize(
    ("text", "code", "multiplier", "per"),
    [
        ("人/千人", "per_1000", 1, "人"),
        ("张/千人口", "per_1000", 1, "人口"),
        ("张／每千常住人口", "per_1000", 1, "常住人口"),
        ("人/万人", "per_10000", 1, "人"),
        ("例/10万", "per_100000", 1, ""),
        ("1/10万", "per_100000", 1, ""),
        ("/十万", "per_100000", 1, ""),
        ("1/100,000", "per_100000", 1, ""),
        ("十万分之一", "per_100000", 1, ""),
        ("千分之一", "per_mille", 1, ""),
        ("/万", "per_10000", 1, ""),
        ("元/人", "yuan", 1, "人"),
        ("元／人·年", "yuan", 1, "人·年"),
        ("克/天", "grams_per_day", 1, "天"),
        ("人次/年", "count", 1, "年"),
        ("㎡/人", "square_metres", 1, "人"),
        ("平方米/人", "square_metres", 1, "人"),
        ("万元", "yuan", 10_000, ""),
        ("亿元", "yuan", 100_000_000, ""),
        ("万张", "count", 10_000, ""),
        ("万人次", "count", 10_000, ""),
        ("万余人次", "count", 10_000, ""),
        ("千人", "count", 1000, ""),
        ("(张)", "count", 1, ""),
        ("％，％", "percent", 1, ""),
        ("%，‰", None, 1, ""),
        ("万元/万人", None, 1, ""),
        ("人/人", None, 1, ""),
        ("次/人", "times", 1, "人"),
        ("百分之二", None, 1, ""),
        ("万万元/人", None, 1, ""),
        ("斤", None, 1, ""),
        ("", None, 1, ""),
    ],
)
def test_reads_a_unit(text, code, multiplier, per):
    unit = UNITS.read(text)
    if code is None:
        assert unit is None
    else:
        assert (unit.code, unit.multiplier, unit.per) == (code, multiplier, per)


@given(st.sampled_from(PLAIN), st.sampled_from([*TIMES]))
def test_a_multiplier_before_a_unit_multiplies_and_changes_no_code(text, sign):
    unit, plain = UNITS.read(f"{sign}{text}"), UNITS.read(text)
    assert (unit.code, unit.multiplier) == (plain.code, TIMES[sign])


@pytest.mark.parametrize("text", sorted(LISTS.printed_units))
def test_a_unit_that_is_listed_is_read_as_listed(text):
    assert UNITS.read(text).code == LISTS.printed_units[text]


@given(st.text(max_size=12))
def test_any_text_is_a_unit_or_none(text):
    unit = UNITS.read(text)
    assert unit is None or unit.code in {"", *LISTS.units}


def test_an_unknown_unit_names_its_nearest():
    assert UNITS.nearest("小時") == "小时"


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("unit", LISTS.units)
def test_a_change_in_any_unit_has_a_name(unit, lang):
    words = Words(lang, LISTS)
    assert words.change_unit(unit)
    assert words.change_unit(unit) in words.change_unit(f"{unit}_per_year")


def test_a_change_is_named_by_its_unit_and_its_year():
    named = Words("en", LISTS).change_unit
    assert (named("days"), named("count_per_year")) == ("days", "count a year")
    assert (named("percent"), named("proportional")) == ("percent", "in proportion")
