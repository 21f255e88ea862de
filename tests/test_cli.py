"""The command line says what is wrong in words and ends with a usable status."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support import FIVE

from healthplans import cli
from healthplans.batch import server
from healthplans.paths import project_folder


@pytest.fixture
def run(monkeypatch, capsys):
    """Run a command in this process: what starts there is the same, but for Python itself."""
    monkeypatch.setattr(server, "here", lambda preload: None)  # nothing is to be forked

    def call(*arguments, **environment):
        monkeypatch.setattr(sys, "argv", ["healthplans", *map(str, arguments)])
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        with pytest.raises(SystemExit) as ended:
            cli.app()
        told = capsys.readouterr()
        return subprocess.CompletedProcess(arguments, ended.value.code, told.out, told.err)

    return call


def test_a_refusal_ends_a_real_process_with_two_and_without_a_traceback():
    command = [sys.executable, "-m", "healthplans", "read", "--csv", "no.csv"]
    library = {**os.environ, "PYTHONPATH": str(project_folder() / "lib")}
    done = subprocess.run(command, capture_output=True, text=True, env=library, check=False)
    assert done.returncode == 2
    assert done.stderr == "error: no.csv: No such file or directory\n"


@pytest.fixture
def data(tmp_path) -> Path:
    shutil.copytree(FIVE, tmp_path / "data")
    return tmp_path / "data"


def test_check_is_content_with_the_published_plans(run):
    done = run("check")
    assert done.returncode == 0
    assert "36 documents, 742 figures, all read" in done.stdout


def test_check_names_a_value_that_no_rule_reads_and_fails(run, data):
    path = data / "documents" / "440507-2021" / "table.csv"
    path.write_text(path.read_text("utf-8").replace(",<4,<4,", ",不大于四成,<4,"), "utf-8")
    done = run("check", HEALTHPLANS_DATA=str(data))
    assert done.returncode == 1
    assert "440507-2021/table.csv, row 3, column value: found '不大于四成'" in done.stdout
    assert "1 problem(s)" in done.stdout


def test_check_names_labels_of_no_codelist_and_lenient_loads_them(run, data):
    path = data / "documents" / "440507-2021" / "table.csv"
    path.write_text(path.read_text("utf-8").replace("婴儿死亡率", "婴儿死忘率"), "utf-8")
    strict = run("check", HEALTHPLANS_DATA=str(data))
    lenient = run("check", "--lenient", HEALTHPLANS_DATA=str(data))
    assert strict.returncode == 1
    assert "nearest: 婴儿死亡率" in strict.stdout
    assert lenient.returncode == 0
    assert "742 figures, all read, 3 in no codelist" in lenient.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["render", "--district", "340103"],
            "no district is called '340103'; did you mean 340102",
        ),
        (["render", "--indicator", "bed_density"], "did you mean beds_density"),
        (["render", "--notebook", "distric"], "did you mean district"),
        (["render", "--lang", "fr"], "no language is called 'fr'; known: zh, en"),
        (["trace", "510904", "life_expectency"], "did you mean life_expectancy"),
        (["trace", "510904-2021.table.r1c2026"], "no observation is called"),
    ],
)
def test_an_unknown_name_is_refused_before_any_kernel_starts(
    run, arguments, message, tmp_path
):
    out = ["--out", tmp_path / "out"] if arguments[0] == "render" else []
    done = run(*arguments, *out)
    assert done.returncode == 2
    assert message.replace(" ", "") in "".join(done.stderr.split())
    assert not (tmp_path / "out").exists()


def test_a_misspelt_option_is_refused(run):
    done = run("render", "--distrit", "340102")
    assert done.returncode == 2
    assert "--distrit" in done.stderr


def test_an_output_folder_that_cannot_be_written_is_named(run, tmp_path):
    (tmp_path / "file").write_text("in the way")
    done = run("render", "--notebook", "trace", "--out", tmp_path / "file")
    assert done.returncode == 2
    assert "is a file" in done.stderr
    assert str(tmp_path / "file") in done.stderr.replace("\n", "")


def test_trace_prints_the_whole_way(run):
    done = run("trace", "370613-2021.table.r16c2020", "--lang", "zh")
    assert done.returncode == 0
    for text in (
        "莱山区“十四五”卫生与健康规划",
        "决策草案",
        "0.69",
        "每千人口 × 10 = 每万人口",
        "每万人口6.9",
    ):
        assert text in done.stdout


def test_what_is_due_is_told_as_json_where_that_is_asked_for(run, tmp_path):
    asked = ("--notebook", "overview", "--lang", "zh", "--out", tmp_path / "out")
    done = run("render", "--explain", "--json", *asked)
    assert done.returncode == 0
    assert list(json.loads(done.stdout).values()) == [["not made yet, or failed"]]


def test_what_may_be_lost_is_noted_by_check_and_no_failure(run, data):
    path = data / "documents" / "440507-2021" / "text.csv"
    head, first, _, *rest = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([head, first, *rest]), encoding="utf-8")
    done = run("check", data)
    assert done.returncode == 0
    assert "note: 440507-2021/text.csv, row 3, column row: expected row 2 too\n" in done.stderr
