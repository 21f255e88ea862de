"""Own figures held against areas above and norms; a row a kind of sentence."""

import pytest

from healthplans.drafting.formats import plain
from healthplans.drafting.known import known
from healthplans.drafting.metadata import Period
from healthplans.drafting.transcription import transcribe

PERIOD = Period(2021, 2025)
BEDS, DOCTORS, NURSES = "每千人口床位数", "每千人口执业医师数", "每千人口注册护士数"

# sentence -> (value, label, scope, claim, compared) of each figure but the own ones
HELD = {
    "the mean of an area in a bracket": (
        f"{BEDS}6.1张，略高于全国平均水平（5.9张）。",
        [("5.9张", BEDS, "全国", "", "高于")],
    ),
    "the figure before the mean": (
        f"{BEDS}6.1张，低于全市6.3张的平均水平。",
        [("6.3张", BEDS, "全市", "", "低于")],
    ),
    "the figure before the area": (
        f"{BEDS}由5.0张提高到6.1张，高于5.9张的全省平均水平。",
        [("5.9张", BEDS, "全省", "", "高于")],
    ),
    "two areas under one word": (
        f"{BEDS}6.1张，低于全省平均水平（6.3张）和全国平均水平（6.5张）。",
        [("6.3张", BEDS, "全省", "", "低于"), ("6.5张", BEDS, "全国", "", "低于")],
    ),
    "two figures in their order": (
        f"{DOCTORS}2.7人、{NURSES}3.1人，均高于全国平均水平（分别为2.5人和3.0人）。",
        [("2.5人", DOCTORS, "全国", "", "高于"), ("3.0人", NURSES, "全国", "", "高于")],
    ),
    "a distance from an area": (
        f"{BEDS}5.4张，低于全市平均水平0.2张，比全省多0.3张。",
        [
            ("0.2张", BEDS, "低于全市", "increase", "低于"),
            ("0.3张", BEDS, "比全省", "increase", "多"),
        ],
    ),
    "the area's figure and the distance from it": (
        f"{BEDS}6.0张，比全市平均水平（6.4张）低0.4张。",
        [("6.4张", BEDS, "全市", "", "低"), ("0.4张", BEDS, "比全市", "increase", "低")],
    ),
    "points that share their unit": (
        "签约率31.9%，高出全市（29.6%）、全省（25.3%）2.3个和6.6个百分点。",
        [
            ("29.6%", "签约率", "全市", "", "高出"),
            ("25.3%", "签约率", "全省", "", "高出"),
            ("2.3个", "签约率", "高出全市", "increase", "高出"),
            ("6.6个百分点", "签约率", "全省", "increase", "高出"),
        ],
    ),
    "a distance of what has no figure before it": (
        "城区优势不明显，每千人口执业医师数比全省少0.3人。",
        [("0.3人", DOCTORS, "比全省", "increase", "少")],
    ),
    "an institution that another is compared with": (
        "乡镇卫生院床位使用率25.6%，比县人民医院低45.6个百分点。",
        [("45.6个百分点", "床位使用率", "比县人民医院;乡镇卫生院", "increase", "低")],
    ),
    "an earlier year that the own figure is below": (
        "孕产妇死亡率为28.59/10万，仍明显低于2015年的42.64/10万。",
        [("42.64/10万", "孕产妇死亡率", "", "", "低于")],
    ),
    "an area's own figure right before how far it is": (
        "每千人口床位比全市平均的6.12张少0.52张，比全省平均的6.45张少0.85张。",
        [
            ("6.12张", "每千人口床位", "全市", "", "少"),
            ("0.52张", "每千人口床位", "比全市", "increase", "少"),
            ("6.45张", "每千人口床位", "全省", "", "少"),
            ("0.85张", "每千人口床位", "比全省", "increase", "少"),
        ],
    ),
    "a norm that is met": (
        "现有救护车9辆，达到每3万人口配置1辆的国家标准。",
        [("1辆", "救护车", "每3万人口", "", "达到")],
    ),
    "a norm before its noun, a range of people": (
        "按照每30万—50万居民设置1家血站的要求布点。",
        [("1家", "血站", "每30万—50万居民", "", "")],
    ),
    "what a norm asks for, and what is lacking": (
        "现有救护车19辆，按每3万人口配置1辆的标准应配置13辆，尚缺6辆。",
        [
            ("1辆", "救护车", "每3万人口", "", ""),
            ("13辆", "救护车", "应配置", "", ""),
            ("6辆", "救护车", "尚缺", "", ""),
        ],
    ),
}


def statements(sentence):
    document = plain.parse(f"一、发展基础\n{sentence}", "x.txt")
    return [s for s, _ in transcribe(document, known(), PERIOD).statements]


@pytest.mark.parametrize(("sentence", "expected"), HELD.values(), ids=HELD)
def test_what_own_figures_are_held_against(sentence, expected):
    found = [(s.value, s.label, s.scope, s.claim, s.compared) for s in statements(sentence)]
    assert found[len(found) - len(expected) :] == expected


@pytest.mark.parametrize(
    ("sentence", "shared"),
    [
        ("药占比由2015年的40.7%上升到2020年的28.4%。", "上升到"),
        ("药占比由2015年的40.7%上升到28.4%。", ""),
        ("药占比2015年为40.7%，2020年为28.4%。", ""),
    ],
)
def test_a_verb_that_the_year_parts_from_its_figure_is_kept(sentence, shared):
    assert statements(sentence)[-1].shared == shared


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "全县新增床位298张，其中县人民医院150张、乡镇卫生院18张。",
            [("", "increase"), ("县人民医院", "increase"), ("乡镇卫生院", "increase")],
        ),
        (
            "新增床位中，中心城区600张、北部临港片区120张。",
            [("中心城区", "increase"), ("北部临港片区", "increase")],
        ),
        ("新增床位150张，总规模达到750张。", [("", "increase"), ("", "")]),
        # an addition of its own keeps its scope, and a larger number is no part of it
        ("改造卫生院，其中中心卫生院新增床位60张。", [("中心卫生院", "increase")]),
        ("新增床位30张，其中重点床位50张。", [("", "increase"), ("重点", "")]),
        ("新增床位30张，床位150张。", [("", "increase"), ("", "")]),
    ],
)
def test_the_parts_of_an_addition_are_additions(sentence, expected):
    found = statements(sentence)
    assert [(s.scope, s.claim) for s in found] == expected
    assert {s.label for s in found} == {"床位"}
