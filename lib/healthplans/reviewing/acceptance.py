"""Accept a draft: its rows become `documents/<id>` in one step, or nothing changes."""

import csv
import io
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from healthplans.audits import report
from healthplans.drafting.names import TEXT
from healthplans.errors import InputError, Offence, OutputError, refuse
from healthplans.reviewing.decisions import State
from healthplans.reviewing.desk import Desk
from healthplans.reviewing.differences import differences
from healthplans.reviewing.proofs import ALIAS
from healthplans.suites import Suite

__all__ = ["Acceptance", "accept", "prepare"]

_STANDS = ("accepted", "edited")
_LABELS = ("label", "indicator", "source", "reviewer", "date")


@dataclass(frozen=True)
class Acceptance:
    """What would be written, and what the checks say of it.

    `open` counts the rows left out because nobody, or nobody alike, decided them.
    """

    id: str
    files: Mapping[str, str]
    labels: str
    review: str
    open: tuple[str, ...]
    problems: tuple[Offence, ...]
    findings: pd.DataFrame
    differences: tuple[str, ...]
    replaces: bool


def prepare(desk: Desk, data: Path, *, partial: bool = False) -> Acceptance:
    """Work out what acceptance would write, and check and audit it beside all documents.

    Parameters
    ----------
    desk : Desk
        The review, with everybody's decisions.
    data : Path
        The data folder that holds `documents`.
    partial : bool
        Leave out the rows that are open, and say so in the document.
    """
    id_ = desk.sheet.folder.name
    settled = desk.settled()
    states = {key: desk.state(key, settled) for key in desk.sheet.items}
    left = tuple(k for k in desk.sheet.needed if states[k].state in {"open", "disputed"})
    kept = {key: state for key, state in states.items() if state.state in _STANDS}
    review = _review(desk, len(left))
    files = _files(desk, kept, review, partial=partial and bool(left))
    labels = _labels(desk, kept, data / "codelists" / "labels.csv")
    with _staged(data, id_, files, labels) as staged:
        suite = Suite(staged)
        problems = suite.problems()
        findings = pd.DataFrame() if problems else report.of_documents(suite.findings(), [id_])
        old = Suite(data) if (data / "documents" / id_).exists() else None
        told = differences(old, None if problems else suite, id_) if old else []
    said = (tuple(problems), findings, tuple(told))
    return Acceptance(id_, files, labels, review, left, *said, replaces=old is not None)


def accept(made: Acceptance, data: Path, *, partial: bool = False) -> Path:
    """Write a prepared document: the whole folder in one step, or nothing.

    Raises
    ------
    InputError
        Where the checks found a problem, or rows are open and `partial` is not asked for.
    OutputError
        Where the folder cannot be written; all is then as before.
    """
    refuse(made.problems)
    if made.open and not partial:
        raise InputError(
            Offence("decisions.csv", "a decision, or --partial", row) for row in made.open
        )
    target = data / "documents" / made.id
    try:
        _put(made, target, data / "codelists" / "labels.csv")
    except OSError as error:
        raise OutputError(f"{target} cannot be written: {error.strerror}") from error
    return target


def _put(made: Acceptance, target: Path, labels: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    # outside `documents`, where every folder is read as a document
    beside = Path(tempfile.mkdtemp(prefix=".accepting-", dir=target.parent.parent))
    old, new = beside / "old", beside / "new"
    try:
        _write(new, made.files)
        if target.exists():
            target.rename(old)
        try:
            new.rename(target)
            if made.labels:
                _replaced(labels, made.labels)
        except OSError:
            shutil.rmtree(target, ignore_errors=True)
            if old.exists():
                old.rename(target)
            raise
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _write(folder: Path, files: Mapping[str, str]) -> None:
    folder.mkdir()
    for name, text in files.items():
        with (folder / name).open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())


def _replaced(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(text, encoding="utf-8", newline="\n")
    beside.replace(path)


@contextmanager
def _staged(data: Path, id_: str, files: Mapping[str, str], labels: str) -> Iterator[Path]:
    """Give a data folder as it would be: links to what is there, the document laid over."""
    with tempfile.TemporaryDirectory() as name:
        staged = Path(name)
        for folder in ("documents", "codelists"):
            (staged / folder).mkdir()
            for path in sorted((data / folder).glob("*")):
                if path.name != id_:
                    (staged / folder / path.name).symlink_to(path.resolve())
        if (data / "corrections.csv").exists():
            (staged / "corrections.csv").symlink_to((data / "corrections.csv").resolve())
        _write(staged / "documents" / id_, files)
        if labels:
            (staged / "codelists" / "labels.csv").unlink(missing_ok=True)
            (staged / "codelists" / "labels.csv").write_text(labels, encoding="utf-8")
        yield staged


def _review(desk: Desk, left: int) -> str:
    """Say who decided how many rows, such as `151 of 151 by A, 40 by B`."""
    needed, settled = desk.sheet.needed, desk.settled()
    people = [who for key in needed if key in settled for who in settled[key].reviewers]
    counts = {who: people.count(who) for who in dict.fromkeys(people)}
    ranked = sorted(counts.items(), key=lambda pair: -pair[1])
    said = [f"{len(needed) - left} of {len(needed)}"]
    said += [f"by {ranked[0][0]}"] if len(ranked) == 1 else []
    if len(ranked) > 1:
        said = [f"{ranked[0][1]} of {len(needed)} by {ranked[0][0]}"]
        return ", ".join([*said, *(f"{n} by {who}" for who, n in ranked[1:])])
    return " ".join(said)


def _files(
    desk: Desk, kept: Mapping[str, State], review: str, *, partial: bool
) -> dict[str, str]:
    about = (desk.sheet.folder / "document.yaml").read_text(encoding="utf-8")
    files = {"document.yaml": _about(about, review, partial=partial)}
    items = desk.sheet.items
    table = [s.fields for key, s in kept.items() if items[key].section == "table"]
    text = [s.fields for key, s in kept.items() if items[key].section != "table"]
    if table:
        header = ["row", *(name for name in desk.sheet.header if name != "row")]
        files["table.csv"] = _csv(header, table)
    if text:
        files["text.csv"] = _csv(TEXT, sorted(text, key=_place))
    return files


def _about(text: str, review: str, *, partial: bool) -> str:
    """Write who reviewed it into `document.yaml`; all other lines stay as they are."""
    lines = [x for x in text.splitlines() if not re.match(r"(review|partial)\s*:", x)]
    lines.append(f'review: "{review.replace(chr(92), "").replace(chr(34), "")}"')
    lines += ["partial: true"] if partial else []
    return "\n".join(lines) + "\n"


def _place(fields: Mapping[str, str]) -> tuple[int, int]:
    paragraph, start = (fields.get(name, "") or "0" for name in ("paragraph", "start"))
    return int(paragraph), int(start)


def _csv(columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> str:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, "", "ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows({**row, "row": str(n)} for n, row in enumerate(rows, 1))
    return text.getvalue()


def _labels(desk: Desk, kept: Mapping[str, State], path: Path) -> str:
    """Give `labels.csv` with the aliases that reviewers declared; blank where none is new."""
    added = {s.fields["label"]: s.fields[ALIAS] for s in kept.values() if s.fields.get(ALIAS)}
    known = set(desk.lists.aliases)
    source, day = desk.sheet.folder.name, datetime.now(UTC).date().isoformat()
    rows = [[x, code, source, desk.who, day] for x, code in added.items() if x not in known]
    if not rows:
        return ""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    before = path.read_text(encoding="utf-8") if path.exists() else ",".join(_LABELS) + "\n"
    return before + ("" if before.endswith("\n") else "\n") + text.getvalue()
