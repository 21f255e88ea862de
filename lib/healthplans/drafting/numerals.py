"""Numbers in Chinese and Roman characters, both ways."""

import unicodedata

_ROMAN = {
    **{1000: "M", 900: "CM", 500: "D", 400: "CD", 100: "C", 90: "XC", 50: "L", 40: "XL"},
    **{10: "X", 9: "IX", 5: "V", 4: "IV", 1: "I"},
}
# the digits and powers are named by their code points: Unicode knows their values
_DIGITS = "\u3007\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d"
_TEN, _HUNDRED = "\u5341", "\u767e"
_BASE = 10
_TWO = "\u4e24"  # another two, before a counting word


def roman(number: int) -> str:
    """Write a number in Roman numerals.

    >>> roman(14)
    'XIV'
    """
    text = ""
    for size, mark in _ROMAN.items():
        text += mark * (number // size)
        number %= size
    return text


def chinese(number: int) -> str:
    """Write a number below 1,000 in Chinese, as headings are numbered.

    >>> chinese(12) == "\u5341\u4e8c"
    True
    """
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = _DIGITS[hundreds] + _HUNDRED if 0 < hundreds < _BASE else ""
    text += "" if not tens else (_DIGITS[tens] if tens > 1 or hundreds else "") + _TEN
    return text + (_DIGITS[ones] if ones or not number else "")


def chinese_value(text: str) -> int | None:
    """Read a whole number in Chinese characters; None if it is not one.

    >>> chinese_value("\u4e8c\u5341\u4e09"), chinese_value("\u4e24"), chinese_value("x")
    (23, 2, None)
    """
    total, digit = 0, None
    for mark in text:
        size = 2 if mark == _TWO else unicodedata.numeric(mark, -1.0)
        if size < 0 or mark.isascii():
            return None
        if size >= _BASE:
            total += (1 if digit is None else digit) * int(size)
            digit = None
        else:
            digit = (digit or 0) * _BASE + int(size)
    return total + (digit or 0)
