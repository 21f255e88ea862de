r"""Tables as text for a paper: LaTeX with the rules of booktabs, and Markdown.

>>> import pandas as pd
>>> from healthplans.exports import markdown
>>> print(markdown(pd.DataFrame({"Rate, %": [1.5]}, index=["A1"])).strip())
|  | Rate, % |
|:--|--:|
| A1 | 1.5 |
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from healthplans.views import Cell, Table

_LATEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "≥": r"$\geq$",
    "≤": r"$\leq$",
    "−": "$-$",
    **{sign: f"\\{sign}" for sign in "&%$#_{}"},
}
_SPECIAL = re.compile("|".join(map(re.escape, _LATEX)))
_MARKDOWN = re.compile(r"([\\|*_`\[\]<>])")


def table_of(table: Table | pd.DataFrame) -> Table:
    """Give a table of a page as it is, and a frame of one's own as such a table.

    The frame's index names its rows; a number is written as it prints, an absent one is blank.
    """
    if isinstance(table, Table):
        return table
    head = [str(table.index.name or ""), *map(str, table.columns)]
    rows = [
        [Cell(str(name)), *(_cell(value) for value in values)]
        for name, values in zip(table.index, table.itertuples(index=False), strict=True)
    ]
    return Table("", head, rows, "")


def _cell(value: Any) -> Cell:
    if pd.isna(value):
        return Cell("")
    is_number = isinstance(value, int | float) or hasattr(value, "dtype")
    return Cell(str(value), kind="number" if is_number and value is not True else "")


def latex(table: Table | pd.DataFrame, label: str = "") -> str:
    r"""Give a table as LaTeX: `\usepackage{booktabs}`, and `ctex` for Chinese.

    Parameters
    ----------
    table : Table or DataFrame
        A table of `healthplans.views`, or a frame of one's own with its index as row names.
    label : str
        What `\ref` calls it by.
    """
    plain = table_of(table)
    lines = [
        r"\begin{table}",
        r"\centering",
        *([rf"\caption{{{_latex(plain.caption)}}}"] if plain.caption else []),
        *([rf"\label{{{label}}}"] if label else []),
        rf"\begin{{tabular}}{{{''.join('r' if right else 'l' for right in _right(plain))}}}",
        r"\toprule",
        _latex_row(plain.head),
        r"\midrule",
        *(_latex_row(map(str, row)) for row in plain.rows),
        r"\bottomrule",
        r"\end{tabular}",
        *(rf"\par\footnotesize {_latex(note)}" for note in plain.notes),
        r"\end{table}",
    ]
    return "\n".join(lines) + "\n"


def _latex_row(texts: Iterable[str]) -> str:
    return " & ".join(map(_latex, texts)) + r" \\"


def _latex(text: str) -> str:
    return _SPECIAL.sub(lambda sign: _LATEX[sign[0]], " ".join(text.split()))


def markdown(table: Table | pd.DataFrame) -> str:
    """Give a table as Markdown (the pipe tables of GitHub and pandoc).

    `table` is a table of `healthplans.views`, or a frame of one's own with its index as row
    names.
    """
    plain = table_of(table)
    rule = "|".join("--:" if right else ":--" for right in _right(plain))
    lines = [
        *([f"**{_markdown(plain.caption)}**", ""] if plain.caption else []),
        _markdown_row(plain.head),
        f"|{rule}|",
        *(_markdown_row(map(str, row)) for row in plain.rows),
        *(text for note in plain.notes for text in ("", _markdown(note))),
    ]
    return "\n".join(lines) + "\n"


def _markdown_row(texts: Iterable[str]) -> str:
    return f"| {' | '.join(map(_markdown, texts))} |"


def _markdown(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))


def _right(table: Table) -> Sequence[bool]:
    """Tell which columns stand to the right: those that hold numbers."""
    return [
        any(len(row) > place and row[place].kind == "number" for row in table.rows)
        for place in range(len(table.head))
    ]
