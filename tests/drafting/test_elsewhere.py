"""Figures of other tables become proposals; of no table is a figure lost."""

from dataclasses import replace

import pytest
from drafting_support import HEAD, document, table

from healthplans.drafting.known import Known
from healthplans.drafting.ledger import counts
from healthplans.drafting.metadata import Period
from healthplans.drafting.transcription import transcribe
from healthplans.drafting.words import word

TITLE = "表1 2020年医疗卫生机构情况"
MAIN = table([*HEAD, "属性"], ["甲率", "1", "2", "预期性"], ["乙率", "3", "4", "预期性"])


def proposed(*blocks):
    draft = transcribe(document(*blocks), Known(), Period(2021, 2025))
    found = [(s.label, s.scope, s.value, s.unit, s.year) for s, _ in draft.statements]
    for one, judged in draft.statements:
        line = draft.document.lines[one.paragraph.number - 1]
        assert line[one.start : one.end] == one.value
        assert judged.reading_class != "sure"
    return found, draft


def test_a_figure_is_named_by_its_columns_head_and_its_row():
    kinds = table(
        ["机构类别", "机构数（家）", "床位数（张）"],
        ["医院", "23", "4120"],
        ["村卫生室", "64", "——"],
        ["东镇", "5", "60"],
    )
    # how many institutions of a kind there are is that kind's number
    assert proposed(TITLE, kinds)[0] == [
        ("医院", "", "23", "家", 2020),
        ("床位数", "医院", "4120", "张", 2020),
        ("村卫生室", "", "64", "家", 2020),
        ("机构数", "东镇", "5", "家", 2020),
        ("床位数", "东镇", "60", "张", 2020),
    ]


def test_a_column_of_changes_prints_no_levels():
    staff = table(["人员", "2020年", "净增", "增长（%）"], ["注册护士", "3097", "662", "21.4"])
    found, draft = proposed("表2 人员", staff)
    assert [one[:3] for one in found] == [("注册护士", "", n) for n in ("3097", "662", "21.4")]
    assert [s.claim for s, _ in draft.statements] == ["", "increase", "growth"]
    heads = ["年份", "支出（万元）", "占比（%）", "比上年增长（%）"]
    rows = [["2018年", "25677", "6.8", "11.0"], ["2019年", "28836", "7.0", "12.3"]]
    spent = table(heads, *rows)
    found, draft = proposed(MAIN, "表3 财政支出", spent)
    assert [one[0] for one in found] == ["支出", "占比", "支出"] * 2
    assert [one[4] for one in found] == [2018] * 3 + [2019] * 3
    assert [s.claim for s, _ in draft.statements] == ["", "", "growth"] * 2


def test_a_column_of_growth_has_the_unit_and_the_first_year_of_its_head():
    head = ["指标", "2015年", "2020年", "2020年比2015年增长（%）"]
    grown = table(head, ["常住人口（万人）", "78.20", "86.40", "10.5"])
    found, draft = proposed("表3 变化", grown)
    # the years are columns of the table of indicators
    assert [one[2:] for one in found] == [("10.5", "%", 2020)]
    assert [(s.claim, s.base_year) for s, _ in draft.statements] == [("growth", 2015)]


def test_of_a_table_whose_title_counts_beds_rows_and_owners_say_whose_they_are():
    heads = ["机构类别", "2020年合计", "2020年公立", "2025年社会办"]
    rows = [
        ["康复医院", "330", "130", "—"],
        ["妇幼保健院", "18", "—", "30"],
        ["合计", "8", "5", "9"],
    ]
    beds = table(heads, *rows)
    expected = [
        ("床位", "康复医院", "330", "张", 2020),
        ("床位", "公立;康复医院", "130", "张", 2020),
        ("床位", "妇幼保健院", "18", "张", 2020),
        ("床位", "社会办;妇幼保健院", "30", "张", 2025),
        ("床位", "", "8", "张", 2020),
        ("床位", "公立", "5", "张", 2020),
        ("床位", "社会办", "9", "张", 2025),
    ]
    assert proposed(MAIN, "表3 床位配置规划（单位：张）", beds)[0] == expected
    # a title that counts nothing, or a unit of something else, leaves rows their names
    for title in ("表3 机构配置规划（单位：张）", "表3 床位配置规划（单位：平方米）"):
        assert proposed(MAIN, title, beds)[0][0][:2] == ("康复医院", "")


def test_people_above_their_kinds_narrow_nothing():
    staff = table(
        ["机构", "卫生人员（人）", "卫生人员（人）"],
        ["机构", "小计", "注册护士"],
        ["综合医院", "398", "170"],
    )
    assert proposed("表4 2020年人员", staff)[0] == [
        ("卫生人员", "综合医院", "398", "人", 2020),
        ("注册护士", "综合医院", "170", "人", 2020),
    ]


def test_a_row_is_named_by_its_name_and_a_sum_by_the_title():
    hospitals = table(
        ["医院名称", "等级", "编制床位（张）"],
        ["市中心医院", "三级乙等", "1050"],
        ["合计", "", "2318"],
    )
    assert proposed("表1 2020年全市公立医院基本情况", hospitals)[0] == [
        ("编制床位", "市中心医院", "1050", "张", 2020),
        ("编制床位", "公立医院", "2318", "张", 2020),
    ]


def test_a_bare_head_takes_the_one_above():
    births = table(
        ["机构", "出生", "出生"],
        ["机构", "人数（人）", "出生率（‰）"],
        ["东镇", "398", "7.03"],
    )
    assert proposed("表2 2020年人口", births)[0] == [
        ("出生人数", "东镇", "398", "人", 2020),
        ("出生率", "东镇", "7.03", "‰", 2020),
    ]


def test_under_a_year_a_figure_is_named_by_its_row():
    rows = table(["项目", "2019年", "2020年"], ["门诊人次（万人次）", "61.5", "70.2"])
    found, draft = proposed("主要工作量", rows)
    rows = [(r.row.label, *(c.text for c in r.row.figures)) for r in draft.lines]
    assert rows == [("门诊人次（万人次）", "61.5", "70.2")]
    assert not found


def test_of_a_table_of_projects_no_figure_is_lost():
    projects = table(
        ["序号", "项目名称", "建设性质", "建设内容", "建设年限", "总投资（万元）", "责任单位"],
        ["1", "区医院迁建", "新建", "综合楼，床位600张", "2021—2024", "68000", "区卫健委"],
    )
    found, draft = proposed(projects)
    assert [one[:4] for one in found] == [
        ("床位", "区医院迁建", "600张", "张"),
        ("建设年限", "区医院迁建", "2024", ""),
        ("总投资", "区医院迁建", "68000", "万元"),
    ]
    assert counts(draft.entries)["figure"] == 2
    assert counts(draft.entries)["unclassified"] == 0
    # of a row of a project the figures are of the year in which it is done
    assert {s.year for s, _ in draft.statements} == {2024}


def test_a_table_that_says_the_main_one_again_is_proposed():
    again = table(HEAD, ["甲率（%）", "1", "达到国家标准"])
    found, draft = proposed(again, "附表 全部指标", MAIN)
    assert [line.row.label for line in draft.lines] == ["甲率", "乙率"]
    assert found == [("甲率", "", "1", "%", 2020), ("甲率", "", "达到国家标准", "%", 2025)]


def test_what_was_reached_stands_beside_the_table_of_targets():
    reached = table(
        ["指标", "“十三五”目标", "2020年完成值"], ["甲率", "8", "9"], ["丁率", "5", "6"]
    )
    targets = table(["指标", "2025年"], ["甲率", "2"], ["乙率", "4"])
    found, draft = proposed("一", reached, "二", targets)
    assert [line.row.label for line in draft.lines] == ["甲率", "乙率"]
    assert {(label, value, year) for label, _, value, _, year in found} == {
        *(("甲率", "9", 2020), ("甲率", "8", 2020), ("丁率", "6", 2020), ("丁率", "5", 2020)),
    }


@pytest.mark.parametrize("place", ["note", "column"])
def test_notes_and_columns_beside_the_mapped_ones_are_read(place):
    rows = [
        [*HEAD, "年均增长"],
        ["甲率", "1", "2", "[0.7]"],
        ["注：覆盖12个街道。", None, None, None],
    ]
    found, draft = proposed(table(*rows))
    wanted = {"note": ("12个", "个"), "column": ("0.7", "")}[place]
    assert wanted in [(value, unit) for _, _, value, unit, _ in found]
    assert len(draft.lines) == 1


def test_a_column_of_an_area_is_of_that_area_and_its_rows_are_named_by_themselves():
    areas = table(
        ["指标", "单位", "甲区", "乙区", "全市"],
        ["人均期望寿命", "岁", "81.6", "80.9", "81.0"],
    )
    found, _ = proposed("甲区卫生健康规划", "表1 2020年主要指标比较", areas)
    assert found == [
        ("人均期望寿命", "", "81.6", "岁", 2020),
        ("人均期望寿命", "乙区", "80.9", "岁", 2020),
        ("人均期望寿命", "全市", "81.0", "岁", 2020),
    ]


def test_of_heads_only_what_says_whom_is_a_scope():
    scale = table(
        ["项目名称", "建设规模", "建设规模", "建设年限"],
        ["项目名称", "建筑面积（万平方米）", "新增床位（张）", "建设年限"],
        ["区中医院扩建", "3.1", "200", "2022—2024"],
        ["诊所（医务室）", "0.1", "2", "2025"],
    )
    found, draft = proposed("甲区卫生健康规划", scale)
    assert found == [
        ("建筑面积", "区中医院扩建", "3.1", "万平方米", 2024),
        ("床位", "区中医院扩建", "200", "张", 2024),
        ("建设年限", "区中医院扩建", "2024", "", 2024),
        ("建筑面积", "诊所（医务室）", "0.1", "万平方米", 2025),
        ("床位", "诊所（医务室）", "2", "张", 2025),
        ("建设年限", "诊所（医务室）", "2025", "", 2025),
    ]
    assert [s.claim for s, _ in draft.statements] == ["", "increase", "", "", "increase", ""]


def test_a_project_is_there_in_the_last_year_of_its_time_of_building():
    projects = table(
        ["序号", "项目名称", "投资（万元）", "建设期（年）"],
        ["1", "县医院迁建", "6800", "2021年—2023年"],
        ["2", "县妇幼保健院扩建", "900", "待定"],
        ["合计", "合计", "7700", "2021—2025"],
    )
    found, draft = proposed("甲县卫生健康规划", projects)
    built = [one for one in found if one[0] == "建设期"]
    assert built == [("建设期", "县医院迁建", "2023", "", 2023)]
    codes = [judged.suggestion.taken for s, judged in draft.statements if s.label == "建设期"]
    assert codes == [word("completion_code")]
    assert counts(draft.entries)["unclassified"] == 0


def test_a_total_below_a_kind_counts_the_kind():
    counts = table(
        ["县区", "医疗卫生机构床位", "医疗卫生机构床位"],
        ["县区", "总数（张）", "每千人口（张）"],
        ["甲县", "8640", "9.34"],
    )
    found, _ = proposed("表1 2020年各县区主要卫生资源", counts)
    assert found == [
        ("医疗卫生机构床位", "甲县", "8640", "张", 2020),
        ("每千人口医疗卫生机构床位", "甲县", "9.34", "张", 2020),
    ]


def test_beds_of_all_projects_are_not_those_of_the_area_and_a_period_is_no_label():
    projects = table(
        ["项目名称", "床位（张）", "总投资（亿元）", "其中：“十四五”投资（亿元）", "起止年限"],
        ["市医院新院区", "1000", "13.60", "12.00", "2021—2025"],
        ["合计", "3060", "41.40", "38.00", "2021—2025"],
    )
    found, _ = proposed("表1 “十四五”卫生健康重大项目表", projects)
    assert [one[:3] for one in found] == [
        ("床位", "市医院新院区", "1000"),
        ("总投资", "市医院新院区", "13.60"),
        ("投资", "“十四五”;市医院新院区", "12.00"),
        ("起止年限", "市医院新院区", "2025"),
        ("床位", "重大项目", "3060"),
        ("总投资", "", "41.40"),
        ("投资", "“十四五”", "38.00"),
    ]


def test_a_field_of_work_is_no_scope_of_what_stands_beside_it():
    box = table(["领域", "目标"], ["院前急救", "到2025年，救护车达到46辆。"])
    draft = transcribe(document(box), Known(), Period(2021, 2025))
    assert [(s.label, s.scope, s.value) for s, _ in draft.statements] == [
        ("救护车", "", "达到46辆")
    ]


def test_what_heads_are_per_stands_above_them():
    areas = table(
        ["区县", "床位（张）", "每千常住人口", None],
        ["", "", "床位（张）", "注册护士（人）"],
        ["甲区", "5216", "8.93", "4.36"],
    )
    assert proposed("表1 2020年各区县资源", areas)[0] == [
        ("床位", "甲区", "5216", "张", 2020),
        ("每千常住人口床位", "甲区", "8.93", "张", 2020),
        ("每千常住人口注册护士", "甲区", "4.36", "人", 2020),
    ]


def test_a_sum_of_a_group_is_about_the_group():
    kinds = table(
        ["机构类别", None, "床位（张）"],
        ["医院", "综合医院", "982"],
        ["医院", "小计", "1318"],
    )
    assert proposed(TITLE, kinds)[0][-1] == ("床位", "医院", "1318", "张", 2020)


def test_a_sum_below_the_line_of_its_group_is_about_what_the_line_names():
    kinds = table(
        ["机构名称", "床位（张）", "护士（人）"],
        ["一、公立医院", None, None],
        ["甲医院", "300", "280"],
        ["小计", "300", "280"],
    )
    assert proposed(TITLE, kinds)[0][-2:] == [
        ("床位", "公立医院", "300", "张", 2020),
        ("护士", "公立医院", "280", "人", 2020),
    ]


def test_a_table_of_the_plan_before_says_which_targets_it_calls_reached():
    before = table(
        ["指标", "单位", "2015年", "2020年目标值", "2020年完成值", "评价"],
        ["甲率", "%", "40", "≥45", "42", "完成"],
        ["乙率", "%", "4", "≤3", "3.1", "未完成"],
        ["丙率", "%", "4", "5", "5", "另见说明"],
    )
    _, draft = proposed("表2 “十三五”规划指标完成情况", before, TITLE, MAIN)
    rows = [(s.label, s.value, s.role, s.compared) for s, _ in draft.statements]
    assert [row for row in rows if row[2] == "target"] == [
        ("甲率", "≥45", "target", "完成"),
        ("乙率", "≤3", "target", "未完成"),
        ("丙率", "5", "target", ""),
    ]
    assert not any(row[3] for row in rows if row[2] != "target")


def test_under_years_a_figure_is_what_the_head_above_them_counts():
    resources = table(
        ["机构类别", "机构数（个）", None, None, "床位（张）", None, None],
        ["", "2015年", "2020年", "增长（%）", "2015年", "2020年", "增长（%）"],
        ["合计", "40", "41", "2.5", "1949", "2210", "13.4"],
        ["专科医院", "6", "5", "-16.7", "300", "390", "30.0"],
    )
    found, draft = proposed(
        "甲市卫生健康规划", "表1 甲市2015年和2020年医疗卫生机构", resources
    )
    assert [one[:3] for one in found] == [
        *(("医疗卫生机构", "", n) for n in ("40", "41", "2.5")),
        # a number alone in its cell is as many, whatever year it looks like
        *(("床位", "", n) for n in ("1949", "2210", "13.4")),
        *(("专科医院", "", n) for n in ("6", "5", "-16.7")),
        *(("床位", "专科医院", n) for n in ("300", "390", "30.0")),
    ]
    # a growth is up to the last year before it
    assert [one[4] for one in found] == [2015, 2020, 2020] * 4
    assert [s.claim for s, _ in draft.statements] == ["", "", "growth"] * 4


def test_a_head_with_a_year_and_a_unit_is_what_its_rows_have():
    beds = table(
        ["县区", "2020年床位（张）", "占比（%）", "2025年护士目标（人）"],
        ["甲县", "2012", "38.0", "900"],
        ["合计", "5300", "100.0", "2100"],
    )
    found, _ = proposed("各县区资源", beds)
    assert found == [
        ("床位", "甲县", "2012", "张", 2020),
        ("占比", "甲县", "38.0", "%", 2020),
        ("护士", "甲县", "900", "人", 2025),
        ("床位", "", "5300", "张", 2020),
        ("占比", "", "100.0", "%", 2020),
        ("护士", "", "2100", "人", 2025),
    ]


def test_heads_say_of_these_and_what_they_are_per():
    staff = table(
        ["机构", "其中：护士（人）", "每千人口（张）"], ["其中：县医院", "31", "2.4"]
    )
    assert proposed("表1 2020年人员", staff)[0][0][:2] == ("护士", "县医院")
    beds = table(
        ["乡镇", "床位", None], ["", "数量（张）", "每千人口（张）"], ["东镇", "31", "2.4"]
    )
    assert [one[:2] for one in proposed("表1 2020年床位", beds)[0]] == [
        ("床位数量", "东镇"),
        ("每千人口床位", "东镇"),
    ]


def test_grades_are_of_the_institutions_that_their_head_names():
    grades = table(["医院等级", "床位（张）"], ["二级", "310"], ["未定级", "40"])
    assert [one[1] for one in proposed("表1 2020年等级", grades)[0]] == [
        "二级医院",
        "未定级医院",
    ]


def test_of_the_units_above_a_table_sums_are_in_the_one_of_money():
    funds = table(["项目类别", "项目数", "总投资"], ["县级医院", "3", "1.25"])
    found, _ = proposed("表5 2025年投资（单位：个、亿元）", funds)
    assert [one[3] for one in found] == ["个", "亿元"]


def test_a_column_of_changes_beside_the_years_of_a_table_keeps_its_sign():
    changed = table(
        ["指标", "2015年", "2020年", "五年变化"], ["甲率（‰）", "5.1", "3.9", "-1.2"]
    )
    found, draft = proposed("一", changed, "二", MAIN)
    assert found[-1] == ("甲率", "", "-1.2", "‰", 2020)
    assert draft.statements[-1][0].claim == "increase"


def test_areas_above_the_years_of_a_table_are_of_those_columns():
    rows = table(
        ["指标", "单位", "甲市", None, "乙市", "丙市"],
        ["", "", "2015年", "2020年", "2020年", "2020年"],
        ["甲率", "%", "1", "2", "3", "4"],
    )
    # the heads of the first two columns reach down beside the years
    down = [replace(cell, rowspan=2) for cell in rows.cells if cell.row == 0 and cell.col < 2]
    cells = (*down, *(cell for cell in rows.cells if cell.col > 1 or cell.row > 1))
    two_storeys = replace(rows, cells=tuple(sorted(cells, key=lambda c: (c.row, c.col))))
    found, _ = proposed("甲市卫生健康规划", two_storeys, "二", MAIN)
    assert ("甲率", "乙市", "3", "%", 2020) in found
