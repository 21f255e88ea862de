"""The codelists of drafting: words, heads, glyphs, weights, all of them data."""

import csv

from healthplans.paths import project_data

__all__ = ["codelist"]


def codelist(name: str) -> list[dict[str, str]]:
    """Give the rows of a codelist of the project by its file's name.

    Raises
    ------
    FileNotFoundError
        For a list that the project does not have.
    """
    path = project_data() / "codelists" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
