"""A batch renders what has changed and nothing else, one at a time, whole files only."""

import dataclasses
import json
import os
import shutil
import sys
import threading
import time
from pathlib import Path
from unittest.mock import Mock

import nbformat
import pytest
import toys

from healthplans.batch import cache, files, run
from healthplans.batch.jobs import Job
from healthplans.errors import InputError, OutputError, UnknownNameError

# forked where that is possible, which is quick: what is tested here is the same for both
USUAL = run.Options()


@pytest.fixture
def notebook(tmp_path):
    return toys.write_notebook(tmp_path / "one.ipynb", "import healthplans", "word * 2")


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "data"
    for word in "abc":
        (folder / word).mkdir(parents=True)
        (folder / word / "table.csv").write_text(word)
    return folder


def reading(folder):
    return run.Options(reads=lambda job: [folder / job.name])


def no_kernel(*given, **named):
    raise AssertionError("a kernel was started")


@pytest.mark.parametrize(
    ("parameters", "error", "said"),
    [
        ({"wrod": "b"}, UnknownNameError, "did you mean word"),
        ({"word": 7}, InputError, "a value like 'a'"),
        ({"word": None}, InputError, "a value like 'a'"),
    ],
)
def test_a_wrong_parameter_is_refused_before_anything_starts(
    notebook, tmp_path, monkeypatch, parameters, error, said
):
    monkeypatch.setattr(run, "Pool", no_kernel)
    with pytest.raises(error, match=said):
        run.run(
            [Job("a", notebook, "a.html", parameters)], tmp_path / "out", toys.render, USUAL
        )
    assert not (tmp_path / "out").exists()


def test_an_unknown_notebook_is_refused_with_the_nearest(notebook, tmp_path):
    with pytest.raises(UnknownNameError, match="did you mean one"):
        run.run(
            [toys.job(notebook.with_name("on.ipynb"))], tmp_path / "out", toys.render, USUAL
        )


def test_two_jobs_for_one_page_are_refused(notebook, tmp_path):
    twice = [Job(name, notebook, "a.html") for name in "ab"]
    with pytest.raises(InputError, match="each target once"):
        run.run(twice, tmp_path / "out", toys.render, USUAL)


def test_the_same_jobs_give_the_same_bytes_however_they_are_run(notebook, tmp_path):
    found = []
    for place, (workers, warm) in enumerate([(1, False), (3, False), (2, True)]):
        out, options = tmp_path / f"out{place}", run.Options(workers=workers, warm=warm)
        run.run(toys.jobs(notebook, "abcd"), out, toys.render, options)
        found.append(toys.written(out))
    assert len(found[0]) == 8
    assert found[0] == found[1] == found[2]


def test_an_executed_notebook_keeps_its_parameters_and_no_times(notebook, tmp_path):
    run.run([toys.job(notebook, "b")], tmp_path / "out", toys.render, USUAL)
    executed = nbformat.read(tmp_path / "out/notebooks/b.ipynb", 4)
    nbformat.validate(executed)
    assert executed.metadata.papermill.parameters == {"word": "b"}
    assert "start_time" not in json.dumps(executed)


def test_nothing_is_made_again_without_a_reason(notebook, data, tmp_path, monkeypatch):
    jobs = toys.jobs(notebook, "abc")
    run.run(jobs, tmp_path / "out", toys.render, reading(data))
    monkeypatch.setattr(run, "Pool", no_kernel)
    again = run.run(jobs, tmp_path / "out", toys.render, reading(data))
    assert (again.rendered, again.fresh) == ([], ["a", "b", "c"])


def change_data(tmp_path):
    (tmp_path / "data/b/table.csv").write_text("new")


def change_page(tmp_path):
    (tmp_path / "out/zh/b.html").write_text("by hand")


def remove_page(tmp_path):
    (tmp_path / "out/zh/b.html").unlink()


def change_notebook(tmp_path):
    toys.write_notebook(tmp_path / "one.ipynb", "word * 3")


def change_manifest(tmp_path):
    (tmp_path / "out/.manifest.json").write_text("{")


@pytest.mark.parametrize(
    ("change", "made", "reason"),
    [
        (change_data, ["b"], "data"),
        (change_page, ["b"], "not what was written"),
        (remove_page, ["b"], "not what was written"),
        (change_notebook, ["a", "b", "c"], "notebook changed"),
        (change_manifest, ["a", "b", "c"], "not made yet"),
    ],
)
def test_a_change_makes_the_pages_that_read_it_again(
    notebook, data, tmp_path, change, made, reason
):
    jobs, out, options = toys.jobs(notebook, "abc"), tmp_path / "out", reading(data)
    run.run(jobs, out, toys.render, options)
    change(tmp_path)
    reasons = run.explain(jobs, out, options)
    assert [name for name, why in reasons.items() if why] == made
    assert all(reason in why[0] for why in reasons.values() if why)
    assert run.run(jobs, out, toys.render, options).rendered == made


def test_force_makes_every_page_again(notebook, tmp_path):
    jobs = toys.jobs(notebook, "ab")
    run.run(jobs, tmp_path / "out", toys.render, USUAL)
    forced = run.run(jobs, tmp_path / "out", toys.render, run.Options(force=True))
    assert forced.rendered == ["a", "b"]


def test_a_failed_page_is_made_again_until_it_succeeds(tmp_path):
    broken = toys.write_notebook(tmp_path / "one.ipynb", "1 / 0")
    for _ in range(2):
        summary = run.run([toys.job(broken)], tmp_path / "out", toys.render, USUAL)
        assert summary.exit_status == 1
    fixed = toys.write_notebook(tmp_path / "one.ipynb", "1")
    assert run.run([toys.job(fixed)], tmp_path / "out", toys.render, USUAL).exit_status == 0


def test_pages_whose_job_is_gone_are_removed_and_foreign_files_kept(notebook, tmp_path):
    out = tmp_path / "out"
    run.run(toys.jobs(notebook, "abc"), out, toys.render, USUAL)
    (out / "zh/mine.txt").write_text("kept")
    summary = run.run(toys.jobs(notebook, "a"), out, toys.render, USUAL)
    assert set(summary.removed) == {
        "zh/b.html", "zh/c.html", "notebooks/b.ipynb", "notebooks/c.ipynb",
    }  # fmt: skip
    assert set(toys.written(out)) == {"zh/a.html", "zh/mine.txt", "notebooks/a.ipynb"}


def test_part_of_the_list_removes_nothing(notebook, tmp_path):
    run.run(toys.jobs(notebook, "abc"), tmp_path / "out", toys.render, USUAL)
    some = run.Options(prune=False)
    assert run.run(toys.jobs(notebook, "a"), tmp_path / "out", toys.render, some).removed == []
    assert (
        run.run(toys.jobs(notebook, "abc"), tmp_path / "out", toys.render, some).rendered == []
    )


@pytest.mark.parametrize("name", ["page.py", "site/page.html.j2", "site/page.py"])
def test_every_page_is_made_again_once_any_file_of_the_library_has_changed(
    name, notebook, tmp_path, monkeypatch
):
    monkeypatch.setattr(cache, "library_folder", lambda: tmp_path / "lib")
    (tmp_path / "lib/site").mkdir(parents=True)
    jobs, out = toys.jobs(notebook, "ab"), tmp_path / "out"
    run.run(jobs, out, toys.render, USUAL)
    (tmp_path / "lib" / name).write_text("1", encoding="utf-8")
    assert set(map(tuple, run.explain(jobs, out, USUAL).values())) == {("library changed",)}


def test_a_second_batch_on_a_folder_is_refused_or_waits(notebook, tmp_path, capsys):
    out = tmp_path / "out"
    with files.held(out):
        with pytest.raises(OutputError, match=f"process {os.getpid()}"):
            run.run([toys.job(notebook)], out, toys.render, USUAL)
        waiting = run.Options(wait=True)
        second = threading.Thread(
            target=run.run, args=([toys.job(notebook)], out, toys.render, waiting)
        )
        second.start()
        time.sleep(0.2)
        assert toys.written(out) == {}
    assert f"process {os.getpid()}) is writing to {out}; waiting" in capsys.readouterr().err
    second.join(60)
    assert "zh/a.html" in toys.written(out)


def test_a_notebook_changed_and_set_back_in_a_batch_fails_its_pages(
    notebook, tmp_path, monkeypatch
):
    content, settle = notebook.read_bytes(), run._settle

    def meanwhile(*given):
        notebook.write_bytes(content.replace(b"* 2", b"* 3"))
        notebook.write_bytes(content)
        settle(*given)

    monkeypatch.setattr(run, "_settle", meanwhile)
    jobs, out, last = toys.jobs(notebook, "ab"), tmp_path / "out", []
    one_by_one = run.Options(workers=1, last=lambda made: last.append(made.exit_status))
    [failure] = run.run(jobs, out, toys.render, one_by_one).failed
    assert (failure["error"], last) == ("ChangedError", [1])
    assert "one.ipynb was changed" in failure["message"]
    assert len(run.explain(jobs, out, USUAL)[failure["page"]]) == 1  # made again


def test_a_site_of_which_something_else_removes_a_page_is_not_called_good(
    notebook, tmp_path, monkeypatch
):
    jobs, out, settle = toys.jobs(notebook, "ab"), tmp_path / "out", run._settle

    def meanwhile(*given):
        shutil.rmtree(out / "zh", ignore_errors=True)
        settle(*given)

    monkeypatch.setattr(run, "_settle", meanwhile)
    last = Mock()
    with pytest.raises(OutputError, match=r"zh/.\.html is gone, 1 file.* run it again"):
        run.run(jobs, out, toys.render, run.Options(workers=1, last=last))
    last.assert_not_called()
    assert sorted(map(len, run.explain(jobs, out, USUAL).values())) == [0, 1]


def test_what_is_called_first_and_last_is_called_while_the_folder_is_held(notebook, tmp_path):
    out, called = tmp_path / "out", []

    def held(*made):
        with pytest.raises(OutputError, match="another batch"), files.held(out):
            pass
        called.append((len(made), toys.written(out).keys() > {"zh/a.html"}))

    run.run([toys.job(notebook)], out, toys.render, run.Options(first=held, last=held))
    assert called == [(0, False), (1, True)]


def test_an_output_that_is_a_file_is_refused(notebook, tmp_path):
    (tmp_path / "out").write_text("")
    with pytest.raises(OutputError, match="cannot be written"):
        run.run([toys.job(notebook)], tmp_path / "out", toys.render, USUAL)


def test_what_stands_where_a_folder_of_the_output_should_is_named(notebook, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "zh").write_text("")
    with pytest.raises(
        OutputError, match=r"a\.html cannot be written: .*/zh is a file, expected"
    ):
        run.run([toys.job(notebook)], tmp_path / "out", toys.render, USUAL)


@pytest.mark.skipif(sys.platform != "linux", reason="where even root may not write is /sys")
def test_an_output_folder_that_may_not_be_written_is_refused(notebook):
    with pytest.raises(OutputError, match="/sys/healthplans cannot be written"):
        run.run([toys.job(notebook)], Path("/sys/healthplans"), toys.render, USUAL)


@pytest.mark.parametrize("call", ["replace", "mkdir"])
def test_a_full_disk_stops_the_batch_and_leaves_no_half_file(
    notebook, tmp_path, monkeypatch, call
):
    out = tmp_path / "out"
    run.run([toys.job(notebook)], out, toys.render, USUAL)
    before = toys.written(out)
    real = getattr(Path, call)

    def full(path, *given, **named):
        if "zh" in path.parts:
            raise OSError(28, "No space left on device")
        return real(path, *given, **named)

    monkeypatch.setattr(Path, call, full)
    with pytest.raises(OutputError, match="No space left"):
        run.run([toys.job(notebook)], out, toys.render, run.Options(force=True))
    assert toys.written(out) == before
    assert not list(out.rglob(".part-*"))


def test_fewer_than_no_workers_are_refused(notebook, tmp_path):
    options = run.Options(workers=-3)
    with pytest.raises(InputError, match="pages at once"):
        run.run([toys.job(notebook)], tmp_path / "out", toys.render, options)


def test_quiet_where_there_is_no_terminal(notebook, tmp_path, capfd):
    run.run([toys.job(notebook)], tmp_path / "out", toys.render, USUAL)
    assert capfd.readouterr() == ("", "")


def test_a_summary_is_plain_data(notebook, tmp_path):
    summary = run.run([toys.job(notebook)], tmp_path / "out", toys.render, USUAL)
    assert json.loads(json.dumps(summary.as_dict()))["rendered"] == ["a"]


def test_the_hash_of_a_pages_data_follows_its_data_and_nothing_else(notebook, data):
    job = toys.job(notebook)
    reads = reading(data).reads

    def now(parameters):
        found = cache.fingerprints([toys.job(notebook, **parameters)], reads)
        return cache.inputs(found[job.name])

    before = now({})
    assert now({"other": 1}) == before
    (data / "a" / "table.csv").write_text("another")
    assert now({}) != before


def test_the_renderer_is_told_the_hash_of_the_data(notebook, data, tmp_path):
    out = tmp_path / "out"
    run.run([toys.job(notebook)], out, toys.render_inputs, reading(data))
    [page] = out.glob("zh/*.html")
    parts = cache.fingerprints([toys.job(notebook)], reading(data).reads)["a"]
    assert page.read_text() == cache.inputs(parts)


def test_files_that_go_with_a_page_are_written_and_removed_with_it(notebook, tmp_path):
    out = tmp_path / "out"
    options = run.Options(beside=toys.beside)
    run.run(toys.jobs(notebook, "ab"), out, toys.render, options)
    assert (out / "data" / "b.csv").read_bytes() == b"b"
    run.run(toys.jobs(notebook, "a"), out, toys.render, options)
    assert sorted(path.name for path in (out / "data").iterdir()) == ["a.csv"]


def test_files_beside_a_page_are_left_until_what_they_are_made_from_changes(
    notebook, data, tmp_path
):
    out = tmp_path / "out"

    def times(text="", **changed):
        (data / "a" / "table.csv").write_text(text)
        own = {"besides": lambda job: [data / "beside.txt"], "beside": toys.beside_timed}
        options = dataclasses.replace(reading(data), **own, **changed)
        summary = run.run([toys.job(notebook)], out, toys.render, options)
        assert summary.rendered == ["a"]
        return (out / "data" / "a.csv").read_text()

    (data / "beside.txt").write_text("one")
    first = times("first")
    assert times("another") == first
    assert times("a third") == first
    (data / "beside.txt").write_text("two")
    second = times("a fourth")
    assert second != first
    (out / "data" / "a.csv").write_text("spoilt")
    third = times("a fourth")
    assert third not in {first, second, "spoilt"}
    assert times("a fifth", force=True) != third


def test_a_page_whose_files_cannot_be_made_is_a_failure(notebook, tmp_path):
    out = tmp_path / "out"
    options = run.Options(beside=toys.beside_never)
    summary = run.run([toys.job(notebook)], out, toys.render, options)
    assert "no files for a" in summary.failed[0]["message"]
    assert (out / "zh" / "a.html").exists()
