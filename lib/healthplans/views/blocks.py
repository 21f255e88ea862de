"""The blocks a page is made of: a title, a sentence, a table that links to traces.

Each shows itself as HTML in a notebook and on a page, and as plain text where a terminal or a
comparison of stored outputs reads it. The same content gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from typing import TypeVar

import pandas as pd

from healthplans.templates import template
from healthplans.texts import width_of
from healthplans.vocabulary.codelists import read_codelists
from healthplans.vocabulary.words import Words

R = TypeVar("R")
_LONG = 30  # rows: a table of more keeps its head in sight
_PROSE = 26  # Latin letters: what is wider is a sentence, which wants a wide column


_template = partial(template, "views", trimmed=True)
_codelists = cache(read_codelists)  # for what stands in place of an empty table


@dataclass(frozen=True)
class Cell:
    """One table cell: its text, where it leads, notes to it, and how it is to be drawn.

    `lang` marks text in another language than the page's, such as a printed Chinese label on
    an English page; `kind` is a class for the stylesheet (`number`, `absent`, `draft`);
    `links` are further places to go, each with its text; `names` are shown when the text is
    opened; `sort` is the number to sort by, where it is not the first one in the text.
    """

    text: str
    href: str = ""
    notes: tuple[str, ...] = ()
    lang: str = ""
    kind: str = ""
    id: str = ""
    links: tuple[tuple[str, str], ...] = ()
    names: str = ""
    sort: str = ""

    @property
    def is_prose(self) -> bool:
        """Whether its text or a note needs several lines."""
        return any(width_of(text) > _PROSE for text in (self.text, *self.notes))

    def __str__(self) -> str:
        """Give the plain text with its names and notes."""
        opened = (self.names,) if self.names else ()
        return self.text + "".join(f" [{note}]" for note in (*opened, *self.notes))


ABSENT = Cell("–", kind="absent")  # where nothing is to be said


def noted(*texts: str) -> tuple[str, ...]:
    """Give the notes of a cell: the texts that say something."""
    return tuple(filter(None, texts))


# a heading, and what gives the cell of a row below it
Column = tuple[str, Callable[[R], Cell]]


def headed(words: Words, **cells: Callable[[R], Cell] | None) -> list[Column[R]]:
    """Give columns by the names of their headings in `messages.yaml`, without ``column_``.

    One that is None is left out.
    """
    years = {
        **dict.fromkeys(("level", "gap_level", "heads_now", "sd", "cv"), words.base_year),
        **dict.fromkeys(("target", "gap_target", "heads"), words.target_year),
    }
    return [
        (words.say(f"column_{name}", year=years.get(name, "")), cell)
        for name, cell in cells.items()
        if cell
    ]


@dataclass(frozen=True)
class Table:
    """A table with a caption, a head, and rows whose first cell names the row.

    Where `fold` says what is in it, the page shows the table only when that is opened; a page
    says in a sentence that a table would be empty.
    """

    caption: str
    head: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    lang: str
    id: str = ""
    notes: Sequence[str] = field(default=())
    fold: str = ""

    @property
    def is_long(self) -> bool:
        """Whether it is longer than a screen."""
        return len(self.rows) > _LONG

    @property
    def heads(self) -> list[tuple[str, bool]]:
        """Each heading, and whether its column, if not the first, holds prose."""
        prose = [
            any(cell.is_prose for cell in column) for column in zip(*self.rows, strict=True)
        ]
        return [(self.head[0], False), *zip(self.head[1:], prose[1:], strict=True)]

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
    ) -> Table:
        """Make a table of rows: each column is a heading and what gives a row's cell.

        A heading stands beside its cells in the code, so that the two cannot come apart.
        """
        columns = list(columns)
        cells = [[cell(row) for _, cell in columns] for row in rows]
        return cls(caption, [head for head, _ in columns], cells, words.lang, notes=notes)

    def _repr_html_(self) -> str:
        if not self.rows:
            none = _codelists().message("table_none", self.lang, caption=self.caption)
            return Sentence(none, self.lang)._repr_html_()
        return _template("table.html.j2").render(table=self)

    def __repr__(self) -> str:
        """Give the caption and one line a row, cells parted by bars."""
        lines = [*filter(None, (self.fold,)), self.caption, " | ".join(self.head)]
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

    @classmethod
    def of(cls, words: Words, *texts: str) -> Sentence:
        """Make one of texts that are sentences each, blank ones left out."""
        return cls(words.say("sentence_space").join(filter(None, texts)), words.lang)

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


@dataclass(frozen=True)
class Views:
    """The same part of a page read by conventions, and strictly; one where both are the same.

    Both stand in the page, whose switch shows one of them.
    """

    usual: Table | Sentence | Blocks
    strict: Table | Sentence | Blocks

    def _repr_html_(self) -> str:
        usual, strict = (view._repr_html_() for view in (self.usual, self.strict))
        if usual == strict:
            return usual
        return (
            f'<div class="view usual">\n{usual}\n</div>\n'
            f'<div class="view strict">\n{strict}\n</div>'
        )

    def __repr__(self) -> str:
        """Give what is read by conventions."""
        return repr(self.usual)
