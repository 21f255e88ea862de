"""Labels as the reviewed documents print them, with the indicators they were read as."""

import csv
from collections.abc import Iterator
from pathlib import Path

from healthplans.drafting.folding import fold, split_unit_bracket
from healthplans.drafting.known import Known, Use, learn
from healthplans.paths import data_folder
from healthplans.vocabulary.codelists import Codelists, read_codelists

__all__ = ["documents_folder", "known", "read_uses"]


def documents_folder() -> Path:
    """Give the folder of the reviewed documents."""
    return data_folder() / "documents"


def read_uses(folder: Path, lists: Codelists) -> Iterator[Use]:
    """Give every figure of the reviewed documents in a folder.

    Returns
    -------
    iterator of Use
        Figures of the prose by the code their row gives; rows of a table by their label.
    """
    for document in sorted(path for path in folder.iterdir() if path.is_dir()):
        for row in _rows(document / "text.csv"):
            scope = ";".join(filter(None, (row.get("scope", ""), row.get("of", ""))))
            unit, code = row.get("unit", ""), row.get("indicator", "")
            yield Use(document.name, row["label"], scope, unit, code)
        for row in _rows(document / "table.csv"):
            folded = fold(row["label"])
            bare, unit = split_unit_bracket(folded)
            name = folded if folded in lists.aliases else bare
            code = lists.aliases.get(name, "")
            yield Use(document.name, name, "", row.get("unit", "") or unit, code)


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def known(without: str = "") -> Known:
    """Give what the project knows, by default all of it."""
    folder = documents_folder()
    lists = read_codelists(folder.parent / "codelists")
    uses = read_uses(folder, lists) if folder.is_dir() else ()
    return learn(lists, uses, without)
