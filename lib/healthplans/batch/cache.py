"""What need not be made again: a page is fresh if nothing it was made from has changed.

`.manifest.json` in the output folder holds, for each page, the SHA-256 of everything it was
made from, part by part, and of the files that were written. Only pages without a failure are
in it, so a failed page is made again.
"""

import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from healthplans.batch.jobs import Job, Result
from healthplans.paths import (
    LENIENT,
    data_folder,
    is_lenient,
    library_folder,
    project_data,
    project_folder,
    state,
)
from healthplans.writing import write

NAME, FORMAT = ".manifest.json", 1
DATA = "data "  # begins the name of a part that is data
# The packages that decide what a page looks like.
PACKAGES = """healthplans ipykernel ipython matplotlib nbconvert numpy pandas papermill plotly
    pyarrow scipy seaborn"""

# Names what a page is made from: files, folders, or the content of a part by its name.
Reads = Callable[[Job], Iterable[Path | tuple[str, bytes]]]
Parts = Mapping[str, str]


@dataclass
class Manifest:
    """What stands in the output folder and what it was made from; page name -> entry."""

    out: Path
    parts: dict[str, dict[str, str]] = field(default_factory=dict)
    files: dict[str, dict[str, str]] = field(default_factory=dict)
    beside: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, out: Path) -> "Manifest":
        """Read a folder's manifest; an absent or unreadable one says that nothing is fresh."""
        try:
            loaded = json.loads((out / NAME).read_text(encoding="utf-8"))
            if loaded["format"] == FORMAT:
                return cls(out, loaded["parts"], loaded["files"], loaded.get("beside", {}))
        except (OSError, ValueError, KeyError, TypeError):
            pass
        return cls(out)

    def save(self) -> None:
        """Write it, at once or not at all."""
        content = {"parts": self.parts, "files": self.files, "beside": self.beside}
        content |= {"format": FORMAT}
        text = json.dumps(content, ensure_ascii=False, sort_keys=True, indent=0)
        write(self.out / NAME, text.encode())

    def why(self, name: str, parts: Parts) -> list[str]:
        """Say why a page must be made; nothing if it is fresh."""
        if name not in self.parts:
            return ["not made yet, or failed"]
        old, files = self.parts[name], self.files[name].items()
        return [
            *(
                f"{part} changed"
                for part in parts
                if old.get(part, parts[part]) != parts[part]
            ),
            *(f"{part} is new" for part in parts if part not in old),
            *(f"{part} is gone" for part in old if part not in parts),
            *(
                f"{name} is not what was written"
                for name, digest in files
                if _file_hash(self.out / name) != digest
            ),
        ]

    def left(self, job: Job, own: Iterable[str]) -> dict[str, str]:
        """Give the files beside a page, which are not its `own`, if they are as made anew."""
        if job.name not in self.parts or self.beside.get(job.name) != job.beside:
            return {}
        files = {f: h for f, h in self.files[job.name].items() if f not in {*own}}
        return files if all(_file_hash(self.out / f) == h for f, h in files.items()) else {}

    def note(self, result: Result, parts: Parts) -> None:
        """Take a page in that was made, or out if it failed."""
        name = result.job.name
        made = {file: _hash(data) for file, data in result.files.items()}
        self.files[name] = {**result.job.left, **made}
        self.parts[name], self.beside[name] = dict(parts), result.job.beside
        if result.failure:
            del self.parts[name]

    def drop(self, kept: Iterable[str]) -> list[str]:
        """Forget all pages but these and give the files that belonged to the others only."""
        names = set(kept)
        wanted = {file for name in names for file in self.files.get(name, {})}
        gone = {name: self.files.pop(name) for name in {*self.files} - names}
        for name in gone:
            self.parts.pop(name, None)
            self.beside.pop(name, None)
        return sorted({file for files in gone.values() for file in files} - wanted)


def fingerprints(jobs: Iterable[Job], reads: Reads) -> dict[str, dict[str, str]]:
    """Give the SHA-256 of everything each page is made from, by what it is.

    Parameters
    ----------
    jobs : iterable of Job
    reads : callable
        Gives the data files and folders of a job.

    Returns
    -------
    dict
        Page name -> part -> hash.
    """
    hashed = cache(_path_hash)  # once for all: what changes meanwhile is for the next run
    common = {"versions": _versions(), "library": hashed(library_folder())}
    return {job.name: {**common, **_own(job, reads, hashed)} for job in jobs}


def inputs(parts: Parts) -> str:
    """Give one hash for all data among the parts of a page."""
    return whole({part: digest for part, digest in parts.items() if part.startswith(DATA)})


def whole(parts: Parts) -> str:
    """Give one hash for all parts."""
    return _hash("".join(f"{part} {parts[part]}\n" for part in sorted(parts)).encode())


def installation() -> dict[str, str]:
    """Give what must be the same on every machine that makes pages of one batch."""
    data = _path_hash(data_folder()) + _path_hash(project_data())
    return {
        "library": _path_hash(library_folder()),
        "data": data,
        "versions": _versions(),
        f"value of {LENIENT}": str(is_lenient()),
    }


def _own(job: Job, reads: Reads, hashed: Callable[[Path], str]) -> dict[str, str]:
    settings = json.dumps([dict(job.parameters), job.lang, job.target])
    parts = {"notebook": hashed(job.notebook), "parameters": _hash(settings.encode())}
    for read in reads(job):
        if isinstance(read, Path):
            parts[f"{DATA}{_shown(read)}"] = hashed(read)
        else:
            parts[f"{DATA}{read[0]}"] = _hash(read[1])
    return parts


@cache
def _versions() -> str:
    """Give one hash for Python, the lock file, and the versions that are really installed."""
    found = [sys.version.split()[0], _file_hash(project_folder() / "requirements.lock")]
    for package in PACKAGES.split():
        try:
            found.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            found.append(f"{package} none")
    return _hash("\n".join(found).encode())


def _path_hash(path: Path) -> str:
    if not path.is_dir():
        return _file_hash(path)
    found = (file for file in path.rglob("*") if file.suffix != ".pyc")
    files = sorted(file for file in found if file.is_file())
    return _hash(
        "".join(f"{file.relative_to(path)} {_file_hash(file)}\n" for file in files).encode()
    )


def _file_hash(path: Path) -> str:
    try:
        marks = state(path)
    except OSError:
        return "none"
    return _known_hash(path, marks)


@cache
def _known_hash(path: Path, marks: tuple[int, ...]) -> str:
    return _hash(path.read_bytes())


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _shown(path: Path) -> str:
    bases = (data_folder(), project_folder(), Path.cwd())
    base = next((base for base in bases if path.is_relative_to(base)), None)
    return (path.relative_to(base) if base else path).as_posix()
