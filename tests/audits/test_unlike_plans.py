"""Plans unlike the published ones, full of differences that have an explanation.

Nothing grave is found in them: other populations, other years, rounded figures, parts beside
wholes, new beside cumulative, ceilings of the nation. Then one error of each kind is planted.
"""

import pytest
from made_plans import audited, plan_of, table_cell, text_figure

from healthplans.reading.printed import Printed

LATE = {"period": (2026, 2030), "base_year": 2025, "approved": "2026-12-01"}


def table(*rows, years=(2020, 2025)):
    """Give the cells of rows: label, level, target, and an obligation where one is printed."""
    return [
        table_cell(number, label, year, value, obligation=(*more, "")[0])
        for number, (label, level, target, *more) in enumerate(rows, 1)
        for year, value in zip(years, (level, target), strict=True)
    ]


def prose(*rows):
    """Give figures of the text, each in a paragraph of its own: indicator, value and more."""
    return [
        text_figure(number, indicator, value, (*more, {})[0])
        for number, (indicator, value, *more) in enumerate(rows, 1)
    ]


CITY = [
    *table(
        ("人均预期寿命（岁）", "77.9", "79左右", "预期性"),
        ("婴儿死亡率（‰）", "3.1", "≤3.0", "预期性"),
        ("5岁以下儿童死亡率（‰）", "4.5", "≤4.4", "预期性"),
        ("每千人口医疗卫生机构床位数（张）", "6.10", "6.70", "预期性"),
        ("每千人口执业（助理）医师数（人）", "2.60", "3.00", "预期性"),
        ("每千人口注册护士数（人）", "3.01", "3.60", "预期性"),
        ("国家卫生城市(含进入评审程序)数量占比（%）", "60", "80", "预期性"),
        ("三级医院平均住院日（天）", "9.1", "≤8.5", "约束性"),
    ),
    # 30,400 beds of 498.2 thousand tens; in tens of thousands as cities print them
    *prose(
        ("beds", "3.04万张"),
        ("physicians", "1.3万人"),
        ("nurses", "1.5万人"),
        ("hospitals", "12个", {"scope": "三级医院"}),
        ("hospitals", "40个", {"scope": "二级医院"}),
        ("hospitals", "90个"),
        ("family_doctor_contracts", "160万人"),
        ("visits", "2400.5万人次"),
    ),
]

COUNTY_ROWS = [
    ("高血压规范管理率（%）", 61.0),
    ("糖尿病患者规范管理率（%）", 62.0),
    ("高血压患者健康管理率（%）", 63.0),
    ("肺结核患者管理率（%）", 91.0),
    ("65岁以上老年人健康管理率（%）", 66.0),
    ("孕产妇系统管理率（%）", 92.0),
    ("孕产妇健康管理率（%）", 92.5),
    ("3岁以下儿童系统管理率（%）", 88.0),
    ("7岁以下儿童健康管理率（%）", 89.0),
    ("适龄儿童免疫规划疫苗接种率（%）", 95.0),
    ("儿童预防接种建证率（%）", 96.0),
    ("居民健康素养水平（%）", 20.0),
    ("居民心理健康素养水平（%）", 20.0),
    ("农村卫生厕所普及率（%）", 70.0),
    ("国家卫生乡镇比例（%）", 20.0),
    ("省级卫生村比例（%）", 30.0),
    ("村卫生室标准化率（%）", 72.5),
    ("乡镇卫生院标准化率（%）", 75.0),
    ("早孕建册率（%）", 96.0),
    ("产前筛查率（%）", 80.0),
]


def county():
    rows = [(label, f"{value}", f"≥{value + 2}") for label, value in COUNTY_ROWS]
    scoped = [(f"农村{label}", f"{v - 4}", f"≥{v - 1}") for label, v in COUNTY_ROWS[:14]]
    rural = [(f"城市{label}", f"{v + 1}", f"≥{v + 3}") for label, v in COUNTY_ROWS[:14]]
    counts = prose(
        ("village_clinics", "40个"),
        ("township_health_centres", "12个"),
        ("community_health_centres", "3个"),
    )
    return [*table(*rows, *scoped, *rural), *counts]


PROSE_ONLY = prose(
    ("registered_population", "62.5万人"),
    ("resident_population", "51.3万人"),
    ("beds", "2050张"),
    ("beds", "1800张", {"year": 2018}),
    ("beds", "300张", {"claim": "increase", "year": 2025, "base_year": 2020}),
    ("health_records", "50.6万份"),
    ("electronic_record_coverage", "90.4%"),
    ("child_autism_initial_screenings", "48595人次"),
    ("child_autism_initial_screening_positives", "967例"),
    ("child_autism_repeat_screenings", "354例"),
    ("screening_annual_target_completion_rate", "131%"),
    ("community_health_centres", "13家"),
    ("community_health_centres", "5家", {"scope": "社会办"}),
    ("vaccination_clinics", "18家"),
    ("outpatient_departments", "42个"),
    ("outpatient_departments", "39个", {"scope": "社会办"}),
    ("routine_immunization_coverage", "95%以上", {"year": 2025}),
    ("child_vaccination_certificate_rate", "100%", {"year": 2025}),
    ("health_literacy", "逐步提高", {"year": 2025}),
    ("health_literacy", "12.4%", {"year": 2018}),
    ("health_literacy", "25%", {"year": 2025}),
    ("tcm_nondrug_therapy_provision_rate", "75%以上", {"year": 2025, "scope": "村卫生室"}),
    ("tcm_service_provision_rate", "100%", {"year": 2025, "scope": "村卫生室"}),
    ("maternal_mortality", "0"),
)

LATER = [
    *table(
        ("人均预期寿命（岁）", "79.1", "80.0", "预期性"),
        ("居民健康素养水平（%）", "33.3", "≥38", "预期性"),
        ("每千人口医疗卫生机构床位数（张）", "7.40", "7.50", "预期性"),
        ("每千人口执业（助理）医师数（人）", "3.20", "3.60", "预期性"),
        ("每千人口注册护士数（人）", "4.10", "4.70", "预期性"),
        ("每万人口全科医生数（人）", "3.9", "4.5", "约束性"),
        ("3岁以下婴幼儿入托率（%）", "8.2", "12以上", "预期性"),
        years=(2025, 2030),
    ),
    *prose(
        ("health_literacy", "21.0%", {"year": 2020}),
        ("beds_density", "6.30张", {"year": 2020}),
        ("life_expectancy", "80岁左右", {"year": 2030}),
    ),
]

MANY_PARTS = [
    *table(
        ("每千常住人口床位数（张）", "5.00", "5.50"),
        ("每千常住人口执业（助理）医师数（人）", "2.50", "2.80"),
        ("每万常住人口全科医生数（人）", "2.00", "3.00"),
        ("二级及以上综合性医院设置老年医学科的比例（%）", "50", "≥90"),
        ("乡镇卫生院、社区卫生服务中心中医馆设置比例（%）", "80", "100"),
    ),
    *prose(
        ("beds", "2500张"),
        ("beds", "2000张", {"scope": "医院"}),
        ("beds", "500张", {"scope": "基层医疗卫生机构"}),
        ("beds", "1200张", {"scope": "公立医院"}),
        ("beds", "800张", {"scope": "民营医院"}),
        ("beds", "3000张", {"year": 2025, "scope": "医院"}),
        ("hospitals", "20家"),
        ("hospitals", "8家", {"scope": "公立医院"}),
        ("hospitals", "12家", {"scope": "民营医院"}),
        ("hospitals", "4家", {"scope": "二级医院"}),
        ("hospitals", "9家", {"scope": "一级医院"}),
        ("visits", "300万人次"),
        ("visits", "120万人次", {"scope": "医院"}),
        ("visits", "180万人次", {"scope": "基层医疗卫生机构"}),
        ("bed_occupancy_rate", "71.0%"),
        ("bed_occupancy_rate", "80.3%", {"scope": "医院"}),
        ("bed_occupancy_rate", "35.0%", {"scope": "基层医疗卫生机构"}),
        ("geriatric_department_share", "60%以上", {"year": 2025, "scope": "公立医院"}),
    ),
]

CEILINGS = table(
    ("婴儿死亡率（‰）", "4.6", "5.0以下", "预期性"),
    ("5岁以下儿童死亡率（‰）", "5.8", "6.0以下", "预期性"),
    ("孕产妇死亡率（1/10万）", "11.2", "≤12", "预期性"),
    ("15岁以上人群吸烟率（%）", "23.1", "<20", "预期性"),
    ("个人卫生支出占卫生总费用的比重（%）", "27.9", "27左右", "预期性"),
    ("重大慢性病过早死亡率（%）", "—", "15以下", "预期性"),
    ("儿童青少年总体近视率（%）", "52.0", "力争每年降低0.5个百分点以上", "约束性"),
    ("严重精神障碍患者管理率、治疗率（%）", "90以上", "92以上", "预期性"),
)

ROUGHLY = [
    *table(
        ("每千人口医疗卫生机构床位数（张）", "5.4", "6.0以上"),
        ("每千人口执业（助理）医师数（人）", "2.43", "2.8"),
        ("每千人口注册护士数（人）", "2.92", "3.5左右"),
        ("每万人口全科医生数（人）", "2.4", "3.0"),
        ("每千人口3岁以下婴幼儿托位数（个）", "1.8", "4.5"),
        years=(2020, 2025),
    ),
    # 612,300 people; kinds of institutions beside hospitals and primary care
    *prose(
        ("beds", "3307张"),
        ("beds", "3300余张"),
        ("beds", "2700张", {"scope": "医院"}),
        ("beds", "490张", {"scope": "基层医疗卫生机构"}),
        ("physicians", "近1500人"),
        ("nurses", "约1790人"),
        ("general_practitioners", "147人"),
        ("health_technicians", "4102人"),
        ("health_technicians", "近4200人"),
        ("other_technicians", "110人"),
        ("managers", "160人"),
        ("logistics_workers", "210人"),
        ("village_doctors", "300人"),
        ("staff_total", "4800余人"),
        ("institutions", "312家"),
        ("institutions", "21家", {"scope": "医院"}),
        ("institutions", "283家", {"scope": "基层医疗卫生机构"}),
        ("institutions", "5家", {"scope": "专业公共卫生机构"}),
        ("nurse_physician_ratio", "1:1.2"),
        ("bed_nurse_ratio", "1:0.6"),
        ("health_literacy", "提高到21%"),
        ("health_literacy", "提高到28%以上", {"year": 2025}),
    ),
]

PLANS = {
    "city": (CITY, {"area": "341300"}),
    "county": (county(), {"area": "341321"}),
    "prose": (PROSE_ONLY, {"area": "440507"}),
    "later": (LATER, {"area": "510904", **LATE}),
    "parts": (MANY_PARTS, {"area": "370613"}),
    "ceilings": (CEILINGS, {"area": "341302"}),
    "roughly": (ROUGHLY, {"area": "440507"}),
}


def text(indicator, value, **more):
    return text_figure(500, indicator, value, more)


ERRORS = [
    ("city", "table_and_text", text("infant_mortality", "3.6‰")),
    ("city", "same_count_twice", text("hospitals", "95个")),
    ("county", "share_of_few", text("psychological_clinic_establishment_rate", "55%")),
    ("prose", "above_whole", text("electronic_record_coverage", "104%", year=2019)),
    ("prose", "same_count_twice", text("outpatient_departments", "44个")),
    ("later", "implausible_change", text("health_literacy", "70%", year=2022)),
    ("parts", "parts_and_total", text("hospitals", "8家", scope="三级医院")),
    ("parts", "absent_institution", text("average_stay_tertiary_hospitals", "9.7天")),
    ("roughly", "ratio_and_parts", text("nurse_physician_ratio", "1:1.5", year=2025)),
    ("roughly", "part_of_density", text("gp_nurse_density", "15.2人")),
    ("roughly", "same_count_twice", text("beds", "约3600张")),
    ("roughly", "words_against_figures", text("health_literacy", "提高到20%", year=2025)),
    (
        "ceilings",
        "groups_differ",
        text("child_myopia_rate", "52.0%", label="青少年总体近视率"),
    ),
]


@pytest.fixture(scope="module")
def grave(lists):
    """Audit all plans at once, with each error and without; rules of what is not low."""
    asked = [(name, None) for name in PLANS] + [(name, rule) for name, rule, _ in ERRORS]
    errors = {(name, rule): [error] for name, rule, error in ERRORS}
    made = {}
    for number, (name, rule) in enumerate(asked):
        rows, about = PLANS[name]
        printed = [Printed(**row) for row in (*rows, *errors.get((name, rule), ()))]
        made[name, rule] = plan_of(printed, f"{about['area']}-{number}", **about)
    found = audited(lists, *made.values()).findings
    graver = found[found["severity"] != "low"]
    return {key: graver[graver["document"] == plan.id] for key, plan in made.items()}


@pytest.mark.parametrize("name", PLANS)
def test_a_plan_full_of_what_can_be_explained_gives_nothing_grave(grave, name):
    assert grave[name, None]["message_en"].tolist() == []


@pytest.mark.parametrize(("name", "rule"), [error[:2] for error in ERRORS])
def test_an_error_planted_in_such_a_plan_is_found(grave, name, rule):
    assert rule in set(grave[name, rule]["rule"])


@pytest.mark.parametrize(
    ("kind", "found"), [("医养结合机构", []), ("其他医疗卫生机构", ["high"])]
)
def test_a_kind_that_no_list_places_may_lie_within_another(lists, kind, found):
    rows = [("809人", ""), ("548人", "医院"), ("261人", "基层医疗卫生机构"), ("65人", kind)]
    figures = prose(*[("nurses", value, {"scope": scope}) for value, scope in rows])
    findings = audited(lists, plan_of([Printed(**row) for row in figures])).findings
    sums = findings[findings["rule"] == "parts_and_total"]
    assert list(sums["severity"]) == found
