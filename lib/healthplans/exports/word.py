"""Word documents (ISO/IEC 29500): headings, native tables with captions, footnotes, pictures.

Written part by part from templates, so that the same content gives the same bytes: no date, no
program's name, no number that is drawn by lot.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pandas as pd

from healthplans.exports.plain import table_of
from healthplans.templates import template
from healthplans.texts import width_of
from healthplans.views import Cell, Table
from healthplans.writing import zipped

# millimetres of an A4 page between its margins, upright and on its side
TEXT_WIDTH, WIDE = 160, 247
_TWIPS = 1440 / 25.4
_LETTER, _PADDING = 1.7, 3.0  # millimetres of a letter of a head, and of a cell's two sides
_LEAST, _MOST = 8, 22  # letters that a column's width counts
_PARTS = {
    "[Content_Types].xml": "types.xml.j2",
    "_rels/.rels": "package_rels.xml.j2",
    "docProps/core.xml": "core.xml.j2",
    "word/document.xml": "document.xml.j2",
    "word/footnotes.xml": "footnotes.xml.j2",
    "word/footer1.xml": "footer.xml.j2",
    "word/styles.xml": "styles.xml.j2",
    "word/settings.xml": "settings.xml.j2",
    "word/_rels/document.xml.rels": "rels.xml.j2",
}


@dataclass(frozen=True)
class Heading:
    """A heading; level 0 is the document's title."""

    text: str
    level: int
    kind: str = "heading"


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of text, in one of the styles of the document."""

    text: str
    style: str = "BodyText"
    kind: str = "paragraph"


@dataclass(frozen=True)
class Grid:
    """A table in three lines, with a footnote for each row that has one.

    With one wider than `TEXT_WIDTH` all pages lie on their side.
    """

    table: Table
    footnotes: Sequence[str] = ()
    width: float = TEXT_WIDTH
    kind: str = "table"

    @property
    def widths(self) -> list[int]:
        """The columns' widths in twips: room for each word of the head, then by the text."""
        longest = [
            max([width_of(str(row[place])) for row in self.table.rows], default=0)
            for place in range(len(self.table.head))
        ]
        words = [max(map(width_of, head.split()), default=0) for head in self.table.head]
        counted = [max(min(letters, _MOST), _LEAST) for letters in longest]
        least = [_LETTER * letters + _PADDING for letters in words]
        rest = max(0.0, self.width - sum(least)) / sum(counted)
        wide = [own + rest * count for own, count in zip(least, counted, strict=True)]
        return [round(self.width * _TWIPS * own / sum(wide)) for own in wide]

    @property
    def rows(self) -> Iterator[tuple[Sequence[Cell], str]]:
        """Each row with its footnote, blank where it has none."""
        notes = self.footnotes or [""] * len(self.table.rows)
        return zip(self.table.rows, notes, strict=True)


@dataclass(frozen=True)
class Picture:
    """A picture of so many millimetres, with a caption and what it shows in words."""

    content: bytes
    width: float
    height: float
    caption: str
    description: str
    kind: str = "picture"


@dataclass(frozen=True)
class Labels:
    """What the document calls a table and a figure, its contents, and its language."""

    lang: str = "zh"
    table: str = ""
    figure: str = ""
    contents: str = ""
    title: str = ""


@dataclass
class _Numbers:
    """Counts what the templates number; footnotes are kept to be written in their own part."""

    footnotes: list[str] = field(default_factory=list)
    tables: int = 0
    figures: int = 0

    def footnote(self, text: str) -> int:
        self.footnotes.append(text)
        return len(self.footnotes)

    def table(self) -> int:
        self.tables += 1
        return self.tables

    def figure(self) -> int:
        self.figures += 1
        return self.figures


Part = Heading | Paragraph | Grid | Picture


def word(
    content: Sequence[Part] | Table | pd.DataFrame, labels: Labels | None = None
) -> bytes:
    """Give a Word document: of the parts of a report, or of a single table.

    Parameters
    ----------
    content : sequence of parts, Table or DataFrame
        A table of `healthplans.views` or a frame of one's own is written in three lines.
    labels : Labels, optional
        With `contents`, a table of contents of the headings stands after the title.

    Returns
    -------
    bytes
        A .docx on A4 in SimSun and Times New Roman, headings in SimHei and Arial.
    """
    single = isinstance(content, Table | pd.DataFrame)
    parts = [Grid(table_of(content))] if single else list(content)  # type: ignore[arg-type]
    pictures = [part for part in parts if isinstance(part, Picture)]
    numbers = _Numbers()
    values: dict[str, object] = {
        "parts": parts,
        "labels": labels or Labels(),
        "numbers": numbers,
        "pictures": pictures,
        "landscape": any(p.width > TEXT_WIDTH for p in parts if isinstance(p, Grid)),
        "headings": [p for p in parts if isinstance(p, Heading) and p.level],
    }
    texts = {name: _render(source, values) for name, source in _PARTS.items()}
    media = {f"word/media/{n}.png": p.content for n, p in enumerate(pictures, 1)}
    return zipped({**{name: text.encode() for name, text in texts.items()}, **media})


def _render(name: str, values: dict[str, object]) -> str:
    # nothing may stand before the declaration that a part starts with
    return template("exports", name, trimmed=True).render(values).lstrip()
