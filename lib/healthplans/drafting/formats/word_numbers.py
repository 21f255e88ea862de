"""Automatic numbering of Word paragraphs: the numbers that are printed but not stored."""

import re
from collections.abc import Callable
from typing import Any

from healthplans.drafting.formats.word_names import attribute, children, value
from healthplans.drafting.numerals import chinese, roman

__all__ = ["Numbering"]

_CIRCLED, _LETTERS = 20, 26  # how many circled numbers and letters there are
_WRITERS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda n: f"{n:02d}",
    "decimalFullWidth": lambda n: str(n).translate({48 + d: 0xFF10 + d for d in range(10)}),
    "decimalEnclosedCircle": lambda n: chr(0x245F + n) if 1 <= n <= _CIRCLED else str(n),
    "decimalEnclosedCircleChinese": lambda n: (
        chr(0x245F + n) if 1 <= n <= _CIRCLED else str(n)
    ),
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "ideographDigital": chinese,
    "upperLetter": lambda n: chr(64 + n) if 1 <= n <= _LETTERS else str(n),
    "lowerLetter": lambda n: chr(96 + n) if 1 <= n <= _LETTERS else str(n),
    "upperRoman": roman,
    "lowerRoman": lambda n: roman(n).lower(),
    "bullet": lambda _: "",
    "none": lambda _: "",
}


class Numbering:
    """Counts numbered paragraphs in reading order and writes each one's number."""

    def __init__(self, root: Any) -> None:
        abstract = children(root, "w:abstractNum") if root is not None else []
        self._levels = {
            attribute(a, "abstractNumId"): {
                int(attribute(level, "ilvl", "0")): level for level in children(a, "w:lvl")
            }
            for a in abstract
        }
        numbers = children(root, "w:num") if root is not None else []
        self._abstract = {attribute(n, "numId"): value(n, "w:abstractNumId") for n in numbers}
        self._counts: dict[str, list[int]] = {}

    def next(self, number: str, level: int) -> str:
        """Give the next number of a list at a level, with its printed frame; "" if none."""
        key = self._abstract.get(number, "")
        levels = self._levels.get(key, {})
        if level not in levels:
            return ""
        counts = self._counts.setdefault(key, [0] * 10)
        start = self._start(levels[level])
        counts[level] = counts[level] + 1 if counts[level] else start
        for deeper in range(level + 1, 10):
            counts[deeper] = 0
        return self._written(levels, counts, level)

    def _start(self, level: Any) -> int:
        text = value(level, "w:start", "1")
        return int(text) if text.isdecimal() else 1

    def _written(self, levels: dict[int, Any], counts: list[int], level: int) -> str:
        def part(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            form = value(levels.get(place), "w:numFmt", "decimal")
            count = counts[place] or 1
            return _WRITERS.get(form, str)(count)

        if value(levels[level], "w:numFmt") in {"bullet", "none"}:
            return ""
        return re.sub(r"%([1-9])", part, value(levels[level], "w:lvlText"))
