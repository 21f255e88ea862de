"""What is altered in a finished page: links that lead nowhere yet, and Chinese words.

Every page names others, and a full run makes all of them. In a part of the site, such as one
district, a link to a page that is neither due now nor there already would lead nowhere: it
loses its address, and says why. So does one to the figures of an area that has no page.

The Chinese words of an English page are marked, so that they are read aloud and set as such.
"""

import html
import posixpath
import re
from collections.abc import Iterable
from pathlib import Path

from healthplans.site.catalogue import Page
from healthplans.vocabulary.words import Words

# the address of another page of the site, in a tag that a reader can follow or a program reads
LINK = re.compile(
    r'<(?P<tag>a|link)\b(?P<before>[^<>]*?) href="(?P<path>[^"#:]+\.html)(?:#[^"]*)?"'
)
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


def missing(every: Iterable[Page], due: Iterable[Page], out: Path) -> frozenset[str]:
    """Give the paths of the pages that are neither due nor in the output folder already."""
    made = {page.html for page in due}
    return frozenset(
        page.html
        for page in every
        if page.html not in made and not (out / page.html).is_file()
    )


def unlinked(text: str, path: str, absent: frozenset[str], words: Words) -> str:
    """Take the links to absent pages out of a page.

    `text` and `path` are the page and its path in the site. `absent` is from `missing`.
    `words` are the page's language.
    """
    if not absent:
        return text
    folder, note = posixpath.dirname(path), html.escape(words.say("page_not_made"))
    state = f' role="link" aria-disabled="true" title="{note}"'

    def plain(found: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(folder, found["path"]))
        if target not in absent:
            return found[0]
        return f"<{found['tag']}{found['before']}{state if found['tag'] == 'a' else ''}"

    return LINK.sub(plain, text)


def mark_chinese(html: str) -> str:
    """Put ``<span lang="zh">`` around Chinese text that stands in no element marked so.

    >>> mark_chinese("<p>Printed as 瑶海区.</p>")
    '<p>Printed as <span lang="zh">瑶海区</span>.</p>'
    """

    def marked(piece: re.Match[str]) -> str:
        chinese = piece["chinese"]
        return f'<span lang="zh">{chinese}</span>' if chinese else piece[0]

    return _PIECES.sub(marked, html)
