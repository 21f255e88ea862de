"""What can be known at once is refused at once: before libraries and data are read."""

import sys

import pytest

from healthplans import cli
from healthplans.commands import environment
from healthplans.errors import HealthplansError, InputError, OutputError
from healthplans.suites import Suite
from healthplans.writing import refuse_unwritable

SITE = ["render", "--out", "{tmp}/site"]
NAMES = {
    "page": [*SITE, "--notebook", "nosuch"],
    "district": [*SITE, "--district", "nosuch"],
    "a city": [*SITE, "--district", "合肥市"],
    "a shared name": [*SITE, "--district", "朝阳区"],
    "indicator": [*SITE, "--indicator", "nosuch"],
    "language": [*SITE, "--lang", "fr"],
    "explained": [*SITE, "--explain", "--notebook", "nosuch"],
    "docx, district": ["docx", "--out", "{tmp}", "--district", "nosuch"],
    "docx, language": ["docx", "--out", "{tmp}", "--lang", "fr"],
    "pdf, district": ["pdf", "--out", "{tmp}", "--district", "nosuch"],
    "pdf, language": ["pdf", "--out", "{tmp}", "--lang", "fr"],
    "evaluate, area": ["evaluate", "nosuch", "--out", "{tmp}"],
    "evaluate, language": ["evaluate", "440507", "--out", "{tmp}", "--lang", "fr"],
    "audit, format": ["audit", "--format", "nosuch"],
    "audit, severity": ["audit", "--fail-on", "nosuch"],
    "audit, document": ["audit", "--document", "nosuch"],
    "audit, an area without any": ["audit", "--document", "朝阳区"],
    "audit, language": ["audit", "--lang", "fr"],
    "trace, document": ["trace", "nosuch.table.r1c2025"],
    "trace, area": ["trace", "nosuch", "life_expectancy"],
    "trace, indicator": ["trace", "瑶海区", "nosuch"],
    "trace, language": ["trace", "440507-2021.table.r1c2025", "--lang", "fr"],
}
FOLDERS = {
    "render": ["render", "--out", "{tmp}/x"],
    "docx": ["docx", "--out", "{tmp}/x"],
    "pdf": ["pdf", "--out", "{tmp}/x"],
    "evaluate": ["evaluate", "440507", "--out", "{tmp}/x"],
    "draft": ["draft", "{tmp}/a.txt", "--out", "{tmp}/x"],
}


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run a command in this process; nothing may be read of what is in a document."""

    def read(suite):
        raise AssertionError("the documents were read")

    def command(words):
        filled = [word.replace("{tmp}", str(tmp_path)) for word in words]
        monkeypatch.setattr(sys, "argv", ["healthplans", *filled])
        cli.typer_app(filled, standalone_mode=False)

    monkeypatch.setattr(Suite, "_read", read)
    # what it changes of this process stays with those that make pages
    monkeypatch.setattr("healthplans.batch.server.here", read)
    monkeypatch.setattr("healthplans.site.pdf.find_browser", str)
    monkeypatch.setattr(environment, "spare_home", tuple)
    return command


@pytest.mark.parametrize("kind", NAMES)
def test_a_name_of_none_is_refused_before_the_documents_are_read(run, tmp_path, kind):
    with pytest.raises(HealthplansError, match=r"no \w+ is called|2 areas are called"):
        run(NAMES[kind])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", FOLDERS)
def test_a_folder_that_takes_no_file_is_refused_before_the_documents_are_read(
    run, monkeypatch, kind
):
    def full(dir):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("healthplans.writing.tempfile.TemporaryFile", full)
    with pytest.raises(OutputError, match=r"/x.* cannot be written: No space left"):
        run(FOLDERS[kind])


def test_a_folder_to_be_made_is_tried_by_the_one_above_and_nothing_stays(tmp_path):
    refuse_unwritable(tmp_path / "a" / "b")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", [
    [*SITE, "--district", "340102"],
    [*SITE, "--district", "100000"],  # has figures beside those of districts, and a page
    ["evaluate", "合肥市瑶海区", "--out", "{tmp}"],
])  # fmt: skip
def test_a_name_that_may_be_one_goes_on_to_the_documents(run, words):
    with pytest.raises(AssertionError, match="were read"):
        run(words)


@pytest.mark.parametrize(("words", "idle"), [
    ([*SITE, "--explain", "--force"], ["--force"]),
    ([*SITE, "--explain", "--cold", "--wait", "--jobs", "2"], ["--jobs", "--cold", "--wait"]),
    ([*SITE, "--explain", "--scheduler", "tcp://localhost:1"], ["--scheduler"]),
    ([*SITE, "--scheduler", "tcp://localhost:1", "--jobs", "2"], ["--jobs"]),
    (["draft", "{tmp}", "--scheduler", "tcp://localhost:1", "--jobs", "2"], ["--jobs"]),
])  # fmt: skip
def test_an_option_that_counts_for_nothing_beside_another_is_refused(run, words, idle):
    with pytest.raises(InputError) as refused:
        run(words)
    assert [offence.file for offence in refused.value.offences] == idle


@pytest.mark.parametrize("command", ["accept", "review"])
def test_a_data_folder_that_is_none_is_not_laid_to_the_draft(run, tmp_path, command):
    (tmp_path / "a file").write_text("")
    for name, found in (("a file", "a file"), ("nosuch", "nothing there")):
        with pytest.raises(InputError, match=f"--folder: found '{found}'"):
            run([command, "340102-2021", "--folder", f"{{tmp}}/{name}"])
