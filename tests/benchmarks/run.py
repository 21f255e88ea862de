"""`python tests/benchmarks/run.py`: the speed of loading and of the batch, in one run.

Ratios are between two things measured in the same run on the same machine. `--pages` is how
many pages the loop of plain commands and the batch both make, `--plans` how many synthetic
plans are loaded, `--national` how many district pages are made from them.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from functools import cache
from pathlib import Path

HERE = Path(__file__).resolve()
LIBRARY = HERE.parents[2] / "lib"
sys.path[:0] = [str(LIBRARY), str(HERE.parents[1] / "toys"), str(HERE.parent)]
os.environ["PYTHONPATH"] = os.pathsep.join(sys.path[:3])

import toys  # noqa: E402  the path above comes first
from papermill import execute_notebook  # noqa: E402

from healthplans import synthetic  # noqa: E402
from healthplans.batch import run  # noqa: E402
from healthplans.batch.jobs import Job  # noqa: E402
from healthplans.kernels import KERNEL  # noqa: E402
from healthplans.kernels.managers import PromptManager  # noqa: E402

REPORT = (
    "import healthplans\nimport plotly.express as px\n"
    "table = healthplans.observations()\n"
    "shown = table[(table.district == word) & (table.kind == 'exact')].head(20)\n"
    "shown[['label_text', 'year', 'value_text']]",
    "px.bar(shown.dropna(subset='value'), x='value', y='label_text', title=word)",
    "px.scatter(shown.dropna(subset='value'), x='year', y='value', color='indicator')",
)
LOAD = """
import json, resource, time
started = time.perf_counter()
from healthplans import measures, suite
table = suite.observations()
resolved = measures.resolve(table)
compared = measures.compare(resolved, 2025)
covered = measures.coverage(table)
print(json.dumps({"rows": len(table), "seconds": time.perf_counter() - started,
    "MiB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
"""


def render(job, notebook):
    return _exporter().from_notebook_node(notebook)[0]


@cache
def _exporter():
    from nbconvert import HTMLExporter

    return HTMLExporter(template_name="basic")


def say(what, value):
    print(f"{what:<66} {value}", flush=True)  # noqa: T201  the figures are what it is for


def machine():
    lines = Path("/proc/meminfo").read_text().split() if Path("/proc/meminfo").exists() else []
    memory = f"{int(lines[1]) / 2**20:.0f} GiB, " if lines else ""
    say("machine", f"{os.cpu_count()} cores, {memory}Python {platform.python_version()}")


def listed(notebook, codes):
    return [
        Job(f"district-{code}", notebook, f"{code}.html", {"word": code}) for code in codes
    ]


def loop(folder, notebook, codes):
    """What analysts do today: two commands for each page."""
    started = time.perf_counter()
    for code in codes:
        page = folder / f"{code}.ipynb"
        papermill = [sys.executable, "-m", "papermill", notebook, page, "-r", "word", code]
        nbconvert = [sys.executable, "-m", "nbconvert", "--to", "html", page]
        for command in (papermill, nbconvert):
            subprocess.run(command, check=True, capture_output=True, cwd=folder)
    return (time.perf_counter() - started) / len(codes)


def timed(jobs, out, **options):
    started = time.perf_counter()
    summary = run.run(jobs, out, render, run.Options(**options))
    assert not summary.failed, summary.failed[:2]
    return time.perf_counter() - started, summary


def one_page(notebook, code):
    """A warm page's time, and its cells' own, best of five."""
    pairs = []
    for _ in range(6):
        started = time.perf_counter()
        done = execute_notebook(
            str(notebook), None, {"word": code}, kernel_name=KERNEL, progress_bar=False,
            kernel_manager_class=PromptManager, shutdown_kernel="immediate",
        )  # fmt: skip
        whole = time.perf_counter() - started
        own = sum(cell.metadata.papermill.duration for cell in done.cells)
        pairs.append((whole, own))
    return min(pairs[1:])


def watched(jobs, out):
    """Make many pages, and note the memory of all processes of the batch as it goes on."""
    code = (
        "import sys, run, pathlib, json\n"
        "jobs = run.listed(pathlib.Path(sys.argv[1]), json.loads(sys.argv[3]))\n"
        "if __name__ == '__main__': run.timed(jobs, pathlib.Path(sys.argv[2]))"
    )
    script = out.parent / "national.py"
    script.write_text(code)
    codes = json.dumps([job.parameters["word"] for job in jobs])
    started = time.perf_counter()
    batch = subprocess.Popen([sys.executable, script, jobs[0].notebook, out, codes])
    sizes = []
    while batch.poll() is None:
        time.sleep(2)
        sizes.append(_memory(batch.pid))
    assert batch.returncode == 0
    return time.perf_counter() - started, [size for size in sizes if size]


def _memory(top):
    """MiB of a process and all below it, pages shared by forks counted once."""
    family, found = {top}, list(toys.processes())
    for _ in range(4):
        family |= {number for number, parent, _ in found if parent in family}
    total = 0
    for number in family:
        try:
            rollup = Path(f"/proc/{number}/smaps_rollup").read_text()
        except OSError:
            continue
        total += int(rollup.split("Pss:")[1].split()[0])
    return total // 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=3)
    parser.add_argument("--plans", type=int, default=synthetic.DIVISIONS)
    parser.add_argument("--national", type=int, default=300)
    chosen = parser.parse_args()
    machine()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        notebook = toys.write_notebook(folder / "district.ipynb", *REPORT)
        real = ["340102", "341302", "370613", "440507", "510904"]
        small(folder, notebook, real, chosen.pages)
        national(folder, notebook, chosen.plans, chosen.national)


def small(folder, notebook, codes, pages):
    plain = loop(folder, notebook, (codes * pages)[:pages])
    say("loop of papermill and nbconvert, seconds a page", f"{plain:.2f}")
    jobs = [
        Job(f"{code}-{turn}", notebook, f"{turn}/{code}.html", {"word": code})
        for turn in range(20)
        for code in codes
    ]
    seconds, _ = timed(jobs, folder / "out")
    say(
        f"batch of {len(jobs)} pages, start included, seconds a page",
        f"{seconds / len(jobs):.3f}",
    )
    say("  times as fast as the loop", f"{plain * len(jobs) / seconds:.0f}")
    whole, own = one_page(notebook, codes[0])
    say("warm page, seconds; cells alone; ratio", f"{whole:.3f}; {own:.3f}; {whole / own:.2f}")
    seconds, _ = timed(jobs, folder / "out")
    say("the same batch, nothing changed, seconds", f"{seconds:.2f}")


def national(folder, notebook, plans, pages):
    synthetic.write_plans(folder / "data", plans)
    os.environ["HEALTHPLANS_DATA"] = str(folder / "data")
    told = subprocess.run(
        [sys.executable, "-c", LOAD], check=True, capture_output=True, text=True
    )
    load = json.loads(told.stdout)
    say(
        f"load, harmonize, measure {plans} synthetic plans ({load['rows']} rows)",
        f"{load['seconds']:.1f} s, {load['MiB']:.0f} MiB",
    )
    codes = [str(synthetic.FIRST_CODE + place) for place in range(min(pages, plans))]
    seconds, sizes = watched(listed(notebook, codes), folder / "national")
    say(
        f"{len(codes)} district pages, start included",
        f"{seconds:.0f} s, {len(codes) / seconds:.1f}/s",
    )
    quarter = max(1, len(sizes) // 4)
    shown = [sizes[min(place * quarter, len(sizes) - 1)] for place in range(1, 5)]
    say("  memory of all its processes over time, MiB", " ".join(map(str, shown)))
    change(folder, notebook, codes)


def change(folder, notebook, codes):
    def reads(job):
        return [folder / "data" / "plans" / f"{job.parameters['word']}-2021"]

    jobs, out = listed(notebook, codes[:50]), folder / "changed"
    timed(jobs, out, reads=reads)
    table = folder / "data" / "plans" / f"{codes[7]}-2021" / "table.csv"
    table.write_text(table.read_text(encoding="utf-8") + "", encoding="utf-8")
    lines = table.read_text(encoding="utf-8").splitlines(keepends=True)
    table.write_text("".join(lines[:-1]), encoding="utf-8")
    seconds, summary = timed(jobs, out, reads=reads)
    say(
        "after a change in one plan: pages made, seconds",
        f"{len(summary.rendered)}, {seconds:.1f}",
    )


if __name__ == "__main__":
    main()
