"""Read a text file: one paragraph a line; a line that begins with a tab is a table's cell.

A line with a further tab inside is a row of a drawn table whose first cell is empty.
Rows of such a table are parted by blank lines; a line without a tab inside a row is a further
line of the cell before it. The text is its own conversion: paragraphs keep the file's lines.
"""

import re
from collections.abc import Iterator, Sequence

from healthplans.drafting.document import Block, Cell, Document, Origin, Paragraph, Table
from healthplans.drafting.formats.decoding import decode
from healthplans.drafting.printed import join_lines

_INNER = re.compile(r"\t\S.*\t\S")  # between two texts
_SHORT = 20  # characters of a further line of a full row's last cell
_SENTENCE = 60  # characters: a longer cell of a single row is a paragraph
Row = list[tuple[int, list[str]]]  # line number and lines of each cell


def read(data: bytes, name: str) -> Document:
    """Read the bytes of a text file."""
    return parse(decode(data, name), name)


def parse(text: str, name: str) -> Document:
    """Read a text, also a text conversion written before.

    It keeps the text's own lines, so that a number is the line of the file.
    """
    lines = text.split("\n")
    return Document(name, "txt", tuple(_blocks(lines)), tuple(lines))


def _blocks(lines: Sequence[str]) -> Iterator[Block]:
    at = 0
    while at < len(lines):
        if _is_cell(lines[at]):
            begin, (rows, at) = at, _rows(lines, at)
            if _indented(rows):
                yield from _paragraphs(lines, begin, at)
            else:
                yield from _table(rows) if any(len(row) > 1 for row in rows) else _box(rows)
            continue
        yield from _paragraphs(lines, at, at + 1)
        at += 1


def _is_cell(line: str) -> bool:
    return line.startswith("\t") and not _INNER.search(line)


def _paragraphs(lines: Sequence[str], begin: int, end: int) -> Iterator[Paragraph]:
    for at in range(begin, end):
        if lines[at].strip():
            yield Paragraph(lines[at], at + 1, origin=Origin(line=at + 1))


def _indented(rows: Sequence[Row]) -> bool:
    """Tell whether the tabs only indent paragraphs: one row of cells as long as sentences."""
    long = any(len(line) > _SENTENCE for row in rows for _, own in row for line in own)
    return len(rows) == 1 and len(rows[0]) > 1 and long


def _box(rows: Sequence[Row]) -> Iterator[Paragraph]:
    """Give a table of one column as paragraphs, with the tab kept so that spans hold."""
    for row in rows:
        number, lines = row[0]
        for place, line in enumerate(lines):
            text = line if place else "\t" + line
            at = number + place
            yield Paragraph(text, at, origin=Origin(line=at), kind="box")


def _rows(lines: Sequence[str], at: int) -> tuple[list[Row], int]:
    """Read rows until a line that is neither a cell nor a cell's further line."""
    rows: list[Row] = [[]]
    while at < len(lines):
        line = lines[at]
        if _is_cell(line):
            rows[-1].append((at + 1, [line[1:]]))
        elif not line.strip():
            rows += [[]] if rows[-1] else []
        elif rows[-1] and _continues(rows, lines, at):
            rows[-1][-1][1].append(line)
        else:
            break
        at += 1
    return [row for row in rows if row], at


def _continues(rows: Sequence[Row], lines: Sequence[str], at: int) -> bool:
    """Tell whether a line without a tab belongs to the cell before it.

    In a row that is as wide as the head, only a short line before the row's end does; any
    other is the text after the table.
    """
    if len(rows) == 1 or len(rows[0]) == 1 or len(rows[-1]) < len(rows[0]):
        return True
    after = lines[at + 1] if at + 1 < len(lines) else ""
    return len(lines[at]) <= _SHORT and (not after.strip() or after.startswith("\t"))


def _table(rows: Sequence[Row]) -> Iterator[Table]:
    """Lay rows out; a row of one cell in a wider table spans it."""
    width = max(len(row) for row in rows)
    cells = [
        Cell(
            join_lines(lines),
            place,
            col,
            colspan=width if len(row) == 1 else 1,
            origin=Origin(line=number),
            repairs=("lines joined",) if len(lines) > 1 else (),
            number=number,
        )
        for place, row in enumerate(rows)
        for col, (number, lines) in enumerate(row)
    ]
    yield Table(tuple(cells), rows[0][0][0], Origin(line=rows[0][0][0]))
