"""Accept a draft: what would be written, what checks and audit say of it, and writing it."""

import csv
import io
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from healthplans.audits import report
from healthplans.drafting.records import TEXT
from healthplans.errors import InputError, Offence, refuse
from healthplans.reading.whole import sized
from healthplans.reviewing.additions import added, offences
from healthplans.reviewing.decisions import DONE, State
from healthplans.reviewing.desk import STANDS, Desk
from healthplans.reviewing.folders import put, written
from healthplans.reviewing.settling import Settled
from healthplans.rows import Row, records
from healthplans.suites import Suite

_KEY = ("origin", "label_text", "part", "of", "end", "year", "role")
_SAID = ("value_text", "unit_text", "indicator", "kind")


@dataclass(frozen=True)
class Acceptance:
    """What would be written, and what the checks say of it.

    Attributes
    ----------
    files, codelists : mapping
        Name -> text, of the document's folder and of the data folder's codelists.
    open : tuple of str
        The rows left out because nobody, or nobody alike, decided them.
    changed : tuple of str
        The rows of which the draft says something else than when they were decided.
    """

    id: str
    files: Mapping[str, str]
    codelists: Mapping[str, str]
    review: str
    open: tuple[str, ...]
    changed: tuple[str, ...]
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
    desk.renew()
    settled = desk.settled()
    states = {key: desk.state(key, settled) for key in desk.items(settled)}
    left = tuple(k for k in desk.sheet.needed if states[k].state not in DONE)
    kept = {key: state for key, state in states.items() if state.state in STANDS}
    review = _review(desk.sheet.needed, settled, len(left))
    files = _files(desk, kept, review, partial=partial and bool(left))
    asked = desk.additions(settled)
    lists = added(data / "codelists", desk.lists, asked, desk.sheet.folder.name)
    problems = [*_untrue(desk), *offences(desk.lists, asked)]
    changed = tuple(key for key in kept if desk.changed(key, settled))
    checked = _checked(data, desk.sheet.folder.name, files, {} if problems else lists)
    return Acceptance(
        desk.sheet.folder.name,
        files,
        lists,
        review,
        left,
        changed,
        (*problems, *checked[0]),
        *checked[1:],
        replaces=(data / "documents" / desk.sheet.folder.name).exists(),
    )


def _untrue(desk: Desk) -> list[Offence]:
    """Say where the text is not the one that the draft was made of."""
    if desk.sheet.as_drafted:
        return []
    expected = "source.txt as it was drafted; draft the changed file anew"
    return [Offence("document.yaml", expected, "", "source.sha256")]


def _checked(
    data: Path, id_: str, files: Mapping[str, str], lists: Mapping[str, str]
) -> tuple[Sequence[Offence], pd.DataFrame, tuple[str, ...]]:
    """Check and audit the document where it would stand, and compare it with what does."""
    with _staged(data, id_, files, lists) as staged:
        suite = Suite(staged)
        problems = suite.problems()
        if problems:
            return problems, pd.DataFrame(), ()
        findings = report.of_documents(suite.findings(), [id_])
        old = Suite(data) if (data / "documents" / id_).exists() else None
        return [], findings, tuple(differences(old, suite, id_) if old else [])


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
    return put(data, made.id, made.files, made.codelists)


@contextmanager
def _staged(
    data: Path, id_: str, files: Mapping[str, str], lists: Mapping[str, str]
) -> Iterator[Path]:
    """Give a data folder as it would be: links to what is there, the document laid over."""
    with tempfile.TemporaryDirectory() as name:
        staged = Path(name)
        for folder in ("documents", "codelists"):
            (staged / folder).mkdir()
            for path in sorted((data / folder).glob("*")):
                if path.name not in {id_, *lists}:
                    (staged / folder / path.name).symlink_to(path.resolve())
        if (data / "corrections.csv").exists():
            (staged / "corrections.csv").symlink_to((data / "corrections.csv").resolve())
        written(staged / "documents" / id_, files)
        written(staged / "codelists", lists)
        yield staged


def _review(needed: Sequence[str], settled: Mapping[str, Settled], left: int) -> str:
    """Say who decided how many rows, such as `151 of 151 by A, 40 by B`."""
    people = [who for key in needed if key in settled for who in settled[key].reviewers]
    counts = {who: people.count(who) for who in dict.fromkeys(people)}
    ranked = sorted(counts.items(), key=lambda pair: -pair[1])
    if not ranked:
        return f"{len(needed) - left} of {len(needed)}"
    (first, most), *others = ranked
    return ", ".join(
        [f"{most} of {len(needed)} by {first}", *(f"{n} by {who}" for who, n in others)]
    )


def _files(
    desk: Desk, kept: Mapping[str, State], review: str, *, partial: bool
) -> dict[str, str]:
    about = (desk.sheet.folder / "document.yaml").read_text(encoding="utf-8")
    files = {"document.yaml": _about(about, review, partial=partial)}
    tabled = {key for key, item in desk.sheet.items.items() if item.section == "table"}
    table = [state.fields for key, state in kept.items() if key in tabled]
    text = [state.fields for key, state in kept.items() if key not in tabled]
    if table:
        header = ["row", *(name for name in desk.sheet.header if name != "row")]
        files["table.csv"] = _csv(header, table)
    if text:
        files["text.csv"] = _csv(TEXT, sorted(text, key=_place))
    return sized(files)


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


def differences(old: Suite, new: Suite, id_: str) -> list[str]:
    """Give a line for every figure that is gone (-), new (+) or says something else (~).

    `old` and `new` are the data folder as it is, and as it would be. `id_` is the document.
    """
    before, after = _figures(old, id_), _figures(new, id_)
    lines = [f"- {_told(before[key])}" for key in before if key not in after]
    for key, row in after.items():
        if key not in before:
            lines.append(f"+ {_told(row)}")
        elif _said(before[key]) != _said(row):
            lines.append(f"~ {_told(before[key])} -> {_told(row)}")
    return lines


def _figures(suite: Suite, id_: str) -> Mapping[tuple[str, ...], Row]:
    table = suite.observations(corrected=False)
    rows = records(table[table["document"] == id_])
    found: dict[tuple[str, ...], Row] = {}
    for row in rows:
        key = tuple(str(row[name]) for name in _KEY)
        times = sum(known[: len(key)] == key for known in found)
        found[(*key, str(times))] = row
    return found


def _said(row: Row) -> tuple[str, ...]:
    return tuple(str(row[name]) for name in _SAID)


def _told(row: Row) -> str:
    year = "" if str(row["year"]) == "<NA>" else f" {row['year']}"
    return (
        f"{row['label_text']}{year} {row['value_text']}{row['unit_text']} [{row['indicator']}]"
    )
