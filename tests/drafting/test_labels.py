"""What a figure is about: per whom, of which area, of which unit; a row a kind of sentence."""

import pytest

from healthplans.drafting.formats import plain
from healthplans.drafting.known import known
from healthplans.drafting.metadata import Period
from healthplans.drafting.transcription import transcribe

PERIOD = Period(2021, 2025)

# sentence -> (digits, label, scope) of each figure
KINDS = {
    "per head behind a count carries its label": (
        "卫生技术人员18200人，每千人口6.5人。",
        [("18200", "卫生技术人员", ""), ("6.5", "每千人口卫生技术人员", "")],
    ),
    "per head in order of the counts before": (
        "儿科床位820张，产科床位640张，每十万人口分别为20.5张和16张。",
        [
            ("820", "儿科床位", ""),
            ("640", "产科床位", ""),
            ("20.5", "每十万人口儿科床位", ""),
            ("16", "每十万人口产科床位", ""),
        ],
    ),
    "a norm per head, and the count that it gives": (
        "负压病床按每百万人口15张设置，总规模60张。",
        [("15", "每百万人口负压病床", ""), ("60", "负压病床", "")],
    ),
    "per a group": (
        "每千名老年人拥有护理床位22张。",
        [("22", "每千名老年人拥有护理床位", "")],
    ),
    "the area's own name": (
        "全盟常住人口112万人，我旗活产940人。",
        [("112", "常住人口", ""), ("940", "活产", "")],
    ),
    "counts before their nouns": (
        "全州辖8个县市、102个乡镇、1100个行政村。",
        [("8", "县市", ""), ("102", "乡镇", ""), ("1100", "行政村", "")],
    ),
    "the subject of the nearest figure of that unit": (
        "总诊疗120万人次，年人均就诊4.1次，其中医院70万人次。",
        [("120", "总诊疗", ""), ("4.1", "年人均就诊", ""), ("70", "总诊疗", "医院")],
    ),
    "an institution whose beds they are": (
        "中心卫生院床位334张，妇幼保健院40张。",
        [("334", "床位", "中心卫生院"), ("40", "床位", "妇幼保健院")],
    ),
    "areas in a row, one with a remark": (
        "床位数玉林市（含市直）5200张、北流市3100张、容县1600张。",
        [
            ("5200", "床位数", "玉林市"),
            ("3100", "床位数", "北流市"),
            ("1600", "床位数", "容县"),
        ],
    ),
    "another area's figure beside the own": (
        "每千人口床位数6.1张，高于全国平均水平（5.9张）。",
        [("6.1", "每千人口床位数", ""), ("5.9", "每千人口床位数", "全国")],
    ),
    "adverbs and verbs before a figure": (
        "随诊率保持90%，托育园只有3家，平均到达时间由目前的21分钟缩短到15分钟。",
        [
            ("90", "随诊率", ""),
            ("3", "托育园", ""),
            ("21", "平均到达时间", ""),
            ("15", "平均到达时间", ""),
        ],
    ),
    "a share whose name ends like a claim": (
        "公立医院耗材占比由2015年的24%降至19%。",
        [("24", "耗材占比", "公立医院"), ("19", "耗材占比", "公立医院")],
    ),
    "ages among those before": (
        "262名乡村医生和卫生员中60岁以上的有101人，35岁以下的只有14人。",
        [
            ("262", "乡村医生和卫生员", ""),
            ("101", "乡村医生和卫生员", "60岁以上"),
            ("14", "乡村医生和卫生员", "35岁以下"),
        ],
    ),
    "a device in Latin letters": (
        "全县有直线加速器2台、PET/CT 1台、B超80台。",
        [("2", "直线加速器", ""), ("1", "PET/CT", ""), ("80", "B超", "")],
    ),
    "a rate is of no count": (
        "老年科设置率低，18家综合医院设有病房。",
        [("18", "综合医院", "设有病房")],
    ),
    "the people counted before a rate": (
        "糖尿病患者规范管理率70%，在册结核病患者386人，规范管理率91%。",
        [
            ("70", "糖尿病患者规范管理率", ""),
            ("386", "结核病患者", "在册"),
            ("91", "规范管理率", "结核病患者"),
        ],
    ),
    "what is left takes no part's name": (
        "总投资60亿元，其中专项债券30亿元，其余30亿元由单位投入。",
        [("60", "总投资", ""), ("30", "专项债券", ""), ("30", "", "其余")],
    ),
    "how long it took is nobody": (
        "常住人口128万人，十年增加31万人，五年新增托位350个，总数达到721个。",
        [
            ("128", "常住人口", ""),
            ("31", "常住人口", ""),
            ("350", "托位", ""),
            ("721", "托位", ""),
        ],
    ),
    "a topic holds over a semicolon": (
        "常住人口中，0—14岁7万人，占18%；60岁及以上8万人。",
        [
            ("7", "常住人口", "0—14岁"),
            ("18", "常住人口", "0—14岁"),
            ("8", "常住人口", "60岁及以上"),
        ],
    ),
    "the label of a clause without a figure": (
        "婴儿死亡率按控制上限设定，不高于3.0‰。",
        [("3.0", "婴儿死亡率", "")],
    ),
    "a list from a period, and to now": (
        "婴儿死亡率、5岁以下儿童死亡率从“十二五”期间7.3‰、9.7‰分别降至现在的3.0‰、4.0‰。",
        [
            ("7.3", "婴儿死亡率", ""),
            ("9.7", "5岁以下儿童死亡率", ""),
            ("3.0", "婴儿死亡率", ""),
            ("4.0", "5岁以下儿童死亡率", ""),
        ],
    ),
    "institutions that a clause goes on about": (
        "共设45个乡镇卫生院，床位191张，卫生人员400人。共有医疗卫生机构345个，床位900张。",
        [
            ("45", "乡镇卫生院", ""),
            ("191", "床位", "乡镇卫生院"),
            ("400", "卫生人员", "乡镇卫生院"),
            ("345", "医疗卫生机构", ""),
            ("900", "床位", ""),
        ],
    ),
    "another institution between them": (
        "全县有医院24家、卫生院10家，床位900张。县级医院诊疗42万人次，全县床位80张。",
        [
            ("24", "医院", ""),
            ("10", "卫生院", ""),
            ("900", "床位", ""),
            ("42", "诊疗", "县级医院"),
            ("80", "床位", ""),
        ],
    ),
    "institutions made better": (
        "提升6所中心卫生院服务能力。床位比2015年提高8张。",
        [("6", "中心卫生院", ""), ("8", "床位", "")],
    ),
    "what an institution has reached narrows it": (
        "达到“优质服务基层行”标准以上的乡镇卫生院9所。",
        [("9", "乡镇卫生院", "达到“优质服务基层行”标准以上")],
    ),
    "a total behind a number per head, and the rise of it": (
        "每万人口护士达到30人，总数达到850人，增加29人。",
        [("30", "每万人口护士", ""), ("850", "护士", ""), ("29", "护士", "")],
    ),
    "a conjunction and what limits a number are no label": (
        "县医院实有床位500张，而编制床位仅有300张。受疫情影响，床位比2019年减少8张。",
        [
            ("500", "实有床位", "县医院"),
            ("300", "编制床位", "县医院"),
            ("8", "床位", ""),
        ],
    ),
    "institutions that a clause goes on about, over commas": (
        "乡镇卫生院核定编制632名，在编541名，空编91名。",
        [
            ("632", "核定编制", "乡镇卫生院"),
            ("541", "在编", "乡镇卫生院"),
            ("91", "空编", "乡镇卫生院"),
        ],
    ),
    "hospitals whose money it is": (
        "转诊120人次。公立医院全部取消加成，药占比28.4%，医疗服务收入占医疗收入比例30%。",
        [
            ("120", "转诊", ""),
            ("28.4", "药占比", "公立医院"),
            ("30", "医疗服务收入占医疗收入比例", "公立医院"),
        ],
    ),
    "hospitals by whose they are": (
        "医院中公立41所、民营97所。",
        [("41", "医院", "公立"), ("97", "医院", "民营")],
    ),
    "an age among people of another": (
        "60岁及以上常住人口97.75万人，其中65岁及以上71.49万人。",
        [("97.75", "60岁及以上常住人口", ""), ("71.49", "65岁及以上", "")],
    ),
    "so many for each, and what they are behind the figure": (
        "全科医生增加35人，每个乡镇卫生院至少有3名全科医生，每个乡镇至少配备1名协管员。",
        [
            ("35", "全科医生", ""),
            ("3", "全科医生", "每个乡镇卫生院"),
            ("1", "协管员", "每个乡镇"),
        ],
    ),
    "those among whom others are counted next": (
        "6.85万户农户中4.19万户用上卫生厕所。",
        [("6.85", "农户", ""), ("4.19", "用上卫生厕所", "")],
    ),
    "a date is no part of a label": (
        "高血压、糖尿病患者规范管理人数到2025年分别达到2.2万人和4500人。",
        [("2.2", "规范管理人数", "高血压"), ("4500", "规范管理人数", "糖尿病患者")],
    ),
    "totals in the order of the figures per head": (
        "每千人口医师数、护士数分别达到3.15人和3.6人，对应总量约15435人和18620人。",
        [
            ("3.15", "每千人口医师数", ""),
            ("3.6", "护士数", ""),
            ("15435", "医师数", ""),
            ("18620", "护士数", ""),
        ],
    ),
    "shares in the order of the counts, each of its own whole": (
        "建成卫生乡镇7个、卫生村63个，分别占乡镇总数的43.8%和行政村总数的29.7%。",
        [
            ("7", "卫生乡镇", ""),
            ("63", "卫生村", ""),
            ("43.8", "卫生乡镇", ""),
            ("29.7", "卫生村", ""),
        ],
    ),
    "a sum in a bracket, of which a share is": (
        "2020年财政卫生健康支出占一般公共预算支出（26.74亿元）的8.9%。",
        [("26.74", "一般公共预算支出", ""), ("8.9", "财政卫生健康支出", "")],
    ),
    "words around a noun": (
        "同期公安部门登记的户籍人口532万人。前者覆盖乡镇卫生院10所。建成后床位达到156张。",
        [("532", "户籍人口", ""), ("10", "乡镇卫生院", ""), ("156", "床位", "")],
    ),
    "an aim behind a figure is not what it counts": (
        "为实现人均健康预期寿命75.0岁的目标奠定基础。",
        [("75.0", "人均健康预期寿命", "")],
    ),
    "verbs and adverbs before what is counted": (
        "引进和培养医学博士200名。全科医生73人，折合每千人口0.20人。",
        [("200", "医学博士", ""), ("73", "全科医生", ""), ("0.20", "每千人口全科医生", "")],
    ),
    "what all of them do narrows nothing": (
        "全县17所乡镇卫生院全部达到“优质服务基层行”基本标准。",
        [("17", "乡镇卫生院", "")],
    ),
    "a share by its noun, by area": (
        "三级手术占比由31.5%提高到40%，疫苗接种率以乡镇为单位保持在95%以上。",
        [("31.5", "三级手术占比", ""), ("40", "三级手术占比", ""), ("95", "疫苗接种率", "")],
    ),
    "parts of the own area, over semicolons and in the next sentence": (
        "全区常住人口94万人。分片区看，老城片区38万人、临港片区19万人。老城片区集中了340张床位，"
        "占59%，每千人口9.0张；临港片区只有45张，占7%。",
        [
            ("94", "常住人口", ""),
            ("38", "常住人口", "老城片区"),
            ("19", "常住人口", "临港片区"),
            ("340", "床位", "老城片区"),
            ("59", "床位", "老城片区"),
            ("9.0", "每千人口床位", "老城片区"),
            ("45", "床位", "临港片区"),
            ("7", "床位", "临港片区"),
        ],
    ),
    "those of an insurance are among the insured": (
        "参保人数达到91.4万人，其中职工医保62.3万人、居民医保27.0万人。",
        [
            ("91.4", "参保人数", ""),
            ("62.3", "参保人数", "职工医保"),
            ("27.0", "参保人数", "居民医保"),
        ],
    ),
    "who does it is no label": (
        "总诊疗842万人次。医院承担468万人次，占55.6%。",
        [("842", "总诊疗", ""), ("468", "总诊疗", "医院"), ("55.6", "总诊疗", "医院")],
    ),
    "people of an age are counted as such": (
        "从年龄看，0—14岁10.8万人，15—59岁36.0万人。",
        [("10.8", "0—14岁", ""), ("36.0", "15—59岁", "")],
    ),
    "what is sorted by something, with each part's own kinds": (
        "医院床位按类别分，综合4590张（公立3060张、社会办1530张），中医1428张（公立1122张）。",
        [
            ("4590", "医院床位", "综合"),
            ("3060", "床位", "综合;公立"),
            ("1530", "床位", "综合;社会办"),
            ("1428", "医院床位", "中医"),
            ("1122", "床位", "中医;公立"),
        ],
    ),
    "what is sorted again, of all and not of the kind before": (
        "医院按举办主体分，公立10家、社会办28家；按类别分，综合14家、专科医院14家；按等级分，三级6家。",
        [
            ("10", "医院", "公立"),
            ("28", "医院", "社会办"),
            ("14", "医院", "综合"),
            ("14", "专科医院", ""),
            ("6", "医院", "三级"),
        ],
    ),
    "staff by title, of those and not of the rest before": (
        "卫生技术人员中，注册护士2129人；其他289人。按职称分，高级637人（其中正高96人），中级1716人。",
        [
            ("2129", "注册护士", ""),
            ("289", "其他", ""),
            ("637", "卫生技术人员", "高级"),
            ("96", "卫生技术人员", "正高"),
            ("1716", "卫生技术人员", "中级"),
        ],
    ),
    "deaths by cause, births by order": (
        "死因监测显示，2020年户籍居民死亡中，恶性肿瘤1455人，糖尿病168人。"
        "2020年户籍活产中，一孩2292人，剖宫产2006人，占户籍活产4776人的42.0%。",
        [
            ("1455", "户籍居民死亡", "恶性肿瘤"),
            ("168", "户籍居民死亡", "糖尿病"),
            ("2292", "户籍活产", "一孩"),
            ("2006", "户籍活产", "剖宫产"),
            ("4776", "户籍活产", ""),
            ("42.0", "户籍活产", "剖宫产"),
        ],
    ),
    "places before what is counted in each": (
        "中心城区、南部沿海、北部山区床位分别为2546张、916张、537张，每千人口分别为9.5张、4.0张、3.6张。"
        "药师和其他卫生技术人员分别为566人、424人。",
        [
            ("2546", "床位", "中心城区"),
            ("916", "床位", "南部沿海"),
            ("537", "床位", "北部山区"),
            ("9.5", "每千人口床位", "中心城区"),
            ("4.0", "每千人口床位", "南部沿海"),
            ("3.6", "每千人口床位", "北部山区"),
            ("566", "药师", ""),
            ("424", "其他卫生技术人员", ""),
        ],
    ),
    "both rates, and words of a trend behind a rate": (
        "孕产妇死亡率14.52/10万，较2015年的24.37/10万明显下降；婴儿死亡率降至2.7‰，"
        "新生儿死亡率降至1.9‰，2015年两率分别为4.0‰和2.4‰。",
        [
            ("14.52", "孕产妇死亡率", ""),
            ("24.37", "孕产妇死亡率", ""),
            ("2.7", "婴儿死亡率", ""),
            ("1.9", "新生儿死亡率", ""),
            ("4.0", "婴儿死亡率", ""),
            ("2.4", "新生儿死亡率", ""),
        ],
    ),
    "numbered, and per head behind the year that it comes from": (
        "一是设院前急救站12处。二是重症床位80张。"
        "床位总数达到8864张，每千人口由2021年的8.60张提高至8.82张。",
        [
            ("12", "院前急救站", ""),
            ("80", "重症床位", ""),
            ("8864", "床位总数", ""),
            ("8.60", "每千人口床位总数", ""),
            ("8.82", "每千人口床位总数", ""),
        ],
    ),
    "still above what was": (
        "总诊疗90万人次，但仍比2015年的80万人次增长12.5%。",
        [("90", "总诊疗", ""), ("80", "总诊疗", ""), ("12.5", "总诊疗", "")],
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_figure_is_given_the_label_that_its_sentence_means(kind):
    text, expected = KINDS[kind]
    draft = transcribe(plain.parse(text, "x.txt"), known(), PERIOD)
    told = [(s.numeral.digits, s.label, s.scope) for s, _ in draft.statements]
    assert told == expected


def test_a_share_gives_its_whole_as_printed():
    text = "中医药人员86人，占卫生技术人员总数（含村医）的12.3%。"
    draft = transcribe(plain.parse(text, "x.txt"), known(), PERIOD)
    share = draft.statements[-1][0]
    assert (share.claim, share.of) == ("share", "卫生技术人员总数（含村医）")


RATES = {
    "of what the count before it names": (
        "2020年新生儿死亡8人，死亡率2.1‰。",
        ("新生儿死亡率", "", "neonatal_mortality"),
    ),
    "of those who are counted before": (
        "在管糖尿病患者2.34万人，规范管理1.92万人，规范管理率82.05%。",
        ("规范管理率", "糖尿病患者", "diabetes_management_rate"),
    ),
    "of what is done, behind its verb": (
        "老年人接种流感疫苗2.15万人，接种率18.6%。",
        ("流感疫苗接种率", "老年人", "influenza_vaccination_rate"),
    ),
    "of a disease that is counted before": (
        "报告布鲁氏菌病33例，发病率9.05/10万。",
        ("发病率", "", "brucellosis_incidence"),
    ),
    "of what is made before": (
        "建立居民电子健康档案445.96万份，建档率91.7%。",
        ("建档率", "", "electronic_record_coverage"),
    ),
    "of those counted, over a rate of all": (
        "在册严重精神障碍患者1687人，报告患病率0.46‰，规范管理1552人，规范管理率92%。",
        ("规范管理率", "严重精神障碍患者", "severe_mental_illness_management_rate"),
    ),
    "of another name for the same": (
        "高血压患者32.1万人，规范管理服务率64.2%。",
        ("规范管理服务率", "高血压患者", "hypertension_management_rate"),
    ),
    "of nobody: rather no indicator than a wrong one": (
        "健康管理率72.0%。",
        ("健康管理率", "", ""),
    ),
    "of all": ("2020年出生率9.1‰，死亡率6.8‰。", ("死亡率", "", "crude_death_rate")),
}


@pytest.mark.parametrize("kind", RATES)
def test_a_rate_that_names_nobody_is_of_what_stands_before(kind):
    text, expected = RATES[kind]
    draft = transcribe(plain.parse(text, "x.txt"), known(), PERIOD)
    statement, judged = draft.statements[-1]
    assert (statement.label, statement.scope, judged.suggestion.taken) == expected


WHOLES = {
    "those among whom": (
        "卫生技术人员中，本科及以上学历521人，占35.1%。",
        ["", "卫生技术人员"],
    ),
    "a count before, as the numbers say": (
        "卫生人员3000人，其中执业医师1200人，占40%，注册护士1400人，占46.7%。",
        ["", "", "卫生人员", "", "卫生人员"],
    ),
    "of another sentence": ("医院28家。其中三级医院5家，占17.9%。", ["", "", "医院"]),
    "not where the numbers do not say so": (
        "医院28家，其中三级医院5家，占18.9%；医师7人，占25%。",
        ["", "", "", "", ""],
    ),
}


@pytest.mark.parametrize("kind", WHOLES)
def test_a_share_is_of_what_stands_before(kind):
    text, expected = WHOLES[kind]
    draft = transcribe(plain.parse(text, "x.txt"), known(), PERIOD)
    assert [s.of for s, _ in draft.statements] == expected


def test_points_promised_of_a_share_are_of_the_share():
    text = "60岁及以上人口占23.0%，比2020年提高3.7个百分点。"
    draft = transcribe(plain.parse(text, "x.txt"), known(), PERIOD)
    assert [s.claim for s, _ in draft.statements] == ["share", "share"]


def test_growths_joined_to_one_are_growths_and_counts_are_not():
    text = "2020年门诊量同比增长-17.7%、-1.2%和10.3%，设有医院5家、诊所3家。"
    draft = transcribe(plain.parse(text, "x.txt"), known(), PERIOD)
    claims = [(s.claim, s.base_year) for s, _ in draft.statements]
    assert claims == [("growth", 2019)] * 3 + [("", None)] * 2
