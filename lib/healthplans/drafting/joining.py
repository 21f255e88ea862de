"""Lines of one cell become one text, and look-alike marks become what they print."""

import unicodedata
from collections.abc import Sequence

__all__ = ["join_lines", "superscript"]

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
