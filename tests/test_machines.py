"""Whatever machine, whatever misuse: the same figures, or one sentence that says why not."""

import errno
import io
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from decimal import ROUND_UP, Context, Decimal, localcontext
from functools import partial
from itertools import chain
from pathlib import Path

import matplotlib as mpl
import nbformat
import pandas as pd
import plotly.graph_objects as go
import plotly.io as pio
import pytest
import typer
from nbclient.exceptions import CellExecutionError
from support import suite

from healthplans import cli, views
from healthplans.batch import cold, parameters, raised, server
from healthplans.batch.causes import Stopped
from healthplans.batch.jobs import Job
from healthplans.charts.publishing import own_settings
from healthplans.commands import (
    arguments,
    environment,
    machine,
    process,
    render,
    unchanged,
)
from healthplans.commands.arguments import output_folder
from healthplans.commands.documents import _draft
from healthplans.commands.render import report
from healthplans.errors import AmbiguousNameError, InputError, OutputError, UnknownNameError
from healthplans.exports.states import state
from healthplans.injected import refuse_unknown
from healthplans.loading import Library, kept
from healthplans.paths import project_folder
from healthplans.site import store
from healthplans.site.catalogue import Page, pages, select
from healthplans.site.contents import Contents
from healthplans.site.formats import archive
from healthplans.site.markup import missing, unlinked
from healthplans.site.render import _reads
from healthplans.site.shell import search_script
from healthplans.site.tables import as_csv, formulas, unread
from healthplans.views.frames import readable
from healthplans.vocabulary.words import number
from healthplans.writing import make_folder, write

PLOTLY = "application/vnd.plotly.v1+json"
MARK = b"\xef\xbb\xbf"
TOP = project_folder()


# the user's own settings


SETTINGS = {
    "font.size": 18,
    "text.usetex": True,
    "axes.formatter.use_locale": True,
    "savefig.bbox": "tight",
    "font.sans-serif": ["nothing"],
    "svg.fonttype": "path",
}


@pytest.fixture(scope="module")
def drawn():
    return views.coverage.chart(suite.coverage(), suite.words("zh")).data


def test_a_personal_matplotlibrc_changes_no_drawing(drawn):
    with mpl.rc_context(SETTINGS):
        assert views.coverage.chart(suite.coverage(), suite.words("zh")).data == drawn
        assert mpl.rcParams["font.size"] == SETTINGS["font.size"]


def test_the_heat_map_names_every_row_and_column(drawn):
    words, stated = suite.words("zh"), suite.coverage()
    for code in stated["indicator"].unique():
        assert f">{words.indicator(code, short=True)}<" in drawn
    for area in stated["area"].unique():
        assert f">{words.district(area)}<" in drawn


def test_settings_for_a_drawing_are_taken_back_even_after_a_fault():
    before = mpl.rcParams["font.size"]
    with pytest.raises(ZeroDivisionError), own_settings({"font.size": 99}):
        _ = 1 / 0
    assert mpl.rcParams["font.size"] == before


def test_another_template_of_plotly_or_options_of_pandas_change_no_chart(monkeypatch):
    words = suite.words("en")

    def drawn():
        shown = (
            views.slack.chart(suite.assess(), words),
            views.binding.chart(suite.binding_share(), words),
        )
        return [figure.to_json() for figure in shown]

    usual = drawn()
    table = readable(pd.DataFrame({"value": [80.17, 1 / 3]}), words)
    shown = (repr(table), table._repr_html_())
    monkeypatch.setattr(pio.templates, "default", "plotly_dark")
    mine = {
        "display.precision": 0,
        "display.max_rows": 1,
        "display.float_format": str,
        "styler.render.max_rows": 1,
    }
    with pd.option_context(*chain.from_iterable(mine.items())):
        assert drawn() == usual
        assert (repr(table), table._repr_html_()) == shown


class Third(Library):
    """Has something to work out."""

    @kept
    def third(self):
        return Decimal(1) / 3


def test_a_decimal_context_of_one_s_own_rounds_no_figure():
    with localcontext(Context(prec=2, rounding=ROUND_UP)):
        assert str(Third().third()) == f"0.{'3' * 28}"
        assert number.__wrapped__(80.17) == "80.17"
        low, high = suite.read("人均预期寿命", "岁", "80.17").loc[0, ["low", "high"]]
        assert (low, high) == (Decimal("80.165"), Decimal("80.175"))
        assert str(Decimal(1) / 3) == "0.34"  # what the user has set stays


# a twin for readers whose program draws nothing


def test_a_chart_carries_its_description_as_plain_text():
    figure = views.slack.chart(suite.assess(), suite.words("en"))
    bundle = pio.renderers[pio.renderers.default].to_mimebundle(figure.to_dict())
    assert bundle["text/plain"] == figure.layout.meta["description"] != ""
    assert bundle[PLOTLY]["data"]


def test_a_figure_that_says_nothing_of_itself_is_shown_as_before():
    bundle = pio.renderers[pio.renderers.default].to_mimebundle(go.Figure().to_dict())
    assert set(bundle) == {PLOTLY}


@pytest.mark.parametrize(
    "path", sorted((TOP / "notebooks").glob("*.ipynb")), ids=lambda p: p.stem
)
def test_every_stored_output_has_a_form_that_any_program_shows(path):
    plain = {"text/html", "text/plain", "image/svg+xml", "image/png", "text/markdown"}
    for cell in nbformat.read(path, as_version=4).cells:
        for output in cell.get("outputs", []):
            assert output.output_type == "stream" or plain & set(output.data), cell.id


# papermill by itself


def test_a_name_that_papermill_injects_and_the_notebook_lacks_is_refused():
    own = 'district = "340102"  # a code\nlang: str = "zh"\n'
    with pytest.raises(UnknownNameError, match="'distrct'; did you mean district"):
        refuse_unknown(["", own, "# Parameters\ndistrct = 440507\n"])


@pytest.mark.parametrize("value", ["'False'", "0", "None", "[]"])
def test_what_is_neither_true_nor_false_is_no_switch(value):
    with pytest.raises(InputError, match=r"column strict: .* expected True or False"):
        refuse_unknown(["", "strict = False  # or True", f"# Parameters\nstrict = {value}\n"])


@pytest.mark.parametrize("value", ["None", "['340102']", "{}", "True", "b'zh'", "object()"])
def test_what_is_no_text_is_no_name(value):
    with pytest.raises(InputError, match=r"column peers: .* expected one text"):
        refuse_unknown(["", 'peers = ""', f"# Parameters\npeers = {value}\n"])


@pytest.mark.parametrize("value", [340102, 340102.0])
def test_a_number_that_papermill_makes_of_a_code_is_that_area(value):
    refuse_unknown(["", 'peers = ""', f"# Parameters\npeers = {value}\n"])
    assert suite.among(value).districts() == suite.among("340102").districts()


@pytest.mark.parametrize(
    "cells",
    [
        ["", "strict = False", "# Parameters\nstrict = True\nPAPERMILL_INPUT_PATH = 'x'\n"],
        ["", 'lang = "zh"', '# Parameters\nlang = "en"\n'],
        ["", "import os", "# Parameters\nanything = 1\n"],  # a notebook without parameters
        ["", 'lang = "zh"', "distrct = 1"],  # not papermill's
        ["", "!ls", "# Parameters\nx = 1\n"],
        [""],
        [],
    ],
)
def test_what_a_notebook_has_or_papermill_did_not_add_is_left_alone(cells):
    refuse_unknown(cells)


# the stored notebooks


@pytest.fixture
def stored(monkeypatch, tmp_path):
    """A project of one notebook, and how its client was made; `fails` is what that raises."""
    (tmp_path / "notebooks").mkdir()
    nbformat.write(nbformat.v4.new_notebook(), tmp_path / "notebooks" / "one.ipynb")
    made = {"fails": None}

    class Client:
        def __init__(self, notebook, **named):
            made.update(named)

        def execute(self, env):
            if made["fails"]:
                raise made["fails"]

    monkeypatch.setattr(store, "_Client", Client)
    monkeypatch.setattr(store, "notebooks_folder", lambda: tmp_path / "notebooks")
    return made


def test_notebooks_are_stored_by_this_python_and_not_over_the_network(stored):
    assert [path.stem for path in store.store_notebooks([])] == ["one"]
    assert stored["km"].transport == "ipc"
    assert stored["km"].kernel_spec.argv[0] == sys.executable
    assert not Path(stored["km"].ip).parent.exists()


def test_a_notebook_that_cannot_be_stored_stays_and_is_named(stored, monkeypatch, tmp_path):
    path = tmp_path / "notebooks" / "one.ipynb"
    before = path.read_bytes()
    stored["fails"] = CellExecutionError("the whole account", "ValueError", "x")
    with pytest.raises(InputError, match=r"one\.ipynb: found 'ValueError: x'"):
        list(store.store_notebooks([]))
    with pytest.raises(UnknownNameError, match="nosuch"):
        list(store.store_notebooks(["one", "nosuch"]))  # before the first is executed
    stored["fails"] = None
    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OutputError, match=r"one\.ipynb cannot be written"):
        list(store.store_notebooks([]))
    assert path.read_bytes() == before


def test_no_page_is_made_with_settings_by_which_python_prints_on_it(monkeypatch):
    environment.refuse_noises()
    for name in ("PYTHONVERBOSE", "PYTHONPROFILEIMPORTTIME", "PYTHONWARNDEFAULTENCODING"):
        monkeypatch.setenv(name, "1")
    with pytest.raises(InputError, match="PYTHONVERBOSE") as refused:
        render.made(((),) * 4, Path(), {})
    assert "PYTHONPROFILEIMPORTTIME" in str(refused.value)
    assert "PYTHONWARNDEFAULTENCODING" in str(refused.value)


# parts of a site


PAGE = '<a class="x" href="../en/a.html">A</a> <a href="b.html#r1">B</a> <link href="c.html">'


def test_a_page_that_is_not_there_is_named_without_a_link():
    text = unlinked(
        PAGE, "zh/x.html", frozenset({"en/a.html", "zh/c.html"}), suite.words("en")
    )
    note = 'role="link" aria-disabled="true" title="This page has not been made"'
    assert text == f'<a class="x" {note}>A</a> <a href="b.html#r1">B</a> <link>'


def test_of_a_whole_site_no_link_is_touched_and_no_page_is_made_for_it():
    assert unlinked(PAGE, "zh/x.html", frozenset(), suite.words("zh")) == PAGE


def test_a_page_is_missing_if_it_is_neither_due_nor_there(tmp_path):
    every = [Page(name, "overview", "zh") for name in ("due", "there", "neither")]
    (tmp_path / "zh").mkdir()
    (tmp_path / "zh" / "there.html").touch()
    assert missing(every, every[:1], tmp_path) == {"zh/neither.html"}


def test_a_page_is_made_again_when_another_comes_to_be_there():
    from healthplans.site.render import _job

    job = _job(Page("overview", "overview", "zh"))
    parts = [dict(part for part in _reads(job, frozenset(absent)) if isinstance(part, tuple))
             for absent in ((), ("zh/a.html",), ("zh/b.html",))]  # fmt: skip
    assert "pages not made" not in parts[0]
    assert parts[1]["pages not made"] != parts[2]["pages not made"]


def test_the_search_knows_which_pages_cannot_be_opened():
    assert 'window.HEALTHPLANS_ABSENT = ["zh/a.html"];' in search_script([], {"zh/a.html"})


# names, and nothing made


def test_a_district_is_asked_for_by_code_or_by_name():
    by_name, by_code = (
        select(pages(["zh"]), districts=[name]) for name in ("瑶海区", "340102")
    )
    assert [page.name for page in by_name] == ["district-340102", "trace-340102"]
    assert by_name == by_code


def test_a_name_that_areas_share_asks_for_the_area_above():
    with pytest.raises(AmbiguousNameError, match="name its city first"):
        select(pages(["zh"]), districts=["朝阳区"])


def test_asking_for_pages_that_cannot_be_is_refused():
    with pytest.raises(InputError, match="340102, overview"):
        select(pages(["zh"]), notebooks=["overview"], districts=["340102"])


SUMMARY = {
    "rendered": [],
    "fresh": [],
    "removed": [],
    "failed": [],
    "notes": [],
    "standing": [],
    "seconds": 0.0,
}


def test_a_run_without_a_page_is_never_called_good(capsys):
    report({**SUMMARY, "exit_status": 0}, Path("out"), as_json=False)
    assert "good" not in capsys.readouterr().out
    report({**SUMMARY, "rendered": ["a"], "exit_status": 0}, Path("out"), as_json=False)
    assert "all pages are good" in capsys.readouterr().out


def test_a_failure_without_words_is_reported_by_its_class_alone(capsys):
    failure = {
        "page": "p",
        "cell": 1,
        "error": "AssertionError",
        "message": "",
        "command": "c",
    }
    status = report(
        {**SUMMARY, "failed": [failure], "exit_status": 1}, Path("o"), as_json=False
    )
    told = capsys.readouterr()
    assert status == 1
    assert "failed: p: cell 1: AssertionError\n  again: c" in told.err
    assert "1 FAILED" in told.out


# files to take away


TABLE = pd.DataFrame({"area": ["340102"], "comparator": ["="], "label_text": ["床位"]})


def test_tables_to_take_away_begin_with_the_mark_that_spreadsheets_look_for(tmp_path):
    assert as_csv(TABLE) == MARK + "area,comparator,label_text\n340102,=,床位\n".encode()
    assert list(pd.read_csv(io.BytesIO(as_csv(TABLE)))) == list(TABLE)


def test_the_tables_of_a_package_have_the_mark_too():
    codebook = pd.read_csv(TOP / "data/codelists/columns.csv", keep_default_na=False)
    sources = codebook.loc[codebook["table"] == "sources", "column"]
    tables = {"sources": pd.DataFrame([dict.fromkeys(sources, "x")]), "codebook": codebook}
    with zipfile.ZipFile(io.BytesIO(archive(tables, "x"))) as package:
        assert package.read("sources.csv").startswith(MARK)
        assert not package.read("datapackage.json").startswith(MARK)


def test_a_text_like_a_formula_is_named_and_a_comparator_is_not():
    rows = TABLE.assign(label_text=["=HYPERLINK(1)"]).astype("str")
    assert list(formulas({"t": rows})) == [
        "t.csv, line 2 (340102), column label_text: '=HYPERLINK(1)' begins like a formula; "
        "a spreadsheet would work it out"
    ]
    assert list(formulas({"t": TABLE.astype("str")})) == []


def test_figures_that_cannot_be_read_are_counted_when_pages_are_good(capsys):
    kinds = ["exact", "unread", "blank", "unread"]
    (said,) = unread({"observations": pd.DataFrame({"kind": kinds})})
    assert said.startswith("2 printed figure(s) cannot be read")
    assert list(unread({"observations": pd.DataFrame({"kind": kinds[::2]})})) == []
    summary = {**SUMMARY, "fresh": ["a"], "standing": [said], "exit_status": 0}
    report(summary, Path("out"), as_json=False)
    assert f"note: {said}" in capsys.readouterr().err


# the caller's folder, and files


def test_files_in_the_callers_folder_are_no_modules_of_ours(tmp_path):
    for name in ("random", "pandas", "yaml", "typing", "pathlib", "typer", "healthplans"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('shadowed')")
    command = [sys.executable, "-m", "healthplans", "version"]
    library = {"PYTHONPATH": str(TOP / "lib")}
    (tmp_path / "healthplans.py").unlink()  # `-m` itself would take that one
    done = subprocess.run(
        command, cwd=tmp_path, env={**os.environ, **library}, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")


def run_app(monkeypatch, *arguments):
    monkeypatch.setattr(sys, "argv", ["healthplans", *map(str, arguments)])
    with pytest.raises(SystemExit) as ended:
        cli.app()
    return ended.value.code


def test_a_file_that_is_not_there_is_said_in_words(monkeypatch, capsys, tmp_path):
    assert run_app(monkeypatch, "read", "--csv", tmp_path / "no.csv") == 2
    told = "".join(capsys.readouterr().err.split())
    assert told.endswith("no.csv:Nosuchfileordirectory")


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), 2, "of the output or of"),
        (BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable"), 2, "ulimit -u"),
        (OSError("no number"), 2, "error: no number"),
        (MemoryError(), 1, "error: there is not enough memory"),
        (ValueError("x\ny"), 1, "ValueError: x; nobody expected this"),
    ],
)
def test_whatever_stops_a_command_is_a_sentence(monkeypatch, capsys, error, status, said):
    def stopped():
        raise error

    monkeypatch.setattr(cli, "typer_app", stopped)
    monkeypatch.setattr(arguments, "check_once", lambda *_: None)  # of a command line
    assert run_app(monkeypatch, "version") == status
    told = capsys.readouterr().err
    assert said in " ".join(told.split())
    assert "Traceback" not in told
    monkeypatch.setenv(process.SHOWN, "1")
    if isinstance(error, ValueError):
        with pytest.raises(ValueError, match="x"):
            cli.app()


def test_a_python_without_the_packages_names_the_first_and_how_to_get_it():
    command = [sys.executable, "-S", "-m", "healthplans", "version"]
    done = ran(TOP, *command, PYTHONPATH=str(TOP / "lib"))
    assert done.returncode == 1
    assert done.stderr.startswith("error: this Python has no package typer; ./setup.sh")
    assert done.stderr.count("\n") == 1


def test_a_table_in_another_encoding_is_said_in_words(monkeypatch, capsys, tmp_path):
    (tmp_path / "gbk.csv").write_bytes("label,unit,value\n床位,张,5\n".encode("gbk"))
    assert run_app(monkeypatch, "read", "--csv", tmp_path / "gbk.csv") == 2
    assert "expected UTF-8" in capsys.readouterr().err


def test_fewer_than_no_pages_at_once_is_refused(monkeypatch, capsys):
    assert run_app(monkeypatch, "render", "--jobs", "-3") == 2
    assert "--jobs" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["a ", " a", "a\n", "a\tb", " ", "a\x1b[2J"])
def test_a_slip_in_the_name_of_the_output_folder_is_refused(tmp_path, name):
    with pytest.raises(InputError, match="without a blank at the ends of its name"):
        output_folder(tmp_path / name)


@pytest.mark.parametrize(
    "place", [".", "data", "data/documents/x", "notebooks", "lib/healthplans"]
)
def test_pages_are_not_written_among_what_they_are_made_from(place):
    with pytest.raises(InputError, match="which pages are made from"):
        output_folder(TOP / place)


def test_data_that_lie_where_a_site_has_its_own_are_kept_apart(tmp_path, monkeypatch):
    monkeypatch.setenv("HEALTHPLANS_DATA", str(tmp_path / "data"))
    with pytest.raises(InputError, match="which pages are made from"):
        output_folder(tmp_path)
    beside = tmp_path / "校 区's $out"
    assert output_folder(beside) == beside
    assert output_folder(None) == TOP / "out"


@pytest.mark.parametrize("name", ["assets", "data", "index.html"])
def test_a_site_is_not_written_over_what_no_run_has_written(tmp_path, name):
    (tmp_path / name).mkdir()
    with pytest.raises(InputError, match=f"{name} there, which no run has written"):
        output_folder(tmp_path)
    (tmp_path / ".manifest.json").touch()
    assert output_folder(tmp_path) == tmp_path


def test_a_site_is_not_spread_over_a_home_or_a_whole_disk(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    for place in (Path("/"), tmp_path):
        with pytest.raises(InputError, match="this one is no place for a site"):
            output_folder(place)
    assert output_folder(tmp_path / "site") == tmp_path / "site"


@pytest.mark.parametrize(
    "words",
    [
        ("render", "--out", ""),
        ("render", "--out="),
        ("check", " "),
        ("render", "--scheduler", ""),
        ("render", "--out=~/x"),
        ("check", "~"),
    ],
)
def test_a_word_that_the_shell_left_blank_or_as_it_was_is_refused(words):
    with pytest.raises(InputError, match=f"after {words[-2]}: found '{words[-1]}'"):
        arguments.check(words)


def test_words_that_say_something_are_taken_and_so_are_printed_cells():
    arguments.check(["render", "--out", "a~b", "--lang=zh", "--quiet"])
    arguments.check(["read", "--unit", "", "--value", "~5"])


def test_a_link_that_leads_nowhere_in_the_output_folder_stops_nothing(tmp_path):
    (tmp_path / "a.html").touch()
    (tmp_path / "b.html").symlink_to(tmp_path / "nowhere")
    unchanged.note(tmp_path, "x", {**SUMMARY, "exit_status": 0})
    assert unchanged.left(tmp_path, "x") is not None
    (tmp_path / "a.html").write_text("other")
    assert unchanged.left(tmp_path, "x") is None


@pytest.mark.parametrize(
    "content",
    [b"", b"{broken", b"[]", b"\xff\xfe", b'{"nbformat": 9, "cells": []}'],
    ids=["empty", "no JSON", "a list", "no text", "a later format"],
)
def test_a_notebook_that_cannot_be_read_is_named_before_any_page_is_made(tmp_path, content):
    listed = []
    for name in ("a", "b"):
        (tmp_path / f"{name}.ipynb").write_bytes(content)
        listed += [Job(f"{lang}/{name}", tmp_path / f"{name}.ipynb", f"{lang}/{name}")
                   for lang in ("zh", "en")]  # fmt: skip
    with pytest.raises(InputError, match=r"expected (a notebook|UTF-8)") as refused:
        parameters.check(listed)
    assert [Path(one.file).name for one in refused.value.offences] == ["a.ipynb", "b.ipynb"]


def test_an_error_without_end_or_with_half_a_character_can_be_written():
    stopped = Stopped(0, "E" * 10**6, "\ud800")
    assert len(stopped.failure.error) < 300
    assert stopped.failure.message == "\\ud800"


@pytest.mark.parametrize("name", ["340102", "瑶海区", "340102-2021"])
def test_findings_are_asked_for_by_document_or_by_area(monkeypatch, capsys, name):
    assert run_app(monkeypatch, "audit", "--document", name, "--format", "csv") == 0
    told = pd.read_csv(io.StringIO(capsys.readouterr().out), keep_default_na=False)
    assert set(told["document"]) <= {"", *suite.ids_of("瑶海区")}
    assert "340102-2021" in set(told["document"])


@pytest.mark.parametrize(
    "name",
    [
        "340102 瑶海区",
        "瑶海区（340102）",
        "安徽省合肥市瑶海区 (340102)",
        "３４０１０２",
        340102,
    ],
)
def test_an_area_is_found_as_messages_name_it(name):
    assert suite.codelists().areas.find(name).code == "340102"


@pytest.mark.parametrize(
    "name", ["340102000", "340102000000", 340102.0, "安徽省-合肥市-瑶海区", "合肥·瑶海"]
)
def test_an_area_is_found_as_other_tables_name_it(name):
    assert suite.codelists().areas.find(name).code == suite.district_of(name) == "340102"


@pytest.mark.parametrize(
    "name", ["瑤海區", "340102001", "340102001002", "340102-2021", "0瑶海区", "瑶海区政府"]
)
def test_a_name_that_is_nearly_one_says_which(name):
    with pytest.raises(UnknownNameError, match="did you mean 340102 瑶海区"):
        suite.district_of(name)


def test_of_too_many_to_be_named_some_are_and_a_long_name_is_cut():
    known = [f"{n} 区" for n in range(340100, 340200)]
    with pytest.raises(UnknownNameError, match=r"'x{80}'; 100 are known, such as 340100 区"):
        raise UnknownNameError("district", "x" * 9999, known)


@pytest.mark.parametrize(
    "ask",
    [
        lambda: suite.benchmarks("nosuch"),
        lambda: suite.among("", "nosuch"),
        lambda: suite.among("", period="nosuch"),
        lambda: suite.peer_areas("", "nosuch"),
        lambda: suite.read("床位", "张", "5", lang="nosuch"),
        lambda: views.comparison.chart(
            suite.compare("beds_density"), suite.words("en"), district="全国"
        ),
        lambda: views.comparison.chart(
            suite.compare("beds_density"), suite.words("en"), district="nosuch"
        ),
    ],
    ids=["benchmarks", "among", "period", "peers", "read", "chart of no row", "chart"],
)
def test_an_unknown_name_is_nowhere_taken_for_none(ask):
    with pytest.raises(UnknownNameError, match=r"is called '(nosuch|100000|全国)'"):
        ask()


def test_a_district_is_marked_by_its_name_as_by_its_code():
    rows, words = suite.compare("beds_density"), suite.words("zh")
    by_name, by_code = (
        views.comparison.chart(rows, words, district=name) for name in ("瑶海区", "340102")
    )
    assert by_name == by_code != views.comparison.chart(rows, words)


def test_a_list_where_a_name_belongs_is_refused_in_words():
    with pytest.raises(InputError, match=r"words: found .*expected texts and numbers"):
        suite.words(["zh"])


def test_texts_that_are_compared_are_asked_for_by_area(tmp_path):
    for name in ("340102-2021", "440507-2021", "440507-2026"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "source.txt").write_text("卫生" * 40, encoding="utf-8")
    for other in ("440507-2021", "龙湖区"):
        if other == "龙湖区":
            (tmp_path / "440507-2026" / "source.txt").unlink()
        assert set(suite.reuse_places("瑶海区", other, tmp_path)["other"]) == {"440507-2021"}
    (tmp_path / "440507-2026" / "source.txt").write_bytes(b"\xff")
    with pytest.raises(
        InputError, match=r"440507-2026/source\.txt, line 1: found .*expected UTF-8"
    ):
        suite.reuse_places("瑶海区", "龙湖区", tmp_path)
    (tmp_path / "440507-2026" / "source.txt").write_text("卫生" * 40, encoding="utf-8")
    with pytest.raises(UnknownNameError, match="did you mean 440507-2021, 440507-2026"):
        suite.reuse_places("瑶海区", "龙湖区", tmp_path)


@pytest.mark.parametrize("name", ["340102 龙湖区", "340102 Longhu"])
def test_a_code_beside_the_name_of_another_area_is_refused(name):
    with pytest.raises(UnknownNameError, match="did you mean 340102 瑶海区"):
        suite.codelists().areas.find(name)


@pytest.mark.parametrize("peers", [340102, "340102", "瑶海区、", [340102], "，瑶海区"])
def test_peers_are_a_number_a_name_or_a_list_as_it_is_typed(peers):
    assert suite.peer_areas(peers) == ["340102"]


def test_an_area_above_is_no_district_and_is_named_as_it_was_typed():
    for asked in (suite.district_of, lambda name: select(pages(["zh"]), districts=[name])):
        with pytest.raises(UnknownNameError, match="'全国'; known: 340102 瑶海区"):
            asked("全国")


def test_a_draft_is_asked_for_by_its_area(tmp_path):
    for name in ("340102-2021", "440507-2021", "440507-2026"):
        (tmp_path / name).mkdir()
    assert _draft("瑶海区", tmp_path).name == "340102-2021"
    for name in ("龙湖区", ""):
        with pytest.raises(UnknownNameError, match="440507-2021"):
            _draft(name, tmp_path)


@pytest.mark.parametrize(
    "arguments",
    [
        ("audit", "--lang", "fr"),
        ("draft", "--jobs", "-2", "x.pdf"),
        ("draft", "--year", "-5", "x.pdf"),
        ("draft", "--scheduler", "localhost", str(TOP / "README.md")),
        ("enter", "x.csv", "--area", "340102", "--year", "20255"),
        ("review", "x", "--lang", "fr"),
        ("reuse", "340102-2021"),
        ("trace", "瑶海区"),
    ],
)
def test_what_no_command_can_do_is_refused_in_words(monkeypatch, capsys, arguments):
    assert run_app(monkeypatch, *arguments) == 2
    assert "rror" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "said"), [("朝阳区", "name its city first"), ("340102-2022", "340102-2021")]
)
def test_a_name_that_says_no_document_is_refused(name, said):
    with pytest.raises((AmbiguousNameError, UnknownNameError), match=said):
        suite.ids_of(name)


def test_a_figure_of_another_year_names_the_years_there_are():
    with pytest.raises(UnknownNameError, match="did you mean 340102 life_expectancy 2025"):
        suite.find("340102", "life_expectancy", 1999)


def test_a_title_like_a_formula_is_named_when_documents_are_checked(monkeypatch, capsys, data):
    path = data / "documents" / "440507-2021" / "document.yaml"
    text = re.sub(r"(?m)^title: .*$", "title: '=A1'", path.read_text("utf-8"))
    path.write_text(text, "utf-8")
    assert run_app(monkeypatch, "check", data) == 0
    assert "(440507-2021), column title: '=A1' begins like a formula" in "".join(
        capsys.readouterr().err
    )


# a disk that is full


def full(*_, **__):
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("step", ["mkdir", "write_text", "rename"])
def test_on_a_full_disk_a_folder_is_not_made_at_all(monkeypatch, tmp_path, step):
    (tmp_path / "documents").mkdir()
    monkeypatch.setattr(Path, step, full)
    with pytest.raises(OutputError, match="new cannot be written: No space left"):
        make_folder(tmp_path / "documents" / "new", {"a": "x"})
    assert [path.name for path in tmp_path.rglob("*")] == ["documents"]


@pytest.mark.parametrize("step", ["chmod", "replace"])
def test_on_a_full_disk_a_file_stays_as_it_was(monkeypatch, tmp_path, step):
    (tmp_path / "there").write_bytes(b"before")
    monkeypatch.setattr(Path, step, full)
    with pytest.raises(OutputError, match="there cannot be written: No space left"):
        write(tmp_path / "there", b"after")
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"before"]


def test_what_is_written_can_be_read_by_whom_the_user_lets(tmp_path):
    usual = (tmp_path / "usual").open("w").close() or (tmp_path / "usual").stat().st_mode
    made = make_folder(tmp_path / "documents" / "new", {"a": "x"})
    assert write(tmp_path / "b", b"x").stat().st_mode == (made / "a").stat().st_mode == usual
    assert made.stat().st_mode == made.parent.stat().st_mode


# streams and interruptions


def test_streams_that_are_closed_are_opened_on_nothing(monkeypatch):
    for name in ("stdin", "stdout", "stderr", "__stdin__", "__stdout__", "__stderr__"):
        monkeypatch.setattr(sys, name, None)
    usual = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    process.open_streams()
    assert signal.signal(signal.SIGCHLD, usual) == signal.SIG_DFL
    assert sys.stdin.read() == ""
    assert sys.stdout.write("x") == 1
    assert not sys.stderr.isatty()


def test_a_stream_that_a_start_up_file_took_is_taken_back(monkeypatch):
    own, shut = io.StringIO(), io.StringIO()
    shut.close()
    for stream, first in ((None, own), (shut, own), (shut, shut)):
        monkeypatch.setattr(sys, "stdin", stream)
        monkeypatch.setattr(sys, "__stdin__", first)
        process.open_streams()
        assert (sys.stdin is own) == (first is own)
        assert sys.stdin.read() == ""


def test_a_closed_input_is_an_empty_one(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", None)
    monkeypatch.setattr(sys, "__stdin__", None)
    assert run_app(monkeypatch, "read", "--csv", "-") == 2
    assert "column label: expected this column" in capsys.readouterr().err


def test_what_is_started_for_a_batch_ignores_ctrl_c_and_the_batch_does_not():
    before = signal.getsignal(signal.SIGINT)
    with server.starting():
        assert signal.getsignal(signal.SIGINT) == signal.SIG_IGN
    assert signal.getsignal(signal.SIGINT) == before


def test_an_error_that_cannot_say_what_it_is_is_named_by_its_class():
    class MuteError(Exception):
        def __str__(self):
            raise ValueError("no words")

    named = raised.sayable(MuteError())
    assert (type(named).__name__, str(named)) == (
        "MuteError",
        "its text cannot be made (ValueError)",
    )
    for error in (ZeroDivisionError("x"), None):
        assert raised.sayable(error) is error


def test_a_kernel_starts_where_there_is_room_or_says_that_there_is_none(monkeypatch, tmp_path):
    usage = shutil.disk_usage("/tmp")
    free = {str(tmp_path): 0, "/tmp": usage.free}
    monkeypatch.setattr(cold.tempfile, "gettempdir", lambda: str(tmp_path))
    monkeypatch.setattr(cold, "LONGEST", len(str(tmp_path)))
    monkeypatch.setattr(shutil, "disk_usage", lambda p: usage._replace(free=free[str(p)]))
    made = cold.short_folder()
    assert made.parent == Path("/tmp")
    made.rmdir()
    free["/tmp"] = 0
    with pytest.raises(OSError, match=rf"no room .*: '{tmp_path} and /tmp'"):
        cold.short_folder()


# the doctor


def test_without_git_a_revision_is_refused_and_the_doctor_knows(monkeypatch):
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(InputError, match="HEAD: found 'no folder, and no git on the PATH"):
        state("HEAD")
    assert machine.git()[0] == "no"


def test_the_doctor_names_no_folder_no_user_and_no_secret(monkeypatch):
    monkeypatch.setenv("HEALTHPLANS_TOKEN", "s3cret")
    monkeypatch.setenv("PIP_INDEX_URL", "https://me:s3cret@index.example")
    page = "\n".join(machine.lines())
    assert "HEALTHPLANS_TOKEN" in page
    for secret in (
        "s3cret",
        "index.example",
        str(Path.home()) + "/",
        str(TOP),
        str(Path.cwd()),
    ):
        assert secret not in page
    assert page.count("\n") == len(machine.CHECKS)


def test_what_cannot_be_found_out_says_so_without_its_message(monkeypatch):
    def broken():
        raise OSError(2, "No such file or directory", "/home/somebody/.secret")

    def mute():
        raise ValueError("/home/somebody")

    monkeypatch.setattr(machine, "CHECKS", {"a": broken, "b": mute})
    assert list(machine.lines())[1:] == [
        "  no  a: cannot be found out (No such file or directory)",
        "  no  b: cannot be found out (ValueError)",
    ]


LOCK = """# made by a tool
pandas==3.0.0 \\
    --hash=sha256:00
winonly==1.0 ; sys_platform == 'win32' \\
    --hash=sha256:00
here==2.0 ; sys_platform != 'win32' \\
    --hash=sha256:00
"""


def test_the_lock_is_read_for_this_machine():
    assert dict(machine.locked(LOCK)) == {"pandas": "3.0.0", "here": "2.0"}


def test_packages_other_than_locked_are_named(monkeypatch, tmp_path):
    (tmp_path / "requirements.lock").write_text(
        "nosuchpackage==1.0 \\\n    --hash=sha256:00\n"
    )
    monkeypatch.setattr(machine, "project_folder", lambda: tmp_path)
    assert machine.packages() == ("no", "0 of 1 as locked; nosuchpackage none for 1.0")


# a home that cannot be written


@pytest.mark.parametrize("what", ["is a file", "is full", "can be written"])
def test_libraries_keep_their_files_elsewhere_if_the_home_takes_none(
    monkeypatch, tmp_path, what
):
    home, left = tmp_path / "home", []
    if what == "is a file":
        home.write_text("")
    else:
        (home / ".config").mkdir(parents=True)
    if what == "is full":
        full = OSError(errno.ENOSPC, "No space left on device")
        elsewhere = partial(_unless_below, home, full, environment.tempfile.TemporaryFile)
        monkeypatch.setattr(environment.tempfile, "TemporaryFile", elsewhere)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("MPLCONFIGDIR", "")
    monkeypatch.setenv("IPYTHONDIR", "mine")  # what the user has set stays
    monkeypatch.setattr(
        environment.atexit, "register", lambda _, folder, **__: left.append(folder)
    )
    environment.spare_home()
    assert os.environ["IPYTHONDIR"] == "mine"
    assert bool(os.environ["MPLCONFIGDIR"]) == (what != "can be written") == bool(left)
    assert not left or (Path(left[0]).is_dir() and os.environ["MPLCONFIGDIR"] == left[0])
    assert what != "can be written" or [str(p.name) for p in home.iterdir()] == [".config"]
    [Path(folder).rmdir() for folder in left]


def _unless_below(home, error, usual, dir):
    if Path(dir).is_relative_to(home):
        raise error
    return usual(dir=dir)


@pytest.mark.parametrize("named", ["a file", "a file/below", "new/below"])
def test_a_folder_that_is_named_to_libraries_and_takes_none_is_another(
    monkeypatch, tmp_path, named
):
    (tmp_path / "a file").write_text("")
    (tmp_path / "home").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("MPLCONFIGDIR", str(tmp_path / named))
    environment.spare_home()
    kept = os.environ["MPLCONFIGDIR"] == str(tmp_path / named)
    assert kept == (named == "new/below")


def test_a_limit_below_what_a_run_needs_is_named_with_its_letter(monkeypatch):
    monkeypatch.setattr("resource.getrlimit", lambda name: (12, 12))
    state, told = environment.limits()
    assert state == "no"
    assert "12 open files (`ulimit -n`; a run may need 64)" in told
    monkeypatch.setattr("resource.getrlimit", lambda name: (resource.RLIM_INFINITY,) * 2)
    assert environment.limits() == ("yes", "enough for a run")


def test_an_output_folder_whose_links_lead_in_a_circle_is_refused(tmp_path):
    (tmp_path / "out").symlink_to("out")
    with pytest.raises(InputError, match="in a circle"):
        output_folder(tmp_path / "out")


# the scripts


@pytest.mark.parametrize(
    ("script", "sent"),
    [("setup.sh", signal.SIGINT), ("setup.sh", signal.SIGHUP), ("render.sh", signal.SIGTERM)],
)
def test_set_up_ends_at_once_and_in_words_when_it_is_interrupted(tmp_path, script, sent):
    for name in ("render.sh", "setup.sh"):
        shutil.copyfile(TOP / name, tmp_path / name)
    (tmp_path / "bin").mkdir()
    python = tmp_path / "bin" / "python3"  # makes no environment, and takes its time for it
    python.write_text(
        '#!/bin/sh\n[ "$2" = -c ] && exec /usr/bin/env printf %s "$0"\n'
        f'[ "$3" = venv ] && touch {tmp_path}/at-work && exec sleep 60\nexit 0\n'
    )
    python.chmod(0o755)
    environment = {**os.environ, "PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}"}
    started = subprocess.Popen(
        ["bash", script], cwd=tmp_path, env=environment, stderr=subprocess.PIPE, text=True,
        # by `nohup` or in the background a signal is ignored, which a script inherits
        preexec_fn=lambda: signal.signal(sent, signal.SIG_DFL),
    )  # fmt: skip
    while not (tmp_path / "at-work").exists():
        assert started.poll() is None
        time.sleep(0.01)
    started.send_signal(sent)
    said = started.communicate(timeout=30)[1]  # ends when nobody holds the line any more
    assert said.splitlines()[-1] == "Interrupted; the next run does what is left."
    assert "Traceback" not in said
    assert started.returncode == 128 + sent


@pytest.fixture
def checkout(tmp_path):
    """The scripts, none executable, in a path with Chinese, blank, quote and dollar; stubs."""
    folder = tmp_path / "校 区's $x"
    for name in ("render.sh", "setup.sh"):
        folder.mkdir(exist_ok=True)
        shutil.copyfile(TOP / name, folder / name)
    (folder / "real-setup.sh").write_text((folder / "setup.sh").read_text())
    (folder / "setup.sh").write_text("touch set-up-ran\n")
    (folder / ".venv" / "bin").mkdir(parents=True)
    python = folder / ".venv" / "bin" / "python"
    python.write_text('#!/bin/sh\necho "safe=$PYTHONSAFEPATH start=$PYTHONSTARTUP" "$@"\n')
    python.chmod(0o755)
    return folder


def ran(folder, *command, **environment):
    return subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("shell", ["bash", "sh"])
def test_render_needs_no_execute_bits_and_looks_for_no_module_in_the_callers_folder(
    checkout, shell
):
    done = ran(checkout, shell, "render.sh", "--quiet", PYTHONSTARTUP="/mine")
    assert done.stdout == "safe=1 start= -m healthplans render --quiet\n", done.stderr
    assert (checkout / "set-up-ran").is_file()


def test_an_option_that_render_does_not_know_is_refused_before_minutes_of_set_up(checkout):
    done = ran(checkout, "bash", "render.sh", "--nosuch", "--quiet")
    assert done.returncode == 2
    assert "no such option: --nosuch" in done.stderr
    assert not (checkout / "set-up-ran").exists()


def test_the_options_that_render_knows_before_set_up_are_those_of_the_command(checkout):
    options = [*typer.main.get_command(cli.typer_app).commands["render"].params]
    words = [word for option in options for word in option.opts]
    assert len(words) > 10
    for word in [*(w for w in words if w.startswith("--")), "--help", "--jobs=4"]:
        assert ran(checkout, "bash", "render.sh", word).returncode == 0, word


def test_every_script_starts_the_others_by_bash():
    for name in ("render.sh", "tests/run", ".ci/run"):
        text = (TOP / name).read_text()
        starts = [line for line in text.splitlines() if '"$here/' in line and ".sh" in line]
        assert all("bash " in line for line in starts), name
        assert "PYTHONSAFEPATH=1" in text or name == ".ci/run"


def root(folder):
    """Make `id` say that this is root."""
    (folder / "bin").mkdir()
    (folder / "bin" / "id").write_text("#!/bin/sh\necho 0\n")
    (folder / "bin" / "id").chmod(0o755)
    return {
        "PATH": f"{folder / 'bin'}:{os.environ['PATH']}",
        "HOME": str(folder),
        "JUPYTER_CONFIG_DIR": str(folder / "jupyter"),
    }


def test_lab_as_root_is_one_sentence_with_the_flag_before_anything_is_set_up(checkout):
    environment = root(checkout)
    done = ran(checkout, "bash", "render.sh", "lab", "--no-browser", **environment)
    assert done.returncode == 2
    assert done.stderr.endswith("./render.sh lab --no-browser --allow-root\n")
    assert not (checkout / "set-up-ran").exists()


def test_lab_as_root_opens_where_a_flag_or_the_settings_allow_it(checkout):
    environment = root(checkout)
    flag = ran(checkout, "bash", "render.sh", "lab", "--allow-root", **environment)
    assert "jupyterlab" in flag.stdout
    (checkout / "jupyter").mkdir()
    setting = checkout / "jupyter" / "jupyter_server_config.py"
    setting.write_text("c.ServerApp.allow_root = True\n")
    assert "jupyterlab" in ran(checkout, "bash", "render.sh", "lab", **environment).stdout


@pytest.mark.parametrize("home", ["/dev/null", None, "made"])
def test_lab_keeps_its_settings_elsewhere_if_the_home_takes_none(checkout, home, monkeypatch):
    monkeypatch.delenv("HOME")
    monkeypatch.setenv("TMPDIR", str(checkout))
    environment = {} if home is None else {"HOME": str(checkout / home)}
    if home == "/dev/null":
        environment = {"HOME": home}
    for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR"):
        monkeypatch.delenv(name, raising=False)
    python = checkout / ".venv" / "bin" / "python"
    python.write_text('#!/bin/sh\necho "$JUPYTER_RUNTIME_DIR $JUPYTER_CONFIG_DIR" "$@"\n')
    done = ran(checkout, "bash", "render.sh", "lab", "--allow-root", **environment)
    assert "jupyterlab" in done.stdout
    assert ("home folder cannot be written" in done.stderr) == (home != "made")
    assert done.stdout.startswith(f"{checkout}/tmp." if home != "made" else "  -m")


@pytest.mark.parametrize("words", [["nosuch"], ["--scan", "nosuch"]])
def test_set_up_passes_over_no_word(tmp_path, words):
    (tmp_path / "setup.sh").write_bytes((TOP / "setup.sh").read_bytes())
    done = ran(tmp_path, "bash", "setup.sh", *words)
    assert (done.returncode, done.stderr) == (
        1,
        f"set-up: unknown argument {' '.join(words)}; known: --scan\n",
    )


def test_a_path_that_cannot_work_is_refused_before_anything_is_installed(tmp_path):
    folder = tmp_path / "a:b"
    folder.mkdir()
    shutil.copyfile(TOP / "setup.sh", folder / "setup.sh")
    done = ran(folder, "bash", "setup.sh")
    assert done.returncode == 1
    assert "colon" in done.stderr
    assert not (folder / ".venv").exists()


def test_a_share_without_locks_is_said_and_set_up_goes_on(monkeypatch, capsys):
    import fcntl

    source = (TOP / "setup.sh").read_text().partition("cannot lock .venv.lock")[2]
    program = source.partition("\n")[2].partition("\nPYTHON\n")[0]

    def flock(*_):
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", flock)
    exec(program, {})
    assert "No locks in this folder (No locks available)" in capsys.readouterr().err


def test_contents_know_of_no_absent_page_by_default():
    assert Contents((), {}, {}).absent == frozenset()
