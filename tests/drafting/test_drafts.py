"""A draft's folder: its files, what they say, and what is never touched."""

import csv
import io
import os
import re
from pathlib import Path

import pytest
import yaml
from make import ROWS

from healthplans import Suite
from healthplans.drafting.blank import new
from healthplans.drafting.drafts import Options, draft_one
from healthplans.drafting.folders import FILES
from healthplans.drafting.refusals import Limits
from healthplans.drafting.runs import draft
from healthplans.errors import InputError, OutputError
from healthplans.reading.about import About
from healthplans.reading.printed import read_table
from healthplans.reading.prose import read_text

MADE = set(FILES) - {"fields.csv"}


def rows(path):
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))


@pytest.fixture(scope="module")
def drafted(fixtures, everything, tmp_path_factory):
    out = tmp_path_factory.mktemp("drafts")
    outcome = draft_one(fixtures / "plan.txt", Options(out, area="510904"), everything)
    assert not outcome.problem
    return out / "510904-2021"


def test_a_draft_holds_its_files_and_no_others(drafted):
    assert {path.name for path in drafted.iterdir()} == MADE
    assert [path.name for path in drafted.parent.iterdir()] == [drafted.name]


def test_the_document_says_what_the_text_says(drafted):
    about = About(**yaml.safe_load((drafted / "document.yaml").read_text(encoding="utf-8")))
    assert (about.area, about.kind, about.period) == ("510904", "plan", (2021, 2025))
    assert (about.status, about.base_year) == ("consultation_draft", 2020)
    assert about.title == "云溪示范区“十四五”卫生健康发展规划"
    assert about.source is not None
    assert about.source.original == "plan.txt"


def test_the_rooms_of_the_suite_read_a_draft(drafted):
    table, text = read_table(drafted / "table.csv"), read_text(drafted / "text.csv")
    assert [figure.value for figure in table if figure.year == 2025] == [r[4] for r in ROWS]
    assert len(text) == len(rows(drafted / "text.csv"))


def test_a_draft_without_a_table_is_a_document_of_prose(tmp_path, everything):
    plan, out = (
        tmp_path / "plan.txt",
        Options(tmp_path / "documents", area="510904", year=2021),
    )
    plan.write_text(
        "云溪示范区“十四五”卫生健康发展规划\n一、发展基础\n2020年床位数1200张。",
        encoding="utf-8",
    )
    made = tmp_path / "documents" / "510904-2021"
    made.mkdir(parents=True)
    (made / "table.csv").write_text("row,label\n", encoding="utf-8")  # of an earlier draft
    assert not draft_one(plan, out, everything).problem
    assert {path.name for path in made.iterdir()} == MADE - {"table.csv"}
    for name in MADE - {"document.yaml", "text.csv", "table.csv"}:
        (made / name).unlink()
    assert not Suite(tmp_path).problems()
    assert Suite(tmp_path).observations()["value"].tolist() == [1200]


def test_every_row_is_in_the_review_with_both_numbers(drafted):
    review = rows(drafted / "review.csv")
    for file in ("table.csv", "text.csv"):
        wanted = [row["row"] for row in rows(drafted / file)]
        assert [row["row"] for row in review if row["file"] == file] == wanted
    assert {row["reading_class"] for row in review} <= {"sure", "likely", "open"}
    assert all(0 < float(row["binding"]) < 1 for row in review)


def test_an_indicator_is_never_taken_by_likeness(drafted):
    for row in rows(drafted / "review.csv"):
        assert bool(row["indicator"]) == (row["how"] in {"exact", "grammar"})
        assert row["indicator"] or "new: " in row["alternatives"]


def test_an_equal_figure_of_the_table_is_a_reason(drafted):
    review = rows(drafted / "review.csv")
    told = [row["reasons"] for row in review if row["file"] == "text.csv"]
    assert "the table prints it too" in told[0]
    assert any("the table prints another figure" in reasons for reasons in told)


def test_two_drafts_of_one_file_are_the_same_bytes(fixtures, everything, tmp_path):
    for out in ("one", "other"):
        options = Options(tmp_path / out, area="510904")
        assert not draft_one(fixtures / "plan.docx", options, everything).problem
    for name in MADE:
        one, other = (tmp_path / out / "510904-2021" / name for out in ("one", "other"))
        assert one.read_bytes() == other.read_bytes()


def test_a_newer_draft_leaves_the_decisions(drafted, fixtures, everything):
    (drafted / "decisions.csv").write_text("kept")
    options = Options(drafted.parent, area="510904")
    assert not draft_one(fixtures / "plan.txt", options, everything).problem
    assert (drafted / "decisions.csv").read_text() == "kept"
    (drafted / "decisions.csv").unlink()


def test_a_folder_with_anything_else_is_left_alone(fixtures, everything, tmp_path):
    folder = tmp_path / "510904-2021"
    folder.mkdir()
    (folder / "notes.txt").write_text("mine")
    outcome = draft_one(fixtures / "plan.txt", Options(tmp_path, area="510904"), everything)
    assert "notes.txt" in outcome.problem
    assert [path.name for path in tmp_path.rglob("*")] == ["510904-2021", "notes.txt"]


def test_the_draft_of_another_file_is_left_alone(fixtures, everything, tmp_path):
    options = Options(tmp_path, area="510904", year=2021)
    assert not draft_one(fixtures / "plan.csv", options, everything).problem
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.*")}
    problem = draft_one(fixtures / "plan.html", options, everything).problem
    assert "is the draft of plan.csv: move that folder away" in problem
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.*")} == before


def test_an_empty_draft_filled_in_by_hand_is_left_alone(fixtures, everything, tmp_path):
    folder = new("510904", "2021-2025", out=tmp_path)
    options = Options(tmp_path, area="510904", year=2021)
    assert (
        "is the draft of another file"
        in draft_one(fixtures / "plan.csv", options, everything).problem
    )
    assert (folder / "fields.csv").is_file()


def test_whatever_a_file_does_the_others_are_drafted(
    fixtures, everything, tmp_path, monkeypatch
):
    def fails(*_):
        raise re.error("strange")

    monkeypatch.setattr("healthplans.drafting.drafts.transcribe", fails)
    outcome = draft_one(fixtures / "plan.csv", Options(tmp_path), everything)
    assert "plan.csv: could not be read" in outcome.problem
    assert not list(tmp_path.iterdir())


def test_one_failure_does_not_stop_the_rest(fixtures, tmp_path):
    bad = tmp_path / "bad.docx"
    bad.write_bytes(b"PK\x03\x04 nothing")
    told = []
    status = draft(
        [bad, fixtures / "plan.csv"],
        Options(tmp_path / "out", area="510904"),
        jobs=1,
        tell=told.append,
    )
    assert status == 1
    assert any("1 of 2 files drafted" in line for line in told)
    assert any("cut short" in line for line in told)


def test_files_drafted_at_once_are_as_one_by_one(fixtures, tmp_path):
    page = tmp_path / "page.html"
    page.write_bytes((fixtures / "plan.html").read_bytes())
    files = [fixtures / "plan.csv", page]
    for jobs in (1, 2):
        assert draft(files, Options(tmp_path / str(jobs)), jobs=jobs) == 0
    one, two = (
        {p.relative_to(tmp_path / j): p.read_bytes() for p in (tmp_path / j).rglob("*.*")}
        for j in ("1", "2")
    )
    assert one == two


def test_a_kind_that_is_none_and_no_file_are_refused(tmp_path):
    with pytest.raises(InputError, match="one of plan"):
        Options(tmp_path, kind="novel")
    with pytest.raises(InputError, match="at least one file"):
        draft([], Options(tmp_path))


def test_an_empty_draft_explains_every_field(tmp_path):
    folder = new("安居区", "2026-2030", out=tmp_path)
    text = (folder / "document.yaml").read_text(encoding="utf-8")
    explained = {row["field"] for row in rows(folder / "fields.csv")}
    assert {"area", "kind", "title", "period", "label", "value"} <= explained
    assert folder.name == "510904-2026"
    assert yaml.safe_load(text)["period"] == [2026, 2030]
    header = (folder / "text.csv").read_text(encoding="utf-8").strip().split(",")
    assert set(header) <= explained


def test_an_empty_draft_is_never_written_over_another(tmp_path):
    new("510904", "2026-2030", out=tmp_path)
    with pytest.raises(OutputError, match="there already"):
        new("510904", "2026-2030", out=tmp_path)
    with pytest.raises(InputError, match="joined by a hyphen"):
        new("510904", "next year", out=tmp_path)


def test_workers_of_a_scheduler_draft_the_same(fixtures, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    told = []
    distributed = pytest.importorskip("distributed", reason="the extra is not installed")
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, processes=False, dashboard_address=None
    ) as cluster:
        address = cluster.scheduler_address
        far = Options(Path("far"))
        assert draft([fixtures / "plan.csv"], far, tell=told.append, scheduler=address) == 0
    assert f" {tmp_path / 'far'}/" in told[0]  # wherever a worker was started
    assert draft([fixtures / "plan.csv"], Options(tmp_path / "near")) == 0
    for path in (tmp_path / "near").rglob("*.*"):
        far = tmp_path / "far" / path.relative_to(tmp_path / "near")
        assert far.read_bytes() == path.read_bytes()


def ends(path, options, known):
    """Draft, but end the process at a certain file, as a crash in a library would."""
    if path.name == "plan.docx":
        os._exit(1)
    return draft_one(path, options, known)


def test_a_file_that_ends_its_process_does_not_stop_the_rest(fixtures, tmp_path, monkeypatch):
    from healthplans.drafting import runs

    monkeypatch.setattr(runs, "draft_one", ends)
    page = tmp_path / "page.html"
    page.write_bytes((fixtures / "plan.html").read_bytes())
    files = [fixtures / "plan.docx", fixtures / "plan.csv", page]
    told = []
    assert draft(files, Options(tmp_path / "out"), jobs=2, tell=told.append) == 1
    assert any("2 of 3 files drafted" in line for line in told)
    assert sum("its process was ended" in line for line in told) == 1


def test_memory_is_limited_while_a_document_is_read_and_not_after(
    fixtures, everything, tmp_path, monkeypatch
):
    from healthplans.drafting import drafts

    if not Path("/proc/self/statm").is_file():
        pytest.skip("the system does not tell what a process holds")

    def grows(_path):
        return bytearray(8 * Limits.memory)

    with monkeypatch.context() as patched:
        patched.setattr(drafts, "read_file", grows)
        outcome = draft_one(fixtures / "plan.csv", Options(tmp_path / "out"), everything)
    assert "too much memory" in outcome.problem
    assert "cut out" in outcome.problem
    assert not (tmp_path / "out").exists()
    assert not draft_one(fixtures / "plan.csv", Options(tmp_path / "out"), everything).problem


def test_a_document_that_takes_too_long_is_told(fixtures, everything, tmp_path, monkeypatch):
    from healthplans.drafting import drafts

    def stopped(_path):
        raise TimeoutError

    monkeypatch.setattr(drafts, "read_file", stopped)
    outcome = draft_one(fixtures / "plan.csv", Options(tmp_path / "out"), everything)
    assert "too long" in outcome.problem
    assert not (tmp_path / "out").exists()


PUBLISHED = {
    "a province": (
        "云南省人民政府办公厅关于印发云南省“十四五”卫生健康事业发展规划的通知",
        "《云南省“十四五”卫生健康事业发展规划》已经省人民政府同意，现印发给你们。",
        ("530000", "云南省“十四五”卫生健康事业发展规划", "云南省人民政府办公厅"),
    ),
    "the nation": (
        "国务院办公厅关于印发“十四五”国民健康规划的通知",
        "《“十四五”国民健康规划》已经国务院同意，现印发给你们。",
        ("100000", "“十四五”国民健康规划", "国务院办公厅"),
    ),
    "an outline of the nation": (
        "中共中央 国务院印发",
        "“健康中国2030”规划纲要",
        ("100000", "“健康中国2030”规划纲要", "中共中央 国务院"),
    ),
}


@pytest.mark.parametrize("who", PUBLISHED)
def test_a_plan_of_an_area_above_says_whose_it_is(who, everything, tmp_path):
    first, second, (area, title, issuer) = PUBLISHED[who]
    path = tmp_path / "plan.txt"
    path.write_text(f"{first}\n{second}\n到2025年，人均预期寿命达到78.9岁。\n", "utf-8")
    outcome = draft_one(path, Options(tmp_path / "drafts"), everything)
    about = yaml.safe_load((Path(outcome.folder) / "document.yaml").read_text("utf-8"))
    assert (about["area"], about["title"], about["issuer"]) == (area, title, issuer)
