"""`python tests/benchmarks/run.py`: the speed of loading and of the batch, in one run.

Ratios are between two things measured in the same run on the same machine. `--pages` is how
many pages the loop of plain commands and the batch both make, `--plans` how many synthetic
plans are loaded, `--national` how many district pages are made from them.
"""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve()
LIBRARY = HERE.parents[2] / "lib"
sys.path[:0] = [str(LIBRARY), str(HERE.parents[1]), str(HERE.parents[1] / "toys")]
os.environ["PYTHONPATH"] = os.pathsep.join(sys.path[:3])

import synthetic  # noqa: E402  the path above comes first
import toys  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

from healthplans.batch.server import UNTHREADED  # noqa: E402
from healthplans.errors import OutputError  # noqa: E402
from healthplans.paths import data_folder, project_folder  # noqa: E402
from healthplans.site import catalogue  # noqa: E402
from healthplans.site.pdf import find_browser  # noqa: E402

LOAD = """
import json, time
started = time.perf_counter()
from healthplans import suite
rows = len(suite.observations())
suite.comparison(), suite.assess()
found = len(suite.findings())
print(json.dumps({"rows": rows, "found": found, "seconds": time.perf_counter() - started}))
"""
NATIONAL = """
import pathlib, sys
from healthplans.batch.server import here
if __name__ == "__main__":
    here("healthplans.site.preload")
    from healthplans.site import render
    from healthplans.site.catalogue import pages
    every = pages(["zh"])
    chosen = [p for p in every if p.notebook == "district"][: int(sys.argv[2])]
    options = render.options(complete=True)
    summary = render.render(chosen, every, pathlib.Path(sys.argv[1]), options)
    sys.exit(summary.exit_status)
"""


ONE = """
import functools, json, multiprocessing, pathlib, sys, time
import healthplans.site.preload
from healthplans.batch import fork, page
from healthplans.batch.jobs import Job, Limits
page.tidied = lambda notebook: notebook  # it would take the times out
job = Job("page", pathlib.Path(sys.argv[1]), "page.html", json.loads(sys.argv[2]))
held, pairs = multiprocessing.Pipe(), []
for _ in range(8):
    started = time.perf_counter()
    work = functools.partial(page.execute, job, Limits(), None)
    one = fork.Fork(work, Limits(), held)
    assert one.follow() is None
    whole, (notebook, failure) = time.perf_counter() - started, one.result
    assert failure is None, failure
    cells = [cell.metadata.papermill.duration or 0 for cell in notebook.cells]
    pairs.append((whole, sum(cells)))
print(json.dumps(pairs))
"""


def say(what, value):
    print(f"{what:<66} {value}", flush=True)  # noqa: T201  the figures are what it is for


def machine():
    lines = Path("/proc/meminfo").read_text().split() if Path("/proc/meminfo").exists() else []
    memory = f"{int(lines[1]) / 2**20:.0f} GiB, " if lines else ""
    say("machine", f"{os.cpu_count()} cores, {memory}Python {platform.python_version()}")


def loop(folder, pages):
    """What analysts do today: two commands for each page."""
    started = time.perf_counter()
    for page in pages:
        executed = folder / f"{page.lang}-{page.name}.ipynb"
        papermill = [sys.executable, "-m", "papermill", page.source, executed]
        papermill += [word for pair in page.values.items() for word in ("-r", *pair)]
        nbconvert = [sys.executable, "-m", "nbconvert", "--to", "html", executed]
        for command in (papermill, nbconvert):
            subprocess.run(command, check=True, capture_output=True, cwd=folder)
    return (time.perf_counter() - started) / len(pages)


def timed(out):
    """Seconds of the whole command, and what it says it has done."""
    command = [sys.executable, "-m", "healthplans", "render", "--out", out, "--json"]
    started = time.perf_counter()
    told = subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - started, json.loads(told.stdout)["rendered"]


def one_page(page):
    """A forked page's time until its cells are done, and the cells' own: median of seven."""
    command = [sys.executable, "-c", ONE, page.source, json.dumps(page.values)]
    environment = {**os.environ, **UNTHREADED}
    told = subprocess.run(command, check=True, capture_output=True, env=environment)
    return sorted(json.loads(told.stdout)[1:])[3]


def watched(command, pause):
    """Give what a command prints, its seconds, and the memory of all its processes over time.

    To look takes long itself, as it walks the page tables of all: `pause` seconds lie between.
    """
    started, sizes = time.perf_counter(), []
    with tempfile.TemporaryFile() as said:
        running = subprocess.Popen([sys.executable, *command], stdout=said)
        while running.poll() is None:
            time.sleep(pause)
            sizes.append(_memory(running.pid))
        assert running.returncode == 0
        said.seek(0)
        told = said.read()
    return told, time.perf_counter() - started, [size for size in sizes if size]


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


def opened(path, asked):
    """Seconds until the search of an index opened from its file shows what was asked for."""
    with sync_playwright() as playwright:
        options = {"executable_path": find_browser(), "args": ["--no-sandbox"]}
        with playwright.chromium.launch(**options) as browser:
            page = browser.new_page()
            started = time.perf_counter()
            page.goto(path.as_uri())
            page.fill("#search", asked)
            page.wait_for_selector(".search li a")
            return time.perf_counter() - started


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=3)
    parser.add_argument("--plans", type=int, default=synthetic.DIVISIONS)
    parser.add_argument("--national", type=int, default=300)
    chosen = parser.parse_args()
    machine()
    with tempfile.TemporaryDirectory() as name:
        site(Path(name), chosen.pages)
        national(Path(name), chosen.plans, chosen.national)


def site(folder, sample):
    # a copy, one cell of which is changed later; its codelists are the project's
    shutil.copytree(data_folder() / "documents", folder / "data" / "documents")
    shutil.copy(data_folder() / "corrections.csv", folder / "data")
    os.environ["HEALTHPLANS_DATA"] = str(folder / "data")
    every = catalogue.pages()
    step = len(every) // sample
    plain = loop(folder, every[step // 2 :: step][:sample])
    say(f"loop of papermill and nbconvert, {sample} pages, seconds a page", f"{plain:.2f}")
    seconds, _ = timed(folder / "out")
    say(f"the site of {len(every)} pages, start included, seconds", f"{seconds:.1f}")
    say("  times as fast as the loop", f"{plain * len(every) / seconds:.0f}")
    whole, own = one_page(next(page for page in every if page.notebook == "district"))
    say(
        "warm page, seconds; its cells alone; ratio",
        f"{whole:.2f}; {own:.2f}; {whole / own:.2f}",
    )
    looked_at(folder)


def looked_at(folder):
    """A change and the look at it, as multiples of what the import of pandas takes."""
    imports = min(_seconds([sys.executable, "-c", "import pandas"]) for _ in range(5))
    say("`import pandas`, seconds", f"{imports:.2f}")
    script = project_folder() / "render.sh"
    if (project_folder() / ".venv" / ".project-installed").exists():
        seconds = min(_seconds([script, "--out", folder / "out"]) for _ in range(5))
        say("./render.sh, nothing changed, seconds; ratio", _ratio(seconds, imports))
    else:  # it would set up an environment first
        seconds = min(timed(folder / "out")[0] for _ in range(5))
        say("nothing changed, without ./setup.sh, seconds; ratio", _ratio(seconds, imports))
    table = folder / "data" / "documents" / "340102-2021" / "table.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("80.2", "80.3", 1), "utf-8")
    seconds, made = timed(folder / "out")
    what = f"one cell of one plan changed: {len(made)} pages made, seconds; ratio"
    say(what, _ratio(seconds, imports))


def _ratio(seconds, unit):
    return f"{seconds:.1f}; {seconds / unit:.1f}"


def _seconds(command):
    started = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - started


def national(folder, plans, count):
    synthetic.write_plans(folder / "synthetic", plans)
    os.environ["HEALTHPLANS_DATA"] = str(folder / "synthetic")
    told, _, sizes = watched(["-c", LOAD], 0.5)
    load = json.loads(told)
    what = f"load, harmonize, measure, audit {plans} plans ({load['rows']} figures)"
    say(what, f"{load['seconds']:.1f} s, up to {max(sizes)} MiB")
    script = folder / "national.py"
    script.write_text(NATIONAL)
    _, seconds, sizes = watched([script, folder / "national", str(count)], 10)
    say(f"{count} of their pages, start included", f"{seconds:.0f} s, {count / seconds:.2f}/s")
    index = folder / "national" / "index.html"
    asked = f"{synthetic.FIRST_CODE + plans - 1}"
    what = f"index of {plans} districts, {index.stat().st_size / 1e6:.2f} MB, until it answers"
    try:
        say(what, f"{opened(index, asked):.2f} s")
    except OutputError as missing:
        say(what, f"not measured: {missing}")
    shown = [sizes[min(len(sizes) * part // 8, len(sizes) - 1)] for part in range(1, 9)]
    say("  memory of all its processes over time, MiB", " ".join(map(str, shown)))


if __name__ == "__main__":
    main()
