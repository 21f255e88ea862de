"""Tables are found by their head words, joined, and mapped; none is dropped."""

import io

import openpyxl
import pytest
from drafting_support import HEAD, document, table

from healthplans.drafting.document import Cell, Paragraph, Table, assemble
from healthplans.drafting.known import Known
from healthplans.drafting.metadata import Period
from healthplans.drafting.reading import read_bytes
from healthplans.drafting.records import other_rows, table_columns, table_rows
from healthplans.drafting.tables.heads import column
from healthplans.drafting.tables.indicators import read_tables
from healthplans.drafting.transcription import transcribe


def mapped(*blocks):
    found = read_tables(document(*blocks))
    return [
        [(r.domain, r.label, *(c.text if c else "" for c in r.figures)) for r in rows]
        for _, rows in found.mapped
    ], len(found.others)


HEADS = {
    "2020年": ("year", 2020, ""),
    "2025年目标": ("year", 2025, "target"),
    "２０２０年基期": ("year", 2020, "level"),
    "2025": ("year", 2025, ""),
    "指标名称": ("label", None, ""),
    "计量单位": ("unit", None, ""),
    "指标属性": ("obligation", None, ""),
    "现状值": ("level", None, ""),
    "目标值": ("target", None, ""),
    "总投资（亿元）": ("", None, ""),
}


@pytest.mark.parametrize("text", HEADS)
def test_a_head_is_read(text):
    one = column(0, text)
    assert (one.role, one.year, one.kind) == HEADS[text]


def test_rows_are_mapped_and_a_row_that_spans_all_is_a_domain():
    found, others = mapped(table(HEAD, ["健康水平", None, None], ["寿命", "78", "79"]))
    assert found == [[("健康水平", "寿命", "78", "79")]]
    assert others == 0


def test_two_rows_of_heads_are_one_head():
    heads = [["指标", "目标", None], ["指标", "2025年", "2035年"]]
    found, _ = mapped(table(*heads, ["寿命", "79", "80"]))
    assert found == [[("", "寿命", "79", "80")]]


def test_a_title_row_and_a_row_of_notes_are_no_rows():
    rows = [
        ["主要指标表", None, None],
        HEAD,
        ["寿命", "78", "79"],
        ["注：以实际为准", None, None],
    ]
    assert mapped(table(*rows))[0] == [[("", "寿命", "78", "79")]]


def test_a_table_without_a_base_year_is_read():
    assert mapped(table(["指标", "2025年"], ["寿命", "79"]))[0] == [[("", "寿命", "79")]]


def test_a_table_goes_on_over_a_page_with_or_without_its_head():
    first = table(HEAD, ["甲率", "1", "2"])
    again, bare = table(HEAD, ["乙率", "3", "4"]), table(["丙率", "5", "6"])
    found, _ = mapped(first, "- 3 -", again, "续表", bare)
    assert found == [[("", "甲率", "1", "2"), ("", "乙率", "3", "4"), ("", "丙率", "5", "6")]]


def test_a_table_after_other_text_is_another():
    one, other = table(HEAD, ["甲率", "1", "2"]), table(HEAD, ["乙率", "3", "4"])
    assert len(mapped(one, "附表 部门指标", other)[0]) == 2


def test_a_table_without_head_words_is_kept_and_shown():
    projects = table(["项目", "总投资"], ["病房", "3.1"])
    found, others = mapped(table(HEAD, ["甲率", "1", "2"]), "重点项目", projects)
    assert (len(found), others) == (1, 1)
    draft = transcribe(document(projects), Known())
    assert [row["text"] for row in other_rows(draft)] == ["项目", "总投资", "病房", "3.1"]


def test_a_head_without_a_year_takes_the_plans_own_and_says_so():
    rows = table(["指标", "现状值", "目标值"], ["寿命", "78", "79"])
    draft = transcribe(document(rows), Known(), Period(2026, 2030))
    assert table_columns(draft)[4:6] == ["2025", "2030"]
    assert "prints no year" in draft.lines[0].judged.reasons[0]
    assert draft.lines[0].judged.reading_class != "sure"


def test_two_columns_of_one_year_are_told_apart_by_their_role():
    rows = table(["指标", "2020年目标", "2020年实际"], ["寿命", "78", "77"])
    draft = transcribe(document(rows), Known(), Period(2021, 2025))
    assert table_columns(draft)[4:6] == ["2020 target", "2020 level"]
    assert next(iter(table_rows(draft)))["2020 level"] == "77"


def test_a_figure_beside_several_rows_is_left_to_a_reviewer():
    cells = table(HEAD, ["甲率", "1", "2"], ["乙率", "3"]).cells
    merged = [Cell(c.text, c.row, c.col, 2) if c.text == "2" else c for c in cells]
    draft = transcribe(document(Table(tuple(merged))), Known())
    assert {line.judged.reading_class for line in draft.lines} == {"likely"}
    assert "several rows" in draft.lines[0].judged.reasons[0]


def test_cells_below_one_another_are_put_into_rows():
    cells = ["领域", "序号", "指标", "单位", "2020年", "2025年", "属性"]
    cells += ["水平", "1", "寿命", "岁", "78", "79", "预期性", "2", "甲率", "1", "2", "约束性"]
    cells += ["服务", "3", "乙率", "%", "-", "5", "预期性", "这是表后的一段正文，" * 8]
    found, _ = mapped(*cells)
    assert found == [
        [("水平", "寿命", "78", "79"), ("水平", "甲率", "1", "2"), ("服务", "乙率", "-", "5")]
    ]


def test_cells_that_do_not_come_out_are_left_open():
    cells = ["序号", "指标", "2020年", "2025年", "属性", "1", "寿命", "79", "预期性"]
    draft = transcribe(document(*cells), Known())
    assert draft.lines[0].row.figures == (None, None)
    assert "by hand" in draft.lines[0].judged.reasons[-1]


def test_tabs_that_only_indent_make_no_table():
    text = (
        "标题\n\t" + "到2025年居民健康素养水平达到26%以上。" * 4 + "\n\t第二段。\n第三段。\n"
    )
    document = read_bytes(text.encode(), "plan.txt")
    assert not document.tables
    assert [p.text.strip()[:3] for p in document.paragraphs] == [
        "标题",
        "到20",
        "第二段",
        "第三段",
    ]
    assert all(document.lines[p.number - 1] == p.text for p in document.paragraphs)


@pytest.mark.parametrize("head", ["指标（单位：%）", "主要指标（单位）", "指标名称(单位:%)"])
def test_a_head_that_names_its_unit_is_the_label(head):
    assert column(0, head).role == "label"


def test_what_has_no_width_is_no_part_of_a_text():
    cell = Cell("死\u00ad亡\u200b率", 0, 0)
    document = assemble("a", "html", [Paragraph("健\u00ad康\u200b"), Table((cell,))])
    assert [block.text for block in document.paragraphs] == ["健康"]
    assert document.tables[0].cells[0].text == "死亡率"


def test_a_formula_that_was_never_reckoned_is_open():
    book = openpyxl.Workbook()
    book.active.append(["指标", "2025年", "2030年"])
    book.active.append(["婴儿死亡率", "=1+2", "3"])
    file = io.BytesIO()
    book.save(file)
    table = read_bytes(file.getvalue(), "a.xlsx").tables[0]
    assert {c.text: c.certainty < 0.6 for c in table.cells if c.row == 1} == {
        "婴儿死亡率": False,
        "": True,
        "3": False,
    }


def test_years_below_one_another_are_turned():
    rows = [["年份", "健康水平", None], ["年份", "寿命（岁）", "甲率（%）"]]
    rows = [rows[1], ["2020年", "78", "1"], ["2025年", "79", "2"]]
    assert mapped(table(*rows)) == (
        [[("", "寿命（岁）", "78", "79"), ("", "甲率（%）", "1", "2")]],
        0,
    )


def test_parts_that_stand_side_by_side_are_parted():
    rows = table(
        [*HEAD, *HEAD], ["甲率", "1", "2", "乙率", "3", "4"], ["丙率", "5", "6", "", "", ""]
    )
    found = [("", "甲率", "1", "2"), ("", "丙率", "5", "6"), ("", "乙率", "3", "4")]
    assert mapped(rows)[0] == [found]


def heads_of(*texts):
    """Give a head of two rows, the first cell standing in both."""
    cells = [Cell("指标", 0, 0, 2), Cell("2025年", 0, 1, 1, len(texts))]
    cells += [Cell(text, 1, at) for at, text in enumerate(texts, 1)]
    return Table(
        (*cells, Cell("甲率", 2, 0), *(Cell(str(n), 2, n) for n, _ in enumerate(texts, 1)))
    )


@pytest.mark.parametrize(
    ("heads", "own"), [(("全国", "全市", "本区"), "3"), (("全省", "全市"), "2")]
)
def test_of_columns_of_one_year_the_areas_own_is_taken(heads, own):
    draft = transcribe(document(heads_of(*heads)), Known(), Period(2021, 2025))
    assert next(iter(table_rows(draft)))["2025"] == own
    found = {(s.label, s.scope, s.year) for s, _ in draft.statements}
    assert found == {("甲率", head, 2025) for head in heads if head != heads[int(own) - 1]}


def test_of_two_columns_of_one_year_without_a_word_the_first_is_taken_and_doubted():
    draft = transcribe(document(heads_of("甲法", "乙法")), Known(), Period(2021, 2025))
    assert next(iter(table_rows(draft)))["2025"] == "1"
    assert draft.lines[0].judged.reading_class != "sure"
    assert [(s.scope, s.value) for s, _ in draft.statements] == [("乙法", "2")]


@pytest.mark.parametrize("line", ["单位：%", "（单位:％）", "表1 主要指标（单位：%）"])
def test_a_unit_above_a_table_is_that_of_its_rows(line):
    rows = table(HEAD, ["甲率", "1", "2"], ["丙数（人）", "3", "4"])
    draft = transcribe(document(line, rows), Known(), Period(2021, 2025))
    assert [one.row.unit.replace("％", "%") for one in draft.lines] == ["%", ""]
    assert draft.lines[0].judged.reading_class == "likely"


def test_a_label_over_the_domains_column_is_no_domain():
    cells = table(
        ["一级指标", "二级指标", "2025年"], ["床位", "公立", "1"], ["寿命", None, "2"]
    )
    assert mapped(cells)[0] == [[("床位", "公立", "1"), ("床位", "寿命", "2")]]


def test_a_table_of_money_by_year_is_not_that_of_the_indicators():
    money = table(
        ["项目名称", "2021年", "2022年", "2023年", "2024年"],
        ["甲医院迁建", "1.20", "3.60", "4.20", "3.00"],
        ["乙中心新建", "0.30", "0.80", "0.70", "0.20"],
    )
    rows = [["甲率（%）", "1", "2"], ["乙率（%）", "3", "4"], ["丙率（%）", "5", "6"]]
    goals = table(["指标", "2020年", "2025年"], *rows)
    found = read_tables(document(money, "主要指标", goals), Period(2021, 2025))
    assert [row.label for _, one in found.mapped for row in one] == [
        "甲率（%）",
        "乙率（%）",
        "丙率（%）",
    ]
