"""Read the registers that `data/codelists/area_revisions.csv` names, and date their codes."""

import ast
import csv
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

__all__ = ["Revision", "Years", "dated", "last_names", "read_changes", "read_revisions"]

Changes = Mapping[tuple[str, str], int]  # (`old` or `new`, code or name) -> year

_MAINLAND = "70"  # codes from 71 on are those of Taiwan, Hong Kong and Macao
_PRECISE = 400  # days between two revisions that still date a change to one year


@dataclass(frozen=True)
class Revision:
    """The areas that one register listed on one day."""

    day: date
    kind: str  # `register`, or `statistics`: dates codes, adds none
    names: Mapping[str, str]  # code -> full Chinese name


@dataclass(frozen=True)
class Years:
    """First and last year of a code; None where it was there before or is there yet."""

    since: int | None
    until: int | None


def read_revisions(listed: Path, folder: Path, no_areas: frozenset[str]) -> list[Revision]:
    """Read every revision that `listed` names, the oldest first.

    Parameters
    ----------
    listed : Path
        `area_revisions.csv`.
    folder : Path
        Holds each package unpacked as `<package>-<version>`.
    no_areas : frozenset of str
        Names that stand for no area.
    """
    rows = sorted(_rows(listed, ("register", "statistics")), key=lambda row: row["date"])
    return [
        Revision(date.fromisoformat(row["date"]), row["kind"], _areas(row, folder, no_areas))
        for row in rows
    ]


def read_changes(listed: Path, folder: Path) -> Changes:
    """Read the years of changes that a package records, for gaps between revisions."""
    return {
        (side, known): event["year"]
        for row in _rows(listed, ("changes",))
        for event in _json(_place(row, folder) / "historical_changes_v1.json")["events"]
        for side in ("old", "new")
        if (known := (event[side]["code"] or event[side]["name"] or "").removesuffix("000000"))
    }


def last_names(revisions: Sequence[Revision]) -> dict[str, str]:
    """Give each code that a register lists the name that it had last."""
    registers = [revision.names for revision in revisions if revision.kind == "register"]
    return {code: name for names in registers for code, name in names.items()}


def dated(code: str, name: str, revisions: Sequence[Revision], changes: Changes) -> Years:
    """Date a code by the first and the last revision that list it."""
    places = [n for n, revision in enumerate(revisions) if code in revision.names]
    first, after = places[0], places[-1] + 1
    return Years(
        _year(revisions[first - 1 : first + 1], ("new", code), ("new", name), changes)
        if first
        else None,
        _year(revisions[after - 1 : after + 1], ("old", code), ("old", code), changes)
        if after < len(revisions)
        else None,
    )


def _year(
    gap: Sequence[Revision], code: tuple[str, str], name: tuple[str, str], changes: Changes
) -> int:
    before, after = (revision.day for revision in gap)
    recorded = changes.get(code, changes.get(name, 0))
    wide = (after - before).days > _PRECISE
    return recorded if wide and before.year <= recorded <= after.year else after.year


def _rows(listed: Path, kinds: tuple[str, ...]) -> list[dict[str, str]]:
    with listed.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["kind"] in kinds]


def _place(row: Mapping[str, str], folder: Path) -> Path:
    return folder / f"{row['package']}-{row['version']}" / row["path"]


def _areas(row: Mapping[str, str], folder: Path, no_areas: frozenset[str]) -> dict[str, str]:
    found = _FORMATS[row["format"]](_place(row, folder))
    return {code: name for code, name in found if code < _MAINLAND and name not in no_areas}


def _python(path: Path) -> Iterator[tuple[str, str]]:
    """Read the dictionary of codes and names of a module, without running it."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict):
            yield from ast.literal_eval(node.value).items()


def _csv(path: Path) -> Iterator[tuple[str, str]]:
    for table in ("provinces", "cities", "areas"):
        with (path / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            yield from (
                (row["code"].ljust(6, "0"), row["name"]) for row in csv.DictReader(file)
            )


def _flat(path: Path) -> Iterator[tuple[str, str]]:
    for table in ("province", "city", "area"):
        yield from ((row["code"], row["name"]) for row in _json(path / f"{table}.json"))


def _tree(path: Path) -> Iterator[tuple[str, str]]:
    for name, province in _json(path / "divisions_v1.json")["provinces"].items():
        yield province["code"][:6], name
        for city, below in province["cities"].items():
            if below["code"]:
                yield below["code"][:6], city
            yield from ((code[:6], county) for county, code in below["counties"].items())


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


_FORMATS: Mapping[str, Callable[[Path], Iterator[tuple[str, str]]]] = {
    "python": _python,
    "csv": _csv,
    "json": _flat,
    "tree": _tree,
}
