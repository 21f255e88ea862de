"""Printed text made comparable: full-width forms folded, all white space removed.

The published documents hold full-width digits and signs, no-break spaces and trailing runs
of spaces. Folding is for reading only; the printed text itself is kept as it stands.
"""

import re
import unicodedata
from functools import lru_cache

__all__ = ["fold", "split_unit_bracket"]

_SPACE = re.compile(r"[\s\u200b\u200c\u200d\u2060\ufeff]+")
_UNIT_BRACKET = re.compile(r"(?P<label>.*)\((?P<unit>[^()]*)\)")


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Fold `text` to NFKC and remove all Unicode space, zero-width characters included.

    >>> fold("＜１４．５ ‰\u3000")
    '<14.5‰'
    """
    return _SPACE.sub("", unicodedata.normalize("NFKC", text))


def split_unit_bracket(label: str) -> tuple[str, str]:
    """Split a folded label from the bracket at its end, which prints the unit.

    >>> split_unit_bracket("每千常住人口执业(助理)医师数(人)")
    ('每千常住人口执业(助理)医师数', '人')
    >>> split_unit_bracket("每千人口药师(士)数")
    ('每千人口药师(士)数', '')
    """
    match = _UNIT_BRACKET.fullmatch(label)
    return (match["label"], match["unit"]) if match else (label, "")
