"""Write a draft's folder: all of its files or none, and nothing of anybody else's."""

import csv
import io
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from healthplans.drafting.names import LEDGER, OTHERS, REVIEW, TEXT
from healthplans.drafting.records import (
    ledger_rows,
    other_rows,
    review_rows,
    table_columns,
    table_rows,
    text_rows,
)
from healthplans.drafting.transcription import Transcription
from healthplans.errors import OutputError

__all__ = ["FILES", "contents", "write_folder"]

FILES = (
    *("document.yaml", "table.csv", "text.csv", "review.csv", "ledger.csv"),
    *("other_tables.csv", "source.txt", "fields.csv"),
)
# what a review adds to a draft's folder; a newer draft leaves it there
_REVIEW = ("decisions.csv",)
_ABOUT, _FROM = "document.yaml", "original: "


def contents(draft: Transcription, about: str) -> dict[str, str]:
    """Give a draft's files by name."""
    tables = _csv(OTHERS, other_rows(draft))
    return {
        "document.yaml": about,
        "table.csv": _csv(table_columns(draft), table_rows(draft)),
        "text.csv": _csv(TEXT, text_rows(draft)),
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
