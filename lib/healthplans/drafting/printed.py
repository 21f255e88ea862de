"""What is printed: lines of a cell as one text, and characters that a font shows as others.

Only look-alikes are mapped (a radical for the character it looks like, a two-em dash); what is
printed wide stays wide.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from healthplans.drafting.words import codelist

_RADICALS = re.compile("[\u2e80-\u2fdf]")


@cache
def _map(kind: str) -> dict[str, str]:
    rows = [row for row in codelist("glyphs") if row["kind"] == kind]
    return {chr(int(row["code"], 16)): row["text"] for row in rows}


def symbol(font: str, code: str) -> str:
    """Give what a symbol font shows for a hexadecimal code; U+FFFD if that is not known.

    >>> symbol("Symbol", "F0A3")
    '≤'
    """
    number = int(code, 16) if re.fullmatch("[0-9A-Fa-f]{2,6}", code) else 0
    if "symbol" in font.lower():
        return _map("symbol").get(chr(0xF000 + number % 0x100), "\ufffd")
    mark = chr(number) if number else "\ufffd"
    return "\ufffd" if unicodedata.category(mark) == "Co" else mark


def private(text: str) -> str:
    """Give what the symbol font shows for characters kept in its private codes.

    >>> private("\uf0b3 5")
    '≥ 5'
    """
    return "".join(_map("symbol").get(mark, mark) for mark in text)


def restore(text: str) -> str:
    """Put the character meant for each look-alike that a PDF's font stored.

    >>> restore("\u2f08\u5747") == "\u4eba\u5747"
    True
    """
    found = _map("lookalike")
    folded = _RADICALS.sub(
        lambda mark: found.get(mark[0]) or unicodedata.normalize("NFKC", mark[0]), text
    )
    return "".join(found.get(mark, mark) for mark in folded)


_RAISED = str.maketrans("0123456789+-()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾")


def join_lines(lines: Sequence[str]) -> str:
    """Join the lines of a cell; a space stays only between two Latin letters or digits.

    >>> join_lines(["健康", "水平"]), join_lines(["100", "98.5"])
    ('健康水平', '100 98.5')
    """
    text = ""
    for line in (part.strip() for part in lines):
        gap = " " if text and line and _latin(text[-1]) and _latin(line[0]) else ""
        text += gap + line
    return text


def _latin(mark: str) -> bool:
    return mark.isascii() and mark.isalnum()


def superscript(text: str) -> str:
    """Give raised text as raised characters, so that a mark never reads as a digit.

    >>> superscript("2")
    '²'
    """
    return unicodedata.normalize("NFC", text).translate(_RAISED)
