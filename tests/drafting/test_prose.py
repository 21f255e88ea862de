"""Figures of the prose: value, label, scope, year and claim, and the ledger of all numbers."""

import csv
import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from make import AFTER, BEFORE

from healthplans.drafting.formats import plain
from healthplans.drafting.known import Known
from healthplans.drafting.ledger import CLASSES, ledger, tokens
from healthplans.drafting.metadata import Period, read_self
from healthplans.drafting.prose.because import COMPLETED, DOUBTS
from healthplans.drafting.prose.figures import mask
from healthplans.drafting.prose.statements import read_prose
from healthplans.drafting.reading import read_file
from healthplans.drafting.transcription import transcribe
from healthplans.drafting.words import narrow, pattern
from healthplans.paths import project_data, project_folder

PERIOD = Period(2021, 2025)


def statements(text, known):
    document = plain.parse(text, "x.txt")
    return [s for r in read_prose(document, PERIOD, known) for s in r.statements]


def told(text, known):
    return [(s.value, s.label, s.scope, s.year, s.claim) for s in statements(text, known)]


CASES = {
    "a number with a point is no date": (
        "2020年，医疗收入2086.7万元，药占比27.6%。",
        [("2086.7万元", "医疗收入", "", 2020, ""), ("27.6%", "药占比", "", 2020, "")],
    ),
    "numbers in circles count what follows": (
        "2020年，①人均预期寿命77.2岁，②孕产妇死亡率19.87/10万。",
        [
            ("77.2岁", "人均预期寿命", "", 2020, ""),
            ("19.87/10万", "孕产妇死亡率", "", 2020, ""),
        ],
    ),
    "a figure each year": (
        "2018—2020年各年财政卫生支出为2.89亿元、3.11亿元、3.42亿元。",
        [
            ("2.89亿元", "财政卫生支出", "", 2018, ""),
            ("3.11亿元", "财政卫生支出", "", 2019, ""),
            ("3.42亿元", "财政卫生支出", "", 2020, ""),
        ],
    ),
    "a share that will be": (
        "到2025年60岁及以上人口占比将超过22%。",
        [("超过22%", "60岁及以上人口占比", "", 2025, "")],
    ),
    "shares in the order of the counts": (
        "2020年政府、社会、个人卫生支出分别为4.11亿元、5.02亿元和3.73亿元，占比分别为32.0%、39.0%和29.0%。",
        [
            ("4.11亿元", "卫生支出", "政府", 2020, ""),
            ("5.02亿元", "卫生支出", "社会", 2020, ""),
            ("3.73亿元", "卫生支出", "个人", 2020, ""),
            ("32.0%", "卫生支出", "政府", 2020, "share"),
            ("39.0%", "卫生支出", "社会", 2020, "share"),
            ("29.0%", "卫生支出", "个人", 2020, "share"),
        ],
    ),
    "counts in characters behind any word": (
        "2020年，全区三级医院为三家，社区卫生服务中心有五家。",
        [("三家", "三级医院", "", 2020, ""), ("五家", "社区卫生服务中心", "", 2020, "")],
    ),
    "for each person of it": (
        "2020年全市卫生总费用18.90亿元，人均3509元。",
        [
            ("18.90亿元", "卫生总费用", "", 2020, ""),
            ("3509元", "人均卫生总费用", "", 2020, ""),
        ],
    ),
    "towns, townships and streets": (
        "2020年全县辖20个乡镇（街道），其中街道3个、镇11个、乡6个。",
        [
            ("20个", "乡镇（街道）", "", 2020, ""),
            ("3个", "街道", "", 2020, ""),
            ("11个", "镇", "", 2020, ""),
            ("6个", "乡", "", 2020, ""),
        ],
    ),
    "institutions counted are of none named before": (
        "2020年，区疾控中心1个、健康教育所1个。",
        [("1个", "区疾控中心", "", 2020, ""), ("1个", "健康教育所", "", 2020, "")],
    ),
    "a total behind a rise": (
        "到2025年，新增婴幼儿托位2386个，总数达到4028个。",
        [
            ("2386个", "婴幼儿托位", "", 2025, "increase"),
            ("达到4028个", "婴幼儿托位", "", 2025, ""),
        ],
    ),
    "one institution is gone on about": (
        "2020年病床使用率63.95%；其中县人民医院开放床位620张，病床使用率84.24%。",
        [
            ("63.95%", "病床使用率", "", 2020, ""),
            ("620张", "开放床位", "县人民医院", 2020, ""),
            ("84.24%", "病床使用率", "县人民医院", 2020, ""),
        ],
    ),
    "the area goes on after an institution": (
        "2020年，县人民医院床位620张，全县注册护士932人。",
        [("620张", "床位", "县人民医院", 2020, ""), ("932人", "注册护士", "", 2020, "")],
    ),
    "an area's figure is of no institution": (
        "2020年县人民医院通过评审，县域内就诊率88.6%。",
        [("88.6%", "县域内就诊率", "", 2020, "")],
    ),
    "institutions named before their figures": (
        "2020年市第一人民医院、市中医院均为三级医院，编制床位分别为960张和420张。",
        [
            ("960张", "编制床位", "市第一人民医院", 2020, ""),
            ("420张", "编制床位", "市中医院", 2020, ""),
        ],
    ),
    "what a sentence builds": (
        "到2025年，新建市公共卫生中心，总投资1.76亿元。",
        [("1.76亿元", "总投资", "市公共卫生中心", 2025, "")],
    ),
    "a sum over years": (
        "2016—2020年，财政卫生健康支出5.38亿元，累计21.86亿元。",
        [
            ("5.38亿元", "财政卫生健康支出", "", 2020, ""),
            ("21.86亿元", "财政卫生健康支出", "累计", 2020, ""),
        ],
    ),
    "shares are of a count, and of no density": (
        "2020年卫生技术人员7095人，每千人口8.21人，医院占62.0%。",
        [
            ("7095人", "卫生技术人员", "", 2020, ""),
            ("8.21人", "每千人口卫生技术人员", "", 2020, ""),
            ("62.0%", "卫生技术人员", "医院", 2020, "share"),
        ],
    ),
    "about so many more": (
        "到2025年，全市新增床位约1000张，新增省级临床重点专科2个。",
        [
            ("约1000张", "床位", "", 2025, "increase"),
            ("2个", "临床重点专科", "省级", 2025, "increase"),
        ],
    ),
    "so many fewer, and a fall that the value itself says": (
        "到2025年，压减二级综合医院床位120张，清退村医12名，撤并乡镇卫生院3家，住院次均费用减少320元。",
        [
            ("120张", "床位", "二级综合医院", 2025, "decrease"),
            ("12名", "村医", "", 2025, "decrease"),
            ("3家", "乡镇卫生院", "", 2025, "decrease"),
            ("减少320元", "住院次均费用", "", 2025, ""),
        ],
    ),
    "fewer of what is there is an aim, as more of it is": (
        "一、主要任务\n现有乡镇卫生院撤并3家。现有床位新增130张。",
        [
            ("3家", "乡镇卫生院", "", 2025, "decrease"),
            ("130张", "床位", "", 2025, "increase"),
        ],
    ),
    "waiting is no list's end, and how often is no figure": (
        "到2025年，患者平均等待时间缩短到15分钟。每2周巡诊1次。",
        [("缩短到15分钟", "平均等待时间", "患者", 2025, ""), ("1次", "巡诊", "", 2025, "")],
    ),
    "what a figure turns into is of its field": (
        "到2025年，健康服务业总规模由186亿元增加到300亿元左右。",
        [
            ("186亿元", "健康服务业总规模", "", 2020, ""),
            ("增加到300亿元左右", "健康服务业总规模", "", 2025, ""),
        ],
    ),
    "days are a figure behind a verb, and a label before a noun": (
        "到2025年，平均住院日控制在8.0天以内，产后7天内访视率达到90%。",
        [
            ("控制在8.0天以内", "平均住院日", "", 2025, ""),
            ("达到90%", "产后7天内访视率", "", 2025, ""),
        ],
    ),
    "those of an age are counted": (
        "2020年为12.24万名65岁及以上老年人提供健康管理服务。",
        [("12.24万名", "健康管理服务", "65岁及以上老年人", 2020, "")],
    ),
    "a fall a year is no growth already made": (
        "2020年近视率52.3%，力争每年下降0.5个百分点以上。",
        [
            ("52.3%", "近视率", "", 2020, ""),
            ("力争每年下降0.5个百分点以上", "近视率", "", 2020, ""),
        ],
    ),
    "a census has its year, and is no label": (
        "2020年全市常住人口86.42万人，比2010年第六次人口普查的82.15万人增长5.20%。",
        [
            ("86.42万人", "常住人口", "", 2020, ""),
            ("82.15万人", "常住人口", "", 2010, ""),
            ("5.20%", "常住人口", "", 2020, "growth"),
        ],
    ),
    "as many figures as years": (
        "2018—2020年，全县财政卫生健康支出分别为4.31亿元、4.87亿元和5.38亿元。",
        [
            ("4.31亿元", "财政卫生健康支出", "", 2018, ""),
            ("4.87亿元", "财政卫生健康支出", "", 2019, ""),
            ("5.38亿元", "财政卫生健康支出", "", 2020, ""),
        ],
    ),
    "above the year before is no label": (
        "2020年末，全县常住人口31.2万人，比上年增加181人。",
        [("31.2万人", "常住人口", "", 2020, ""), ("181人", "常住人口", "", 2020, "increase")],
    ),
    "a rise a year is said by the value": (
        "到2025年，全区每年新增120个托位。",
        [("每年新增120个", "托位", "", 2025, "")],
    ),
    "those among people": (
        "2020年，卫生技术人员中，本科及以上学历634人，占30.02%；大专学历1014人。",
        [
            ("634人", "卫生技术人员", "本科及以上学历", 2020, ""),
            ("30.02%", "卫生技术人员", "本科及以上学历", 2020, "share"),
            ("1014人", "卫生技术人员", "大专学历", 2020, ""),
        ],
    ),
    "those among people in one clause": (
        "2020年，乡村医生中55岁以上的占41.6%。",
        [("41.6%", "乡村医生", "55岁以上", 2020, "share")],
    ),
    "shares in a row": (
        "2020年床位1000张，医院占78.9%、基层医疗卫生机构占21.1%。",
        [
            ("1000张", "床位", "", 2020, ""),
            ("78.9%", "床位", "医院", 2020, "share"),
            ("21.1%", "床位", "基层医疗卫生机构", 2020, "share"),
        ],
    ),
    "how far from an area above is no level": (
        "2020年每千常住人口床位数较全省平均水平（7.17张）少1.07张。",
        [
            ("7.17张", "每千常住人口床位数", "全省", 2020, ""),
            ("1.07张", "每千常住人口床位数", "较全省", 2020, "increase"),
        ],
    ),
    "parts of what is added": (
        "到2025年，新增床位中，北部120张、中心城区600张。",
        [
            ("120张", "床位", "北部", 2025, "increase"),
            ("600张", "床位", "中心城区", 2025, "increase"),
        ],
    ),
    "the sum of five years": (
        "2020年完成3000人，五年累计培训1.5万人。",
        [("3000人", "", "", 2020, ""), ("1.5万人", "培训", "五年累计", 2020, "")],
    ),
    "births of several years, and those of one": (
        "2020年五年累计孕产妇死亡3例，出生人口中男981人、女882人。",
        [
            ("3例", "孕产妇死亡", "五年累计", 2020, ""),
            ("981人", "出生人口", "男", 2020, ""),
            ("882人", "出生人口", "女", 2020, ""),
        ],
    ),
    "a rate with whose it is behind it": (
        "2020年病床使用率县人民医院78.5%、乡镇卫生院32.1%。",
        [
            ("78.5%", "病床使用率", "县人民医院", 2020, ""),
            ("32.1%", "病床使用率", "乡镇卫生院", 2020, ""),
        ],
    ),
    "parts of what has no name of their own": (
        "2020年免费定向培养45人，其中本科18人、专科27人。",
        [
            ("45人", "免费定向培养", "", 2020, ""),
            ("18人", "免费定向培养", "本科", 2020, ""),
            ("27人", "免费定向培养", "专科", 2020, ""),
        ],
    ),
    "what is built of an institution, and what is there": (
        "建设市人民医院感染楼，建筑面积9600平方米。县中医院整体迁建，该院现有床位260张。",
        [
            ("9600平方米", "建筑面积", "市人民医院感染楼", 2025, ""),
            ("260张", "床位", "县中医院", 2020, ""),
        ],
    ),
    "people put on a register": (
        "2020年高血压患者登记15862人，规范管理11420人，规范管理率72.00%。",
        [
            ("15862人", "登记", "高血压患者", 2020, ""),
            ("11420人", "规范管理", "高血压患者", 2020, ""),
            ("72.00%", "规范管理率", "高血压患者", 2020, ""),
        ],
    ),
    "for whom it was done, over years": (
        "2020年五年累计完成农村妇女“两癌”检查8.64万人次。",
        [("8.64万人次", "“两癌”检查", "五年累计;农村妇女", 2020, "")],
    ),
    "what a floor area costs, and poor people on the register": (
        "2020年中心卫生院提升9600平方米、3360万元。2020年建档立卡贫困户11236户、46820人。",
        [
            ("提升9600平方米", "", "中心卫生院", 2020, ""),
            ("3360万元", "", "", 2020, ""),
            ("11236户", "建档立卡贫困户", "", 2020, ""),
            ("46820人", "建档立卡贫困户", "", 2020, ""),
        ],
    ),
    "what is counted otherwise is no part": (
        "2020年培训骨干教师600人次，其中首席50人。",
        [("600人次", "培训骨干教师", "", 2020, ""), ("50人", "首席", "", 2020, "")],
    ),
    "what several did": (
        "2020年县人民医院、县中医医院和民营医院分别出院11640人次、5910人次和2300人次。",
        [
            ("11640人次", "出院", "县人民医院", 2020, ""),
            ("5910人次", "出院", "县中医医院", 2020, ""),
            ("2300人次", "出院", "民营医院", 2020, ""),
        ],
    ),
    "what several have": (
        "2020年东风乡、红旗乡分别有9820人和8640人。",
        [("9820人", "", "东风乡", 2020, ""), ("8640人", "", "红旗乡", 2020, "")],
    ),
    "the floor of a building is that of its institution": (
        "县疾控中心实验楼建筑面积5200平方米，投资2990万元。",
        [
            ("5200平方米", "建筑面积", "县疾控中心实验楼", 2025, ""),
            ("2990万元", "投资", "县疾控中心实验楼", 2025, ""),
        ],
    ),
    "institutions counted in characters": (
        "2020年有甲、乙、丙三个县域医疗卫生次中心，十一所民营医院。",
        [
            ("三个", "县域医疗卫生次中心", "", 2020, ""),
            ("十一所", "医院", "民营医院", 2020, ""),
        ],
    ),
    "what fell back from a year before": (
        "2020年总诊疗81.35万人次，较2019年的86.90万人次有所回落。",
        [
            ("81.35万人次", "总诊疗", "", 2020, ""),
            ("86.90万人次", "总诊疗", "", 2019, ""),
        ],
    ),
    "behind one distance another": (
        "2020年人均预期寿命比全市高0.3岁，比全国低1.73岁。",
        [
            ("0.3岁", "人均预期寿命", "比全市", 2020, "increase"),
            ("1.73岁", "人均预期寿命", "比全国", 2020, "increase"),
        ],
    ),
    "what an area is divided into": (
        "2020年全市下辖4个街道、9个镇。",
        [("4个", "街道", "", 2020, ""), ("9个", "镇", "", 2020, "")],
    ),
    "money by who gives it": (
        "2020年完成总投资4.92亿元，其中中央资金2.36亿元、县级资金2.56亿元。",
        [
            ("4.92亿元", "总投资", "", 2020, ""),
            ("2.36亿元", "总投资", "中央资金", 2020, ""),
            ("2.56亿元", "总投资", "县级资金", 2020, ""),
        ],
    ),
    "a level with its lead": (
        "截至2020年，全区人均预期寿命达到78.01岁。",
        [("达到78.01岁", "人均预期寿命", "", 2020, "")],
    ),
    "a base year dates only what it touches": (
        "截至2020年，婴儿死亡率由2015年的4.4‰下降至3.12‰。",
        [
            ("4.4‰", "婴儿死亡率", "", 2015, ""),
            ("下降至3.12‰", "婴儿死亡率", "", 2020, ""),
        ],
    ),
    "a share in a bracket": (
        "2020年全区床位1630张，其中医院1204张（占73.87%）。",
        [
            ("1630张", "床位", "", 2020, ""),
            ("1204张", "床位", "医院", 2020, ""),
            ("73.87%", "床位", "医院", 2020, "share"),
        ],
    ),
    "labels in order": (
        "2020年高血压患者、2型糖尿病患者规范管理率分别达到61%和58%。",
        [
            ("达到61%", "规范管理率", "高血压患者", 2020, ""),
            ("58%", "规范管理率", "2型糖尿病患者", 2020, ""),
        ],
    ),
    "a growth keeps the digits": (
        "2020年注册护士4851人，较2015年增长17.28%。",
        [("4851人", "注册护士", "", 2020, ""), ("17.28%", "注册护士", "", 2020, "growth")],
    ),
    "a change aimed at keeps its base": (
        "到2025年，恶性肿瘤五年生存率在2020年基础上提高1%。",
        [("在2020年基础上提高1%", "恶性肿瘤五年生存率", "", 2025, "")],
    ),
    "an indicator whose name ends like a claim": (
        "2020年人口自然增长率1.6‰，个人卫生支出占卫生总费用比例保持在25%以下。",
        [
            ("1.6‰", "人口自然增长率", "", 2020, ""),
            ("保持在25%以下", "个人卫生支出占卫生总费用比例", "", 2020, ""),
        ],
    ),
    "men and women of the figure before": (
        "2020年人均预期寿命83.12岁，其中男性81.40岁，女性84.90岁。",
        [
            ("83.12岁", "人均预期寿命", "", 2020, ""),
            ("81.40岁", "人均预期寿命", "男性", 2020, ""),
            ("84.90岁", "人均预期寿命", "女性", 2020, ""),
        ],
    ),
    "institutions of a kind have beds too": (
        "2020年床位5120张，其中医院4736张（占92.5%），基层医疗卫生机构333张（占6.5%）。",
        [
            ("5120张", "床位", "", 2020, ""),
            ("4736张", "床位", "医院", 2020, ""),
            ("92.5%", "床位", "医院", 2020, "share"),
            ("333张", "床位", "基层医疗卫生机构", 2020, ""),
            ("6.5%", "床位", "基层医疗卫生机构", 2020, "share"),
        ],
    ),
    "a verb of growth before its noun": (
        "到2025年，县人民医院整体搬迁新增床位120张，民营康复医院新增床位50张。",
        [
            ("120张", "床位", "县人民医院", 2025, "increase"),
            ("50张", "床位", "民营康复医院", 2025, "increase"),
        ],
    ),
    "the projects of an investment": (
        "到2025年，重点项目总投资5.5亿元，其中县人民医院3.2亿元。",
        [
            ("5.5亿元", "重点项目总投资", "", 2025, ""),
            ("3.2亿元", "重点项目总投资", "县人民医院", 2025, ""),
        ],
    ),
    "what a paragraph about one project prints is of that project": (
        "3.县人民医院门诊综合楼：建筑面积12000平方米，新增床位80张，投资2.1亿元。",
        [
            ("12000平方米", "建筑面积", "县人民医院门诊综合楼", 2025, ""),
            ("80张", "床位", "县人民医院门诊综合楼", 2025, "increase"),
            ("2.1亿元", "投资", "县人民医院门诊综合楼", 2025, ""),
        ],
    ),
    "a target of the population is no size of a district": (
        "到2025年，全区常住人口68万人左右。",
        [("68万人左右", "常住人口", "", 2025, "")],
    ),
    "what is counted stands behind": (
        "到2025年，全区组建84个家庭医生团队。",
        [("84个", "家庭医生团队", "", 2025, "")],
    ),
    "a fall keeps its verb, a rise needs none": (
        "2020年，全县门诊人次比2019年下降了6.9%，住院人次比2019年增长2.1%。",
        [
            ("下降了6.9%", "门诊人次", "", 2020, "growth"),
            ("2.1%", "住院人次", "", 2020, "growth"),
        ],
    ),
    "a rate whose name ends like a verb is no growth": (
        "2020年，全县自然增长率为-1.2‰。",
        [("-1.2‰", "自然增长率", "", 2020, "")],
    ),
    "a growth by a multiple keeps its verb": (
        "到2025年，医院床位由2020年的100张增加到300张，增长2倍。",
        [
            ("100张", "床位", "医院", 2020, ""),
            ("增加到300张", "床位", "医院", 2025, ""),
            ("增长2倍", "床位", "医院", 2025, ""),
        ],
    ),
    "a yearly change": (
        "到2025年，儿童青少年近视率力争每年降低1个百分点以上。",
        [("力争每年降低1个百分点以上", "儿童青少年近视率", "", 2025, "")],
    ),
    "words only": (
        "到2025年，青少年新发近视率明显下降。",
        [("明显下降", "青少年新发近视率", "", 2025, "")],
    ),
}


REACHED, AIMED = "一、发展成就\n", "二、主要任务\n"
YEARS = {
    "a multiple of another year's figure": (
        f"{REACHED}床位1300张，是2015年1000张的1.3倍，每千人口床位5.1张。",
        [("1300张", 2020), ("1000张", 2015), ("1.3倍", 2020), ("5.1张", 2020)],
    ),
    "a bracket keeps its year": (
        f"{REACHED}注册护士2100人（2015年1500人），医护比1:1.2。药师90人。",
        [("2100人", 2020), ("1500人", 2015), ("1:1.2", 2020), ("90人", 2020)],
    ),
    "a year alone in a bracket": (
        f"{REACHED}人均预期寿命由75.1岁（2015年）提高到77.2岁（2019年），床位800张。",
        [("75.1岁", 2015), ("提高到77.2岁", 2019), ("800张", 2020)],
    ),
    "the plan itself after an outlook": (
        f"{AIMED}到2035年，人均预期寿命达到82岁。本规划设置主要指标24项。",
        [("达到82岁", 2035), ("24项", 2025)],
    ),
    "from what there is to an aim": (
        f"{AIMED}救护车由7辆增至12辆，反应时间由目前的21分钟缩短到15分钟以内。",
        [("7辆", 2020), ("增至12辆", 2025), ("21分钟", 2020), ("缩短到15分钟以内", 2025)],
    ),
    "from a level not dated to a level": (
        f"{REACHED}床位由2015年的900张增加到1100张，护士由300人增加到420人。",
        [("900张", 2015), ("增加到1100张", 2020), ("300人", 2015), ("增加到420人", 2020)],
    ),
    "from a level whose year nobody says": (
        f"{REACHED}床位由900张增加到1100张。",
        [("900张", None), ("增加到1100张", 2020)],
    ),
    "what there is among aims": (
        f"{AIMED}全区现有民营医院9家，已建成托育机构4家，再建3家。新建发热门诊2家。",
        [("9家", 2020), ("4家", 2020), ("3家", 2025), ("2家", 2025)],
    ),
    "patients that something is done for": (
        f"{AIMED}对35名矽肺病、8名尘肺病患者建档，为60名医师提供培训。",
        [("35名", 2020), ("8名", 2020), ("60名", 2025)],
    ),
    "a task after a level": (
        f"{AIMED}2020年护士500人。引进护士80人。",
        [("500人", 2020), ("80人", 2025)],
    ),
    "a minus sign and dashes that are none": (
        f"{REACHED}自然增长率为-1.2‰，人口自然增长率－0.5‰，护士8-10人，医师3—5人。",
        [("-1.2‰", 2020), ("－0.5‰", 2020), ("8-10人", 2020), ("3—5人", 2020)],
    ),
    "days that are no dates": (
        f"{AIMED}平均住院日8.9日，缩短到8日以内，每月5日前上报。",
        [("8.9日", 2025), ("缩短到8日以内", 2025)],
    ),
    "years of life that are no age": (
        f"{REACHED}人均预期寿命由2015年的75岁提高到77岁，为65岁以上老年人体检。",
        [("75岁", 2015), ("提高到77岁", 2020)],
    ),
    "devices counted behind Latin letters": (
        f"{REACHED}CT12台，PET/CT1台，H7N9病例3例。",
        [("12台", 2020), ("1台", 2020), ("3例", 2020)],
    ),
    "sums of health and others": (
        f"{AIMED}实施项目6个，总投资5亿元，其中申请中央预算内资金2亿元。地区生产总值90亿元。",
        [("6个", 2025), ("5亿元", 2025), ("2亿元", 2025)],
    ),
    "areas and lengths of this field": (
        f"{AIMED}灭螺面积保持在300亩，服务半径不超过5公里。占用林地20亩，修路8公里。",
        [("保持在300亩", 2025), ("不超过5公里", 2025)],
    ),
}


@pytest.mark.parametrize("case", YEARS)
def test_each_figure_has_its_own_year(case, everything):
    text, wanted = YEARS[case]
    assert [(one.value, one.year) for one in statements(text, everything)] == wanted


FROM_TO = {
    "names before": "婴儿死亡率、孕产妇死亡率分别由2019年的6‰、8‰下降到4‰和5‰。",
    "names before, once": "婴儿死亡率、孕产妇死亡率由6‰、8‰分别下降到4‰和5‰。",
    "a name each": "婴儿死亡率由6‰、孕产妇死亡率由8‰分别下降到4‰和5‰。",
}


@pytest.mark.parametrize("case", FROM_TO)
def test_two_that_change_in_order_have_both_figures(case, everything):
    found = statements(f"{AIMED}{FROM_TO[case]}", everything)
    assert [one.label for one in found] == ["婴儿死亡率", "孕产妇死亡率"] * 2
    assert [one.year for one in found][2:] == [2025, 2025]
    assert len({one.year for one in found[:2]}) == 1


THERE = {
    "all of the area": ("推动全市124个乡镇卫生院提档升级。", 2020),
    "what the aim starts from": ("签约率在40.0%基础上逐步提高。", 2020),
    "new ones of the area": ("全区至少新建1家社区医院。", 2025),
    "behind a year already past": ("到2020年，基本建成服务圈。全科医生达到414人。", 2025),
    "those of whom it is said what share has something": (
        "37个饮水型地氟病病区村改水率保持100%；132名尘肺病患者康复服务覆盖率达到95%。",
        [2020, 2025, 2020, 2025],
    ),
    "but not where a year is aimed at": (
        "到2025年，20家医院满意度达到90%。",
        [2025, 2025],
    ),
    "those for whom something is done each month, or all alike": (
        "31个牧业村每月至少巡诊2次；为31个牧业村各选派1名指导员；22个乡镇和有关部门把任务落实。",
        [2020, 2025, 2020, 2025, 2020],
    ),
    "but not those who are to have it": (
        "3家医院建成三级医院，5个村卫生室通过验收。",
        [2025, 2025],
    ),
    "those on a register": (
        "登记存在职业病危害企业3860家，新增在册护士30名，肿瘤登记覆盖22个乡镇。",
        [2020, 2025, 2025],
    ),
    "what an area has in it": ("辖22个乡镇（14个镇、8个乡）、271个行政村。", [2020] * 4),
    "what is made within what there is": (
        "现有编制床位内调整40张。现有床位80张。",
        [2025, 2020],
    ),
    "what it moves from, to nobody says what": (
        "死亡率由9.8%逐步下降，由9.8%下降到7%。由财政承担30%。",
        [2020, 2020, 2025, 2025],
    ),
    "a share of those there": (
        "现有病人330人，占应治346人的95.4%，保持在95%以上。",
        [2020, 2020, 2020, 2025],
    ),
    "in tens of thousands what was in ones": ("检测能力由3000份提升到1万份。", [2020, 2025]),
    "what it is merged or bettered into": (
        "卫生院由22所整合为20所，医护比由1:0.94改善为1:1.21。",
        [2020, 2025, 2020, 2025],
    ),
    "behind a bill that is paid": ("尾款于2024年结清。编制增至110名。", 2025),
}


@pytest.mark.parametrize("case", THERE)
def test_aims_tell_what_is_there_already(case, everything):
    text, year = THERE[case]
    found = statements(f"{AIMED}{text}", everything)
    years = year if isinstance(year, list) else [year]
    assert [one.year for one in found] == years


DOUBTED = {
    "a norm": f"{AIMED}每个乡镇设置1所卫生院。",
    "a scale's norm": f"{AIMED}床位按每千人口1.8—2.2张标准设置。",
    "an area above": f"{REACHED}低于全省平均水平（7.1张）。",
    "a year not printed": f"{REACHED}床位由2015年的9张增加到10张，护士由3人增加到4人。",
    "a year of another sentence": f"{AIMED}到2035年，婴儿死亡率4‰。孕产妇死亡率9‰。",
    "what is made of what there is": f"{AIMED}改造现有卫生室30所。",
}


@pytest.mark.parametrize("case", DOUBTED)
def test_what_only_a_reader_can_tell_is_open(case, everything):
    document = plain.parse(DOUBTED[case], "x.txt")
    judged = [sure for _, sure in transcribe(document, everything, PERIOD).statements]
    assert {one.reading_class for one in judged if DOUBTS & set(one.reasons)} == {"open"}


def test_the_figure_of_an_area_above_is_of_that_area(everything):
    text = f"{REACHED}每千人口床位6.3张，低于全省平均水平（7.1张）。"
    above = statements(text, everything)[1]
    assert (above.label, above.scope) == ("每千人口床位", "全省")


@pytest.mark.parametrize("case", CASES)
def test_a_sentence_is_read(case, everything):
    text, wanted = CASES[case]
    assert told(text, everything) == wanted


NO_FIGURES = {
    "document_number": "云政办〔2022〕19号",
    "date": "2022年9月16日",
    "name": "“1+3”医联体",
    "label": "65岁以上老年人健康管理",
    "ordinal": "第22次会议",
}


@pytest.mark.parametrize("kind", NO_FIGURES)
def test_what_is_no_figure_is_masked(kind):
    assert kind in {one.kind for one in mask(NO_FIGURES[kind])}


def test_figures_without_as_many_labels_are_not_paired(everything):
    found = statements("2020年门诊、住院和急诊费用分别为118元、3920元。", everything)
    assert all("not as many labels" in one.reasons[-1] for one in found)


def test_a_list_says_per_thousand_once(everything):
    text = "2020年千人口床位数6.86张、执业（助理）医师数2.98名。"
    assert [one.prefix for one in statements(text, everything)] == ["千人口", "千人口"]


def test_the_chapter_decides_where_no_year_is_stated(everything):
    text = "一、发展成就\n床位1630张。\n二、发展目标\n床位达到1700张。"
    found = statements(text, everything)
    assert [(one.year, one.reasons[-1]) for one in found] == [
        (2020, "chapter of what was reached"),
        (2025, "chapter of aims"),
    ]


def test_a_chapter_may_begin_with_its_title_and_go_on(everything):
    text = "一、发展现状\n床位1800张。\n五、重点项目。县中医医院新增床位40张。"
    assert [s.year for s in statements(text, everything)] == [2020, 2025]


def test_without_a_period_no_year_is_made_up(everything):
    document = plain.parse("床位1630张。", "x.txt")
    readings = read_prose(document, Period(), everything)
    assert [one.year for one in readings[0].statements] == [None]


def test_spans_are_those_of_the_text(everything):
    document = plain.parse("\n".join([*BEFORE, *AFTER]), "x.txt")
    found = [s for r in read_prose(document, PERIOD, everything) for s in r.statements]
    assert len(found) >= 9
    for one in found:
        assert document.lines[one.paragraph.number - 1][one.start : one.end] == one.value
        assert one.label in one.paragraph.text


@given(st.text("一二三十0123456789.,%‰万年岁个张达到由的（）、，。较下降至A", max_size=60))
def test_every_number_ends_in_exactly_one_class(text):
    document = plain.parse(text, "x.txt")
    readings = read_prose(document, PERIOD, Known())
    entries = ledger(readings)
    wanted = [
        (p.number, *span) for p in document.paragraphs for span in tokens(narrow(p.text))
    ]
    assert [(e.paragraph, e.start, e.end) for e in entries] == wanted
    assert {entry.kind for entry in entries} <= set(CLASSES)


def test_every_number_of_the_published_plans_is_accounted_for(sources, everything):
    left = []
    for path in sorted(sources.glob("0*.txt")):
        document, _ = read_file(path)
        entries = transcribe(document, everything, PERIOD).entries
        prose = [p for p in document.paragraphs if p.kind != "page"]
        lines = {p.number for p in prose}
        told = [entry for entry in entries if entry.paragraph in lines]
        assert len(told) == sum(len(tokens(narrow(p.text))) for p in prose)
        left += [entry for entry in entries if entry.kind == "unclassified"]
    assert len(left) <= 20


def test_a_density_is_carried_to_a_figure_without_a_label_and_not_to_ten_thousands(everything):
    line = "2020年全市床位2.31万张，每千人口4.41张，执业（助理）医师1.02万人。"
    document = plain.parse("\n".join([*BEFORE, line]), "x.txt")
    found = [s for r in read_prose(document, PERIOD, everything) for s in r.statements]
    prefixes = {one.value: one.prefix for one in found}
    assert [prefixes[value] for value in ("2.31万张", "4.41张", "1.02万人")] == [
        "",
        "每千人口",
        "",
    ]


def test_a_title_may_stand_in_the_notice_alone():
    text = (
        "某县人民政府\n关于印发《某县“十四五”卫生健康发展规划（2021—2025年）》的通知\n各部门："
    )
    said = read_self(plain.parse(text, "x.txt")).said
    assert said["title"].text == "某县“十四五”卫生健康发展规划（2021—2025年）"


CHAPTERS = {
    "tasks below what was reached are of the past": (
        ["一、规划背景", "（一）发展成效", "1.医改重点任务有序推进", "救治病种30种。"],
        2020,
    ),
    "a chapter of tasks is one of aims": (
        ["一、发展基础", "二、主要任务", "建成医养结合机构3家。"],
        2025,
    ),
    "aims below a heading of what was reached": (
        ["一、发展基础", "（一）现状", "（二）发展目标", "床位1000张。"],
        2025,
    ),
    "an award dates nothing but itself": (
        ["一、发展基础", "2019年成功创建国家卫生县城，健康促进医院达到5家。"],
        2020,
    ),
    "what is built has the year behind it": (
        ["一、主要任务", "建设县医院，新增床位500张，2024年建成投用。"],
        2024,
    ),
    "and not what stands in the sentence before": (
        ["一、主要任务", "新增床位500张。建设县医院，2024年建成投用。"],
        2025,
    ),
    "and keeps it to itself": (
        ["一、主要任务", "建设县医院，2024年建成投用。新增床位500张。"],
        2025,
    ),
}


@pytest.mark.parametrize("case", CHAPTERS)
def test_a_figure_has_the_year_of_its_chapter_or_project(case, everything):
    lines, year = CHAPTERS[case]
    found = statements("\n".join(lines), everything)
    assert [one.year for one in found if COMPLETED not in one.reasons] == [year]


def test_an_aim_for_a_year_already_past_stays_an_aim(everything):
    lines = "一、主要任务\n到2020年，千人口托位达到4.5个。由2015年的3个提高到2020年的4个。"
    assert [(one.year, one.role) for one in statements(lines, everything)] == [
        (2020, "target"),
        (2015, ""),
        (2020, ""),
    ]


def test_a_change_on_the_year_before_counts_from_it(everything):
    text = "2020年总诊疗人次152.3万人次，同比增长3.2%，环比增长1.0%，年均增长4.5%。"
    read = [(one.label, one.claim, one.base_year) for one in statements(text, everything)]
    label = "总诊疗人次"
    assert read == [
        (label, "", None),
        (label, "growth", 2019),
        (label, "growth", None),
        (label, "average_growth", None),
    ]


def test_words_of_a_yearly_rise_that_stand_apart_are_shared(everything):
    (one,) = statements("到2025年，每年新增托位120个。", everything)
    assert (one.shared, one.value, one.label, one.claim) == ("每年新增", "120个", "托位", "")


def test_each_row_of_the_grammar_has_all_its_cells():
    # a pattern with a comma that nobody quoted would be cut off without a word
    with (project_data() / "codelists" / "prose.csv").open(encoding="utf-8") as file:
        rows = list(csv.reader(file))
    assert {len(row) for row in rows} == {len(rows[0])}


def test_the_code_names_each_kind_of_the_grammar_and_no_other():
    with (project_data() / "codelists" / "prose.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    modules = (project_folder() / "lib" / "healthplans" / "drafting").rglob("*.py")
    code = "".join(path.read_text(encoding="utf-8") for path in modules)
    called = re.findall(r"\b(?:pattern|source|ends_in|word|classes)\(\s*[\"'](\w+)[\"']", code)
    others = {kind for row in rows for kind in re.findall(r"\(\?&(\w+)\)", row["pattern"])}
    kinds = {row["kind"] for row in rows}
    assert {*called} | others <= kinds
    assert kinds <= others | {*re.findall(r"[\"'](\w+)[\"']", code)}


def test_an_expression_of_a_kind_may_name_another():
    assert pattern("divided").fullmatch("街道、")["name"] == "街道"
    with pytest.raises(KeyError, match="nothing"):
        pattern("nothing")


def _calls(work):
    count = 0

    def called(frame, event, argument):
        nonlocal count
        count += event == "call"

    sys.setprofile(called)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def test_twice_as_long_a_sentence_is_twice_the_work(everything):
    def read(count):
        listed = (f"第{at}乡镇卫生院床位{at + 3}张" for at in range(count))
        assert len(statements("，".join(listed) + "。", everything)) == count

    read(20)  # what is read once for all sentences
    assert _calls(lambda: read(400)) < 2.4 * _calls(lambda: read(200))


ABOUT_ITS_SUBJECT = {
    "the whole of a share is told with its number": (
        "2020年，卫生技术人员6187人，占卫生人员7736人的80.0%，比2015年增长5.9%。",
        [
            ("6187人", "卫生技术人员", "", ""),
            ("7736人", "卫生人员", "", ""),
            ("80.0%", "卫生技术人员", "", "share"),
            ("5.9%", "卫生技术人员", "", "growth"),
        ],
    ),
    "institutions among which kinds are counted": (
        "2020年末，医院中，三级3个、二级11个；公立15个。",
        [
            ("3个", "医院", "三级", ""),
            ("11个", "医院", "二级", ""),
            ("15个", "医院", "公立", ""),
        ],
    ),
    "beds of named hospitals": (
        "2020年末，医院床位中，县人民医院520张，县中医院280张。",
        [("520张", "医院床位", "县人民医院", ""), ("280张", "医院床位", "县中医院", "")],
    ),
    "a rate among institutions is none of their numbers": (
        "2020年末，医院中，公立医院病床使用率为85.2%。",
        [("85.2%", "病床使用率", "公立医院", "")],
    ),
    "people on a register": (
        "2020年登记严重精神障碍患者2970人，规范管理率91.5%。",
        [
            ("2970人", "严重精神障碍患者", "", ""),
            ("91.5%", "规范管理率", "严重精神障碍患者", ""),
        ],
    ),
    "towns in a row, behind what is told of them": (
        "2020年末，常住人口按镇依次为：柳溪镇3.12万人、石门乡2.05万人。",
        [("3.12万人", "常住人口", "柳溪镇", ""), ("2.05万人", "常住人口", "石门乡", "")],
    ),
    "towns of which places were told before": (
        "2020年托位512个，入托率4.3%。按街镇统计，柳溪镇212个、北关街道100个。",
        [
            ("512个", "托位", "", ""),
            ("4.3%", "入托率", "", ""),
            ("212个", "托位", "柳溪镇", ""),
            ("100个", "托位", "北关街道", ""),
        ],
    ),
    "hygienic towns are counted": (
        "2020年末，国家卫生镇4个。",
        [("4个", "国家卫生镇", "", "")],
    ),
    "parts of the area by short names": (
        "2020年末，全区床位3210张。三个片区中，河东2100张、河西1110张。",
        [
            ("3210张", "床位", "", ""),
            ("2100张", "床位", "河东", ""),
            ("1110张", "床位", "河西", ""),
        ],
    ),
    "hospitals in order, of whose beds the sentence is": (
        "2020年末，公立医院床位中，县人民医院、县中医医院分别为520张、280张。",
        [
            ("520张", "公立医院床位", "县人民医院", ""),
            ("280张", "公立医院床位", "县中医医院", ""),
        ],
    ),
    "staff sorted by degree and by age": (
        "2020年末，1500名卫生技术人员中研究生15人，本科400人。按年龄分，35岁以下700人，占46.7%。",
        [
            ("1500名", "卫生技术人员", "", ""),
            ("15人", "卫生技术人员", "研究生", ""),
            ("400人", "卫生技术人员", "本科", ""),
            ("700人", "卫生技术人员", "35岁以下", ""),
            ("46.7%", "卫生技术人员", "35岁以下", "share"),
        ],
    ),
    "inhabitants of an age are counted as such": (
        "2020年末，常住人口34.1万人。按年龄分，60岁及以上6.4万人。",
        [("34.1万人", "常住人口", "", ""), ("6.4万人", "60岁及以上", "", "")],
    ),
    "how a figure goes on is no noun": (
        "2020年次均门诊费用286.4元，较2015年的231.5元上涨23.7%。",
        [
            ("286.4元", "次均门诊费用", "", ""),
            ("231.5元", "次均门诊费用", "", ""),
            ("23.7%", "次均门诊费用", "", "growth"),
        ],
    ),
    "basic insurance is not insurance at heart": (
        "2020年基本医疗保险参保58.3万人。",
        [("58.3万人", "基本医疗保险参保", "", "")],
    ),
}


@pytest.mark.parametrize("case", ABOUT_ITS_SUBJECT)
def test_what_follows_is_of_the_subject_of_its_sentence(case, everything):
    text, expected = ABOUT_ITS_SUBJECT[case]
    found = statements(text, everything)
    assert [(s.value, s.label, s.scope, s.claim) for s in found] == expected


def test_a_share_behind_its_whole_is_of_that_whole(everything):
    text = "2020年财政卫生健康支出4.36亿元，占一般公共预算支出40.0亿元的10.8%。"
    *_, share = statements(text, everything)
    assert (share.label, share.of, share.claim) == (
        "财政卫生健康支出",
        "一般公共预算支出",
        "share",
    )
