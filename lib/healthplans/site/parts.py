"""A part of the site, such as one district: what is not there is named without a link.

Every page names others, and a full run makes all of them. In a part of the site, a link to a
page that is neither due now nor there already would lead nowhere: it loses its address, and
says why.
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

    Parameters
    ----------
    text, path : str
        The page, and its path in the site.
    absent : frozenset of str
        From `missing`.
    words : Words
        The page's language.
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
