"""A page as PDF, printed by an installed browser of the Chromium family."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from healthplans.errors import OutputError, last_line
from healthplans.writing import PART

_NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
_SECONDS = 120


def find_browser() -> str:
    """Give the browser to print with: `HEALTHPLANS_BROWSER`, else the first one installed.

    Raises
    ------
    OutputError
        If there is none.
    """
    named = os.environ.get("HEALTHPLANS_BROWSER")
    found = next(filter(None, map(shutil.which, [named] if named else _NAMES)), None)
    if found is None:
        raise OutputError(
            "a PDF needs Chromium, Chrome or Edge: none was found; install one, or name it in "
            "HEALTHPLANS_BROWSER, or print the page from your browser"
        )
    return found


def write_pdf(page: Path, target: Path) -> Path:
    """Print a rendered page to a PDF (A4, from the page's print stylesheet).

    Raises
    ------
    OutputError
        If the page is not rendered, no browser is installed, or printing fails.
    """
    if not page.is_file():
        raise OutputError(f"{page}: not rendered yet")
    browser = find_browser()
    target.parent.mkdir(parents=True, exist_ok=True)
    # beside it, as a browser may have a folder for temporary files of its own
    part = target.with_name(f"{PART}{target.name}")
    try:
        with tempfile.TemporaryDirectory() as profile:
            result = _print(browser, page, part, profile)
        if not part.is_file():
            raise OutputError(f"{target}: not printed: {last_line(result.stderr)}")
        return part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _print(
    browser: str, page: Path, target: Path, profile: str
) -> subprocess.CompletedProcess[str]:
    # a container's root user cannot have the sandbox; anybody else keeps it
    sandbox = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    command = [
        browser,
        "--headless",
        "--disable-gpu",
        *sandbox,
        f"--user-data-dir={profile}",
        "--no-pdf-header-footer",
        "--virtual-time-budget=10000",
        f"--print-to-pdf={target.resolve()}",
        page.resolve().as_uri(),
    ]
    try:
        return subprocess.run(
            command, capture_output=True, text=True, timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise OutputError(f"{target}: not printed: {error}") from error
