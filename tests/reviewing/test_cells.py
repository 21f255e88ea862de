"""Figures of tables that are none of indicators are decided as those of the prose."""

import csv
import io

import pytest
from reviewing_support import decided

from healthplans.drafting.drafts import Options
from healthplans.drafting.runs import draft
from healthplans.reviewing.acceptance import prepare
from healthplans.reviewing.desk import Desk
from healthplans.reviewing.sheets import read_sheet

TURNED = ["年份|人均预期寿命（岁）|婴儿死亡率（‰）", "2020年|80.25|2.31", "2025年|81|2.5"]
KINDS = ["机构类别|床位数（张）", "医院|4120", "社区卫生服务中心|286"]


def cells(rows):
    return "\n\n".join("\n".join("\t" + cell for cell in row.split("|")) for row in rows)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    out = tmp_path_factory.mktemp("drafts")
    lines = ["庐阳区“十四五”卫生健康发展规划（2021—2025年）", "一、发展基础"]
    lines += [
        "表1 2020年医疗卫生机构情况",
        cells(KINDS),
        "二、发展目标",
        "表2 主要指标",
        cells(TURNED),
    ]
    path = out / "plan.txt"
    path.write_text("\n".join(lines) + "\n\n三、任务\n", encoding="utf-8")
    draft([path], Options(out, area="340103", year=2021))
    return out / "340103-2021"


def test_cells_become_rows_of_the_prose_and_none_is_missing(made, lists, tmp_path):
    desk = Desk(made, lists, "A")
    needed = desk.sheet.needed
    assert not [key for key in needed if desk.sheet.items[key].reasons == ("missing",)]
    decided(desk, needed)
    (tmp_path / "documents").mkdir()
    accepted = prepare(desk, tmp_path)
    assert not accepted.problems
    rows = list(csv.DictReader(io.StringIO(accepted.files["text.csv"])))
    found = [(row["label"], row["scope"], row["value"], row["year"]) for row in rows]
    assert found == [
        ("床位数", "医院", "4120", "2020"),
        ("床位数", "社区卫生服务中心", "286", "2020"),
    ]


def test_a_cell_whose_row_was_taken_away_must_be_decided(made, tmp_path):
    for path in made.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    text = (tmp_path / "text.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (tmp_path / "text.csv").write_text("".join(text[:-1]), encoding="utf-8")
    lost = [item for item in read_sheet(tmp_path).items.values() if item.section == "number"]
    assert [(item.fields["value"], item.needed) for item in lost if item.needed] == [
        ("286", True)
    ]


def test_any_number_of_a_cell_can_be_turned_into_a_row(made):
    sheet = read_sheet(made)
    at = next(n for n, line in enumerate(sheet.lines, 1) if line == "\t80.25")
    item = sheet.item(f"number {at}:1-6")
    assert item is not None
    assert item.fields["value"] == "80.25"
