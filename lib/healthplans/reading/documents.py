"""Load the printed figures of published plans, verbatim, with where each one stands.

A plan is a folder `data/plans/<district code>-<first year>` with `plan.yaml` (the document),
`table.csv` (its indicator table) and, where transcribed, `text.csv` (the figures of its
prose). Nothing is interpreted here; a file that cannot be read stops the load, and the
error names every offender at once.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from healthplans.errors import InputError, Offence
from healthplans.paths import data_folder, source_folder
from healthplans.reading.printed import Printed, read_table, read_text

__all__ = ["Document", "Plan", "read_plan", "read_plans"]


class Source(BaseModel):
    """The text conversion that was transcribed: its name and SHA-256."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    file: str
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")


class Table(BaseModel):
    """The indicator table: its printed title and its lines in the text conversion."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    lines: tuple[int, int]


class Document(BaseModel):
    """What `plan.yaml` says of a published plan; blank where the document does not say."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    district: str
    title: str
    title_en: str
    issuer: str
    issuer_en: str
    number: str
    approved: str
    published: str
    status: Literal["issued", "undated", "consultation_draft", "decision_draft", "synthetic"]
    period: tuple[int, int]
    base_year: int
    source: Source
    table: Table

    @property
    def is_draft(self) -> bool:
        """Whether the text is a draft put out for consultation or decision."""
        return self.status.endswith("_draft")


@dataclass(frozen=True)
class Plan:
    """One published plan: its document and every printed figure, in document order."""

    code: str
    document: Document
    figures: tuple[Printed, ...]


def read_plans(folder: Path | None = None) -> list[Plan]:
    """Read every plan below a folder, by default the project's `data/plans`.

    Raises
    ------
    InputError
        Naming every file, row and column of every plan that cannot be read.
    """
    root = folder or data_folder() / "plans"
    folders = sorted(path for path in root.iterdir() if path.is_dir()) if root.is_dir() else []
    if not folders:
        raise InputError([Offence(str(root), "at least one folder <district code>-<year>")])
    plans: list[Plan] = []
    offences: list[Offence] = []
    for path in folders:
        try:
            plans.append(read_plan(path))
        except InputError as error:
            offences += error.offences
    if offences:
        raise InputError(offences)
    return plans


def read_plan(folder: Path) -> Plan:
    """Read one plan folder; see `read_plans`."""
    offences: list[Offence] = []
    document = _read(offences, _read_document, folder)
    table = _read(offences, read_table, folder / "table.csv") or []
    has_text = (folder / "text.csv").exists()
    text = (_read(offences, read_text, folder / "text.csv") or []) if has_text else []
    if offences or document is None:
        raise InputError(offences)
    return Plan(folder.name, document, (*table, *text))


def _read(offences: list[Offence], read: Any, path: Path) -> Any:
    """Read, or note why not and go on, so that all offenders are named together."""
    try:
        return read(path)
    except InputError as error:
        offences += error.offences
        return None


def _read_document(folder: Path) -> Document:
    path = folder / "plan.yaml"
    name = f"{folder.name}/plan.yaml"
    if not path.exists():
        raise InputError([Offence(name, "a file that describes the document")])
    try:
        loaded = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        document = Document.model_validate(loaded)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise InputError([Offence(name, "YAML in UTF-8", text=str(error)[:120])]) from error
    except ValidationError as error:
        raise InputError(_fields(name, error)) from error
    offences = [*_misnamed(folder, document), *_changed(name, document)]
    if offences:
        raise InputError(offences)
    return document


def _fields(name: str, error: ValidationError) -> Iterable[Offence]:
    for detail in error.errors():
        column = ".".join(str(part) for part in detail["loc"])
        yield Offence(name, detail["msg"], "", column, str(detail["input"])[:80])


def _misnamed(folder: Path, document: Document) -> Sequence[Offence]:
    expected = f"{document.district}-{document.period[0]}"
    if folder.name == expected:
        return []
    return [Offence(f"{folder.name}/", f"the folder name {expected}", text=folder.name)]


def _changed(name: str, document: Document) -> Sequence[Offence]:
    """Compare the transcribed text with the source document, where one is at hand."""
    sources = source_folder()
    path = sources / document.source.file if sources else None
    if path is None or not path.exists():
        return []
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found == document.source.sha256:
        return []
    expected = f"the SHA-256 of {path.name}, {found}"
    return [Offence(name, expected, "", "source.sha256", document.source.sha256)]
