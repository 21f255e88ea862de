"""A draft's folder as the rows to be decided: the table's, the prose's, the numbers left over.

A row is named by its place in the document: `table <domain>/<label>`, `text 12:26-34`,
`number 12:59-66`, `source row 7`, with ` #2` behind it where several stand at one place.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from pathlib import Path

from healthplans.drafting.ledger import tokens
from healthplans.drafting.records import TABLE_FIRST, TABLE_LAST
from healthplans.drafting.words import narrow
from healthplans.reviewing import draft_files

Row = Mapping[str, str]
_WHOLE = 4  # cells
_SPAN = ("paragraph", "start", "end")
_FIGURE, _UNKNOWN, _ADDED = "figure", "unclassified", "added"


@dataclass(frozen=True)
class Item:
    """One row to be decided.

    `section` is `table`, `text` or `number`; `fields` its cells as drafted. `needed` is False
    for a number that the ledger explains: it is shown, and need not be decided.
    """

    key: str
    section: str
    fields: Row
    place: str = ""
    reasons: tuple[str, ...] = ()
    sureness: tuple[str, str] = ("", "")
    codes: tuple[str, ...] = ()
    repairs: tuple[str, ...] = ()
    needed: bool = True


@dataclass(frozen=True)
class Sheet:
    """A draft: its description, its text by lines, its source table and its rows."""

    folder: Path
    about: Mapping[str, object]
    lines: Sequence[str]
    grid: Sequence[Sequence[str]]
    header: Sequence[str]
    items: Mapping[str, Item] = field(default_factory=dict)

    @property
    def years(self) -> list[str]:
        """The year columns of the table."""
        return [name for name in self.header if name not in (*TABLE_FIRST, *TABLE_LAST)]

    @property
    def needed(self) -> list[str]:
        """The rows that must be decided."""
        return [key for key, item in self.items.items() if item.needed]

    @property
    def as_drafted(self) -> bool:
        """Whether the text is the one that the draft was made of, by its hash."""
        source = self.about.get("source")
        said = source.get("sha256") if isinstance(source, dict) else None
        path = self.folder / "source.txt"
        content = path.read_bytes() if path.is_file() else b""
        return not said or said == hashlib.sha256(content).hexdigest()

    def line(self, paragraph: str) -> str:
        """Give a line of the text by its number as a cell has it; blank where none is."""
        place = int(paragraph) if paragraph.isdecimal() else 0
        return self.lines[place - 1] if 0 < place <= len(self.lines) else ""

    def item(self, key: str) -> Item | None:
        """Give the row of a name; also one that a reviewer made of a text in the prose.

        Returns
        -------
        Item or None
            Of `number 12:35-36` what stands there, number or not; None for any other name
            that is no row's, and where the document has no such place.
        """
        if key in self.items:
            return self.items[key]
        match = re.fullmatch(r"number (\d{1,6}):(\d{1,6})-(\d{1,6})", key, re.ASCII)
        paragraph, start, end = map(int, match.groups()) if match else (0, 0, 0)
        line = self.line(str(paragraph))
        if not start < end <= len(line):
            return None
        return _number(paragraph, start, end, line[start:end], _ADDED)


def plain(text: str) -> str:
    """Give a text without white space: a cell's lines are joined in either way."""
    return "".join(text.split())


def read_sheet(folder: Path) -> Sheet:
    """Read a draft's folder.

    Raises
    ------
    InputError
        Where it is no draft, or a file of it is no CSV of UTF-8.
    """
    described = draft_files.about(folder)
    lines = draft_files.lines(folder / "source.txt")
    table, header = draft_files.rows(folder / "table.csv", ("label",), ("domain",))
    text, _ = draft_files.rows(folder / "text.csv", ("label", "value"), _SPAN)
    ledger, _ = draft_files.rows(folder / "ledger.csv", ("paragraph", "start", "class"))
    review, _ = draft_files.rows(folder / "review.csv", ("file", "row"))
    notes = {(row["file"], row["row"]): row for row in review}
    grid = _upright(
        _grid(draft_files.span(described), lines), {plain(row["label"]) for row in table}
    )
    items = [
        *(_drafted("table", f"table {r['domain']}/{r['label']}", r, notes) for r in table),
        *_missing(grid, table, header),
        *(_drafted("text", f"text {_span(r)}", r, notes) for r in text),
        *_numbers(ledger, text, lines),
    ]
    return Sheet(folder, described, lines, grid, header, _named(items))


def _span(row: Row) -> str:
    return f"{row['paragraph']}:{row['start']}-{row['end']}"


def _named(items: Iterable[Item]) -> dict[str, Item]:
    """Name each item by its place; the second of one place is #2."""
    times: Counter[str] = Counter()
    named = {}
    for item in items:
        name = " ".join(item.key.split())
        times[name] += 1
        key = name if times[name] == 1 else f"{name} #{times[name]}"
        named[key] = replace(item, key=key)
    return named


def _drafted(section: str, key: str, row: Row, notes: Mapping[tuple[str, str], Row]) -> Item:
    note = notes.get((f"{section}.csv", row.get("row", "")), {})
    codes = [part.split(" ")[0] for part in _parts(note.get("alternatives", ""))]
    return Item(
        key,
        section,
        {name: cell for name, cell in row.items() if name and name != "row"},
        note.get("place", ""),
        (*_parts(note.get("reasons", "")), *_parts(note.get("repairs", ""))),
        (note.get("reading_class", ""), note.get("binding_class", "")),
        tuple(code for code in codes if code != "new:"),
        tuple(_parts(note.get("repairs", ""))),
    )


def _parts(text: str) -> list[str]:
    return [part for part in text.split("; ") if part]


def _grid(span: tuple[int, int], lines: Sequence[str]) -> list[list[str]]:
    """Give the rows of the source table: its cells are lines that begin with a tab."""
    first, last = span
    rows: list[list[str]] = [[]]
    for line in lines[max(first - 1, 0) : last]:
        if line.startswith("\t"):
            rows[-1].append(line[1:])
        elif rows[-1]:
            rows.append([])
    return [row for row in rows if row]


def _upright(grid: list[list[str]], labels: Set[str]) -> list[list[str]]:
    """Turn a source table whose labels stand side by side, so that each begins its row."""
    columns = [list(cells) for cells in zip_longest(*grid, fillvalue="")]
    most = [
        max((len(labels & set(map(plain, line))) for line in lines), default=0)
        for lines in (grid, columns)
    ]
    return columns if most[0] > most[1] else grid


def _missing(
    grid: Sequence[Sequence[str]], table: Sequence[Row], header: Sequence[str]
) -> Iterator[Item]:
    """Give the rows of the source table that hold a number and are no row of the draft."""
    labels = {plain(row["label"]) for row in table}
    held = [bool(labels & {plain(cell) for cell in row}) for row in grid]
    begun = held.index(True) if any(held) else len(grid)
    for place, row in enumerate(grid):
        # a row of a heading has one cell, one of words alone as many as any other
        figures = len(row) >= _WHOLE or any(tokens(cell) for cell in row)
        if place > begun and not held[place] and figures:
            blank = dict.fromkeys([name for name in header if name != "row"], "")
            yield Item(
                f"source row {place + 1}", "table", blank, " | ".join(row), ("missing",)
            )


def _numbers(
    ledger: Sequence[Row], text: Sequence[Row], lines: Sequence[str]
) -> Iterator[Item]:
    """Give every number of the prose that is no row, and whether it must be decided.

    Of the cells of tables those that the ledger names: the rest are the table's rows.
    """
    rows = {(row["paragraph"], place) for row in text for place in _places(row)}
    known = {(row["paragraph"], row["start"]): row["class"] for row in ledger}
    for number, line in enumerate(lines, 1):
        for start, end in tokens(narrow(line)):
            place = (str(number), start)
            said = (str(number), str(start))
            if place not in rows and (said in known or not line.startswith("\t")):
                kind = known.get(said, _UNKNOWN)
                yield _number(number, start, end, line[start:end], kind)


def _places(row: Row) -> Iterable[int]:
    if not (row["start"].isdecimal() and row["end"].isdecimal()):
        return ()
    return range(int(row["start"]), int(row["end"]))


def _number(paragraph: int, start: int, end: int, text: str, kind: str) -> Item:
    # the ledger calls it a figure, and no row has it: somebody took the row away
    lost = kind in {_FIGURE, _UNKNOWN}
    fields = {"value": text, "paragraph": str(paragraph), "start": str(start), "end": str(end)}
    key = f"number {paragraph}:{start}-{end}"
    return Item(key, "number", fields, kind, ("missing",) if lost else (kind,), needed=lost)
