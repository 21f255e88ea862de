"""The whole way of a file, walked in real programs: draft, review, accept, check, render.

A scripted reviewer at a real browser knows the transcription of the plan that was made by
hand, and decides row by row as it says. In the middle the page is reloaded, a second window
decides a row, and the command is killed. Needs playwright, a Chromium and the plan's text.

    python tests/benchmarks/walk.py plan.docx 370613-2021 source.txt [folder for pictures]
"""

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from itertools import combinations
from pathlib import Path

from playwright.sync_api import sync_playwright

from healthplans.paths import project_folder
from healthplans.reviewing.desk import Desk
from healthplans.reviewing.proofs import Prover
from healthplans.site.pdf import find_browser
from healthplans.texts import fold
from healthplans.vocabulary.codelists import read_codelists

FIVE = project_folder() / "tests" / "fixtures" / "five-plans" / "documents"
PICKED = ("label", "scope", "of", "unit", "shared", "value", "compared", "year_text")
TYPED = ("claim", "year", "role", "base_year")
SAID = (
    *("indicator", "year", "role", "kind", "comparator", "value", "part", "of", "end"),
    *("change", "change_unit", "base_year"),
)
COMMAND = [sys.executable, "-m", "healthplans"]


def say(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


class Gold:
    """The hand-made rows of a plan, found by the place of their value."""

    def __init__(self, id_: str, source: Path, draft: Path) -> None:
        drafted = [fold(x) for x in (draft / "source.txt").read_text("utf-8").split("\n")]
        was = [fold(x) for x in source.read_text("utf-8").split("\n")]
        with (FIVE / id_ / "text.csv").open(encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        self.rows = []
        for row in rows:
            line = was[int(row["paragraph"]) - 1]
            place = next((n for n, text in enumerate(drafted, 1) if text == line), 0)
            self.rows.append({**dict.fromkeys(TYPED, ""), **row, "paragraph": str(place)})
        lists = read_codelists()
        self.desk = Desk(draft, lists, "gold")
        self.prover = Prover(self.desk.sheet, lists)
        self.used: set[int] = set()

    def of(self, row: dict) -> dict | None:
        """Give the hand-made row whose value overlaps most."""
        fields, best, most = row["fields"], None, 0
        for place, gold in enumerate(self.rows):
            if gold["paragraph"] != fields["paragraph"]:
                continue
            start = max(int(gold["start"]), int(fields["start"]))
            over = min(int(gold["end"]), int(fields["end"])) - start
            if over > most and place not in self.used:
                best, most = place, over
        if best is None:
            return None
        self.used.add(best)
        return self.rows[best]

    def same(self, row: dict, gold: dict) -> bool:
        """Whether a row would be published as the hand-made one is."""
        item = self.desk.sheet.item(row["key"])
        return self.read(item, row["fields"]) == self.read(item, gold)

    def read(self, item, fields: dict) -> list[tuple]:
        found = self.prover.proof(item, fields)
        said = [tuple(str(getattr(one, name)) for name in SAID) for one in found.figures]
        return said if not any(code == "problem" for code, _ in found.warnings) else []

    def mended(self, row: dict, gold: dict) -> list[str]:
        """Give the fewest columns, taken from the hand-made row, that make it the same."""
        names = [n for n in (*PICKED, *TYPED) if (row["fields"].get(n) or "") != gold[n]]
        code = {"indicator": gold["indicator"]}
        item = self.desk.sheet.item(row["key"])
        wanted = self.read(item, gold)
        for size in range(4):
            for some in combinations(names, size):
                taken = {name: gold[name] for name in some}
                place = {n: gold[n] for n in ("start", "end")} if "value" in some else {}
                fields = {**row["fields"], **code, **taken, **place}
                if self.read(item, fields) == wanted:
                    # the label stands where another indicator is meant
                    named = row["fields"].get("indicator") != gold["indicator"]
                    more = ["label"] if named and "label" in names else []
                    return [*dict.fromkeys((*some, *more))]
        return names


class Reviewer:
    """Looks at one row after the other and presses keys; counts what is pressed."""

    def __init__(self, folder: Path, gold: Gold, shots: Path | None) -> None:
        self.folder, self.gold, self.shots = folder, gold, shots
        self.counts: Counter = Counter()
        self.kinds: Counter = Counter()
        self.mends: list[list[str]] = []

    def start(self, browser) -> None:
        command = [*COMMAND, "review", str(self.folder), "--by", "A", "--no-open"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self.address = self.process.stdout.readline().strip()
        self.page = self.window(browser)

    def window(self, browser):
        page = browser.new_page(viewport={"width": 1360, "height": 860})
        page.on("pageerror", lambda error: say("page:", error))
        page.goto(self.address)
        page.wait_for_selector("footer kbd")
        return page

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.page.close()

    def state(self) -> dict:
        token = self.address.split("#")[1]
        script = "t => fetch('/overview', {headers: {'X-Token': t}}).then(a => a.json())"
        return self.page.evaluate(script, token)

    def done(self) -> int:
        return self.page.evaluate("document.querySelector('progress').value")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.counts["keys"] += 1
            self.page.keyboard.press(key)

    def settled(self, key: str) -> bool:
        """Press a key, wait until it is done, and say whether the log grew."""
        log = self.folder / "decisions.csv"
        before = log.stat().st_size if log.exists() else 0
        turns = self.page.evaluate("document.getElementById('review').dataset.turns || 0")
        self.press(key)
        script = "n => (document.getElementById('review').dataset.turns || 0) != n"
        self.page.wait_for_function(script, arg=turns, timeout=120_000)
        return log.exists() and log.stat().st_size > before

    def now(self) -> str:
        return self.page.evaluate("document.querySelector('tr.now')?.dataset.key || ''")

    def table(self) -> None:
        """Accept the sure rows of the table column by column, and look at the rest."""
        while True:
            rows = {r["key"]: r for r in self.state()["rows"]}
            now = rows.get(self.now())
            if now is None or now["section"] != "table":
                return
            if not self.settled("A") and not self.settled("Enter"):
                self.settled("r")

    def prose(self, stop: int) -> None:
        """Decide row by row as the hand-made transcription says, until so many are done."""
        while self.done() < stop:
            rows = {r["key"]: r for r in self.state()["rows"]}
            row = rows.get(self.now())
            if row is None:
                return
            self.row(row)

    def row(self, row: dict) -> None:
        gold = self.gold.of(row)
        unread = any(code == "problem" for code, _ in row["warnings"])
        if gold is None:
            self.kinds["rejected"] += self.settled("r")
            return
        coded = row["fields"].get("indicator", "") == gold["indicator"]
        same = coded and self.gold.same(row, gold)
        wrong = [] if same else self.gold.mended(row, gold)
        codes = [one["code"] for one in row["codes"]]
        if not wrong and coded and not unread and self.settled("Enter"):
            self.kinds["accepted"] += 1
            return
        if not wrong and gold["indicator"] in codes:
            place = str(codes.index(gold["indicator"]) + 1)
            if self.settled(place):
                self.kinds["indicator chosen"] += 1
                return
        self.edit(row, gold, wrong, coded=coded)

    def edit(self, row: dict, gold: dict, wrong: list[str], *, coded: bool):
        self.settled("t" if row["section"] == "number" else "e")
        self.page.wait_for_selector("form")
        self.mends.append([row["key"], *wrong, *([] if coded else ["indicator"])])
        for name in wrong:
            # a text is selected in the source: one gesture; a year is typed
            self.counts["picks" if name in PICKED else "keys"] += (
                1 if name in PICKED else len(gold[name])
            )
            self.page.locator(f"#hp-{name}").fill(gold.get(name) or "")
        # a label that surely means one indicator brings it along
        self.page.wait_for_timeout(1500)
        if self.page.locator("#hp-code").inner_text() != gold["indicator"]:
            self.page.locator("#hp-search").fill(gold["indicator"])
            self.page.wait_for_selector("[role=option][aria-selected=true]")
            self.page.keyboard.press("Enter")
            self.counts["keys"] += 5  # four letters find an indicator, Enter takes it
            self.page.wait_for_timeout(60)
        self.page.locator("button.first").focus()
        if self.settled("Enter"):
            self.kinds["edited"] += 1
            return
        self.kinds["refused: " + self.page.inner_text("header .error")[:60]] += 1
        self.settled("Escape")
        self.settled("r")
        self.kinds["rejected after all"] += 1

    def shot(self, name: str) -> None:
        if self.shots:
            self.shots.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=self.shots / f"{name}.png")


def run(*arguments: str, **environment: str) -> str:
    done = subprocess.run(
        [*COMMAND, *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    say(*arguments[:2], "->", done.returncode, (done.stdout + done.stderr)[-300:].strip())
    return done.stdout


def review(browser, folder: Path, gold: Gold, shots: Path | None) -> dict:
    begun = time.perf_counter()
    reviewer = Reviewer(folder, gold, shots)
    reviewer.start(browser)
    reviewer.shot("begun")
    reviewer.table()
    tabled, keys = reviewer.done(), reviewer.counts["keys"]
    needed = reviewer.state()["progress"]["needed"]
    reviewer.prose(tabled + 10)
    reviewer.page.reload()
    reviewer.page.wait_for_selector("footer kbd")
    assert reviewer.done() == tabled + 10, "a reload loses nothing"
    second = reviewer.window(browser)
    second.keyboard.press("r")
    second.wait_for_timeout(500)
    reviewer.page.keyboard.press("Enter")
    reviewer.page.wait_for_selector("header .error:not(:empty)")
    reviewer.shot("second window")
    second.keyboard.press("u")
    second.wait_for_timeout(500)
    second.close()
    reviewer.page.reload()
    reviewer.page.wait_for_selector("footer kbd")
    reviewer.prose(tabled + 20)
    reviewer.kill()
    reviewer.start(browser)
    assert reviewer.done() == tabled + 20, "a kill loses nothing"
    reviewer.prose(needed)
    reviewer.shot("complete")
    progress = reviewer.state()["progress"]
    reviewer.kill()
    return {
        "rows": needed,
        "rows of the table": tabled,
        "keys in the table": keys,
        **reviewer.counts,
        "keys and picks a row": round(sum(reviewer.counts.values()) / needed, 2),
        "seconds": round(time.perf_counter() - begun),
        "progress": progress,
        "prose": dict(reviewer.kinds),
        "mended": dict(Counter(name for row in reviewer.mends for name in row[1:])),
        "hand-made rows without a row": len(gold.rows) - len(gold.used),
    }


def main(file: Path, id_: str, source: Path, shots: Path | None = None) -> None:
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        work, data = Path(name), Path(name) / "data"
        shutil.copytree(project_folder() / "data" / "documents", data / "documents")
        shutil.copy(project_folder() / "data" / "corrections.csv", data)
        shutil.rmtree(data / "documents" / id_, ignore_errors=True)
        os.environ["HEALTHPLANS_DATA"] = str(data)
        area, year = id_.split("-")[:2]
        run("draft", str(file), "--area", area, "--year", year, "--out", str(work / "drafts"))
        folder = work / "drafts" / id_
        browser = playwright.chromium.launch(
            executable_path=find_browser(), args=["--no-sandbox"]
        )
        told = review(browser, folder, Gold(id_, source, folder), shots)
        run("accept", str(folder), "--folder", str(data), "--by", "A")
        run("check", str(data))
        run("render", "--district", area, "--out", str(work / "out"))
        pages = sorted((work / "out").rglob(f"*{area}*.html"))
        for page in pages:
            shown = browser.new_page(viewport={"width": 1280, "height": 900})
            shown.goto(page.as_uri())
            told[page.name] = f"{told['rows']} of {told['rows']} by A" in shown.content()
            if shots:
                shown.screenshot(path=shots / f"{page.stem}.png", full_page=True)
        browser.close()
    say(json.dumps(told, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]), *map(Path, sys.argv[4:]))
