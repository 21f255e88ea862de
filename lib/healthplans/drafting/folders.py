"""A draft's folder: what its files say, written all or none, and nothing of anybody else's."""

import csv
import hashlib
import io
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from healthplans import __version__
from healthplans.drafting.records import (
    LEDGER,
    OTHERS,
    REVIEW,
    TEXT,
    ledger_rows,
    other_rows,
    review_rows,
    table_columns,
    table_rows,
    text_rows,
)
from healthplans.drafting.transcription import Transcription
from healthplans.errors import OutputError
from healthplans.paths import project_folder
from healthplans.whole_files import readable

FILES = (
    *("document.yaml", "table.csv", "text.csv", "review.csv", "ledger.csv"),
    *("other_tables.csv", "source.txt", "fields.csv"),
)
_FIGURES = {"table.csv", "text.csv"}
# what a review adds to a draft's folder; a newer draft leaves it there
_REVIEW = ("decisions.csv",)
_ABOUT, _FROM = "document.yaml", "original: "


def drafts_folder() -> Path:
    """Give the folder of the drafts: `drafts` of the checkout."""
    return project_folder() / "drafts"


def contents(draft: Transcription, about: str) -> dict[str, str]:
    """Give a draft's files by name; of what it has no rows of, as data has, no file."""
    tables = _csv(OTHERS, other_rows(draft))
    figures = {
        "table.csv": (table_columns(draft), [*table_rows(draft)]),
        "text.csv": (TEXT, [*text_rows(draft)]),
    }
    return {
        "document.yaml": about,
        **{name: _csv(*printed) for name, printed in figures.items() if printed[1]},
        "review.csv": _csv(REVIEW, review_rows(draft)),
        "ledger.csv": _csv(LEDGER, ledger_rows(draft)),
        "other_tables.csv": tables,
        "source.txt": draft.document.text,
    }


def _csv(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> str:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def write_folder(folder: Path, files: Mapping[str, str]) -> Path:
    """Write files into a folder: first beside it, then moved in one by one.

    Raises
    ------
    OutputError
        Where the folder holds anything else than a draft, or the draft of another file, or
        cannot be written.
    """
    strangers = _strangers(folder)
    if strangers:
        told = ", ".join(strangers[:5])
        raise OutputError(f"{folder} is not a draft's folder: it holds {told}")
    _refuse_other(folder, files[_ABOUT])
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    except OSError as error:
        raise OutputError(f"{folder.parent} cannot be written: {error.strerror}") from error
    try:
        _move(beside, folder, files)
    except OSError as error:
        raise OutputError(f"{folder} cannot be written: {error.strerror}") from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return folder


def _strangers(folder: Path) -> list[str]:
    if not folder.exists():
        return []
    if not folder.is_dir():
        return ["a file"]
    return sorted({path.name for path in folder.iterdir()} - {*FILES, *_REVIEW})


def _refuse_other(folder: Path, about: str) -> None:
    """Refuse to write over the draft of another file, or over what was typed in by hand."""
    path = folder / _ABOUT
    there = path.read_text(encoding="utf-8") if path.is_file() else about
    if _original(there) != _original(about):
        of = _original(there) or "another file"
        told = "move that folder away, or give another with --out"
        raise OutputError(f"{folder} is the draft of {of}: {told}")


def _original(about: str) -> str:
    lines = (line.strip() for line in about.splitlines())
    return next((line[len(_FROM) :] for line in lines if line.startswith(_FROM)), "")


def _move(beside: Path, folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        (beside / name).write_text(text, encoding="utf-8", newline="\n")
    folder.mkdir(exist_ok=True)
    try:  # of two files of one plan that are drafted at once, one is first
        with (folder / _ABOUT).open("x", encoding="utf-8", newline="\n") as about:
            about.write(files[_ABOUT])
    except FileExistsError:
        _refuse_other(folder, files[_ABOUT])
    for name in files:
        (beside / name).replace(folder / name)
    for name in _FIGURES - files.keys():  # of an earlier draft that had such rows
        (folder / name).unlink(missing_ok=True)


_SAID = ("issuer", "number", "approved", "published", "status")


def identity(area: str, kind: str, first: int | None, stem: str) -> str:
    """Give a draft's id: area and first year, with the kind where it is no plan.

    Where the area or the year is not known, the file's name stands for it, as far as a
    document may be called so.
    """
    if not area or first is None:
        return readable(stem).strip(" -.") or "draft"
    return f"{area}-{first}" if kind == "plan" else f"{area}-{kind}-{first}"


def about_text(
    draft: Transcription, area: str, kind: str, year: int | None, original: bytes
) -> str:
    """Write `document.yaml` as text; a comment names the line that says it."""
    said = draft.own.said
    lines = [
        _line("area", area, "not found in the text" if not area else ""),
        _line("kind", kind),
        _line("title", *_of(said.get("title"))),
    ]
    lines += _years(draft, kind, year)
    lines += [_line(key, *_of(said[key])) for key in _SAID if key in said]
    lines += list(_source(draft, original))
    lines += list(_table(draft))
    lines.append(_line("review", "draft"))
    return "\n".join(lines) + "\n"


def _years(draft: Transcription, kind: str, year: int | None) -> list[str]:
    if kind != "plan":
        return [_line("year", year if year else "", "" if year else "not found in the text")]
    period = draft.period
    if period.first is None:
        return [_line("period", [], "not found in the text")]
    place = _of(draft.own.said.get("period"))[1]
    levels = sorted(
        {
            c.year
            for x in draft.lines
            for c in x.row.columns
            if c.year and c.year < period.first
        }
    )
    base = [_line("base_year", levels[-1], "a column of the table")] if levels else []
    return [_line("period", [period.first, period.last], place), *base]


def _of(said: Any) -> tuple[Any, str]:
    return ("", "not found in the text") if said is None else (said.text, f"line {said.line}")


def _line(key: str, value: Any, place: str = "") -> str:
    dumped = yaml.safe_dump(value, allow_unicode=True, default_flow_style=True, width=10_000)
    text = dumped.removesuffix("...\n").strip()
    return f"{key}: {text}" + (f"  # {place}" if place else "")


def _source(draft: Transcription, original: bytes) -> Iterator[str]:
    text = draft.document.text.encode("utf-8")
    yield "source:"
    yield _line("  file", "source.txt")
    yield _line("  sha256", hashlib.sha256(text).hexdigest())
    yield _line("  original", draft.document.name)
    yield _line("  original_sha256", hashlib.sha256(original).hexdigest())
    how = ", ".join([draft.document.format, *draft.document.notes])
    yield _line("  converted", f"healthplans {__version__} ({how})")


def _table(draft: Transcription) -> Iterator[str]:
    tables = list({id(line.table): line.table for line in draft.lines}.values())
    if tables:
        numbers = [cell.number for cell in tables[0].cells if cell.number]
        yield "table:"
        yield _line("  title", tables[0].title)
        if numbers:
            yield _line("  lines", [min(numbers), max(numbers)])
