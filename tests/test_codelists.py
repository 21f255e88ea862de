"""Codelists are unique, disjoint and complete, and say so when they are not."""

import re
import shutil

import pytest
from support import suite

from healthplans.errors import InputError, UnknownNameError
from healthplans.paths import project_data
from healthplans.reading.labels import LabelReader
from healthplans.texts import fold
from healthplans.vocabulary import codelists
from healthplans.vocabulary.codelists import read_codelists

LISTS = read_codelists()
CORE = [
    "life_expectancy",
    "healthy_life_expectancy",
    "infant_mortality",
    "under5_mortality",
    "maternal_mortality",
    "premature_ncd_mortality",
    "cvd_mortality",
    "cancer_5yr_survival",
    "health_literacy",
    "mental_health_literacy",
    "smoking_prevalence_15plus",
    "beds_density",
    "physician_density",
    "tcm_physician_density",
    "nurse_density",
    "pharmacist_density",
    "gp_density",
    "gp_nurse_density",
    "public_health_staff_density",
    "public_health_physician_density",
    "childcare_places_density",
    "out_of_pocket_share",
    "government_health_spending_share",
    "hypertension_management_rate",
    "diabetes_management_rate",
    "severe_mental_illness_management_rate",
    "maternal_systematic_management_rate",
    "elderly_health_management_rate",
    "immunization_coverage",
]
# labels that look alike and must not meet: definition, population or level of care differ
APART = [
    ("严重精神障碍患者规范管理率（%）", "社区在册居家严重精神障碍患者健康管理率（%）"),
    ("65岁以上老年人健康管理率（%）", "65岁及以上老年人城乡社区规范健康管理率（%）"),
    ("每万常住人口公共卫生医生数（人）", "每万常住人口公共卫生人员数（人）"),
    ("适龄儿童免疫规划疫苗接种率（%）", "以乡镇（街道）为单位适龄儿童免疫规划疫苗接种率"),
    ("高血压规范管理率（%）", "高血压、2型糖尿病患者基层规范管理服务率（%）"),
    ("孕产妇系统管理率（%）", "孕产妇系统管理率和3岁以下儿童系统管理率（%）"),
    ("青少年新发近视率", "青少年总体近视率"),
    ("二级医院平均住院日（天）", "三级医院平均住院日"),
    ("人均预期寿命", "健康预期寿命"),
]
ALIKE = [
    ("人均期望寿命（岁）", "人均预期寿命"),
    ("每万人口全科医师数（人）", "每万常住人口全科医生数（人）"),
    ("个人卫生支出占卫生总费用比例（%）", "个人卫生支出占卫生总费用的比重"),
    ("每千人口3岁以下婴幼儿托位数（个）", "每千常住人口拥有3岁以下婴幼儿托位数"),
]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A copy of the project's codelists in their place, free to be broken."""
    shutil.copytree(project_data() / "codelists", tmp_path / "codelists")
    monkeypatch.setattr(codelists, "project_codelists", lambda: tmp_path / "codelists")
    return tmp_path / "codelists"


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def code_of(label):
    name = fold(label)
    if name not in LISTS.aliases:
        name = name[: name.rindex("(")]
    return LISTS.aliases[name]


def test_all_printed_labels_have_a_code():
    reader = LabelReader(LISTS)
    figures = [f for plan in suite.plans() for f in plan.figures if f.origin == "table"]
    labels = {(figure.file, figure.row) for figure in figures}
    assert len(labels) == 130
    assert [f.label for f in figures if reader.read(f).problem] == []


@pytest.mark.parametrize("code", CORE)
def test_the_core_codes_are_there_and_used(code):
    assert code in LISTS.indicators
    assert code in set(suite.observations()["indicator"])


@pytest.mark.parametrize(("one", "other"), APART)
def test_labels_that_only_look_alike_keep_different_codes(one, other):
    assert code_of(one) != code_of(other)


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_labels_of_one_definition_share_a_code(one, other):
    assert code_of(one) == code_of(other)


def test_labels_that_look_alike_are_declared_as_related():
    for one, other in APART[:4]:
        entries = LISTS.indicators[code_of(one)], LISTS.indicators[code_of(other)]
        assert entries[1].code in entries[0].related or entries[0].code in entries[1].related


def test_capacity_has_no_polarity():
    capacity = [
        code
        for code, entry in LISTS.indicators.items()
        if entry.topic in ("resources", "workforce", "childcare")
        and (code.endswith("_density") or entry.unit == "count")
    ]
    assert len(capacity) > 20
    assert {LISTS.indicators[code].polarity for code in capacity} == {"none"}


def test_no_name_is_blank_and_no_two_indicators_share_a_name():
    for lang in ("zh", "en"):
        names = [getattr(entry, lang) for entry in LISTS.indicators.values()]
        assert all(names)
        assert len(set(names)) == len(names)


def test_every_printed_value_lies_in_its_plausible_range_or_is_a_declared_misprint():
    table = suite.observations()
    stated = table[table["value"].notna() & (table["indicator"] != "")]
    outside = [
        row["observation_id"]
        for row in stated.to_dict("records")
        if not _in_range(LISTS.indicators[row["indicator"]].range, row["value"])
    ]
    assert outside == []


def _in_range(limits, value):
    return limits[0] <= value <= limits[1]


def test_the_four_headline_indicators_come_in_their_order():
    assert list(suite.headlines()) == [
        "life_expectancy",
        "beds_density",
        "gp_density",
        "childcare_places_density",
    ]


def test_an_alias_that_stands_twice_is_named(folder):
    edit(folder / "indicators.yaml", "aliases: [人均预期寿命, ", "aliases: [婴儿死亡率, ")
    with pytest.raises(
        InputError, match="found '婴儿死亡率', expected each printed text once"
    ):
        read_codelists()


def test_wrong_fields_are_all_named(folder):
    edit(folder / "indicators.yaml", "polarity: higher", "polarity: up")
    edit(folder / "indicators.yaml", "  topic: outcomes\n", "")
    with pytest.raises(InputError) as error:
        read_codelists()
    assert "column polarity: found 'up'" in str(error.value)
    assert "column topic" in str(error.value)


def test_references_to_codes_that_are_not_there_are_named(folder):
    edit(folder / "indicators.yaml", "unit: years", "unit: decades")
    edit(
        folder / "indicators.yaml", "related: [healthy_life_expectancy]", "related: [nothing]"
    )
    with pytest.raises(InputError) as error:
        read_codelists()
    assert "column unit: found 'decades', expected a known code" in str(error.value)
    assert "column related: found 'nothing'" in str(error.value)


@pytest.mark.parametrize("name", ["units.csv", "denominators.csv"])
def test_a_code_that_stands_twice_is_named(folder, name):
    path = folder / name
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, lines[1]]) + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=rf"{name}, row .*expected each \w+ once"):
        read_codelists()


@pytest.mark.parametrize(
    ("added", "named"),
    [
        ("life_expectancy: {zh: x}\n", "found 'life_expectancy', expected each key once"),
        ("one: {zh: a, zh: b}\n", "found 'zh', expected each key once"),
        ("one: 3\n", "row one: found '3', expected names with values"),
        ("one: [\n", "expected YAML in UTF-8"),
    ],
)
def test_yaml_that_would_lose_an_entry_or_is_none_is_refused(folder, added, named):
    path = folder / "indicators.yaml"
    path.write_text(path.read_text("utf-8") + added, "utf-8")
    with pytest.raises(InputError, match=re.escape(named)):
        read_codelists()


def test_units_convert_inside_a_family_only():
    assert LISTS.factor("per_1000", "per_10000") == 10
    assert LISTS.factor("percent", "per_mille") == 10
    assert LISTS.factor("years", "days") is None


def test_an_unknown_indicator_is_refused_with_the_nearest():
    with pytest.raises(UnknownNameError, match="did you mean life_expectancy"):
        LISTS.indicator("life_expectency")


CONVENTION = "c,{},{},per_1000,,甲,a,乙,b,来源,official_compiled"


@pytest.mark.parametrize(
    ("added", "named"),
    [
        ([("户籍人口", "户籍人口")], "another denominator"),
        ([("户籍人口", "nobody")], "nobody"),
        ([("人口", "户籍人口")], "no other reading"),
        ([("常住人口", "人口")], "does not take"),
        ([("常住人口", "户籍人口")], "does not take"),
    ],
    ids=["of itself", "of what is not there", "twice", "in a circle", "in a chain"],
)
def test_a_convention_that_contradicts_itself_or_another_is_refused(folder, added, named):
    path = folder / "conventions.csv"
    lines = [CONVENTION.format(*one) for one in added]
    path.write_text("\n".join([path.read_text("utf-8").rstrip(), *lines, ""]), "utf-8")
    with pytest.raises(InputError, match=named):
        read_codelists()


def test_lists_are_read_once_and_anew_when_a_file_has_changed(folder):
    before, labels = read_codelists(folder), folder / "labels.csv"
    stored = labels.read_text(encoding="utf-8")
    assert read_codelists(folder) is before
    labels.write_text(f"{stored}某一指标,beds,a,b,2026-01-01\n", encoding="utf-8")
    assert read_codelists(folder).aliases["某一指标"] == "beds"
    labels.write_text(stored, encoding="utf-8")
    assert "某一指标" not in read_codelists(folder).aliases


def test_the_share_of_any_count_follows_from_it_unless_it_is_described():
    share = LISTS.indicators["births_share"]
    assert (share.unit, share.share_of, share.polarity) == ("percent", "births", "none")
    assert (share.zh, share.en) == ("出生人数占比", "Share of births")
    described = {code: LISTS.indicators[code] for code in LISTS.described}
    assert LISTS.indicators.keys() - described.keys() == {
        f"{code}_share"
        for code, entry in described.items()
        if LISTS.units[entry.unit].family in {"count", "yuan", "square_metres"}
        and not (entry.denominator or entry.share or f"{code}_share" in described)
    }
    assert "beds_share" in described
    assert "beds_density_share" not in LISTS.indicators


def test_a_share_is_read_of_whatever_is_counted_and_of_nothing_else():
    of = LabelReader(LISTS).of
    assert of("出生人口", "%", "births", "share").indicator.code == "births_share"
    assert of("出生人口", "", "births", "").indicator.code == "births"
    assert of("每千人口床位", "%", "beds_density", "share").problem is not None


def test_a_scope_worded_otherwise_is_the_projects_own_and_one_of_another_code_is_refused(
    tmp_path,
):
    head = "text,dimension,value,parent,zh,en\n"
    (tmp_path / "scopes.csv").write_text(f"{head}恶性肿瘤,disease,cancer,,癌,Malignancy\n")
    [scope] = read_codelists(tmp_path).scope_values["恶性肿瘤"]
    assert scope.zh == "恶性肿瘤"
    (tmp_path / "scopes.csv").write_text(f"{head}恶性肿瘤,disease,malignancy,,癌,Malignancy\n")
    with pytest.raises(InputError, match="恶性肿瘤"):
        read_codelists(tmp_path)
