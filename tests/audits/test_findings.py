"""The findings table: its columns, order, ids and evidence, and one finding a cause."""

from types import SimpleNamespace

import pytest
from made_plans import audited, plan_of, text_figure
from support import suite

from healthplans.audits import FINDING_COLUMNS, UNDECIDED_COLUMNS, review
from healthplans.audits.alike import is_one_name
from healthplans.audits.rules import read_rules
from healthplans.parts import Part
from healthplans.reading.corrections import Correction
from healthplans.reading.observations import harmonize
from healthplans.reading.printed import Printed

BED_MISPRINT = {"change": {"beds_primary": "15000张"}}


@pytest.fixture(scope="module")
def published():
    return review(
        suite.observations(corrected=False),
        suite.audited(),
        suite.codelists(),
        suite.national(),
        suite.corrections(),
    )


def test_the_columns_are_the_contract(published):
    assert list(published.findings.columns) == FINDING_COLUMNS
    assert list(published.undecided.columns) == UNDECIDED_COLUMNS


def test_ids_are_unique(published):
    assert published.findings["finding_id"].is_unique


def test_every_piece_of_evidence_is_an_observation(published):
    known = set(suite.observations()["observation_id"])
    cited = set(";".join(filter(None, published.findings["evidence"])).split(";"))
    assert cited <= known


def test_severities_are_high_medium_or_low(published):
    assert set(published.findings["severity"]) <= {"high", "medium", "low"}


def test_a_clean_plan_leaves_only_what_it_does_not_state_undecided(audit):
    assert audit().undecided["rule"].tolist() == ["growth_claim"]


def test_no_place_is_left_open_in_a_message(published):
    texts = published.findings[["message_en", "message_zh"]].to_numpy().ravel()
    assert [text for text in texts if not text or "{" in text or "nan" in text.split()] == []


def test_the_order_of_plans_does_not_matter(audit, lists):
    def ids(*others):
        return audit(**BED_MISPRINT, others=list(others)).findings["finding_id"].tolist()

    assert ids({}, {}) == ids({}, {}) != []


def test_findings_stay_when_rows_are_shuffled(lists):
    from healthplans.audits import audit as audit_plans

    plans, table = suite.documents(), suite.observations(corrected=False)
    shuffled = table.sort_values("document", ascending=False, kind="stable")
    ids = [audit_plans(t, plans, lists)["finding_id"].tolist() for t in (table, shuffled)]
    assert ids[0] == ids[1]


def test_one_misprint_gives_one_finding_though_it_breaks_sum_and_share(audit):
    findings = audit(**BED_MISPRINT).findings
    assert findings["rule"].tolist() == ["parts_and_total"]
    assert "with 5000 in place of" in findings["message_en"][0]
    assert "25.00%" in findings["message_en"][0]


def test_one_misprinted_sign_over_two_rates_gives_one_finding(audit):
    add = [
        {"indicator": "under5_mortality", "value": "6.5%", "unit": "%"},
        {"indicator": "infant_mortality", "value": "5.00%", "unit": "%"},
    ]
    findings = audit(add=add, drop=["under5"]).findings
    assert findings["rule"].tolist() == ["power_of_ten"]
    assert len(findings["evidence"][0].split(";")) == 4


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("市妇女儿童医院", "市妇女儿童医院新建项目", True),
        ("市妇女儿童医院", "市妇女儿童医院", True),
        ("市妇女儿童医院", "市妇女儿童医院二期", False),
        ("新建", "改扩建", False),
        ("市第一医院", "市第二医院建设项目", False),
    ],
)
def test_a_project_bears_the_name_of_its_institution(one, other, same):
    sheet = SimpleNamespace(lists=SimpleNamespace(narrowed_to=str))
    first, second = (SimpleNamespace(part=Part(frozenset({w}))) for w in (one, other))
    options = read_rules().rules["project_dated_twice"].options
    assert is_one_name(sheet, first, second, options) is same


def test_a_number_in_words_is_quoted(audit):
    add = [
        {"indicator": "out_of_pocket_share", "value": "24.3%"},
        {"indicator": "out_of_pocket_share", "value": "三分之一"},
    ]
    said = audit(add=add).findings["message_zh"]
    assert any("“三分之一” (= 33.3%)" in message for message in said)


def test_kinds_of_a_part_that_make_the_total_right_are_named(audit):
    add = [
        {"indicator": "institutions", "value": "30个"},
        {"indicator": "hospitals", "value": "10个"},
        {"indicator": "institutions", "scope": "基层医疗卫生机构", "value": "29个"},
        {"indicator": "township_health_centres", "value": "12个"},
        {"indicator": "clinics", "value": "8个"},
    ]
    findings = audit(add=add).findings
    assert findings["rule"].tolist() == ["members_and_total"]
    assert "are 20, with which the total holds" in findings["message_en"][0]


@pytest.mark.parametrize("placed", [True, False])
@pytest.mark.parametrize(
    ("last", "partial", "rules", "undecided"),
    [
        ("3.8亿元", False, ["projects_and_total"], []),
        ("4.8亿元", False, [], []),
        ("1.8亿元", False, [], ["projects_and_total"]),
        ("3.8亿元", True, [], []),
        ("3800万元", False, [], ["projects_and_total"]),
    ],
)
def test_a_project_needs_no_known_name(lists, last, partial, rules, undecided, placed):
    said = {"总投资": "18.6亿元", "区医院": "8.2亿元", "分院": "5.6亿元", "能力提升": last}
    rows = [
        text_figure(n, "", value, {"label": label, "unit": value[-2:], "paragraph": 9})
        for n, (label, value) in enumerate(said.items(), 1)
    ]
    for row in rows:
        row["locator"] = f"p9:{row['row']}-{row['row']}" if placed else f"row{row['row']}"
    plan = plan_of([Printed(**row) for row in rows], partial=partial)
    result = review(harmonize([plan], lists, lenient=True), [plan], lists)
    told = result.findings[result.findings["severity"] != "low"]
    assert told["rule"].tolist() == rules
    assert result.undecided["rule"].tolist() == undecided


def test_rows_per_people_and_per_residents_are_one_indicator_twice(audit):
    row = {"label": "每千人口床位数（张）", "value": "6.50", "year": 2025}
    assert "row_twice" in set(audit(add=[row]).findings["rule"])


def test_a_table_per_residents_and_a_text_per_registered_people_are_no_contradiction(audit):
    registered = {
        "label": "每千户籍人口床位数",
        "unit": "张",
        "value": "5.60",
        "origin": "text",
    }
    found = audit(add=[{"indicator": "", **registered}]).findings
    assert "denominators_within" in set(found["rule"])
    assert "table_and_text" not in set(found["rule"])


def test_a_total_without_village_clinics_is_asked_about(audit):
    add = [
        {"indicator": "institutions", "value": "30个"},
        {"indicator": "hospitals", "value": "10个"},
        {"indicator": "township_health_centres", "value": "12个"},
        {"indicator": "village_clinics", "value": "80个"},
    ]
    findings = audit(add=add).findings
    assert findings["severity"].tolist() == ["medium"]
    assert "leave village clinics" in findings["message_en"][0]


def test_a_share_of_another_base_names_that_base(audit):
    change = {"share_public": "50.00%", "share_private": "25.00%"}
    findings = audit(change=change).findings
    assert findings["rule"].tolist() == ["share_and_count"]
    assert "it is true of 20,000" in findings["message_en"][0]


def test_a_rate_of_other_people_than_those_named_is_a_wrong_share(audit):
    rate = {"indicator": "family_doctor_contract_rate", "value": "42.5%", "of": "户籍人口"}
    people = {"indicator": "registered_population", "value": "300.0万人"}
    signed = {"indicator": "family_doctor_contracts", "value": "170.0万人"}
    said = audit(add=[people, signed, rate]).findings.set_index("rule")["message_en"]
    assert "1,700,000 ÷ 3,000,000 = 56.6667%, printed as 42.5%" in said["share_and_count"]


def test_residents_equal_to_those_registered_are_a_finding(audit):
    people = [
        {"indicator": code, "value": "400.12万人"}
        for code in ("resident_population", "registered_population")
    ]
    found = audit(add=people).findings
    same = found[found["rule"] == "same_figure_two_names"]
    assert same["severity"].tolist() == ["medium"]


def test_a_finding_says_where_a_correction_is_declared(audit):
    place = ("340102-2021", "text", "p6:0-1")
    correction = Correction(*place, "15000张", "5000张", "误", "misprint", "")
    findings = audit(**BED_MISPRINT, corrections={place: correction}).findings
    assert "A correction of “15000张” to “5000张” is declared." in findings["message_en"][0]


def test_growth_without_a_base_is_undecided_and_no_finding(audit):
    result = audit(drop=["physicians_2015", "nurses_growth"])
    assert result.findings["rule"].tolist() == []
    assert result.undecided["rule"].tolist() == ["growth_claim"]


def test_parts_that_may_not_be_all_are_undecided(audit):
    drop = ["nurses_growth", "beds_primary", "share_primary", "share_hospital"]
    add = [
        {"indicator": "beds", "value": "1000张", "scope": "疾病预防控制机构"},
        {"indicator": "bed_occupancy_rate", "value": "10.0%", "scope": "口腔"},
    ]
    result = audit(drop=drop, add=add)
    assert result.findings["rule"].tolist() == []
    assert result.undecided["rule"].tolist() == ["parts_and_total"]


def test_another_scope_with_another_value_is_undecided(audit):
    add = [
        {"indicator": "health_literacy", "value": "15.0%", "scope": "65岁以上老年人"},
    ]
    result = audit(add=add, drop=["nurses_growth"])
    assert result.findings["rule"].tolist() == []
    assert result.undecided["rule"].tolist() == ["scope_differs"]


def test_a_level_that_is_a_bound_leaves_a_stricter_target_undecided(audit):
    change = {"高血压规范管理率（%）:2020": "60以上", "高血压规范管理率（%）:2025": "≥70"}
    result = audit(change=change, drop=["nurses_growth"])
    assert result.findings["rule"].tolist() == []
    assert result.undecided["rule"].tolist() == ["target_already_met"]


def test_findings_are_of_the_documents_given_only(published):
    first = suite.plans()[0]
    alone = review(suite.observations(corrected=False), [first], suite.codelists())
    assert set(alone.findings["document"]) == {first.id}
    own = published.findings[published.findings["document"] == first.id]
    without_national = own[own["rule"] != "national_target_missed"]
    assert set(alone.findings["finding_id"]) == set(without_national["finding_id"])


def test_parts_above_their_total_are_a_finding_though_classes_may_be_missing(audit):
    change = {"beds_hospital": "19500张"}
    drop = ["beds_primary", "share_primary", "share_hospital", "beds_public", "beds_private"]
    add = [{"indicator": "beds", "value": "1000张", "scope": "疾病预防控制机构"}]
    drop += ["share_public", "share_private"]
    findings = audit(change=change, drop=drop, add=add).findings
    assert findings["rule"].tolist() == ["parts_and_total"]
    assert findings["computed"][0] == "sum=20500; stated=20000; difference=500"


@pytest.mark.parametrize("printed", ["66.66%", "66.68%"])
def test_a_share_is_held_to_its_last_digit_from_both_sides(audit, printed):
    findings = audit(change={"share_public": printed}, drop=["share_private"]).findings
    assert findings["rule"].tolist() == ["share_and_count"]


def test_average_growth_is_given_compound_and_simple(audit):
    findings = audit(change={"spending_growth": "11.0%"}).findings
    assert findings["computed"][0] == "claimed=11; compound=10; simple=11.033333"
    assert findings["severity"][0] == "medium"


def test_a_level_and_a_target_of_one_year_contradict_nothing(audit):
    add = [
        {"label": "居民健康素养水平（%）", "value": "≥30.0", "year": 2020, "role": "target"},
        {"label": "居民健康素养水平（%）", "value": "21.0", "year": 2025, "role": "level"},
    ]
    found = audit(add=add).findings
    assert "table_and_text" not in set(found["rule"])
    assert "text_and_text" not in set(found["rule"])


def test_a_figure_without_a_year_contradicts_nothing(audit):
    add = [{"indicator": "health_literacy", "value": "90.0%", "year": None}]
    assert audit(add=add).findings["message_en"].tolist() == []


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("增长30%", "the base of neither is printed"),
        ("较2020年增长30%", "both count from 2020"),
    ],
)
def test_a_change_repeated_in_sentences_counts_from_a_year_only_where_one_is_printed(
    audit, value, said
):
    rows = [
        {"indicator": "pharmacist_density", "value": value, "year": y} for y in (2025, 2030)
    ]
    found = audit(add=rows).findings
    repeated = found[found["rule"] == "relative_repeated"]
    assert [said in text for text in repeated["message_en"]] == [True]


def test_a_target_missed_is_a_row_of_the_page_that_compares_with_areas_above(audit, national):
    change = {"婴儿死亡率（‰）:2020": "5.70", "婴儿死亡率（‰）:2025": "≤5.40"}
    said = audit(change, references=national).findings.query("rule == 'upper_target_missed'")
    assert said["indicator"].tolist() == ["infant_mortality"]
    assert audit(change).findings.query("rule == 'upper_target_missed'").empty


def test_a_floor_asked_for_is_less_than_all_and_a_floor_reached_may_be_all(audit):
    stated = {"severe_mental_illness_management_rate": 2025, "newborn_visit_rate": 2020}
    add = [
        {"indicator": name, "value": value, "year": year}
        for name, year in stated.items()
        for value in ("应管尽管", "90%以上")
    ]
    said = audit(add=add).findings.query("rule == 'full_coverage_and_figure'")
    assert said["indicator"].tolist() == ["severe_mental_illness_management_rate"]


def test_a_pace_of_counts_beside_one_of_densities_is_undecided(audit):
    add = [{"indicator": "beds", "value": "60%", "claim": "growth", "base_year": 2015}]
    drop = ["beds_2015", "beds_increase"]
    assert "past_pace" in set(audit(add=add, drop=drop).undecided["rule"])


def test_what_is_left_out_is_not_asked_of_a_document_transcribed_without_its_table(
    figures, lists
):
    names = ("newborn_visit_rate", "antenatal_care_rate", "tcm_hall_share", "health_records")
    values = ("90.0%", "92.0%", "99%", "1000份")
    add = [{"indicator": n, "value": v} for n, v in zip(names, values, strict=True)]
    rows = figures(add=add)
    ids = ("340102-2021", "340102-excerpt")
    whole, excerpt = (
        plan_of([r for r in rows if r.origin != left], id_)
        for left, id_ in zip(("", "table"), ids, strict=True)
    )
    found = audited(lists, whole, excerpt).findings
    gaps = {"level_without_target", "share_without_count", "count_without_population"}
    said = found[found["rule"].isin(gaps)]
    assert sorted(said["document"]) == ["340102-2021"] * 3


NURSES, PHYSICIANS = "每千常住人口注册护士数（人）", "每千常住人口执业（助理）医师数（人）"
ALL = {"label": "每千常住人口卫生技术人员数（人）", "year": 2025}


@pytest.mark.parametrize(
    ("rule", "edit", "severity", "said"),
    [
        (
            "comparator_differs",
            {"change": {"life": "78.0岁以下"}},
            "high",
            "a floor and a ceiling",
        ),
        ("comparator_differs", {"change": {"life": "78.0岁左右"}}, "low", "in the text"),
        ("subset_above_set", {"add": [{**ALL, "value": "6.20"}]}, "high", "0.1 more"),
        (
            "subset_above_set",
            {
                "change": {f"{NURSES}:2025": "≥3.50", f"{PHYSICIANS}:2025": "≥2.80"},
                "add": [{**ALL, "value": "≥6.20"}],
            },
            "medium",
            "0.1 more",
        ),
    ],
)
def test_bounds_that_cannot_both_be_kept_are_graver_than_those_that_can(
    audit, rule, edit, severity, said
):
    found = audit(**edit).findings.query("rule == @rule")
    assert found["severity"].tolist() == [severity]
    assert said in found["message_en"].iloc[0]


def test_a_rise_promised_beside_a_floor_below_the_level_is_a_finding(audit):
    words = {"indicator": "health_literacy", "value": "稳步提高", "year": 2025}
    found = audit(change={"居民健康素养水平（%）:2025": "≥18.0"}, add=[words]).findings
    said = found.set_index("rule").loc["words_against_figures", "message_en"]
    assert said == (
        "Health literacy of residents, 2025: “稳步提高”, yet the bound printed allows the "
        "other way: Health literacy of residents, now 20.0%, target ≥18.0%."
    )


@pytest.mark.parametrize(
    ("label", "value", "year", "found"),
    [
        ("享受长期护理保险待遇", "4380人", 2020, True),
        ("享受待遇", "3480人", 2020, False),
        ("享受待遇", "约4380人", 2020, False),
        ("享受待遇", "4380人", 2019, False),
        ("享受补贴", "4380人", 2020, False),
    ],
)
def test_a_count_under_an_unknown_label_is_held_against_itself(
    lists, label, value, year, found
):
    more = {"unit": "人", "scope": "长期护理保险"}
    rows = [
        Printed(**text_figure(900, "", "3480人", {"label": "享受待遇", **more})),
        Printed(**text_figure(901, "", value, {"label": label, "year": year, **more})),
    ]
    plan = plan_of(rows)
    table = harmonize([plan], lists, lenient=True)
    rules = review(table, [plan], lists).findings["rule"].tolist()
    assert ("unnamed_twice" in rules) == found


def test_what_a_table_says_was_reached_decides_its_verdict(audit):
    life = {"indicator": "life_expectancy", "unit": "岁"}
    rows = [
        {**life, "value": "77.5", "locator": "p900:5-6"},
        {
            **life,
            "value": "≥77.1",
            "role": "target",
            "compared": "完成",
            "locator": "p910:0-4",
        },
        {**life, "value": "77.0", "role": "level", "locator": "p911:0-4"},
    ]
    rules = audit(add=rows).findings["rule"].tolist()
    assert "words_of_comparison" in rules
    far = [*rows[:2], {**rows[2], "locator": "p919:0-4"}]
    assert "words_of_comparison" not in audit(add=far).findings["rule"].tolist()


def test_as_many_hospitals_as_there_are_streets_are_not_all_that_there_is(audit):
    names = [("县人民医院", "p901:0-1"), ("县中医医院", "p901:2-3")]
    beds = [
        {"indicator": "dental_chairs", "value": "40张", "scope": name, "locator": place}
        for name, place in names
    ]
    whole = {"indicator": "dental_chairs", "value": "100张", "locator": "p900:0-1"}
    findings = audit(add=[{"indicator": "streets", "value": "2个"}, whole, *beds]).findings
    assert "parts_and_total" not in findings["rule"].tolist()
