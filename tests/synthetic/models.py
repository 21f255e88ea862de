"""The published plans as models for others: their rows, and what each place is about."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml
from support import suite

from healthplans.rows import records

__all__ = ["Cells", "Model", "models"]

Cells = dict[str, str]
# the indicator that a printed place is about, by origin and locator
Subjects = Mapping[tuple[str, str], str]


@dataclass(frozen=True)
class Model:
    """One plan: its document, the columns and rows of table and prose, their subjects."""

    document: Mapping[str, object]
    columns: Sequence[str]
    rows: Sequence[Cells]
    text_columns: Sequence[str]
    text_rows: Sequence[Cells]
    subjects: Subjects


def models() -> list[Model]:
    """Read the five plans of the tests, in order of their ids."""
    table = suite.observations()
    return [
        _model(
            suite.folder / "documents" / plan.id,
            records(table[table["document"] == plan.id]),
        )
        for plan in suite.plans()
    ]


def _model(folder: Path, stated: Iterable[Mapping[str, str]]) -> Model:
    document = yaml.safe_load((folder / "document.yaml").read_text(encoding="utf-8"))
    subjects = {(row["origin"], row["locator"]): row["indicator"] for row in stated}
    return Model(document, *_read(folder / "table.csv"), *_read(folder / "text.csv"), subjects)


def _read(path: Path) -> tuple[list[str], list[Cells]]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows = list(reader)
    return list(reader.fieldnames or ()), rows
