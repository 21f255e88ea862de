"""The blocks a page is made of: a title, a sentence, a table that links to traces.

Each shows itself as HTML in a notebook and on a page, and as plain text where a terminal or a
comparison of stored outputs reads it. The same content gives the same bytes.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TypeVar

import pandas as pd
from jinja2 import Environment, PackageLoader, Template

from healthplans.vocabulary.words import Words

__all__ = ["Blocks", "Cell", "Column", "Sentence", "Table", "Title", "headed"]

R = TypeVar("R")


@cache
def _template(name: str) -> Template:
    loader = PackageLoader("healthplans.pages", "templates")
    environment = Environment(
        loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template(name)


@dataclass(frozen=True)
class Cell:
    """One table cell: its text, where it leads, notes to it, and how it is to be drawn.

    `lang` marks text in another language than the page's, such as a printed Chinese label on
    an English page; `kind` is a class for the stylesheet (`number`, `absent`, `draft`);
    `links` are further places to go, each with its text.
    """

    text: str
    href: str = ""
    notes: tuple[str, ...] = ()
    lang: str = ""
    kind: str = ""
    id: str = ""
    links: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        """Give the plain text with its notes."""
        return self.text + "".join(f" [{note}]" for note in self.notes)


# a heading, and what gives the cell of a row below it
Column = tuple[str, Callable[[R], Cell]]


def headed(words: Words, **cells: Callable[[R], Cell]) -> list[Column[R]]:
    """Give columns by the names of their headings in `messages.yaml`, without ``column_``."""
    years = {"level": words.base_year, "target": words.target_year}
    years |= {f"gap_{side}": year for side, year in years.items()}
    return [
        (words.say(f"column_{name}", year=years.get(name, "")), cell)
        for name, cell in cells.items()
    ]


@dataclass(frozen=True)
class Table:
    """A table with a caption, a head, and rows whose first cell names the row."""

    caption: str
    head: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    lang: str
    id: str = ""
    notes: Sequence[str] = field(default=())

    @property
    def frame(self) -> pd.DataFrame:
        """The table as shown, text in every cell, notes after the figures."""
        cells = [list(map(str, row)) for row in self.rows]
        return pd.DataFrame(cells, columns=list(self.head))

    @classmethod
    def of(
        cls,
        caption: str,
        rows: Iterable[R],
        columns: Sequence[Column[R]],
        words: Words,
        notes: Sequence[str] = (),
    ) -> "Table":
        """Make a table of rows: each column is a heading and what gives a row's cell.

        A heading stands beside its cells in the code, so that the two cannot come apart.
        """
        columns = list(columns)
        cells = [[cell(row) for _, cell in columns] for row in rows]
        return cls(caption, [head for head, _ in columns], cells, words.lang, notes=notes)

    def _repr_html_(self) -> str:
        return _template("table.html.j2").render(table=self)

    def __repr__(self) -> str:
        """Give the caption and one line a row, cells parted by bars."""
        lines = [self.caption, " | ".join(self.head)]
        lines += [" | ".join(map(str, row)) for row in self.rows]
        return "\n".join([*lines, *self.notes])


@dataclass(frozen=True)
class Title:
    """The page's heading, with the subject it is about for the page's self-check."""

    text: str
    subtitle: str
    lang: str
    subject: str
    marks: tuple[str, ...] = ()

    def _repr_html_(self) -> str:
        return _template("title.html.j2").render(title=self)

    def __repr__(self) -> str:
        """Give the heading and the line below it."""
        return "\n".join(filter(None, (self.text, self.subtitle, *self.marks)))


@dataclass(frozen=True)
class Sentence:
    """A sentence made from the data."""

    text: str
    lang: str

    def _repr_html_(self) -> str:
        return _template("sentence.html.j2").render(sentence=self)

    def __repr__(self) -> str:
        """Give the sentence."""
        return self.text


@dataclass(frozen=True)
class Blocks:
    """Several blocks shown one below the other."""

    blocks: Sequence[Table | Sentence]

    @property
    def frame(self) -> pd.DataFrame:
        """The tables one below the other, each row with the caption of its own."""
        tables = [block for block in self.blocks if isinstance(block, Table)]
        return pd.concat({table.caption: table.frame for table in tables})

    def _repr_html_(self) -> str:
        return "\n".join(block._repr_html_() for block in self.blocks)

    def __repr__(self) -> str:
        """Give the blocks, parted by blank lines."""
        return "\n\n".join(map(repr, self.blocks))
