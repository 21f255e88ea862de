"""Characters that a font shows as another one: symbol fonts, and look-alikes in PDFs.

Only look-alikes are mapped (a radical for the character it looks like, a two-em dash); what is
printed wide stays wide.
"""

import re
import unicodedata
from functools import cache

from healthplans.drafting.codelist import codelist

__all__ = ["private", "restore", "symbol"]

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
    folded = _RADICALS.sub(lambda mark: _meant(mark[0], found), text)
    return "".join(found.get(mark, mark) for mark in folded)


def _meant(mark: str, found: dict[str, str]) -> str:
    return found.get(mark) or unicodedata.normalize("NFKC", mark)
