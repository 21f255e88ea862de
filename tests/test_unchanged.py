"""A site in which nothing has changed is known from its files; any change is seen."""

import os
import shutil
import time
from unittest.mock import Mock

import pytest

from healthplans import suite
from healthplans.batch import run
from healthplans.commands import unchanged
from healthplans.errors import OutputError
from healthplans.paths import project_data
from healthplans.site import render
from healthplans.site.catalogue import areas_above, pages
from healthplans.site.render import _makers

GOOD = {
    "rendered": ["zh/b", "zh/a"], "fresh": ["zh/c"], "removed": ["old.html"], "failed": [],
    "notes": ["said"], "standing": ["holds"], "seconds": 9.0, "exit_status": 0,
}  # fmt: skip


@pytest.fixture
def out(tmp_path):
    folder = tmp_path / "out"
    (folder / "zh").mkdir(parents=True)
    for name in "abc":
        (folder / "zh" / f"{name}.html").write_text(name)
    return folder


def test_what_was_left_good_is_said_again_without_being_made(out):
    unchanged.note(out, "all", GOOD)
    summary = unchanged.left(out, "all")
    assert summary | {"seconds": 0} == {
        **GOOD, "rendered": [], "fresh": ["zh/a", "zh/b", "zh/c"], "removed": [], "notes": [],
        "seconds": 0,
    }  # fmt: skip


def write(out):
    (out / "zh" / "a.html").write_text("other")


def touch(out):
    time.sleep(0.01)
    (out / "zh" / "a.html").write_text("a")


def add(out):
    (out / "zh" / "d.html").write_text("d")


def remove(out):
    (out / "zh" / "a.html").unlink()


def spoil(out):
    (out / ".unchanged.json").write_text("[")


def set_back(out):
    """Change a page, and give it the time and size that it had."""
    page = out / "zh" / "a.html"
    was = page.stat()
    time.sleep(0.01)
    page.write_text("x")
    os.utime(page, ns=(was.st_atime_ns, was.st_mtime_ns))


@pytest.mark.parametrize("change", [write, touch, set_back, add, remove, spoil])
def test_a_file_that_is_not_as_it_was_left_is_seen(out, change):
    unchanged.note(out, "all", GOOD)
    change(out)
    assert unchanged.left(out, "all") is None


def test_another_question_or_a_failure_is_never_good(out):
    assert unchanged.left(out, "all") is None
    unchanged.note(out, "all", GOOD)
    assert unchanged.left(out, "some") is None
    unchanged.note(out, "all", {**GOOD, "exit_status": 1})
    assert unchanged.left(out, "all") is None


def test_a_changed_file_of_the_data_or_another_environment_changes_the_hash(
    tmp_path, monkeypatch
):
    copy = tmp_path / "data"
    shutil.copytree(project_data() / "documents", copy / "documents")
    monkeypatch.setenv("HEALTHPLANS_DATA", str(copy))
    before = unchanged.made_from("all")
    assert unchanged.made_from("all") == before != unchanged.made_from("some")
    [table, *_] = sorted(copy.rglob("table.csv"))
    table.write_text(table.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert unchanged.made_from("all") != before
    with pytest.raises(OutputError, match="changed while they were read"):
        unchanged.confirm("all", before)
    unchanged.confirm("all", unchanged.made_from("all"))


@pytest.mark.parametrize("languages", [["zh", "en"], ["en"]])
def test_the_files_of_each_subject_are_made_by_one_page(languages):
    asked = [page for page in pages(languages) if page.notebook in ("district", "trace")]
    made = sorted(name for name in _makers(asked))
    own = [f"{languages[0]}/district-{code}" for code in suite.districts()]
    assert made == own + [f"{languages[0]}/trace-{code}" for code in sorted(areas_above())]
    only = [page for page in asked if page.notebook == "trace"]
    assert len(_makers(only)) == len(made)


def test_tables_and_index_that_something_else_removes_are_missed(tmp_path, monkeypatch):
    def ran(jobs, out, page, options):
        options.meanwhile()
        (out / "data" / "a.csv").unlink()
        options.last(run.Summary())

    monkeypatch.setattr(render.run, "run", ran)
    monkeypatch.setattr(render, "contents", Mock())
    monkeypatch.setattr(render, "data_files", lambda tables: [("a.csv", b""), ("b.csv", b"")])
    monkeypatch.setattr(render, "file_names", Mock())
    monkeypatch.setattr(render, "write_shell", lambda *given: [])
    last = Mock()
    with pytest.raises(OutputError, match=r"a\.csv is gone, 1 file"):
        render.render([], [], tmp_path, render.options(complete=False, last=last))
    last.assert_not_called()
