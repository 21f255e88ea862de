"""A small plan without any contradiction, and ways to plant one."""

import pytest
from made_plans import audited, plan_of, table_cell, text_figure

from healthplans import measures
from healthplans.reading.about import About
from healthplans.reading.documents import Document
from healthplans.reading.observations import harmonize
from healthplans.reading.printed import Printed

# one row: label, level of 2020, target of 2025
TABLE = [
    ("人均预期寿命（岁）", "77.0", "≥78.0"),
    ("婴儿死亡率（‰）", "5.00", "≤4.50"),
    ("5岁以下儿童死亡率（‰）", "6.5", "≤6.0"),
    ("居民健康素养水平（%）", "20.0", "≥25.0"),
    ("适龄儿童免疫规划疫苗接种率（%）", "95.0", "≥96.0"),
    ("高血压规范管理率（%）", "61.0", "≥66.0"),
    ("每千常住人口床位数（张）", "5.00", "6.00"),
    ("每千常住人口执业（助理）医师数（人）", "2.50", "2.80"),
    ("每千常住人口注册护士数（人）", "3.00", "3.50"),
    ("每万常住人口全科医生数（人）", "2.00", "3.00"),
]

# the one row that says so lets the others pass
MORE = {"人均预期寿命（岁）": {"obligation": "预期性"}}

# one figure: name, indicator, value, and what else it prints
TEXT = [
    ("life", "life_expectancy", "78.0岁以上", {"year": 2025}),
    ("under5", "under5_mortality", "6.5‰", {}),
    ("beds", "beds", "20000张", {}),
    ("beds_again", "beds", "20000张", {}),
    ("beds_hospital", "beds", "15000张", {"scope": "医院"}),
    ("beds_primary", "beds", "5000张", {"scope": "基层医疗卫生机构"}),
    ("share_hospital", "beds", "75.00%", {"scope": "医院", "claim": "share"}),
    ("share_primary", "beds", "25.00%", {"scope": "基层医疗卫生机构", "claim": "share"}),
    ("beds_public", "beds", "10000张", {"scope": "公立医院"}),
    ("beds_private", "beds", "5000张", {"scope": "民营医院"}),
    ("share_public", "beds", "66.67%", {"scope": "公立医院", "of": "医院", "claim": "share"}),
    ("share_private", "beds", "33.33%", {"scope": "民营医院", "of": "医院", "claim": "share"}),
    ("beds_2015", "beds", "16000张", {"year": 2015}),
    ("beds_increase", "beds", "4000张", {"claim": "increase", "base_year": 2015}),
    ("staff", "staff_total", "30000人", {}),
    ("technicians", "health_technicians", "25000人", {}),
    ("others", "other_technicians", "1000人", {}),
    ("managers", "managers", "1500人", {}),
    ("logistics", "logistics_workers", "1500人", {}),
    ("village_doctors", "village_doctors", "1000人", {}),
    ("physicians", "physicians", "10000人", {}),
    ("physicians_2015", "physicians", "8000人", {"year": 2015}),
    ("physicians_growth", "physicians", "25%", {"claim": "growth", "base_year": 2015}),
    ("nurses", "nurses", "12000人", {}),
    ("gps", "general_practitioners", "800人", {}),
    ("technicians_2015", "health_technicians", "20000人", {"year": 2015}),
    ("nurses_growth", "nurses", "20%", {"claim": "growth", "base_year": 2015}),
    ("visits", "visits", "20000000人次", {}),
    ("visits_per_capita", "visits_per_capita", "5.0次", {}),
    ("spending_2016", "government_health_spending", "10000万元", {"year": 2016}),
    ("spending_2019", "government_health_spending", "13310万元", {"year": 2019}),
    (
        "spending_growth",
        "government_health_spending",
        "10.0%",
        {"claim": "average_growth", "base_year": 2016, "year": 2019},
    ),
    ("occupancy", "bed_occupancy_rate", "70.0%", {}),
    ("occupancy_hospital", "bed_occupancy_rate", "80.0%", {"scope": "医院"}),
    ("occupancy_primary", "bed_occupancy_rate", "40.0%", {"scope": "基层医疗卫生机构"}),
    ("contracts", "family_doctor_contract_rate", "40.0%", {}),
    ("contracts_aim", "family_doctor_contract_rate", "45.0%以上", {"year": 2025}),
]


def clean(change=None, add=(), drop=()):
    """Give the clean plan's figures with some changed, added or left out.

    `change` maps a table cell (`人均预期寿命（岁）:2025`) or a name of the text to another
    value; `add` holds more text figures, or table rows under `label`.
    """
    change = dict(change or {})
    rows = [
        (f"{label}:{year}", table_cell(number, label, year, value, **MORE.get(label, {})))
        for number, (label, *values) in enumerate(TABLE, 1)
        for year, value in zip((2020, 2025), values, strict=True)
    ]
    rows += [(row[0], text_figure(number, *row[1:])) for number, row in enumerate(TEXT, 1)]
    rows += [("", added(number, **entry)) for number, entry in enumerate(add, 1)]
    unknown = {*change, *drop} - {name for name, _ in rows}
    assert not unknown, unknown
    kept = [(name, row) for name, row in rows if name not in drop]
    return tuple(
        Printed(**{**row, "value": change.get(name, row["value"])}) for name, row in kept
    )


def added(number, value, year=2020, in_text=False, **more):
    """Give a row of the table where a label stands alone, else a figure of the text."""
    if "label" in more and not in_text:
        return table_cell(100 + number, more.pop("label"), year, value, **more)
    indicator = more.pop("indicator")
    return text_figure(1000 + number, indicator, value, {"year": year, **more})


@pytest.fixture(scope="module")
def figures():
    """Make the clean plan's figures; see `clean`."""
    return clean


@pytest.fixture
def audit(lists):
    """Audit the clean plan with something changed; gives findings and undecided cases."""

    def run(change=None, add=(), drop=(), document=None, others=(), **given):
        plans = [plan_of(clean(change, add, drop), **(document or {}))]
        for number, other in enumerate(others):
            area = ("341302", "370613")[number]
            rows = clean(other.get("change"), other.get("add", ()), other.get("drop", ()))
            plans.append(plan_of(rows, f"{area}-2021", area=area))
        return audited(lists, *plans, **given)

    return run


@pytest.fixture(scope="module")
def national(lists):
    """Give a benchmark that a document of the nation prints: infant mortality in 2025."""
    cell = table_cell(1, "婴儿死亡率（‰）", 2025, "5.2", role="target")
    about = About(area="100000", kind="report", year=2021, title="行动计划")
    document = Document("100000-report-2021", about, (Printed(**cell),))
    return measures.benchmark_figures(harmonize([document], lists), [document])
