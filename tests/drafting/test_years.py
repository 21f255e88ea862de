"""The year of a figure: lists, forecasts, bulletins, and years that date nothing."""

import pytest

from healthplans.drafting.drafts import Options, draft_one
from healthplans.drafting.formats import plain
from healthplans.drafting.metadata import Period
from healthplans.drafting.prose.statements import read_prose

PLAN = Period(2021, 2025)
REACHED, AIMS = "一、发展基础\n", "一、主要任务\n"
# text -> the years of its figures, with those counted from where there are such
CASES = {
    "what another year is lower than dates only its own figure": (
        f"{REACHED}2020年发病率183.5/10万，低于2015年的231.2/10万；其中肺结核214例。",
        [(2020, None), (2015, None), (2020, None)],
    ),
    "a forecast holds for its sentence, semicolons or not": (
        f"{REACHED}预测到2025年常住人口37.2万人；60岁及以上人口8.5万人。床位100张。",
        [(2025, None), (2025, None), (2020, None)],
    ),
    "all that stands before what it comes to by a year is there": (
        f"{AIMS}中医类床位679张，每千人口0.72张，2025年达到850张、每千人口0.85张。"
        "近视率56.8%，力争每年降低0.5个百分点，2025年降到54.3%左右。",
        [
            *((2020, None), (2020, None), (2025, None), (2025, None)),
            *((2020, None), (2025, None), (2025, None)),
        ],
    ),
    "what a turn comes to is there, before what it comes to by a year": (
        f"{AIMS}卫生厕所普及率由62.4%提高到85.3%，2025年达到90%。",
        [(None, None), (2020, None), (2025, None)],
    ),
    "a turn aims, whatever year the sentence before reports": (
        f"{AIMS}2019年健康素养水平为34.1%。吸烟率由20.8%降到19%以下。",
        [(2019, None), (2020, None), (2025, None)],
    ),
    "what grows behind a later year counts from what is there": (
        f"{AIMS}床位100张，到2025年提高到120张，增长20%。每万人口0.37人（23人），2025年达到0.50人。",
        [
            *((2020, None), (2025, None), (2025, 2020)),
            *((2020, None), (2020, None), (2025, None)),
        ],
    ),
    "a turn that is said to be there aims at nothing": (
        f"{AIMS}2020年床位100张。目前病床使用率由70%提高到75%。",
        [(2020, None), (None, None), (2020, None)],
    ),
    "a turn from long ago comes to what is there": (
        f"{AIMS}剖宫产率由2015年的41.2%降至38.6%。",
        [(2015, None), (2020, None)],
    ),
    "a turn from long ago with a limit aims": (
        f"{AIMS}剖宫产率由2015年的41.2%力争降至38.6%。",
        [(2015, None), (2025, None)],
    ),
    "several years that a figure moves from each have their own": (
        f"{REACHED}每千人口由2021年的8.60张、2022年的8.70张提高至2023年的8.82张。",
        [(2021, None), (2022, None), (2023, None)],
    ),
    "a later year that opens a paragraph holds for its sentences": (
        f"{REACHED}2023年床位8864张。护士增至5075人；托位3216个。\n"
        "床位8100张，2023年有8864张。护士5075人。\n预计2025年人口51万人。护士5075人。",
        [
            *((2023, None), (2023, None), (2023, None)),
            *((2020, None), (2023, None), (2020, None)),
            *((2025, None), (2020, None)),
        ],
    ),
    "what an aim goes on with is aimed at, be it no round number": (
        f"{AIMS}床位控制在9180张左右，每千人口9.02张；执业医师4284人，每千人口4.21人。"
        "执业医师4284人，每千人口4.21人。",
        [*((2025, None),) * 4, *((2020, None),) * 2],
    ),
    "of what else an aim in figures alone tells nothing": (
        f"{AIMS}累计发放健康卡523000张，相当于人口的60.5%。",
        [(2025, None), (2020, None)],
    ),
    "a chapter of what came of the plan midway reports that year": (
        f"{AIMS}床位达到120张。\n五、中期进展（2023年）\n（一）资源\n床位8678张，护士5607人。\n"
        "六、保障措施\n床位达到130张。\n七、中期评估\n床位8678张。\n八、规划实施\n床位达到9张。",
        [(2025, None), (2023, None), (2023, None), (2025, None), (2023, None), (2025, None)],
    ),
    "as many figures as years, one each": (
        f"{AIMS}发病率2021年至2025年逐年控制在64/10万、62/10万、60/10万、57/10万和55/10万以内。\n"
        "2017—2019年先后选派专家14名、21名、26名，三年共61名。",
        [
            *((year, None) for year in range(2021, 2026)),
            (2017, None),
            (2018, None),
            (2019, None),
            (2019, None),
        ],
    ),
    "after an event its year holds no more": (
        f"{REACHED}2018年退出贫困县后，监测户623户。",
        [(2020, None)],
    ),
    "a task begins with how things are, and comes to its aim later": (
        f"{AIMS}心理热线接听率91%，服务站37处。到2025年，服务站达到50处。",
        [(2020, None), (2020, None), (2025, None)],
    ),
    "a rate of tenths and a count to the last one are what was found": (
        f"{AIMS}床位500张。糖尿病患病率11.3%，用人单位417家。",
        [(2025, None), (2020, None), (2020, None)],
    ),
    "what is kept to is an aim, however exact": (
        f"{AIMS}床位总量按3127张控制，床位保持314张。",
        [(2025, None), (2025, None)],
    ),
    "money and floors to the last one are those of a project": (
        f"{AIMS}综合楼面积12345平方米，投资8123万元。",
        [(2025, None), (2025, None)],
    ),
    "of so many there are these": (
        f"{AIMS}37家养老机构中，内设医务室的12家。",
        [(2020, None), (2020, None)],
    ),
    "all, of which there are parts": (
        f"{AIMS}二级医院共9家，其中已设立老年医学科的5家，2025年全部设立。",
        [(2020, None), (2020, None)],
    ),
    "what there is now is there, whatever is done to it": (
        f"{AIMS}依托现有73个团队，对现存214名患者随访。",
        [(2020, None), (2020, None)],
    ),
    "a step within the plan is that of its own sentence": (
        f"{AIMS}检测能力在2022年底前达到2万管。全市现有急救站1个；救护车达到26辆。",
        [(2022, None), (2020, None), (2025, None)],
    ),
    "the years of the plan, called so": (
        f"{AIMS}接种率2020年为96.8%，规划期内每年保持在95%以上。",
        [(2020, None), (2025, None)],
    ),
    "so many years behind a year": (
        f"{REACHED}2015年床位5512张，五年净增428张，增长7.8%。",
        [(2015, None), (2020, 2015), (2020, 2015)],
    ),
    "other years than those to the plan are none of its": (
        f"{REACHED}2012年床位5512张，五年净增428张。",
        [(2012, None), (2012, None)],
    ),
    "what a sentence does it does behind its semicolon": (
        f"{AIMS}2020年普惠托位824个。建设托育中心，提供托位150个；其余街道合计1100个托位。",
        [(2020, None), (2025, None), (2025, None)],
    ),
    "shares of those there are": (
        f"{AIMS}现有卫生技术人员中，研究生1131人，占11.5%；本科4896人，占49.9%。",
        [(2020, None), (2020, None), (2020, None), (2020, None)],
    ),
    "a count with the share that it is, and one that is to be": (
        f"{AIMS}能提供服务的村卫生室243个，占74.5%。",
        [(2020, None), (2020, None)],
    ),
    "a count with the share that it is to be": (
        f"{AIMS}村卫生室260个，占80%以上。",
        [(2025, None), (2025, None)],
    ),
    "an aside behind other figures of its sentence ends with it": (
        f"{REACHED}2020年总诊疗842万人次。出院19万人次，2019年为21万人次；平均住院日8.3天。",
        [(2020, None), (2020, None), (2019, None), (2020, None)],
    ),
    "an earlier year in passing dates no further sentence": (
        f"{AIMS}2020年发病率137.0/10万，2015年为217.6/10万。报告肺结核1221例，发病率42.7/10万。",
        [(2020, None), (2015, None), (2020, None), (2020, None)],
    ),
    "nor does the year by which something becomes another": (
        f"{AIMS}2020年末参保率95.8%，2025年达到96%以上。医院报销比例83.5%。",
        [(2020, None), (2025, None), (2020, None)],
    ),
    "a bound behind a year reported is aimed at": (
        f"{AIMS}2020年末参保率95.8%。抗病毒治疗比例95%以上。公共卫生人员增至898人。",
        [(2020, None), (2025, None), (2025, None)],
    ),
    "the year in a bracket is the one meant": (
        f"{REACHED}人均期望寿命由“十二五”末（2016年）的80.3岁提高到81.6岁，提高1.3岁。",
        [(2016, None), (2020, None), (2020, 2016)],
    ),
    "a figure of the year before": (
        f"{REACHED}病床使用率76.4%，较上年的86.9%下降10.5%。",
        [(2020, None), (2019, None), (2020, 2019)],
    ),
    "what follows counts from the year before too": (
        f"{REACHED}与上年相比，床位增加30张，医院增加2家。医生50人。",
        [(2020, 2019), (2020, 2019), (2020, None)],
    ),
    "one figure for each year from and to": (
        f"{REACHED}2018至2020年活产数依次为520人、536人和471人。",
        [(2018, None), (2019, None), (2020, None)],
    ),
    "what is there is so in all clauses, and in what describes it": (
        f"{AIMS}全市现有村卫生室182所，实现186个行政村全覆盖，在岗乡村医生612人。"
        "按常住人口计算，每千人口有乡村医生1.84人。新建村卫生室8所。",
        [(2020, None), (2020, None), (2020, None), (2020, None), (2025, None)],
    ),
    "a count is of the year of its share, which an aim by a year starts from": (
        f"{AIMS}乡村医生中大专及以上学历171人，占27.94%，到2025年提高到40%以上。",
        [(2020, None), (2020, None), (2025, None)],
    ),
    "what stands in a bracket belongs to the start of a turn": (
        f"{AIMS}每万人口卫生监督员由0.37人（23人）增加到0.50人。",
        [(2020, None), (2020, None), (2025, None)],
    ),
    "a number of teams with their people turns to another": (
        f"{AIMS}卫生应急队伍由5支126人扩充到6支150人。",
        [(2020, None), (2020, None), (2025, None), (2025, None)],
    ),
    "at least so many is no description": (
        f"{AIMS}病区涉及6个乡镇，每年查螺面积不少于1150公顷。",
        [(2020, None), (2025, None)],
    ),
    "a year reported is over where a sentence behind it aims": (
        f"{AIMS}2020年全市报告发病率207.9/10万。将服药率由91.2%提高到95%。"
        "治疗覆盖率由91.6%提高到93%。",
        [(2020, None), (2020, None), (2025, None), (2020, None), (2025, None)],
    ),
    "what is spent in each year": (
        f"{REACHED}2018—2020年各年分别支出19.62亿元、21.20亿元和22.95亿元。",
        [(2018, None), (2019, None), (2020, None)],
    ),
    "an event beside another dates nothing": (
        f"{AIMS}2023年开工、2024年底建成投用，检验项目由86项增加到120项。",
        [(2020, None), (2025, None)],
    ),
    "an earlier year told in between dates its own sentence": (
        f"{REACHED}2020年末床位13964张；2015年为12483张，医师90人。护士80人，医院9家。",
        [(2020, None), (2015, None), (2015, None), (2020, None), (2020, None)],
    ),
    "what begins in a year does not date the next sentence": (
        f"{AIMS}2021年起补助标准提高到79元。医师达到30人。",
        [(2021, None), (2025, None)],
    ),
    "what there is goes on behind a comma, an aim does not": (
        f"{AIMS}现有床位380张，每千人口床位0.99张，新增医师20人，达到80人。",
        [(2020, None), (2020, None), (2025, None), (2025, None)],
    ),
    "the year of aims dates no figure": (
        f"{REACHED}医师30人，提前达到2015年规划目标，床位80张。",
        [(2020, None), (2020, None)],
    ),
    "one of several years, and what is done already, date their own sentence": (
        f"{REACHED}2018年、2019年死亡0例。床位80张。其中2017年招录32名。医师90人。",
        [(2019, None), (2020, None), (2017, None), (2020, None)],
    ),
    "a year behind the plan's is none of its aims, but an outlook is": (
        f"{AIMS}项目安排至2026年。投资7亿元，到2035年床位达到90张。医师80人。",
        [(2025, None), (2035, None), (2035, None)],
    ),
    "the census dates what is counted at it, by any of its names": (
        f"{REACHED}2020年常住人口112万人，比2010年人口普查时的84万人增长33.3%。"
        "七普常住人口80万人，较六普的70万人减少3万人，2010年第六次全国人口普查为71万人。",
        [
            *((2020, None), (2010, None), (2020, 2010)),
            *((2020, None), (2010, None), (2020, 2010), (2010, None)),
        ],
    ),
    "since a year is counted from it, and dates nothing": (
        f"{REACHED}2016年以来支出年均增长9.3%。2017年以来，培训医师30人，床位80张。",
        [(2020, 2016), (2020, None), (2020, None)],
    ),
    "what begins in a year reached dates its own clause": (
        f"{REACHED}2017年起组建医共体2个，联结卫生院4所。2018年起，招聘医师9名，床位80张。",
        [(2017, None), (2020, None), (2018, None), (2020, None)],
    ),
    "the year in the name of something dates nothing": (
        f"{AIMS}巩固2019年国家卫生城区复审成果，国家卫生镇由2个增至3个。按照2018年2家的标准。",
        [(2020, None), (2025, None), (2018, None)],
    ),
    "an aside after the year of the chapter ends with its part of the sentence": (
        f"{REACHED}2020年死亡2例，2015年为3例；素养水平22.8%。2015年床位9张；医师8人。",
        [(2020, None), (2015, None), (2020, None), (2015, None), (2015, None)],
    ),
    "what is built has its size with the year, and not what it does": (
        f"{AIMS}2021年开工，2024年建成投用，新增床位500张，总投资4亿元，床位使用率达到80%。",
        [(2024, None), (2024, None), (2025, None)],
    ),
    "a change over years or a plan period counts from the year before them": (
        f"{REACHED}五年来，床位增加320张，死亡率下降2.1个千分点；近3年医师增加9名，床位80张。"
        "“十三五”期间，护士增加31人，培训医师30人，占30%。",
        [
            *((2020, 2015), (2020, 2015), (2020, 2017), (2020, None)),
            *((2020, 2015), (2020, None), (2020, None)),
        ],
    ),
    "from one rate to another, however its unit is printed": (
        f"{REACHED}2015年以来，孕产妇死亡率由14.20/10万降至8.66‰，签约率80%。",
        [(2015, None), (2020, None), (2020, None)],
    ),
    "years of the century before": (
        f"{REACHED}1988年接诊产妇4020人，活产4010人。",
        [(1988, None), (1988, None)],
    ),
    "an average over years counts from the first": (
        "财政卫生健康支出2016—2020年年均增长12.6%。",
        [(2020, 2016)],
    ),
}
YEARLY = {
    "undated": ("全县共有床位640张。", [2019]),
    "now": ("目前，全县共有床位640张。", [2019]),
    "a chapter of what was reached": (f"{REACHED}共有床位640张。", [2019]),
    "another year": ("2018年床位600张。", [2018]),
    "an aim has no year unless one is printed": (f"{AIMS}床位达到700张。", [None]),
    "a printed one": (f"{AIMS}到2022年，床位达到700张。", [2022]),
}


def years(text, period, known):
    found = [
        s for r in read_prose(plain.parse(text, "x.txt"), period, known) for s in r.statements
    ]
    return [(one.year, one.base_year) for one in found]


@pytest.mark.parametrize("case", CASES)
def test_a_figure_of_a_plan_has_the_year_that_its_words_say(case, everything):
    text, expected = CASES[case]
    assert years(text, PLAN, everything) == expected


@pytest.mark.parametrize("case", YEARLY)
def test_a_figure_of_a_bulletin_is_of_the_year_reported(case, everything):
    text, expected = YEARLY[case]
    assert [one[0] for one in years(text, Period(reported=2019), everything)] == expected


@pytest.mark.parametrize(
    ("title", "asked", "name"),
    [
        ("2019年甲区卫生健康统计公报", None, "440507-bulletin-2019"),
        ("2019年甲区卫生健康统计公报", 2018, "440507-bulletin-2018"),
        ("甲区卫生健康统计公报", 2018, "440507-bulletin-2018"),
    ],
)
def test_the_year_of_a_bulletin_is_asked_for_or_in_its_title(
    tmp_path, everything, title, asked, name
):
    path = tmp_path / "x.txt"
    path.write_text(f"{title}\n全区共有床位640张。\n", encoding="utf-8")
    options = Options(tmp_path / "out", area="440507", year=asked)
    assert not draft_one(path, options, everything).problem
    (folder,) = (tmp_path / "out").iterdir()
    assert folder.name == name
    assert f",{name[-4:]}," in (folder / "text.csv").read_text(encoding="utf-8")
