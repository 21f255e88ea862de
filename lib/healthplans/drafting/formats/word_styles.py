"""What Word prints of a paragraph and stores elsewhere: its style's level, its number."""

import re
from collections.abc import Callable
from typing import Any

from healthplans.drafting.formats.word_names import attribute, children, off, value
from healthplans.drafting.words import number_signs

_LEVELS = 9  # outline levels
_LIMIT = 20  # styles based on styles; a loop ends here


class Styles:
    """Looks up properties in a paragraph, then in its style and that style's base."""

    def __init__(self, root: Any) -> None:
        found = children(root, "w:style") if root is not None else []
        self._styles = {attribute(style, "styleId"): style for style in found}
        self.hidden = frozenset(n for n, style in self._styles.items() if _vanishes(style))

    def level(self, paragraph: Any) -> int:
        """Give the outline level from 1; 0 for text."""
        text = self._look_up(paragraph, "w:pPr/w:outlineLvl")
        return int(text) + 1 if text.isdecimal() and int(text) < _LEVELS else 0

    def list_of(self, paragraph: Any) -> tuple[str, int]:
        """Give the number id of a paragraph's list and its level; "" without a list."""
        number = self._look_up(paragraph, "w:pPr/w:numPr/w:numId")
        level = self._look_up(paragraph, "w:pPr/w:numPr/w:ilvl") or "0"
        return ("", 0) if number in {"", "0"} else (number, int(level))

    def _look_up(self, paragraph: Any, path: str) -> str:
        element, name = paragraph, value(paragraph, "w:pPr/w:pStyle")
        for _ in range(_LIMIT):
            text = value(element, path)
            if text or name not in self._styles:
                return text
            element = self._styles[name]
            name = value(element, "w:basedOn")
        return ""


def _vanishes(style: Any) -> bool:
    properties = children(style, "w:rPr")
    marks = children(properties[0], "w:vanish") if properties else []
    return bool(marks) and not off(marks[0])


_CIRCLED, _LETTERS = 20, 26  # how many circled numbers and letters there are
_ROMAN = {
    **{1000: "M", 900: "CM", 500: "D", 400: "CD", 100: "C", 90: "XC", 50: "L", 40: "XL"},
    **{10: "X", 9: "IX", 5: "V", 4: "IV", 1: "I"},
}


def _roman(number: int) -> str:
    """Write a number in Roman numerals.

    >>> _roman(14)
    'XIV'
    """
    text = ""
    for size, mark in _ROMAN.items():
        text += mark * (number // size)
        number %= size
    return text


def _chinese(number: int) -> str:
    """Write a number below 1,000 in Chinese, as headings are numbered.

    >>> _chinese(12), _chinese(110)
    ('十二', '一百一十')
    """
    # of several signs of one value the plain one is listed first
    signs = {value: sign for sign, value in reversed(number_signs().items())}
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = signs[hundreds] + signs[100] if 0 < hundreds < 10 else ""  # noqa: PLR2004
    text += "" if not tens else (signs[tens] if tens > 1 or hundreds else "") + signs[10]
    return text + (signs[ones] if ones or not number else "")


def _circled(number: int) -> str:
    return chr(0x245F + number) if 1 <= number <= _CIRCLED else str(number)


_WRITERS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda n: f"{n:02d}",
    "decimalFullWidth": lambda n: str(n).translate({48 + d: 0xFF10 + d for d in range(10)}),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _circled),
    **dict.fromkeys(("chineseCounting", "chineseCountingThousand"), _chinese),
    **dict.fromkeys(("japaneseCounting", "taiwaneseCountingThousand"), _chinese),
    "ideographDigital": _chinese,
    "upperLetter": lambda n: chr(64 + n) if 1 <= n <= _LETTERS else str(n),
    "lowerLetter": lambda n: chr(96 + n) if 1 <= n <= _LETTERS else str(n),
    "upperRoman": _roman,
    "lowerRoman": lambda n: _roman(n).lower(),
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
        start = value(levels[level], "w:start", "1")
        first = int(start) if start.isdecimal() else 1
        counts[level] = counts[level] + 1 if counts[level] else first
        for deeper in range(level + 1, 10):
            counts[deeper] = 0
        return self._written(levels, counts, level)

    def _written(self, levels: dict[int, Any], counts: list[int], level: int) -> str:
        def part(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            form = value(levels.get(place), "w:numFmt", "decimal")
            count = counts[place] or 1
            return _WRITERS.get(form, str)(count)

        if value(levels[level], "w:numFmt") in {"bullet", "none"}:
            return ""
        return re.sub(r"%([1-9])", part, value(levels[level], "w:lvlText"))
