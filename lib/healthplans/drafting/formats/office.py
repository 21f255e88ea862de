"""Old Word and WPS files, RTF and OpenDocument: LibreOffice makes a .docx or .xlsx of them.

It runs with a profile of its own that is thrown away, with macros off and links unloaded, and
is stopped after a minute with all it started.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from healthplans.drafting.document import Document
from healthplans.drafting.formats.docx import read as read_docx
from healthplans.drafting.formats.sheets import read_xlsx
from healthplans.drafting.refusals import Unreadable

_SECONDS = 60
_PROGRAMS = ("soffice", "libreoffice")
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
)
_SETTING = (
    '<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" oor:op="fuse">'
    "<value>{value}</value></prop></item>"
)
_SETTINGS = [
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Writer/Content/Update", "Link", "0"),
    ("Calc/Content/Update", "Link", "2"),
]
_PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?><oor:items '
    'xmlns:oor="http://openoffice.org/2001/registry" '
    'xmlns:xs="http://www.w3.org/2001/XMLSchema" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{items}</oor:items>'
)


def program() -> str | None:
    """Give the path of LibreOffice; None where it is not installed."""
    named = [shutil.which(name) for name in _PROGRAMS]
    placed = [place for place in _PLACES if Path(place).is_file()]
    return next((found for found in [*named, *placed] if found), None)


def read(data: bytes, name: str, *, sheet: bool = False) -> Document:
    """Read the bytes of a file that LibreOffice understands.

    Raises
    ------
    Unreadable
        Where LibreOffice is not installed, takes too long or cannot read the file.
    """
    found = program()
    if found is None:
        expected = "LibreOffice for this format; install it, or save the file as .docx"
        raise Unreadable(name, expected, "no soffice on the path")
    suffix = Path(name).suffix or ".doc"
    with tempfile.TemporaryDirectory(
        prefix="healthplans-", ignore_cleanup_errors=True
    ) as where:
        made = _converted(found, data, suffix, "xlsx" if sheet else "docx", Path(where))
        if made is None:
            expected = "a file without a password that LibreOffice opens; save it as .docx"
            raise Unreadable(
                name, expected, f"LibreOffice made nothing of it ({_SECONDS} s at most)"
            )
        document = read_xlsx(made, name) if sheet else read_docx(made, name)
    note = "converted by LibreOffice"
    return Document(
        name, suffix.lstrip("."), document.blocks, document.lines, (*document.notes, note)
    )


def _converted(found: str, data: bytes, suffix: str, target: str, where: Path) -> bytes | None:
    source = where / f"source{suffix}"
    source.write_bytes(data)
    profile = where / "profile"
    (profile / "user").mkdir(parents=True)
    settings = (_SETTING.format(path=p, name=n, value=v) for p, n, v in _SETTINGS)
    text = _PROFILE.format(items="".join(settings))
    (profile / "user" / "registrymodifications.xcu").write_text(text, encoding="utf-8")
    out = where / "out"
    command = [
        *(found, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"),
        *("--convert-to", target, "--outdir", str(out), str(source)),
    ]
    _run(command, where)
    made = out / f"source.{target}"
    return made.read_bytes() if made.is_file() else None


def _run(command: list[str], where: Path) -> None:
    """Run a program in a process group of its own and end all of it at the time limit."""
    quiet = subprocess.DEVNULL
    environment = {**os.environ, "HOME": str(where), "TMPDIR": str(where)}
    with subprocess.Popen(
        command,
        stdin=quiet,
        stdout=quiet,
        stderr=quiet,
        cwd=where,
        env=environment,
        start_new_session=True,
    ) as process:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_SECONDS)
        if process.poll() is None:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
