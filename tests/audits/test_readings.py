"""How figures are read decides what is found: bounds, rounding, bases and signs."""

import pytest
from made_plans import audited, plan_of, table_cell, text_figure

from healthplans import measures
from healthplans.quantities import Interval
from healthplans.reading.observations import harmonize
from healthplans.reading.printed import Printed

LABEL = "居民健康素养水平（%）"
# the paragraph of the first figure that a test adds
SAME = {"locator": "p1001:2-3"}


def harmonized(lists, *cells):
    plan = plan_of([Printed(**cell) for cell in cells])
    return harmonize([plan], lists).set_index("locator")


def changed(lists, level, *more):
    cells = [table_cell(1, LABEL, 2020, level), table_cell(1, LABEL, 2025, *more)]
    return harmonized(lists, *cells).loc["r1c2025"]


@pytest.mark.parametrize("level", ["20以上", "≥20", "<20"])
def test_a_bound_is_no_base_of_a_change(lists, level):
    assert changed(lists, level, "提高5个百分点").isna()["value"]


def test_an_exact_level_is_the_base_of_a_change_of_the_table(lists):
    found = changed(lists, "20.0", "提高5个百分点以上")
    assert (found["value"], found["base_year"], found["change_comparator"]) == (25, 2020, ">=")


def test_a_change_of_the_prose_without_a_year_has_no_base(lists):
    level = table_cell(1, LABEL, 2020, "20.0")
    said = text_figure(2, "health_literacy", "提高5个百分点", {"year": 2025})
    found = harmonized(lists, level, said)
    assert found.loc["p2:0-1"].isna()[["value", "base_year"]].all()


def test_growth_of_at_least_so_much_is_no_exact_growth(lists):
    growth = {"claim": "growth", "base_year": 2015}
    said = text_figure(1, "physicians", "25%以上", growth)
    found = harmonized(lists, said).loc["p1:0-1"]
    assert (found["change"], found["change_comparator"]) == (25, ">=")


def test_no_value_is_below_zero_and_about_is_twice_as_wide():
    assert Interval.printed(0.2, "=", 0.5).low == 0
    assert Interval.printed(5, "~", 0.5) == Interval(4, 6)


@pytest.mark.parametrize(
    ("polarity", "verdict"), [("none", "below"), ("higher", "short"), ("lower", "exceeds")]
)
def test_a_lower_limit_is_named_by_what_is_good(polarity, verdict):
    low, high = (measures.Limit.printed(value, "=", 0.0) for value in (4.0, 5.0))
    assert measures.compare_limits(low, high, polarity)[0] == verdict


def test_a_density_that_is_a_bound_implies_no_population(audit, lists):
    change = {"每千常住人口床位数（张）:2020": "10以上", "每千常住人口床位数（张）:2025": "12"}
    assert "implied_populations" not in set(audit(change=change).findings["rule"])


def test_a_set_of_pairs_inside_another_is_no_population_of_its_own(audit):
    change = {"每千常住人口注册护士数（人）:2020": "3.0"}
    assert audit(change=change).findings["rule"].tolist() == []


RULED = [
    ("三级医院平均住院日（天）", "9.7", "hospitals", "0个", "三级医院", "high"),
    ("三级医院平均住院日（天）", "9.7", "tertiary_hospitals", "0个", "", "high"),
]


@pytest.mark.parametrize(("label", "level", "code", "count", "scope", "severity"), RULED)
def test_an_institution_counted_as_none_is_absent(
    lists, label, level, code, count, scope, severity
):
    cells = [
        table_cell(1, label, 2020, level),
        text_figure(2, code, count, {"scope": scope} if scope else {}),
    ]
    found = audited(lists, plan_of([Printed(**cell) for cell in cells])).findings
    assert found.set_index("rule").loc["absent_institution", "severity"] == severity


def test_a_smaller_sum_of_another_split_is_undecided(audit):
    counts = {"公立医院": "5个", "民营医院": "12个", "二级医院": "12个", "一级医院": "3个"}
    add = [{"indicator": "hospitals", "value": v, "scope": s} for s, v in counts.items()]
    result = audit(add=add)
    assert result.findings["rule"].tolist() == []
    assert "splits_differ" in set(result.undecided["rule"])


@pytest.mark.parametrize(
    ("few", "place", "noted"),
    [
        *(("200个", {}, True), ("200个", SAME, False), ("180个", {}, False)),
        *(("202个", {}, False), ("200个", {"scope": "城市"}, False)),
    ],
)
def test_nearly_all_of_one_owner_in_another_paragraph_is_undecided(audit, few, place, noted):
    add = [
        {"indicator": "clinics", "value": "202个"},
        {"indicator": "clinics", "value": few, "scope": "社会办医", **place},
    ]
    result = audit(add=add)
    assert result.findings["rule"].tolist() == []
    assert ("part_counted_again" in set(result.undecided["rule"])) == noted


def test_a_binding_level_that_is_a_bound_is_a_finding_alone(audit):
    row = {"label": "孕产妇系统管理率（%）", "obligation": "约束性"}
    add = [{**row, "value": "＞94"}, {**row, "value": "≥97", "year": 2025}]
    found = audit(add=add).findings.set_index("rule")
    assert found.loc["baseline_not_measurable", "severity"] == "medium"


def test_words_without_a_base_year_still_say_which_way(audit):
    add = [{"indicator": "health_literacy", "value": "提高5%", "year": 2025}]
    change = {f"{LABEL}:2025": "18.0"}
    rules = set(audit(change=change, add=add).findings["rule"])
    assert "words_against_figures" in rules


def test_staff_per_bed_that_thins_is_of_low_severity(audit):
    found = audit(change={"每千常住人口床位数（张）:2025": "7.00"}).findings
    assert found[["rule", "severity"]].to_numpy().tolist() == [
        ["capacity_outgrows_staff", "low"]
    ]


def test_a_share_of_institutions_of_which_some_are_not_counted_is_accepted(audit):
    add = [
        {"indicator": "tcm_hall_share", "value": "99%"},
        {"indicator": "township_health_centres", "value": "2个"},
    ]
    assert audit(add=add).findings["rule"].tolist() == []


@pytest.mark.parametrize(
    ("new", "old", "differ"), [("10", "8", True), ("10", "4", False), ("10", "", False)]
)
def test_parts_on_both_sides_of_the_whole_are_no_other_definition(audit, new, old, differ):
    values = {"": "5.6", "新建和正在建设的居住小区": new, "老旧小区改造": old}
    add = [
        {"indicator": "childcare_places_density", "value": f"{value}个", "year": 2025}
        | ({"scope": scope} if scope else {})
        for scope, value in values.items()
        if value
    ]
    assert ("definitions_within" in set(audit(add=add).findings["rule"])) == differ


@pytest.mark.parametrize(("share", "severity"), [("72%", "low"), ("71%", "medium")])
def test_a_share_with_digits_cut_off_is_of_low_severity(audit, share, severity):
    add = [
        {"indicator": "village_clinic_standardization_rate", "value": share},
        {"indicator": "village_clinics", "value": "33个"},
    ]
    found = audit(add=add).findings
    assert found[["rule", "severity"]].to_numpy().tolist() == [["share_of_few", severity]]


# 瑶海区, the county-level city 巢湖市, and their province
@pytest.mark.parametrize(
    ("area", "due"), [("340102", True), ("340181", False), ("340000", False)]
)
def test_only_a_district_has_no_city_to_count(lists, area, due):
    said = text_figure(1, "national_hygienic_city_share", "100%", {"year": 2025})
    found = audited(lists, plan_of([Printed(**said)], f"{area}-2021", area=area)).findings
    assert ("indicator_of_wider_area" in set(found["rule"])) == due


def test_beds_that_grow_within_rounding_outgrow_no_staff(audit):
    change = {
        "每千常住人口床位数（张）:2025": "5.0",
        "每千常住人口注册护士数（人）:2025": "2.50",
    }
    assert "capacity_outgrows_staff" not in set(
        audit(
            change={**change, "每千常住人口床位数（张）:2020": "4.99"}, drop=["beds"]
        ).findings["rule"]
    )


@pytest.mark.parametrize(
    ("target", "severity"),
    [
        ({"label": "居民健康档案规范化电子建档率（%）", "value": "≥92"}, "medium"),
        # sentences call one thing by two names
        ({"indicator": "electronic_health_record_rate", "value": "92%以上"}, "low"),
    ],
)
def test_a_level_and_a_target_of_two_definitions_are_told_apart(audit, target, severity):
    add = [target | {"year": 2025}, {"indicator": "health_record_rate", "value": "92.04%"}]
    found = audit(add=add).findings.set_index("rule").loc["definitions_within"]
    assert found["severity"] == severity
    level, target = found["message_en"].split("; target:")
    assert ("92.04%" in level, "92.04%" in target) == (True, False)
    assert "92%" in target


def test_a_rise_to_less_and_a_part_of_more_are_told_with_their_figures(audit):
    add = [
        {"indicator": "hospital_delivery_rate", "value": "99.0%"},
        {"indicator": "hospital_delivery_rate", "value": "提高至98.0%以上", "year": 2025},
        {"indicator": "rehabilitation_beds_density", "value": "6.5张", "year": 2025},
    ]
    findings = audit(add=add).findings.set_index("rule")
    said = findings.loc["words_against_figures", "message_en"]
    assert (
        said
        == "Hospital delivery rate, 2025: “提高至98.0%以上”, yet the level is 99.0% already."
    )
    part = findings.loc["part_of_density"]
    assert (part["severity"], "108.3%" in part["message_en"]) == ("high", True)


@pytest.mark.parametrize(
    ("named", "severity", "says"),
    [({"base_year": 2020}, "high", "from 20.0%"), ({}, "medium", "names no year; from 20.0%")],
)
def test_a_change_that_names_no_year_is_counted_from_the_base_year(
    audit, named, severity, says
):
    rise = {"indicator": "health_literacy", "value": "提高5%", "year": 2025, **named}
    found = audit(change={f"{LABEL}:2025": "≥30.0"}, add=[rise]).findings.set_index("rule")
    assert found.loc["ambiguous_and_stated", "severity"] == severity
    assert says in found.loc["ambiguous_and_stated", "message_en"]


def test_other_institutions_missing_kinds_and_other_years_are_undecided(audit):
    add = [
        {"indicator": "health_literacy", "value": "提高5%", "year": 2025, "base_year": 2019},
        {"indicator": "nurse_physician_ratio", "value": "1:1.5", "scope": "医院"},
        {"indicator": "bed_nurse_ratio", "value": "1:0.9"},
    ]
    change = {f"{LABEL}:2025": "≥30.0", "beds_primary": "4000张"}
    undecided = (
        audit(change=change, add=add, drop=["share_primary"]).undecided["rule"].tolist()
    )
    assert undecided.count("ratio_and_parts") == 2
    assert {"ambiguous_and_stated", "parts_and_total"} < set(undecided)


def test_a_target_that_is_a_change_has_no_level_to_start_from_either(audit):
    change = {
        f"{LABEL}:2020": "—",
        f"{LABEL}:2025": "提高5个百分点",
        "适龄儿童免疫规划疫苗接种率（%）:2020": "95.0左右",
    }
    found = audit(change=change).findings.set_index("rule")
    assert found.loc["baseline_not_measurable", "computed"] == "open=2; targets=10; binding=0"
