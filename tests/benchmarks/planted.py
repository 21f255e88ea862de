"""Faults planted in real drafts: how many a review shows, by kind, and which slip through.

Of each draft 5 % of the rows are made wrong and 3 % of the figures are taken away, together
and several times. A fault is shown where its row gets a warning that it did not have, or
where the ledger or the source table says that something is missing.

    python tests/benchmarks/planted.py drafts/370613-2021 drafts/340102-2021 ...
"""

import argparse
import csv
import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from healthplans.reviewing import views
from healthplans.reviewing.desk import Desk
from healthplans.suites import Suite

WRONG, MISSING = 0.05, 0.03
Row = dict[str, str]
Rows = list[Row]


def read(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path, rows: Rows) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def another_digit(text: str, dice: random.Random) -> str:
    places = [n for n, mark in enumerate(text) if mark in "0123456789"]
    if not places:
        return ""
    at = dice.choice(places)
    return f"{text[:at]}{(int(text[at]) + dice.randint(1, 9)) % 10}{text[at + 1 :]}"


class Faults:
    """Kinds of faults; each changes a row, or gives False where it cannot."""

    def __init__(self, lists, dice: random.Random, years: list[str]) -> None:
        self.lists, self.dice, self.years = lists, dice, years

    def of(self, name: str) -> dict[str, Callable[[dict[str, str], Rows], bool]]:
        both = {"a digit changed": self.digit, "a label cut short": self.label}
        if name == "table.csv":
            return both | {
                "two cells of a row exchanged": self.cells,
                "the cell of another row": self.neighbour,
                "another unit": self.unit,
            }
        return both | {
            "another indicator": self.indicator,
            "another indicator of the same unit": self.twin,
            "another year": self.year,
            "the year left out": self.undated,
            "a scope left out": self.scope,
            "level for target": self.role,
            "a comparator left out": self.comparator,
        }

    def _cell(self, row: dict[str, str]) -> str:
        return self.dice.choice(self.years) if self.years and "value" not in row else "value"

    def digit(self, row, _):
        name = self._cell(row)
        text = another_digit(row[name], self.dice)
        row[name] = text or row[name]
        return bool(text)

    def label(self, row, _):
        row["label"] = row["label"][: len(row["label"]) // 2]
        return bool(row["label"])

    def cells(self, row, _):
        one, other = self.years[0], self.years[-1]
        row[one], row[other] = row[other], row[one]
        return row[one] != row[other]

    def neighbour(self, row, rows):
        name, other = self._cell(row), self.dice.choice(rows)
        differs = other[name] != row[name]
        row[name] = other[name]
        return differs

    def unit(self, row, rows):
        units = sorted({r["unit"] for r in rows} - {row["unit"]})
        row["unit"] = self.dice.choice(units) if units else row["unit"]
        return bool(units)

    def indicator(self, row, _):
        row["indicator"] = self.dice.choice(
            sorted({*self.lists.indicators} - {row["indicator"]})
        )
        return True

    def twin(self, row, _):
        known = self.lists.indicators
        if row["indicator"] not in known:
            return False
        unit = known[row["indicator"]].unit
        same = [c for c, e in known.items() if e.unit == unit and c != row["indicator"]]
        row["indicator"] = self.dice.choice(sorted(same))
        return True

    def year(self, row, _):
        others = {"2015", "2020", "2021", "2022", "2025"} - {row["year"]}
        row["year"] = self.dice.choice(sorted(others))
        return True

    def undated(self, row, _):
        had, row["year"] = row["year"], ""
        return bool(had)

    def scope(self, row, _):
        had, row["scope"] = row["scope"], ""
        return bool(had)

    def role(self, row, _):
        row["role"] = "level" if int(row["year"] or 0) > int(self.years[0][:4]) else "target"
        return True

    def comparator(self, row, _):
        digits = [n for n, mark in enumerate(row["value"]) if mark.isdigit()]
        if not digits or digits[0] == 0:
            return False
        row["value"] = row["value"][digits[0] :]
        row["start"] = str(int(row["start"]) + digits[0])
        return True


class Fault(NamedTuple):
    """What was planted: its kind, and the row as it was and as it is (None: taken away)."""

    file: str
    kind: str
    was: Row
    is_: Row | None


def plant(folder: Path, lists, dice: random.Random) -> list[Fault]:
    """Make 5 % of the rows of a draft wrong and take 3 % away."""
    years = Desk(folder, lists, "planted").sheet.years
    faults = Faults(lists, dice, years)
    made = []
    for name in ("table.csv", "text.csv"):
        rows = read(folder / name)
        some = dice.sample(range(len(rows)), max(2, round((WRONG + MISSING) * len(rows))))
        away = some[: max(1, round(len(some) * MISSING / (WRONG + MISSING)))]
        for place in some:
            was = dict(rows[place])
            if place in away:
                made.append(Fault(name, "a row taken away", was, None))
                continue
            kinds = faults.of(name)
            for kind in dice.sample(list(kinds), len(kinds)):
                if kinds[kind](rows[place], rows):
                    made.append(Fault(name, kind, was, rows[place]))
                    break
        write(folder / name, [row for n, row in enumerate(rows) if n not in away])
    return made


def seen(folder: Path, lists) -> dict[str, tuple[Row, set[str]]]:
    """Give what a reviewer sees of each row: its cells, its warnings, what may be missing."""
    rows = views.overview(Desk(folder, lists, "planted"))["rows"]
    return {
        row["key"]: (
            {**row["fields"], "place": row["place"]},
            {code for code, _ in row["warnings"]} | {"missing"} & set(row["reasons"]),
        )
        for row in rows
        if row["needed"]
    }


def shown(fault: Fault, before, after) -> set[str]:
    """Give the codes by which a fault is shown, on its row or where it should have been."""
    fields, told = fault.is_ or fault.was, set()
    for key, (cells, codes) in after.items():
        fresh = codes - before.get(key, ({}, set()))[1]
        if fresh and about(fault, fields, key, cells):
            told |= fresh
    return told


def about(fault: Fault, fields: Row, key: str, cells: Row) -> bool:
    """Whether a row of the page is about the place or the indicator of a fault."""
    if key.startswith("source row"):
        bare = "".join(fault.was["label"].split())
        return fault.file == "table.csv" and bare in "".join(cells["place"].split())
    if key.startswith("number"):
        inside = fault.was.get("start", "") and int(fault.was["start"]) <= int(cells["start"])
        return (
            bool(inside)
            and cells["paragraph"] == fault.was["paragraph"]
            and int(cells["end"]) <= int(fault.was["end"])
        )
    if fault.is_ is None:
        return False
    same = cells.get("label") == fields["label"]
    return same and cells.get("paragraph") == fields.get("paragraph")


def count(drafts: list[Path], seeds: int) -> dict[tuple[str, str], Counter]:
    """Plant so many times in each draft, and count by file and kind."""
    lists, counts = Suite().codelists(), {}
    for draft in drafts:
        before, notes = seen(draft, lists), read(draft / "review.csv")
        sure = {(n["file"], n["row"]) for n in notes if n["reading_class"] == "sure"}
        for seed in range(seeds):
            with tempfile.TemporaryDirectory() as name:
                folder = Path(shutil.copytree(draft, Path(name) / draft.name))
                made = plant(folder, lists, random.Random(f"{draft.name} {seed}"))
                after = seen(folder, lists)
            for fault in made:
                told = shown(fault, before, after)
                counter = counts.setdefault((fault.file, fault.kind), Counter())
                counter.update(["n", *sorted(told), *(["shown"] if told else [])])
                slips = not told and (fault.file, fault.was["row"]) in sure
                counter["slips on a sure row"] += slips
    return counts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("drafts", nargs="+", type=Path)
    parser.add_argument("--seeds", type=int, default=10)
    asked = parser.parse_args()
    lines = ["| where | fault | n | shown | by | slips through on a row called sure |"]
    lines.append("|---|---|---|---|---|---|")
    for (file, kind), found in sorted(count(asked.drafts, asked.seeds).items()):
        ways = {
            k: v for k, v in found.items() if k not in {"n", "shown", "slips on a sure row"}
        }
        by = ", ".join(f"{code} {n}" for code, n in sorted(ways.items(), key=lambda p: -p[1]))
        cells = (file, kind, found["n"], found["shown"], by, found["slips on a sure row"])
        lines.append(f"| {' | '.join(map(str, cells))} |")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
