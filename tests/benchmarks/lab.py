"""The review in JupyterLab: `notebooks/review.ipynb` in a real browser, by keyboard.

JupyterLab is served on the loopback address; all cells are run, rows are decided, the page is
closed and opened anew, all cells are run again: every decision must be there. Needs
playwright and a Chromium; takes one to two minutes.

    python tests/benchmarks/lab.py drafts/370613-2021 [picture.png]
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from healthplans.paths import project_folder
from healthplans.reviewing.decisions import read_log
from healthplans.site.pdf import find_browser

TOKEN = "of-this-run-only"


def notebook(folder: Path, draft: Path) -> None:
    """Copy the notebook with its two names filled in."""
    loaded = json.loads((project_folder() / "notebooks" / "review.ipynb").read_text("utf-8"))
    for cell in loaded["cells"]:
        text = "".join(cell["source"])
        text = text.replace('draft = ""', f'draft = "{draft}"').replace(
            'who = ""', 'who = "A"'
        )
        cell["source"] = text
    (folder / "review.ipynb").write_text(json.dumps(loaded), encoding="utf-8")


def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def served(folder: Path, number: int) -> subprocess.Popen:
    own = {f"JUPYTER_{name}_DIR": str(folder / name) for name in ("CONFIG", "DATA", "RUNTIME")}
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"]
    command += ["--ip=127.0.0.1", f"--port={number}", f"--IdentityProvider.token={TOKEN}"]
    return subprocess.Popen(
        [*command, f"--ServerApp.root_dir={folder / 'notebooks'}"],
        env={**os.environ, **own},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def opened(page, number: int) -> None:
    """Open the notebook and run all of its cells, from the menu."""
    address = f"http://127.0.0.1:{number}/lab/tree/review.ipynb?token={TOKEN}&reset"
    for _ in range(120):
        try:
            page.goto(address)
            break
        except Exception:
            time.sleep(0.5)
    page.wait_for_selector(".jp-Notebook .jp-CodeCell", timeout=120_000)
    # the kernel takes no cell before it is idle
    page.get_by_text("| Idle").wait_for(timeout=120_000)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).click()
    page.wait_for_selector(".hp-review footer kbd", timeout=120_000)


def decided(page, keys: list[str]) -> int:
    """Press keys in the widget, each once the one before is done; give what is decided."""
    page.locator(".hp-review .list tr.now").click()
    for key in keys:
        turns = page.evaluate("document.querySelector('.hp-review').dataset.turns || '0'")
        page.keyboard.press(key)
        page.wait_for_function(
            "n => (document.querySelector('.hp-review').dataset.turns || '0') !== n", arg=turns
        )
    return page.evaluate("document.querySelector('.hp-review progress').value")


def main(given: Path, picture: Path | None = None) -> None:
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder, number, begun = Path(name), port(), time.perf_counter()
        (folder / "notebooks").mkdir()
        draft = Path(shutil.copytree(given, folder / "drafts" / given.name))
        notebook(folder / "notebooks", draft)
        lab = served(folder, number)
        try:
            browser = playwright.chromium.launch(
                executable_path=find_browser(), args=["--no-sandbox"]
            )
            page = browser.new_page(viewport={"width": 1500, "height": 1000})
            opened(page, number)
            cells = page.locator(".jp-Notebook .jp-Cell").count()
            assert decided(page, ["Enter", "Enter", "r", "u", "Enter"]) == 3
            left = page.locator(".jp-Notebook .jp-Cell").count()
            assert left == cells, "no key left the widget"
            if picture:
                page.locator(".hp-review").scroll_into_view_if_needed()
                page.screenshot(path=picture)
            page.close()
            page = browser.new_page(viewport={"width": 1500, "height": 1000})
            opened(page, number)
            assert decided(page, ["Enter"]) == 4, "a reload and a new run lose nothing"
            browser.close()
        finally:
            lab.terminate()
            lab.wait()
        log, broken = read_log(draft)
        told = f"{len(log)} decisions, {len(broken)} broken lines"
        sys.stdout.write(f"{told}, {time.perf_counter() - begun:.0f} s\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(Path, sys.argv[2:]))
