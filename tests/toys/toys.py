"""Small notebooks for the tests of the batch, and renderers for workers."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

from healthplans.batch.jobs import Job

KERNELSPEC = {"name": "python3", "display_name": "Python 3", "language": "python"}


def write_notebook(path, *sources, parameters='word = "a"'):
    cells = [new_code_cell(parameters, id="parameters", metadata={"tags": ["parameters"]})]
    cells += [new_code_cell(source, id=f"cell-{n}") for n, source in enumerate(sources)]
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": KERNELSPEC}), path)
    return path


def job(notebook, word="a", **parameters):
    return Job(word, notebook, f"zh/{word}.html", {"word": word, **parameters}, "zh")


def jobs(notebook, words):
    return [job(notebook, word) for word in words]


def outputs(notebook):
    return [output for cell in notebook.cells for output in cell.get("outputs", [])]


def texts(notebook):
    shown = []
    for output in outputs(notebook):
        shown.append(output.get("text") or output.get("data", {}).get("text/plain") or "")
        shown[-1] = shown[-1] or f"{output.get('ename')}: {output.get('evalue')}"
    return shown


def render(job, notebook):
    return "\n".join([job.name, *texts(notebook)])


def render_inputs(job, notebook):
    return job.inputs


def beside(job):
    return {f"data/{job.name}.csv": job.name.encode()}


def beside_timed(job):
    return {f"data/{job.name}.csv": str(time.monotonic_ns()).encode()}


def beside_never(job):
    raise ValueError(f"no files for {job.name}")


def render_never(job, notebook):
    raise ValueError(f"{job.name} cannot be rendered")


def render_and_die_once(job, notebook):
    mark = Path(os.environ["TOYS_MARK"])
    if job.name == "b" and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), 9)
    return render(job, notebook)


def render_and_kill_once(job, notebook):
    """Kill the worker that has forked the page's process."""
    mark = Path(os.environ["TOYS_MARK"])
    if job.name == "b" and not mark.exists():
        mark.touch()
        os.kill(os.getppid(), 9)
        time.sleep(60)
    return render(job, notebook)


def render_and_die(job, notebook):
    if job.name == "b":
        os.kill(os.getpid(), 9)
    return render(job, notebook)


def written(out: Path):
    """Every published file of an output folder, with its bytes."""
    return {
        str(path.relative_to(out)): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


def processes() -> Iterator[tuple[int, int, str]]:
    """Number, parent and command line of every process that is not a zombie."""
    for folder in Path("/proc").iterdir():
        try:
            state, parent = (folder / "stat").read_text().rpartition(")")[2].split()[:2]
            command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except (OSError, ValueError):
            continue
        if folder.name.isdigit() and state != "Z":
            yield int(folder.name), int(parent), command


def is_running(pid):
    return any(number == pid for number, _, _ in processes())


def eventually(condition, seconds=15):
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True
