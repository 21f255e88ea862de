"""Which numbers of the prose are figures of this field, and which are of another."""

import pytest

from healthplans.drafting.formats import plain
from healthplans.drafting.metadata import Period
from healthplans.drafting.prose.statements import read_prose

# sentence -> the values of its figures
TAKEN = {
    "the size of an area, and no plot of land": (
        "总面积7820平方公里，茶园0.85平方公里，县域面积912平方公里，约1275亩。",
        ["7820平方公里", "912平方公里"],
    ),
    "what is counted behind a long bracket": (
        "活产数（不含随父母返乡登记者）为13086人，随访记者12人。",
        ["13086人"],
    ),
    "counts in units of their own": (
        "监督检查2316户次，立案486宗，急救出车2.68万趟，检测3.2万人份。",
        ["2316户次", "486宗", "2.68万趟", "3.2万人份"],
    ),
    "by weight: of waste and blood, and nothing else": (
        "处置医疗废物1234吨，采血19.04吨，钢产量200吨，年产茶叶300公斤。",
        ["1234吨", "19.04吨"],
    ),
    "blood in units": ("采血9.52万单位，29个单位参加。", ["9.52万单位", "29个"]),
    "firms, where health is what they are counted for": (
        "职业病危害企业3860家，健康企业30家，企业健康服务点12个，纳税企业500家。",
        ["3860家", "30家", "12个"],
    ),
    "industry is none": ("培育药品生产企业3家、医疗器械生产企业20家。", []),
    "what hospitals owe and have left": ("公立医院债务1.37亿元，收支结余0.2亿元。", None),
    "money by who pays": (
        "完成投资4.28亿元，其中中央投资1.86亿元、省级投资0.74亿元、市县资金0.63亿元。",
        None,
    ),
    "money of the area is none": ("县财政收入12亿元，税收9亿元。", []),
    "a share of a sum": (
        "医院类项目总投资28.4亿元，占总投资的39.2%。",
        ["28.4亿元", "39.2%"],
    ),
    "shares in words, and words that only look like them": (
        "使用率不到三成五，约占床位的三分之一，规范管理率均未达到八成，三成以上村医年过六旬。"
        "完成立项，三成员到会，第三成果获奖，一半。",
        ["不到三成五", "三分之一", "均未达到八成", "三成以上"],
    ),
    "numbers in words behind what they count, and of those counted": (
        "建成市级特色专科八个、名中医工作室十二个，引进人才六十名。"
        "二级医院11家，其中五家设老年医学科。四川三个中心。健康企业仅静安一家。",
        ["八个", "十二个", "六十名", "11家", "五家"],
    ),
    "towns counted in words, but no people in so many of them": (
        "下辖三个街道、八个镇，五个街道合计58.6万人。",
        ["三个", "八个", "58.6万人"],
    ),
    "money by who pays, each behind a semicolon": (
        "重点项目总投资6.13亿元。资金来源为：中央预算内投资25200万元；省级资金6300万元；州县配套5670万元。",
        ["6.13亿元", "25200万元", "6300万元", "5670万元"],
    ),
    "a rate of nought, but no other bare number": (
        "户籍人口孕产妇死亡率连续三年为0，新建120指挥中心，编号为0。",
        ["0"],
    ),
}


@pytest.mark.parametrize("case", TAKEN)
def test_figures_of_this_field_are_taken_and_no_others(case, everything):
    text, expected = TAKEN[case]
    readings = read_prose(plain.parse(text, "x.txt"), Period(2021, 2025), everything)
    values = [one.value for reading in readings for one in reading.statements]
    refused = [one.digits for reading in readings for one, _ in reading.rejected]
    assert (values == expected) if expected is not None else (values and not refused)
