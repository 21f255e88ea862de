"""What this machine can and cannot do: one page, to be pasted into a report of a fault.

It names no folder, no user and no value of a setting. Each line is found out by trying.
"""

import importlib
import locale
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from healthplans import __version__, forks
from healthplans.commands.environment import can_write, limits
from healthplans.paths import project_folder

Said = tuple[str, str]  # yes, no or note; and what there is, or what is done without it
GIB, SPACE, MEMORY = 2**30, 3, 2  # bytes; GiB below which a run may fail
LONGEST, FEW = 40, 8  # letters of a folder for sockets; packages named
# settings of the user that libraries look up; only whether they are set is told
SETTINGS = ("MATPLOTLIBRC", "MPL", "PYTHON", "PLOTLY_", "IPYTHON", "PIP_", "HEALTHPLANS_")
SCANNERS = ("rapidocr", "onnxruntime", "cv2")


def lines() -> Iterator[str]:
    """Give the page line by line: what was asked, yes, no or note, and in words."""
    yield f"healthplans {__version__}, Python {platform.python_version()}"
    for name, check in CHECKS.items():
        try:
            state, text = check()
        except Exception as error:  # the page is for machines on which something is wrong
            state, text = "no", f"cannot be found out ({_why(error)})"
        yield f"{state:>4}  {name}: {text}"


def _why(error: Exception) -> str:
    """Say what an error was without its message, which may name folders."""
    return getattr(error, "strerror", "") or type(error).__name__


def system() -> Said:
    """Say which system this is."""
    wsl = ", in WSL" if "microsoft" in platform.release().lower() else ""
    return "note", f"{platform.system()} {platform.release()} {platform.machine()}{wsl}"


def cores() -> Said:
    """Say how many cores may be used, and how busy they are."""
    return "note", f"{forks.cores()} to be used, load {os.getloadavg()[0]:.1f}"


def memory() -> Said:
    """Say how much memory is free, by the system or by a container's limit."""
    rows = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
    told = {row.partition(":")[0]: row.partition(":")[2].split()[0] for row in rows}
    free, limit = int(told["MemAvailable"]) * 1024, Path("/sys/fs/cgroup/memory.max")
    text = limit.read_text(encoding="ascii").strip() if limit.is_file() else "max"
    free = min(free, free if text == "max" else int(text))
    return _enough(free, MEMORY), f"{free / GIB:.1f} GiB free; a run needs about {MEMORY}"


def space() -> Said:
    """Say how much room the project's disk has."""
    free = shutil.disk_usage(project_folder()).free
    return _enough(free, SPACE), f"{free / GIB:.0f} GiB free; set-up needs about {SPACE}"


def _enough(free: int, needed: int) -> str:
    return "yes" if free >= needed * GIB else "no"


def user() -> Said:
    """Say whether this is the system's administrator."""
    root = getattr(os, "geteuid", lambda: 1)() == 0
    return "note", "root: `./render.sh lab` needs --allow-root" if root else "an ordinary user"


def home() -> Said:
    """Say whether settings and caches can be kept."""
    can = can_write(Path.home())
    return ("yes", "can be written") if can else ("no", "cannot: libraries start more slowly")


def temporary() -> Said:
    """Say whether the temporary folder can be written, and whether sockets fit into it."""
    if not can_write(Path(tempfile.gettempdir())):
        return "no", "cannot be written, or is full: set TMPDIR to another"
    length = len(tempfile.gettempdir())
    short = length <= LONGEST or can_write(Path("/tmp"))
    beyond = "; sockets lie in /tmp instead" if short else ": too long for sockets"
    told = f"its path has {length} letters{beyond if length > LONGEST else ''}"
    return ("yes" if short else "no"), told


def project() -> Said:
    """Say whether the project's folder can be written."""
    can = can_write(project_folder())
    return ("yes", "can be written") if can else ("no", "cannot be written: give --out")


def locks() -> Said:
    """Say whether two runs on one folder can be kept apart."""
    from fcntl import LOCK_EX, LOCK_NB, flock

    if not can_write(project_folder()):
        return "note", "cannot be tried where nothing can be written; --out is, when used"
    try:
        with tempfile.TemporaryFile(dir=project_folder()) as file:
            flock(file, LOCK_EX | LOCK_NB)
    except OSError as error:
        return "no", f"{_why(error)}: give --out a folder on a local disk"
    return "yes", "two runs on one folder are kept apart"


def fork() -> Said:
    """Say how pages are made."""
    if forks.can_fork():
        return "yes", "pages are made by forks of a prepared process"
    return "no", f"{sys.platform}: pages are made by ordinary kernels, which takes longer"


def texts() -> Said:
    """Say how texts are encoded here."""
    written = (sys.stdout.encoding or "unknown").lower()
    state = "yes" if "utf" in written or written.startswith("gb") else "no"
    where = locale.getlocale()[0] or "C"
    return state, f"output in {written}, files in {sys.getfilesystemencoding()}, {where}"


def fonts() -> Said:
    """Say whether drawings have Chinese letters."""
    from healthplans.charts.publishing import chinese_font

    return "yes", f"{chinese_font()}, delivered as a package"


def browser() -> Said:
    """Say whether pages can be printed to PDF."""
    from healthplans.errors import OutputError
    from healthplans.site.pdf import find_browser

    try:
        return "yes", f"{Path(find_browser()).name} prints PDFs"
    except OutputError:
        return "no", "no Chromium, Chrome or Edge: no PDF; print pages from your browser"


def office() -> Said:
    """Say whether .doc and .wps files can be drafted."""
    from healthplans.drafting.formats.office import program

    if program():
        return "yes", "reads .doc and .wps"
    return "no", "no LibreOffice: save such files as .docx"


def git() -> Said:
    """Say whether revisions can be compared."""
    return ("yes" if shutil.which("git") else "no"), "`changes` reads revisions by it"


def scans() -> Said:
    """Say whether scans can be drafted."""
    absent = ", ".join(name for name in SCANNERS if find_spec(name) is None)
    return ("no", f"{absent} missing: ./setup.sh --scan") if absent else ("yes", "can be read")


def packages() -> Said:
    """Compare what is installed with `requirements.lock`."""
    wanted = dict(locked((project_folder() / "requirements.lock").read_text(encoding="utf-8")))
    found = {name: _installed(name) for name in wanted}
    other = [f"{n} {found[n]} for {wanted[n]}" for n in wanted if found[n] != wanted[n]]
    told = f"{len(wanted) - len(other)} of {len(wanted)} as locked"
    rest = [f"{len(other) - FEW} more"] if len(other) > FEW else []
    return ("no" if other else "yes"), "; ".join([told, *other[:FEW], *rest])


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"


def locked(text: str) -> Iterator[Said]:
    """Give name and version of each package that a lock file wants on this machine."""
    requirements = importlib.import_module("packaging.requirements")
    for line in text.splitlines():
        if line[:1].isalnum():
            wanted = requirements.Requirement(line.rstrip(" \\"))
            if wanted.marker is None or wanted.marker.evaluate():
                yield wanted.name, str(wanted.specifier).removeprefix("==")


def hidden() -> Said:
    """Name files of the caller's folder that a library of that name could be taken for."""
    taken = sys.stdlib_module_names | {"pandas", "numpy", "yaml", "plotly"}
    found = sorted(taken & {path.stem for path in Path.cwd().glob("*.py")})
    told = f"{', '.join(found)} hide modules from `python`, not from this" if found else "none"
    return ("note" if found else "yes"), told


def settings() -> Said:
    """Name the variables that libraries look up, without their values."""
    own = [n for n, value in os.environ.items() if "healthplans-" not in value]
    return "note", ", ".join(sorted(n for n in own if n.startswith(SETTINGS))) or "none"


CHECKS: dict[str, Callable[[], Said]] = {
    "system": system,
    "user": user,
    "cores": cores,
    "memory": memory,
    "space": space,
    "limits": limits,
    "project's folder": project,
    "home": home,
    "temporary folder": temporary,
    "locks": locks,
    "fork": fork,
    "texts": texts,
    "packages": packages,
    "Chinese letters": fonts,
    "browser": browser,
    "LibreOffice": office,
    "scans": scans,
    "git": git,
    "files that hide modules": hidden,
    "settings in the environment": settings,
}
