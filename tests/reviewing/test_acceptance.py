"""Acceptance writes a document in one step, or nothing."""

import csv

import pytest
import yaml
from reviewing_support import decided
from typer.testing import CliRunner

from healthplans.cli import typer_app
from healthplans.errors import InputError, OutputError
from healthplans.reviewing.acceptance import accept, prepare
from healthplans.reviewing.desk import Desk
from healthplans.suites import Suite

RATE = "text 9:84-90"


def everything(desk):
    decided(desk, desk.sheet.needed)
    return desk


def tree(folder):
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(p.relative_to(folder)): p.read_bytes() for p in files}


def test_a_reviewed_draft_becomes_a_document_that_loads(reviewer, data):
    desk = everything(reviewer("A"))
    target = accept(prepare(desk, data), data)
    assert sorted(path.name for path in target.iterdir()) == [
        *("document.yaml", "table.csv", "text.csv")
    ]
    about = yaml.safe_load((target / "document.yaml").read_text(encoding="utf-8"))
    n = len(desk.sheet.needed)
    assert about["review"] == f"{n} of {n} by A"
    assert "partial" not in about
    table = Suite(data).observations()
    assert set(table["document"]) == {"340103-2021"}
    assert len(table) == 8 * 2 + 12


def test_open_rows_are_refused_by_name_and_left_out_only_when_asked(reviewer, data):
    desk = reviewer("A")
    decided(desk, [row for row in desk.sheet.needed if row != RATE])
    made = prepare(desk, data, partial=True)
    with pytest.raises(InputError, match="84-90"):
        accept(made, data)
    assert tree(data) == {}
    target = accept(made, data, partial=True)
    about = yaml.safe_load((target / "document.yaml").read_text(encoding="utf-8"))
    assert about["partial"] is True
    assert about["review"] == "19 of 20 by A"
    assert "73.87" not in (target / "text.csv").read_text(encoding="utf-8")


def test_a_number_that_lost_its_row_must_be_decided(reviewer, edit, folder, data):
    text = (folder / "text.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / "text.csv").write_text("".join(text[:4] + text[5:]), encoding="utf-8")
    desk = reviewer("A")
    lost = [key for key in desk.sheet.needed if key.startswith("number")]
    assert lost == ["number 9:60-63"]


def test_a_row_that_left_the_table_must_be_decided(reviewer, folder):
    table = (folder / "table.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / "table.csv").write_text("".join(table[:4] + table[5:]), encoding="utf-8")
    lost = [key for key in reviewer("A").sheet.needed if key.startswith("source row")]
    assert len(lost) == 1


def test_what_cannot_be_read_is_named_and_nothing_is_written(reviewer, edit, data):
    edit("table.csv", "居民健康素养水平", "无此指标的名称")
    edit("source.txt", "居民健康素养水平\n", "无此指标的名称\n")
    desk = reviewer("A")
    row = "table 健康水平/无此指标的名称"
    with pytest.raises(InputError, match="a row that can be read"):
        decided(desk, [row])
    decided(desk, [name for name in desk.sheet.needed if name != row])
    decided(desk, [row], "rejected")
    assert "无此指标的名称" not in prepare(desk, data).files["table.csv"]


LABELS = "label,indicator,source,reviewer,date\n"


def labelled(data, *rows):
    (data / "codelists").mkdir(exist_ok=True)
    text = LABELS + "".join(f"{row},somewhere,B,2026-01-01\n" for row in rows)
    (data / "codelists" / "labels.csv").write_text(text, encoding="utf-8")


def test_a_codelist_that_changed_meanwhile_is_said_and_nothing_is_written(folder, data, edit):
    edit("table.csv", "居民健康素养水平", "无此指标的名称")
    edit("source.txt", "居民健康素养水平\n", "无此指标的名称\n")
    labelled(data, "无此指标的名称,health_literacy")
    everything(Desk(folder, Suite(data).codelists(), "A"))
    labelled(data)
    made = prepare(Desk(folder, Suite(data).codelists(), "A"), data)
    with pytest.raises(InputError, match="无此指标的名称"):
        accept(made, data)
    assert list((data / "documents").iterdir()) == []


def test_a_label_that_got_another_meaning_meanwhile_is_said(folder, data, edit):
    edit("table.csv", "居民健康素养水平", "无此指标的名称")
    edit("source.txt", "居民健康素养水平\n", "无此指标的名称\n")
    desk = Desk(folder, Suite(data).codelists(), "A")
    row = "table 健康水平/无此指标的名称"
    decided(desk, [row], "edited", alias_of="health_literacy")
    everything(desk)
    labelled(data, "无此指标的名称,mental_health_literacy")
    made = prepare(Desk(folder, Suite(data).codelists(), "A"), data)
    with pytest.raises(InputError, match="not yet mental_health_literacy"):
        accept(made, data)
    assert list((data / "documents").iterdir()) == []


def test_a_text_that_is_not_the_one_drafted_is_said(reviewer, folder, data):
    desk = everything(reviewer("A"))
    source = folder / "source.txt"
    source.write_text(source.read_text(encoding="utf-8") + "more\n", encoding="utf-8")
    with pytest.raises(InputError, match="draft the changed file anew"):
        accept(prepare(desk, data), data)
    assert tree(data) == {}


def test_a_draft_changed_by_hand_after_it_was_decided_is_said(reviewer, edit, data):
    desk = everything(reviewer("A"))
    edit("table.csv", "78.01", "78.0")
    made = prepare(desk, data)
    assert made.changed == ("table 健康水平/人均预期寿命",)
    assert "78.01" in made.files["table.csv"]


def test_an_alias_goes_to_the_labels_with_source_reviewer_and_date(reviewer, edit, data):
    edit("table.csv", "居民健康素养水平", "无此指标的名称")
    edit("source.txt", "居民健康素养水平\n", "无此指标的名称\n")
    desk = reviewer("A")
    row = "table 健康水平/无此指标的名称"
    decided(desk, [row], "edited", alias_of="health_literacy")
    everything(desk)
    accept(prepare(desk, data), data)
    with (data / "codelists" / "labels.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(r["label"], r["indicator"], r["source"], r["reviewer"]) for r in rows] == [
        ("无此指标的名称", "health_literacy", "340103-2021", "A")
    ]
    assert "health_literacy" in set(Suite(data).observations()["indicator"])


def test_accepting_again_shows_each_figure_that_changed(reviewer, data):
    desk = everything(reviewer("A"))
    accept(prepare(desk, data), data)
    decided(desk, [RATE], "rejected")
    decided(desk, ["text 9:16-24"], "edited", value="78.01岁", start="18", end="24")
    made = prepare(desk, data)
    assert made.replaces
    assert [line[0] for line in made.differences] == ["-", "~"]
    assert "73.87%" in made.differences[0]


def test_a_crash_while_writing_leaves_the_old_document(reviewer, data, monkeypatch):
    desk = everything(reviewer("A"))
    accept(prepare(desk, data), data)
    before = tree(data)
    decided(desk, [RATE], "rejected")
    made = prepare(desk, data)
    monkeypatch.setattr("os.fsync", fails)
    with pytest.raises(OutputError, match="cannot be written"):
        accept(made, data)
    assert tree(data) == before
    assert [path.name for path in data.iterdir()] == ["documents"]


def fails(_):
    raise OSError(28, "No space left on device")


def test_two_reviewers_stand_in_the_document(reviewer, data):
    everything(reviewer("A"))
    decided(reviewer("B"), [RATE])
    made = prepare(reviewer("A"), data)
    assert made.review == "20 of 20 by A, 1 by B"


def test_the_command_says_what_is_open_and_what_is_written(reviewer, folder, data):
    command = ["accept", str(folder), "--folder", str(data), "--by", "A"]
    refused = CliRunner().invoke(typer_app, command)
    assert refused.exit_code != 0
    assert tree(data) == {}
    everything(reviewer("A"))
    done = CliRunner().invoke(typer_app, command)
    assert done.exit_code == 0, done.output
    assert "reviewed: 20 of 20 by A" in done.output
    again = CliRunner().invoke(typer_app, command)
    assert again.exit_code == 1
    assert "--replace" in again.output
    assert CliRunner().invoke(typer_app, [*command, "--replace"]).exit_code == 0
