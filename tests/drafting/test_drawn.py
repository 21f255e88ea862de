"""Tables that paragraphs draw, by bars, rules or gaps."""

import pytest
from drafting_support import document, table

from healthplans.drafting.known import Known
from healthplans.drafting.metadata import Period
from healthplans.drafting.reading import read_bytes
from healthplans.drafting.tables.indicators import read_tables
from healthplans.drafting.transcription import transcribe

ROWS = [["序号", "指标", "单位", "2020年", "2025年"]]
ROWS += [["1", "婴儿死亡率", "‰", "2.3", "≤5"], ["2", "健康素养水平", "%", "24.6", "30"]]
BOX = ["┌──┬──┬──┐", *(f"│{'│'.join(row)} │" for row in ROWS), "└──┴──┴──┘"]
WRAPPED = [
    BOX[1],
    "├──┼──┤",
    "│1│婴儿死│‰│2.3│≤5│",
    "│ │亡率│ │ │ │",
    "├──┼──┤",
    BOX[3],
    "└──┴──┘",
]
FORMS = {
    "tabs": (["\t".join(row) for row in ROWS], "likely"),
    "wide blanks": (["　　".join(row) for row in ROWS], "likely"),
    "blanks": ([" ".join(row) for row in ROWS], "likely"),
    "pipes": (["| " + " | ".join(row) + " |" for row in ROWS], "sure"),
    "markdown": ([f"|{'|'.join(ROWS[0])}|", "|---|---|", *BOX[2:4]], None),
    "box": (BOX, "sure"),
    "wrapped": (WRAPPED, "sure"),
}


def rows(*lines):
    found = read_tables(document("表1 主要指标", *lines, "三、主要任务")).mapped
    return [
        (row.label, row.unit, *(cell.text for cell in row.figures if cell))
        for _, mapped in found
        for row in mapped
    ]


@pytest.mark.parametrize("form", FORMS)
def test_a_drawn_table_is_read(form):
    lines, sureness = FORMS[form]
    if form == "markdown":
        lines = [line.replace("│", "|") for line in lines]
    assert rows(*lines) == [tuple(row[1:]) for row in ROWS[1:]]
    draft = transcribe(document(*lines), Known(), Period(2021, 2025))
    assert {one.judged.reading_class for one in draft.lines} == {sureness or "sure"}
    # what the table prints is no figure of the prose again
    assert not draft.statements


def test_a_row_of_a_text_file_may_begin_with_an_empty_cell():
    lines = ["领域\t指标\t2020年\t2025年", "水平\t寿命\t78\t79", "\t甲率\t1\t2", "\t乙率\t3"]
    draft = transcribe(
        read_bytes("\n".join([*lines, "三、任务"]).encode(), "a.txt"),
        Known(),
        Period(2021, 2025),
    )
    found = [
        (r.row.domain, r.row.label, *(c.text for c in r.row.figures)) for r in draft.lines
    ]
    assert found == [
        ("水平", "寿命", "78", "79"),
        ("水平", "甲率", "1", "2"),
        ("水平", "乙率", "3", ""),
    ]


def test_a_blank_in_a_label_parts_no_cell():
    lines = [" ".join(ROWS[0]), "1 婴儿 死亡率 ‰ 2.3 ≤5"]
    assert rows(*lines) == [("婴儿死亡率", "‰", "2.3", "≤5")]


def test_a_row_that_lacks_a_cell_is_open():
    lines = [" ".join(ROWS[0]), " ".join(ROWS[1]), "健康素养水平 % 24.6 30"]
    draft = transcribe(document(*lines), Known(), Period(2021, 2025))
    assert [one.judged.reading_class for one in draft.lines] == ["likely", "open"]


def test_prose_that_names_years_draws_no_table():
    assert not rows("主要 指标 2020年 到2025年", "全面 推进 健康 建设")
    assert not rows("指标 2025年 目标", "这是正文")


def test_a_true_table_goes_before_a_drawn_one():
    true = table(["指标", "2025年"], ["甲率", "1"])
    assert rows(true, *BOX) == [("甲率", "", "1")]
