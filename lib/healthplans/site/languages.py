"""Mark the Chinese words of an English page: they are read aloud and set as Chinese."""

import re

_CHINESE = r"[⺀-〿㇀-鿿豈-﫿︰-﹏＀-￯]"
# what is skipped comes first: whole scripts and drawings, text already marked, any other tag
_PIECES = re.compile(
    r"(?P<skipped><(?P<tag>script|style|svg|title)\b.*?</(?P=tag)>"
    r"|<!--.*?-->"
    r'|<[^<>]*\blang="zh"[^<>]*>[^<]*'
    r"|<[^<>]*>)"
    rf"|(?P<chinese>{_CHINESE}(?:[^<>&A-Za-z]*{_CHINESE})?)",
    re.DOTALL,
)


def mark_chinese(html: str) -> str:
    """Put ``<span lang="zh">`` around Chinese text that stands in no element marked so.

    >>> mark_chinese("<p>Printed as 瑶海区.</p>")
    '<p>Printed as <span lang="zh">瑶海区</span>.</p>'
    """
    return _PIECES.sub(_marked, html)


def _marked(piece: re.Match[str]) -> str:
    chinese = piece["chinese"]
    return f'<span lang="zh">{chinese}</span>' if chinese else piece[0]
