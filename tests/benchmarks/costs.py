"""What a draft costs: time and memory of a plan of sixty pages, size of what is installed.

The long plan is 340102's prose printed again and again around its table; each file is drafted
in a process of its own, whose peak memory the system tells.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from html import escape, unescape
from importlib import metadata
from pathlib import Path

HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parents[2] / "lib"), str(HERE.parent)]

PAGES = 60
BUDGET = {".docx": "5 s", ".html": "5 s", ".txt": "5 s", ".pdf": "20 s", ".jpg": "10 s a page"}
SIZE = 31_000  # characters of prose on sixty pages of A4 at 16 points
STYLE = "@page { size: A4; margin: 30mm 26mm } body { font: 16pt/1.75 serif }"


def long_page() -> str:
    """Give a plan of sixty pages as a page."""
    from held_out import FOLDER, PLANS, plan_files
    from three_rules import table_rows

    from healthplans.drafting.reading import read_file

    texts = [p.text for p in read_file(dict(plan_files())[PLANS[0]])[0].paragraphs]
    times = SIZE // sum(map(len, texts)) + 1
    prose = (texts * times)[: SIZE * len(texts) // sum(map(len, texts))]
    lines = "".join(f"<p>{escape(text)}</p>" for text in prose)
    style = "border='1' style='border-collapse:collapse'"
    table = f"<table {style}>{table_rows(FOLDER / PLANS[0])}</table>"
    return f"<!doctype html><meta charset='utf-8'><style>{STYLE}</style>{lines}{table}"


def long_plans(room: Path) -> list[Path]:
    """Write the long plan in four forms."""
    from three_rules import by_browser

    page = room / "plan.html"
    page.write_text(long_page(), encoding="utf-8")
    by_browser(page, room / "plan.pdf")
    command = ["soffice", f"-env:UserInstallation=file://{room}/profile", "--headless"]
    command += ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(room), str(page)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    paragraphs = re.findall("<p>(.*?)</p>", page.read_text(encoding="utf-8"))
    (room / "plan.txt").write_text(
        "\n".join(unescape(text).strip() for text in paragraphs), encoding="utf-8"
    )
    return [room / f"plan{suffix}" for suffix in (".docx", ".html", ".txt", ".pdf")]


def count(path: Path) -> int:
    """Count the pages of a PDF."""
    import pdfplumber

    with pdfplumber.open(path) as pdf:
        return len(pdf.pages)


def costs(forms: Path) -> list[str]:
    """Give a line a form: pages, seconds, peak memory, the bound."""
    lines = ["| form | pages | CPU s | peak MB | bound |", "|---|---|---|---|---|"]
    with tempfile.TemporaryDirectory() as name:
        room = Path(name)
        shutil.copy(forms / "340102_0.jpg", room / "plan.jpg")
        files = [*long_plans(room), room / "plan.jpg"]
        printed = count(room / "plan.pdf")
        for path in files:
            command = [sys.executable, str(HERE), str(path)]
            made = subprocess.run(command, check=True, capture_output=True, text=True)
            told = json.loads(made.stdout.splitlines()[-1])
            pages = 1 if path.suffix == ".jpg" else printed
            lines.append(
                f"| {path.suffix[1:]} | {pages} | {told['seconds']:.1f} | {told['megabytes']} "
                f"| {BUDGET[path.suffix]} |"
            )
    return lines


def drafted(path: Path) -> None:
    """Draft one file and print its cost."""
    from healthplans.drafting.drafts import Options, draft_one
    from healthplans.drafting.known import known

    everything = known()
    begun = time.process_time()
    with tempfile.TemporaryDirectory() as out:
        outcome = draft_one(path, Options(Path(out), area="340102", year=2021), everything)
    seconds = time.process_time() - begun
    # of this program alone: what `getrusage` tells counts the process that started it
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    peak = int(re.search(r"VmHWM:\s*(\d+)", status)[1]) // 1024
    if outcome.problem:
        raise SystemExit(outcome.problem)
    print(json.dumps({"seconds": seconds, "megabytes": peak}))  # noqa: T201


def needed(name: str, extra: str = "") -> set[str]:
    """Give the installed packages that a package (with an extra) needs, itself left out."""
    found: set[str] = set()
    open_ = [(name, extra)]
    while open_:
        package, wanted = open_.pop()
        for line in metadata.requires(package) or []:
            told = re.match(r"([\w.-]+)(?:\[([\w,]+)\])?[^;]*(?:;(.*))?", line)
            own, extras, marker = told[1].lower().replace("_", "-"), told[2], told[3] or ""
            asked = re.search(r"extra == ['\"](\w+)", marker)
            if (asked and asked[1] != wanted) or own in found or not _here(own):
                continue
            found.add(own)
            open_.append((own, extras or ""))
    return found


def _here(name: str) -> bool:
    try:
        metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return False
    return True


def sizes() -> list[str]:
    """Give a line an extra: the packages that it adds, and their megabytes."""
    lines = ["| extra | packages | MB |", "|---|---|---|"]
    base = needed("healthplans")
    for extra in ("draft", "scan"):
        added = sorted(needed("healthplans", extra) - base)
        size = sum(
            file.locate().stat().st_size
            for name in added
            for file in metadata.files(name) or []
            if file.locate().is_file()
        )
        lines.append(f"| {extra} | {', '.join(added)} | {size / 1e6:.0f} |")
    return lines


if __name__ == "__main__":
    drafted(Path(sys.argv[1]))
