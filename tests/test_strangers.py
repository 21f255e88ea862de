"""What a stranger's words, folders and settings may be: taken, or refused in one sentence."""

import errno
import io
import os
import shutil
import subprocess
import sys
from pathlib import Path
from shlex import quote

import pytest

from healthplans import Suite, suite, whole_files, writing
from healthplans.commands import arguments, checking, documents, environment
from healthplans.commands.exporting import changes
from healthplans.drafting import runs
from healthplans.drafting.drafts import Options
from healthplans.errors import InputError, OutputError, of_system
from healthplans.exports.states import state
from healthplans.paths import data_folder, project_codelists, project_data
from healthplans.reviewing.desk import Desk
from healthplans.yaml_files import read_yaml

TOP = Path(__file__).resolve().parents[1]
FIXTURES = TOP / "tests" / "fixtures"
PLAN = FIXTURES / "drafting" / "plan.docx"
DOCUMENT = FIXTURES / "five-plans" / "documents" / "340102-2021"

ODD = ["a\nb", "a\tb", "a\x1b[31mb", "a\udcff", "a\u202eb", "a ", " a"]


@pytest.mark.parametrize("check", [arguments.output_folder, arguments.checked_folder])
@pytest.mark.parametrize("name", ODD)
def test_a_folder_of_a_name_that_is_not_seen_whole_is_refused_for_any_command(check, name):
    with pytest.raises(InputError, match=r"found ' ?a") as told:
        check(Path(name))
    assert str(told.value).partition("\n")[2].isprintable()


@pytest.mark.parametrize("check", [arguments.output_folder, arguments.checked_folder])
@pytest.mark.parametrize("below", ["", "x/y"])
@pytest.mark.parametrize("kind", ["a file", "a pipe", "a link that leads nowhere", "a device"])
def test_what_stands_where_a_folder_should_is_named(tmp_path, check, below, kind):
    place = tmp_path / "place"
    {
        "a file": place.touch,
        "a pipe": lambda: os.mkfifo(place),
        "a link that leads nowhere": lambda: place.symlink_to("nowhere"),
        "a device": lambda: place.symlink_to("/dev/null"),
    }[kind]()
    with pytest.raises(InputError, match=f"expected a folder; {place} is {kind}"):
        check(place / below)


def test_a_few_files_may_be_written_among_others_but_not_among_documents(
    tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    for place in (Path(), Path("new/folder"), tmp_path, Path("..")):
        assert arguments.checked_folder(place) == place
    for place in (
        project_data() / "x",
        data_folder() / "documents",
        data_folder() / "codelists",
    ):
        with pytest.raises(InputError, match="expected a folder outside of"):
            arguments.checked_folder(place)


def test_no_refusal_of_the_system_says_a_name_that_a_terminal_obeys(tmp_path):
    name = "a\x1b]0;b\x07\nc"
    said = [of_system(OSError(errno.ENOENT, "not there", name))]
    (tmp_path / name).mkdir()
    with pytest.raises(OutputError) as told:
        writing.write(tmp_path / name, b"")
    assert all(one.isprintable() for one in [*said, str(told.value)])


def test_the_folders_without_a_file_to_draft_are_named(tmp_path):
    with pytest.raises(InputError, match=f"{tmp_path}: expected at least one file"):
        runs.draft([tmp_path], Options(tmp_path / "out"))


def test_a_draft_without_anything_to_review_is_no_success(tmp_path):
    (tmp_path / "a.txt").write_text("这里没有数字。\n" * 30, encoding="utf-8")
    shutil.copy(PLAN, tmp_path / "b.docx")
    told = []
    for files, status in ((["a.txt"], 1), (["b.docx"], 0), (["a.txt", "b.docx"], 1)):
        paths, out = [tmp_path / name for name in files], tmp_path / f"out{files}"
        assert runs.draft(paths, Options(out), tell=told.append, jobs=1) == status
        assert sum("nothing to review" in line for line in told) == status
        next_ = [line for line in told if line.startswith("next: ")]
        assert next_ == (["next: python -m healthplans review b"] if "b.docx" in files else [])
        told.clear()


@pytest.mark.parametrize("given", ["file", "-"])
def test_a_table_of_cells_without_an_end_is_refused_by_its_name(tmp_path, monkeypatch, given):
    text = "label,unit,value\n" + "人均预期寿命,岁,78.9\n" * 9
    (tmp_path / "file").write_text(text, encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    suite.documents()  # are read before
    monkeypatch.setattr(whole_files, "LARGEST", 100)
    monkeypatch.chdir(tmp_path)
    name = {"-": "input"}.get(given, given)
    with pytest.raises(InputError, match=f"{name}: found 'more', expected at most 100 bytes"):
        checking.read(csv=Path(given))


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("云溪规划".encode("gbk"), "云溪规划"),  # as archives from Windows are unpacked
        (b"a\nb", "a_b"),
        (b"-x y ", "x y"),
        (b"a\xff", "a_"),
        ("人均".encode(), "人均"),
    ],
)
def test_a_draft_named_by_its_file_can_be_typed_and_read(tmp_path, name, id_):
    path = tmp_path / os.fsdecode(name + b".docx")
    shutil.copy(PLAN, path)
    told = []
    runs.draft([path], Options(tmp_path / "out"), tell=told.append)
    assert os.listdir(tmp_path / "out") == [id_]  # noqa: PTH208
    assert told[-1] == f"next: python -m healthplans review {quote(id_)}"
    original = read_yaml(tmp_path / "out" / id_ / "document.yaml")["source"]["original"]
    assert id_ in original
    assert original.isprintable()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ""),
        ({"csv": Path("x"), "label": ""}, "--label and --csv"),
        ({"csv": Path("x"), "unit": "张", "value": "5"}, "--unit and --value and --csv"),
    ],
)
def test_what_is_to_be_read_is_asked_for_in_one_way(asked, found):
    with pytest.raises(InputError, match=f"read: found '{found}', expected either --csv, or"):
        checking.read(**asked)


def test_a_blank_cell_may_be_asked_for(capsys):
    checking.read(value="")
    assert capsys.readouterr().out


@pytest.mark.parametrize("words", [["--csv", ""], ["--csv= "], ["--csv", "~"]])
def test_a_blank_path_is_no_table_of_cells_though_a_blank_cell_is_one(words):
    with pytest.raises(InputError, match=r"found '.*', expected a (text|path)"):
        arguments.check(["read", *words])
    arguments.check(["read", "--label", "", "--value", "~5", "--csv", "x"])


def test_a_table_of_cells_without_its_columns_is_named(tmp_path):
    (tmp_path / "file").write_text("label,value\n", encoding="utf-8")
    with pytest.raises(InputError, match="file, column unit: expected this column"):
        checking.read(csv=tmp_path / "file")


@pytest.fixture(scope="module")
def draft(tmp_path_factory):
    """Give the folder of a draft."""
    out = tmp_path_factory.mktemp("drafts")
    runs.draft([PLAN], Options(out, area="340102", kind="plan", year=2021))
    return out / "340102-2021"


def semicolons(file):
    file.write_text(file.read_text(encoding="utf-8").replace(",", ";"), encoding="utf-8")


def gbk(file):
    file.write_bytes(file.read_text(encoding="utf-8").encode("gb18030"))


def pipe(file):
    file.unlink(missing_ok=True)
    os.mkfifo(file)


DAMAGED = [
    ("table.csv", semicolons, "table.csv, column label: expected this column, in CSV with"),
    ("text.csv", semicolons, "text.csv, column label: expected this column"),
    ("ledger.csv", semicolons, "ledger.csv, column paragraph: expected this column"),
    ("review.csv", semicolons, "review.csv, column file: expected this column"),
    ("document.yaml", semicolons, "column table.lines: found .*expected the numbers of"),
    (
        "document.yaml",
        lambda file: file.write_text("- a"),
        "found .*expected names with values",
    ),
    ("source.txt", gbk, "source.txt, line 1: found '云溪示范', expected UTF-8"),
    ("table.csv", gbk, "table.csv, line 2: found '健康水平', expected UTF-8"),
    ("source.txt", pipe, "source.txt: found 'a pipe'"),
    ("decisions.csv", pipe, "decisions.csv: found 'a pipe'"),
]


@pytest.mark.parametrize(("name", "damage", "said"), DAMAGED)
def test_a_draft_that_another_program_saved_is_refused_by_file_and_place(
    draft, tmp_path, name, damage, said
):
    folder = shutil.copytree(draft, tmp_path / draft.name)
    damage(folder / name)
    with pytest.raises(InputError, match=said):
        Desk(folder, suite.codelists(), "me").settled()


def test_a_draft_is_read_with_the_columns_that_a_file_may_leave_out(draft, tmp_path):
    folder = shutil.copytree(draft, tmp_path / draft.name)
    lines = (folder / "table.csv").read_text(encoding="utf-8").splitlines()
    cut = [",".join((row, *rest)) for row, _, *rest in (line.split(",") for line in lines)]
    (folder / "table.csv").write_text("\n".join(cut) + "\n", encoding="utf-8")
    read = Desk(folder, suite.codelists(), "me").sheet
    assert "table /人均预期寿命" in read.items
    assert len(read.items) == len(Desk(draft, suite.codelists(), "me").sheet.items)


@pytest.mark.parametrize("kind", ["nothing there", "a pipe", "a file"])
def test_a_folder_of_drafts_or_texts_that_is_none_is_named(tmp_path, kind):
    place = tmp_path / "place"
    {"a pipe": os.mkfifo, "a file": Path.touch}.get(kind, str)(place)
    with pytest.raises(InputError, match=f"--drafts: found '{kind}'"):
        documents.accept(id="瑶海区", drafts=place)
    with pytest.raises(InputError, match=f"place: found '{kind}', expected the texts of two"):
        suite.text_reuse(place, 30)


@pytest.mark.parametrize("text", ["[" * 4000, "- " * 4000, "{a: " * 4000 + "}" * 4000])
def test_yaml_of_more_levels_than_the_parser_survives_is_refused(tmp_path, text):
    (tmp_path / "a.yaml").write_text(text)
    with pytest.raises(InputError, match=r"a\.yaml: found 'more', expected at most 3,000"):
        read_yaml(tmp_path / "a.yaml")


def test_yaml_of_many_brackets_side_by_side_is_read(tmp_path):
    (tmp_path / "a.yaml").write_text("- [a, {b: 1}]\n" * 4000)
    assert read_yaml(tmp_path / "a.yaml") == [["a", {"b": 1}]] * 4000


STATES = [
    ("observations.csv", b"", "No columns to parse"),
    ("observations.csv", b"\xff\xfea", "a UTF-16 byte-order mark"),
    ("observations.csv", b'a,b\n"', "EOF inside string"),
    ("observations.csv", b"observation_id,document\n", "no column locator"),
]


@pytest.mark.parametrize(("name", "content", "found"), STATES)
def test_a_published_table_that_is_none_is_named(tmp_path, name, content, found):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=f"{tmp_path}/{name}: found .*{found}"):
        state(str(tmp_path))


def test_a_changelog_is_read_before_anything_is_compared(tmp_path):
    os.mkfifo(tmp_path / "log")
    with pytest.raises(InputError, match="log: found 'a pipe'"):
        changes("no-such", "no-such", changelog=tmp_path / "log")


def test_of_a_refusal_of_git_the_reason_is_said_and_not_the_advice(tmp_path, monkeypatch):
    (tmp_path / "git").write_text(
        "#!/bin/sh\nprintf 'fatal: why\\nDo:\\n\\tthis\\n' >&2; exit 1\n"
    )
    (tmp_path / "git").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(InputError, match="found 'why'"):
        state("no-such")


def own_lists(tmp_path, name, text):
    """Give a data folder with one document and one codelist of its own."""
    shutil.copytree(DOCUMENT, tmp_path / "documents" / DOCUMENT.name)
    lists = tmp_path / "codelists"
    lists.mkdir()
    if text is None:
        (lists / name).symlink_to("nowhere")
    else:
        (lists / name).write_text(text, encoding="utf-8")
    return Suite(tmp_path)


LISTS = [
    ("units.csv", None, "units.csv: found 'a link that leads nowhere'"),
    ("areas.csv", None, "areas.csv: found 'a link that leads nowhere'"),
    ("Units.csv", "unit\n", "codelists/: found 'Units.csv', expected one of .*units.csv"),
    ("units.yml", "", "codelists/: found 'units.yml', expected one of"),
    ("confidence.csv", "x\n", "codelists/: found 'confidence.csv', expected one of"),
    ("exposures.csv", "base\na,b\n", "exposures.csv, row 2: found 'b', expected 1 cells"),
    ("messages.yaml", "x: {5: 6}\n", "messages.yaml, row x, column 5"),
]


@pytest.mark.parametrize(("name", "text", "said"), LISTS)
def test_a_codelist_of_ones_own_that_adds_nothing_is_named(tmp_path, name, text, said):
    with pytest.raises(InputError, match=said):
        own_lists(tmp_path, name, text).codelists()


@pytest.mark.parametrize("name", ["areas.md", ".units.csv", "~$units.csv", "confidence.csv"])
def test_what_is_no_codelist_or_the_projects_own_is_left_aside(tmp_path, name):
    text = (project_codelists() / "confidence.csv").read_text(encoding="utf-8")
    assert own_lists(tmp_path, name, text).codelists().units


@pytest.mark.parametrize("kind", ["a file", "a link that leads nowhere"])
def test_codelists_of_ones_own_that_are_no_folder_are_named(tmp_path, kind):
    shutil.copytree(DOCUMENT, tmp_path / "documents" / DOCUMENT.name)
    place = tmp_path / "codelists"
    place.touch() if kind == "a file" else place.symlink_to("nowhere")
    with pytest.raises(InputError, match=f"codelists: found '{kind}', expected a folder"):
        Suite(tmp_path).codelists()


@pytest.mark.parametrize(("name", "kept"), [("rc", True), ("pipe", False), ("nowhere", False)])
def test_settings_of_libraries_are_read_from_files_alone(tmp_path, monkeypatch, name, kept):
    (tmp_path / "rc").touch()
    os.mkfifo(tmp_path / "pipe")
    for setting in ("DASK_CONFIG", "MATPLOTLIBRC"):
        monkeypatch.setenv(setting, str(tmp_path / name))
    monkeypatch.setenv("IPYTHON_TESTING_TIMEOUT_SCALE", "abc")
    environment.forget()
    assert ("MATPLOTLIBRC" in os.environ, "DASK_CONFIG" in os.environ) == (kept, kept)
    assert "IPYTHON_TESTING_TIMEOUT_SCALE" not in os.environ


def test_settings_that_a_library_fails_of_are_taken_out(monkeypatch):
    fail = ("PLOTLY_RENDERER", "NUMPY_MADVISE_HUGEPAGE", "NPY_ENABLE_CPU_FEATURES")
    for name in (*fail, "NPY_DISABLE_CPU_FEATURES"):
        monkeypatch.setenv(name, "garbage")
    environment.forget()
    assert {*fail, "NPY_DISABLE_CPU_FEATURES"} & {*os.environ} == {"NPY_DISABLE_CPU_FEATURES"}


@pytest.fixture
def scripts(tmp_path):
    """Give a folder with the scripts, made up for what they start."""
    for name in ("render.sh", "setup.sh"):
        shutil.copyfile(TOP / name, tmp_path / name)
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\necho "$@"; env | grep -E "^(PYTHON|PIP_)" | sort\n')
    python.chmod(0o755)
    return tmp_path


def told(folder, *command, **environment):
    """Give the variables that a command's Python is started with."""
    usual = {
        name: value for name, value in os.environ.items() if name[:3] not in ("PYT", "PIP")
    }
    done = subprocess.run(
        command,
        cwd=folder,
        env=usual | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(line.split("=", 1) for line in done.stdout.splitlines() if "=" in line)


def test_render_starts_python_without_settings_by_which_it_does_not_start(scripts):
    (scripts / "setup.sh").write_text("")
    kept = {"PYTHONPYCACHEPREFIX": "/x", "PYTHONWARNINGS": "error"}
    stop = ("PYTHONINTMAXSTRDIGITS", "PYTHONTRACEMALLOC", "PYTHONPLATLIBDIR", "PYTHONMALLOC")
    given = kept | dict.fromkeys((*stop, "PYTHON_GIL", "PYTHONHOME"), "3")
    found = told(scripts, "bash", "render.sh", **given)
    assert found == kept | {"PYTHONSAFEPATH": "1"}


def test_pip_is_told_where_packages_come_from_and_nothing_else(scripts):
    text = (scripts / "setup.sh").read_text()
    function = (
        "install() {" + text.partition("\ninstall() {")[2].partition("\n}\n")[0] + "\n}\n"
    )
    given = {
        "PIP_INDEX_URL": "a",
        "PIP_CERT": "b",
        "PIP_NO_CACHE_DIR": "1",
        "PIP_TIMEOUT": "9",
    }
    other = dict.fromkeys(("PIP_TARGET", "PIP_NO_BINARY", "PIP_PYTHON", "PIP_NO_DEPS"), "x")
    command = f"PATH=/usr/bin:/bin; venv_python=.venv/bin/python; {function} install x"
    found = told(scripts, "bash", "-euc", command, **given, **other)
    assert found == given | {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_USER": "0"}


@pytest.mark.parametrize("name", ["setup.sh", "tests/run"])
def test_the_other_scripts_leave_no_setting_of_python(scripts, name):
    loop = "for name in ${!PYTHON@}" + (TOP / name).read_text().partition("${!PYTHON@}")[2]
    command = f"{loop.partition('done')[0]} done; export PYTHONSAFEPATH=1; .venv/bin/python"
    given = {"PYTHONHASHSEED": "abc", "PYTHON_CPU_COUNT": "x", "PYTHONUTF8": "7"}
    assert told(scripts, "bash", "-euc", command, **given) == {"PYTHONSAFEPATH": "1"}


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize("words", ["", "lab --allow-root"])
def test_render_starts_python_with_its_three_streams(scripts, closed, words):
    (scripts / "setup.sh").write_text("")
    python = scripts / ".venv" / "bin" / "python"
    python.write_text("#!/bin/sh\nfor n in 0 1 2; do [ -e /dev/fd/$n ] && : >>open$n; done\n")
    done = subprocess.run(
        ["bash", "-c", f"bash render.sh {words} {closed}"],
        cwd=scripts,
        env=os.environ | {"HOME": str(scripts)},
        check=False,
        capture_output=True,
    )
    assert done.returncode == 0
    assert sorted(path.name for path in scripts.glob("open*")) == ["open0", "open1", "open2"]


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (1, "python3 does not start here: is it whole, and are memory and processes enough"),
        (3, "needs Python 3.11 or later on the PATH"),
        (127, "needs Python 3.11 or later on the PATH"),
    ],
)
def test_a_python_that_does_not_start_is_no_old_one(scripts, status, said):
    names = ["python", *(f"python3{minor}" for minor in ("", ".11", ".12", ".13", ".14"))]
    for name in names:
        (scripts / name).write_text(f"#!/bin/sh\nexit {status}\n")
        (scripts / name).chmod(0o755)
    done = subprocess.run(
        ["bash", str(scripts / "setup.sh")],
        env={"PATH": f"{scripts}:/usr/bin:/bin"},
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert said in done.stderr
