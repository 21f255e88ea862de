"""The words of drafting, which are data: codelists, expressions by kind, one spelling.

`prose.csv` holds those of the sentence reader; other lists are read where they are used. In an
expression `(?&kind)` stands for all those of another kind.
"""

import csv
import re
import unicodedata
from functools import cache, lru_cache

from healthplans.paths import project_data

Span = tuple[int, int]  # where a piece of a text begins, and where it ends (exclusive)
_TEN = 10
_OTHER = re.compile(r"\(\?&(\w+)\)")


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


@cache
def _rows() -> tuple[dict[str, str], ...]:
    return tuple(codelist("prose"))


@cache
def source(kind: str) -> str:
    """Give the regular expression of all entries of a kind, as one group.

    Raises
    ------
    KeyError
        For a kind that has no entries.
    """
    own = [row["pattern"] for row in _rows() if row["kind"] == kind]
    if not own:
        raise KeyError(kind)
    return _resolved(f"(?:{'|'.join(own)})")


def _resolved(expression: str) -> str:
    return _OTHER.sub(lambda other: source(other[1]), expression)


@cache
def pattern(kind: str) -> re.Pattern[str]:
    """Give the compiled expression of a kind."""
    return re.compile(source(kind))


@cache
def word(kind: str) -> str:
    """Give the one word of a kind, which is no expression."""
    [row] = (row for row in _rows() if row["kind"] == kind)
    return row["pattern"]


@cache
def _at_end(kind: str) -> re.Pattern[str]:
    return re.compile(f"{source(kind)}$")


def ends_in(kind: str, text: str) -> re.Match[str] | None:
    """Give the words of a kind that a text ends in."""
    return _at_end(kind).search(text)


def last_clause(text: str) -> str:
    """Give what stands behind the last boundary of clauses in a text."""
    return pattern("hard").split(text)[-1]


def first_clause(text: str) -> str:
    """Give what stands before the first boundary of clauses in a text."""
    return pattern("hard").split(text)[0]


@cache
def masks() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Give what is no figure: a class and its expression, in the order in which they win."""
    return classes("mask")


@cache
def classes(kind: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Give the classes of a kind, each with its expression, in their order."""
    rows = [row for row in _rows() if row["kind"] == kind]
    return tuple((row["class"], re.compile(_resolved(row["pattern"]))) for row in rows)


@cache
def _replaced(kind: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((expression, meant) for meant, expression in classes(kind))


@lru_cache(maxsize=65536)
def spelled(text: str) -> str:
    """Give one spelling of a label: what is left is compared character by character."""
    folded = pattern("age_in_words").sub(_in_digits, re.sub(r"\s", "", narrow(text)))
    for expression, meant in _replaced("spelling"):
        folded = expression.sub(meant, folded)
    return folded


def _in_digits(match: re.Match[str]) -> str:
    return str(chinese_value(match[0]))


@cache
def number_signs() -> dict[str, int]:
    """Give the characters of numbers in Chinese below 10,000, each with its value."""
    rows = (row for row in codelist("numerals") if row["role"] in {"digit", "place"})
    return {row["text"]: int(row["value"]) for row in rows}


def chinese_value(text: str) -> int:
    """Read a whole number in Chinese characters; in digits alone 二五 is 25.

    >>> chinese_value("二十三"), chinese_value("两")
    (23, 2)
    """
    total, digit = 0, None
    for size in (number_signs()[mark] for mark in text):
        if size >= _TEN:
            total += (1 if digit is None else digit) * size
            digit = None
        else:
            digit = (digit or 0) * _TEN + size
    return total + (digit or 0)


@lru_cache(maxsize=65536)
def normal(text: str) -> str:
    """Give a label without the words that do not tell indicators apart, for suggestions."""
    folded = spelled(text)
    for expression, meant in _replaced("normal"):
        folded = expression.sub(meant, folded)
    return folded


def unnumbered(text: str) -> str:
    """Give a heading without the number at its beginning."""
    numbers = (p.match(text) for kind, p in masks() if kind == "ordinal")
    return text[max((m.end() for m in numbers if m), default=0) :].strip()


@lru_cache(1024)  # a paragraph is asked for once a figure and rule
def narrow(text: str) -> str:
    """Make full-width signs narrow, character by character, so that every offset stays.

    A number in a circle counts what follows; it stays apart from digits.

    >>> narrow("８１．５％"), narrow("①")
    ('81.5%', '①')
    """
    if text.isascii():
        return text
    return "".join(map(_narrow, text))


@cache
def _narrow(mark: str) -> str:
    folded = unicodedata.normalize("NFKC", mark)
    circled = unicodedata.decomposition(mark).startswith("<circle>")
    return folded if len(folded) == 1 and not circled else mark
