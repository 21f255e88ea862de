"""Printed text made comparable: full-width forms folded, white space and marks told apart.

The published documents hold full-width digits and signs, no-break spaces, trailing runs of
spaces and footnote marks. Folding is for reading only; the printed text itself is kept as it
stands. Two things must happen before compatibility folding (NFKC), which would hide them: a
footnote mark (①, ¹) becomes a plain digit there, and white space between digits parts two
values, so it may never be deleted between them.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache

# what prints nothing: zero-width characters, direction marks, soft hyphen, variation selectors
_UNSEEN = "\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff"
_SPACE = re.compile(rf"[\s{_UNSEEN}]+")
_NOTHING = re.compile(rf"[{_UNSEEN}]+")
# 1. 95 may be a list's first number and a figure
_GAP = re.compile(r"(?<=[0-9%‰.])\s+(?=[0-9<>≤≥])")
_UNIT_BRACKET = re.compile(r"(?P<label>.*)\((?P<unit>[^()]*)\)")
# characters that are no digit but hold one once folded: raised and lowered, circled,
# bracketed, with a full stop; not the unit signs (㎡) and not fractions (½)
_NUMBERED = (
    "\u00b9\u00b2\u00b3\u2070-\u2079\u2080-\u2089\u2460-\u249b\u24ea-\u24ff\u2776-\u2793"
    "\u3220-\u3229\u3248-\u324f\u3251-\u325f\u3280-\u3289\u32b1-\u32bf\U0001f100-\U0001f10a"
)
_SIGNS = "*\uff0a\u203b\u2020\u2021\u2731\u066d\u2605\u2606"
_NOTE = "\u6ce8"
_IN_BRACKETS = (
    rf"(?:{_NOTE}\s*[0-9\uff10-\uff19]*|[0-9\uff10-\uff19]{{1,2}}|[{_NUMBERED}]{{1,2}})"
)
_MARK = (
    rf"(?:(?<![mM\u33a1])[{_NUMBERED}]+|[{_SIGNS}]+"
    rf"|[\[\uff3b\u3010\u3014]{_IN_BRACKETS}[\]\uff3d\u3011\u3015]"
    rf"|[(\uff08]{_NOTE}\s*[0-9\uff10-\uff19]*[)\uff09]"
    rf"|{_NOTE}[0-9\uff10-\uff19]+)"
)
_MARKS = re.compile(rf"\s*(?P<mark>(?:{_MARK}[,\uff0c\u3001]?)*{_MARK})")
_MAY_HOLD_MARK = re.compile(rf"[{_NUMBERED}{_SIGNS}{_NOTE}\[\uff3b\u3010\u3014]")
# stands where a mark parts two digits; no form reads it
_PARTED = "\u203b"


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Fold `text` to NFKC and remove all Unicode space, zero-width characters included.

    For labels and words. For a printed value use `fold_value`, which keeps digits apart.

    >>> fold("＜１４．５ ‰\u3000")
    '<14.5‰'
    """
    return _SPACE.sub("", unicodedata.normalize("NFKC", text))


def fold_value(text: str) -> str:
    r"""Fold a printed value; white space that parts two figures stays, as one space.

    >>> fold_value("＜１４．５ ‰"), fold_value("65\n60"), fold_value("8.2 1/10万")
    ('<14.5‰', '65 60', '8.2 1/10万')
    """
    if text.isascii() and text.isprintable() and " " not in text:
        return text
    seen = _NOTHING.sub("", unicodedata.normalize("NFKC", text)).strip()
    return " ".join(_SPACE.sub("", piece) for piece in _GAP.split(seen))


def alternatives(texts: Iterable[str]) -> str:
    """Give a pattern that fits any of some texts, the longest first; of none a blank one."""
    return "|".join(map(re.escape, sorted(texts, key=len, reverse=True)))


def split_marks(text: str) -> tuple[str, str]:
    """Part a printed text from its footnote marks, which are never digits of a figure.

    Works on the text as printed, before any folding. Marks between two digits leave a sign
    that no form reads, so that the digits are never joined.

    Returns
    -------
    tuple of str
        The text without marks, and the marks joined by ``;``, as printed.

    >>> split_marks("82.3①"), split_marks("每千人口床位数¹（张）")
    (('82.3', '①'), ('每千人口床位数（张）', '¹'))
    >>> split_marks("11.2[²]")
    ('11.2', '[²]')
    """
    if not _MAY_HOLD_MARK.search(text):
        return text, ""
    found: list[str] = []

    def without(match: re.Match[str]) -> str:
        found.append(match["mark"])
        before, after = text[: match.start()], text[match.end() :].lstrip()
        joins = before[-1:].isdecimal() and after[:1].isdecimal()
        return _PARTED if joins or "." in (before[-1:], after[:1]) else ""

    return _MARKS.sub(without, text), ";".join(found)


def split_unit_bracket(label: str) -> tuple[str, str]:
    """Split a folded label from the bracket at its end, which prints the unit.

    >>> split_unit_bracket("每千常住人口执业(助理)医师数(人)")
    ('每千常住人口执业(助理)医师数', '人')
    >>> split_unit_bracket("每千人口药师(士)数")
    ('每千人口药师(士)数', '')
    """
    match = _UNIT_BRACKET.fullmatch(label)
    return (match["label"], match["unit"]) if match else (label, "")


def width_of(text: str) -> int:
    """Give the columns that a text takes: two a Chinese letter, one any other.

    >>> width_of("瑶海 A")
    6
    """
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


@cache
def pinyin(name: str) -> tuple[str, str]:
    """Give a Chinese name in pinyin without tones, and its initials.

    >>> pinyin("瑶海区")
    ('yaohaiqu', 'yhq')
    """
    from pypinyin import Style, lazy_pinyin  # only a search needs it

    plain = unicodedata.normalize("NFKC", name)
    return "".join(lazy_pinyin(plain)), "".join(lazy_pinyin(plain, style=Style.FIRST_LETTER))
