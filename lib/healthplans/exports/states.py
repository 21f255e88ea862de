"""One state of the figures: a published folder, a data folder, or a revision in git."""

import io
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from healthplans.errors import InputError, Offence, last_line
from healthplans.paths import project_folder
from healthplans.suites import Suite
from healthplans.whole_files import decoded, read_whole

_SCRIPT = """
import sys
from pathlib import Path
from healthplans.site.tables import as_csv, published
for name, table in published().items():
    Path(sys.argv[1], f"{name}.csv").write_bytes(as_csv(table))
"""
# what a release called a column that has another name now
_RENAMED = {"plan": "document", "district": "area", "district_name": "area_name"}
_SIDES = ("level", "target")
_NEEDED = ("observation_id", "document", "locator")
_FATAL = re.compile(r"^fatal: (.*)", re.MULTILINE)  # what git says, advice may follow


@dataclass(frozen=True)
class State:
    """The figures of one state, as text; `corrected` are the ids of those read otherwise."""

    figures: pd.DataFrame
    corrected: frozenset[str]


def state(name: str) -> State:
    """Give the figures of a published folder, a data folder or a revision.

    Parameters
    ----------
    name : str
        A folder with `observations.csv` (such as `out/data`), one with `documents/`, or what
        git calls a revision of the project: its own code then reads its own data.

    Raises
    ------
    InputError
        If it is none of these, or its figures cannot be read.
    """
    folder = Path(name)
    if read := _reader(folder):
        return read(folder)
    confirm(name)
    return _revision(name)


def confirm(name: str) -> None:
    """Refuse what cannot have figures, as `state` does, before anything is read."""
    folder = Path(name)
    if not folder.is_dir():
        _archive(name)
    elif not _reader(folder):
        raise _no_state(name, "a folder without observations.csv and without documents/")


def _reader(folder: Path) -> Callable[[Path], State] | None:
    if (folder / "observations.csv").is_file():
        return _published
    return _data if (folder / "documents").is_dir() else None


def _no_state(name: str, found: str) -> InputError:
    expected = "a published folder, a data folder or a revision in git"
    return InputError([Offence(name, expected, text=found)])


def _published(folder: Path) -> State:
    figures, measures = _texts(folder / "observations.csv"), folder / "measures.csv"
    if missing := [name for name in _NEEDED if name not in figures]:
        raise _no_table(folder / "observations.csv", f"no column {', '.join(missing)}")
    corrected = _flagged(_texts(measures)) if measures.is_file() else frozenset()
    return State(figures, corrected)


def _texts(path: Path) -> pd.DataFrame:
    text = decoded(read_whole(path, str(path)), str(path))
    try:
        table = pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False)
    except ValueError as error:  # it is empty, or no CSV
        raise _no_table(path, str(error)) from error
    return table.rename(columns=_RENAMED)


def _no_table(path: Path, found: str) -> InputError:
    return InputError([Offence(str(path), "a table as the site gives it away", text=found)])


def _flagged(measures: pd.DataFrame) -> frozenset[str]:
    """Give the ids of the figures that a declared correction changed."""
    sides = [side for side in _SIDES if f"{side}_corrected" in measures]
    found = [measures.loc[measures[f"{s}_corrected"] == "True", f"{s}_id"] for s in sides]
    return frozenset(id_ for ids in found for id_ in ids)


def _data(folder: Path) -> State:
    read = Suite(folder)
    table = read.observations()
    keys = zip(table["document"], table["origin"], table["locator"], strict=True)
    declared = set(read.corrections())
    places = pd.Series([key in declared for key in keys], table.index)
    text = table.to_csv(index=False)
    figures = pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False)
    return State(figures, frozenset(table.loc[places, "observation_id"]))


def _revision(name: str) -> State:
    with tempfile.TemporaryDirectory() as top:
        _extract(name, Path(top))
        out = Path(top, "published")
        out.mkdir()
        environment = {
            **os.environ,
            "PYTHONPATH": str(Path(top, "lib")),
            "HEALTHPLANS_DATA": str(Path(top, "data")),
        }
        made = subprocess.run(
            [sys.executable, "-c", _SCRIPT, str(out)],
            capture_output=True,
            text=True,
            check=False,
            env=environment,
        )
        if made.returncode:
            reason = last_line(made.stderr)
            raise _no_state(name, f"figures that its own code cannot read: {reason}")
        return _published(out)


def _archive(name: str) -> bytes:
    command = ["git", "archive", "--format=tar", name, "lib", "data"]
    if not shutil.which("git"):
        raise _no_state(name, "no folder, and no git on the PATH that could know it")
    packed = subprocess.run(command, capture_output=True, check=False, cwd=project_folder())
    if packed.returncode:
        said = packed.stderr.decode(errors="replace")
        reasons = _FATAL.findall(said) or [last_line(said, "no reason")]
        raise _no_state(name, reasons[0])
    return packed.stdout


def _extract(name: str, top: Path) -> None:
    with tarfile.open(fileobj=io.BytesIO(_archive(name))) as archive:
        archive.extractall(top, filter="data")
